"""Queries to providers in the store: every step kept, none changed, found by query, claim and form."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claim_store import FilledStore
from sqlite_utils import Database
from x12_claims import a_sent_claim

from data.query_models import Query, QueryAct, QueryKind, QueryStep, Question
from data.store.claims_file import ClaimsFile
from data.store.connection import DatabaseError
from data.store.provider_queries import (
    add_query,
    add_step,
    find_query,
    find_query_by_id,
    find_query_of_form,
    open_queries,
    queries_of_claim,
)
from data.store.refs import new_query_ref, read_query_ref, read_ref

QUESTION = Question(
    kind=QueryKind.TYPE, sources=("imaging", "vitals"), indicators="EF 35 percent", choices=("Systolic", "Diastolic")
)


def a_step(number: int = 1, act: QueryAct = QueryAct.DRAFT, question: Question | None = QUESTION) -> QueryStep:
    return QueryStep(
        number=number,
        at=datetime(2026, 1, 28, 15, tzinfo=UTC),
        on=date(2026, 1, 28),
        act=act,
        person_id=None,
        question=question,
        choice="c1",
        text="see the note",
        day=date(2026, 1, 27),
    )


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return ClaimsFile(tmp_path).db


def kept(db: Database, *acts: QueryAct, claim_ref: str = "K7M-4QX") -> Query:
    query_id, ref = add_query(db, claim_ref)
    add_step(db, query_id, a_step())
    for number, act in enumerate(acts, 2):
        add_step(db, query_id, a_step(number, act, None))
    found = find_query(db, ref)
    assert found is not None
    return found


def test_a_query_comes_back_as_it_was_kept(db: Database) -> None:
    query = kept(db, QueryAct.SEND)

    assert query.steps == (a_step(), a_step(2, QueryAct.SEND, None))
    assert find_query_by_id(db, query.id) == query
    assert read_query_ref(query.ref) == query.ref


@pytest.mark.parametrize("table", ["provider_query", "provider_query_step"])
def test_the_history_only_grows(db: Database, table: str) -> None:
    kept(db)

    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
        with pytest.raises(DatabaseError, match="only grows"):
            db.conn.execute(change)


def test_two_steps_of_one_number_cannot_be(db: Database) -> None:
    query = kept(db, QueryAct.SEND)

    with pytest.raises(DatabaseError):
        add_step(db, query.id, a_step(2, QueryAct.WITHDRAW, None))


def test_what_is_closed_or_withdrawn_is_not_open(db: Database) -> None:
    waiting = kept(db, QueryAct.SEND)
    kept(db, QueryAct.SEND, QueryAct.CLOSE)
    kept(db, QueryAct.WITHDRAW)

    assert open_queries(db) == [waiting]


def test_a_query_is_found_by_any_reference_that_its_claim_had(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim()])
    db, claim = filled.store.db, filled.claim()
    db.conn.execute("INSERT INTO former_ref VALUES ('CCC-333', ?, 99)", [claim["id"]])
    under_each = [kept(db, claim_ref=claim["ref"]), kept(db, claim_ref="CCC-333")]
    kept(db, claim_ref="DDD-444")

    assert queries_of_claim(db, claim["id"]) == under_each


def test_a_form_makes_one_query(db: Database) -> None:
    query_id, ref = add_query(db, "K7M-4QX", form_key="V1:abc")
    add_step(db, query_id, a_step())

    found = find_query_of_form(db, "V1:abc")

    assert found is not None
    assert found.ref == ref
    with pytest.raises(DatabaseError):
        add_query(db, "K7M-4QX", form_key="V1:abc")


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("Q-K7M-4QX", "Q-K7M-4QX"),
        ("q-k7m-4qx", "Q-K7M-4QX"),
        ("qk7m4qx", "Q-K7M-4QX"),
        (" Q K7M 4QX ", "Q-K7M-4QX"),
        ("K7M-4QX", ""),
        ("Q-K7M-4Q", ""),
        ("Q-A7M-4QX", ""),
        ("", ""),
    ],
)
def test_a_querys_reference_is_read_as_people_type_it(typed: str, ref: str) -> None:
    assert read_query_ref(typed) == ref


def test_a_querys_reference_is_never_read_as_a_claims() -> None:
    assert {read_ref(new_query_ref()) for _ in range(200)} == {""}
