"""Rules that set deadlines, and the days they come to; frozen, naming only, no arithmetic.

Deadlines are dates. Limits are whole days, business days, months or years, never mixed in one rule.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.claim_models import PayerKind


class Purpose(StrEnum):
    """What must be done by the day."""

    FILING = "filing"
    """The first claim to the payer."""
    CORRECTED_CLAIM = "corrected_claim"
    SECONDARY_FILING = "secondary_filing"
    REOPENING = "reopening"
    RECORDS = "records"
    APPEAL = "appeal"
    """Of the rule's `level`."""
    STOP_RECOUPMENT = "stop_recoupment"
    OVERPAYMENT = "overpayment"
    FILING_EXCEPTION = "filing_exception"
    PAYMENT = "payment"
    """The payer's own: prompt payment, after which interest runs."""
    NEGOTIATION = "negotiation"
    """No Surprises Act: open negotiation, then the independent resolution."""
    OTHER = "other"


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    YEARS = "years"


class MonthEnd(StrEnum):
    """Where a limit in months or years ends."""

    LAST_DAY = "last_day"
    """On the same day of the month; where there is none, on the month's last day: Feb 29 + 1 year is Feb 28."""
    NEXT_FIRST = "next_first"
    """On the same day of the month; where there is none, on the next month's first: Oct 30 + 4 months is Mar 1."""
    WHOLE_MONTH = "whole_month"
    """On the last day of the month that is reached."""


class Starts(StrEnum):
    """The event from which a rule counts."""

    SERVICE = "service"
    """First day of service on a professional claim, last day ("through") on an institutional one."""
    NOTICE = "notice"
    """The remittance or letter that tells the decision, by its own date."""
    DECISION = "decision"
    """The decision on the level before."""
    REQUEST = "request"
    DEMAND = "demand"
    PRIMARY_PAID = "primary_paid"
    RECEIVED_BY_PAYER = "received_by_payer"
    IDENTIFIED = "identified"
    BILLED = "billed"
    OTHER = "other"


class Filed(StrEnum):
    """What counts as in time."""

    RECEIVED = "received"
    POSTMARKED = "postmarked"


class Way(StrEnum):
    """How something is sent."""

    MAIL = "mail"
    FAX = "fax"
    PORTAL = "portal"
    ELECTRONIC = "electronic"


class Scope(StrEnum):
    """Whose rule it is; the one that stands first outweighs those after it."""

    LETTER = "letter"
    CONTRACT = "contract"
    STATE = "state"
    PAYER = "payer"
    GLOBAL = "global"


class Mark(StrEnum):
    """How well a rule is known: read in its source, general knowledge with the section named, or a stand-in."""

    READ = "read"
    KNOWLEDGE = "knowledge"
    UNSET = "unset"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """One rule. `id` is stable ("mcr.l1"); empty `payer_kinds`, None `payer_id` and "" `state` mean any."""

    id: str
    title: str
    """What people read: "Medicare redetermination (first appeal)"."""
    purpose: Purpose
    level: int
    """Of an appeal, from 1; 0 elsewhere."""
    scope: Scope
    payer_kinds: frozenset[PayerKind]
    payer_id: int | None
    state: str
    """Two letters of a US state."""
    limit: int
    unit: Unit
    starts: Starts
    presumed_receipt_days: int
    filed: Filed
    mail_lead_business_days: int
    rolls: bool
    """Whether a last day on a weekend or holiday moves to the next working day."""
    decision_days: int | None
    """Calendar days within which the other side decides; None where the rule names none."""
    opens_after: int
    """Of the same unit: too early before that many are over; 0 where it may be done at once."""
    minimum_cents: int | None
    """Amount in controversy below which there is no such right; None for none. By year for Medicare's: see the rule."""
    source: str
    mark: Mark
    verified_on: date | None
    verified_by: str
    """Who checked it in this practice; "" for nobody."""
    note: str
    plan_days: int | None = None
    """Business days where the limit is in business days, else calendar days: work is planned to the earlier of this and
    the limit, because the limit is unsure."""
    month_end: MonthEnd = MonthEnd.LAST_DAY
    from_receipt: bool = False
    """Whether a proven day of receipt takes the place of the notice's own date; it does where receipt is presumed."""
    asked_only: bool = False
    """Found by its id alone, never chosen for a claim: somebody else's right, or a case no claim tells."""

    @property
    def counts_from_receipt(self) -> bool:
        return self.from_receipt or self.presumed_receipt_days > 0

    @property
    def is_verified(self) -> bool:
        """Read in its source by us, or checked by somebody of the practice."""
        return self.verified_on is not None and (self.mark is Mark.READ or bool(self.verified_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The days that a rule comes to from one start, with every step of the arithmetic in words.

    `safe` ignores presumed receipt and the roll; `send_by` is `safe` less the lead of the way it is sent. `opens_on` is
    the first day on which it may be done, where there is one.
    """

    rule: DeadlineRule
    start_on: date
    safe: date
    send_by: date
    due_raw: date
    due_rolled: date
    opens_on: date | None
    steps: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    """What a person must know before relying on the days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerSheet:
    """What the practice keeps about a payer. "" and None where nothing is known."""

    payer_id: int
    name: str
    kind: PayerKind
    numbers: tuple[str, ...]
    """Payer numbers as claims and remittances carry them."""
    state: str
    contracted: bool | None
    portal: str
    fax: str
    appeals_address: str
    correction: str
    """"replacement", "new", "reopening", or "" for the kind's usual way."""
    usual_days_to_pay: int | None
    appeal_quiet_days: int | None
    """Days after an appeal during which the payer wants no status checks."""
    note: str
