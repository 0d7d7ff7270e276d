"""What people said of claims that look alike: that two are different, and which were joined by their word."""

from datetime import datetime

from sqlite_utils import Database


def say_different(db: Database, claim_id: int, other_id: int, at: datetime) -> None:
    """Keeps it by the first fact of each, so that it holds whatever becomes of the claims' rows."""
    pair = sorted(
        db.conn.execute("SELECT min(id) FROM fact WHERE claim_id = ?", [one]).fetchone()[0]
        for one in (claim_id, other_id)
    )
    db.conn.execute("INSERT OR IGNORE INTO said_different VALUES (?, ?, ?)", (*pair, at.isoformat(timespec="seconds")))


def said_different_from(db: Database, claim_id: int) -> set[int]:
    """The claims that a person told apart from this one."""
    rows = db.conn.execute(
        "SELECT other.claim_id FROM fact JOIN said_different ON said_different.fact_id = fact.id "
        "JOIN fact AS other ON other.id = said_different.other_id WHERE fact.claim_id = ? "
        "UNION SELECT other.claim_id FROM fact JOIN said_different ON said_different.other_id = fact.id "
        "JOIN fact AS other ON other.id = said_different.fact_id WHERE fact.claim_id = ?",
        (claim_id, claim_id),
    )
    return {row[0] for row in rows}


def is_joined(db: Database, claim_id: int) -> bool:
    """Whether people's word holds facts of this claim together."""
    row = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM fact JOIN said_same ON said_same.fact_id = fact.id WHERE fact.claim_id = ?) "
        "OR EXISTS (SELECT 1 FROM fact JOIN said_same ON said_same.other_id = fact.id WHERE fact.claim_id = ?)",
        (claim_id, claim_id),
    ).fetchone()
    return bool(row[0])
