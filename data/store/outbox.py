"""The outbox: messages are added once, leased by one worker at a time, found and counted; how they end is next door.

`data/store/outbox_ends.py` keeps what became of a leased row.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlite_utils import Database

from data.reminder_models import OutboxRow, OutboxState, Outgoing
from data.store.alarms import DEAD_ALARM
from data.store.outbox_rows import instant, outbox_row

LONGEST_PAUSE = timedelta(hours=24)
"""No try is put off for longer: a row that waits for longer was put off by a clock that was wrong."""


def add_outgoing(db: Database, outgoing: Outgoing, at: datetime) -> bool:
    """Keeps the message; whether it was new. The same key again changes nothing.

    One that was cancelled waits again: it was not needed and is needed after all, so that it was not sent before.
    """
    done = db.conn.execute(
        "INSERT INTO outbox (key, kind, destination, subject, urgency, not_before, last_day, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = 'pending', try_after = '', "
        "urgency = excluded.urgency, not_before = excluded.not_before, last_day = excluded.last_day, ended_at = NULL "
        "WHERE outbox.state = 'cancelled'",
        (
            outgoing.key,
            str(outgoing.kind),
            outgoing.destination,
            outgoing.subject,
            outgoing.urgency,
            instant(outgoing.not_before),
            outgoing.last_day.isoformat() if outgoing.last_day else None,
            instant(at),
        ),
    )
    return bool(done.rowcount)


def lease_next(
    db: Database, *, now: datetime, lease: timedelta, owner: str, without: Collection[str] = ()
) -> OutboxRow | None:
    """The most urgent message whose time has come, for this owner alone until the lease is over; None for none.

    `without` are destinations that must wait a moment. `owner` is a new word for every lease.
    """
    rows = db.query(
        "UPDATE outbox SET state = 'sending', owner = ?, lease_until = ?, first_try_at = coalesce(first_try_at, ?) "
        "WHERE id = (SELECT id FROM outbox WHERE state = 'pending' AND not_before <= ? "
        "AND (try_after <= ? OR try_after > ?) AND destination NOT IN (SELECT value FROM json_each(?)) "
        "ORDER BY urgency, not_before, id LIMIT 1) RETURNING *",
        (
            owner,
            instant(now + lease),
            instant(now),
            instant(now),
            instant(now),
            instant(now + LONGEST_PAUSE),
            json.dumps(sorted(without)),
        ),
    )
    return next(map(outbox_row, rows), None)


def release_expired(db: Database, *, now: datetime, lease: timedelta, pause: timedelta) -> int:
    """Leases that are over, or end later than any can, are taken back; how many. Their messages may have been posted.

    They wait for the pause, so that a call that is still under way has ended before anybody looks for its message.
    """
    done = db.conn.execute(
        "UPDATE outbox SET state = 'pending', owner = '', lease_until = NULL, is_ambiguous = 1, "
        "attempts = attempts + 1, failing_since = coalesce(failing_since, ?), try_after = ?, "
        "last_error = 'lease_expired' WHERE state = 'sending' AND (lease_until <= ? OR lease_until > ?)",
        (instant(now), instant(now + pause), instant(now), instant(now + 2 * lease)),
    )
    return int(done.rowcount)


def has_expired(db: Database, *, now: datetime, lease: timedelta) -> bool:
    """Whether there is a lease to be taken back."""
    found = db.conn.execute(
        "SELECT 1 FROM outbox WHERE state = 'sending' AND (lease_until <= ? OR lease_until > ?) LIMIT 1",
        (instant(now), instant(now + 2 * lease)),
    )
    return found.fetchone() is not None


def is_leased(db: Database, row: OutboxRow) -> bool:
    """Whether the row is still this owner's to send."""
    found = db.conn.execute(
        "SELECT 1 FROM outbox WHERE id = ? AND owner = ? AND state = 'sending'", (row.id, row.owner)
    )
    return found.fetchone() is not None


def find_outgoing(db: Database, key: str) -> OutboxRow | None:
    return next(map(outbox_row, db.query("SELECT * FROM outbox WHERE key = ?", [key])), None)


def has_unsettled(db: Database, row: OutboxRow) -> bool:
    """Whether another message about the same subject, to the same place, may be on its way just now."""
    found = db.conn.execute(
        "SELECT 1 FROM outbox WHERE subject = ? AND destination = ? AND id <> ? AND kind <> 'update' "
        "AND (state = 'sending' OR (state = 'pending' AND is_ambiguous)) LIMIT 1",
        (row.outgoing.subject, row.outgoing.destination, row.id),
    )
    return found.fetchone() is not None


def count_states(db: Database) -> dict[OutboxState, int]:
    """How many messages stand in each state, those with none left out."""
    rows = db.conn.execute("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state")
    return {OutboxState(state): count for state, count in rows}


def count_due(db: Database, now: datetime) -> int:
    """Messages that should be out already."""
    found = db.conn.execute(
        "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending') AND not_before <= ?", [instant(now)]
    )
    return int(found.fetchone()[0])


def has_ready(db: Database, now: datetime) -> bool:
    """Whether a message could be leased now if its destination were ready."""
    found = db.conn.execute(
        "SELECT 1 FROM outbox WHERE state = 'pending' AND not_before <= ? "
        "AND (try_after <= ? OR try_after > ?) LIMIT 1",
        (instant(now), instant(now), instant(now + LONGEST_PAUSE)),
    )
    return found.fetchone() is not None


def count_late(db: Database, failing_since: datetime) -> int:
    """Messages that have failed since then, or for longer, and still wait."""
    found = db.conn.execute(
        "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending') AND failing_since <= ?",
        [instant(failing_since)],
    )
    return int(found.fetchone()[0])


def doubt_unsent(db: Database, since: datetime) -> int:
    """After a backup of that moment was restored: whatever waits may have been posted since then; how many."""
    done = db.conn.execute(
        "UPDATE outbox SET is_ambiguous = 1, first_try_at = min(coalesce(first_try_at, ?), ?), owner = '', "
        "state = 'pending', lease_until = NULL WHERE state IN ('pending', 'sending')",
        (instant(since), instant(since)),
    )
    return int(done.rowcount)


def wake_dead(db: Database) -> int:
    """What could not be sent is tried anew, after a person mended what was wrong; how many. Its alarms are over."""
    db.conn.execute("DELETE FROM alarm WHERE name LIKE ? || '%'", [DEAD_ALARM])
    done = db.conn.execute(
        "UPDATE outbox SET state = 'pending', try_after = '', failures = 0, repeats = 0, is_plain = 0, "
        "failing_since = NULL, ended_at = NULL WHERE state = 'dead'"
    )
    return int(done.rowcount)


def prune_outbox(db: Database, ended_before: datetime) -> int:
    """Deletes sent and cancelled messages that ended before then; how many. Dead ones stay.

    A key that is deleted could be added anew: keep them for longer than a sweep looks back.
    """
    done = db.conn.execute(
        "DELETE FROM outbox WHERE state IN ('sent', 'cancelled') AND ended_at < ?", [instant(ended_before)]
    )
    return int(done.rowcount)
