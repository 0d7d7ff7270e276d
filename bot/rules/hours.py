"""When a person may be told: their hours, their days, their digest, in their own time zone; it reads no clock.

A local time counts from the first instant at which that person's clock shows it or a later one. So a time that is
skipped in spring counts from the moment after the gap, and one that comes twice in the fall counts once.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.rules.calendar import Calendar
from data.routing_models import DigestWhen, PersonPreferences

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LATEST_AFTER = timedelta(hours=2)
_MOST_DAYS = 400


def local_day(preferences: PersonPreferences, now: datetime) -> date:
    """The date on the person's own clock."""
    return now.astimezone(ZoneInfo(preferences.time_zone)).date()


def works_on(preferences: PersonPreferences, day: date, calendar: Calendar) -> bool:
    """A day of their week, and neither a holiday nor a day on which the practice is closed.

    `Calendar.is_working` says no to every Saturday, and some people work on Saturdays.
    """
    return day.weekday() in preferences.working_days and day not in calendar.holidays and day not in calendar.closed


def is_away(preferences: PersonPreferences, day: date) -> bool:
    start, end = preferences.away_from, preferences.away_until
    return start is not None and start <= day and (end is None or day <= end)


def next_moment(preferences: PersonPreferences, calendar: Calendar, now: datetime) -> datetime:
    """The first instant at or after `now` within the person's hours on a day of theirs, in UTC.

    Where a year has no such day, `now`: silence would lose what is to be told.
    """
    now = now.astimezone(UTC)
    day = local_day(preferences, now)
    for _ in range(_MOST_DAYS):
        if works_on(preferences, day, calendar) and now < _first_at(preferences, day, preferences.hours_to):
            return max(now, _first_at(preferences, day, preferences.hours_from))
        day += _DAY
    return now


def is_digest_time(preferences: PersonPreferences, now: datetime, calendar: Calendar) -> bool:
    """Whether the list of the person's local day is due by now: from its time on, until they have gone home.

    It stays true for hours, so that a bot that was down catches up: a digest's key holds the local day.
    """
    day = local_day(preferences, now)
    if preferences.digest is DigestWhen.OFF or is_away(preferences, day):
        return False
    if not works_on(preferences, day, calendar):
        return False
    start = _first_at(preferences, day, preferences.digest_at)
    return start <= now < max(_first_at(preferences, day, preferences.hours_to), start + _LATEST_AFTER)


def _first_at(preferences: PersonPreferences, day: date, at: time) -> datetime:
    return first_instant(day, at, preferences.time_zone)


@lru_cache(maxsize=4096)
def first_instant(day: date, at: time, zone: str) -> datetime:
    """The first instant, in UTC, at which a clock there shows that day and time or a later one."""
    wanted, place = datetime.combine(day, at), ZoneInfo(zone)
    early, late = sorted(wanted.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    while early < late and early.astimezone(place).replace(tzinfo=None) < wanted:
        early += _MINUTE
    return early
