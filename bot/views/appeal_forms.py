"""Inputs of the forms for an appeal and its decision, and what was chosen in them; in `minimum` nothing is typed but a
reference, days and an amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.appeal_words import APPEAL_WAYS, CAUSES, DOCUMENTS
from bot.views.blocks import Block, context, option
from bot.views.forms import day_input, input_block, menu, text_input
from data.work_models import Appeal

LEVEL, WAY, DAY, REFERENCE, DOCUMENT, CAUSE = "level", "way", "day", "reference", "documents", "cause"
OUTCOME, RECOVERED = "outcome", "recovered"
ENTRY = "entry:"
"""Opens the block id of a form that puts an entry right; the entry's number follows."""
_MOST_LINES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFormFor:
    """What these forms are made for. `lines` are told above; `levels` and `outcomes` are what can be chosen."""

    lines: tuple[str, ...]
    levels: Mapping[str, str]
    level: str
    """Chosen at first, "" for none."""
    outcomes: Mapping[str, str]
    asks_cause: bool
    """The last day has passed."""
    wrong: Appeal | None = None
    """The appeal whose entry, or decision, is put right; None for a new one."""


def appeal_blocks(asked: AppealFormFor, today: date, *, can_type: bool) -> list[Block]:
    wrong = asked.wrong
    how = "" if can_type else "Letters and digits, 20 at most."
    reference = text_input(REFERENCE, "Tracking or case number", most=40 if can_type else 20, hint=how)
    if wrong and wrong.reference:
        reference["element"]["initial_value"] = wrong.reference
    sent_on = wrong.sent_on if wrong else today
    return [
        *_told(asked, str(wrong.work_id) if wrong else ""),
        menu(LEVEL, "Which appeal?", dict(asked.levels), initial=asked.level),
        menu(WAY, "How was it sent?", APPEAL_WAYS, initial=wrong.way if wrong else ""),
        day_input(DAY, "Sent on", initial=sent_on, needed=True, hint="Mail takes five business days or more."),
        reference,
        _documents(wrong.documents if wrong else ()),
        *_cause(asked),
        context("This only keeps that it went out. It is then quiet until the payer should have decided."),
    ]


def decision_blocks(asked: AppealFormFor, today: date) -> list[Block]:
    wrong = asked.wrong
    hint = "What the decision is worth, where it says."
    recovered = text_input(RECOVERED, "Recovered, in dollars", most=12, hint=hint)
    if wrong and wrong.recovered_cents is not None:
        recovered["element"]["initial_value"] = f"{wrong.recovered_cents // 100}.{wrong.recovered_cents % 100:02}"
    outcome = str(wrong.outcome) if wrong and wrong.outcome else ""
    decided_on = wrong.decided_on if wrong and wrong.decided_on else today
    return [
        *_told(asked, str(wrong.decision_id) if wrong else ""),
        menu(OUTCOME, "What did the payer decide?", dict(asked.outcomes), initial=outcome),
        day_input(DAY, "Date of the decision, as its letter says", initial=decided_on, needed=True),
        recovered,
        context("If the denial stands, the next level's limit counts from that date."),
    ]


def entry_of(view: dict[str, Any]) -> int | None:
    """The entry that a form puts right."""
    ids = [block.get("block_id", "") for block in view["blocks"]]
    return next((int(one.removeprefix(ENTRY)) for one in ids if one.startswith(ENTRY)), None)


def documents_of(view: dict[str, Any]) -> tuple[str, ...]:
    state = view.get("state", {}).get("values", {}).get(DOCUMENT, {}).get(DOCUMENT, {})
    chosen = [one["value"] for one in state.get("selected_options") or []]
    return tuple(one for one in DOCUMENTS if one in chosen)


def _told(asked: AppealFormFor, entry: str) -> list[Block]:
    lines = list(asked.lines[:_MOST_LINES])
    if entry:
        lines.insert(0, "What you send takes the place of the entry; the old one stays in the claim's history.")
    if not lines:
        return []
    told = context("\n".join(lines))
    return [told | {"block_id": f"{ENTRY}{entry}"} if entry else told]


def _documents(chosen: tuple[str, ...]) -> Block:
    options = {key: option(text, key) for key, text in DOCUMENTS.items()}
    element: Block = {"type": "checkboxes", "action_id": DOCUMENT, "options": list(options.values())}
    if initial := [options[one] for one in chosen if one in options]:
        element["initial_options"] = initial
    return input_block(DOCUMENT, "What went with it", element, needed=False)


def _cause(asked: AppealFormFor) -> list[Block]:
    if not asked.asks_cause:
        return []
    return [menu(CAUSE, "Why is it late?", CAUSES, needed=False, initial=asked.wrong.cause if asked.wrong else "")]
