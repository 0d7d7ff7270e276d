"""Many claims at once, from the form to what became of them; each claim's own rules decide whether it is left out."""

from collections.abc import Sequence
from typing import Any

from bot.clock import Clock
from bot.rules.privacy import Mode, Place, shown_in
from bot.rules.work_rules import MOST_SNOOZE_DAYS, Actor, WorkAction
from bot.rules.work_words import NOTES
from bot.selections import Selections
from bot.views import many_modal
from bot.views.blocks import View
from bot.views.forms import entered
from bot.views.many_modal import MOST_AT_ONCE, Chosen
from bot.views.work_modals import DAYS, OTHER, OTHER_DAYS, PICKED
from bot.work import WorkDesk
from bot.work_facts import Facts
from data.errors import WorkRefused
from data.store.claims import find_by_ref
from data.store.claims_file import ClaimsFile
from data.work_models import WorkKind

Errors = dict[str, str]


class ManyDesk:
    """Asks what is to be done, asks again with count and sum, does it in one transaction."""

    def __init__(self, store: ClaimsFile, work: WorkDesk, clock: Clock, mode: str) -> None:
        self._store = store
        self._work = work
        self._clock = clock
        self._shown = shown_in(Mode(mode), Place.DIRECT)
        self._selections = Selections()

    def ask(self, refs: Sequence[str]) -> View:
        """The form for these claims. Raises WorkRefused for none, or for more than fit into one go."""
        if not refs:
            raise WorkRefused("There is no claim in that list.", hint="Ask for another list.")
        if len(refs) > MOST_AT_ONCE:
            raise WorkRefused(
                f"That is more than {MOST_AT_ONCE:,} claims at once.", hint="Say more in `/claims` to narrow the list."
            )
        return many_modal.many_form(self._selections.keep(refs), len(refs), self._clock.today())

    def ask_again(self, view: dict[str, Any]) -> View | Errors:
        """The question that states count and sum, or what is wrong with the form. Raises WorkRefused."""
        chosen = _chosen(view)
        if not isinstance(chosen, Chosen):
            return chosen
        refs = self._selections.get(chosen.selection_id)
        with self._store.read() as db:
            found = {claim.id: claim for ref in refs for claim in find_by_ref(db, ref)}
        cents = sum(claim.position.balance_cents for claim in found.values())
        return many_modal.sure_view(chosen, len(found), cents, self._shown)

    def begun(self) -> View:
        """What stands in the modal while it is done."""
        return many_modal.working_view()

    def carry_out(self, view: dict[str, Any], actor: Actor) -> View:
        """Does it; what was done and what was left out with the reason. Raises WorkRefused."""
        chosen = many_modal.read_chosen(view["private_metadata"])
        refs = self._selections.get(chosen.selection_id)
        many = self._work.many(refs, chosen.action, self._facts(chosen, actor), actor)
        return many_modal.done_view(chosen, len(many.done), many.skipped)

    def _facts(self, chosen: Chosen, actor: Actor) -> Facts:
        match chosen.action:
            case WorkAction.TAKE:
                return Facts(kind=WorkKind.ASSIGNED, to_person_id=actor.person_id)
            case WorkAction.SNOOZE:
                return self._work.snoozing(chosen.days, actor)
            case WorkAction.NOTE:
                return Facts(kind=WorkKind.NOTED, way=chosen.picked)
            case _:
                return Facts(kind=WorkKind.RESOLVED)


def _chosen(view: dict[str, Any]) -> Chosen | Errors:
    action = WorkAction(entered(view, many_modal.ACTION))
    days, picked = entered(view, DAYS), entered(view, PICKED)
    block = DAYS
    if days == OTHER:
        days, block = entered(view, OTHER_DAYS), OTHER_DAYS
    if action is WorkAction.NOTE and picked not in NOTES:
        return {PICKED: "Choose what is to be noted."}
    if action is not WorkAction.SNOOZE:
        days = "0"
    elif not (days.isascii() and days.isdecimal() and 1 <= int(days) <= MOST_SNOOZE_DAYS):
        return {block: f"A whole number from 1 to {MOST_SNOOZE_DAYS}."}
    return Chosen(
        selection_id=view["private_metadata"],
        action=action,
        days=int(days),
        picked=picked if action is WorkAction.NOTE else "",
    )
