"""Rows of a day's list: what to do and how near it is; small balances gathered; it looks nothing up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.rules.calendar import Calendar
from bot.rules.privacy import Shown
from bot.rules.step_words import step_words
from bot.views.digest import DigestRow, SmallBalances
from data.claim_models import Claim
from data.follow_up_models import Step
from data.worklist_models import Span

NEAR = timedelta(days=14)
"""A deadline as close as that is told beside what is due next."""
_DAY = timedelta(days=1)


def next_words(claim: Claim, day: date, shown: Shown) -> str:
    """ "Work the denial: 8 days overdue", and behind it a deadline that comes closer."""
    first = next(iter(claim.position.steps), None)
    if first is None:
        return ""
    deadline = close_step(claim, day, NEAR)
    told = [first] if deadline is None or deadline is first else [first, deadline]
    return "; ".join(step_words(one, day, is_vague=is_vague(one, claim, shown)) for one in told)


def close_step(claim: Claim, day: date, within: timedelta) -> Step | None:
    """The nearest day to act that a rule or a letter sets, if it is not over and as near as that."""
    return next((one for one in claim.position.steps if one.rule_id and day <= one.due_on <= day + within), None)


def is_vague(step: Step, claim: Claim, shown: Shown) -> bool:
    """The days left of a limit that runs from the service tell the day of service."""
    if shown.is_exact or not step.rule_id or step.start_on is None:
        return False
    return step.is_from_service or step.start_on in (claim.position.service_from, claim.position.service_to)


def newly_overdue(day: date, calendar: Calendar) -> Span:
    """The days to act that are over since the working day before this one."""
    return Span(start=calendar.last_working(day - _DAY), end=day - _DAY)


def begins_week(day: date, since: Span) -> bool:
    """Whether the working day before this one was in another week."""
    return since.start is None or since.start.isocalendar().week != day.isocalendar().week


def cents_of(claim: Claim) -> int:
    return claim.position.balance_cents


def without_small(
    rows: Sequence[DigestRow], small_cents: int
) -> tuple[tuple[DigestRow, ...], tuple[SmallBalances, ...]]:
    """The rows that stay; two small balances or more of one payer and reason are gathered, the most money first."""
    groups: dict[tuple[str, str], list[DigestRow]] = {}
    for row in rows:
        if 0 < cents_of(row.claim) < small_cents:
            groups.setdefault((row.claim.payer, _reason(row.claim)), []).append(row)
    gathered = {key: found for key, found in groups.items() if len(found) > 1}
    hidden = {row.claim.id for found in gathered.values() for row in found}
    small = [_gathered(payer, reason, found) for (payer, reason), found in gathered.items()]
    return (
        tuple(row for row in rows if row.claim.id not in hidden),
        tuple(sorted(small, key=lambda one: (-one.cents, one.payer, one.reason))),
    )


def _gathered(payer: str, reason: str, rows: Sequence[DigestRow]) -> SmallBalances:
    return SmallBalances(payer=payer, reason=reason, count=len(rows), cents=sum(cents_of(row.claim) for row in rows))


def _reason(claim: Claim) -> str:
    """ "CO-16"; "" where nothing is denied."""
    return next((f"{one.group}-{one.carc}" for one in claim.position.denials), "")


def owners_words(claims: Iterable[Claim], names: Mapping[int, str]) -> str:
    """ "Bea Biller has 3, nobody 9"; "" where nobody has any."""
    counts: dict[str, int] = {}
    for claim in claims:
        who = names.get(claim.position.overlay.owner_id or 0, "")
        counts[who] = counts.get(who, 0) + 1
    unowned = counts.pop("", 0)
    told = [f"{who} has {count:,}" for who, count in sorted(counts.items())]
    return ", ".join([*told, f"nobody {unowned:,}"] if unowned and told else told)
