"""Writes loops 2300 to 2430 of an 837: one claim, the other payers' part in it and its lines."""

from itertools import groupby

from data.samples.practice import STATE
from data.samples.shapes import Adjusted, Claim, Coverage, Line, Remitted, Sent
from data.samples.x12_text import day, dollars, segment


def claim_segments(sent: Sent) -> list[str]:
    institutional = sent.claim.institutional
    return [
        *(_institutional_head(sent) if institutional else _professional_head(sent)),
        *(_attending(sent.claim) if institutional else _rendering(sent.claim)),
        *_other_payers(sent),
        *(part for place, line in enumerate(sent.lines) for part in _line(sent, line, place)),
    ]


def _references(sent: Sent) -> list[str]:
    return [segment("REF", "F8", sent.payer_number)] if sent.payer_number else []


def _professional_head(sent: Sent) -> list[str]:
    claim = sent.claim
    cause = ("EM", "", "", STATE) if claim.injured_on else ()
    facility = (claim.facility, "B", sent.frequency)
    head = segment("CLM", sent.number, dollars(sent.charge_cents), "", "", facility, "Y", "A", "Y", "Y", "", cause)
    accident = [segment("DTP", "439", "D8", day(claim.injured_on))] if claim.injured_on else []
    paid = [segment("AMT", "F5", dollars(claim.patient_paid_cents))] if claim.patient_paid_cents else []
    diagnoses = [("ABF" if place else "ABK", bare(code)) for place, code in enumerate(claim.diagnoses)]
    return [head, *accident, *paid, *_references(sent), segment("HI", *diagnoses)]


def _institutional_head(sent: Sent) -> list[str]:
    claim = sent.claim
    facility = (claim.facility, "A", sent.frequency)
    present = ("", "", "", "", "", "", "Y") if claim.inpatient else ()
    dates = [segment("DTP", "434", "RD8", f"{day(claim.service_from)}-{day(claim.service_to)}")]
    if claim.inpatient:
        dates.insert(0, segment("DTP", "096", "TM", "1100"))
        dates.append(segment("DTP", "435", "DT", f"{day(claim.service_from)}0930"))
    principal, *others = claim.diagnoses
    return [
        segment("CLM", sent.number, dollars(sent.charge_cents), "", "", facility, "", "A", "Y", "Y"),
        *dates,
        segment("CL1", "1" if claim.inpatient else "3", "1" if claim.inpatient else "", "01"),
        *_references(sent),
        segment("HI", ("ABK", bare(principal), *present)),
        *([segment("HI", ("ABJ", bare(principal)))] if claim.inpatient else []),
        *([segment("HI", *(("ABF", bare(code), *present) for code in others))] if others else []),
    ]


def bare(code: str) -> str:
    """A diagnosis as X12 carries it, without its dot."""
    return code.replace(".", "")


def _rendering(claim: Claim) -> list[str]:
    provider = claim.provider
    return [
        segment("NM1", "82", "1", provider.last, provider.first, "", "", "", "XX", provider.npi),
        segment("PRV", "PE", "PXC", provider.taxonomy),
    ]


def _attending(claim: Claim) -> list[str]:
    provider = claim.provider
    return [segment("NM1", "71", "1", provider.last, provider.first, "", "", "", "XX", provider.npi)]


def _other_payers(sent: Sent) -> list[str]:
    """Loops 2320 and 2330: those that have paid before, with what they paid, and those still to come."""
    coverages = sent.claim.patient.coverages
    return [
        part
        for rank, coverage in enumerate(coverages)
        if rank != sent.rank
        for part in _other_payer(sent, rank, coverage)
    ]


def _other_payer(sent: Sent, rank: int, coverage: Coverage) -> list[str]:
    patient = sent.claim.patient
    person = patient.subscriber or patient.person
    paid = [segment("AMT", "D", dollars(sent.earlier[rank].paid_cents))] if rank < sent.rank else []
    relation = "19" if patient.subscriber else "18"
    return [
        segment("SBR", "PST"[rank], relation, "", "", "", "", "", "", coverage.payer.filing_code),
        *paid,
        segment("OI", "", "", "Y", "", "", "Y"),
        segment("NM1", "IL", "1", person.last, person.first, "", "", "", "MI", coverage.member_id),
        segment("NM1", "PR", "2", coverage.payer.name.upper(), "", "", "", "", "PI", coverage.payer.number),
    ]


def _line(sent: Sent, line: Line, place: int) -> list[str]:
    claim = sent.claim
    service = _institutional_service(line) if claim.institutional else _professional_service(line)
    dated = [] if claim.inpatient else [segment("DTP", "472", "D8", day(claim.service_to))]
    drug = [segment("LIN", "", "N4", line.drug), segment("CTP", "", "", "", str(line.units), "ML")] if line.drug else []
    return [
        segment("LX", str(place + 1)),
        service,
        *dated,
        segment("REF", "6R", control_number(claim, line)),
        *drug,
        *(part for earlier in sent.earlier for part in _earlier_ruling(earlier, place)),
    ]


def control_number(claim: Claim, line: Line) -> str:
    return f"{claim.number[:5]}L{line.number}"


def _professional_service(line: Line) -> str:
    pointers = tuple(str(pointer) for pointer in line.pointers)
    procedure = ("HC", line.procedure, *line.modifiers)
    return segment("SV1", procedure, dollars(line.charge_cents), "UN", str(line.units), "", "", pointers)


def _institutional_service(line: Line) -> str:
    procedure = ("HC", line.procedure, *line.modifiers) if line.procedure else ""
    unit = "UN" if line.procedure else "DA" if line.units > 1 else "UN"
    return segment("SV2", line.revenue_code, procedure, dollars(line.charge_cents), unit, str(line.units))


def _earlier_ruling(earlier: Remitted, place: int) -> list[str]:
    """Loop 2430: what an earlier payer said about this line."""
    ruled = earlier.lines[place]
    procedure = ("HC", ruled.line.procedure, *ruled.line.modifiers)
    return [
        segment("SVD", earlier.payer.number, dollars(ruled.paid_cents), procedure, "", str(ruled.line.units)),
        *adjustment_segments(ruled.adjusted),
        segment("DTP", "573", "D8", day(earlier.on)),
    ]


def adjustment_segments(adjusted: tuple[Adjusted, ...]) -> list[str]:
    """One CAS for each group, with a triplet for each reason; `adjusted` is sorted by group."""
    segments = []
    for group, parts in groupby(adjusted, key=lambda part: part.group):
        triplets = [text for part in parts for text in (part.carc, dollars(part.cents), "")]
        segments.append(segment("CAS", group, *triplets))
    return segments
