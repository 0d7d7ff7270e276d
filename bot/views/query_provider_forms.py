"""The forms that a provider fills in: the answer, and whose patient it is; built from the provider's card alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.views import query_ids as ids
from bot.views.blocks import View, context, option
from bot.views.forms import choice, day_input, form, input_block, menu, text_input
from bot.views.query_card import ProviderCard, question_blocks

NOT_MINE_REASONS = {
    "not_my_patient": "Not my patient",
    "other_provider": "Another provider saw the patient",
    "cannot_answer": "I cannot answer it",
}
_LEAVE_OUT = "Leave names, birth dates and numbers of patients out."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """Where the card stands that a form came from: by its answer address where one person sees it."""

    ref: str
    number: int
    channel: str = ""
    ts: str = ""
    url: str = ""

    def value(self) -> str:
        return "|".join((self.ref, str(self.number), self.channel, self.ts, self.url))


def read_place(value: str) -> FormPlace:
    """What `FormPlace.value` wrote. Raises ValueError for anything else."""
    ref, number, channel, ts, url = value.split("|")
    return FormPlace(ref=ref, number=int(number), channel=channel, ts=ts, url=url)


def answer_form(
    card: ProviderCard, choices: Mapping[str, str], place: FormPlace, *, today: date, can_type: bool
) -> View:
    """`choices` are key -> words, the query's own and "answered in the chart"."""
    options = [option(words, key) for key, words in choices.items()]
    typed = [text_input(ids.TEXT, "What you want to add", most=1000, lines=True, hint=_LEAVE_OUT)] if can_type else []
    blocks = [
        *question_blocks(card)[:1],
        choice(ids.CHOICE, "Your answer", options),
        *typed,
        day_input(ids.DAY, "Written in the chart on", hint="Leave it empty if it is not in the chart yet."),
        context(f"Today is {today:%A}. The answer counts once it stands in the chart."),
    ]
    return form(f"Answer {card.ref}", ids.VIEW_ANSWER, "Answer", place.value(), blocks)


def not_mine_form(card: ProviderCard, colleagues: Mapping[str, str], place: FormPlace) -> View:
    """`colleagues` are member id -> name; without one the query goes back to whoever asked."""
    found = [option(name, user) for user, name in colleagues.items()]
    send = {"type": "static_select", "action_id": ids.COLLEAGUE, "options": found}
    hint = "Leave it empty to give the query back to whoever asked."
    to = [input_block(ids.COLLEAGUE, "Send it to a colleague", send, needed=False, hint=hint)] if found else []
    blocks = [menu(ids.REASON, "Why?", NOT_MINE_REASONS), *to]
    return form(f"Not mine: {card.ref}", ids.VIEW_NOT_MINE, "Pass on" if found else "Give back", place.value(), blocks)
