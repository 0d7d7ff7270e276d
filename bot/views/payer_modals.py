"""A payer in a modal: its sheet, the rules that answer for it, each with how well it is known. Facts are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.payer_sheet_answering import StaleRule
from bot.rules.payer_sheet_words import badge, limit_line, purpose_words, scope_words, sheet_lines
from bot.views.blocks import Block, View, actions, button, context, divider, escape, option, section
from bot.views.forms import notice
from bot.views.payer_modals_ids import (
    ADD_RULE,
    CHANGE_SHEET,
    JOIN,
    OPEN_PAYER,
    OPEN_RULE,
    PART,
    PAYER_FIND,
    VIEW_PAYER,
    PayerRef,
)
from bot.views.plain import counted
from data.deadline_models import DeadlineRule, Mark, PayerSheet
from data.worklist_models import WorklistPayer

_TITLE = "Payers"
_MOST_STALE = 15
_MOST_FOUND = 10
_MOST_RULES = 25
_MOST_JOINED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerCard:
    """`version` is the change that made the sheet what it is. `silent` rules are the payer's but do not answer."""

    sheet: PayerSheet
    version: int
    joined: tuple[WorklistPayer, ...]
    open_claims: int
    rules: tuple[DeadlineRule, ...]
    silent: tuple[DeadlineRule, ...]
    can_change: bool
    today: date
    told: str = ""


def start_view(stale: Sequence[StaleRule], *, told: str = "") -> View:
    """No payer yet: the type-ahead, and what should be checked."""
    blocks = [*_told(told), *_find(), divider()]
    if not stale:
        return _modal([*blocks, section("Every rule that dates an open claim was checked within a year.")])
    shown = stale[:_MOST_STALE]
    defaults = [f"• {escape(one.rule.title)}{_whose(one)}" for one in shown if one.rule.mark is Mark.UNSET]
    lines = [f"*{counted(len(stale), 'rule')} to check*, those that date open claims of most payers first:"]
    if defaults:
        lines.append("\n".join(["⚠️ Defaults, no payer's own. Open a payer and set its limit:", *defaults]))
    lines += [f"• {escape(one.words)}{_whose(one)}" for one in shown if one.rule.mark is not Mark.UNSET]
    if len(stale) > _MOST_STALE:
        lines.append(f"and {len(stale) - _MOST_STALE:,} more: `billing-bot payers list --stale`")
    return _modal([*blocks, *(section(line) for line in lines)])


def found_view(found: Sequence[WorklistPayer]) -> View:
    """Several payers, or none, may be meant. What was typed may be a patient's name, so it is not repeated."""
    if not found:
        return _modal([section("I know no payer like that. Type a part of its name below."), *_find()])
    rows = [
        section(escape(one.name), accessory=button("Open", f"{OPEN_PAYER}:{one.id}", PayerRef(payer_id=one.id).value()))
        for one in found[:_MOST_FOUND]
    ]
    return _modal([section("Which payer do you mean?"), *rows, divider(), *_find()])


def payer_view(card: PayerCard) -> View:
    ref = PayerRef(payer_id=card.sheet.payer_id, after=card.version)
    blocks = [
        *_told(card.told),
        *_find(),
        section(f"*{escape(card.sheet.name)}*\n" + "\n".join(map(escape, sheet_lines(card.sheet)))),
        context(counted(card.open_claims, "open claim")),
        *_joined(card),
        *_change_buttons(card, ref),
        divider(),
        section("*Rules that answer for it*" if card.rules else "No rule is known for it."),
        *(_rule(rule, card) for rule in card.rules[:_MOST_RULES]),
        *_silent(card),
    ]
    return _modal(blocks) | {"private_metadata": ref.value()}


def payer_option(payer: WorklistPayer) -> Block:
    return option(payer.name, PayerRef(payer_id=payer.id).value())


def _find() -> list[Block]:
    element: Block = {
        "type": "external_select",
        "action_id": PAYER_FIND,
        "min_query_length": 1,
        "placeholder": {"type": "plain_text", "text": "Find a payer: aetna, uhc, blue cross …"},
    }
    return [{"type": "actions", "elements": [element]}]


def _change_buttons(card: PayerCard, ref: PayerRef) -> list[Block]:
    if not card.can_change:
        return [context("Leads and administrators may change this.")]
    buttons = [
        button("Change the sheet", CHANGE_SHEET, ref.value()),
        button("Add a rule", ADD_RULE, PayerRef(payer_id=ref.payer_id).value()),
        button("Same payer as …", JOIN, PayerRef(payer_id=ref.payer_id).value()),
    ]
    return actions(buttons)


def _joined(card: PayerCard) -> list[Block]:
    """Each with the button that takes it apart again."""
    rows = []
    for one in card.joined[:_MOST_JOINED]:
        back = button("Not the same", f"{PART}:{one.id}", PayerRef(payer_id=one.id).value())
        rows.append(section(f"Also: {escape(one.name)}", accessory=back if card.can_change else None))
    return rows


def _rule(rule: DeadlineRule, card: PayerCard) -> Block:
    opening = button("Open", f"{OPEN_RULE}:{rule.id}", PayerRef(payer_id=card.sheet.payer_id, rule_id=rule.id).value())
    return section(
        f"*{purpose_words(rule)}*: {limit_line(rule)}\n"
        f"{escape(scope_words(rule))} · {escape(rule.source)}\n{escape(badge(rule, card.today))}",
        accessory=opening,
    )


def _silent(card: PayerCard) -> list[Block]:
    if not card.silent:
        return []
    return [
        section("*Kept, but another rule comes first, or it must be asked for*"),
        *(_rule(rule, card) for rule in card.silent[:_MOST_RULES]),
    ]


def _whose(one: StaleRule) -> str:
    if not one.payers:
        return ""
    more = f" and {len(one.payers) - 1:,} more" if len(one.payers) > 1 else ""
    return f", for {escape(one.payers[0])}{more}"


def _told(told: str) -> list[Block]:
    return [section(escape(told))] if told else []


def _modal(blocks: list[Block]) -> View:
    return notice(_TITLE, blocks) | {"callback_id": VIEW_PAYER}
