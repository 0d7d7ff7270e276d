"""Reports on all claims together: what is owed by age, and figures of how billing goes; frozen, naming only.

Money is integer cents. Days are dates of the practice.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from data.routing_models import Changed
from data.work_models import Appeal

BUCKETS = ("0-30", "31-60", "61-90", "91-120", ">120", "no date")
"""Ages in days, and what has no day to count from."""
BUCKET_DAYS = (30, 60, 90, 120)
"""The last day of each bucket but the last two."""


class AgeFrom(StrEnum):
    """The day from which a balance ages."""

    SERVICE = "service"
    FIRST_BILL = "first-bill"


class AgeBy(StrEnum):
    """What the rows of an aging report are."""

    PAYER = "payer"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingRow:
    """Claims and cents still owed, a number for each of BUCKETS. `name` is "" where no payer or owner is known."""

    name: str
    claims: tuple[int, ...]
    cents: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aging:
    """What is still owed, the largest sum first. `resolved_*` is left out: people said that it is settled elsewhere."""

    by: AgeBy
    age_from: AgeFrom
    today: date
    rows: tuple[AgingRow, ...]
    total: AgingRow
    resolved_claims: int
    resolved_cents: int
    credit_claims: int
    credit_cents: int
    """Credit balances are not netted against what is owed."""


# --- facts of one claim that figures are counted from --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """The money of one claim as its row has it, all payers together."""

    claim_id: int
    service_from: date | None
    billed_cents: int
    paid_cents: int
    adjusted_cents: int
    patient_cents: int


class FirstSend(StrEnum):
    """What the acknowledgments (277CA) said of a claim's first submission."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"


class FirstPass(StrEnum):
    """What the first remittance left of a claim."""

    SETTLED = "settled"
    UNSETTLED = "unsettled"
    WAITING = "waiting"
    """There is none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for which an amount was refused; "" where the remittance gives none."""

    carc: str
    category: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemitFact:
    """One decision of a payer: what was charged, and the reasons for what was refused of it."""

    on: date | None
    payer_id: int
    payer: str
    number: str
    """The payer's own number of it."""
    charge_cents: int
    is_denied: bool
    """All of the claim was refused."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """`is_void` claims were taken back by the practice. `knows_contract` is False where only an export is known that
    does not tell adjustments."""

    service_from: date | None
    first_sent_on: date | None
    billed_cents: int
    paid_cents: int
    adjusted_cents: int
    patient_cents: int
    is_void: bool
    is_remitted: bool
    knows_contract: bool
    first_send: FirstSend
    first_pass: FirstPass
    remits: tuple[RemitFact, ...]
    appeals: tuple[Appeal, ...]


# --- figures -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, both included. `is_usual` is one that nobody asked for."""

    start: date
    end: date
    is_usual: bool = False

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def holds(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


class Unit(StrEnum):
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with what it is made of. Where there is none, `why_not` says why.

    `top` and `bottom` are what is divided; `of_top`, `of_bottom` name them. Both are counts or, with `is_money`, cents.
    """

    id: str
    name: str
    unit: Unit
    top: int
    bottom: int
    of_top: str
    of_bottom: str
    is_money: bool
    formula: str
    period: Period
    value: float | None
    why_not: str = ""
    notes: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialShare:
    """Remitted claims of a payer, or all of them, and how many were denied: in whole, in part, and the money.

    `meaning` is of a reason, in our words.
    """

    name: str
    remitted: int
    denied: int
    partly: int
    charge_cents: int
    denied_cents: int
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpis:
    """All figures. Shares by reason and category count each remitted claim on which that reason stands."""

    today: date
    period: Period
    figures: tuple[Figure, ...]
    by_payer: tuple[DenialShare, ...]
    by_carc: tuple[DenialShare, ...]
    by_category: tuple[DenialShare, ...]
    leaves_out_duplicates: bool


# --- the weekly report ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """When it comes, by the practice's clock. "" is no channel and no report; `weekday` 0 is Monday, 4 Friday."""

    channel: str = ""
    weekday: int = 0
    at: time = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyChange:
    """`id` grows with every change."""

    id: int
    changed: Changed
    settings: WeeklyReport
