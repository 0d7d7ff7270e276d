"""Claims that an export listed and its newest one no longer does: nothing closes them, somebody must look.

Exports with the same headings are of one kind. A claim that the newest of any kind still holds is listed.
"""

from datetime import date

from sqlite_utils import Database

_OLD = (
    "SELECT id FROM imported_file WHERE source <> '' "
    "AND id NOT IN (SELECT max(id) FROM imported_file WHERE source <> '' GROUP BY source)"
)
"""Exports after which another of the same kind came."""
_STILL_LISTED = (
    "SELECT 1 FROM fact AS other JOIN listed AS seen ON seen.fact_id = other.id "  # noqa: S608
    f"WHERE other.claim_id = fact.claim_id AND seen.is_last = 1 AND seen.seen_file_id NOT IN ({_OLD})"
)
_IS_UNLISTED = f"listed.is_last = 1 AND listed.seen_file_id IN ({_OLD}) AND NOT EXISTS ({_STILL_LISTED})"
UNLISTED = (
    "SELECT fact.claim_id FROM listed INDEXED BY listed_last JOIN fact ON fact.id = listed.fact_id "  # noqa: S608
    f"WHERE {_IS_UNLISTED}"
)
"""A query of their claims."""
_ONE = (
    "SELECT 1 FROM claim JOIN fact ON fact.claim_id = claim.id JOIN listed ON listed.fact_id = fact.id "  # noqa: S608
    f"WHERE claim.id = ? AND claim.is_open = 1 AND {_IS_UNLISTED}"
)
_NEWEST = (
    "SELECT max(imported_at) FROM imported_file WHERE source IN (SELECT file.source FROM fact "
    "JOIN listed ON listed.fact_id = fact.id JOIN imported_file AS file ON file.id = listed.seen_file_id "
    "WHERE fact.claim_id = ? AND listed.is_last = 1)"
)


def find_unlisted(db: Database, claim_id: int) -> date | None:
    """The day of the newest export, where it no longer holds this claim and work is left on it; else None."""
    if db.conn.execute(_ONE, [claim_id]).fetchone() is None:
        return None
    newest = db.conn.execute(_NEWEST, [claim_id]).fetchone()[0]
    return date.fromisoformat(newest[:10])
