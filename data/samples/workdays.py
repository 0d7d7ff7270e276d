"""The sample practice's calendar: workdays, the days on which it sends and the days on which payers pay."""

from datetime import date, timedelta

_HOLIDAYS = {(1, 1), (7, 4), (12, 25)}
_SENDING = {0, 2, 4}


def is_workday(day: date) -> bool:
    """Monday to Friday, but no holiday of a fixed date."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def workday_from(day: date) -> date:
    """The day itself, else the next workday."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def workday_until(day: date) -> date:
    """The day itself, else the workday before it."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def workdays_after(day: date, count: int) -> date:
    for _ in range(count):
        day = workday_from(day + timedelta(days=1))
    return day


def sending_day_after(day: date) -> date:
    """Batches leave on Monday, Wednesday and Friday."""
    day += timedelta(days=1)
    while day.weekday() not in _SENDING or not is_workday(day):
        day += timedelta(days=1)
    return day


def payday_from(day: date, weekday: int) -> date:
    """The payer's next weekly payment day, moved to a workday."""
    return workday_from(day + timedelta(days=(weekday - day.weekday()) % 7))
