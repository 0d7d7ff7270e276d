"""What the sample practice is made of: frozen values for people, claims and the events of a claim's life; no behavior.

Money is integer cents. Amounts of an `Adjusted` are signed as in CAS: positive reduces the payment.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """`filing_code` is SBR09, `remittance_code` CLP06; `payday` is the weekday (Monday 0) of its remittances."""

    key: str
    name: str
    number: str
    tax_id: str
    filing_code: str
    remittance_code: str
    payday: int
    rate_percent: int
    """Of a procedure's allowed amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Who bills: the group for professional claims, the hospital for institutional ones."""

    name: str
    npi: str
    tax_id: str
    street: str
    taxonomy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    last: str
    first: str
    npi: str
    taxonomy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    last: str
    first: str
    born: date
    gender: str
    street: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    payer: Payer
    member_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """`plan` is a key of the practice's plans; `subscriber` is None where it is the patient."""

    person: Person
    subscriber: Person | None
    plan: str
    coverages: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A service line as charged; `allowed_cents` is the fee schedule's amount, before a payer's rate."""

    number: int
    procedure: str
    modifiers: tuple[str, ...]
    revenue_code: str
    charge_cents: int
    allowed_cents: int
    units: int
    pointers: tuple[int, ...]
    drug: str
    """National drug code, "" for no drug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The practice's claim. `facility` is the place of service, or the first two digits of the bill type."""

    number: str
    patient: Patient
    provider: Provider
    institutional: bool
    facility: str
    service_from: date
    service_to: date
    lines: tuple[Line, ...]
    diagnoses: tuple[str, ...]
    patient_paid_cents: int
    injured_on: date | None

    @property
    def inpatient(self) -> bool:
        return self.institutional and self.facility == "11"


class Route(Enum):
    """How far the transaction goes in which a claim is sent."""

    USUAL = "usual"
    LOST = "lost"
    SYNTAX_ONLY = "syntax only"
    SET_REJECTED = "set rejected"
    INTERCHANGE_REJECTED = "interchange rejected"
    BATCH_REJECTED = "batch rejected"
    PROVIDER_REJECTED = "provider rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    group: str
    carc: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledLine:
    """A payer's word on one line: charge less adjustments is what it pays."""

    line: Line
    charge_cents: int
    paid_cents: int
    adjusted: tuple[Adjusted, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remitted:
    """One CLP. `stands` says whether its write-offs and patient share are still in force at the end of the story."""

    claim: Claim
    on: date
    rank: int
    """Place of the payer in the patient's coverages, from 0."""
    status: str
    number: str
    """CLP01, as the payer writes it."""
    payer_number: str
    replaced: str
    """The payer's number of the claim that this one replaces (REF*F8), "" for none."""
    frequency: str
    lines: tuple[RuledLine, ...]
    by_claim: tuple[Adjusted, ...]
    """Adjustments of the whole claim; then the lines are not itemized."""
    received_on: date
    crossover: Payer | None
    interest_cents: int
    stands: bool

    @property
    def payer(self) -> Payer:
        return self.claim.patient.coverages[self.rank].payer

    @property
    def charge_cents(self) -> int:
        return sum(line.charge_cents for line in self.lines)

    @property
    def paid_cents(self) -> int:
        return sum(line.paid_cents for line in self.lines)

    @property
    def adjusted(self) -> tuple[Adjusted, ...]:
        return self.by_claim or tuple(part for line in self.lines for part in line.adjusted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One claim in one 837. `earlier` are the remittances of the payers before, for a secondary claim."""

    claim: Claim
    on: date
    rank: int
    number: str
    frequency: str
    payer_number: str
    lines: tuple[Line, ...]
    route: Route
    earlier: tuple[Remitted, ...]

    @property
    def payer(self) -> Payer:
        return self.claim.patient.coverages[self.rank].payer

    @property
    def charge_cents(self) -> int:
        return sum(line.charge_cents for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One claim row of a 277CA."""

    sent: Sent
    on: date
    by_payer: bool
    category: str
    status: str
    entity: str
    payer_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim row of a 277."""

    sent: Sent
    on: date
    category: str
    status: str
    payer_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A PLB row that recovers money of a claim from a later payment."""

    claim: Claim
    on: date
    payer: Payer
    payer_number: str
    cents: int


Event = Sent | Answered | Told | Remitted | TakenBack


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """What a reader of the files should find for one claim. `payer` is the first payer's name, or "Self-pay"."""

    case: str
    state: str
    payer: str
    billed_cents: int
    paid_cents: int
    adjusted_cents: int
    patient_cents: int
    balance_cents: int
    other_numbers: tuple[str, ...]
    """Further numbers under which the same claim was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What was written: every file in the order of its name, and what is intended by claim number."""

    files: tuple[Path, ...]
    intended: dict[str, Intended]
