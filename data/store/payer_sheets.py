"""What the practice keeps about payers, and which of them a person said to be one: the newest row of a payer stands."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from data.claim_models import PayerKind
from data.deadline_models import PayerSheet
from data.errors import PayerNotFound, SheetChanged
from data.payer_models import KnownPayer
from data.store.payers import settle_kind

_SHEETS = (
    "SELECT payer.id, payer.name, payer.kind, sheet.state, sheet.contracted, sheet.portal, sheet.fax, "
    "sheet.appeals_address, sheet.correction, sheet.usual_days_to_pay, sheet.appeal_quiet_days, sheet.note "
    "FROM payer LEFT JOIN payer_sheet AS sheet ON sheet.payer_id = payer.id "
    "AND sheet.id IN (SELECT max(id) FROM payer_sheet GROUP BY payer_id)"
)
_KNOWN = (
    "SELECT payer.id, payer.name, payer.kind, (SELECT as_payer_id FROM payer_same WHERE payer_id = payer.id), "
    "coalesce(counted.claims, 0), coalesce(counted.open_claims, 0), (SELECT count(*) FROM payer_rule "
    "WHERE payer_rule.payer_id = payer.id AND is_withdrawn = 0 "
    "AND payer_rule.id IN (SELECT max(id) FROM payer_rule GROUP BY rule_id)) FROM payer "
    "LEFT JOIN (SELECT payer_id, count(*) AS claims, sum(is_open = 1) AS open_claims FROM claim GROUP BY payer_id) "
    "AS counted ON counted.payer_id = payer.id"
)


def find_sheet(db: Database, payer_id: int) -> PayerSheet | None:
    """The sheet that answers for the payer: of one that a person said to be another, the other's. None for no payer."""
    same = same_payers(db)
    asked = same.get(payer_id, payer_id)
    rows = list(db.conn.execute(_SHEETS + " WHERE payer.id = ?", (asked,)))
    return _sheet(rows[0], _numbers(db, same).get(asked, ())) if rows else None


def get_sheet(db: Database, payer_id: int) -> PayerSheet:
    """Raises PayerNotFound."""
    sheet = find_sheet(db, payer_id)
    if sheet is None:
        raise PayerNotFound(str(payer_id))
    return sheet


def sheets_by_payer(db: Database) -> dict[int, PayerSheet]:
    """For every payer the sheet that answers for it; `PayerSheet.payer_id` is whose it is."""
    same = same_payers(db)
    numbers = _numbers(db, same)
    sheets = {row[0]: _sheet(row, numbers.get(row[0], ())) for row in db.conn.execute(_SHEETS)}
    return {payer_id: sheets[same.get(payer_id, payer_id)] for payer_id in sheets}


def list_sheets(db: Database) -> list[PayerSheet]:
    """Of payers that something is kept about, by name."""
    kept = {row[0] for row in db.conn.execute("SELECT DISTINCT payer_id FROM payer_sheet")}
    found = {sheet.payer_id: sheet for sheet in sheets_by_payer(db).values() if sheet.payer_id in kept}
    return sorted(found.values(), key=lambda sheet: (sheet.name.casefold(), sheet.payer_id))


def list_payers(db: Database) -> list[KnownPayer]:
    """Every payer, those with the most claims first."""
    numbers = _numbers(db, {})
    return [
        KnownPayer(
            id=row[0],
            name=row[1],
            kind=PayerKind(row[2]),
            same_as=row[3],
            claims=row[4],
            open_claims=row[5],
            rules=row[6],
            numbers=numbers.get(row[0], ()),
        )
        for row in db.conn.execute(_KNOWN + " ORDER BY 5 DESC, payer.name, payer.id")
    ]


def count_open(db: Database, payer_ids: Collection[int]) -> int:
    """Claims of these payers on which something is left to do."""
    wanted = json.dumps(sorted(payer_ids))
    row = db.conn.execute(
        "SELECT count(*) FROM claim WHERE is_open = 1 AND payer_id IN (SELECT value FROM json_each(?))", (wanted,)
    ).fetchone()
    return int(row[0])


def sheet_version(db: Database, payer_id: int) -> int:
    """The change that made the payer's own sheet what it is, 0 where nothing is kept."""
    row = db.conn.execute("SELECT max(id) FROM payer_sheet WHERE payer_id = ?", (payer_id,)).fetchone()
    return int(row[0] or 0)


def kind_said(db: Database, payer_id: int) -> PayerKind | None:
    """The kind that the practice set against what the payer's claims say; None where it set none."""
    row = db.conn.execute(
        "SELECT kind FROM payer_sheet WHERE payer_id = ? ORDER BY id DESC LIMIT 1", (payer_id,)
    ).fetchone()
    return PayerKind(row[0]) if row and row[0] else None


