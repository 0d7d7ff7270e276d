"""Several editions side by side: the day decides which one answers, and what an edition leaves unchanged stays one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fixed_clock import FixedClock
from small_codes import a_code_set
from sqlite_utils import Database

from bot.lookup import CodeLookup
from data.models import Code, CodeIndex, CodeSet, IndexEntry, NewNote, NoteKind, System
from data.store.code_build import build_codes
from data.store.code_terms import CodeTerms
from data.store.codes import CodeStore

LAST_DAY, FIRST_DAY = date(2026, 9, 30), date(2026, 10, 1)


def of_year(year: int, code_set: CodeSet) -> CodeSet:
    return replace(
        code_set, release=f"FY{year}", valid_from=date(year - 1, 10, 1), year_ends=date(year, 9, 30), source=f"FY{year}"
    )


def with_notes(code_set: CodeSet, **by_owner: str) -> CodeSet:
    notes = [NewNote(owner=owner, kind=NoteKind.EXCLUDES1, text=text) for owner, text in by_owner.items()]
    return replace(code_set, notes=notes)


def with_title(code_set: CodeSet, code: str, title: str) -> CodeSet:
    return replace(
        code_set, codes=[replace(one, description=title) if one.code == code else one for one in code_set.codes]
    )


def a_store(folder: Path, *editions: CodeSet, indexes: Iterable[CodeIndex] = ()) -> CodeStore:
    path = folder / "codes.db"
    readers = [lambda edition=edition: edition for edition in editions]
    index_readers = [lambda index=index: index for index in indexes]
    build_codes(path, readers, [], lambda _what, _part: None, indexes=index_readers)
    return CodeStore(path)


@pytest.fixture
def store(tmp_path: Path) -> CodeStore:
    """X00.1 becomes a header in FY2027, X00.2 is gone, X00.3 gets another title, X01 is new."""
    before = of_year(2026, with_notes(a_code_set("X00", "X00.1", "X00.2", "X00.3", "X00.4"), X00="not Y"))
    after = of_year(2027, a_code_set("X00", "X00.1", "X00.11", "X00.3", "X00.4", "X01"))
    return a_store(tmp_path, before, with_title(after, "X00.3", "Odder disease"))


def found(store: CodeStore, key: str, day: date) -> Code:
    with store.as_of(day):
        [code] = store.find(key)
        return code


@pytest.mark.parametrize(
    ("day", "release"), [(LAST_DAY, "FY2026"), (FIRST_DAY, "FY2027"), (date(2030, 1, 1), "FY2027")]
)
def test_an_unchanged_code_is_named_with_the_edition_of_the_day(store: CodeStore, day: date, release: str) -> None:
    code = found(store, "X004", day)

    assert (code.release, code.valid_from, code.valid_to) == (release, date(2025, 10, 1), None)


def test_a_day_before_all_editions_is_answered_by_the_first(store: CodeStore) -> None:
    assert found(store, "X004", date(2020, 1, 1)).release == "FY2026"


def test_a_code_that_became_a_header_is_billable_up_to_the_last_day_of_the_year(store: CodeStore) -> None:
    before, after = found(store, "X001", LAST_DAY), found(store, "X001", FIRST_DAY)

    assert (before.billable, before.valid_to) == (True, LAST_DAY)
    assert (after.billable, after.valid_from, after.valid_to) == (False, FIRST_DAY, None)


def test_children_are_those_of_the_day(store: CodeStore) -> None:
    for day, children in [(LAST_DAY, ["X00.1", "X00.2", "X00.3", "X00.4"]), (FIRST_DAY, ["X00.1", "X00.3", "X00.4"])]:
        with store.as_of(day):
            assert [child.code for child in store.children(store.find("X00")[0].id)] == children


def test_a_code_that_is_gone_is_still_found_and_says_its_last_day(store: CodeStore) -> None:
    gone = found(store, "X002", date(2027, 3, 1))

    assert (gone.release, gone.valid_to) == ("FY2026", LAST_DAY)


def test_a_new_code_is_found_on_earlier_days_too_and_says_when_it_begins(store: CodeStore) -> None:
    lookup = CodeLookup(store.path, FixedClock(date(2026, 3, 1)))

    [match] = lookup.look_up("X01").matches

    assert (match.code.release, match.code.valid_from) == ("FY2027", FIRST_DAY)
    assert match.dated == "X01 is new in FY2027: it is valid from 2026-10-01 on, not on 2026-03-01."


def test_without_a_day_the_clock_decides_and_without_a_clock_the_newest_edition(store: CodeStore) -> None:
    today = CodeStore(store.path, today=lambda: LAST_DAY)

    assert [one.find("X001")[0].release for one in (today, store)] == ["FY2026", "FY2027"]


def test_what_an_edition_leaves_unchanged_is_stored_once(store: CodeStore) -> None:
    rows = Database(store.path).query("SELECT code, count(*) AS rows FROM code GROUP BY code ORDER BY code")

    assert {row["code"]: row["rows"] for row in rows} == {
        "X00": 1,
        "X00.1": 2,
        "X00.11": 1,
        "X00.2": 1,
        "X00.3": 2,
        "X00.4": 1,
        "X01": 1,
    }


def test_a_code_below_a_changed_header_stands_below_the_header_of_its_day(tmp_path: Path) -> None:
    before = of_year(2026, a_code_set("X00", "X00.1"))
    store = a_store(tmp_path, before, of_year(2027, with_title(a_code_set("X00", "X00.1"), "X00", "Odder diseases")))

    for day, title in [(LAST_DAY, "Odd disease X00"), (FIRST_DAY, "Odder diseases")]:
        with store.as_of(day):
            assert [parent.description for parent in store.detail(store.find("X001")[0]).parents] == [title]


def test_an_edition_without_notes_shows_those_of_the_one_before_and_names_it(store: CodeStore) -> None:
    releases = {release.name: release for release in store.releases()}

    with store.as_of(FIRST_DAY):
        notes = store.detail(store.find("X004")[0]).notes

    assert [note.text for note in notes] == ["not Y"]
    assert (releases["FY2026"].notes_of, releases["FY2027"].notes_of) == ("FY2026", "FY2026")


def test_each_edition_with_notes_shows_its_own(tmp_path: Path) -> None:
    editions = [of_year(year, with_notes(a_code_set("X00", "X00.1"), X00=f"said in {year}")) for year in (2026, 2027)]
    store = a_store(tmp_path, *editions)

    for day, text in [(LAST_DAY, "said in 2026"), (FIRST_DAY, "said in 2027")]:
        with store.as_of(day):
            assert [note.text for note in store.detail(store.find("X001")[0]).notes] == [text]


def test_a_year_ends_where_the_next_begins_or_with_its_year_where_years_between_are_missing(tmp_path: Path) -> None:
    store = a_store(tmp_path, *(of_year(year, a_code_set("X00", "X00.1")) for year in (2017, 2026, 2027)))

    releases = [(release.name, release.valid_to, release.follows) for release in store.releases()]

    assert releases == [("FY2017", date(2017, 9, 30), ""), ("FY2026", LAST_DAY, ""), ("FY2027", None, "FY2026")]


def test_words_find_the_codes_of_the_day(store: CodeStore) -> None:
    terms = CodeTerms(store)

    for day, codes in [(LAST_DAY, []), (FIRST_DAY, ["X00.3"])]:
        with store.as_of(day):
            held = terms.holding([["odder"]], limit=9)
            assert [code.code for code in store.by_ids([term.code_id for term in held]).values()] == codes


def test_an_index_entry_becomes_a_search_term_of_its_code_in_every_edition(tmp_path: Path) -> None:
    entries = (
        IndexEntry(term="Oddness(mild), deep", searched="Oddness, deep", codes=("X00.1",)),
        IndexEntry(term="Strangeness", searched="Strangeness", see="see Oddness"),
        IndexEntry(term="Lost", searched="Lost", codes=("X99.9",)),
    )
    index = CodeIndex(kind="Alphabetic Index", release="FY2026", source="invented", terms=3, entries=entries)
    editions = (of_year(2026, a_code_set("X00", "X00.1")), of_year(2027, a_code_set("X00", "X00.1", "X00.11")))
    store = a_store(tmp_path, *editions, indexes=[index])
    terms = CodeTerms(store)

    for day in (LAST_DAY, FIRST_DAY):
        with store.as_of(day):
            [term] = terms.holding([["oddness"]], limit=9)
            assert (term.kind, term.text, store.by_ids([term.code_id])[term.code_id].code) == (
                "index",
                "Oddness(mild), deep",
                "X00.1",
            )
            assert (term.words, term.optional) == (("oddness", "deep"), ("mild",))
    kept = [(row["term"], row["code"], row["see"]) for row in Database(store.path).query("SELECT * FROM index_entry")]
    assert kept == [("Oddness(mild), deep", "X00.1", ""), ("Strangeness", "", "see Oddness"), ("Lost", "X99.9", "")]


def test_systems_keep_their_own_editions(tmp_path: Path) -> None:
    items = replace(a_code_set("K0001"), system=System.HCPCS, release="January 2026", valid_from=date(2026, 1, 1))
    store = a_store(tmp_path, of_year(2026, a_code_set("X00", "X00.1")), items)

    with store.as_of(date(2025, 11, 1)):
        assert [store.find(key)[0].release for key in ("X001", "K0001")] == ["FY2026", "January 2026"]
