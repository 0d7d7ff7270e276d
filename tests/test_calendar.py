"""Working days: weekends, federal holidays and the days on which they are kept, a practice's own closed days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calendar import Calendar
from bot.rules.federal_holidays import federal_calendar

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        *("2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07"),
        *("2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25"),
        *("2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06"),
        *("2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24", "2027-12-31"),
        *("2021-12-31", "2022-06-20", "2022-12-26", "2023-11-10", "2016-12-26", "2100-01-01"),
    ],
)
def test_federal_offices_are_closed(day: str) -> None:
    assert not federal_calendar().is_working(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2026-07-02",  # the day before the Friday on which July 4 is kept
        "2026-07-06",  # a holiday on a Saturday is not kept on the Monday too
        "2026-11-27",  # the day after Thanksgiving
        "2026-12-24",
        "2025-01-21",  # the day after Inauguration Day
        "2021-01-20",  # Inauguration Day is kept around Washington only
        "2020-06-19",  # Juneteenth is a holiday since 2021
        "2022-01-03",  # New Year's Day on a Saturday was kept on 2021-12-31
        "2026-04-03",  # Good Friday
    ],
)
def test_federal_offices_are_open(day: str) -> None:
    assert federal_calendar().is_working(date.fromisoformat(day))


def test_a_year_has_eleven_holidays_besides_the_weekends() -> None:
    closed = [day for day in federal_calendar().holidays if day.year == 2026 and day.weekday() < 5]

    assert len(closed) == 11


def test_new_years_day_of_the_year_after_the_last_one_is_known_where_it_is_kept_before() -> None:
    assert not federal_calendar(range(2021, 2022)).is_working(date(2021, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-21", 0, "2026-11-23"),  # a Saturday
        ("2026-11-26", 0, "2026-11-27"),  # Thanksgiving
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-22", 1, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-25", 1, "2026-11-27"),
        ("2026-11-25", 2, "2026-11-30"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-07-01", 2, "2026-07-06"),
        ("2027-12-23", 1, "2027-12-27"),
    ],
)
def test_business_days_later(start: str, count: int, expected: str) -> None:
    later = federal_calendar().add_business_days(date.fromisoformat(start), count)

    assert later == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-22", 0, "2026-11-20"),  # a Sunday
        ("2026-11-22", 1, "2026-11-20"),
        ("2026-11-23", 1, "2026-11-20"),
        ("2026-11-27", 1, "2026-11-25"),
        ("2027-01-04", 1, "2026-12-31"),
        ("2027-01-04", 5, "2026-12-24"),
        ("2026-12-31", 5, "2026-12-23"),
    ],
)
def test_business_days_earlier(start: str, count: int, expected: str) -> None:
    earlier = federal_calendar().subtract_business_days(date.fromisoformat(start), count)

    assert earlier == date.fromisoformat(expected)


def test_a_practice_is_closed_on_its_own_days_and_others_are_not() -> None:
    closed = federal_calendar().closing(frozenset({date(2026, 11, 27)}))

    assert not closed.is_working(date(2026, 11, 27))
    assert closed.next_working(date(2026, 11, 26)) == date(2026, 11, 30)
    assert closed.last_working(date(2026, 11, 28)) == date(2026, 11, 25)
    assert closed.public.is_working(date(2026, 11, 27))
    assert not closed.public.is_working(date(2026, 11, 26))


def test_a_calendar_without_holidays_closes_on_weekends_only() -> None:
    week = [date(2026, 12, 21) + timedelta(days=count) for count in range(7)]

    assert [day for day in week if not Calendar().is_working(day)] == [date(2026, 12, 26), date(2026, 12, 27)]


@given(DAYS, st.integers(1, 60))
def test_counting_back_as_many_leads_to_the_start_or_the_working_day_before_it(day: date, count: int) -> None:
    calendar = federal_calendar()

    back = calendar.subtract_business_days(calendar.add_business_days(day, count), count)

    assert back == calendar.last_working(day)


@given(DAYS)
def test_the_next_working_day_is_the_first_one_not_before_the_day(day: date) -> None:
    calendar = federal_calendar()

    found = calendar.next_working(day)

    between = [day + timedelta(days=count) for count in range((found - day).days)]
    assert calendar.is_working(found)
    assert not any(calendar.is_working(one) for one in between)
