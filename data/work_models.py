"""What people do with claims: facts of the ledger like all others, and what they come to; frozen, naming only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.task_models import CodingAnswer


class WorkKind(StrEnum):
    """What was done, in the words of the buttons."""

    ASSIGNED = "assigned"
    """Taken by oneself, given to another, or given back (no person)."""
    NOTED = "noted"
    TOUCHED = "touched"
    """Called, looked up in the portal, written to: with whom, under what reference, what they said."""
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    """Resolved in the practice-management system."""
    REOPENED = "reopened"
    WRITE_OFF_ASKED = "write_off_asked"
    WRITE_OFF_CONFIRMED = "write_off_confirmed"
    WRITE_OFF_DECLINED = "write_off_declined"
    RESENT = "resent"
    """Sent again: as a new claim, a replacement or a reopening."""
    APPEALED = "appealed"
    """An appeal went out: its level and way, the day, the reference."""
    DECIDED = "decided"
    """The payer decided an appeal: its level and outcome, the day, what it recovers."""
    DRAFTED = "appeal_drafted"
    """The letter of an appeal was written: its level and template."""
    LETTER = "letter"
    """A payer's letter sets a day of its own: for what, until when."""
    ACKNOWLEDGED = "acknowledged"
    """Somebody has seen a deadline and keeps it: escalation stops."""
    TASK = "task"
    """Something happened to a task of the claim: the task's kind, what happened, a word of a pick-list."""
    QUERIED = "queried"
    """Something happened to a query to a provider: what, and the query's reference."""
    UNDONE = "undone"


class Outcome(StrEnum):
    """Of an appeal, as payers decide it."""

    OVERTURNED = "overturned"
    PARTLY = "partly"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    """Not decided on what it says: late, or from somebody without the right."""
    RETURNED = "returned"
    """Sent back as incomplete: it was never taken up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One thing done. What a kind does not need is None or ""."""

    id: int
    at: datetime
    on: date
    """The practice's day of `at`; of what was sent again the day on which it went out."""
    kind: WorkKind
    person_id: int | None
    """None for the local operator."""
    to_person_id: int | None
    until: date | None
    cents: int | None
    way: str
    """Words of pick-lists, parted by blanks: "called in_process", "small_balance", "replacement"."""
    contact: str
    """Who it was."""
    reference: str
    text: str
    undoes: int | None
    """What this takes back; of any kind but UNDONE, the wrong entry in whose place it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal of one level. `decided_on` and `outcome` are None until the payer has decided.

    `work_id` and `decision_id` are the entries that say so, to be put right by newer ones.
    """

    level: int
    sent_on: date
    way: str
    reference: str
    documents: tuple[str, ...] = ()
    """What went with it, in words of the pick-list."""
    cause: str = ""
    """Why it is late, where it went out after its last day."""
    decided_on: date | None = None
    outcome: Outcome | None = None
    recovered_cents: int | None = None
    """What the decision recovers, where somebody recorded it."""
    work_id: int = 0
    decision_id: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether it used its level up: what was sent back or withdrawn may be sent again in time."""
        return self.outcome not in (Outcome.RETURNED, Outcome.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDay:
    """What a payer's letter asks ("appeal", "records", "other"), its last day, and when it was written down."""

    about: str
    last_on: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What people's work comes to for a claim, beside what payers say."""

    owner_id: int | None = None
    snoozed_until: date | None = None
    touched_on: date | None = None
    resolved_on: date | None = None
    came_back_on: date | None = None
    """A newer import still shows a claim open that was said to be resolved."""
    resent_on: date | None = None
    asked_cents: int = 0
    """A write-off that waits for a lead."""
    written_off_cents: int = 0
    looked_at_on: date | None = None
    """When somebody last dealt with it in a way that leaves it to be followed up; this and what follows stands with a
    ledger only."""
    touch: str = ""
    """What that touch said, in words of pick-lists."""
    promised_on: date | None = None
    appeals: tuple[Appeal, ...] = ()
    """In the order in which they were logged."""
    drafted_on: date | None = None
    """When the letter of an appeal that has not gone out was last written."""
    letters: tuple[LetterDay, ...] = ()
    coding_answer: tuple[CodingAnswer, date] | None = None
    """A coder's answer that nobody has acted on yet, and its day."""
    acknowledged: tuple[tuple[str, date], ...] = ()
    """Steps that somebody keeps in view: (kind, the day to act)."""


NO_WORK = Overlay()
"""Of a claim that nobody has worked on."""
