"""Writes the 277CA: which claims the clearinghouse and the payers have taken in, and which they refuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.samples.practice import CLEARINGHOUSE, SENDER, biller
from data.samples.shapes import Answered, Organization, Payer, Route
from data.samples.transmissions import File, SentSet
from data.samples.x12_text import Group, Interchange, day, dollars, segment, written

VERSION = "005010X214"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """One transaction: what one source says on one day about one set of ours. `payer` is None: the clearinghouse.

    Without rows the whole set is refused, at the level that its route names.
    """

    on: date
    payer: Payer | None
    sent: SentSet
    rows: tuple[Answered, ...]


def acknowledgement_file(acknowledgements: Sequence[Acknowledgement], control: int) -> File:
    """One file for one day."""
    on = acknowledgements[0].on
    interchange = Interchange(sender=CLEARINGHOUSE, receiver=SENDER, on=on, time="0630", control=control)
    sets = tuple(
        ("277", f"{place:04d}", _body(acknowledgement, f"A{control}{place:03d}"))
        for place, acknowledgement in enumerate(acknowledgements, 1)
    )
    group = Group(function="HN", version=VERSION, control=control, sets=sets)
    return File(on=on, kind="277CA", text=written(interchange, [group]))


def _body(acknowledgement: Acknowledgement, reference: str) -> list[str]:
    head = [
        segment("BHT", "0085", "08", reference, day(acknowledgement.on), "0630", "TH"),
        *_source(acknowledgement, reference),
    ]
    route = acknowledgement.sent.route
    if route is Route.BATCH_REJECTED:
        return [*head, *_receiver(acknowledgement, code=("A3", "21", "41"), has_more=False)]
    if route is Route.PROVIDER_REJECTED:
        return [*head, *_receiver(acknowledgement), *_provider(acknowledgement)]
    rows = [part for place, row in enumerate(acknowledgement.rows) for part in _row(row, place)]
    return [*head, *_receiver(acknowledgement), *_provider(acknowledgement), *rows]


def _source(acknowledgement: Acknowledgement, reference: str) -> list[str]:
    payer = acknowledgement.payer
    name = (
        segment("NM1", "PR", "2", payer.name.upper(), "", "", "", "", "PI", payer.number)
        if payer
        else segment("NM1", "AY", "2", "SAMPLE CLEARINGHOUSE", "", "", "", "", "46", CLEARINGHOUSE)
    )
    received = acknowledgement.sent.claims[0].on
    return [
        segment("HL", "1", "", "20", "1"),
        name,
        segment("TRN", "1", reference),
        segment("DTP", "050", "D8", day(received)),
        segment("DTP", "009", "D8", day(acknowledgement.on)),
    ]


def _receiver(
    acknowledgement: Acknowledgement, *, code: tuple[str, ...] = ("A1", "20"), has_more: bool = True
) -> list[str]:
    organization = _organization(acknowledgement)
    total = dollars(_charge_cents(acknowledgement))
    return [
        segment("HL", "2", "1", "21", "1" if has_more else "0"),
        segment("NM1", "41", "2", organization.name, "", "", "", "", "46", SENDER),
        segment("TRN", "2", acknowledgement.sent.reference),
        segment("STC", code, day(acknowledgement.on), "WQ" if has_more else "U", total),
        *_totals(acknowledgement, "90", "AA", refused=not has_more),
    ]


def _provider(acknowledgement: Acknowledgement) -> list[str]:
    organization = _organization(acknowledgement)
    level = [
        segment("HL", "3", "2", "19", "1" if acknowledgement.rows else "0"),
        segment("NM1", "85", "2", organization.name, "", "", "", "", "XX", organization.npi),
        segment("TRN", "1", "0"),
    ]
    if acknowledgement.rows:
        return [*level, segment("STC", ("A1", "20"), "", "WQ", dollars(_charge_cents(acknowledgement)))]
    refused = segment("STC", ("A8", "562", "85"), "", "U", dollars(_charge_cents(acknowledgement)))
    return [*level, refused, *_totals(acknowledgement, "QA", "QC", refused=True)]


def _totals(acknowledgement: Acknowledgement, accepted: str, rejected: str, *, refused: bool) -> list[str]:
    """QTY and AMT of claims taken and refused; a set without rows counts as one side."""
    if not acknowledgement.rows:
        cents = _charge_cents(acknowledgement)
        counts = [
            (rejected if refused else accepted, len(acknowledgement.sent.claims), "YY" if refused else "YU", cents)
        ]
    else:
        taken = [row.sent.charge_cents for row in acknowledgement.rows if not is_refusal(row)]
        not_taken = [row.sent.charge_cents for row in acknowledgement.rows if is_refusal(row)]
        counts = [(accepted, len(taken), "YU", sum(taken)), (rejected, len(not_taken), "YY", sum(not_taken))]
    quantities = [segment("QTY", code, str(count)) for code, count, _, _ in counts if count]
    return quantities + [segment("AMT", code, dollars(cents)) for _, count, code, cents in counts if count]


def is_refusal(row: Answered) -> bool:
    return row.category in ("A3", "A6", "A7", "A8")


def _row(row: Answered, place: int) -> list[str]:
    claim = row.sent.claim
    person, coverage = claim.patient.person, claim.patient.coverages[row.sent.rank]
    bill_type = f"{claim.facility}{row.sent.frequency}"
    return [
        segment("HL", str(4 + place), "3", "PT"),
        segment("NM1", "QC", "1", person.last, person.first, "", "", "", "MI", coverage.member_id),
        segment("TRN", "2", row.sent.number),
        segment(
            "STC",
            (row.category, row.status, row.entity),
            day(row.on),
            "U" if is_refusal(row) else "WQ",
            dollars(row.sent.charge_cents),
        ),
        *([segment("REF", "1K", row.payer_number)] if row.payer_number else []),
        segment("REF", "D9", f"CH{claim.number[:5]}{row.sent.on:%m%d}"),
        *([segment("REF", "BLT", bill_type)] if claim.institutional else []),
        segment("DTP", "472", "RD8", f"{day(claim.service_from)}-{day(claim.service_to)}"),
    ]


def _organization(acknowledgement: Acknowledgement) -> Organization:
    return biller(institutional=acknowledgement.sent.claims[0].claim.institutional)


def _charge_cents(acknowledgement: Acknowledgement) -> int:
    rows = acknowledgement.rows
    return sum(sent.charge_cents for sent in ([row.sent for row in rows] or acknowledgement.sent.claims))
