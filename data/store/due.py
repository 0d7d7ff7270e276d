"""Open claims whose day to act has come, by who has them, and what their days were reckoned with."""

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database


def has_due(db: Database, owner_ids: Iterable[int | None], day: date) -> bool:
    """Whether any of these people has a claim that is due by that day; None stands for claims that nobody has."""
    return any(
        db.conn.execute(
            "SELECT 1 FROM claim WHERE is_open = 1 AND owner_id IS ? AND next_action_on <= ? LIMIT 1",
            (owner_id, day.isoformat()),
        ).fetchone()
        for owner_id in owner_ids
    )


def dated_with(db: Database) -> str:
    """The mark of what the days of all open claims were reckoned with last: closed days, shipped rules, tables."""
    return str(db.conn.execute("SELECT what FROM dated_with").fetchone()[0])


def keep_dated_with(db: Database, what: str) -> None:
    db.conn.execute("UPDATE dated_with SET what = ?", [what])


def look_at_deadlines(db: Database, today: date) -> None:
    """The next check looks at every open claim that has a deadline."""
    db.conn.execute("UPDATE claim SET remind_on = ? WHERE is_open = 1 AND deadline_on IS NOT NULL", [today.isoformat()])
