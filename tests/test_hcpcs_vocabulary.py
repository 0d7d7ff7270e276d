"""How people name items and services, against the starter list: every code is in it, every term as a query is read."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lookup import CodeLookup
from data.models import System
from data.words import plain

_FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference"
_KINDS = {"item", "drug", "service", "abbreviation"}
_MOST_CODES = 6


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / table).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(_rows("hcpcs_vocabulary.csv"))


def test_terms_stand_once_and_sorted_as_a_query_is_read(rows: list[dict[str, str]]) -> None:
    terms = [row["term"] for row in rows]

    assert terms == sorted(set(terms))
    assert [term for term in terms if plain(term) != term] == []
    assert {row["kind"] for row in rows} <= _KINDS


def test_every_code_is_on_the_starter_list(rows: list[dict[str, str]]) -> None:
    starter = {row["code"] for row in _rows("hcpcs_starter.csv")}

    for row in rows:
        codes = row["code"].split("|")
        assert set(codes) <= starter, row["term"]
        assert 1 <= len(codes) == len(set(codes)) <= _MOST_CODES, row["term"]
        assert row["means"], row["term"]


def test_every_term_opens_with_its_usual_code(rows: list[dict[str, str]], lookup: CodeLookup) -> None:
    missed = [
        (row["term"], system)
        for row in rows
        for system in (None, System.HCPCS)
        if lookup.look_up(row["term"], system=system).matches[0].code.code != row["code"].split("|")[0]
    ]

    assert missed == []
