"""Working many claims at once: which action, the question that states count and sum, what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.privacy import Shown, money_text
from bot.rules.work_rules import MOST_SNOOZE_DAYS, WorkAction
from bot.rules.work_words import NOTES
from bot.views.blocks import View, context, escape, option, section
from bot.views.forms import choice, form, menu, notice, text_input
from bot.views.plain import counted
from bot.views.work_ids import VIEW_MANY, VIEW_MANY_SURE
from bot.views.work_modals import DAYS, OTHER_DAYS, PICKED, day_options

ACTION = "action"
MOST_AT_ONCE = 1_000
_MOST_SKIPPED = 20
_ACTIONS = {
    WorkAction.TAKE: "Take",
    WorkAction.SNOOZE: "Snooze",
    WorkAction.NOTE: "Note",
    WorkAction.RESOLVE: "Resolved in PM",
}
_TITLE = "Several claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to be done with a kept selection: the action, for how many business days, which note."""

    selection_id: str
    action: WorkAction
    days: int = 0
    picked: str = ""

    def value(self) -> str:
        return "|".join((self.selection_id, self.action, str(self.days), self.picked))


def read_chosen(value: str) -> Chosen:
    """What `Chosen.value` wrote. Raises ValueError for anything else."""
    selection_id, action, days, picked = value.split("|")
    return Chosen(selection_id=selection_id, action=WorkAction(action), days=int(days), picked=picked)


def many_form(selection_id: str, count: int, today: date) -> View:
    hint = f"For *Snooze* with another number: 1 to {MOST_SNOOZE_DAYS} business days."
    blocks = [
        section(f"What is to be done with {_claims(count)}?"),
        choice(ACTION, "Action", [option(words, action) for action, words in _ACTIONS.items()]),
        choice(DAYS, "Snooze for", day_options(today), 1),
        text_input(OTHER_DAYS, "Another number of business days", most=2, hint=hint),
        menu(PICKED, "Note", NOTES, needed=False),
        context("Next you are asked once more, with the count and the sum. Claims that do not allow it are left out."),
    ]
    return form(_TITLE, VIEW_MANY, "Next", selection_id, blocks)


def sure_view(chosen: Chosen, count: int, cents: int, shown: Shown) -> View:
    """ "Snooze 47 claims, $12,345.00, for 3 business days?"."""
    question = f"{_asked(chosen, count)}, {money_text(cents, shown)}{_details(chosen)}?"
    return form(_TITLE, VIEW_MANY_SURE, "Yes, do it", chosen.value(), [section(f"*{question}*")])


def done_view(chosen: Chosen, done: int, skipped: Sequence[tuple[str, str]]) -> View:
    lines = [f"• {escape(ref)}: {escape(why)}" for ref, why in skipped[:_MOST_SKIPPED]]
    left = len(skipped) - len(lines)
    more = [context(f"and {left:,} more")] if left > 0 else []
    told = [section(f"*Left out: {_claims(len(skipped))}*"), *map(section, lines), *more] if skipped else []
    return notice(_TITLE, [section(f"{_ACTIONS[chosen.action]}: {_claims(done)} done."), *told])


def working_view() -> View:
    return notice(_TITLE, [section("One moment: working on them.")])


def _asked(chosen: Chosen, count: int) -> str:
    if chosen.action is WorkAction.RESOLVE:
        return f"Mark {_claims(count)} as resolved in PM"
    if chosen.action is WorkAction.NOTE:
        return f"Note on {_claims(count)}"
    return f"{_ACTIONS[chosen.action]} {_claims(count)}"


def _details(chosen: Chosen) -> str:
    if chosen.action is WorkAction.SNOOZE:
        return f", for {counted(chosen.days, 'business day')}"
    return f": {NOTES[chosen.picked]}" if chosen.action is WorkAction.NOTE else ""


def _claims(count: int) -> str:
    return counted(count, "claim")
