"""What a worklist asks of the store and what it gets: days and ids, nothing typed by anybody; frozen, naming only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.claim_models import Claim, ClaimState


class Sort(StrEnum):
    """The order of a worklist. `PRIORITY` puts what is due within a week first; of equals the largest balance."""

    BALANCE = "balance"
    AGE = "age"
    DUE = "due"
    PAYER = "payer"
    PRIORITY = "priority"


class Queue(StrEnum):
    """Worklists that everybody has, by name."""

    UNWORKED_DENIALS = "unworked_denials"
    REJECTED_NOT_RESENT = "rejected_not_resent"
    SECONDARY_UNPAID = "secondary_unpaid"
    CREDITS = "credits"
    PATIENT_READY = "patient_ready"
    SMALL_BALANCES = "small_balances"


class Marked(StrEnum):
    """What is true of a claim, or not, and takes a look beside its own row."""

    UNWORKED = "unworked"
    """Nobody has touched it since it came to its state."""
    RESENT = "resent"
    CREDIT = "credit"
    """A negative balance, or a later payment was cut because of it."""
    NO_MEDICAID = "no_medicaid"
    """No payer that it was sent to is Medicaid."""
    UNLISTED = "unlisted"
    """Work is left, an export listed it, and the newest one of that kind does not."""
    PAID = "paid"
    """Something was paid on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from the first to the last, both in it; None is open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFor:
    """One refusal that is all of this; empty asks nothing. Several of one kind are "or"."""

    carcs: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistQuery:
    """Everything that a claim must be to be listed, and what it must not be; None and empty ask nothing."""

    today: date
    is_open: bool | None = True
    """Work is left to do: not closed, written off, paid in full, or resolved in the practice-management system."""
    is_snoozed: bool | None = False
    is_resolved: bool = False
    states: frozenset[ClaimState] = frozenset()
    not_states: frozenset[ClaimState] = frozenset()
    payer_ids: frozenset[int] | None = None
    not_payer_ids: frozenset[int] = frozenset()
    sequence: str = ""
    """P, S or T."""
    aged: Span | None = None
    """The day of service; of a claim without one the day on which it was first sent."""
    service: Span | None = None
    sent: Span | None = None
    in_state: Span | None = None
    """When it came to its state."""
    due: Span | None = None
    untouched_since: date | None = None
    """Nobody has touched it after this day; what was never touched counts from when it came to its state."""
    balance_min: int | None = None
    balance_max: int | None = None
    is_unowned: bool = False
    is_owned: bool = False
    owner_ids: frozenset[int] | None = None
    not_owner_ids: frozenset[int] = frozenset()
    refused: RefusedFor = RefusedFor()
    not_refused: tuple[RefusedFor, ...] = ()
    """Each by itself must not be."""
    remarks: frozenset[str] = frozenset()
    provider: str = ""
    """A part of the name."""
    not_providers: tuple[str, ...] = ()
    number: str = ""
    """A reference, or a part of the claim number."""
    marked: frozenset[Marked] = frozenset()
    sort: Sort = Sort.BALANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistPage:
    """One page of what was found. `is_more`: there are more than `total` claims, and the sums are of those alone."""

    total: int
    sum_cents: int
    oldest_on: date | None
    is_more: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """The words of a worklist under a name that its person gave."""

    id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistPayer:
    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistPerson:
    """Somebody who may own claims; `user` is the member id in Slack."""

    id: int
    team: str
    user: str
    name: str
