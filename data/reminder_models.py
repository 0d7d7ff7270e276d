"""Reminders, the messages that carry them, and where these go; frozen, naming only, no decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class OutboxState(StrEnum):
    """`DEAD` could not be sent and is surfaced; `CANCELLED` was no longer needed when its turn came."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


class MessageKind(StrEnum):
    """What a message is, and so who renders it."""

    CLAIM = "claim"
    """One claim's reminder."""
    UPDATE = "update"
    """The claim's message in place, after something changed."""
    REPLY = "reply"
    """A word in the thread of the claim's message: where the claim is now."""
    DIGEST = "digest"
    """A person's or a channel's day."""
    REPORT = "report"
    """The week's report for a channel."""
    ADMIN = "admin"
    """The daily line about the sweep, and alarms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to be kept in the outbox. `key` is of facts that do not move and makes a second one impossible.

    `destination` is a channel id ("C...", "G...") or a member id ("U...", "W..."). `subject` is what the renderer needs
    to know: a claim's id, a day; never text that is shown. `urgency`: the lower, the sooner.
    """

    key: str
    kind: MessageKind
    destination: str
    subject: str
    urgency: int
    not_before: datetime
    last_day: date | None
    """The day after which silence is worse than a repeat: the deadline's; None for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A message as it stands. `channel` and `ts` name it in Slack once it is sent."""

    id: int
    outgoing: Outgoing
    """`destination` is where it goes now, after it was rerouted, too."""
    state: OutboxState
    try_after: datetime | None
    """The next try after one that failed; None for at once."""
    attempts: int
    """Tries that failed, however; they stretch the pauses."""
    failures: int
    """Those among them that may be the message's own fault; they end in `DEAD`."""
    repeats: int
    """How often it went out marked as a repeat."""
    owner: str
    lease_until: datetime | None
    first_try_at: datetime | None
    """The first of the tries that may have posted it."""
    failing_since: datetime | None
    is_ambiguous: bool
    """An earlier try may have posted it: look for it before it is sent again."""
    is_plain: bool
    """Slack refused its blocks: it goes out as plain text."""
    rerouted_from: str
    """Destinations that did not take it, parted by spaces, the first one first."""
    channel: str
    ts: str
    last_error: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMessage:
    """The newest message about a subject at a destination; `channel` and `ts` are what Slack updates it by."""

    destination: str
    subject: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something a person must look at. `name` is one word for one matter; `text` holds ids and counts only."""

    name: str
    text: str
    since: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """When a job last began and last finished, and what it then counted."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]
