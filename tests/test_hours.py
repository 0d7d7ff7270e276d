"""When a person may be told, in their own time zone: over weekends, holidays and the days on which clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.federal_holidays import federal_calendar
from bot.rules.hours import first_instant, is_digest_time, local_day, next_moment
from data.routing_models import DigestWhen, PersonPreferences

NEW_YORK, CHICAGO, PHOENIX, HONOLULU = "America/New_York", "America/Chicago", "America/Phoenix", "Pacific/Honolulu"
ZONES = (NEW_YORK, CHICAGO, "America/Denver", "America/Los_Angeles", PHOENIX, HONOLULU)
HOLIDAYS = federal_calendar()
EVERY_DAY = frozenset(range(7))
SPRING, FALL = date(2027, 3, 14), date(2027, 11, 7)
"""Sundays on which clocks change in most of the US."""


def preferences(zone: str = NEW_YORK, **said: Any) -> PersonPreferences:
    return PersonPreferences(team="T1", user="U1", time_zone=zone, **said)


def at(text: str) -> datetime:
    """ "2026-01-15 09:30" UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def minutes(start: datetime, end: datetime, step: int) -> Iterator[datetime]:
    while start < end:
        yield start
        start += timedelta(minutes=step)


MOMENTS = [
    ("within hours: now", "2026-01-15 15:00", "2026-01-15 15:00"),
    ("before work: when it begins", "2026-01-15 11:00", "2026-01-15 13:00"),
    ("the last minute counts", "2026-01-15 21:59", "2026-01-15 21:59"),
    ("after work: tomorrow", "2026-01-15 22:00", "2026-01-16 13:00"),
    ("Friday evening: past Saturday, Sunday and Martin Luther King Day", "2026-01-16 23:00", "2026-01-20 13:00"),
    ("late evening there is the next day in UTC", "2026-01-16 03:00", "2026-01-16 13:00"),
    ("Friday before clocks are put forward", "2026-03-06 23:00", "2026-03-09 12:00"),
]


@pytest.mark.parametrize(("what", "now", "expected"), MOMENTS, ids=[one[0] for one in MOMENTS])
def test_the_next_moment_in_new_york(what: str, now: str, expected: str) -> None:
    assert next_moment(preferences(), HOLIDAYS, at(now)) == at(expected), what


def test_who_works_on_saturdays_is_told_on_saturdays() -> None:
    weekend = preferences(working_days=frozenset({5, 6}))

    assert next_moment(weekend, HOLIDAYS, at("2026-01-16 15:00")) == at("2026-01-17 13:00")


def test_nobody_is_told_on_a_holiday_or_on_a_day_on_which_the_practice_is_closed() -> None:
    always = preferences(working_days=EVERY_DAY)
    closed = HOLIDAYS.closing(frozenset({date(2026, 7, 5)}))

    assert next_moment(always, closed, at("2026-07-03 15:00")) == at("2026-07-06 12:00")


def test_where_no_day_of_a_year_is_a_working_day_nothing_is_lost() -> None:
    assert next_moment(preferences(working_days=frozenset()), HOLIDAYS, at("2026-01-15 15:00")) == at(
        "2026-01-15 15:00"
    )


@pytest.mark.parametrize("day", [SPRING, FALL])
@pytest.mark.parametrize("zone", ZONES)
def test_the_next_moment_is_the_first_minute_that_counts_on_a_day_on_which_clocks_change(zone: str, day: date) -> None:
    """Against every minute of the day: hours that begin and end in what is skipped or repeated."""
    person = preferences(zone, working_days=EVERY_DAY, hours_from=time(1, 30), hours_to=time(2, 30))
    place = ZoneInfo(zone)
    start = datetime.combine(day, time(), place).astimezone(UTC)
    every = list(minutes(start, start + timedelta(hours=23), 1))

    opens = next(
        one for one in every if one.astimezone(place).replace(tzinfo=None) >= datetime.combine(day, time(1, 30))
    )
    closes = next(
        one for one in every if one.astimezone(place).replace(tzinfo=None) >= datetime.combine(day, time(2, 30))
    )

    assert opens < closes
    for now in minutes(start, closes, 5):
        assert next_moment(person, HOLIDAYS, now) == max(now, opens)
    assert next_moment(person, HOLIDAYS, closes) > closes


