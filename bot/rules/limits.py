"""Counting a limit from a day: calendar days, business days, months, years. The day of the event is day 0."""

from calendar import monthrange
from datetime import date, timedelta

from bot.rules.calendar import Calendar
from data.deadline_models import DeadlineRule, MonthEnd, Unit

_MONTHS_A_YEAR = 12


def last_day(rule: DeadlineRule, start_on: date, calendar: Calendar) -> date:
    """The rule's limit counted from the day, as it falls: a weekend stays a weekend."""
    return _counted(rule, start_on, rule.limit, calendar)


def first_day(rule: DeadlineRule, start_on: date, calendar: Calendar) -> date | None:
    """The first day on which it may be done: the day after `opens_after`, a business day where those count."""
    if not rule.opens_after:
        return None
    if rule.unit is Unit.BUSINESS_DAYS:
        return _counted(rule, start_on, rule.opens_after + 1, calendar)
    return _counted(rule, start_on, rule.opens_after, calendar) + timedelta(days=1)


def planned_day(rule: DeadlineRule, start_on: date, calendar: Calendar) -> date:
    """The day to which work is planned: the limit, or the rule's earlier `plan_days`."""
    end = last_day(rule, start_on, calendar)
    if rule.plan_days is None:
        return end
    if rule.unit is Unit.BUSINESS_DAYS:
        return min(end, calendar.add_business_days(start_on, rule.plan_days))
    return min(end, start_on + timedelta(days=rule.plan_days))


def _counted(rule: DeadlineRule, start_on: date, count: int, calendar: Calendar) -> date:
    match rule.unit:
        case Unit.CALENDAR_DAYS:
            return start_on + timedelta(days=count)
        case Unit.BUSINESS_DAYS:
            return calendar.add_business_days(start_on, count)
        case Unit.MONTHS:
            return _months_later(start_on, count, rule.month_end)
        case Unit.YEARS:
            return _months_later(start_on, count * _MONTHS_A_YEAR, rule.month_end)


def _months_later(day: date, count: int, month_end: MonthEnd) -> date:
    years, month = divmod(day.month - 1 + count, _MONTHS_A_YEAR)
    first = date(day.year + years, month + 1, 1)
    length = monthrange(first.year, first.month)[1]
    if month_end is MonthEnd.WHOLE_MONTH:
        return first.replace(day=length)
    if day.day <= length:
        return first.replace(day=day.day)
    last = first.replace(day=length)
    return last if month_end is MonthEnd.LAST_DAY else last + timedelta(days=1)
