"""Queries to providers: what is asked, of whom, and all that became of it; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class QueryState(StrEnum):
    """Where a query stands. The values stand in JSON and in the store."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DOCUMENTED = "documented"
    """The chart was amended: only then the answer counts."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class QueryAct(StrEnum):
    """What was done with a query, in the words of the buttons."""

    DRAFT = "draft"
    """Written, or written anew."""
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    PASS_ON = "pass_on"  # noqa: S105 - no password
    """To a colleague, who has not seen it yet."""
    RETURN = "return"
    """Not my patient: the one who asked finds the right provider."""
    DOCUMENT = "document"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class QueryKind(StrEnum):
    """What kind of clarification is asked for."""

    LATERALITY = "laterality"
    TYPE = "type"
    ACUITY = "acuity"
    STAGE = "stage"
    SIGNIFICANCE = "significance"
    """Whether a finding matters clinically."""
    CONFLICT = "conflict"
    """Two places of the record say different things."""
    CAUSE = "cause"
    """Due to, with, or unrelated."""
    PRESENT_ON_ADMISSION = "present_on_admission"
    PROCEDURE_DETAIL = "procedure_detail"
    INDICATION = "indication"
    """Why a service was ordered, as the record says."""
    SIGNATURE = "signature"
    """A signature, a date or an addendum is missing."""


OTHER = "other"
UNDETERMINED = "undetermined"
"""Every query offers both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `sources` are words of a pick-list: where in the record the provider finds it.

    `indicators` and `choices` are typed, and empty where the privacy mode keeps no free words: then the kind's own
    choices stand.
    """

    kind: QueryKind
    sources: tuple[str, ...] = ()
    indicators: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryStep:
    """One thing done. `number` counts a query's steps from 1; what a step does not need is None or "".

    `person_id` is None for the local operator. `provider_id` and `backup_id` are whom it is for from then on.
    """

    number: int
    at: datetime
    on: date
    act: QueryAct
    person_id: int | None
    provider_id: int | None = None
    backup_id: int | None = None
    question: Question | None = None
    choice: str = ""
    """Of an answer: the chosen option's key; of an end or a return: its reason."""
    text: str = ""
    day: date | None = None
    """The day on which the chart was amended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with its history, the oldest step first. `claim_ref` is the claim's reference when it was asked.

    `review_id` is the coding review that it came from, 0 for none.
    """

    id: int
    ref: str
    claim_ref: str
    review_id: int
    steps: tuple[QueryStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryStanding:
    """What a query's steps come to. `None` is what has not happened."""

    state: QueryState
    number: int
    """Of the newest step: whoever acts on an older one is told what came between."""
    asked_by: int | None
    provider_id: int | None
    backup_id: int | None
    question: Question
    drafted_on: date
    sent_on: date | None = None
    """Since when it waits for this provider."""
    acknowledged_on: date | None = None
    answered_on: date | None = None
    answered_by: int | None = None
    choice: str = ""
    text: str = ""
    documented_on: date | None = None
    """The chart's own day."""
    ended_on: date | None = None
    reason: str = ""
    """Why it ended, or why it came back."""
