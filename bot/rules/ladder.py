"""The reminders of a step: on which days it speaks, and which of several speaks first; it knows no claim."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.rules.calendar import Calendar
from data.follow_up_models import Alert, Rung, Step, StepKind

_DEADLINE = ((30, Rung.T30), (14, Rung.T14), (7, Rung.T7), (3, Rung.T3), (1, Rung.T1), (0, Rung.T0))
_FILING = (
    *((30, Rung.T30), (15, Rung.T15), (7, Rung.T7), (6, Rung.T6), (5, Rung.T5), (4, Rung.T4), (3, Rung.T3)),
    *((2, Rung.T2), (1, Rung.T1), (0, Rung.T0)),
)
"""Days before the day to act; a filing limit speaks daily in its last week."""
COUNTDOWN = frozenset({Rung.T6, Rung.T5, Rung.T4, Rung.T2})
"""Days on which a filing limit is told in the day's list alone: it was a message of its own shortly before."""
_TOLD_BY_CLOCKS = frozenset({StepKind.WAIT_CODER, StepKind.WAIT_PROVIDER})
"""Who waits for whom is told by the clock of the hand-off, to both sides."""
_FILING_STEPS = frozenset({StepKind.FILE})
_LATER = {
    StepKind.CHECK_STATUS: ((15, Rung.SECOND), (30, Rung.LEAD)),
    StepKind.BILL_PATIENT: ((30, Rung.SECOND), (60, Rung.LEAD)),
    StepKind.CHECK_APPEAL: ((7, Rung.SECOND), (14, Rung.LEAD)),
    StepKind.CHECK_NEXT_PAYER: ((15, Rung.SECOND), (30, Rung.LEAD)),
}
"""Calendar days after a step fell due on which it is told again, then to the lead."""
_LEAD_AFTER = 5
"""Business days after which any other step that is still open is told to the lead."""
_SEVERITY = (
    *(Rung.T30, Rung.DUE, Rung.SECOND, Rung.LEAD, Rung.T15, Rung.T14, Rung.T7, Rung.T6, Rung.T5, Rung.T4),
    *(Rung.T3, Rung.T2, Rung.T1, Rung.T0, Rung.LAST, Rung.FINAL, Rung.PASSED),
)
_RANKS = {rung: rank for rank, rung in enumerate(_SEVERITY)}
CLOSE = frozenset(
    {
        *(Rung.T7, Rung.T6, Rung.T5, Rung.T4, Rung.T3, Rung.T2, Rung.T1, Rung.T0),
        *(Rung.LAST, Rung.FINAL, Rung.PASSED),
    }
)
"""Reminders that a snooze does not silence."""
_STILL_TAKEN_DAYS = 3
"""Days before the very last day on which what was not sent in time speaks again: fax and portal are left."""
_ESCALATES = frozenset({Rung.T3, Rung.T2, Rung.T1})
"""Reminders that end once somebody has acknowledged the day."""


def alerts_of(step: Step, calendar: Calendar) -> list[Alert]:
    """Every reminder of the step, by day; each on a working day on or before its own, but for the last ones."""
    if step.kind in _TOLD_BY_CLOCKS:
        return []
    days = _limits(step, calendar) if step.rule_id else _follow_ups(step, calendar)
    found = [Alert(step=step, rung=rung, on=on) for on, rung in days]
    if step.is_acknowledged:
        found = [one for one in found if one.rung not in _ESCALATES]
    if step.quiet_until is None:
        return found
    return [one for one in found if one.rung in CLOSE or one.on >= step.quiet_until]


def rank(rung: Rung) -> int:
    """The higher, the more urgent."""
    return _RANKS[rung]


def most_urgent(alerts: Iterable[Alert]) -> Alert | None:
    """The one that silences the others: of each step its last word, of these the most urgent, then the nearer day.

    A last day that has passed does not silence another one that can still be met.
    """
    last_words: dict[Step, Alert] = {}
    for one in alerts:
        known = last_words.get(one.step)
        if known is None or rank(one.rung) > rank(known.rung):
            last_words[one.step] = one
    return min(last_words.values(), key=lambda one: (-_across(one.rung), one.step.due_on, one.step.kind), default=None)


def _across(rung: Rung) -> float:
    return rank(Rung.T7) - 0.5 if rung is Rung.PASSED else rank(rung)


def _limits(step: Step, calendar: Calendar) -> Iterator[tuple[date, Rung]]:
    """A rung whose working day comes before the event itself has no day: the claim speaks at once then."""
    told: dict[date, Rung] = {}
    for days, rung in _FILING if step.kind in _FILING_STEPS else _DEADLINE:
        on = calendar.last_working(step.due_on - timedelta(days=days))
        if on >= step.since and (on not in told or rung not in COUNTDOWN):
            told[on] = rung  # of two rungs on one day the later one is the more urgent
    yield from told.items()
    if step.last_on is not None:
        still_taken = calendar.last_working(step.last_on - timedelta(days=_STILL_TAKEN_DAYS))
        if still_taken > max(step.due_on, step.since):
            yield still_taken, Rung.LAST
        final = calendar.last_working(step.last_on)
        if final > max(step.due_on, step.since, still_taken):
            yield final, Rung.FINAL
        yield calendar.next_working(step.last_on + timedelta(days=1)), Rung.PASSED


def _follow_ups(step: Step, calendar: Calendar) -> Iterator[tuple[date, Rung]]:
    yield calendar.next_working(step.due_on), Rung.DUE
    later = _LATER.get(step.kind)
    if later is None:
        yield calendar.add_business_days(step.due_on, _LEAD_AFTER), Rung.LEAD
        return
    for days, rung in later:
        yield calendar.next_working(step.due_on + timedelta(days=days)), rung
