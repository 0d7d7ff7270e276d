"""What the store says depends on what was imported, never on the order in which it came."""

import tempfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from canonical import canonical_dump, every_row
from fixed_clock import FixedClock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from x12_claims import (
    Paid,
    a_batch_ack,
    a_claim_answer,
    a_remittance,
    a_sent_claim,
    an_interchange_ack,
    write,
)

from bot.imports.service import ImportDesk
from data.samples import write_practice
from data.store.claims_file import ClaimsFile

TODAY = date(2026, 2, 1)
LONG = "10010000000000000000"
"""Twenty characters: what a payer that cuts numbers gives back of the two below."""
NUMBERS = st.sampled_from(["1001", "1002", "0", LONG, LONG + "AA", LONG + "BB"])
PAYER_NUMBERS = st.sampled_from(["", "ICN11", "ICN22", "ICN33"])
DAYS = st.sampled_from(["20260106", "20260112", "20260120", "20260128"])
SERVICES = st.sampled_from(["20260105", "20260103"])
PEOPLE = st.sampled_from(["AGATE*APRIL", "TOPAZ*MAY"])

SENT = st.builds(
    a_sent_claim,
    number=NUMBERS.filter(lambda number: number != "0"),
    frequency=st.sampled_from(["1", "7", "8"]),
    sequence=st.sampled_from(["P", "P", "S"]),
    original=PAYER_NUMBERS,
    sent_on=DAYS,
    service=SERVICES,
    patient=PEOPLE,
    payer=st.sampled_from(["AETNA", "Aetna, Inc.", "CIGNA"]),
    batch=st.sampled_from(["B1", "B2"]),
    group=st.sampled_from(["7", "8"]),
)
ANSWERED = st.builds(
    a_claim_answer,
    number=NUMBERS,
    category=st.sampled_from(["A0", "A1", "A2", "A3", "A4", "P1", "R4", "F1", "F2"]),
    on=DAYS,
    batch=st.sampled_from(["B1", "B2"]),
    icn=PAYER_NUMBERS,
    kind=st.sampled_from(["277CA", "277"]),
    service=SERVICES,
)
CLAIM_PAYMENTS = st.builds(
    Paid,
    number=NUMBERS,
    status=st.sampled_from(["1", "2", "4", "19", "22", "23", "25"]),
    charge=st.sampled_from(["200", "100", "-200"]),
    paid=st.sampled_from(["120", "0", "-120"]),
    icn=PAYER_NUMBERS,
    original=PAYER_NUMBERS,
    adjustments=st.sampled_from([("CO*45*80",), ("CO*197*200",), ("PR*1*200",), ("CO*45*-80",), ()]),
    patient_name=PEOPLE,
    service=SERVICES,
)
ACKS = st.builds(
    a_batch_ack, outcome=st.sampled_from(["A", "R"]), group=st.sampled_from(["7", "8"]), on=DAYS
) | st.builds(an_interchange_ack, group=st.sampled_from(["7", "8"]), on=DAYS)


@st.composite
def files(draw: st.DrawFn) -> list[bytes]:
    payments = draw(st.lists(st.lists(CLAIM_PAYMENTS, min_size=1, max_size=3), max_size=4))
    remittances = [
        a_remittance(*claims, sequence_number=f"EFT{number}", paid_on=draw(DAYS))
        for number, claims in enumerate(payments)
    ]
    others = draw(st.lists(SENT | ANSWERED | ACKS, min_size=1, max_size=6))
    again = [raw.replace(b"*00000000", b"*00000010") for raw in others if draw(st.booleans())]
    return [*others, *again, *remittances]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=files(), seed=st.integers(0, 1_000))
def test_any_order_of_files_gives_the_same_claims(files: list[bytes], seed: int) -> None:
    shuffled = Random(seed).sample(files, len(files))

    straight, turned = a_store_with(files), a_store_with(shuffled)

    assert canonical_dump(turned) == canonical_dump(straight)
    straight.close()
    turned.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=files())
def test_computing_all_anew_changes_nothing(files: list[bytes]) -> None:
    store = a_store_with(files)
    before = canonical_dump(store)

    _, changed = ImportDesk(store, FixedClock(TODAY)).recompute()

    assert changed == 0
    assert canonical_dump(store) == before
    store.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_whole_practice_comes_out_the_same_in_any_order(seed: int, tmp_path: Path) -> None:
    written = write_practice(tmp_path, today=TODAY, claims=120).files
    shuffled = Random(seed).sample(written, len(written))

    straight, turned = a_store_of(sorted(written)), a_store_of(shuffled)

    assert canonical_dump(turned) == canonical_dump(straight)


def test_every_file_twice_changes_nothing(tmp_path: Path) -> None:
    written = write_practice(tmp_path, today=TODAY, claims=90).files
    store = a_store_of(sorted(written))
    before = every_row(store)

    desk = ImportDesk(store, FixedClock(TODAY))
    reports = [desk.import_file(path) for path in sorted(written)]

    assert every_row(store) == before
    assert all(report.duplicate == report.transactions for report in reports)
    assert all(report.new == report.changed == 0 for report in reports)


def a_store_with(files: list[bytes]) -> ClaimsFile:
    folder = Path(tempfile.mkdtemp())
    return a_store_of([write(folder, f"{number}.x12", raw) for number, raw in enumerate(files)])


def a_store_of(paths: list[Path]) -> ClaimsFile:
    store = ClaimsFile(Path(tempfile.mkdtemp()))
    desk = ImportDesk(store, FixedClock(TODAY))
    for path in paths:
        desk.import_file(path)
    return store
