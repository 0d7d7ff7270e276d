"""Clocks of hand-offs: who waits for whom, about what, and by which days; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClockKind(StrEnum):
    """What is waited for. The values stand in the store and in JSON."""

    CODING_REVIEW = "coding_review"
    PROVIDER_QUERY = "provider_query"
    TASK = "task"


class ClockRung(StrEnum):
    """Which message of a clock it is, the less urgent first; the first and the last do not come of its days."""

    ASKED = "asked"
    NUDGE = "nudge"
    DUE = "due"
    ESCALATED = "escalated"
    LEAD = "lead"
    ANSWERED = "answered"


class Watcher(StrEnum):
    """Whom a message is for; who that is is found out when it is sent."""

    WAITED_ON = "waited_on"
    ASKER = "asker"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDays:
    """When whoever is waited on is nudged and should have answered, when the asker is told, when the lead is."""

    due_on: date
    escalate_on: date
    lead_on: date
    nudge_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClock:
    """A clock to be started. People are named by their numbers (`person.id`).

    `waiting_on` None is anybody of `waiting_role`, as soon as somebody takes it; `asked_by` None is the local operator.
    `claim_id` None is about no claim.
    """

    kind: ClockKind
    subject_id: int
    claim_id: int | None
    waiting_on: int | None
    waiting_role: str
    asked_by: int | None
    started_on: date
    days: ClockDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock as it stands; it runs while `stopped_on` is None. `claim_ref` is "" where it is about no claim."""

    id: int
    kind: ClockKind
    subject_id: int
    claim_id: int | None
    claim_ref: str
    waiting_on: int | None
    waiting_role: str
    asked_by: int | None
    started_on: date
    days: ClockDays
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMessage:
    """One message of a clock. `outbox_key` is "" until it is made for somebody; `due_on` is the day it fell due."""

    id: int
    clock: Clock
    rung: ClockRung
    watcher: Watcher
    due_on: date
    outbox_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """That a claim waits for somebody's answer: what follow-up needs to know of a running clock."""

    kind: ClockKind
    since: date
    late_on: date
    """The day on which whoever asked is told that no answer came."""
