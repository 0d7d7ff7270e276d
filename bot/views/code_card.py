"""The card of one code: what it is, whether it can be billed, when, what binds it, where to go from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from bot.rules.code_steps import narrowed, next_step
from bot.views.blocks import (
    MOST_BUTTON,
    MOST_SECTION,
    Block,
    View,
    actions,
    button,
    context,
    divider,
    escape,
    message,
    section,
    shorten,
)
from bot.views.ids import OPEN_CODE, OPEN_LIST, POST_CODE, SHOW_NOTES, CodeRef, code_ref, list_value, place_in_list
from bot.views.plain import NOTE_TITLES, SYSTEM_TITLES, billable_line, counted, fitting, without_repeat
from data.models import Code, CodeDetail, Note, Release, System

_NOTES_BUDGET = 5_000
"""Characters of notes on a card; what is over stands behind "All notes"."""
_MOST_CHILDREN = 50
_MOST_NOTE_BLOCKS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCard:
    """All that a card shows. `note` is how the typed code was read; `list_id` the list and page to go back to."""

    detail: CodeDetail
    release: Release
    dated: str
    on: date | None = None
    note: str = ""
    list_id: str = ""
    picked: str = ""
    """What was answered of the header's first question: its children are narrowed to it."""
    can_post: bool = False


def code_card(card: CodeCard) -> View:
    code = card.detail.code
    return message(
        f"{code.code}: {code.description}",
        [*_facts(card), *_choices(card), *_ways_on(card), *_notes(card), context(_source(card))],
    )


def posted_card(card: CodeCard, user_id: str) -> View:
    """The card as it goes to everybody in a channel: the same facts, nothing to press."""
    code = card.detail.code
    listed = "\n".join(_line(child, code) for child in card.detail.children[:25])
    elsewhere = f"type `/code {code.code}`"
    blocks = [
        *_facts(card),
        *([section(listed)] if listed else []),
        *_notes(replace(card, detail=replace(card.detail, notes=_of_codes(card.detail.notes))), where=elsewhere),
        context(f"Posted by <@{user_id}>. The notes of block and chapter: {elsewhere}."),
    ]
    return message(f"{code.code}: {code.description}", blocks)


def _of_codes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes of the code and of the codes above it, without those of blocks ("I20-I25") and chapters."""
    return tuple(note for note in notes if "-" not in note.origin and not note.origin.startswith("Chapter"))


def code_blocks(card: CodeCard) -> list[Block]:
    """The card's blocks for a modal, without what only a message can do."""
    elsewhere = f"type `/code {card.detail.code.code}`"
    return [*_facts(card), *_choices(card), *_notes(card, where=elsewhere), context(_source(card))]


def notes_view(detail: CodeDetail) -> View:
    """Every note that binds the code, in a modal."""
    blocks = [section(text) for text in _note_texts(detail.notes, detail.code)][:_MOST_NOTE_BLOCKS]
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": shorten(f"Notes: {detail.code.code}", 24)},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": blocks or [section("No note binds this code.")],
    }


def _facts(card: CodeCard) -> list[Block]:
    code, detail = card.detail.code, card.detail
    first = f"*{code.code}*  ·  {SYSTEM_TITLES[code.system]}\n{escape(code.description)}"
    facts = [fact for fact in (billable_line(code), _validity(card), _asked_day(card)) if fact]
    blocks = [section(first), context("  ·  ".join(facts))]
    if detail.parents:
        path = "  ›  ".join(
            f"{heading.name} {escape(shorten(heading.description, 60))}" if not heading.code else f"*{heading.name}*"
            for heading in detail.parents
        )
        blocks.append(context(path))
    if card.note:
        blocks.append(section(escape(card.note)))
    if card.dated:
        warning = f"⚠️ {escape(card.dated)}"
        blocks.append(section(warning) if card.on else context(warning))
    return blocks


def _validity(card: CodeCard) -> str:
    code = card.detail.code
    release = card.release
    if code.valid_to:
        return f"{release.name}, from {code.valid_from} to {code.valid_to}"
    if code.valid_from > release.valid_from or code.system is not System.ICD10CM:
        return f"{release.name}, in this form since {code.valid_from}"
    until = f" to {release.year_ends}" if release.year_ends else ""
    return f"in {release.name}: {release.valid_from}{until}"


def _asked_day(card: CodeCard) -> str:
    return f"as of {card.on}" if card.on else ""


