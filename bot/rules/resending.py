"""When a message that did not go through is tried again, and when no more; it knows no clock and no Slack."""

from datetime import date, datetime, timedelta

from data.reminder_models import OutboxRow

MOST_FAILURES = 8
"""Refusals that nobody knows, or repeats without an answer: then a person must look."""
MOST_RENDERINGS = 4
_FAILURE_PAUSES_S = (60, 300, 1_200, 3_600, 10_800, 25_200, 43_200)
"""Eight tries within a day."""
_REPEAT_AFTER_S = 900.0
_REPEAT_AFTER_ON_LAST_DAY_S = 300.0
_LONGEST_REPEAT_AFTER_S = 14_400.0


def pause(attempts: int, *, first_s: float, longest_s: float, chance: float) -> timedelta:
    """Before the next try after so many failed ones; `chance`, 0 to 1, keeps many from coming at once."""
    seconds = min(first_s * 2.0 ** min(attempts, 10), longest_s)
    return timedelta(seconds=seconds * (1 + chance / 2))


def failure_pause(failures: int) -> timedelta:
    """Before the next try after the message itself may be at fault for the `failures` before."""
    return timedelta(seconds=_FAILURE_PAUSES_S[min(failures, len(_FAILURE_PAUSES_S) - 1)])


def is_last_day(row: OutboxRow, today: date) -> bool:
    """Whether silence is worse than a repeat by now."""
    return row.outgoing.last_day is not None and today >= row.outgoing.last_day


def repeat_at(row: OutboxRow, today: date, now: datetime) -> datetime:
    """When a message that may be there, and cannot be looked for, goes out once more. Each repeat doubles the wait."""
    first = _REPEAT_AFTER_ON_LAST_DAY_S if is_last_day(row, today) else _REPEAT_AFTER_S
    seconds = min(first * 2.0 ** min(row.repeats, 10), _LONGEST_REPEAT_AFTER_S)
    return (row.first_try_at or now) + timedelta(seconds=seconds)
