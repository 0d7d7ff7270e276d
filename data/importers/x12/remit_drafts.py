"""A claim of an 835 while it is being read, and how it becomes a RemittedClaim; it reads no segments below a CLP."""

from dataclasses import dataclass, field
from datetime import date

from data.importers.x12.segments import COMPONENT
from data.importers.x12.values import component, element, last_four, parse_cents
from data.x12_models import Adjustment, RefusedClaim, RemittedClaim, RemittedLine

MEND = "Ask the payer to correct it, or post it by hand from the paper remittance."
_CLP_ELEMENTS = 15
_NOBODY: list[str] = []


@dataclass(slots=True)
class DraftLine:
    """Loop 2110. `service` is its SVC."""

    number: int
    service: list[str]
    charge_cents: int
    paid_cents: int
    service_from: date | None = None
    service_to: date | None = None
    control_number: str = ""
    allowed_cents: int | None = None
    adjustments: list[Adjustment] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DraftClaim:
    """Loop 2100. `names` are its NM1 by their role, `segment` is the number of its CLP in the transaction."""

    ordinal: int
    segment: int
    clp: list[str]
    charge_cents: int = 0
    paid_cents: int = 0
    patient_cents: int = 0
    service_from: date | None = None
    service_to: date | None = None
    received_on: date | None = None
    original_number: str = ""
    names: dict[str, list[str]] = field(default_factory=dict)
    adjustments: list[Adjustment] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lines: list[DraftLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    refusal: str = ""

    def refuse(self, what: str) -> None:
        """The first reason is the one to tell."""
        self.refusal = self.refusal or f"Claim {self.clp[1]}: {what} is no amount. {MEND}"


def open_claim(ordinal: int, segment: int, clp: list[str]) -> DraftClaim:
    """CLP: 01 our number, 02 status, 03 charge, 04 paid, 05 patient's part. Without 03 or 04 it cannot be posted."""
    clp = clp + [""] * (_CLP_ELEMENTS - len(clp))
    claim = DraftClaim(ordinal, segment, clp)
    charge, paid, patient = parse_cents(clp[3]), parse_cents(clp[4]), parse_cents(clp[5] or "0")
    if charge is None:
        claim.refuse("CLP03, the charge,")
    if paid is None:
        claim.refuse("CLP04, the payment,")
    if patient is None:
        claim.problems.append("CLP05, the patient's part, is no amount and was taken as 0.")
    if not clp[1]:
        claim.problems.append("CLP01, the claim number, is missing.")
    claim.charge_cents, claim.paid_cents, claim.patient_cents = charge or 0, paid or 0, patient or 0
    return claim


def finish_claim(claim: DraftClaim, transaction_place: str) -> RemittedClaim | RefusedClaim:
    place = f"{transaction_place}, claim {claim.ordinal}"
    if claim.refusal:
        return RefusedClaim(place=f"{place}, segment {claim.segment}", text=claim.refusal)
    clp, names = claim.clp, claim.names
    patient, insured = names.get("QC", _NOBODY), names.get("IL", _NOBODY)
    named = patient or insured
    crossover, rendering = names.get("TT", _NOBODY), names.get("82", _NOBODY)
    service_from, service_to = _service_period(claim)
    return RemittedClaim(
        place=place,
        ordinal=claim.ordinal,
        claim_number=clp[1],
        status=clp[2],
        charge_cents=claim.charge_cents,
        paid_cents=claim.paid_cents,
        patient_cents=claim.patient_cents,
        filing_code=clp[6],
        payer_claim_number=clp[7],
        original_payer_claim_number=claim.original_number,
        facility_code=clp[8],
        frequency=clp[9],
        patient_last=element(named, 3),
        patient_first=element(named, 4),
        member_last4=_member(names.get("74", _NOBODY)) or _member(patient) or _member(insured),
        rendering_npi=element(rendering, 9) if element(rendering, 8) == "XX" else "",
        crossover_name=element(crossover, 3),
        crossover_number=element(crossover, 9),
        service_from=service_from,
        service_to=service_to,
        received_on=claim.received_on,
        adjustments=tuple(claim.adjustments),
        remarks=tuple(claim.remarks),
        lines=tuple(map(_finish_line, claim.lines)),
        problems=tuple(claim.problems),
    )


def _member(nm1: list[str]) -> str:
    return last_four(nm1[9], nm1[8]) if len(nm1) > 9 else ""


def _service_period(claim: DraftClaim) -> tuple[date | None, date | None]:
    """The claim's own days (DTM*232 and 233), else those that its lines span."""
    first, last = claim.service_from, claim.service_to
    if not first:
        first = min((line.service_from for line in claim.lines if line.service_from), default=None)
    if not last:
        last = max((line.service_to for line in claim.lines if line.service_to), default=first)
    return first, last


def _finish_line(line: DraftLine) -> RemittedLine:
    """SVC: 01 procedure, 04 revenue code, 05 quantity, 06 procedure as it was sent; NU in 01 is a revenue code."""
    service = line.service
    parts = service[1].split(COMPONENT)
    code = parts[1] if len(parts) > 1 else ""
    is_revenue = parts[0] == "NU"
    return RemittedLine(
        number=line.number,
        revenue_code=code if is_revenue else element(service, 4),
        procedure="" if is_revenue else code,
        modifiers=tuple(modifier for modifier in parts[2:6] if modifier),
        submitted_procedure=component(service[6], 2) if len(service) > 6 else "",
        charge_cents=line.charge_cents,
        paid_cents=line.paid_cents,
        units=element(service, 5),
        service_from=line.service_from,
        service_to=line.service_to or line.service_from,
        control_number=line.control_number,
        allowed_cents=line.allowed_cents,
        adjustments=tuple(line.adjustments),
        remarks=tuple(line.remarks),
    )
