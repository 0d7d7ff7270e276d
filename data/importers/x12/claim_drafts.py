"""A claim of an 837 while it is being read, and how it becomes a SubmittedClaim; it reads no segments."""

from dataclasses import dataclass, field
from datetime import date

from data.importers.x12.diagnoses import Diagnoses
from data.importers.x12.values import last_four
from data.x12_models import OtherPayer, RefusedClaim, SubmittedClaim, SubmittedLine


@dataclass(frozen=True, slots=True)
class Person:
    """NM1: 03 name, 04 first name, 08 and 09 number and what it is."""

    name: str = ""
    first: str = ""
    qualifier: str = ""
    number: str = ""

    @property
    def npi(self) -> str:
        return self.number if self.qualifier == "XX" else ""

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.first}" if self.first else self.name


NOBODY = Person()


@dataclass(slots=True)
class Above:
    """What stands above a claim: BHT, billing provider (2000A), subscriber and payer (2000B), patient (2000C)."""

    sent_on: date | None
    batch_reference: str = ""
    billing: Person = NOBODY
    subscriber: Person = NOBODY
    patient: Person = NOBODY
    payer: Person = NOBODY
    sequence: str = ""
    filing_code: str = ""


@dataclass(slots=True)
class DraftLine:
    """Loop 2400; it is none without an SV1 or SV2."""

    number: int
    revenue_code: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    charge_cents: int | None = None
    units: str = ""
    pointers: tuple[int, ...] = ()
    service_from: date | None = None
    service_to: date | None = None
    control_number: str = ""
    has_service: bool = False


@dataclass(slots=True)
class DraftOtherPayer:
    """Loops 2320 and 2330B."""

    sequence: str
    filing_code: str
    payer: Person = NOBODY
    paid_cents: int | None = None


@dataclass(slots=True, kw_only=True)
class DraftClaim:
    """Loop 2300. `segment` is the number of its CLM in the transaction."""

    ordinal: int
    segment: int
    number: str
    charge_cents: int | None
    facility: str
    frequency: str
    references: dict[str, str] = field(default_factory=dict)
    rendering: Person = NOBODY
    service_from: date | None = None
    service_to: date | None = None
    patient_paid_cents: int = 0
    diagnoses: Diagnoses = field(default_factory=Diagnoses)
    other_payers: list[DraftOtherPayer] = field(default_factory=list)
    lines: list[DraftLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    refusal: str = ""

    def refuse(self, why: str) -> None:
        """The first reason is the one to tell."""
        self.refusal = self.refusal or f"{why} Correct it in the practice system and export the claim again."


def finish_claim(claim: DraftClaim, above: Above, transaction_place: str) -> SubmittedClaim | RefusedClaim:
    place = f"{transaction_place}, claim {claim.ordinal}"
    if claim.refusal or claim.charge_cents is None:
        return RefusedClaim(place=f"{place}, segment {claim.segment}", text=claim.refusal)
    lines = [line for line in claim.lines if line.has_service]
    service_from, service_to = _service_period(claim, lines)
    patient = above.patient if above.patient.name else above.subscriber
    return SubmittedClaim(
        place=place,
        ordinal=claim.ordinal,
        batch_reference=above.batch_reference,
        sent_on=above.sent_on,
        claim_number=claim.number,
        charge_cents=claim.charge_cents,
        facility_code=claim.facility,
        frequency=claim.frequency,
        payer_sequence=above.sequence,
        filing_code=above.filing_code,
        payer_name=above.payer.full_name,
        payer_number=above.payer.number,
        payer_claim_number=claim.references.get("F8", ""),
        clearinghouse_number=claim.references.get("D9", ""),
        authorization=claim.references.get("G1", ""),
        billing_name=above.billing.full_name,
        billing_npi=above.billing.npi,
        rendering_name=claim.rendering.full_name,
        rendering_npi=claim.rendering.npi,
        patient_last=patient.name,
        patient_first=patient.first,
        member_last4=last_four(above.subscriber.number, above.subscriber.qualifier),
        service_from=service_from,
        service_to=service_to,
        patient_paid_cents=claim.patient_paid_cents,
        diagnoses=claim.diagnoses.codes(),
        other_payers=tuple(_finish_other(other) for other in claim.other_payers),
        lines=tuple(_finish_line(line, claim.diagnoses) for line in lines),
        problems=tuple(claim.problems),
    )


def _service_period(claim: DraftClaim, lines: list[DraftLine]) -> tuple[date | None, date | None]:
    """The claim's own days, else those that its lines span."""
    if claim.service_from:
        return claim.service_from, claim.service_to or claim.service_from
    first = min((line.service_from for line in lines if line.service_from), default=None)
    last = max((line.service_to for line in lines if line.service_to), default=None)
    return first, last or first


def _finish_other(other: DraftOtherPayer) -> OtherPayer:
    return OtherPayer(
        sequence=other.sequence,
        filing_code=other.filing_code,
        name=other.payer.full_name,
        payer_number=other.payer.number,
        paid_cents=other.paid_cents,
    )


def _finish_line(line: DraftLine, diagnoses: Diagnoses) -> SubmittedLine:
    assert line.charge_cents is not None, "a claim with such a line is refused"
    return SubmittedLine(
        number=line.number,
        revenue_code=line.revenue_code,
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge_cents=line.charge_cents,
        units=line.units,
        pointers=diagnoses.follow(line.pointers),
        service_from=line.service_from,
        service_to=line.service_to,
        control_number=line.control_number,
    )
