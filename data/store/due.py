"""Open claims whose day to act has come, by who has them; it changes nothing."""

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
