"""Days as people say them in a worklist, read backwards from today: "since june", "last week", "1/5 to 1/20"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from data.worklist_models import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_YEAR = r"20\d\d"
_PERIOD = r"(?:this|last|previous|current|past) (?:week|month|quarter|year)"
DAY = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}(?:/\d{{4}}|/\d{{2}})?|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?"
    rf"(?:,? {_YEAR})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\.?(?: {_YEAR})?|{_MONTH}\.?(?: {_YEAR})?|{_PERIOD}|"
    rf"(?:last )?{_WEEKDAY}|today|yesterday|{_YEAR})"
)
"""One day or one stretch of days, without what comes before it."""
_COUNTED = r"(?P<count>\d{1,3}) (?P<unit>days?|weeks?|months?|years?)"
SPAN = (
    rf"(?:between|from) (?P<low>{DAY}) (?:and|to|through|thru|until|-) (?P<high>{DAY})|"
    rf"(?P<low2>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?) ?(?:-|–|to|through) ?(?P<high2>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)|"
    rf"(?:since|from|starting|on or after) (?P<since>{DAY})|after (?P<after>{DAY})|"
    rf"(?:before|prior to) (?P<before>{DAY})|(?:until|through|thru|by|on or before|up to) (?P<until>{DAY})|"
    rf"(?:in |within |over |during )?(?:the )?(?:last|past) {_COUNTED}|"
    rf"(?:in|during|on|for|from|of) (?:the month of )?(?P<on>{DAY})|"
    rf"(?P<bare>(?!may\b|20\d\d(?![-\d])){DAY}|ytd|year to date)"
)


def read_span(found: re.Match[str], today: date) -> Span | None:
    """What a match of SPAN says; None where it is no day."""
    part = found.groupdict()
    if part["count"]:
        return Span(start=today - timedelta(days=_days(part["count"], part["unit"])), end=today)
    low, high = part["low"] or part["low2"], part["high"] or part["high2"]
    if low and high:
        return _between(_stretch(low, today), _stretch(high, today))
    for name in ("since", "after", "before", "until", "on", "bare"):
        if part[name]:
            return _bounded(name, part[name], today)
    return None


def _bounded(name: str, words: str, today: date) -> Span | None:
    if words in ("ytd", "year to date"):
        return Span(start=date(today.year, 1, 1), end=today)
    stretch = _stretch(words, today)
    if stretch is None:
        return None
    first, last = stretch
    if name == "since":
        return Span(start=first)
    if name == "after":
        return Span(start=last + timedelta(days=1))
    if name == "before":
        return Span(end=first - timedelta(days=1))
    return Span(end=last) if name == "until" else Span(start=first, end=last)


def _between(low: tuple[date, date] | None, high: tuple[date, date] | None) -> Span | None:
    if low is None or high is None:
        return None
    if low[0] > high[1]:  # "12/20 to 1/5": the first was a year earlier
        before = _year_before(low[0])
        return Span(start=before, end=high[1]) if before <= high[1] else None
    return Span(start=low[0], end=high[1])


def _stretch(words: str, today: date) -> tuple[date, date] | None:
    """First and last day. A day without a year is the newest that is not in the future."""
    words = words.replace(".", "").replace(",", "")
    if words in ("today", "yesterday"):
        day = today - timedelta(days=int(words == "yesterday"))
        return day, day
    if found := re.fullmatch(r"(this|current|last|previous|past) (week|month|quarter|year)", words):
        return period(found[2], today, back=0 if found[1] in ("this", "current") else 1)
    if re.fullmatch(_YEAR, words):
        return date(int(words), 1, 1), date(int(words), 12, 31)
    if re.fullmatch(rf"(?:last )?{_WEEKDAY}", words):
        back = (today.weekday() - _WEEKDAYS.index(words.removeprefix("last ")[:3])) % 7
        day = today - timedelta(days=back or (7 if words.startswith("last") else 0))
        return day, day
    if found := re.fullmatch(rf"({_MONTH})(?: ({_YEAR}))?", words):
        return _month(found[1], found[2], today)
    return _one_day(words, today)


def _one_day(words: str, today: date) -> tuple[date, date] | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        parts = (found[1], found[2], found[3])
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?", words):
        parts = (found[3] or "", found[1], found[2])
    elif found := re.fullmatch(rf"({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?: ({_YEAR}))?", words):
        parts = (found[3] or "", str(_MONTHS.index(found[1][:3]) + 1), found[2])
    elif found := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})(?: ({_YEAR}))?", words):
        parts = (found[3] or "", str(_MONTHS.index(found[2][:3]) + 1), found[1])
    else:
        return None
    day = _date(*parts, today)
    return (day, day) if day else None


def _date(year: str, month: str, day: str, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        found = date(today.year, int(month), int(day))
    except ValueError:
        return None
    return found if found <= today else _year_before(found)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _month(name: str, year: str | None, today: date) -> tuple[date, date]:
    month = _MONTHS.index(name[:3]) + 1
    told = int(year) if year else today.year - (month > today.month)
    return date(told, month, 1), date(told, month, monthrange(told, month)[1])


def period(kind: str, today: date, *, back: int = 0) -> tuple[date, date]:
    """The week (Monday to Sunday), month, quarter or year that is `back` before today's; -1 is the next."""
    if kind == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    count = (today.year * 12 + today.month - 1) // months - back
    start, end = count * months, (count + 1) * months
    return date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, 1) - timedelta(days=1)


def read_due(words: str, today: date) -> Span | None:
    """When work falls due, forwards from today: "today", "this week", "friday", "in 5 days", "next month"."""
    if words in ("overdue", "past due", "late"):
        return Span(end=today - timedelta(days=1))
    if words in ("today", "now"):
        return Span(start=today, end=today)
    if words == "tomorrow":
        return Span(start=today + timedelta(days=1), end=today + timedelta(days=1))
    if words == "soon":
        return Span(start=today, end=today + timedelta(days=7))
    if found := re.fullmatch(r"(this|next) (week|month|quarter)", words):
        first, last = period(found[2], today, back=-int(found[1] == "next"))
        return Span(start=max(first, today), end=last)
    if found := re.search(r"(\d{1,3}) (days?|weeks?|months?)", words):
        return Span(start=today, end=today + timedelta(days=_days(found[1], found[2])))
    if found := re.fullmatch(rf"(by |before |on |this |next )?({_WEEKDAY})", words):
        ahead = (_WEEKDAYS.index(found[2][:3]) - today.weekday()) % 7
        day = today + timedelta(days=ahead)
        return Span(start=today if found[1] in ("by ", "before ") else day, end=day)
    if found := re.fullmatch(r"(by |before )?(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?", words):
        day_ = _ahead(found[4] or "", found[2], found[3], today)
        return Span(start=today if found[1] else day_, end=day_) if day_ else None
    return None


DUE = (
    rf"(?:today|now|tomorrow|soon|(?:this|next) (?:week|month|quarter)|(?:in|within) (?:the next )?\d{{1,3}} "
    rf"(?:days?|weeks?|months?)|(?:the )?next \d{{1,3}} (?:days?|weeks?|months?)|"
    rf"(?:by |before |on |this |next )?{_WEEKDAY}|"
    rf"(?:by |before )?\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"
)


def _ahead(year: str, month: str, day: str, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        found = date(today.year, int(month), int(day))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _days(count: str, unit: str) -> int:
    return int(count) * {"d": 1, "w": 7, "m": 30, "y": 365}[unit[0]]
