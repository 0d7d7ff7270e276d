"""Open claims that an export listed and its newest one no longer does: nothing closes them, somebody must look.

Exports with the same headings are of one kind.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date

from sqlite_utils import Database

_OLD = (
    "SELECT id FROM imported_file WHERE source <> '' "
    "AND id NOT IN (SELECT max(id) FROM imported_file WHERE source <> '' GROUP BY source)"
)
"""Exports after which another of the same kind came."""
UNLISTED = (
    "SELECT id AS claim_id FROM claim INDEXED BY claim_open_listed "  # noqa: S608
    f"WHERE is_open = 1 AND listed_file_id IS NOT NULL AND listed_file_id IN ({_OLD})"
)
"""A query of their claims."""


def save_listed(db: Database, listed: Iterable[tuple[int, int | None]]) -> None:
    """Claims, each with the newest export that held it; None for none."""
    db.conn.executemany(
        "UPDATE claim SET listed_file_id = ? WHERE id = ? AND listed_file_id IS NOT ?",
        [(file_id, claim_id, file_id) for claim_id, file_id in listed],
    )


def save_still_listed(db: Database, file_id: int, claim_ids: Collection[int]) -> None:
    """Claims that an export lists as another did before it."""
    wanted = json.dumps(list(claim_ids))
    db.conn.execute(
        "UPDATE claim SET listed_file_id = ? WHERE id IN (SELECT value FROM json_each(?))", [file_id, wanted]
    )


def find_unlisted(db: Database, claim_id: int) -> date | None:
    """The day of the newest export, where it no longer holds this claim and work is left on it; else None."""
    row = db.conn.execute(
        "SELECT (SELECT max(newer.imported_at) FROM imported_file AS newer "
        "WHERE newer.source <> '' AND newer.source = file.source AND newer.id > file.id) "
        "FROM claim JOIN imported_file AS file ON file.id = claim.listed_file_id "
        "WHERE claim.id = ? AND claim.is_open = 1",
        [claim_id],
    ).fetchone()
    return date.fromisoformat(row[0][:10]) if row and row[0] else None
