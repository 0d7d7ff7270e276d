"""Open claims whose day to act has come, by who has them, and by which closed days their days were reckoned."""

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


def closed_days_dated_with(db: Database) -> frozenset[date]:
    """The practice's closed days by which the days of all open claims were reckoned last."""
    text: str = db.conn.execute("SELECT closed_days FROM dated_with").fetchone()[0]
    return frozenset(map(date.fromisoformat, text.split()))


def keep_closed_days_dated_with(db: Database, closed: Iterable[date]) -> None:
    db.conn.execute("UPDATE dated_with SET closed_days = ?", [" ".join(sorted(day.isoformat() for day in closed))])
