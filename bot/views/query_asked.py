"""The asker's side of a query: its card, the form that asks, the preview, lists; it may name the claim's reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.query_kinds import SOURCES, TEMPLATES
from bot.rules.query_lint import Finding
from bot.views import query_ids as ids
from bot.views.blocks import Block, View, actions, button, context, escape, header, message, option, section, shorten
from bot.views.forms import day_input, form, input_block, text_input
from bot.views.query_card import ProviderCard, question_blocks
from data.query_models import Question

_MOST_ROWS = 20
_LEAVE_OUT = "Quote the record neutrally. No names, no numbers of patients, nothing of payers or money."


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCard:
    """A query as those who ask see it: `card` is what the provider sees. `answer` is "" while none was given.

    `offers` are the names of the buttons that make sense now.
    """

    card: ProviderCard
    claim_ref: str
    provider: str
    answer: str = ""
    comment: str = ""
    notes: tuple[str, ...] = ()
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRow:
    """One query in a list; `claim_ref` is "" for the provider."""

    ref: str
    title: str
    who: str
    standing: str
    claim_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFor:
    """What the form that asks is made for. People are member id -> name; `metadata` says which claim and where."""

    claim_ref: str
    metadata: str
    providers: Mapping[str, str]
    can_type: bool
    before: Question | None = None
    provider: str = ""
    backup: str = ""


_LABELS = {
    ids.SEND: ("Change and send", "primary"),
    ids.DOCUMENT: ("Documented", "primary"),
    ids.READDRESS: ("Another provider", ""),
    ids.CLOSE: ("Close", ""),
    ids.WITHDRAW: ("Withdraw", ""),
}
_SURE = {
    ids.CLOSE: ("Close this query?", "Nothing more is asked or reminded of it."),
    ids.WITHDRAW: ("Withdraw this query?", "The provider is not asked any more."),
}


def asked_card(asked: AskedCard) -> View:
    card = asked.card
    waits = f"  ·  {escape(card.waits)}" if card.waits else ""
    to = f"to {escape(asked.provider)}" if asked.provider else "to nobody yet"
    head = [section(f"*{escape(card.head)}*")] if card.head else []
    answer = [section(f"*Answer:* {escape(asked.answer)}")] if asked.answer else []
    comment = [section("\n".join(f"> {escape(line)}" for line in asked.comment.splitlines()))] if asked.comment else []
    title = f"*Query {escape(card.ref)}: {escape(card.title)}*"
    blocks = [
        *head,
        section(f"{title}\nClaim {escape(asked.claim_ref)}, {to}. {escape(card.standing)}{waits}"),
        section(escape(card.question)),
        *answer,
        *comment,
        *([context(escape(" ".join(asked.notes)))] if asked.notes else []),
        *([context(escape(card.told))] if card.told else []),
        *actions(_buttons(asked)),
    ]
    return message(f"Query {card.ref}: {card.head or card.standing}", blocks)


def _buttons(asked: AskedCard) -> list[Block]:
    value = ids.seen_value(asked.card.ref, asked.card.number)
    made = []
    for action_id, (label, style) in _LABELS.items():
        if action_id in asked.offers:
            one = button(label, action_id, value, style=style)
            made.append(one | {"confirm": _sure(*_SURE[action_id])} if action_id in _SURE else one)
    return made


def _sure(title: str, text: str) -> Block:
    return {
        "title": {"type": "plain_text", "text": title},
        "text": {"type": "plain_text", "text": text},
        "confirm": {"type": "plain_text", "text": "Yes"},
        "deny": {"type": "plain_text", "text": "Not now"},
    }


# --- asking --------------------------------------------------------------------------------------------------------


def ask_form(asked: AskFor) -> View:
    """Which clarification, of whom, where in the chart; free words only where they may be kept."""
    before = asked.before
    sources = [option(words, key) for key, words in SOURCES.items()]
    chosen = [one for one in sources if before and one["value"] in before.sources]
    where = {"type": "multi_static_select", "action_id": ids.SOURCES, "options": sources}
    blocks = [
        _select(
            ids.KIND,
            "What is to be clarified?",
            [option(template.label, kind) for kind, template in TEMPLATES.items()],
            before.kind if before else "",
        ),
        _select(ids.PROVIDER, "Which provider?", _people(asked.providers), asked.provider),
        _select(ids.BACKUP, "Who else, if no answer comes?", _people(asked.providers), asked.backup, needed=False),
        input_block(
            ids.SOURCES,
            "Where in the chart does it stand?",
            where | ({"initial_options": chosen} if chosen else {}),
            needed=False,
        ),
        *(_typed(before) if asked.can_type else []),
        context(
            "You see what the provider will see before it is sent. Payer, amounts and denial are never part of it."
        ),
    ]
    return form(f"Ask about {asked.claim_ref}", ids.VIEW_ASK, "Preview", asked.metadata, blocks)


def _people(providers: Mapping[str, str]) -> list[Block]:
    return [option(name, user) for user, name in list(providers.items())[:100]]


def _select(block_id: str, label: str, options: list[Block], initial: str, *, needed: bool = True) -> Block:
    element: Block = {"type": "static_select", "action_id": block_id, "options": options}
    found = next((one for one in options if one["value"] == initial), None)
    if found:
        element["initial_option"] = found
    return input_block(block_id, label, element, needed=needed)


def _typed(before: Question | None) -> list[Block]:
    indicators = text_input(
        ids.INDICATORS, "What the record shows (clinical indicators)", most=1000, lines=True, hint=_LEAVE_OUT
    )
    hint = "One a line, two or more that the record supports. “Other” and “Unable to determine” are always added."
    choices = text_input(ids.CHOICES, "Your own choices instead of the usual ones", most=700, lines=True, hint=hint)
    if before and before.indicators:
        indicators["element"]["initial_value"] = before.indicators
    if before and before.choices:
        choices["element"]["initial_value"] = "\n".join(before.choices)
    return [indicators, choices]


def preview(card: ProviderCard, provider: str, metadata: str) -> View:
    """What the provider will see, with a button that sends it."""
    blocks = [
        context(f"This is all that {escape(provider)} will see."),
        section(f"*{escape(card.title)}*"),
        *question_blocks(card),
    ]
    return form(f"Send {card.ref}?", ids.VIEW_PREVIEW, "Send", metadata, blocks)


def finding_words(findings: Sequence[Finding]) -> str:
    """The first findings as one sentence each, for below an input."""
    told = [f"“{shorten(one.words, 60)}”: {one.mend}" if one.words else one.mend for one in findings[:3]]
    return " ".join(told)


# --- readdressing, documenting -------------------------------------------------------------------------------------


def readdress_form(card: ProviderCard, providers: Mapping[str, str], metadata: str) -> View:
    blocks = [
        _select(ids.PROVIDER, "Which provider?", _people(providers), ""),
        context("They get the query anew, with the whole time to answer it."),
    ]
    return form(f"Another: {card.ref}", ids.VIEW_READDRESS, "Send", metadata, blocks)


def document_form(card: ProviderCard, metadata: str, *, today: date, initial: date | None) -> View:
    blocks = [
        day_input(ids.DAY, "The chart was amended on", initial=initial or today, needed=True),
        context("Look at the chart first: the answer counts as the chart says it, not as it stands here."),
    ]
    return form(f"Documented: {card.ref}", ids.VIEW_DOCUMENT, "Confirm", metadata, blocks)


# --- lists ---------------------------------------------------------------------------------------------------------


def query_list(waiting: Sequence[QueryRow], awaited: Sequence[QueryRow]) -> View:
    """What waits for the reader, and what the reader waits for."""
    blocks = [*_rows("Waiting for you", waiting), *_rows("You wait for", awaited)]
    if not blocks:
        return message("Queries to providers", [section("No query to a provider waits for you or for somebody else.")])
    return message("Queries to providers", blocks)


def _rows(title: str, rows: Sequence[QueryRow]) -> list[Block]:
    if not rows:
        return []
    left = len(rows) - _MOST_ROWS
    more = [context(f"and {left:,} more")] if left > 0 else []
    return [header(title), *map(row_block, rows[:_MOST_ROWS]), *more]


def row_block(row: QueryRow) -> Block:
    """A query in a line, with the button that opens it."""
    claim = f"claim {row.claim_ref}" if row.claim_ref else ""
    parts = [f"*{row.ref}*", escape(row.title), escape(row.who), claim, escape(row.standing)]
    opened = button("Open", f"{ids.OPEN_MINE if not row.claim_ref else ids.OPEN}:{row.ref}", row.ref)
    return section("  ·  ".join(filter(None, parts)), accessory=opened)
