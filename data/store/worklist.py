"""Finds the claims of a worklist: how many, what they come to, one page of them; it changes nothing."""

from datetime import date

from sqlite_utils import Database

from data.store.claims import get_claims
from data.store.worklist_few import find_few, find_led
from data.store.worklist_order import ORDERS, Page, ids_by_payer, ids_of_open, order_values
from data.store.worklist_parts import parts_of, query_of_parts
from data.store.worklist_where import Sql
from data.worklist_models import Sort, WorklistPage, WorklistPayer, WorklistPerson, WorklistQuery

MOST_COUNTED = 100_000
"""Of claims with nothing left to do no more are counted: there may be millions."""
_MANY = 20_000
"""More open claims than this are put in order by an index, fewer by sorting them; so with the order by payer."""


def find_page(db: Database, asked: WorklistQuery, *, offset: int = 0, most: int = 10) -> WorklistPage:
    """The totals of all that fit, and `most` of them from `offset` on in the order that is asked for.

    Open claims are all counted. Where claims with nothing left to do are looked through, too, the first MOST_COUNTED
    count and are put in order.
    """
    is_all_open = asked.is_open is True
    few = find_few(db, asked)
    found = query_of_parts(parts_of(asked, few, find_led(db, asked) if few is None else None))
    total, sum_cents, oldest, ids = _counted(
        db, asked, found, (_MANY if is_all_open else MOST_COUNTED) + 1, (offset, most)
    )
    is_more = not is_all_open and total > MOST_COUNTED
    if asked.sort is Sort.PAYER and total > _MANY:
        ids = ids_by_payer(db, asked, few, (offset, most))
    elif is_all_open and total > _MANY:
        ids = ids_of_open(db, asked, parts_of(asked, few, None)[0], (offset, most))
    if is_all_open and total > _MANY:
        total, sum_cents, oldest = db.conn.execute(
            f"SELECT count(*), sum(balance_cents), min(since) FROM ({found[0]})",  # noqa: S608
            found[1],
        ).fetchone()
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
    db: Database, asked: WorklistQuery, found: Sql, counted: int, page: Page
) -> tuple[int, int, str | None, list[int]]:
    """The first `counted` that fit, looked through once: how many, their sum, the oldest day, the ids of the page.

    There is no page where very many are to be put in order by payer.
    """
    offset, most = page
    is_few = f"WHERE (SELECT count(*) FROM found) <= {_MANY}" if asked.sort is Sort.PAYER else ""  # noqa: S608
    rows = db.conn.execute(
        f"WITH found AS MATERIALIZED ({found[0]} LIMIT ?) "  # noqa: S608
        "SELECT totals.*, page.id FROM "
        "(SELECT count(*), coalesce(sum(balance_cents), 0), min(since) FROM found) AS totals "
        f"LEFT JOIN (SELECT id FROM found {is_few} ORDER BY {ORDERS[asked.sort]} LIMIT ? OFFSET ?) AS page",
        [*found[1], counted, *order_values(asked), most, offset],
    ).fetchall()
    total, sum_cents, oldest, _ = rows[0]
    return total, sum_cents, oldest, [row[3] for row in rows if row[3] is not None]
