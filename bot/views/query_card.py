"""What a provider sees of a query. By construction nothing else can be shown: no field here holds a claim, an amount, a
payer, a denial or a state of a claim, and this module imports none of them.
"""

from dataclasses import dataclass

from bot.views import query_ids
from bot.views.blocks import Block, View, actions, button, context, escape, message, section, shorten

_LONGEST_TEXT = 1500
_NOT_THE_RECORD = (
    "Find the chart by this reference in the crosswalk (the page on the bot's own machine, or the file beside it). "
    "Slack is not the record: an answer counts once it stands in the chart."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCard:
    """All that may be shown to whoever is asked. `waits` is how long: "due in 2 business days", "" for an ended one.

    `number` is of the newest step, for buttons. `head` is why it comes again; `told` what was just done. Whether
    buttons stand there is `can_acknowledge` and `can_answer`.
    """

    ref: str
    number: int
    title: str
    question: str
    options: tuple[str, ...]
    sources: tuple[str, ...]
    indicators: str
    asked_by: str
    standing: str
    waits: str = ""
    head: str = ""
    told: str = ""
    can_acknowledge: bool = False
    can_answer: bool = False


def provider_card(card: ProviderCard) -> View:
    """The whole query; ended ones without their buttons."""
    head = [section(f"*{escape(card.head)}*")] if card.head else []
    waits = f"  ·  {escape(card.waits)}" if card.waits else ""
    blocks = [
        *head,
        section(f"*Query {escape(card.ref)}: {escape(card.title)}*\n{escape(card.standing)}{waits}"),
        *question_blocks(card),
        *([context(escape(card.told))] if card.told else []),
        *actions(_buttons(card)),
    ]
    return message(f"Query {card.ref}: {card.head or card.standing}", blocks)


def passed_card(ref: str, told: str) -> View:
    """What is left where somebody gave the query away."""
    text = f"Query {escape(ref)} is not yours any more"
    return message(text, [section(f"{text}. {escape(told)}")])


def question_blocks(card: ProviderCard) -> list[Block]:
    """What is asked, where it stands in the chart, the choices."""
    where = f"*Where in the chart:* {escape(', '.join(card.sources))}" if card.sources else ""
    quoted = "\n".join(f"> {escape(line)}" for line in card.indicators[:_LONGEST_TEXT].splitlines() if line.strip())
    parts = [escape(card.question), where, quoted]
    choices = "\n".join(f"• {escape(shorten(words, 75))}" for words in card.options)
    by = f"Asked by {escape(card.asked_by)}. " if card.asked_by else ""
    return [
        section("\n".join(filter(None, parts))),
        section(f"*Choices*\n{choices}"),
        context(f"{by}{_NOT_THE_RECORD}"),
    ]


def _buttons(card: ProviderCard) -> list[Block]:
    value = query_ids.seen_value(card.ref, card.number)
    acknowledge = button("Acknowledge", query_ids.ACKNOWLEDGE, value)
    answer = button("Answer", query_ids.ANSWER, value, style="primary")
    not_mine = button("Not my patient", query_ids.NOT_MINE, value)
    first = [acknowledge] if card.can_acknowledge else []
    return [*first, answer, not_mine] if card.can_answer else []
