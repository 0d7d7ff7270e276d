"""Claims that drop out of an export: they stay open, and it is said that somebody must look."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fixed_clock import FixedClock
from worklist_brute import fits
from x12_claims import a_sent_claim, write

from bot.claims import ClaimDesk
from bot.imports.service import ImportDesk
from bot.rules.privacy import Place
from bot.worklist_finding import Wanted, find
from data.store.claim_details import get_detail
from data.store.claims import find_claims, iterate_claims
from data.store.claims_file import ClaimsFile
from data.worklist_models import Marked, WorklistQuery

MONDAY, LATER = date(2026, 1, 5), date(2026, 1, 12)
HEADER = "Claim ID,Last Name,First Name,DOS,Insurance,Status,Charge,Balance"
OTHER_HEADER = "Claim ID,Last Name,First Name,DOS,Insurance,Status,Charge,Balance,Provider"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClaimsFile]:
    (tmp_path / "store").mkdir()
    store = ClaimsFile(tmp_path / "store")
    yield store
    store.close()


def bring(store: ClaimsFile, on: date, *rows: str, header: str = HEADER) -> None:
    path = store.path.parent / f"{len(list(store.path.parent.iterdir()))}.csv"
    path.write_text("\n".join([header, *rows]))
    report = ImportDesk(store, FixedClock(on)).import_file(path)
    assert not report.unusable, report.problems


def row(number: str, balance: str = "100.00", status: str = "Billed") -> str:
    return f"{number},Agate,April,12/01/2025,Aetna,{status},100.00,{balance}"


def listed_as_missing(store: ClaimsFile, words: str = "not listed") -> set[str]:
    with store.read() as db:
        found = find(db, Wanted(words=words, today=LATER))
    assert not found.left_out
    return {claim.position.claim_number for claim in found.page.claims}


def missing_since(store: ClaimsFile, number: str) -> date | None:
    with store.read() as db:
        return get_detail(db, find_claims(db, number)[0].id).unlisted_on


def test_a_claim_that_the_newest_export_no_longer_holds_is_not_listed(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"), row("A3"))
    bring(store, LATER, row("A1"), row("A3", balance="60.00"))

    assert listed_as_missing(store) == {"A2"}
    assert listed_as_missing(store, "no longer in the newest export") == {"A2"}
    assert missing_since(store, "A2") == LATER
    assert missing_since(store, "A1") is None
    assert missing_since(store, "A3") is None


def test_one_export_alone_leaves_nothing_out(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))

    assert listed_as_missing(store) == set()
    assert missing_since(store, "A1") is None


def test_a_claim_that_is_listed_again_is_listed(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, LATER, row("A1"))
    bring(store, LATER, row("A2"), row("A1"))

    assert listed_as_missing(store) == set()


def test_an_export_of_another_kind_says_nothing_about_what_the_first_one_holds(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, LATER, f"{row('B1')},Heron", header=OTHER_HEADER)

    assert listed_as_missing(store) == set()


def test_a_claim_that_the_newest_export_of_any_kind_holds_is_listed(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, MONDAY, f"{row('A2')},Heron", header=OTHER_HEADER)
    bring(store, LATER, row("A1"))

    assert listed_as_missing(store) == set()
    assert missing_since(store, "A2") is None


def test_a_claim_that_no_export_ever_held_is_not_missed(store: ClaimsFile, tmp_path: Path) -> None:
    ImportDesk(store, FixedClock(MONDAY)).import_file(write(tmp_path, "s.837", a_sent_claim("S1")))
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, LATER, row("A1"))

    assert listed_as_missing(store) == {"A2"}


def test_a_closed_claim_is_not_missed(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2", balance="0.00", status="Closed"))
    bring(store, LATER, row("A1"))

    assert missing_since(store, "A2") is None
    assert listed_as_missing(store, "not listed including closed") == set()


def test_a_claim_that_was_sent_from_here_too_is_missed_all_the_same(store: ClaimsFile, tmp_path: Path) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, LATER, row("A1"))
    ImportDesk(store, FixedClock(LATER)).import_file(write(tmp_path, "s.837", a_sent_claim("A2", service="20251201")))

    assert listed_as_missing(store) == {"A2"}


def test_the_store_finds_the_claims_that_a_look_at_each_card_finds(store: ClaimsFile) -> None:
    weeks = [range(1, 40), range(5, 50), range(5, 60, 2)]
    for week, numbers in enumerate(weeks):
        bring(store, LATER, *(row(f"A{number}", balance=f"{number * (1 + week % 2)}.00") for number in numbers))
    asked = WorklistQuery(today=LATER, marked=frozenset({Marked.UNLISTED}))

    claims = list(iterate_claims(store.db))
    unlisted = {claim.id for claim in claims if get_detail(store.db, claim.id).unlisted_on}

    expected = {claim.position.claim_number for claim in claims if fits(claim, asked, unlisted=unlisted)}
    assert expected == {f"A{number}" for number in {*range(1, 50)} - {*range(5, 60, 2)}}
    with store.read() as db:
        found = find(db, Wanted(words="not listed", today=LATER, most=100))
    assert {claim.position.claim_number for claim in found.page.claims} == expected


def test_the_card_says_what_to_do(store: ClaimsFile) -> None:
    bring(store, MONDAY, row("A1"), row("A2"))
    bring(store, LATER, row("A1"))
    desk = ClaimDesk(store, FixedClock(LATER), "baa")

    missing, listed = (str(desk.card(number, Place.DIRECT)) for number in ("A2", "A1"))

    assert "Not in the newest export of 2026-01-12: check whether it was closed there." in missing
    assert "newest export" not in listed
