"""What people did with claims: kept in the order in which it was done, never changed; undoing is a row of its own."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlite_utils import Database

from data.claim_models import Ledger
from data.work_models import Worked, WorkKind


def add_worked(db: Database, claim_id: int, one: Worked) -> int:
    """Keeps one thing done (its `id` is given here); gives the id."""
    cursor = db.conn.execute(
        "INSERT INTO worked (claim_id, done_at, done_on, kind, person_id, to_person_id, until, cents, way, contact, "
        "reference, text, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim_id,
            one.at.isoformat(),
            one.on.isoformat(),
            str(one.kind),
            one.person_id,
            one.to_person_id,
            one.until.isoformat() if one.until else None,
            one.cents,
            one.way,
            one.contact,
            one.reference,
            one.text,
            one.undoes,
        ),
    )
    return int(cursor.lastrowid or 0)


def load_worked(db: Database, ledgers: Mapping[int, Ledger], wanted: str) -> None:
    """Into the ledgers; `wanted` are their claims as a JSON list."""
    for row in db.conn.execute(
        "SELECT claim_id, id, done_at, done_on, kind, person_id, to_person_id, until, cents, way, contact, reference, "
        "text, undoes FROM worked WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [wanted],
    ):
        ledgers[row[0]].worked.append(
            Worked(
                id=row[1],
                at=datetime.fromisoformat(row[2]),
                on=date.fromisoformat(row[3]),
                kind=WorkKind(row[4]),
                person_id=row[5],
                to_person_id=row[6],
                until=date.fromisoformat(row[7]) if row[7] else None,
                cents=row[8],
                way=row[9],
                contact=row[10],
                reference=row[11],
                text=row[12],
                undoes=row[13],
            )
        )
