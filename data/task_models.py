"""Tasks that people hand to each other, and the coder's answers; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """What is to be done. The values stand in JSON and in the store."""

    FOLLOW_UP = "follow_up"
    CODING_REVIEW = "coding_review"
    RECORDS = "records"
    ELIGIBILITY = "eligibility"
    COB = "cob"
    AUTHORIZATION = "authorization"
    PATIENT_BALANCE = "patient_balance"
    CORRECTED_CLAIM = "corrected_claim"
    """A coder has corrected codes, and the claim is to be sent with them."""


class TaskState(StrEnum):
    """`ESCALATED` waits for the lead, who may finish it, hand it on or cancel it."""

    OPEN = "open"
    TAKEN = "taken"
    PENDED = "pended"
    ESCALATED = "escalated"
    DONE = "done"
    CANCELLED = "cancelled"


OVER = frozenset({TaskState.DONE, TaskState.CANCELLED})


class TaskDid(StrEnum):
    """What happened to a task, in the order in which it usually does."""

    ASKED = "asked"
    TAKEN = "taken"
    HANDED_ON = "handed_on"
    PENDED = "pended"
    ASKED_PROVIDER = "asked_provider"
    """Pended until a provider has answered."""
    CAME_BACK = "came_back"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    DONE = "done"
    CANCELLED = "cancelled"


class CodingAnswer(StrEnum):
    """What a coder finds. Asking the provider is no answer yet: the review waits for it."""

    CORRECTED = "corrected"
    STANDS = "stands"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """One thing that happened to a task; never changed. What a kind does not need is None, 0 or "".

    `way` are words of pick-lists; `about` is a reason of the claim ("CO-97"); `codes` as the coder gave them.
    """

    id: int = 0
    at: datetime
    on: date
    did: TaskDid
    person_id: int | None
    """None for the local operator."""
    to_person_id: int | None = None
    role: str = ""
    until: date | None = None
    way: str = ""
    about: str = ""
    line: int = 0
    codes: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """A task as it is kept: what it is, and all that happened to it, in order."""

    id: int
    kind: TaskKind
    claim_id: int | None
    claim_ref: str
    events: tuple[TaskEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a record comes to on a day. `version` is its newest event: who acts on an older one is told so.

    `has_id` is who has it, None for nobody: then anybody of `role`, or of the team where that is "".
    """

    id: int
    kind: TaskKind
    claim_id: int | None
    claim_ref: str
    state: TaskState
    asked_by: int | None
    asked_on: date
    has_id: int | None
    role: str
    due_on: date | None
    pended_until: date | None
    returns_to: int | None
    waits_for_provider: bool
    question: str
    """A word of the pick-list."""
    about: str
    line: int
    text: str
    answer: str
    answer_way: str
    answer_codes: str
    answer_text: str
    version: int
    events: tuple[TaskEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuery:
    """Which tasks are listed; None and empty ask nothing. Those that are over are left out unless `is_over` is None."""

    today: date
    is_over: bool | None = False
    has_ids: frozenset[int] | None = None
    roles: frozenset[str] = frozenset()
    """Beside those of `has_ids`: what nobody has and anybody of these roles, or of the team, may take."""
    claim_id: int | None = None
    is_overdue: bool = False
    kinds: frozenset[TaskKind] = frozenset()
