"""The order of a worklist: how what was found is sorted, and how a page of very many is found without sorting them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from data.store.worklist_parts import Part, parts_of, query_of_parts
from data.store.worklist_where import SINCE, of_order
from data.worklist_models import Sort, WorklistQuery

MOST_SORTED_BY_NAME = 20_000
"""More than this are not sorted by the names of their payers: they are listed payer by payer."""
_FEWEST_BY_INDEX = 1_000
_LOOKED_AT = (400, 8_000)
"""So many claims are looked at in the order of an index, then so many. Where too few of them fit, all that fit are
sorted: what was sent lately stands at the end of what is oldest.
"""
_SOON_DAYS = 7
_NO_NAME = "~"
"""Claims without a payer come after all names."""
_BY_BALANCE = "balance_cents DESC, id"
ORDERS = {
    Sort.BALANCE: _BY_BALANCE,
    Sort.AGE: "since IS NULL, since, id",
    Sort.DUE: f"next_action_on IS NULL, next_action_on, {_BY_BALANCE}",
    Sort.PAYER: f"coalesce((SELECT name FROM payer WHERE payer.id = payer), '{_NO_NAME}'), {_BY_BALANCE}",  # noqa: S608
    Sort.PRIORITY: f"next_action_on IS NULL OR next_action_on > ?, {_BY_BALANCE}",
}
_BY_INDEX = {
    Sort.BALANCE: ("claim_open_balance", "claim.balance_cents", _BY_BALANCE),
    Sort.AGE: ("claim_open_since", SINCE, "since, id"),
    Sort.DUE: ("claim_open_due", "claim.next_action_on", f"next_action_on, {_BY_BALANCE}"),
}
"""An index in that order, what it is ordered by, and the order itself. What has no such day comes last of all."""
Page = tuple[int, int]
"""How many are left out, and how many are wanted after them."""


def order_values(asked: WorklistQuery) -> list[str]:
    """The value in the order by priority."""
    if asked.sort is not Sort.PRIORITY:
        return []
    return [(asked.today + timedelta(days=_SOON_DAYS)).isoformat()]


def page_of_open(db: Database, asked: WorklistQuery, few: list[int] | None, page: Page, *, total: int) -> list[int]:
    """Of claims with work left, `total` of which fit."""
    if asked.sort is Sort.PAYER and total > MOST_SORTED_BY_NAME:
        return ids_by_payer(db, asked, few, page)
    [part] = parts_of(asked, few, None)
    if total >= _FEWEST_BY_INDEX and few is None and asked.sort is not Sort.PAYER:
        ids = _first_by_index(db, asked, part, page)
        if len(ids) == min(page[1], max(0, total - page[0])):
            return ids
    return _ids(db, [part], ORDERS[asked.sort], page, *order_values(asked))


def _first_by_index(db: Database, asked: WorklistQuery, part: Part, page: Page) -> list[int]:
    """As much of the page as stands at the beginning of an index. By priority: as far as it is due soon."""
    if asked.sort is Sort.PRIORITY:
        soon = part.but("claim.next_action_on <= ?", *order_values(asked))
        return _first_by_index(db, replace(asked, sort=Sort.BALANCE), soon, page)
    index, key, order = _BY_INDEX[asked.sort]
    where = [("claim.is_open = 1", []), (f"{key} IS NOT NULL", []), *of_order(asked)]
    looked_at = f"SELECT claim.id AS claim_id, {SINCE} AS since FROM claim INDEXED BY {index} WHERE "  # noqa: S608
    looked_at += " AND ".join(condition for condition, _ in where)
    values = [value for _, some in where for value in some]
    ids: list[int] = []
    for most in _LOOKED_AT:
        source = f"({looked_at} ORDER BY {order} LIMIT {most}) AS first CROSS JOIN claim NOT INDEXED ON id = claim_id"
        ids = _ids(db, [replace(part, source=source, values=(*values, *part.values))], order, page)
        if len(ids) == page[1]:
            break
    return ids


def ids_by_payer(db: Database, asked: WorklistQuery, few: list[int] | None, page: Page) -> list[int]:
    """Of very many, payer after payer in the order of their names."""
    names: dict[str, set[int]] = defaultdict(set)
    for payer_id, name in (*db.conn.execute("SELECT id, name FROM payer"), (0, _NO_NAME)):
        if asked.payer_ids is None or payer_id in asked.payer_ids:
            names[name].add(payer_id)
    offset, most = page
    ids: list[int] = []
    for name in sorted(names):
        parts = parts_of(replace(asked, payer_ids=frozenset(names[name])), few, None)
        found = _ids(db, parts, _BY_BALANCE, (offset, most - len(ids)))
        offset = max(0, offset - _count(db, parts)) if not found and offset else 0
        ids += found
        if len(ids) == most:
            break
    return ids


def _ids(db: Database, parts: Sequence[Part], order: str, page: Page, *order_by: str) -> list[int]:
    text, values = query_of_parts(parts)
    rows = db.conn.execute(
        f"SELECT id FROM ({text}) ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        [*values, *order_by, page[1], page[0]],
    )
    return [row[0] for row in rows]


def _count(db: Database, parts: Sequence[Part]) -> int:
    text, values = query_of_parts(parts)
    return int(db.conn.execute(f"SELECT count(*) FROM ({text})", values).fetchone()[0])  # noqa: S608
