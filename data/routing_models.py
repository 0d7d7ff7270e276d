"""Where claims and reminders are posted, and how people want to be told; frozen, naming only, no decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from data.claim_models import PayerKind
from data.people_models import Person

SMALL_BALANCE_CENTS = 2_500
"""Balances below it are small, until the practice says another limit."""
MOST_SINGLES_A_DAY = 5
DIGEST_AT = time(8)
WORKDAYS = frozenset(range(5))
"""Monday to Friday, as `date.weekday` counts."""


class Topic(StrEnum):
    """What a message about a claim is about; it may be about several."""

    DENIALS = "denials"
    REJECTIONS = "rejections"
    APPEALS = "appeals"
    DEADLINES = "deadlines"
    """Days that a rule or a letter sets."""
    FOLLOW_UPS = "follow_ups"


class Where(StrEnum):
    """Where a person is told what is theirs."""

    DM = "dm"
    MENTION = "mention"
    """In the claim's channel, with their name."""


class DigestWhen(StrEnum):
    """Whether a person gets their day's list, and at whose time."""

    USUAL = "usual"
    """At the practice's time."""
    OWN = "own"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A channel and the claims that it takes; what is empty takes any. `id` is 0 until it is kept.

    `owners` are member ids: the people of a team.
    """

    id: int = 0
    channel: str
    topics: frozenset[Topic] = frozenset()
    payer_ids: frozenset[int] = frozenset()
    payer_kinds: frozenset[PayerKind] = frozenset()
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSettings:
    """What the practice has decided about alerts. "" is nobody and no channel."""

    small_balance_cents: int = SMALL_BALANCE_CENTS
    closed_days: frozenset[date] = frozenset()
    """Beside weekends and federal holidays."""
    admin_channel: str = ""
    """Gets the daily line about the sweep."""
    unowned_to: str = ""
    """The member id of the lead who gets overdue work that nobody has; "" for the first lead of the list."""
    digest_at: time = DIGEST_AT
    posts_singles: bool = True
    """Whether channels get messages about single claims, or their day's list only."""
    most_singles_a_day: int = MOST_SINGLES_A_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPreferences:
    """How somebody wants to be told. `digest_at` is the time that holds, the practice's included."""

    team: str
    user: str
    time_zone: str
    """An IANA name."""
    working_days: frozenset[int] = WORKDAYS
    hours_from: time = time(8)
    hours_to: time = time(17)
    digest: DigestWhen = DigestWhen.USUAL
    digest_at: time = DIGEST_AT
    where: Where = Where.DM
    away_from: date | None = None
    away_until: date | None = None
    """The last day away; None with a first day is until further notice."""
    cover: str = ""
    """Who has their work while they are away; "" for the lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Everybody on the list, by member id, and by the number under which claims name them."""

    people: Mapping[str, Person]
    by_number: Mapping[int, Person]
    preferences: Mapping[str, PersonPreferences]
    """Of everybody, whether they ever chose or not."""
    leads: Sequence[str]
    """To whom work falls back, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Who changed something, and when."""

    at: datetime
    team: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChange:
    """One row of a route's history: what it was from then on. `place` counts from 1; `id` grows with every change."""

    id: int
    changed: Changed
    place: int
    route: Route
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeChange:
    id: int
    changed: Changed
    settings: PracticeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesChange:
    id: int
    changed: Changed
    preferences: PersonPreferences
