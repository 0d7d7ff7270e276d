"""Matters that a person must look at, kept until they are over; who is told, and how, is for others."""

from datetime import datetime

from sqlite_utils import Database

from data.reminder_models import Alarm
from data.store.outbox_rows import instant

DEAD_ALARM = "dead:"
"""And the id of a message that could not be sent."""


def raise_alarm(db: Database, name: str, text: str, at: datetime) -> bool:
    """Keeps the matter, or counts it once more with its newest text; whether it is new."""
    is_known = is_ringing(db, name)
    db.conn.execute(
        "INSERT INTO alarm (name, text, since, times) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (name) DO UPDATE SET text = excluded.text, times = times + 1",
        (name, text, instant(at)),
    )
    return not is_known


def end_alarm(db: Database, name: str) -> bool:
    """The matter is over; whether there was one."""
    return bool(db.conn.execute("DELETE FROM alarm WHERE name = ?", [name]).rowcount)


def is_ringing(db: Database, name: str) -> bool:
    return db.conn.execute("SELECT 1 FROM alarm WHERE name = ?", [name]).fetchone() is not None


def list_alarms(db: Database) -> list[Alarm]:
    """What stands, the oldest first."""
    rows = db.conn.execute("SELECT name, text, since, times FROM alarm ORDER BY since, name")
    return [Alarm(name=row[0], text=row[1], since=datetime.fromisoformat(row[2]), times=row[3]) for row in rows]
