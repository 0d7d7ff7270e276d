"""A team's own glossary entries: written, changed and withdrawn, every version kept."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from data.errors import GlossaryEntryChanged, GlossaryEntryNotFound
from data.glossary_models import TeamEntry, TeamWords

_SELECT = (
    "SELECT entry.id, entry.entry_id, entry.at, entry.by_team, entry.by_user, entry.by_name, entry.is_withdrawn, "
    "entry.term, entry.aliases, entry.meaning, entry.advice, entry.source, first.by_team, first.by_user "
    "FROM glossary_entry AS entry JOIN glossary_entry AS first ON first.id = "
    "(SELECT min(id) FROM glossary_entry AS one WHERE one.entry_id = entry.entry_id)"
)


def save_team_entry(
    db: Database,
    words: TeamWords,
    *,
    entry_id: int | None,
    after: int,
    at: datetime,
    by: tuple[str, str, str],
    is_withdrawn: bool = False,
) -> TeamEntry:
    """A new entry where `entry_id` is None, else what that one says from now on.

    `after` is the version that somebody had before their eyes; `by` is team, user and name. Raises
    GlossaryEntryNotFound, GlossaryEntryChanged where somebody else was first.
    """
    if entry_id is None:
        entry_id = int(db.conn.execute("SELECT coalesce(max(entry_id), 0) + 1 FROM glossary_entry").fetchone()[0])
    else:
        newest = get_team_entry(db, entry_id)
        if newest.change_id != after:
            raise GlossaryEntryChanged(newest.words.term, by=newest.by_name)
    db.conn.execute(
        "INSERT INTO glossary_entry (entry_id, at, by_team, by_user, by_name, is_withdrawn, term, aliases, meaning, "
        "advice, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry_id,
            at.astimezone(UTC).isoformat(timespec="seconds"),
            *by,
            is_withdrawn,
            words.term,
            json.dumps(list(words.aliases), ensure_ascii=False),
            words.meaning,
            words.advice,
            words.source,
        ),
    )
    return team_entry_history(db, entry_id)[0]


def list_team_entries(db: Database) -> list[TeamEntry]:
    """Those in force, by their term."""
    newest = {one.entry_id: one for one in map(_entry, db.conn.execute(_SELECT + " ORDER BY entry.id"))}
    in_force = (one for one in newest.values() if not one.is_withdrawn)
    return sorted(in_force, key=lambda one: (one.words.term.casefold(), one.entry_id))


def get_team_entry(db: Database, entry_id: int) -> TeamEntry:
    """As it stands now. Raises GlossaryEntryNotFound where it was withdrawn."""
    history = team_entry_history(db, entry_id)
    if not history or history[0].is_withdrawn:
        raise GlossaryEntryNotFound(by=history[0].by_name if history else "")
    return history[0]


def team_entry_history(db: Database, entry_id: int) -> list[TeamEntry]:
    """Every version, the newest first; [] for no such entry."""
    rows = db.conn.execute(_SELECT + " WHERE entry.entry_id = ? ORDER BY entry.id DESC", (entry_id,))
    return list(map(_entry, rows))


def glossary_version(db: Database) -> int:
    """Another number after every change."""
    return int(db.conn.execute("SELECT coalesce(max(id), 0) FROM glossary_entry").fetchone()[0])


def _entry(row: tuple[Any, ...]) -> TeamEntry:
    return TeamEntry(
        change_id=row[0],
        entry_id=row[1],
        at=datetime.fromisoformat(row[2]),
        by_team=row[3],
        by_user=row[4],
        by_name=row[5],
        owner_team=row[12],
        owner_user=row[13],
        is_withdrawn=bool(row[6]),
        words=TeamWords(term=row[7], aliases=tuple(json.loads(row[8])), meaning=row[9], advice=row[10], source=row[11]),
    )
