"""The claims of a worklist that can only be few, found before all others are looked through."""

import json

from sqlite_utils import Database

from data.claim_numbers import claim_key, payer_key
from data.store.refs import read_ref
from data.store.worklist_where import Sql, holding, ids_told
from data.worklist_models import Marked, WorklistQuery

_WITHHELD = "SELECT DISTINCT reference FROM provider_adjustment WHERE reference <> '' AND reason = 'WO' AND cents > 0"
_IN_DEBT = "SELECT id FROM claim INDEXED BY claim_open_balance WHERE is_open = 1 AND balance_cents < 0"
_BY_KEYS = (
    "SELECT claim_id FROM fact WHERE number_key <> '' AND number_key IN (SELECT value FROM json_each(?)) "
    "UNION SELECT claim_id FROM fact WHERE payer_key <> '' AND payer_key IN (SELECT value FROM json_each(?))"
)
_MOST_NUMBERED = 1_000
_MOST_LOOKED_UP = 150_000
_MOST_OF_OPEN, _MOST_OF_PAYER = 10_000, 5_000
"""More claims than this are found sooner by looking through an index than one by one."""


def find_few(db: Database, asked: WorklistQuery) -> list[int] | None:
    """Claims that a number names, or of which money was taken back; None where neither is asked."""
    few = find_numbered(db, asked.number) if asked.number else None
    if Marked.CREDIT not in asked.marked:
        return few
    credited = find_credited(db)
    return sorted(credited if few is None else credited & set(few))


def find_led(db: Database, asked: WorklistQuery) -> Sql | None:
    """The query of `ids_told` that the fewest claims fit, where they are looked up one by one; None where not."""
    most = _MOST_OF_PAYER if asked.payer_ids else _MOST_OF_OPEN if asked.is_open else _MOST_LOOKED_UP
    counts = [
        (db.conn.execute(f"SELECT count(*) FROM ({text} LIMIT ?)", [*values, most + 1]).fetchone()[0], place)  # noqa: S608
        for place, (text, values) in enumerate(ids_told(asked))
    ]
    count, place = min(counts, default=(most + 1, 0))
    return ids_told(asked)[place] if count <= most else None


def find_numbered(db: Database, number: str) -> list[int]:
    """Claims by reference, by the whole number, else by a part of it; 1,000 at most."""
    ref = read_ref(number)
    told = [number, number.upper()]
    if number.isdecimal():
        part, pattern = "instr(claim_number, ?) > 0", number
    else:
        part, pattern = "claim_number LIKE ? ESCAPE '\\'", holding(number)
    for query, values in (
        ("SELECT id FROM claim WHERE ref = ? AND ref <> ''", [ref]),
        ("SELECT id FROM claim WHERE claim_number IN (?, ?)", told),
        (f"SELECT id FROM claim INDEXED BY claim_number WHERE {part} LIMIT ?", [pattern, _MOST_NUMBERED]),  # noqa: S608
    ):
        found = [row[0] for row in db.conn.execute(query, values)]
        if found:
            return found
    return []


def find_credited(db: Database) -> set[int]:
    """Claims with a negative balance, and those for which a payer kept back money of another payment (PLB, WO)."""
    references = [row[0] for row in db.conn.execute(_WITHHELD)]
    keys = [json.dumps([key for one in references if (key := key_of(one))]) for key_of in (claim_key, payer_key)]
    rows = [*db.conn.execute(_IN_DEBT), *db.conn.execute(_BY_KEYS, keys)]
    return {row[0] for row in rows if row[0] is not None}
