"""The HCPCS file in records of fixed width: titles over several lines, dates, what is left out, what is refused."""

from collections.abc import Callable
from datetime import date

import pytest
from official_layouts import a_hcpcs_file, a_hcpcs_record

from data.errors import UnreadableFile
from data.importers.hcpcs_records import read_hcpcs
from data.models import NewCode, System


def codes_of(*more: str) -> dict[str, NewCode]:
    codes, _ = read_hcpcs(a_hcpcs_file(*more), source="hcpcs.txt")
    return {code.code: code for code in codes.codes}


def test_codes_and_modifiers_are_two_sets_of_the_quarter_in_which_the_newest_began() -> None:
    codes, modifiers = read_hcpcs(a_hcpcs_file(a_hcpcs_record("Q9901", "Odd", since="20260401")), source="hcpcs.txt")

    assert (codes.system, modifiers.system) == (System.HCPCS, System.MODIFIER)
    assert {(one.release, one.valid_from, one.year_ends) for one in (codes, modifiers)} == {
        ("April 2026", date(2026, 4, 1), date(2026, 6, 30))
    }
    assert "Q9901" in {code.code for code in codes.codes}
    assert all(len(code.code) == 2 for code in modifiers.codes)


@pytest.mark.parametrize(
    ("since", "release", "ends"),
    [
        ("20260101", "January 2026", date(2026, 3, 31)),
        ("20260701", "July 2026", date(2026, 9, 30)),
        ("20261001", "October 2026", date(2026, 12, 31)),
    ],
)
def test_a_quarter_has_its_name_and_its_last_day(since: str, release: str, ends: date) -> None:
    codes, _ = read_hcpcs(a_hcpcs_file(a_hcpcs_record("Q9901", "Odd", since=since)), source="hcpcs.txt")

    assert (codes.release, codes.year_ends) == (release, ends)


def test_a_title_goes_on_over_further_lines() -> None:
    first = "Odd item that has a name of eighty characters, which is just what one line holds"
    assert len(first) == 80

    codes = codes_of(a_hcpcs_record("Q9901", first), a_hcpcs_record("Q9901", "and more", kind="4"))

    assert codes["Q9901"].description == f"{first}and more"


def test_a_title_that_ends_in_the_last_but_one_column_keeps_its_space() -> None:
    first = "Odd item that has a name of seventy-nine signs, one less than a line may hold x"
    assert len(first) == 79

    codes = codes_of(a_hcpcs_record("Q9901", first), a_hcpcs_record("Q9901", "and more", kind="4"))

    assert codes["Q9901"].description == f"{first} and more"


def test_an_ended_code_keeps_its_last_day_and_does_not_begin_after_it() -> None:
    code = codes_of(a_hcpcs_record("Q9901", "Odd", since="20250401", ended="20250331"))["Q9901"]

    assert (code.valid_from, code.valid_to) == (date(2025, 3, 31), date(2025, 3, 31))


def test_an_ended_code_knows_the_codes_that_the_file_names_in_its_place() -> None:
    codes = codes_of(
        a_hcpcs_record("Q9901", "Odd", ended="20260331", now="Q9902Q9903"), a_hcpcs_record("Q9904", "Odd", now="Q9902")
    )

    assert (codes["Q9901"].now, codes["Q9904"].now) == ("Q9902, Q9903", "")


def test_dental_codes_and_those_of_cpt_shape_are_left_out() -> None:
    more = [a_hcpcs_record(code, "Somebody else's") for code in ("D0120", "99999", "1234F")]
    text = a_hcpcs_file(*more, a_hcpcs_record("99", "Somebody else's", kind="7"))

    codes, modifiers = read_hcpcs(text, source="hcpcs.txt")

    assert {"D0120", "99999", "1234F"} & {code.code for code in codes.codes} == set()
    assert "99" not in {code.code for code in modifiers.codes}


def test_the_official_title_is_shown_and_our_own_words_still_find_it() -> None:
    item = codes_of()["E0601"]

    assert item.description == "Odd item E0601"
    assert "CPAP machine" in item.words


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda text: text[:-100], "breaks off"),
        (lambda text: text[: len(text) // 2 // 295 * 295], "missing"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-3]), "rows are missing"),
        (lambda text: text + "anything else\r\n", "is no record"),
        (lambda text: text + a_hcpcs_record("Q9901", "Odd", kind="4") + "\r\n", "goes on with Q9901"),
        (lambda text: text + a_hcpcs_record("V9999", "Odd") + "\r\n", "V9999 stands in it twice"),
        (lambda text: text + a_hcpcs_record("V9998", "Odd", since="20261301") + "\r\n", "a date of V9998 is none"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_place(spoil: Callable[[str], str], place: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_hcpcs(spoil(a_hcpcs_file()), source="hcpcs.txt")

    assert place in refused.value.place
