"""The period of a report, read from words: "last month", "q3", "2026-01-01..2026-03-31", "last 60 days"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.rules.worklist_days import SPAN, read_span
from data.report_models import Period

USUAL_DAYS = 90
CLOSED_DAYS = 90
"""A period is closed once so many days have passed since its end: payments for it have come."""
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|to|-|–|/)\s*(\d{4}-\d\d-\d\d))?")
_COUNTED = re.compile(r"\d{1,3} (?:days?|weeks?|months?|years?)")
_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(?:(\d{4})[ -]?)?q([1-4])(?:[ -]?(\d{4}))?")


def usual_period(today: date) -> Period:
    return Period(start=today - timedelta(days=USUAL_DAYS - 1), end=today, is_usual=True)


def usual_closed_period(today: date) -> Period:
    """The newest stretch of the usual length that is closed."""
    end = today - timedelta(days=CLOSED_DAYS)
    return Period(start=end - timedelta(days=USUAL_DAYS - 1), end=end, is_usual=True)


def is_closed(period: Period, today: date) -> bool:
    return (today - period.end).days >= CLOSED_DAYS


def read_period(words: str, today: date) -> Period | None:
    """None for words that are no period. One that would run past today ends today."""
    words = " ".join(words.lower().split())
    words = f"last {words}" if _COUNTED.fullmatch(words) else words
    span = _of_iso(words) or _of_year(words) or _of_month(words) or _of_quarter(words, today) or _of_words(words, today)
    if span is None:
        return None
    start, end = span[0], min(span[1], today)
    return Period(start=start, end=end) if start <= end else None


def period_words(period: Period) -> str:
    """ "2026-01-01 to 2026-03-31 (90 days)"."""
    if period.days == 1:
        return period.start.isoformat()
    return f"{period.start.isoformat()} to {period.end.isoformat()} ({period.days:,} days)"


def _of_iso(words: str) -> tuple[date, date] | None:
    found = _ISO.fullmatch(words)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
    except ValueError:
        return None


def _of_year(words: str) -> tuple[date, date] | None:
    return (date(int(words), 1, 1), date(int(words), 12, 31)) if _YEAR.fullmatch(words) else None


def _of_month(words: str) -> tuple[date, date] | None:
    found = _MONTH.fullmatch(words)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _of_quarter(words: str, today: date) -> tuple[date, date] | None:
    """Without a year the newest that has begun."""
    found = _QUARTER.fullmatch(words)
    if found is None:
        return None
    first = 3 * int(found[2]) - 2
    year = int(found[1] or found[3] or today.year - (first > today.month))
    return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])


def _of_words(words: str, today: date) -> tuple[date, date] | None:
    found = re.fullmatch(SPAN, words)
    span = read_span(found, today) if found else None
    if span is None or span.start is None:
        return None
    if found and found["count"]:  # "last 60 days" are sixty days, today among them
        return span.start + timedelta(days=1), today
    return span.start, span.end or today
