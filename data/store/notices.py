"""For the daily line and the leads: counts of reminders, messages and overdue claims, write-offs that wait; it changes
nothing."""

from datetime import date, datetime

from sqlite_utils import Database

from data.reminder_models import OutboxState
from data.store.outbox_rows import instant


def count_made(db: Database, since: datetime) -> int:
    """Reminders that were decided since then."""
    return int(db.conn.execute("SELECT count(*) FROM reminder WHERE made_at >= ?", [since.isoformat()]).fetchone()[0])


def count_ended(db: Database, state: OutboxState, since: datetime) -> int:
    """Messages that came to this end since then."""
    row = db.conn.execute(
        "SELECT count(*) FROM outbox WHERE ended_at >= ? AND state = ?", [instant(since), str(state)]
    ).fetchone()
    return int(row[0])


def count_unowned_due(db: Database, day: date) -> int:
    """Open claims that nobody has and whose day to act is over."""
    row = db.conn.execute(
        "SELECT count(*) FROM claim WHERE is_open = 1 AND owner_id IS NULL AND next_action_on < ?", [day.isoformat()]
    ).fetchone()
    return int(row[0])


def write_offs_asked(db: Database) -> list[str]:
    """References of claims with a write-off that waits for a lead, the largest first."""
    rows = db.conn.execute("SELECT ref FROM claim WHERE asked_cents > 0 ORDER BY asked_cents DESC, id")
    return [ref for (ref,) in rows]
