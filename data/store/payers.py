"""Payers: one row a name, however it is spelled or spaced, with the numbers and filing codes seen for it."""

import re
from collections import Counter
from collections.abc import Iterable

from sqlite_utils import Database

from data.claim_models import PayerKind

_ENDINGS = frozenset({"INC", "LLC", "CO", "COMPANY", "CORP", "CORPORATION", "LTD", "THE"})
_KINDS = {
    "MA": PayerKind.MEDICARE,
    "MB": PayerKind.MEDICARE,
    "16": PayerKind.MEDICARE_ADVANTAGE,
    "MC": PayerKind.MEDICAID,
    "CH": PayerKind.TRICARE,
    "VA": PayerKind.VETERANS,
    "FI": PayerKind.FEDERAL_EMPLOYEES,
    "WC": PayerKind.WORKERS_COMPENSATION,
    "AM": PayerKind.AUTO,
    "LM": PayerKind.LIABILITY,
    "LI": PayerKind.LIABILITY,
    "BL": PayerKind.BLUE_CROSS,
    "09": PayerKind.SELF_PAY,
    **dict.fromkeys(("11", "12", "13", "14", "15", "17", "CI", "DS", "HM"), PayerKind.COMMERCIAL),
}
"""Claim filing indicator (SBR09, CLP06) -> kind."""


def payer_key(name: str) -> str:
    """The name as it is compared: capitals, no punctuation, no company endings."""
    words = re.sub(r"[^A-Z0-9 ]", " ", name.upper().replace("&", " AND ").replace("'", "")).split()
    return " ".join(word for word in words if word not in _ENDINGS) or name.strip().upper()


def list_payer_kinds(db: Database) -> list[tuple[int, str]]:
    """(payer id, kind) of every payer."""
    return [(row[0], row[1]) for row in db.conn.execute("SELECT id, kind FROM payer")]


def names_of_payers(db: Database) -> list[str]:
    """Every payer's name."""
    return [row[0] for row in db.conn.execute("SELECT name FROM payer ORDER BY id")]


def open_claims_dated_otherwise(db: Database) -> list[int]:
    """Open claims of payers that are of another kind than when their days were reckoned; from now on they count as
    reckoned.
    """
    payers = [row[0] for row in db.conn.execute("SELECT id FROM payer WHERE kind <> dated_kind")]
    db.conn.executemany("UPDATE payer SET dated_kind = kind WHERE id = ?", [(payer_id,) for payer_id in payers])
    return open_claims_of(db, payers)


def open_claims_of(db: Database, payer_ids: Iterable[int]) -> list[int]:
    """Claims of these payers on which something is left to do."""
    return [
        row[0]
        for payer_id in payer_ids
        for row in db.conn.execute("SELECT id FROM claim WHERE payer_id = ? AND is_open = 1", [payer_id])
    ]


class PayerBook:
    """Finds or makes payers within one write, and counts the filing codes they are seen with."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._seen: dict[tuple[str, str], int] = {}
        self._filed: Counter[tuple[int, str]] = Counter()

    def id_of(self, name: str, number: str, filing_code: str = "") -> int:
        """The payer's id. A payer without a name goes by its number."""
        seen = (name, number)
        payer_id = self._seen.get(seen)
        if payer_id is None:
            payer_id = self._seen[seen] = self._find_or_make(name.strip() or f"Payer {number or 'not named'}", number)
        if filing_code:
            self._filed[payer_id, filing_code] += 1
        return payer_id

    def close(self) -> None:
        """Writes the counts and the kinds that follow from them."""
        self._db.conn.executemany(
            "INSERT INTO payer_filing VALUES (?, ?, ?) "
            "ON CONFLICT (payer_id, filing_code) DO UPDATE SET claims = claims + excluded.claims",
            [(payer_id, code, count) for (payer_id, code), count in self._filed.items()],
        )
        for payer_id in {payer_id for payer_id, _ in self._filed}:
            settle_kind(self._db, payer_id)
        self._filed.clear()

    def _find_or_make(self, name: str, number: str) -> int:
        """Of several spellings the last one in the alphabet is kept: capitals come before small letters there."""
        key = payer_key(name)
        self._db.conn.execute(
            "INSERT INTO payer (key, name, kind) VALUES (?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET name = max(name, excluded.name)",
            (key, name, PayerKind.UNKNOWN),
        )
        payer_id: int = self._db.conn.execute("SELECT id FROM payer WHERE key = ?", (key,)).fetchone()[0]
        if number:
            self._db.conn.execute("INSERT OR IGNORE INTO payer_alias VALUES (?, 'number', ?)", (payer_id, number))
        return payer_id


def settle_kind(db: Database, payer_id: int) -> None:
    """Writes the payer's kind: what the practice's sheet says, else what its claims were filed under."""
    said = db.conn.execute(
        "SELECT kind FROM payer_sheet WHERE payer_id = coalesce((SELECT as_payer_id FROM payer_same "
        "WHERE payer_same.payer_id = ?), ?) ORDER BY id DESC LIMIT 1",
        (payer_id, payer_id),
    ).fetchone()
    rows = db.conn.execute("SELECT filing_code, claims FROM payer_filing WHERE payer_id = ?", (payer_id,))
    kind = said[0] if said and said[0] else _kind(rows)
    db.conn.execute("UPDATE payer SET kind = ? WHERE id = ?", (kind, payer_id))


def _kind(filed: Iterable[tuple[str, int]]) -> PayerKind:
    """The kind most claims were filed under; of equals the more telling one."""
    counts: Counter[PayerKind] = Counter()
    for code, claims in filed:
        counts[_KINDS.get(code, PayerKind.UNKNOWN)] += claims
    order = list(PayerKind)
    known = {kind: count for kind, count in counts.items() if kind is not PayerKind.UNKNOWN}
    return min(known, key=lambda kind: (-known[kind], order.index(kind)), default=PayerKind.UNKNOWN)
