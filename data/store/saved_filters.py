"""Worklists that people keep under a name of their own; a name is one person's."""

from datetime import datetime

from sqlite_utils import Database

from data.worklist_models import SavedFilter


def save_filter(db: Database, team: str, user: str, *, name: str, words: str, at: datetime) -> None:
    """Keeps the words under the name; what was under it before goes."""
    db.conn.execute(
        "INSERT INTO saved_filter (team, user, name, words, saved_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (team, user, name) DO UPDATE SET words = excluded.words, saved_at = excluded.saved_at",
        (team, user, name, words, at.isoformat(timespec="seconds")),
    )


def list_filters(db: Database, team: str, user: str) -> list[SavedFilter]:
    rows = db.conn.execute(
        "SELECT id, name, words FROM saved_filter WHERE team = ? AND user = ? ORDER BY name", (team, user)
    )
    return [SavedFilter(id=row[0], name=row[1], words=row[2]) for row in rows]


def find_filter(db: Database, team: str, user: str, name: str) -> SavedFilter | None:
    """By its name, however its letters are written."""
    wanted = name.casefold()
    return next((one for one in list_filters(db, team, user) if one.name.casefold() == wanted), None)


def delete_filter(db: Database, team: str, user: str, filter_id: int) -> bool:
    """Whether there was one of this person's."""
    done = db.conn.execute("DELETE FROM saved_filter WHERE team = ? AND user = ? AND id = ?", (team, user, filter_id))
    return bool(done.rowcount)
