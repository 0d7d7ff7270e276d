"""One rule in a modal: what it says, how well it is known, what it said before. Facts are handed in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from bot.rules.deadline_words import limit_words
from bot.rules.payer_sheet_answering import is_own
from bot.rules.payer_sheet_words import badge, limit_line, purpose_words, scope_words
from bot.views.blocks import Block, View, actions, button, context, divider, escape, section
from bot.views.forms import notice
from bot.views.payer_modals_ids import (
    ADD_RULE,
    CHANGE_RULE,
    CHECK_RULE,
    OPEN_PAYER,
    VIEW_RULE,
    WITHDRAW_RULE,
    PayerRef,
)
from data.deadline_models import DeadlineRule, Mark, Unit
from data.payer_models import RuleChange, RuleCheck

_MOST_HISTORY = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """`ref` is the payer from whose page the rule was opened, and the change that made the rule what it is."""

    rule: DeadlineRule
    ref: PayerRef
    changes: tuple[RuleChange, ...]
    checks: tuple[RuleCheck, ...]
    can_change: bool
    today: date
    told: str = ""


def rule_view(card: RuleCard) -> View:
    rule = card.rule
    blocks = [
        *([section(escape(card.told))] if card.told else []),
        section(f"*{escape(rule.title)}*\n" + "\n".join(escape(line) for line in _facts(rule))),
        section(escape(badge(rule, card.today))),
        *actions(_buttons(card)),
        divider(),
        section("*History*"),
        *(section(escape(line)) for line in list(_history(card))[:_MOST_HISTORY]),
        context(f"Rule {escape(rule.id)}"),
    ]
    return notice("Rule", blocks) | {"callback_id": VIEW_RULE, "private_metadata": card.ref.value()}


def _facts(rule: DeadlineRule) -> Iterator[str]:
    yield f"{purpose_words(rule)}: {limit_line(rule)}"
    yield f"Whose: {scope_words(rule)}"
    if rule.plan_days is not None:
        unit = rule.unit if rule.unit is Unit.BUSINESS_DAYS else Unit.CALENDAR_DAYS
        yield f"Work is planned to {limit_words(rule.plan_days, unit)}, because the limit is not sure"
    if rule.opens_after:
        yield f"Not before {limit_words(rule.opens_after, rule.unit)} are over"
    if rule.decision_days is not None:
        yield f"Decision within {limit_words(rule.decision_days, Unit.CALENDAR_DAYS)}"
    if rule.minimum_cents is not None:
        yield f"Only from ${rule.minimum_cents / 100:,.2f} on"
    if rule.rolls:
        yield "A last day on a weekend or holiday moves to the next working day"
    yield f"Days for mail: {limit_words(rule.mail_lead_business_days, Unit.BUSINESS_DAYS)}"
    yield f"Source: {rule.source}"
    if rule.note:
        yield rule.note


def _buttons(card: RuleCard) -> list[Block]:
    back = button("← Back to the payer", f"{OPEN_PAYER}:back", PayerRef(payer_id=card.ref.payer_id).value())
    if not card.can_change:
        return [back]
    value = card.ref.value()
    check = button("I have checked this", CHECK_RULE, value, style="primary")
    if card.rule.mark is Mark.UNSET:
        return [back, button("Set this payer's own", ADD_RULE, value, style="primary")]
    if not is_own(card.rule):
        return [back, check]
    withdraw = button("Withdraw", WITHDRAW_RULE, value, style="danger") | {"confirm": _sure(card.rule)}
    return [back, check, button("Change", CHANGE_RULE, value), withdraw]


def _sure(rule: DeadlineRule) -> Block:
    text = f"Open claims are dated by the rule that comes next. The history of {rule.id} stays."
    return {
        "title": {"type": "plain_text", "text": "Withdraw this rule?"},
        "text": {"type": "plain_text", "text": text},
        "confirm": {"type": "plain_text", "text": "Withdraw"},
        "deny": {"type": "plain_text", "text": "Keep it"},
    }


def _history(card: RuleCard) -> Iterator[str]:
    if not card.changes and not card.checks:
        yield "It came with the bot; nobody here has checked it yet." if not is_own(card.rule) else "Nothing yet."
    for one in card.checks:
        yield f"{one.checked_on}: checked by {one.by}"
    for now, before in pairwise((*card.changes, None)):
        assert now is not None, "only the last has nothing before it"
        yield f"{_day(now.at)}, {now.by}: {_what_changed(now, before)}"


def _what_changed(now: RuleChange, before: RuleChange | None) -> str:
    if now.is_withdrawn:
        return "withdrawn"
    said = f"{limit_line(now.rule)} ({now.rule.source})"
    if before is None or before.is_withdrawn:
        return f"added: {said}"
    as_before = replace(now.rule, verified_on=before.rule.verified_on, verified_by=before.rule.verified_by)
    is_check = now.rule.verified_by and as_before == before.rule
    return f"checked on {now.rule.verified_on}" if is_check else f"changed to: {said}"


def _day(at: datetime) -> str:
    return at.date().isoformat()
