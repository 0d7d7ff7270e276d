"""Finds the claims of a worklist: how many, what they come to, one page of them; it changes nothing."""

from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from data.store.claims import get_claims
from data.store.worklist_few import find_few, find_led
from data.store.worklist_order import (
    MOST_SORTED_BY_NAME,
    ORDERS,
    Page,
    ids_by_payer,
    order_values,
    page_of_open,
)
from data.store.worklist_parts import parts_of, query_of_parts
from data.store.worklist_where import Sql, ids_told
from data.worklist_models import Sort, WorklistPage, WorklistPayer, WorklistPerson, WorklistQuery

MOST_COUNTED = 100_000
"""Of claims with nothing left to do no more are counted: there may be millions."""
_SUMS = "count(*), coalesce(sum(balance_cents), 0), min(since)"
_Totals = tuple[int, int, str | None]
"""How many, what they come to, the oldest day."""


def find_page(db: Database, asked: WorklistQuery, *, offset: int = 0, most: int = 10) -> WorklistPage:
    """The totals of all that fit, and `most` of them from `offset` on in the order that is asked for.

    Open claims are all counted. Where claims with nothing left to do are looked through, too, the first MOST_COUNTED
    count and are put in order.
    """
    if asked.sort is Sort.PAYER and asked.payer_ids is not None and len(asked.payer_ids) == 1:
        asked = replace(asked, sort=Sort.BALANCE)
    few = find_few(db, asked)
    parts = parts_of(asked, few, find_led(db, asked) if few is None else None)
    page = (offset, most)
    if asked.is_open is True and not ids_told(asked):
        totals = _totals(db, query_of_parts(parts))
        ids = page_of_open(db, asked, few, page, total=totals[0])
    else:
        totals, ids = _totals_and_page(db, asked, query_of_parts(parts), page)
        if asked.sort is Sort.PAYER and totals[0] > MOST_SORTED_BY_NAME:
            ids = ids_by_payer(db, asked, few, page)
    total, sum_cents, oldest = totals
    is_more = asked.is_open is not True and total > MOST_COUNTED
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


def _totals(db: Database, found: Sql) -> _Totals:
    text, values = found
    row: _Totals = db.conn.execute(f"SELECT {_SUMS} FROM ({text})", values).fetchone()  # noqa: S608
    return row


def _totals_and_page(db: Database, asked: WorklistQuery, found: Sql, page: Page) -> tuple[_Totals, list[int]]:
    """Looked through once: what is found is kept while it is counted and put in order.

    There is no page where very many are to be put in order by payer.
    """
    offset, most = page
    counted = -1 if asked.is_open else MOST_COUNTED + 1
    by_name = f"WHERE (SELECT count(*) FROM found) <= {MOST_SORTED_BY_NAME}" if asked.sort is Sort.PAYER else ""  # noqa: S608
    rows = db.conn.execute(
        f"WITH found AS MATERIALIZED ({found[0]} LIMIT ?) "  # noqa: S608
        f"SELECT totals.*, page.id FROM (SELECT {_SUMS} FROM found) AS totals "
        f"LEFT JOIN (SELECT id FROM found {by_name} ORDER BY {ORDERS[asked.sort]} LIMIT ? OFFSET ?) AS page",
        [*found[1], counted, *order_values(asked), most, offset],
    ).fetchall()
    return rows[0][:3], [row[3] for row in rows if row[3] is not None]