CLOCKS = [
    ("a time that is skipped counts from the end of the gap", SPRING, time(2, 30), NEW_YORK, "2027-03-14 07:00"),
    ("just before the gap", SPRING, time(1, 59), NEW_YORK, "2027-03-14 06:59"),
    ("just after it", SPRING, time(3), NEW_YORK, "2027-03-14 07:00"),
    ("a time that comes twice counts when it comes first", FALL, time(1, 30), NEW_YORK, "2027-11-07 05:30"),
    ("after the hour that came twice", FALL, time(2), NEW_YORK, "2027-11-07 07:00"),
    ("Chicago an hour later", SPRING, time(2, 30), CHICAGO, "2027-03-14 08:00"),
    ("Arizona keeps its time", SPRING, time(2, 30), PHOENIX, "2027-03-14 09:30"),
    ("Hawaii keeps its time", FALL, time(1, 30), HONOLULU, "2027-11-07 11:30"),
]


@pytest.mark.parametrize(("what", "day", "clock", "zone", "expected"), CLOCKS, ids=[one[0] for one in CLOCKS])
def test_a_local_time_as_an_instant(what: str, day: date, clock: time, zone: str, expected: str) -> None:
    assert first_instant(day, clock, zone) == at(expected), what


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [time(0), time(1, 30), time(2, 30), time(8), time(22)])
def test_there_is_one_digest_on_each_local_date_of_a_year(zone: str, clock: time) -> None:
    """As the sweep does it: every quarter of an hour, kept under the local date; each at the time asked for."""
    person = preferences(zone, working_days=EVERY_DAY, digest=DigestWhen.OWN, digest_at=clock)
    first: dict[date, datetime] = {}

    for now in minutes(at("2027-01-02 12:00"), at("2028-01-03 12:00"), 15):
        if is_digest_time(person, now, HOLIDAYS):
            first.setdefault(local_day(person, now), now)

    days = {date(2027, 1, 3) + timedelta(days=count) for count in range(365)}
    assert set(first) & days == {day for day in days if day not in HOLIDAYS.holidays}
    for day, told_at in first.items():
        if day in days:
            assert timedelta() <= told_at - first_instant(day, clock, zone) < timedelta(minutes=15)


@given(
    zone=st.sampled_from(ZONES),
    clock=st.times(max_value=time(22)).map(lambda one: one.replace(second=0, microsecond=0)),
    day=st.sampled_from([date(2027, 3, 12), date(2027, 11, 5), date(2026, 12, 30)]),
    step=st.integers(min_value=1, max_value=90),
)
@settings(max_examples=150, deadline=None)
def test_however_seldom_the_sweep_looks_no_day_is_lost(zone: str, clock: time, day: date, step: int) -> None:
    person = preferences(zone, working_days=EVERY_DAY, digest=DigestWhen.OWN, digest_at=clock)
    start = first_instant(day, time(), zone)
    end = first_instant(day + timedelta(days=4), time(), zone)

    told = {local_day(person, now) for now in minutes(start, end, step) if is_digest_time(person, now, HOLIDAYS)}

    week = {day + timedelta(days=count) for count in range(4)}
    assert told == {one for one in week if one not in HOLIDAYS.holidays}


DIGESTS = [
    ("before its time", "2026-01-15 12:59", {}, False),
    ("from its time on", "2026-01-15 13:00", {}, True),
    ("caught up in the afternoon", "2026-01-15 21:59", {}, True),
    ("not when they have gone home", "2026-01-15 22:00", {}, False),
    ("on a Saturday", "2026-01-17 15:00", {}, False),
    ("on a holiday", "2026-01-19 15:00", {}, False),
    ("turned off", "2026-01-15 15:00", {"digest": DigestWhen.OFF}, False),
    ("on the first day away", "2026-01-15 15:00", {"away_from": date(2026, 1, 15)}, False),
    (
        "on the last day away",
        "2026-01-15 15:00",
        {"away_from": date(2026, 1, 12), "away_until": date(2026, 1, 15)},
        False,
    ),
    ("back again", "2026-01-15 15:00", {"away_from": date(2026, 1, 12), "away_until": date(2026, 1, 14)}, True),
    ("not away yet", "2026-01-15 15:00", {"away_from": date(2026, 1, 16)}, True),
    ("after hours, by choice", "2026-01-16 00:30", {"digest": DigestWhen.OWN, "digest_at": time(19)}, True),
]


@pytest.mark.parametrize(("what", "now", "said", "expected"), DIGESTS, ids=[one[0] for one in DIGESTS])
def test_whether_a_digest_is_due(what: str, now: str, said: dict[str, Any], expected: bool) -> None:
    assert is_digest_time(preferences(**said), at(now), HOLIDAYS) is expected, what
