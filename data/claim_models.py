"""Claims as the store keeps them: the ledger's facts, the position computed from them; frozen, naming only.

Money is integer cents. Days are dates of the practice. Codes, numbers and references are text.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from data.follow_up_models import NO_DAY, Step
from data.hand_off_models import Waiting
from data.work_models import Overlay, Worked


class ClaimState(StrEnum):
    """Where a claim stands. Rejected was never adjudicated; denied was: the two are never mixed."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDING = "pending"
    INFO_REQUESTED = "info_requested"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    DENIED = "denied"
    FORWARDED = "forwarded"
    PATIENT_BALANCE = "patient_balance"
    WRITTEN_OFF = "written_off"
    CLOSED = "closed"


class PayerKind(StrEnum):
    """Kinds whose rules differ, by the claim filing indicator (SBR09, CLP06). The most telling one comes first."""

    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    TRICARE = "tricare"
    VETERANS = "veterans"
    FEDERAL_EMPLOYEES = "federal_employees"
    WORKERS_COMPENSATION = "workers_compensation"
    AUTO = "auto"
    LIABILITY = "liability"
    BLUE_CROSS = "blue_cross"
    COMMERCIAL = "commercial"
    SELF_PAY = "self_pay"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarcAction:
    """One claim adjustment reason code in our own words; `retired` ones stand on old remittances."""

    code: str
    groups: tuple[str, ...]
    category: str
    next_step: str
    fallback: str
    owner: str
    meaning: str
    confidence: str
    note: str
    retired: bool


# --- which facts belong together -----------------------------------------------------------------------------------


class FactKind(StrEnum):
    """`SENT` is an 837 claim, `ANSWER` a 277CA or 277 row, `REMITTED` an 835 claim, `LISTED` an export's."""

    SENT = "sent"
    ANSWER = "answer"
    REMITTED = "remitted"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact:
    """What decides to which claim a fact belongs. `origin` is the same for the same content: transaction and place."""

    id: int
    kind: FactKind
    origin: str
    claim_id: int | None
    number: str
    payer_claim_number: str
    original_payer_claim_number: str
    transaction_id: int
    sequence: str
    replaces: bool
    """An 837 of frequency 7 or 8."""
    rejects: bool
    """An answer that rejects the claim."""
    payer_id: int | None
    on: date | None
    patient_last: str
    service_from: date | None
    service_to: date | None
    charge_cents: int | None


# --- which batch an acknowledgement is about ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBatch:
    """One 837 transaction in one envelope, with the numbers that acknowledgements name."""

    envelope_id: int
    sender: str
    receiver: str
    interchange: str
    group: str
    control: str
    batch_reference: str
    sent_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAck:
    """One acknowledgement; "" for numbers that it does not name. `sender` and `receiver` are of its own interchange."""

    id: int
    sender: str
    receiver: str
    interchange: str
    group: str
    control: str
    batch_reference: str
    on: date | None


