"""The order of a worklist: how what was found is sorted, and how a page of very many is found without sorting them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from data.store.worklist_parts import Part, parts_of, query_of_parts
from data.worklist_models import Sort, WorklistQuery

MOST_SORTED, MOST_SORTED_BY_NAME = 100_000, 20_000
"""More than this are not sorted: a page of them is taken from an index in that order, or payer by payer. An index is
the slower way to fewer, where they stand at its end: what was sent lately among what is oldest.
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
    Sort.BALANCE: ("claim_open_balance", "claim.balance_cents IS NOT NULL", _BY_BALANCE),
    Sort.AGE: ("claim_open_since", "since IS NOT NULL", "since, id"),
    Sort.DUE: ("claim_open_due", "claim.next_action_on IS NOT NULL", f"next_action_on, {_BY_BALANCE}"),
}
"""An index in that order, what of it is looked at, and its order. What is left out comes last of all."""
Page = tuple[int, int]
"""How many are left out, and how many are wanted after them."""


def order_values(asked: WorklistQuery) -> list[str]:
    """The value in the order by priority."""
    if asked.sort is not Sort.PRIORITY:
        return []
    return [(asked.today + timedelta(days=_SOON_DAYS)).isoformat()]


def page_of_open(db: Database, asked: WorklistQuery, few: list[int] | None, page: Page, *, total: int) -> list[int]:
    """Of claims with work left, `total` of which fit."""
    part = parts_of(asked, few, None)[0]
    if asked.sort is Sort.PAYER and total > MOST_SORTED_BY_NAME:
        return ids_by_payer(db, asked, few, page)
    if total <= MOST_SORTED or few is not None or asked.sort is Sort.PAYER:
        return _ids_sorted(db, [part], asked, page)
    return (
        _ids_by_priority(db, asked, part, page) if asked.sort is Sort.PRIORITY else _ids_by_index(db, asked, part, page)
    )


def _ids_by_priority(db: Database, asked: WorklistQuery, part: Part, page: Page) -> list[int]:
    """What is due soon, then the rest, each with the largest balance first."""
    soon = order_values(asked)
    by_balance = replace(asked, sort=Sort.BALANCE)
    first = part.but("claim.next_action_on <= ?", *soon)
    rest = part.but("(claim.next_action_on > ? OR claim.next_action_on IS NULL)", *soon)
    offset, most = page
    ids = _ids_by_index(db, by_balance, first, page)
    if len(ids) < most:
        ids += _ids_by_index(db, by_balance, rest, (max(0, offset - _count(db, [first])), most - len(ids)))
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


def _ids_by_index(db: Database, asked: WorklistQuery, part: Part, page: Page) -> list[int]:
    index, known, order = _BY_INDEX[asked.sort]
    indexed = replace(part, source=f"claim INDEXED BY {index}").but(known)
    ids = _ids(db, [indexed], order, page)
    return ids if len(ids) == page[1] else _ids_sorted(db, [part], asked, page)


def _ids_sorted(db: Database, parts: Sequence[Part], asked: WorklistQuery, page: Page) -> list[int]:
    return _ids(db, parts, ORDERS[asked.sort], page, *order_values(asked))


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