def _choices(card: CodeCard) -> list[Block]:
    """More specific codes, 7th characters still to come, the other sides, the code above."""
    code, detail = card.detail.code, card.detail
    blocks: list[Block] = []
    if detail.children:
        blocks += _steps(card)
    if detail.sevenths and not code.billable and not any(len(child.code) == 8 for child in detail.children):
        meanings = "\n".join(f"`{character}` {escape(meaning)}" for character, meaning in detail.sevenths)
        blocks.append(section(f"*7th character, still to be added*\n{meanings}"))
    around = [_open(other, card, _side_label(other, code)) for other in detail.sides[:8]]
    above = next((heading for heading in reversed(detail.parents) if heading.code), None)
    if above:
        ref = code_ref(code, on=card.on, list_id=card.list_id)
        value = f"{ref.system}|{above.code}|{card.on or ''}|{card.list_id}"
        around.append(button(f"↑ {above.code} {above.description}", f"{OPEN_CODE}:up", value))
    if around:
        blocks += [context("Other sides and the code above"), *actions(around)] if detail.sides else actions(around)
    return blocks


def _steps(card: CodeCard) -> list[Block]:
    """The first question of a header and the codes below it, narrowed to what was answered."""
    code, children = card.detail.code, card.detail.children
    left = narrowed(children, card.picked)
    is_narrowed = len(left) < len(children)
    step = None if is_narrowed else next_step(children)
    asked = [section(f"*{step.question}*"), *actions([_answer(one, card) for one in step.answers])] if step else []
    title = "*Or choose a more specific code*" if step else "*Choose a more specific code*"
    buttons = [_open(child, card, without_repeat(child.description, code.description)) for child in left]
    if is_narrowed:
        title += f"  ·  {card.picked}"
        buttons.append(_answer("", card))
    return [*asked, section(title), *actions(buttons[:_MOST_CHILDREN])]


def _answer(answer: str, card: CodeCard) -> Block:
    """A button that answers the header's question; with "" it asks again."""
    code = card.detail.code
    ref = CodeRef(system=code.system, code=code.code, on=card.on, list_id=card.list_id, picked=answer)
    return button(answer.capitalize() or "↺ All of them", f"{OPEN_CODE}:pick-{answer or 'all'}", ref.value())


def _open(code: Code, card: CodeCard, label: str) -> Block:
    value = code_ref(code, on=card.on, list_id=card.list_id).value()
    return button(fitting(f"{code.code}  {label}", MOST_BUTTON), f"{OPEN_CODE}:{code.code}", value)


def _side_label(other: Code, code: Code) -> str:
    words = [word.strip(",") for word in other.description.lower().split()]
    return next((side for side in ("left", "right", "bilateral", "unspecified") if side in words), other.description)


def _line(child: Code, parent: Code) -> str:
    return f"`{child.code}` {escape(without_repeat(child.description, parent.description))}"


def _notes(card: CodeCard, *, where: str = "press *All notes*") -> list[Block]:
    """Notes, nearest first, as far as the card has room; the rest is counted, with where it is to be read."""
    texts, blocks, used = list(_note_texts(card.detail.notes, card.detail.code)), [], 0
    for text in texts:
        if used + len(text) > _NOTES_BUDGET:
            break
        used += len(text)
        blocks.append(section(text))
    left = len(texts) - len(blocks)
    if left:
        blocks.append(context(f"{counted(left, 'more group')} of notes: {where}."))
    return [divider(), *blocks] if blocks else []


def _note_texts(notes: Iterable[Note], code: Code) -> Iterable[str]:
    """One text per place and kind: "Excludes1, from I20-I25" and its lines."""
    for (origin, kind), group in groupby(notes, key=lambda note: (note.origin, note.kind)):
        place = "" if origin == code.code else f"  _from {origin}_"
        lines = [f"• {escape(note.text)}" for note in group]
        text = f"*{NOTE_TITLES[kind]}*{place}\n" + "\n".join(lines)
        yield shorten(text, MOST_SECTION)


def _ways_on(card: CodeCard) -> list[Block]:
    """Back, post, all notes: before the notes, which may be long."""
    code = card.detail.code
    value = code_ref(code, on=card.on, list_id=card.list_id).value()
    buttons = []
    if card.list_id:
        buttons.append(button("← Back to the list", f"{OPEN_LIST}:back", list_value(*place_in_list(card.list_id))))
    if card.can_post:
        buttons.append(button("Post to channel", POST_CODE, value))
    if card.detail.notes:
        buttons.append(button("All notes", SHOW_NOTES, value))
    return actions(buttons)


def _source(card: CodeCard) -> str:
    release, code = card.release, card.detail.code
    if code.system is System.ICD10CM:
        return f"Source: ICD-10-CM {release.name}, CDC/NCHS tabular list. Free of charge from the agency's own site."
    if not release.is_starter and code.system is not System.POS:
        return f"Source: {SYSTEM_TITLES[code.system]}, {release.name}, the official CMS file."
    return f"Source: {SYSTEM_TITLES[code.system]}, {release.name}, in our own words. The official CMS text governs."