# --- the ledger of one claim ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One submission. `order` breaks ties between facts of one day, the same whatever was imported first."""

    fact_id: int
    order: str
    transaction_id: int
    on: date | None
    resent_on: date | None
    """The day its batch went out again unchanged, under new control numbers; None where it did not."""
    number: str
    charge_cents: int
    frequency: str
    sequence: str
    payer: str
    payer_id: int
    batch_reference: str
    billing_npi: str
    service_from: date | None
    service_to: date | None
    patient_paid_cents: int
    patient: tuple[str, str]
    """(last, first)."""
    provider: str
    others: tuple[tuple[str, str, int], ...]
    """Other payers named on it: (sequence, name, payer id)."""
    is_institutional: bool = False
    """An 837I: its limits count from the last day of service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A whole batch's acknowledgement: 999, TA1, or a 277CA status of the batch or billing provider.

    `transaction_id` is the submission's that it answers.
    """

    order: str
    transaction_id: int
    on: date | None
    kind: str
    outcome: str
    """accepted, partial, rejected."""
    provider_npi: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A 277CA or 277 row about the claim."""

    fact_id: int
    order: str
    transaction_kind: str
    on: date | None
    number: str
    patient: tuple[str, str]
    batch_reference: str
    action: str
    codes: tuple[tuple[str, str, str], ...]
    """(category, status, entity)."""
    source_is_payer: bool
    source: str
    payer_claim_number: str
    charge_cents: int | None
    service_from: date | None
    service_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """One adjustment. `line` is 0 for the claim's own."""

    line: int
    group: str
    carc: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remitted:
    """One claim payment row of a remittance."""

    fact_id: int
    order: str
    on: date | None
    number: str
    patient: tuple[str, str]
    status: str
    charge_cents: int
    paid_cents: int
    patient_cents: int
    payer: str
    payer_id: int
    payer_claim_number: str
    original_payer_claim_number: str
    crossover: str
    trace: str
    service_from: date | None
    service_to: date | None
    adjustments: tuple[Adjusted, ...]
    remarks: tuple[str, ...]
    """Remark codes of the claim and its lines, each once."""
    is_unprocessable: bool = False
    """Remark MA130, of the claim or of a line: it was never processed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The claim as a practice-management export showed it, first `on` a day, last `seen_on` another.

    `imported` is the id of the newest file that said so: the higher, the newer.
    """

    fact_id: int
    order: str
    imported: int
    on: date
    seen_on: date
    number: str
    patient: tuple[str, str]
    provider: str
    account_number: str
    status: str
    state: str
    sent_on: date | None
    billed_cents: int | None
    paid_cents: int | None
    adjusted_cents: int | None
    patient_paid_cents: int | None
    insurance_balance_cents: int | None
    patient_balance_cents: int | None
    balance_cents: int | None
    payer: str
    payer_id: int | None
    service_from: date | None
    service_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A provider-level adjustment that names this claim; positive reduces a payment."""

    order: str
    on: date | None
    reason: str
    reference: str
    cents: int
    payer: str


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Every fact of one claim. The lists need no order: each fact carries its own."""

    claim_id: int
    sent: list[Sent]
    acknowledged: list[Acknowledged]
    answered: list[Answered]
    remitted: list[Remitted]
    listed: list[Listed]
    taken_back: list[TakenBack]
    worked: list[Worked]
    heard: dict[int, datetime] = field(default_factory=dict)
    """Fact id -> when it was imported, of claims that people worked on: to tell what they could know."""
    waiting: list[Waiting] = field(default_factory=list)
    """Whose answers the claim waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What the deciding payer refuses by one group and reason, all lines together."""

    group: str
    carc: str
    category: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What the ledger comes to. `balance` is what is still owed by anyone; `denied` the part the payer refused."""

    claim_number: str
    """As it was first sent; "" where only rows without a number are known."""
    patient_last: str
    patient_first: str
    provider: str
    account_number: str
    state: ClaimState
    state_on: date | None
    payer_id: int | None
    payer_sequence: str
    billed_cents: int
    paid_cents: int
    adjusted_cents: int
    patient_cents: int
    patient_paid_cents: int
    denied_cents: int
    written_off_cents: int
    balance_cents: int
    service_from: date | None
    service_to: date | None
    first_sent_on: date | None
    last_sent_on: date | None
    last_event_on: date | None
    review: str
    """What a person should look at, in words; "" where nothing is."""
    denials: tuple[Refused, ...]
    overlay: Overlay
    next_payer: str = ""
    """Who is to be billed once this payer has paid; "" for nobody."""
    next_payer_id: int | None = None
    steps: tuple[Step, ...] = ()
    """What is left to do, the first day to act first."""

    @property
    def next_action(self) -> str:
        """The step that decides, "" where nothing is left to do."""
        return str(self.steps[0].kind) if self.steps else ""

    @property
    def next_action_on(self) -> date | None:
        return self.steps[0].due_on if self.steps and self.steps[0].due_on != NO_DAY else None

    @property
    def deadline(self) -> Step | None:
        """The nearest step that a rule or a letter sets a last day for."""
        return next((step for step in self.steps if step.rule_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim row: its position, under a random reference. Patient names stay on this machine."""

    id: int
    ref: str
    position: Position
    payer: str
    payer_kind: PayerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A service line as sent or listed, with what the newest remittance of each payer says of it."""

    number: int
    revenue_code: str
    procedure: str
    modifiers: tuple[str, ...]
    units: str
    charge_cents: int
    service_from: date | None
    service_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittanceRow:
    """A claim payment with its payment's own numbers, for reading."""

    remitted: Remitted
    method: str
    payment_cents: int | None
    lines: tuple["RemittanceLine", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittanceLine:
    number: int
    revenue_code: str
    procedure: str
    modifiers: tuple[str, ...]
    charge_cents: int
    paid_cents: int
    allowed_cents: int | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """A claim with all that the store knows of it. `alike` are claims that may be the same one, for a person to say."""

    claim: Claim
    ledger: Ledger
    lines: tuple[ClaimLine, ...]
    diagnoses: tuple[str, ...]
    remittances: tuple[RemittanceRow, ...]
    problems: tuple[str, ...]
    alike: tuple[Claim, ...]
    unlisted_on: date | None = None
    """The day of the newest export, where that no longer holds the claim."""
