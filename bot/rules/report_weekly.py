"""Which week's report is due, and in words when it comes; it reads no clock."""

from datetime import date, datetime, timedelta

from bot.rules.hours import first_instant
from bot.rules.routing_words import time_words
from data.report_models import WeeklyChange, WeeklyReport

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_LATEST_AFTER_DAYS = 4
"""After a long weekend, or a bot that was down, it still comes; then the next one is near."""


def due_day(change: WeeklyChange, today: date, zone: str) -> date | None:
    """The chosen day of the report that is due; None where none is.

    A day that had passed already when it was chosen is not made up for.
    """
    settings = change.settings
    back = (today.weekday() - settings.weekday) % 7
    if not settings.channel or back > _LATEST_AFTER_DAYS:
        return None
    day = today - timedelta(days=back)
    return day if _began(day, settings, zone) >= change.changed.at else None


def week_of(day: date) -> str:
    """ "2026-W03": a week's report comes once, on whichever of its days."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weekly_words(settings: WeeklyReport) -> str:
    if not settings.channel:
        return "*Weekly report:* no channel yet"
    when = f"{WEEKDAYS[settings.weekday]}s at {time_words(settings.at)}"
    return f"*Weekly report:* <#{settings.channel}> gets it on {when}, or on the next working day"


def _began(day: date, settings: WeeklyReport, zone: str) -> datetime:
    return first_instant(day, settings.at, zone)
