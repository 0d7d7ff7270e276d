"""Queries to providers: each with its steps in the order in which they were done, never changed."""

import json
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from data.query_models import Query, QueryAct, QueryKind, QueryStep, Question
from data.store.refs import new_query_ref

_TRIES = 20
_ENDS = (str(QueryAct.CLOSE), str(QueryAct.WITHDRAW))


def add_query(db: Database, claim_ref: str, *, review_id: int = 0, form_key: str = "") -> tuple[int, str]:
    """(id, reference) of a query without any step."""
    ref = _free_ref(db)
    cursor = db.conn.execute(
        "INSERT INTO provider_query (ref, claim_ref, review_id, form_key) VALUES (?, ?, ?, ?)",
        (ref, claim_ref, review_id, form_key),
    )
    return int(cursor.lastrowid or 0), ref


def add_step(db: Database, query_id: int, step: QueryStep) -> None:
    """Raises the database's integrity error where a step of that number is there already."""
    db.conn.execute(
        "INSERT INTO provider_query_step (query_id, number, at, on_day, act, person_id, provider_id, backup_id, "
        "question, "
        "choice, text, chart_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            query_id,
            step.number,
            step.at.isoformat(),
            step.on.isoformat(),
            str(step.act),
            step.person_id,
            step.provider_id,
            step.backup_id,
            _written(step.question) if step.question else "",
            step.choice,
            step.text,
            step.day.isoformat() if step.day else None,
        ),
    )


def find_query(db: Database, ref: str) -> Query | None:
    """By its reference, as `read_query_ref` gives it."""
    return next(iter(_load(db, "WHERE ref = ?", ref)), None)


def find_query_by_id(db: Database, query_id: int) -> Query | None:
    return next(iter(_load(db, "WHERE id = ?", query_id)), None)


def find_query_of_form(db: Database, form_key: str) -> Query | None:
    """What that form made before."""
    return next(iter(_load(db, "WHERE form_key = ?", form_key)), None)


def queries_of_claim(db: Database, claim_id: int) -> list[Query]:
    """Under every reference that the claim has or had, the oldest first."""
    return _load(
        db,
        "WHERE claim_ref IN (SELECT ref FROM claim WHERE id = ? UNION ALL "
        "SELECT ref FROM former_ref WHERE claim_id = ?) ORDER BY id",
        claim_id,
        claim_id,
    )


def open_queries(db: Database) -> list[Query]:
    """All that have not ended, the oldest first."""
    return _load(
        db,
        "WHERE id NOT IN (SELECT query_id FROM provider_query_step WHERE act IN (?, ?)) ORDER BY id",
        *_ENDS,
    )


def _load(db: Database, where: str, *values: object) -> list[Query]:
    rows = db.conn.execute(f"SELECT id, ref, claim_ref, review_id FROM provider_query {where}", values).fetchall()  # noqa: S608 - wheres above
    steps: dict[int, list[QueryStep]] = {row[0]: [] for row in rows}
    for row in db.conn.execute(
        "SELECT query_id, number, at, on_day, act, person_id, provider_id, backup_id, question, choice, text, "
        "chart_day FROM provider_query_step WHERE query_id IN (SELECT value FROM json_each(?)) ORDER BY "
        "query_id, number",
        [json.dumps(list(steps))],
    ):
        steps[row[0]].append(_step(row[1:]))
    return [
        Query(id=row[0], ref=row[1], claim_ref=row[2], review_id=row[3], steps=tuple(steps[row[0]])) for row in rows
    ]


def _step(row: tuple[Any, ...]) -> QueryStep:
    return QueryStep(
        number=row[0],
        at=datetime.fromisoformat(row[1]),
        on=date.fromisoformat(row[2]),
        act=QueryAct(row[3]),
        person_id=row[4],
        provider_id=row[5],
        backup_id=row[6],
        question=_read(row[7]) if row[7] else None,
        choice=row[8],
        text=row[9],
        day=date.fromisoformat(row[10]) if row[10] else None,
    )


def _written(question: Question) -> str:
    return json.dumps(
        {
            "kind": question.kind,
            "sources": question.sources,
            "indicators": question.indicators,
            "choices": question.choices,
        }
    )


def _read(written: str) -> Question:
    found: dict[str, Any] = json.loads(written)
    return Question(
        kind=QueryKind(found["kind"]),
        sources=tuple(found["sources"]),
        indicators=found["indicators"],
        choices=tuple(found["choices"]),
    )


def _free_ref(db: Database) -> str:
    """One that no query has; all being taken so often in a row cannot happen."""
    for _ in range(_TRIES):
        ref = new_query_ref()
        if not db.conn.execute("SELECT 1 FROM provider_query WHERE ref = ?", [ref]).fetchone():
            return ref
    raise RuntimeError("no free reference for a query was found")
