"""Entries of the glossary as people read them: one, two side by side, or which one was meant. Facts are handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.blocks import Block, View, actions, button, context, divider, escape, message, section, shorten
from bot.views.glossary_ids import (
    ADD,
    EDIT,
    HISTORY,
    INDEX,
    OPEN_ENTRY,
    OPEN_LIST,
    OPEN_PAIR,
    OPEN_TEAM,
    POST,
    WITHDRAW,
    GlossaryRef,
    TeamRef,
)
from data.glossary_models import EntryKind, GlossaryEntry, TeamEntry

_MOST_ALIASES = 8
_MOST_SEE = 10
_MOST_TEAM = 3
_MOST_TEXT = 1300
_OURS = "In our own words. The payer's rules, the contract and the record outweigh it."


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamShown:
    """A team's entry, and what the reader may do with it."""

    entry: TeamEntry
    day: str
    can_edit: bool = False
    can_withdraw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCard:
    """`entry` is None where only the team wrote about it. `pairs` are entries it is often mixed up with."""

    entry: GlossaryEntry | None
    ref: GlossaryRef
    see: tuple[GlossaryEntry, ...] = ()
    howtos: tuple[GlossaryEntry, ...] = ()
    pairs: tuple[GlossaryEntry, ...] = ()
    team: tuple[TeamShown, ...] = ()
    near: tuple[GlossaryEntry, ...] = ()
    read_as: str = ""
    told: str = ""
    can_post: bool = False
    can_add: bool = False


def entry_card(card: EntryCard) -> View:
    blocks = [section(escape(card.told))] if card.told else []
    if card.entry is not None:
        if card.read_as:
            blocks.append(context(f"Read as: {escape(card.read_as)}"))
        blocks += [*_entry(card.entry), *_ways_on(card)]
    blocks += [block for shown in card.team[:_MOST_TEAM] for block in _team(shown, is_alone=card.entry is None)]
    if len(card.team) > _MOST_TEAM:
        blocks.append(context("Your team wrote more about it: /billing glossary, then “Your team's own”."))
    if card.near:
        blocks += [context("Did you mean"), *actions([_open(one) for one in card.near])]
    return message(_title(card), [*blocks, *_foot(card)])


def posted_entry(card: EntryCard, user_id: str) -> View:
    """The card as it goes to everybody in a channel: the same words, nothing to press."""
    blocks = _entry(card.entry) if card.entry else []
    for shown in card.team[:_MOST_TEAM]:
        blocks += _team_words(shown, is_alone=card.entry is None)
    return message(_title(card), [*blocks, context(f"Posted by <@{user_id}>. {_OURS}")])


def comparison_card(one: GlossaryEntry, other: GlossaryEntry, text: str, ref: GlossaryRef, *, can_post: bool) -> View:
    """Both entries and the line between them."""
    line = text or "No line of ours tells these two apart: here are both."
    blocks = [
        section(f"*{escape(one.term)}* or *{escape(other.term)}*?\n{escape(line)}"),
        divider(),
        *_short(one),
        *_short(other),
    ]
    buttons = [_open(one, ref), _open(other, ref)]
    if can_post:
        buttons.append(button("Post to channel", POST, ref.value()))
    title = f"Glossary: {one.term} or {other.term}"
    return message(title, [*blocks, *actions([*_back(ref), *buttons]), context(_OURS)])


def posted_comparison(one: GlossaryEntry, other: GlossaryEntry, text: str, user_id: str) -> View:
    view = comparison_card(one, other, text, GlossaryRef(), can_post=False)
    kept = [block for block in view["blocks"][:-1] if block["type"] != "actions"]
    return message(view["text"], [*kept, context(f"Posted by <@{user_id}>. {_OURS}")])


def which_entry(near: Sequence[GlossaryEntry]) -> View:
    """Several may be meant."""
    blocks = [section("I am not sure what that is. Did you mean"), *actions([_open(one) for one in near])]
    return message("Glossary: did you mean …", [*blocks, *_elsewhere(can_add=False)])


def nothing_known(*, can_add: bool) -> View:
    """No word of what was typed is repeated: it may be about a patient."""
    line = (
        "That is not in the glossary. Try the term alone (`/billing glossary clean claim`), two of them "
        "(`/billing glossary denial vs rejection`), or `/billing glossary` for the index."
    )
    return message("Not in the glossary", [section(line), *_elsewhere(can_add=can_add)])


# --- parts ---------------------------------------------------------------------------------------------------------


def _title(card: EntryCard) -> str:
    """What a notification shows: never what a team wrote."""
    return f"Glossary: {card.entry.term}" if card.entry else "Glossary"


def _entry(entry: GlossaryEntry) -> list[Block]:
    names = [name for name in entry.aliases if len(name) < 40][:_MOST_ALIASES]
    also = f"\n_{escape(', '.join(names))}_" if names and entry.kind is EntryKind.TERM else ""
    steps = "\n".join(f"{number}. {escape(step)}" for number, step in enumerate(entry.steps, 1))
    watch = "*Watch out*" if entry.steps else "*What to do*"
    return [
        section(f"*{escape(entry.term)}*{also}\n{escape(entry.meaning)}"),
        *([section(steps)] if steps else []),
        section(f"{watch}\n{escape(entry.advice)}"),
        context(f"{escape(entry.topic)}  ·  Source: {escape(entry.source)}"),
    ]


