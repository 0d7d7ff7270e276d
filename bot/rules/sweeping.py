"""What a sweep decides about a claim: which reminder speaks, which it silences, who is told; it asks no time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.calendar import Calendar
from bot.rules.ladder import COUNTDOWN, alerts_of, most_urgent
from data.follow_up_models import Alert, DueClaim, Rung, Step, Target, Told

_NEWS_DAYS = 4
"""What fell due longer ago, and is over, is told in a list only: a weekend with a holiday may lie between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of the alerts that fell due. `spoken` is None where nothing is left to tell."""

    spoken: Alert | None
    told: tuple[Told, ...]
    silenced: tuple[Alert, ...]
    next_on: date | None
    """The next day on which the claim must be looked at; None for never."""


def decide(
    claim: DueClaim, today: date, calendar: Calendar, *, small_cents: int = 0, is_first: bool = False
) -> Decision:
    """One reminder speaks for the claim: the most urgent. The lesser ones of that day are silenced for good.

    `is_first`: a practice begins with the bot. What is due already comes in lists then, close deadlines one by one.
    """
    alerts = [one for step in claim.steps for one in alerts_of(step, calendar)]
    open_alerts = [one for one in alerts if one.key not in claim.decided]
    due = [one for one in open_alerts if one.on <= today]
    spoken = most_urgent(due)
    return Decision(
        spoken=spoken,
        told=_told(claim, spoken, today, small_cents, is_first=is_first) if spoken else (),
        silenced=tuple(one for one in due if one is not spoken),
        next_on=min((one.on for one in open_alerts if one.on > today), default=None),
    )


def first_look(steps: Iterable[Step], calendar: Calendar) -> date | None:
    """The first day on which a claim with these steps must be looked at."""
    return min((one.on for step in steps for one in alerts_of(step, calendar)), default=None)


def _told(claim: DueClaim, alert: Alert, today: date, small_cents: int, *, is_first: bool) -> tuple[Told, ...]:
    """Owned claims go to their owner, the others to the channel, close ones to the lead, too."""
    group = _RUNGS[alert.rung]
    is_news = not _is_old_news(alert, today) and not (is_first and alert.step.due_on <= today)
    may_be_single = is_news and claim.balance_cents >= small_cents
    who = _OWNED if claim.owner_id is not None else _UNOWNED
    return tuple(
        Told(target=target, is_single=may_be_single and (group, target) not in _LISTED) for target in who[group]
    )


def _is_old_news(alert: Alert, today: date) -> bool:
    """After a long silence, or in the first days of a practice with the bot: the day to act is over already."""
    return alert.on < today - timedelta(days=_NEWS_DAYS) and alert.step.due_on < today


class _Group(StrEnum):
    """Rungs that are told alike."""

    DUE = "due"
    SECOND = "second"
    LEAD = "lead"
    FAR = "far"
    NEAR = "near"
    CLOSE = "close"
    CLOSER = "closer"
    COUNTDOWN = "countdown"
    TOMORROW = "tomorrow"
    LAST = "last"
    PASSED = "passed"


_RUNGS = {
    Rung.DUE: _Group.DUE,
    Rung.SECOND: _Group.SECOND,
    Rung.LEAD: _Group.LEAD,
    Rung.T30: _Group.FAR,
    Rung.T15: _Group.NEAR,
    Rung.T14: _Group.NEAR,
    Rung.T7: _Group.CLOSE,
    **dict.fromkeys(COUNTDOWN, _Group.COUNTDOWN),
    Rung.T3: _Group.CLOSER,
    Rung.T1: _Group.TOMORROW,
    Rung.T0: _Group.LAST,
    Rung.LAST: _Group.LAST,
    Rung.FINAL: _Group.LAST,
    Rung.PASSED: _Group.PASSED,
}
_OWNED = {
    _Group.DUE: (Target.OWNER,),
    _Group.SECOND: (Target.OWNER,),
    _Group.LEAD: (Target.LEAD,),
    _Group.FAR: (Target.OWNER,),
    _Group.NEAR: (Target.OWNER,),
    _Group.CLOSE: (Target.OWNER, Target.CHANNEL),
    _Group.CLOSER: (Target.OWNER,),
    _Group.COUNTDOWN: (Target.OWNER,),
    _Group.TOMORROW: (Target.OWNER, Target.LEAD),
    _Group.LAST: (Target.OWNER, Target.LEAD, Target.CHANNEL),
    _Group.PASSED: (Target.OWNER, Target.LEAD),
}
_UNOWNED = {
    _Group.DUE: (Target.CHANNEL,),
    _Group.SECOND: (Target.CHANNEL,),
    _Group.LEAD: (Target.LEAD,),
    _Group.FAR: (Target.CHANNEL,),
    _Group.NEAR: (Target.CHANNEL,),
    _Group.CLOSE: (Target.LEAD, Target.CHANNEL),
    _Group.CLOSER: (Target.LEAD, Target.CHANNEL),
    _Group.COUNTDOWN: (Target.LEAD, Target.CHANNEL),
    _Group.TOMORROW: (Target.LEAD, Target.CHANNEL),
    _Group.LAST: (Target.LEAD, Target.CHANNEL),
    _Group.PASSED: (Target.LEAD, Target.CHANNEL),
}
_LISTED = frozenset(
    {
        *((_Group.DUE, Target.OWNER), (_Group.SECOND, Target.OWNER), (_Group.SECOND, Target.CHANNEL)),
        *((_Group.LEAD, Target.LEAD), (_Group.FAR, Target.OWNER), (_Group.FAR, Target.CHANNEL)),
        *((_Group.COUNTDOWN, target) for target in Target),
    }
)
"""What is told in the day's list only."""
