"""Levels of appeal per kind of payer, and appeals as lists show them; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.claim_models import PayerKind
from data.work_models import Appeal, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLevel:
    """One level as a kind of payer has it. `rule_id` is the shipped rule of its time limit, "" for none."""

    kind: PayerKind
    level: int
    name: str
    """ "Redetermination"."""
    goes_to: str
    rule_id: str
    needs_amount: bool
    """Medicare's amount in controversy of the year must be met."""
    is_asked_only: bool
    """Somebody else's right, such as the patient's: told, never reminded of."""
    source: str
    note: str


class AppealState(StrEnum):
    """Where an appeal stands for the practice."""

    AWAITING = "awaiting_decision"
    OVERDUE = "decision_overdue"
    ANSWERED = "answered"
    """A remittance came after it, and nobody has recorded the decision."""
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRecord:
    """An appeal with what follows from it. `number` counts the claim's appeals from 1, in the order of logging."""

    number: int
    appeal: Appeal
    payer_id: int | None
    decision_due_on: date
    answered_on: date | None
    """The payer's first remittance after it went out."""
    paid_since_cents: int
    """What that payer's remittances paid, less what they took back, after it went out and before the next level."""
    carcs: tuple[str, ...]
    """What the payer had refused it by."""

    def state_on(self, today: date) -> AppealState:
        if self.appeal.outcome is not None:
            return AppealState.DECIDED
        if self.answered_on is not None:
            return AppealState.ANSWERED
        return AppealState.OVERDUE if self.decision_due_on < today else AppealState.AWAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealResult:
    """What a statistic needs of one appeal; `outcome` is None while it is in flight."""

    payer: str
    carcs: tuple[str, ...]
    outcome: Outcome | None
    recovered_cents: int | None
    """As somebody recorded it."""
    paid_since_cents: int
    sent_on: date
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAppeal:
    """A row of the list of appeals. `drafted_on` is the day of the last letter written for it, None for none."""

    ref: str
    payer: str
    payer_kind: PayerKind
    owner_id: int | None
    owner: str
    balance_cents: int
    level: int
    due_on: date | None
    """Of one to be sent the day to act, of one that is out the day by which it is decided."""
    sent_on: date | None
    decided_on: date | None
    outcome: Outcome | None
    recovered_cents: int | None
    paid_since_cents: int
    drafted_on: date | None
    rule_id: str = ""
