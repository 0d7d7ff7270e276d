"""What became of a leased message; each change counts only for the lease's own owner and says whether it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store.outbox_places import keep_posted, remember_direct
from data.store.outbox_rows import instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A try that did not end it."""

    try_after: datetime
    error: str
    counts: bool = True
    """Whether it stretches the next pause, and is late from now on."""
    fails: bool = False
    """Whether it may be the message's own fault."""
    repeats: bool = False
    """Whether it went out marked as a repeat."""
    is_ambiguous: bool = False
    """Whether this try or one before may have posted it."""
    is_plain: bool = False


def end_sent(db: Database, row: OutboxRow, *, channel: str, ts: str, at: datetime) -> bool:
    """It is in Slack, there."""
    done = db.conn.execute(
        "UPDATE outbox SET state = 'sent', channel = ?, ts = ?, ended_at = ?, lease_until = NULL, is_ambiguous = 0, "
        "last_error = '' WHERE id = ? AND owner = ? AND state = 'sending'",
        (channel, ts, instant(at), row.id, row.owner),
    )
    if not done.rowcount:
        return False
    if row.outgoing.kind not in (MessageKind.UPDATE, MessageKind.REPLY):
        keep_posted(db, row.outgoing.subject, row.outgoing.destination, channel=channel, ts=ts)
        remember_direct(db, row.outgoing.destination, channel)
    return True


def end_later(db: Database, row: OutboxRow, later: Later, at: datetime) -> bool:
    """It waits for its next try."""
    done = db.conn.execute(
        "UPDATE outbox SET state = 'pending', owner = '', lease_until = NULL, try_after = ?, last_error = ?, "
        "attempts = attempts + ?, failures = failures + ?, repeats = repeats + ?, is_ambiguous = ?, is_plain = ?, "
        "first_try_at = iif(?, first_try_at, NULL), failing_since = iif(?, coalesce(failing_since, ?), failing_since) "
        "WHERE id = ? AND owner = ? AND state = 'sending'",
        (
            instant(later.try_after),
            later.error,
            later.counts,
            later.fails,
            later.repeats,
            later.is_ambiguous,
            later.is_plain,
            later.is_ambiguous,
            later.counts,
            instant(at),
            row.id,
            row.owner,
        ),
    )
    return bool(done.rowcount)


def end_rerouted(db: Database, row: OutboxRow, destination: str, *, tried: Sequence[str], error: str) -> bool:
    """It goes elsewhere, as if it had not been tried yet. `tried` are the destinations that did not take it."""
    done = db.conn.execute(
        "UPDATE outbox SET state = 'pending', owner = '', lease_until = NULL, destination = ?, rerouted_from = ?, "
        "last_error = ?, try_after = '', is_ambiguous = 0, first_try_at = NULL, failing_since = NULL "
        "WHERE id = ? AND owner = ? AND state = 'sending'",
        (destination, " ".join(tried), error, row.id, row.owner),
    )
    return bool(done.rowcount)


def end_dead(db: Database, row: OutboxRow, error: str, at: datetime) -> bool:
    """It cannot be sent; a person must see to it."""
    return _end(db, row, OutboxState.DEAD, error, at)


def end_cancelled(db: Database, row: OutboxRow, at: datetime, *, error: str = "") -> bool:
    """It is not needed any more."""
    return _end(db, row, OutboxState.CANCELLED, error, at)


def _end(db: Database, row: OutboxRow, state: OutboxState, error: str, at: datetime) -> bool:
    done = db.conn.execute(
        "UPDATE outbox SET state = ?, last_error = ?, ended_at = ?, owner = '', lease_until = NULL, "
        "first_try_at = iif(is_ambiguous, first_try_at, NULL) WHERE id = ? AND owner = ? AND state = 'sending'",
        (str(state), error, instant(at), row.id, row.owner),
    )
    return bool(done.rowcount)
