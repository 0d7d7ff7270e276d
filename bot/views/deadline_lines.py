"""Deadlines on a claim's card and in its details: what, by when, by which rule, how well that rule is known."""

from collections.abc import Sequence
from datetime import date

from bot.rules.claim_deadlines import ClaimDeadline, band
from bot.rules.privacy import Shown, distance
from bot.rules.step_words import action_words
from bot.views.blocks import Block, context, escape, section, shorten
from bot.views.plain import counted
from data.deadline_models import DeadlineRule, Mark
from data.follow_up_models import StepKind

_MOST = 3
_LONGEST_SOURCE = 60


def deadline_lines(deadlines: Sequence[ClaimDeadline], today: date, shown: Shown) -> list[str]:
    """A line for each deadline, the nearest first, then how it is known."""
    lines = []
    for one in deadlines[:_MOST]:
        mark = " ⚠️" if one.step.due_on <= today else ""
        lines.append(f"*Deadline:* {escape(_what(one))}, {_when(one, today, shown)}{mark}  _{escape(_by(one))}_")
    left = len(deadlines) - _MOST
    return [*lines, f"and {left} more: see *Details*"] if left > 0 else lines


def deadline_blocks(deadlines: Sequence[ClaimDeadline], today: date, shown: Shown) -> list[Block]:
    """Every deadline with its arithmetic, step by step; a start that is a day of service is not told in `minimum`."""
    blocks: list[Block] = []
    for one in deadlines:
        blocks.append(section(f"*{escape(_what(one))}*: {_when(one, today, shown)}"))
        if one.days is not None and (shown.is_exact or not one.starts_at_service):
            told = [*one.days.steps, *one.days.warnings] if shown.is_exact else list(one.days.warnings)
            if told:
                blocks.append(section("\n".join(f"• {escape(step)}" for step in told)))
        blocks.append(context(escape(_known(one))))
    return blocks


def deadline_text(one: ClaimDeadline, today: date, shown: Shown) -> str:
    """The line of a card without its marks, for places that are not Slack."""
    return f"{_what(one)}, {_when(one, today, shown)}; {_by(one)}"


def _what(one: ClaimDeadline) -> str:
    if one.rule is None:
        return action_words(one.step.kind)
    return one.rule.title if one.step.kind is StepKind.APPEAL else action_words(one.step.kind)


def _when(one: ClaimDeadline, today: date, shown: Shown) -> str:
    """ "work by 2026-06-19 (in 18 days), last day 2026-06-26"; in `minimum` days left, or a band."""
    step = one.step
    if not shown.is_exact:
        return band(step.due_on, today) if one.starts_at_service else _left(step.due_on, today)
    is_mailed = one.days is not None and one.days.safe != step.due_on
    first = "mail it by" if is_mailed else "work by"
    parts = [f"{first} {step.due_on.isoformat()} ({distance(step.due_on, today)})"]
    if is_mailed and one.days is not None:
        parts.append(f"work by {one.days.safe.isoformat()} by fax or portal")
    if step.last_on is not None and step.last_on != step.due_on:
        parts.append(f"last day {step.last_on.isoformat()}")
    return ", ".join(parts)


def _left(due_on: date, today: date) -> str:
    """ "18 days left", "today", "3 days over"."""
    days = (due_on - today).days
    if days == 0:
        return "today"
    return f"{counted(days, 'day')} left" if days > 0 else f"{counted(-days, 'day')} over"


def _by(one: ClaimDeadline) -> str:
    """By what it is known, short: "by 42 CFR 405.942, checked 2026-11-23", "by a default, not checked"."""
    if one.rule is None:
        return _known(one)
    by = "a default" if one.rule.mark is Mark.UNSET else shorten(one.rule.source, _LONGEST_SOURCE)
    return f"by {by}, {_checked(one.rule)}"


def _known(one: ClaimDeadline) -> str:
    """By which rule, where that stands, and whether anybody has checked it."""
    if one.step.rule_id == "letter":
        return "by the payer's letter"
    if one.rule is None:
        return f"rule {one.step.rule_id}, which is no longer kept"
    source = f", {one.rule.source}" if one.rule.source else ""
    note = f". {one.rule.note}" if one.rule.note else ""
    return f"rule {one.rule.id}{source}, {_checked(one.rule)}{note}"


def _checked(rule: DeadlineRule) -> str:
    if rule.is_verified and rule.verified_on is not None:
        return f"checked {rule.verified_on.isoformat()}" + (f" by {rule.verified_by}" if rule.verified_by else "")
    return "nobody here has checked it"
