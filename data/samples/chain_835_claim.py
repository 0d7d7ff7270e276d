"""Writes loops 2100 and 2110 of an 835: one claim with its adjustments, remarks and lines."""

from data.samples.chain_837_claim import adjustment_segments, control_number
from data.samples.shapes import Remitted, RuledLine
from data.samples.x12_text import day, dollars, segment

_REVERSAL = "22"


def remittance_segments(row: Remitted) -> list[str]:
    claim = row.claim
    itemized = () if row.by_claim else row.lines
    return [
        _claim_payment(row),
        *adjustment_segments(row.by_claim),
        *_names(row),
        *_remarks(row),
        *([segment("REF", "F8", row.replaced)] if row.replaced else []),
        segment("DTM", "232", day(claim.service_from)),
        segment("DTM", "233", day(claim.service_to)),
        segment("DTM", "050", day(row.received_on)),
        *([segment("AMT", "I", dollars(row.interest_cents))] if row.interest_cents else []),
        *(part for line in itemized for part in _line(row, line)),
    ]


def _claim_payment(row: Remitted) -> str:
    patient = sum(part.cents for part in row.adjusted if part.group == "PR")
    return segment(
        "CLP",
        row.number,
        row.status,
        dollars(row.charge_cents),
        dollars(row.paid_cents),
        "" if row.status == _REVERSAL else dollars(patient),
        row.payer.remittance_code,
        row.payer_number,
        row.claim.facility,
        row.frequency,
    )


def _names(row: Remitted) -> list[str]:
    claim = row.claim
    patient, member_id = claim.patient, claim.patient.coverages[row.rank].member_id
    subscriber, person, provider = patient.subscriber, patient.person, claim.provider
    names = [segment("NM1", "QC", "1", person.last, person.first, "", "", "", "MI", member_id)]
    if subscriber:
        names.append(segment("NM1", "IL", "1", subscriber.last, subscriber.first, "", "", "", "MI", member_id))
    if not claim.institutional:
        names.append(segment("NM1", "82", "1", provider.last, provider.first, "", "", "", "XX", provider.npi))
    if row.crossover:
        names.append(segment("NM1", "TT", "2", row.crossover.name.upper(), "", "", "", "", "PI", row.crossover.number))
    return names


def _remarks(row: Remitted) -> list[str]:
    """MIA for an inpatient stay, MOA where the whole claim has a remark; a line's own remarks stand with the line."""
    if row.claim.inpatient and row.by_claim:
        return [segment("MIA", "0", "", "", dollars(row.charge_cents))]
    shared = row.crossover is not None and row.payer.key == "medicare"
    return [segment("MOA", "", "", "MA18")] if shared else []


def _line(row: Remitted, ruled: RuledLine) -> list[str]:
    line = ruled.line
    withheld = sum(part.cents for part in ruled.adjusted if part.group != "PR" and part.carc != "253")
    procedure = ("HC", line.procedure, *line.modifiers) if line.procedure else ("NU", line.revenue_code)
    revenue = line.revenue_code if line.procedure else ""
    charge, paid = dollars(ruled.charge_cents), dollars(ruled.paid_cents)
    return [
        segment("SVC", procedure, charge, paid, revenue, str(line.units)),
        segment("DTM", "472", day(row.claim.service_to)),
        *adjustment_segments(ruled.adjusted),
        segment("REF", "6R", control_number(row.claim, line)),
        segment("AMT", "B6", dollars(ruled.charge_cents - withheld)),
        *(segment("LQ", "HE", remark) for remark in ruled.remarks),
    ]
