"""The form of a team's own entry, and every version of one; what was written is handed in."""

from collections.abc import Sequence

from bot.rules.glossary_entry import MOST_ADVICE, MOST_ALIASES, MOST_MEANING, MOST_SOURCE, MOST_TERM
from bot.views.blocks import Block, View, context, divider, escape, section, shorten
from bot.views.forms import form, notice, text_input
from bot.views.glossary_ids import VIEW_FORM, TeamRef
from bot.views.plain import counted
from data.glossary_models import TeamEntry, TeamWords

_NO_PATIENT = (
    "Everybody on the bot's list reads it. Nothing of patients belongs here: no names, numbers or dates of theirs."
)
_MOST_VERSIONS = 20
_MOST_TEXT = 700


def entry_form(ref: TeamRef, words: TeamWords | None, *, term: str = "") -> View:
    """A new entry, or another wording of one."""
    blocks = [
        section(_NO_PATIENT),
        _filled(text_input("term", "Term", most=MOST_TERM, needed=True), words.term if words else term),
        _filled(
            text_input("aliases", "Other names", most=MOST_ALIASES, hint="With commas between them."),
            ", ".join(words.aliases) if words else "",
        ),
        _filled(
            text_input("meaning", "What it means", most=MOST_MEANING, lines=True, needed=True),
            words.meaning if words else "",
        ),
        _filled(
            text_input("advice", "What to do or watch out for", most=MOST_ADVICE, lines=True),
            words.advice if words else "",
        ),
        _filled(
            text_input("source", "Source", most=MOST_SOURCE, hint="Contract, payer manual, who decided it."),
            words.source if words else "",
        ),
    ]
    return form("Edit the entry" if words else "New glossary entry", VIEW_FORM, "Keep", ref.value(), blocks)


def kept_view(term: str, *, is_new: bool) -> View:
    what = "is kept as a new entry" if is_new else "is changed"
    line = f"*{escape(term)}* {what}, with your name and today's date. `/billing glossary {escape(term)}` shows it."
    return notice("Glossary", [section(line)])


def trouble_view(sentence: str) -> View:
    return notice("Glossary", [section(escape(sentence))])


def history_view(versions: Sequence[tuple[str, TeamEntry]]) -> View:
    """Each version with its day, the newest first."""
    blocks: list[Block] = []
    for day, one in versions[:_MOST_VERSIONS]:
        blocks += [*([divider()] if blocks else []), *_version(day, one)]
    left = len(versions) - _MOST_VERSIONS
    if left > 0:
        blocks.append(context(f"{counted(left, 'older version')} not shown."))
    return notice("History", blocks or [section("There is no such entry.")])


def _version(day: str, one: TeamEntry) -> list[Block]:
    what = "withdrew it" if one.is_withdrawn else "wrote"
    lines = [f"*{day}*: {escape(one.by_name)} {what}"]
    if not one.is_withdrawn:
        names = f" ({', '.join(one.words.aliases)})" if one.words.aliases else ""
        lines += [escape(f"{one.words.term}{names}"), escape(shorten(one.words.meaning, _MOST_TEXT))]
        lines += [escape(shorten(text, _MOST_TEXT)) for text in (one.words.advice, one.words.source) if text]
    return [section("\n".join(lines))]


def _filled(block: Block, text: str) -> Block:
    if text:
        block["element"]["initial_value"] = text
    return block
