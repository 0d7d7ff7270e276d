"""Dates as people in the US type them, at the end of a look-up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.typed_dates import read_date, split_date

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-10-02",
        "2025/10/02",
        "2025.10.2",
        "10/2/2025",
        "10/02/2025",
        "10-2-2025",
        "10.2.2025",
        "10/2/25",
        "10-02-25",
        "Oct 2, 2025",
        "oct 2 2025",
        "October 2, 2025",
        "OCTOBER 2nd 2025",
        "Oct. 2, 2025",
        "2 October 2025",
        "2nd oct 2025",
        " 10/2/2025 ",
    ],
)
def test_one_day_in_every_writing(typed: str) -> None:
    assert read_date(typed) == date(2025, 10, 2)


@pytest.mark.parametrize(
    ("month", "number"),
    [("january", 1), ("feb", 2), ("march", 3), ("apr", 4), ("may", 5), ("june", 6), ("jul", 7), ("august", 8),
     ("sept", 9), ("september", 9), ("oct", 10), ("nov", 11), ("december", 12)],
)  # fmt: skip
def test_every_month_is_known_by_its_name_and_its_short_form(month: str, number: int) -> None:
    assert read_date(f"{month} 1, 2026") == date(2026, number, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-02-28", date(2024, 2, 28)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-30", None),
        ("2024-03-01", date(2024, 3, 1)),
        ("2025-02-28", date(2025, 2, 28)),
        ("2025-02-29", None),
        ("2025-03-01", date(2025, 3, 1)),
        ("2/29/24", date(2024, 2, 29)),
        ("2/29/25", None),
        ("2/29/2000", date(2000, 2, 29)),
        ("2/29/2100", None),
        ("feb 29, 2024", date(2024, 2, 29)),
        ("feb 29, 2026", None),
    ],
)
def test_leap_days_exist_in_leap_years_only(typed: str, day: date | None) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "year"),
    [("1/2/00", 2000), ("1/2/26", 2026), ("1/2/69", 2069), ("1/2/99", 2099), ("1/2/1999", 1999)],
)
def test_a_year_of_two_digits_is_of_this_century(typed: str, year: int) -> None:
    assert read_date(typed) == date(year, 1, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-13-45",
        "13/1/2025",
        "0/1/2025",
        "1/0/2025",
        "1/32/2025",
        "4/31/2025",
        "june 31, 2025",
        "0000-01-01",
        "1/2/025",
        "20251002",
        "10/2",
        "october 2025",
        "oct 2",
        "tomorrow",
        "marfan 5 2025",
        "decubitus 12 2025",
        "mayday 1 2025",
        "E11.9",
        "",
        "--",
    ],
)
def test_what_is_no_whole_date_is_none(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "rest", "day"),
    [
        ("e119 on 10/2/2025", "e119", date(2025, 10, 2)),
        ("e119 on 2025-10-02?", "e119", date(2025, 10, 2)),
        ("e119 2025-10-02", "e119", date(2025, 10, 2)),
        ("E11.9 as of Oct 2, 2025", "E11.9", date(2025, 10, 2)),
        ("E11.9 valid on 10/2/25.", "E11.9", date(2025, 10, 2)),
        ("heart attack dos 10/2/2025", "heart attack", date(2025, 10, 2)),
        ("heart attack DOS: 10/2/2025", "heart attack", date(2025, 10, 2)),
        ("heart attack date of service 10/2/2025", "heart attack", date(2025, 10, 2)),
        ("I10 in effect on 10/2/2025", "I10", date(2025, 10, 2)),
        ("I10 ON 10/2/2025", "I10", date(2025, 10, 2)),
        ("I10 on today", "I10", date(2026, 1, 15)),
        ("I10 as of yesterday", "I10", date(2026, 1, 14)),
        ("10/2/2025", "", date(2025, 10, 2)),
    ],
)
def test_a_date_at_the_end_is_taken_off(typed: str, rest: str, day: date) -> None:
    assert split_date(typed, TODAY) == (rest, day, "")


@pytest.mark.parametrize(
    ("today", "yesterday"),
    [
        (date(2024, 3, 1), date(2024, 2, 29)),
        (date(2025, 3, 1), date(2025, 2, 28)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_yesterday_is_the_day_before_today(today: date, yesterday: date) -> None:
    assert split_date("I10 on yesterday", today) == ("I10", yesterday, "")


@pytest.mark.parametrize(
    ("typed", "rest", "unread"),
    [
        ("e119 on 2025-13-45", "e119", "2025-13-45"),
        ("e119 on 2/30/2026", "e119", "2/30/2026"),
        ("e119 as of feb 30, 2026", "e119", "feb 30, 2026"),
        ("e119 dos 13/1/2025", "e119", "13/1/2025"),
    ],
)
def test_a_date_that_is_none_is_taken_off_and_named(typed: str, rest: str, unread: str) -> None:
    assert split_date(typed, TODAY) == (rest, None, unread)


@pytest.mark.parametrize(
    "typed",
    [
        "heart attack",
        "fell on stairs",
        "pain on 2 fingers",
        "seen today",
        "yesterday",
        "E11.9",
        "1/2/2",
        "covid 19 2025 booster",
        "",
        "on",
    ],
)
def test_a_text_without_a_date_at_its_end_stays_whole(typed: str) -> None:
    assert split_date(typed, TODAY) == (typed, None, "")


def test_a_date_within_the_text_counts_too() -> None:
    assert split_date("seen 10/2/2025 for cough", TODAY) == ("seen for cough", date(2025, 10, 2), "")


@pytest.mark.parametrize(
    "text", ["cough dob 10/2/2015", "cough DOB: 10/2/2015", "cough born on 10/2/2015", "cough date of birth 10/2/2015"]
)
def test_a_date_of_birth_is_taken_out_and_given_to_nobody(text: str) -> None:
    assert split_date(text, TODAY) == ("cough", None, "")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_iso_and_from_us_writing(day: date) -> None:
    assert read_date(day.isoformat()) == read_date(f"{day.month}/{day.day}/{day.year}") == day


@given(st.text(st.characters(), max_size=60), st.dates(min_value=date(1, 1, 2)))
def test_any_text_is_split_without_an_error(text: str, today: date) -> None:
    rest, day, unread = split_date(text, today)

    assert day is None or not unread
    assert len(rest) <= len(text)
