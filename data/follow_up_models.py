"""The steps that are left on a claim, and the alerts that fall due for them; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NO_DAY = date(1900, 1, 1)
"""The day to act on a claim of which no day is known: it is due, and no day is told."""


class StepKind(StrEnum):
    """What is to be done next. The values stand in JSON and in the store."""

    SEND = "send"
    FILE = "file"
    """Have it accepted by the payer before the filing limit."""
    CHECK_ACKNOWLEDGEMENT = "check_acknowledgement"
    CHECK_ACCEPTANCE = "check_acceptance"
    CHECK_STATUS = "check_status"
    FIX_AND_RESEND = "fix_and_resend"
    SEND_RECORDS = "send_records"
    WORK_DENIAL = "work_denial"
    WORK_DENIED_LINES = "work_denied_lines"
    CORRECT_CLAIM = "correct_claim"
    APPEAL = "appeal"
    CHECK_APPEAL = "check_appeal"
    FILING_EXCEPTION = "filing_exception"
    DECIDE = "decide"
    """Every appeal is used up: a lead decides."""
    BILL_SECONDARY = "bill_secondary"
    CHECK_NEXT_PAYER = "check_next_payer"
    BILL_PATIENT = "bill_patient"
    RETURN_OVERPAYMENT = "return_overpayment"
    FOLLOW_UP = "follow_up"
    """After somebody touched the claim."""
    LETTER = "letter"
    """What a payer's letter asks by a day of its own."""
    WAIT_CODER = "wait_coder"
    """A coder was asked, and has not answered."""
    WAIT_PROVIDER = "wait_provider"
    LOOK_AT = "look_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing left to do. `due_on` is the day to act: of a deadline the day by which it is sent.

    A step with a `rule_id` is a deadline: `start_on` is the day that the rule counts from, `last_on` its last day.
    "letter" stands for the payer's own letter.
    """

    kind: StepKind
    due_on: date
    since: date
    """The day of the event that asks for it."""
    rule_id: str = ""
    start_on: date | None = None
    last_on: date | None = None
    level: int = 0
    """Of an appeal."""
    quiet_until: date | None = None
    """Snoozed: only close deadlines speak before that day."""
    is_from_service: bool = False
    """Its days count from the day of service: told exactly, they would tell that day."""
    is_acknowledged: bool = False
    """Somebody has said that they keep the day in view."""
    because: str = ""
    """The coder's answer that asks for it, "" where it is the claim itself that does."""


class Rung(StrEnum):
    """Which reminder of a step it is. "T-7" is seven days before the day to act; "last" comes three days
    before the payer's last day, "final" on it, where these are not the day to act; "passed" after it.
    """

    DUE = "due"
    SECOND = "second"
    LEAD = "lead"
    T30 = "T-30"
    T15 = "T-15"
    T14 = "T-14"
    T7 = "T-7"
    T6 = "T-6"
    T5 = "T-5"
    T4 = "T-4"
    T3 = "T-3"
    T2 = "T-2"
    T1 = "T-1"
    T0 = "T-0"
    LAST = "last"
    FINAL = "final"
    PASSED = "passed"


AlertKey = tuple[str, str, str, str]
"""(kind, rule id, day to act, rung): with the claim it names an alert for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A reminder that falls due on a day. What it is about and its rung never move, so it is told once."""

    step: Step
    rung: Rung
    on: date

    @property
    def key(self) -> AlertKey:
        step = self.step
        return (str(step.kind), step.rule_id, step.due_on.isoformat(), str(self.rung))


@dataclass(frozen=True, slots=True, kw_only=True)
class DueClaim:
    """A claim as the sweep looks at it. `decided` are the alerts of it that were decided already."""

    id: int
    ref: str
    payer_id: int | None
    payer: str
    payer_kind: str
    state: str
    owner_id: int | None
    balance_cents: int
    steps: tuple[Step, ...]
    decided: frozenset[AlertKey]
    remind_on: str
    """The day on which it asked to be looked at, ISO; "" for never."""
    is_readable: bool
    """False where what is kept of its steps cannot be read: somebody must look at it."""


class Target(StrEnum):
    """To whom a reminder goes; who that is is found out when it is sent."""

    OWNER = "owner"
    LEAD = "lead"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One target of a reminder, and whether it gets a message of its own or a line in the day's list."""

    target: Target
    is_single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """An alert that one target is to be told. `outbox_key` is "" until the message is made that carries it."""

    id: int
    claim: DueClaim
    key: AlertKey
    alert_on: date
    """The day on which it fell due; it is told late where that is over."""
    target: Target
    is_single: bool
    outbox_key: str

    @property
    def alert(self) -> Alert | None:
        """None once the claim's steps have changed: then it is not told any more."""
        kind, rule_id, due_on, rung = self.key
        for step in self.claim.steps:
            if (str(step.kind), step.rule_id, step.due_on.isoformat()) == (kind, rule_id, due_on):
                return Alert(step=step, rung=Rung(rung), on=self.alert_on)
        return None
