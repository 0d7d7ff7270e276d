"""Finds the claims of a worklist: how many, what they come to, one page of them; it changes nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from data.store.claims import get_claims
from data.store.worklist_where import SINCE, conditions, find_credited, find_numbered
from data.worklist_models import Marked, Sort, WorklistPage, WorklistPayer, WorklistPerson, WorklistQuery

MOST_COUNTED = 100_000
"""Of claims with nothing left to do no more are counted: there may be millions."""
_MANY = 20_000
"""More open claims than this are put in order by an index, fewer by sorting them."""
_SOON_DAYS = 7
_COLUMNS = f"claim.id, claim.balance_cents, {SINCE} AS since, claim.next_action_on, claim.payer_id"
_PAYERS_NAME = "coalesce((SELECT name FROM payer WHERE payer.id = payer_id), '~')"
_ORDERS = {
    Sort.BALANCE: "balance_cents DESC, id",
    Sort.AGE: "since IS NULL, since, id",
    Sort.DUE: "next_action_on IS NULL, next_action_on, balance_cents DESC, id",
    Sort.PAYER: f"{_PAYERS_NAME}, balance_cents DESC, id",
    Sort.PRIORITY: "next_action_on IS NULL OR next_action_on > ?, balance_cents DESC, id",
}
_IN_ORDER = {Sort.BALANCE: ("claim_open_balance", ""), Sort.AGE: ("claim_open_since", f" AND {SINCE} IS NOT NULL")}
"""Index of the order, and what it leaves out: of very many claims those of unknown age are not reached."""
_INDEXES = ((True, "claim_open"), (False, "claim_done"))
Sql = tuple[str, list[Any]]


def find_page(db: Database, asked: WorklistQuery, *, offset: int = 0, most: int = 10) -> WorklistPage:
    """The totals of all that fit, and `most` of them from `offset` on in the order that is asked for.

    Open claims are all counted. Where claims with nothing left to do are looked through, too, the first MOST_COUNTED
    count and are put in order.
    """
    is_all_open = asked.is_open is True
    found = _found(db, asked)
    counted = _counted(db, asked, found, (_MANY if is_all_open else MOST_COUNTED) + 1, (offset, most))
    total, sum_cents, oldest, ids = counted
    if is_all_open and total > _MANY:
        total, sum_cents, oldest = db.conn.execute(
            f"SELECT count(*), sum(balance_cents), min(since) FROM ({found[0]})",  # noqa: S608
            found[1],
        ).fetchone()
        ids = _ids_in_order(db, asked, found, (offset, most))
    is_more = not is_all_open and total > MOST_COUNTED
    return WorklistPage(
        total=min(total, MOST_COUNTED) if is_more else total,
        sum_cents=sum_cents,
        oldest_on=date.fromisoformat(oldest) if oldest else None,
        is_more=is_more,
        claims=tuple(get_claims(db, ids)),
    )


def list_worklist_payers(db: Database) -> list[WorklistPayer]:
    rows = db.conn.execute("SELECT id, name, kind FROM payer ORDER BY name")
    return [WorklistPayer(id=row[0], name=row[1], kind=row[2]) for row in rows]


def list_worklist_people(db: Database) -> list[WorklistPerson]:
    rows = db.conn.execute("SELECT id, team, user, name FROM person ORDER BY name")
    return [WorklistPerson(id=row[0], team=row[1], user=row[2], name=row[3]) for row in rows]


def _counted(
    db: Database, asked: WorklistQuery, found: Sql, counted: int, page: tuple[int, int]
) -> tuple[int, int, str | None, list[int]]:
    """The first `counted` that fit, looked through once: how many, their sum, the oldest day, the ids of the page."""
    offset, most = page
    rows = db.conn.execute(
        f"WITH found AS MATERIALIZED ({found[0]} LIMIT ?) "  # noqa: S608
        "SELECT totals.*, page.id FROM "
        "(SELECT count(*), coalesce(sum(balance_cents), 0), min(since) FROM found) AS totals "
        f"LEFT JOIN (SELECT id FROM found ORDER BY {_ORDERS[asked.sort]} LIMIT ? OFFSET ?) AS page",
        [*found[1], counted, *_soon(asked), most, offset],
    ).fetchall()
    total, sum_cents, oldest, _ = rows[0]
    return total, sum_cents, oldest, [row[3] for row in rows if row[3] is not None]


def _ids_in_order(db: Database, asked: WorklistQuery, found: Sql, page: tuple[int, int]) -> list[int]:
    """Of very many open claims: the first ones by an index in that order, where there is one."""
    text, order = found[0], _ORDERS[asked.sort]
    if asked.sort is Sort.PRIORITY:
        return _ids_by_priority(db, asked, found, page)
    if asked.sort in _IN_ORDER:
        index, known = _IN_ORDER[asked.sort]
        text = text.replace("INDEXED BY claim_open", f"INDEXED BY {index}") + known
        order = order.removeprefix("since IS NULL, ")
    rows = db.conn.execute(
        f"SELECT id FROM ({text}) ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        [*found[1], page[1], page[0]],
    )
    return [row[0] for row in rows]


def _ids_by_priority(db: Database, asked: WorklistQuery, found: Sql, page: tuple[int, int]) -> list[int]:
    """What is due soon, then the rest, each with the largest balance first."""
    text, values = f"{found[0]} AND claim.next_action_on <= ?", [*found[1], *_soon(asked)]
    rest = f"{found[0]} AND (claim.next_action_on > ? OR claim.next_action_on IS NULL)"
    offset, most = page
    by_balance = replace(asked, sort=Sort.BALANCE)
    ids = _ids_in_order(db, by_balance, (text, values), page)
    if len(ids) < most:
        first = db.conn.execute(f"SELECT count(*) FROM ({text})", values).fetchone()[0]  # noqa: S608
        ids += _ids_in_order(db, by_balance, (rest, values), (max(0, offset - first), most - len(ids)))
    return ids


def _soon(asked: WorklistQuery) -> list[str]:
    """The value in the order by priority."""
    if asked.sort is not Sort.PRIORITY:
        return []
    return [(asked.today + timedelta(days=_SOON_DAYS)).isoformat()]


def _found(db: Database, asked: WorklistQuery) -> Sql:
    """A query of what fits, from the index of open claims, of the others, or from both.

    What few claims can be is found first, by its own index.
    """
    few = find_numbered(db, asked.number) if asked.number else None
    if Marked.CREDIT in asked.marked:
        credited = find_credited(db)
        few = sorted(credited if few is None else credited & set(few))
    parts: list[str] = []
    values: list[Any] = []
    for is_open, index in _INDEXES:
        if asked.is_open is not None and asked.is_open is not is_open:
            continue
        where = conditions(asked if is_open or asked.is_snoozed else replace(asked, is_snoozed=None))
        told = [f"claim.is_open = {int(is_open)}", *(condition for condition, _ in where)]
        hint = f"INDEXED BY {index}"
        if few is not None:
            told, hint = ["claim.id IN (SELECT value FROM json_each(?))", *told], "NOT INDEXED"
            values.append(json.dumps(few))
        parts.append(f"SELECT {_COLUMNS} FROM claim {hint} WHERE {' AND '.join(told)}")  # noqa: S608
        values += [value for _, some in where for value in some]
    return " UNION ALL ".join(parts), values
