"""What was entered in the settings' forms, read into times, days and errors by input; it keeps nothing."""

from collections.abc import Callable
from datetime import date, time

from bot.rules.typed_dates import read_date
from data.errors import AuditUnwritable, ClaimStoreUnusable

Errors = dict[str, str]
CHANGED = "Somebody changed this while you had it open. Close this window, look at what is set now, and change that."
LATEST_DIGEST = time(22)
LATE_DIGEST = "By 10:00 PM at the latest, so that the list comes on the day that it is for."
_FARTHEST_DAYS = 3 * 366


def read_time(text: str) -> time | None:
    """ "08:30"; None for what is no time."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None) if text else None
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """As a datepicker gives it."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def read_days(text: str, today: date) -> tuple[frozenset[date], str]:
    """Days as people type them, one a line, and the first line that is none or too far off to be meant."""
    days: set[date] = set()
    for line in text.replace(";", "\n").splitlines():
        if not (typed := line.strip()):
            continue
        day = read_date(typed)
        if day is None or abs((day - today).days) > _FARTHEST_DAYS:
            return frozenset(), typed
        days.add(day)
    return frozenset(days), ""


def kept_or_why_not(block: str, keep: Callable[[], object]) -> Errors:
    """Why it could not be written down just now, at an input, so that what was entered stays on screen."""
    try:
        keep()
    except (ClaimStoreUnusable, AuditUnwritable):
        return {block: "Something else is being written just now, so nothing was kept. Send this again in a minute."}
    return {}