def _short(entry: GlossaryEntry) -> list[Block]:
    return [
        section(f"*{escape(entry.term)}*\n{escape(entry.meaning)}\n{escape(entry.advice)}"),
        context(f"Source: {escape(entry.source)}"),
    ]


def _ways_on(card: EntryCard) -> list[Block]:
    see = [_open(one, card.ref) for one in card.see[:_MOST_SEE]]
    howtos = [_open(one, card.ref) for one in card.howtos[:5] if one not in card.see]
    assert card.entry is not None
    apart = [
        button(
            f"… or {one.term}?",
            f"{OPEN_PAIR}:{one.id}",
            GlossaryRef(
                entry_id=card.entry.id, other_id=one.id, list_key=card.ref.list_key, page=card.ref.page
            ).value(),
        )
        for one in card.pairs[:5]
    ]
    blocks = [context("See also"), *actions(see)] if see else []
    blocks += [context("How to"), *actions(howtos)] if howtos else []
    blocks += [context("What is the difference"), *actions(apart)] if apart else []
    return blocks


def _team(shown: TeamShown, *, is_alone: bool) -> list[Block]:
    entry = shown.entry
    ref = TeamRef(entry_id=entry.entry_id, after=entry.change_id).value()
    buttons = [button("History", f"{HISTORY}:{entry.entry_id}", ref)]
    if shown.can_edit:
        buttons.insert(0, button("Edit", f"{EDIT}:{entry.entry_id}", ref))
    if shown.can_withdraw:
        buttons.append(_withdraw(entry, ref))
    return [*_team_words(shown, is_alone=is_alone), *actions(buttons)]


def _team_words(shown: TeamShown, *, is_alone: bool) -> list[Block]:
    words = shown.entry.words
    parts = [f"*{escape(words.term)}*", escape(shorten(words.meaning, _MOST_TEXT))]
    if words.advice:
        parts.append(f"*What to do*\n{escape(shorten(words.advice, _MOST_TEXT))}")
    source = f"  ·  Source: {escape(words.source)}" if words.source else ""
    by = f"Written by {escape(shown.entry.by_name)} on {shown.day}{source}"
    head = "*Your team's own*" if is_alone else "*Your team's own, beside ours*"
    return [*([] if is_alone else [divider()]), section("\n".join([head, *parts])), context(by)]


def _withdraw(entry: TeamEntry, ref: str) -> Block:
    made = button("Withdraw", f"{WITHDRAW}:{entry.entry_id}", ref)
    made["confirm"] = {
        "title": {"type": "plain_text", "text": "Withdraw this entry?"},
        "text": {"type": "plain_text", "text": "It is shown no more. Its versions stay in the history."},
        "confirm": {"type": "plain_text", "text": "Withdraw"},
        "deny": {"type": "plain_text", "text": "Keep it"},
    }
    return made


def _foot(card: EntryCard) -> list[Block]:
    buttons = _back(card.ref)
    if card.can_post and card.entry is not None:
        buttons.append(button("Post to channel", POST, card.ref.value()))
    if card.can_add:
        buttons.append(button("Add your team's own", ADD, card.entry.id if card.entry else "new"))
    return [*actions(buttons), *([context(_OURS)] if card.entry else [])]


def _back(ref: GlossaryRef) -> list[Block]:
    if not ref.list_key:
        return []
    value = GlossaryRef(list_key=ref.list_key, page=ref.page).value()
    return [button("← Back to the list", f"{OPEN_LIST}:back", value)]


def _open(entry: GlossaryEntry, ref: GlossaryRef | None = None) -> Block:
    place = ref or GlossaryRef()
    value = GlossaryRef(entry_id=entry.id, list_key=place.list_key, page=place.page).value()
    return button(entry.term, f"{OPEN_ENTRY}:{entry.id}", value)


def open_team(entry: TeamEntry, ref: GlossaryRef) -> Block:
    """A button that opens an entry of the team's own."""
    value = GlossaryRef(entry_id=str(entry.entry_id), list_key=ref.list_key, page=ref.page).value()
    return button(entry.words.term, f"{OPEN_TEAM}:{entry.entry_id}", value)


def open_entry(entry: GlossaryEntry, ref: GlossaryRef) -> Block:
    """A button that opens one of our entries."""
    return _open(entry, ref)


def _elsewhere(*, can_add: bool) -> list[Block]:
    buttons = [button("Index", f"{OPEN_LIST}:index", GlossaryRef(list_key=INDEX).value())]
    if can_add:
        buttons.append(button("Add your team's own", ADD, "new"))
    return [
        *actions(buttons),
        context("Codes are looked up with `/code`, denial codes with `/denial`, claims with `/claim`."),
    ]
