"""The days of a hand-off and which message of it is due: clocks in, messages out; it asks no time and sends nothing.

Sources of the days: what coding departments agree on for reviews (two business days), and for queries to providers 48
to 72 hours with an escalation behind them (ACDIS); all are the practice's convention, none is law.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bot.rules.calendar import Calendar
from data.hand_off_models import Clock, ClockDays, ClockKind, ClockRung, Watcher

NUDGED_AT, DUE_AT, ESCALATED_AT, LEAD_AT = 1, 2, 3, 5
"""Business days after the hand-off."""
_TOLD = {
    ClockRung.NUDGE: (Watcher.WAITED_ON,),
    ClockRung.DUE: (Watcher.WAITED_ON,),
    ClockRung.ESCALATED: (Watcher.WAITED_ON, Watcher.ASKER),
    ClockRung.LEAD: (Watcher.ASKER, Watcher.LEAD),
}
_RANKS = {rung: rank for rank, rung in enumerate(ClockRung)}
Decided = tuple[ClockRung, Watcher]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRung:
    """A message that has fallen due. `is_told` is False where a later one to the same watcher says more."""

    rung: ClockRung
    watcher: Watcher
    due_on: date
    is_told: bool


def clock_days(kind: ClockKind, started_on: date, calendar: Calendar) -> ClockDays:
    """Of a review and of a query, in business days from the day on which it was asked."""
    after = [calendar.add_business_days(started_on, count) for count in (NUDGED_AT, DUE_AT, ESCALATED_AT, LEAD_AT)]
    nudge_on, due_on, escalate_on, lead_on = after
    return ClockDays(
        nudge_on=nudge_on if kind is ClockKind.PROVIDER_QUERY else None,
        due_on=due_on,
        escalate_on=escalate_on,
        lead_on=lead_on,
    )


def days_until(due_on: date, calendar: Calendar) -> ClockDays:
    """Of what is to be done by a day that somebody chose, or comes back on one."""
    due_on = calendar.next_working(due_on)
    return ClockDays(
        due_on=due_on,
        escalate_on=calendar.add_business_days(due_on, ESCALATED_AT - DUE_AT),
        lead_on=calendar.add_business_days(due_on, LEAD_AT - DUE_AT),
    )


def due_rungs(clock: Clock, decided: Collection[Decided], today: date) -> list[DueRung]:
    """What has fallen due by that day and was not decided before; of several to one watcher the last one speaks."""
    due = [(rung, on, watcher) for rung, on in _days(clock) if on <= today for watcher in _watchers(clock, rung)]
    last = {watcher: rung for rung, _, watcher in due}
    return [
        DueRung(rung=rung, watcher=watcher, due_on=on, is_told=last[watcher] is rung)
        for rung, on, watcher in due
        if (rung, watcher) not in decided
    ]


def _days(clock: Clock) -> Iterator[tuple[ClockRung, date]]:
    days = clock.days
    if days.nudge_on is not None:
        yield ClockRung.NUDGE, days.nudge_on
    yield ClockRung.DUE, days.due_on
    yield ClockRung.ESCALATED, days.escalate_on
    yield ClockRung.LEAD, days.lead_on


def _watchers(clock: Clock, rung: ClockRung) -> tuple[Watcher, ...]:
    """Who waits for themselves is told once; what the local operator asked has no asker to be told."""
    has_asker = clock.asked_by is not None and clock.asked_by != clock.waiting_on
    return tuple(one for one in _TOLD[rung] if one is not Watcher.ASKER or has_asker)


def overdue_words(clock: Clock, today: date, calendar: Calendar) -> str:
    """ "due in 1 business day", "due today", "2 business days overdue"."""
    due_on = clock.days.due_on
    if due_on == today:
        return "due today"
    if due_on > today:
        return f"due in {_business_days(today, due_on, calendar)}"
    return f"{_business_days(due_on, today, calendar)} overdue"


def _business_days(start: date, end: date, calendar: Calendar) -> str:
    count, day = 0, start
    while day < end:
        day = calendar.add_business_days(day, 1)
        count += 1
    return f"{count} business day{'' if count == 1 else 's'}"
