"""Our own example queries, as coders and billers type them, against the official tables: how many open as they should.

tests/lookup_own.csv: query, kind, accept (codes parted by "|", X* every code that begins with X, NONE nothing at all),
beside (a code that must stand among the first five besides).
"""

import csv
import random
import string
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.lookup import CodeLookup

_FILE = Path(__file__).with_name("lookup_own.csv")
_ITEMS = {"drug", "item"}
_FIRST_FIVE = 5
_LEAST_FIRST, _LEAST_IN_FIVE = 95.0, 97.0
"""Percent; these queries are worked against, so that others of their kinds do less well."""
_MOST_LOST_BY_A_SLIP = 6.5
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def place(lookup: CodeLookup, query: str, accept: str) -> int:
    """Where the first accepted code stands, from 1; 0 for nowhere, 1 where rightly nothing was found."""
    found = [match.code.code for match in lookup.look_up(query, limit=10).matches]
    if accept == "NONE":
        return int(not found)
    return next((number for number, code in enumerate(found, 1) if is_accepted(code, accept)), 0)


def is_accepted(code: str, accept: str) -> bool:
    return any(code.startswith(one[:-1]) if one.endswith("*") else code == one for one in accept.split("|"))


def in_five(number: int) -> bool:
    return 1 <= number <= _FIRST_FIVE


def test_there_are_at_least_300_queries_and_none_twice(rows: list[Row]) -> None:
    queries = [row["query"] for row in rows]

    assert len(queries) >= 300
    assert len(set(queries)) == len(queries)


def test_every_accepted_code_exists(rows: list[Row], lookup: CodeLookup) -> None:
    codes = {code for row in rows for code in (*row["accept"].split("|"), row["beside"]) if code and code != "NONE"}

    missing = [code for code in codes if not lookup.store.starting_with(code.rstrip("*").replace(".", ""), limit=1)]

    assert missing == []


def test_most_queries_open_with_the_code_that_was_meant(rows: list[Row], lookup: CodeLookup) -> None:
    places = {row["query"]: place(lookup, row["query"], row["accept"]) for row in rows}
    by_kind = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(places[row["query"]])

    for kind, numbers in sorted(by_kind.items()):
        print(f"{kind:12} {len(numbers):4} {percent(n == 1 for n in numbers)} {percent(map(in_five, numbers))}")
    assert percent(number == 1 for number in places.values()) >= _LEAST_FIRST
    assert percent(map(in_five, places.values())) >= _LEAST_IN_FIVE


def test_what_must_be_coded_beside_stands_beside(rows: list[Row], lookup: CodeLookup) -> None:
    for row in rows:
        if row["beside"]:
            found = [match.code.code for match in lookup.look_up(row["query"], limit=_FIRST_FIVE).matches]

            assert any(is_accepted(code, row["beside"]) for code in found), (row["query"], found)


def test_one_slip_of_a_letter_loses_few_of_them(rows: list[Row], lookup: CodeLookup) -> None:
    slips = random.Random(1)
    kept = [
        row
        for row in rows
        if len(row["query"].split()) > 1
        and row["accept"] != "NONE"
        and in_five(place(lookup, row["query"], row["accept"]))
    ]

    lost = [row for row in kept if not in_five(place(lookup, with_a_slip(row["query"], slips), row["accept"]))]

    assert 100 * len(lost) / len(kept) <= _MOST_LOST_BY_A_SLIP


def with_a_slip(query: str, slips: random.Random) -> str:
    """One letter left out, put in, put in another's place, or swapped with the next."""
    at = slips.choice([number for number, sign in enumerate(query) if sign.isalpha()])
    letter = slips.choice(string.ascii_lowercase)
    return slips.choice(
        [
            query[:at] + query[at + 1 :],
            query[:at] + letter + query[at:],
            query[:at] + letter + query[at + 1 :],
            query[:at] + query[at + 1 : at + 2] + query[at] + query[at + 2 :],
        ]
    )


def percent(hits: Iterable[bool]) -> float:
    found = list(hits)
    return round(100 * sum(found) / len(found), 1)