def save_sheet(
    db: Database, sheet: PayerSheet, kind: PayerKind | None, *, at: datetime, by: str, after: int
) -> PayerSheet:
    """Adds what is kept from now on, and gives it as it stands. `kind` is the practice's own word, None for what the
    claims say; the sheet's kind, name and numbers are not kept. `after` is as in `sheet_version`.

    Raises PayerNotFound, SheetChanged where somebody else was first.
    """
    before = get_sheet(db, sheet.payer_id)
    newest = db.conn.execute(
        "SELECT id, by FROM payer_sheet WHERE payer_id = ? ORDER BY id DESC LIMIT 1", (before.payer_id,)
    ).fetchone()
    if (newest[0] if newest else 0) != after:
        raise SheetChanged(before.name, by=newest[1] if newest else "Somebody")
    db.conn.execute(
        "INSERT INTO payer_sheet (payer_id, at, by, kind, state, contracted, portal, fax, appeals_address, correction, "
        "usual_days_to_pay, appeal_quiet_days, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            before.payer_id,
            _instant(at),
            by,
            kind or "",
            sheet.state,
            sheet.contracted,
            sheet.portal,
            sheet.fax,
            sheet.appeals_address,
            sheet.correction,
            sheet.usual_days_to_pay,
            sheet.appeal_quiet_days,
            sheet.note,
        ),
    )
    for payer_id in payers_as_one(db, before.payer_id):
        settle_kind(db, payer_id)
    return get_sheet(db, before.payer_id)


def open_claims_of_payers(db: Database, payer_ids: Collection[int] | None) -> list[int]:
    """Claims on which something is left to do: of these payers, of all where None."""
    if payer_ids is None:
        rows = db.conn.execute("SELECT id FROM claim WHERE is_open = 1")
    else:
        wanted = json.dumps(sorted(payer_ids))
        rows = db.conn.execute(
            "SELECT id FROM claim WHERE is_open = 1 AND payer_id IN (SELECT value FROM json_each(?))", (wanted,)
        )
    return [row[0] for row in rows]


# --- payers that are one -------------------------------------------------------------------------------------------


def same_payers(db: Database) -> dict[int, int]:
    """Payers that a person said to be another -> that one, which is nobody else."""
    return {row[0]: row[1] for row in db.conn.execute("SELECT payer_id, as_payer_id FROM payer_same")}


def payers_as_one(db: Database, payer_id: int) -> list[int]:
    """The payer and all that are one with it."""
    same = same_payers(db)
    root = same.get(payer_id, payer_id)
    return sorted({root, *(one for one, other in same.items() if other == root)})


def say_same_payer(db: Database, payer_id: int, as_payer_id: int, *, at: datetime, by: str) -> None:
    """From now on the payer, and all that are one with it, go by the other's sheet and rules."""
    root = same_payers(db).get(as_payer_id, as_payer_id)
    moved = payers_as_one(db, payer_id)
    if root in moved:
        return
    db.conn.executemany(
        "INSERT INTO payer_same VALUES (?, ?, ?, ?) "
        "ON CONFLICT (payer_id) DO UPDATE SET as_payer_id = excluded.as_payer_id, at = excluded.at, by = excluded.by",
        [(one, root, _instant(at), by) for one in moved],
    )
    _settle(db, moved)


def unsay_same_payer(db: Database, payer_id: int) -> None:
    """The payer goes by its own sheet and rules again."""
    db.conn.execute("DELETE FROM payer_same WHERE payer_id = ?", (payer_id,))
    _settle(db, [payer_id])


def _settle(db: Database, payer_ids: Collection[int]) -> None:
    for payer_id in payer_ids:
        settle_kind(db, payer_id)


def _numbers(db: Database, same: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """Payer numbers by payer, those of payers that are one together."""
    found: dict[int, list[str]] = {}
    for payer_id, number in db.conn.execute("SELECT payer_id, value FROM payer_alias WHERE kind = 'number' ORDER BY 2"):
        found.setdefault(same.get(payer_id, payer_id), []).append(number)
    return {payer_id: tuple(dict.fromkeys(numbers)) for payer_id, numbers in found.items()}


def _sheet(row: tuple[Any, ...], numbers: tuple[str, ...]) -> PayerSheet:
    return PayerSheet(
        payer_id=row[0],
        name=row[1],
        kind=PayerKind(row[2]),
        numbers=numbers,
        state=row[3] or "",
        contracted=None if row[4] is None else bool(row[4]),
        portal=row[5] or "",
        fax=row[6] or "",
        appeals_address=row[7] or "",
        correction=row[8] or "",
        usual_days_to_pay=row[9],
        appeal_quiet_days=row[10],
        note=row[11] or "",
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
