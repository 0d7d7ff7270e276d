"""The parts of a day's list that come of reminders: what came up, by how near it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.digest_rows import cents_of, is_vague, owners_words, without_small
from bot.rules.ladder import rank
from bot.rules.privacy import Shown
from bot.rules.step_words import alert_words, step_words
from bot.views.digest import DigestPart, DigestRow
from data.claim_models import Claim
from data.follow_up_models import Alert, Reminder, Rung

PASSED, LAST_DAYS, WEEK = "Last day passed", "Last days", "Deadline within a week"
TWO_WEEKS, MONTH = "Deadline within two weeks", "Deadline in about 30 days"
_FOLLOW_UP, _LEFT_OPEN = "To follow up", "Still open"
_TITLES = {
    Rung.PASSED: PASSED,
    **dict.fromkeys((Rung.FINAL, Rung.LAST, Rung.T0, Rung.T1, Rung.T2, Rung.T3), LAST_DAYS),
    **dict.fromkeys((Rung.T4, Rung.T5, Rung.T6, Rung.T7), WEEK),
    **dict.fromkeys((Rung.T14, Rung.T15), TWO_WEEKS),
    Rung.T30: MONTH,
    Rung.LEAD: _LEFT_OPEN,
    **dict.fromkeys((Rung.DUE, Rung.SECOND), _FOLLOW_UP),
}
COUNTS = {
    PASSED: "past the last day",
    LAST_DAYS: "in the last days of a deadline",
    WEEK: "with a deadline within a week",
    TWO_WEEKS: "with a deadline within two weeks",
    MONTH: "with a deadline in about 30 days",
}
_OPENS = {_FOLLOW_UP: ("Unassigned, by due date", "unassigned by due"), _LEFT_OPEN: ("All overdue", "overdue")}
"""The button of a part and the words that it opens. Of deadlines there is no list in `/claims`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a list is told: on which day, how much of a claim, whose names, which balances are small."""

    day: date
    shown: Shown
    small_cents: int
    names: Mapping[int, str]
    """Of people by their number; {} where it is plain who has what."""


def parts_of(told: Sequence[Reminder], claims: Mapping[int, Claim], telling: Telling) -> tuple[DigestPart, ...]:
    """Each claim once, by the most urgent of what is told of it; `claims` by their ids, as they are now."""
    parts: dict[str, list[tuple[Alert, Claim]]] = {}
    for one in _once_each(told):
        alert, claim = one.alert, claims.get(one.claim.id)
        if alert is not None and claim is not None:
            parts.setdefault(_TITLES[alert.rung], []).append((alert, claim))
    titles = dict.fromkeys(_TITLES.values())
    return tuple(_part(title, parts[title], telling) for title in titles if title in parts)


def title_of(one: Reminder) -> str:
    """Under which heading it stands."""
    return _TITLES[Rung(one.key[3])]


def _once_each(told: Sequence[Reminder]) -> list[Reminder]:
    found: dict[int, Reminder] = {}
    for one in sorted((one for one in told if one.alert), key=lambda each: -rank(Rung(each.key[3]))):
        found.setdefault(one.claim.id, one)
    return list(found.values())


def _part(title: str, told: Sequence[tuple[Alert, Claim]], telling: Telling) -> DigestPart:
    """Deadlines by their days, each in a row of its own; all else by the money, small balances together."""
    label, words = _OPENS.get(title, ("", ""))
    ordered = sorted(told, key=_by_money if words else _by_day)
    rows = tuple(_row(alert, claim, telling) for alert, claim in ordered)
    kept, small = without_small(rows, telling.small_cents if words else 0)
    return DigestPart(
        title=title,
        total=len(told),
        sum_cents=sum(cents_of(claim) for _, claim in told),
        rows=kept,
        words=words,
        label=label,
        counts=COUNTS.get(title, ""),
        aside=owners_words([claim for _, claim in told], telling.names),
        small=small,
    )


def _by_day(pair: tuple[Alert, Claim]) -> tuple[date, int]:
    return pair[0].step.due_on, -cents_of(pair[1])


def _by_money(pair: tuple[Alert, Claim]) -> tuple[date, int]:
    return date.min, -cents_of(pair[1])


def _row(alert: Alert, claim: Claim, telling: Telling) -> DigestRow:
    if alert.rung is not Rung.PASSED and is_vague(alert.step, claim, telling.shown):
        plain = step_words(alert.step, telling.day, is_vague=True)
    else:
        plain = alert_words(alert, telling.day)
    owner = telling.names.get(claim.position.overlay.owner_id or 0, "")
    return DigestRow(claim=claim, plain=plain, owner=f"{owner} has it" if owner else "")
