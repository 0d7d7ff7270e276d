"""The numbers under which work on claims names people, and their names; who they are is in people.py."""

import json
from collections.abc import Collection

from sqlite_utils import Database


def find_person_id(db: Database, team: str, user: str) -> int | None:
    row = db.conn.execute("SELECT id FROM person WHERE team = ? AND user = ?", (team, user)).fetchone()
    return int(row[0]) if row else None


def names_of_people(db: Database, ids: Collection[int] | None = None) -> dict[int, str]:
    """Everybody's name by their number, or that of some."""
    if ids is None:
        return dict(db.conn.execute("SELECT id, name FROM person"))
    wanted = json.dumps(sorted(ids))
    return dict(db.conn.execute("SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))", [wanted]))
