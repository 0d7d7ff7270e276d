"""Writes the 277: what a payer says about claims that it has taken in, without any money."""

from collections.abc import Sequence
from itertools import groupby

from data.samples.practice import CLEARINGHOUSE, SENDER, biller
from data.samples.shapes import Organization, Patient, Payer, Told
from data.samples.transmissions import File
from data.samples.x12_text import Group, Interchange, day, dollars, segment, written

VERSION = "005010X212"


def status_file(told: Sequence[Told], control: int) -> File:
    """One file for one day; `told` is sorted by payer, then by who billed."""
    on = told[0].on
    interchange = Interchange(sender=CLEARINGHOUSE, receiver=SENDER, on=on, time="0745", control=control)
    by_source = groupby(told, key=lambda row: (row.sent.payer, row.sent.claim.institutional))
    sets = tuple(
        ("277", f"{place:04d}", _body(payer, biller(institutional=institutional), list(rows), f"S{control}{place:02d}"))
        for place, ((payer, institutional), rows) in enumerate(by_source, 1)
    )
    group = Group(function="HN", version=VERSION, control=control, sets=sets)
    return File(on=on, kind="277", text=written(interchange, [group]))


def _body(payer: Payer, organization: Organization, rows: Sequence[Told], reference: str) -> list[str]:
    segments = [
        segment("BHT", "0010", "08", reference, day(rows[0].on), "0745", "DG"),
        segment("HL", "1", "", "20", "1"),
        segment("NM1", "PR", "2", payer.name.upper(), "", "", "", "", "PI", payer.number),
        segment("HL", "2", "1", "21", "1"),
        segment("NM1", "41", "2", organization.name, "", "", "", "", "46", SENDER),
        segment("HL", "3", "2", "19", "1"),
        segment("NM1", "1P", "2", organization.name, "", "", "", "", "XX", organization.npi),
    ]
    level = 3
    for row in rows:
        segments += [*_levels(row.sent.claim.patient, row, level), *_status(row)]
        level += 2 if row.sent.claim.patient.subscriber else 1
    return segments


def _levels(patient: Patient, row: Told, above: int) -> list[str]:
    subscriber = patient.subscriber or patient.person
    member_id = patient.coverages[row.sent.rank].member_id
    segments = [
        segment("HL", str(above + 1), "3", "22", "1" if patient.subscriber else "0"),
        segment("NM1", "IL", "1", subscriber.last, subscriber.first, "", "", "", "MI", member_id),
    ]
    if patient.subscriber:
        segments.append(segment("HL", str(above + 2), str(above + 1), "23"))
        segments.append(segment("NM1", "QC", "1", patient.person.last, patient.person.first))
    return segments


def _status(row: Told) -> list[str]:
    claim = row.sent.claim
    period = f"{day(claim.service_from)}-{day(claim.service_to)}"
    return [
        segment("TRN", "2", f"Q{claim.number[:5]}"),
        segment("STC", (row.category, row.status), day(row.on), "", dollars(row.sent.charge_cents), "0"),
        *([segment("REF", "1K", row.payer_number)] if row.payer_number else []),
        segment("REF", "EJ", row.sent.number),
        segment("DTP", "472", "RD8", period),
    ]
