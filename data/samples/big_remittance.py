"""Streams one balanced 835 of any size, for benchmarks: two lines and about 27 segments a claim."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import TextIO

from data.samples.chain_835 import VERSION, opening_segments
from data.samples.fees import LABS, VISITS, Fee
from data.samples.practice import FAMILY_NAMES, FIRST_NAMES, GROUP, PAYERS, PROVIDERS, SENDER, address_segments
from data.samples.x12_text import Group, Interchange, day, dollars, group_opening, opening, segment

_PAID_ON = date(2026, 1, 15)
_SERVED_ON = date(2025, 12, 18)
_PAYER = PAYERS["evergreen"]


def write_big_remittance(path: Path, *, claims: int, seed: int) -> None:
    """The same (claims, seed) writes the same bytes; memory does not grow with the claims."""
    interchange = Interchange(sender=_PAYER.number, receiver=SENDER, on=_PAID_ON, time="0515", control=1)
    group = Group(function="HP", version=VERSION, control=1, sets=())
    total = sum(_paid_cents(fee) for pair in _drawn(claims, seed) for fee in pair)
    with path.open("w", encoding="ascii", newline="\n") as out:
        _write(out, [opening(interchange), group_opening(interchange, group), segment("ST", "835", "0001")])
        count = 2 + _write(out, _head(total))
        for number, pair in enumerate(_drawn(claims, seed)):
            count += _write(out, _claim(number, pair))
        _write(out, [segment("SE", str(count), "0001"), segment("GE", "1", "1"), segment("IEA", "1", "000000001")])


def _write(out: TextIO, segments: list[str]) -> int:
    out.writelines(f"{text}~\n" for text in segments)
    return len(segments)


def _drawn(claims: int, seed: int) -> Iterator[tuple[Fee, Fee]]:
    chance = Random(seed)  # noqa: S311  (invented claims, no secret)
    for _ in range(claims):
        yield chance.choice(VISITS), chance.choice(LABS)


def _patient_cents(fee: Fee) -> int:
    return fee.allowed_cents * 20 // 100


def _paid_cents(fee: Fee) -> int:
    return fee.allowed_cents - _patient_cents(fee)


def _head(total_cents: int) -> list[str]:
    return [
        *opening_segments(_PAYER, total_cents=total_cents, on=_PAID_ON, trace="BIG0000001"),
        segment("N1", "PE", GROUP.name, "XX", GROUP.npi),
        *address_segments(GROUP.street),
        segment("REF", "TJ", GROUP.tax_id),
        segment("LX", "1"),
    ]


def _claim(number: int, pair: tuple[Fee, Fee]) -> list[str]:
    charge, paid = sum(fee.charge_cents for fee in pair), sum(_paid_cents(fee) for fee in pair)
    patient = sum(_patient_cents(fee) for fee in pair)
    amounts = (dollars(charge), dollars(paid), dollars(patient))
    last, first = FAMILY_NAMES[number % len(FAMILY_NAMES)], FIRST_NAMES[number % len(FIRST_NAMES)]
    provider = PROVIDERS[number % len(PROVIDERS)]
    claim_number = str(1_000_001 + number)
    return [
        segment("CLP", claim_number, "1", *amounts, _PAYER.remittance_code, f"BIG{number:010d}", "11", "1"),
        segment("NM1", "QC", "1", last, first, "", "", "", "MI", f"EVE{900_000_000 + number}"),
        segment("NM1", "82", "1", provider.last, provider.first, "", "", "", "XX", provider.npi),
        segment("MOA", "", "", "MA01"),
        segment("REF", "EA", f"M{claim_number}"),
        segment("DTM", "232", day(_SERVED_ON)),
        segment("DTM", "233", day(_SERVED_ON)),
        segment("DTM", "050", day(_SERVED_ON)),
        segment("AMT", "AU", dollars(paid + patient)),
        *(part for place, fee in enumerate(pair, 1) for part in _line(claim_number, place, fee)),
    ]


def _line(claim_number: str, place: int, fee: Fee) -> list[str]:
    charge, paid = dollars(fee.charge_cents), dollars(_paid_cents(fee))
    return [
        segment("SVC", ("HC", fee.code), charge, paid, "", "1"),
        segment("DTM", "472", day(_SERVED_ON)),
        segment("CAS", "CO", "45", dollars(fee.charge_cents - fee.allowed_cents)),
        segment("CAS", "PR", "2", dollars(_patient_cents(fee))),
        segment("REF", "LU", "11"),
        segment("REF", "6R", f"{claim_number}L{place}"),
        segment("AMT", "B6", dollars(fee.allowed_cents)),
        segment("LQ", "HE", "N130"),
        segment("LQ", "HE", "MA01"),
    ]
