"""A list of codes with the reason for each, and the kind answer where there is none."""

from dataclasses import dataclass
from datetime import date

from bot.views.blocks import Block, View, actions, button, context, escape, message, section, shorten
from bot.views.ids import FIND_CODE, OPEN_CODE, OPEN_LIST, code_ref, list_value, page_of_list
from bot.views.plain import SYSTEM_TITLES, counted
from data.models import Code, System

PAGE_SIZE = 6
_MOST_OTHERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCode:
    """One row: the code, why it is here, what its dates mean for the day asked about."""

    code: Code
    why: str
    dated: str = ""
    others: tuple[Code, ...] = ()
    """The same on other sides or for other visits: named in the row, one press away on the card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """One page of a list; `title` is what the list answers, `total` counts all its rows."""

    title: str
    rows: tuple[ListedCode, ...]
    total: int
    page: int = 0
    list_id: str = ""
    on: date | None = None
    note: str = ""


def code_list(codes: CodeList) -> View:
    found = counted(codes.total, "code")
    head = f"*{escape(shorten(codes.title, 150))}*  ·  {found}" if codes.title else f"*{found}*"
    blocks = [section(head)]
    if codes.note:
        blocks.append(context(escape(codes.note)))
    blocks += [_row(row, codes) for row in codes.rows]
    warnings = list(dict.fromkeys(row.dated for row in codes.rows if row.dated))
    blocks += [context(f"⚠️ {escape(text)}") for text in warnings[:3]]
    return message(f"{found} found", [*blocks, *_paging(codes)])


def nothing_found(note: str) -> View:
    return message(
        "Nothing found",
        [
            section(escape(note)),
            *actions([button("Find a code", FIND_CODE, "open", style="primary")]),
            context("Examples: `/code heart attack`, `/code E11.9`, `/code e119 on 2026-01-15`, `/code wheelchair`"),
        ],
    )


def _row(row: ListedCode, codes: CodeList) -> Block:
    code = row.code
    mixed = len({other.code.system for other in codes.rows}) > 1
    marks = [SYSTEM_TITLES[code.system]] if mixed or code.system is not System.ICD10CM else []
    marks += [] if code.billable else ["🔶 needs more detail"]
    text = f"*{code.code}*  {escape(code.description)}\n{escape('  ·  '.join([*marks, row.why]))}"
    if row.others:
        text += f"\n_Also:_ {_also(row.others)}"
    value = code_ref(code, on=codes.on, list_id=page_of_list(codes.list_id, codes.page)).value()
    return section(text, accessory=button("Open", f"{OPEN_CODE}:{code.system}:{code.code}", value))


def _also(others: tuple[Code, ...]) -> str:
    """ "`M25.561` right, `M25.562` left, and 3 more"."""
    named = [f"`{other.code}` {word}".strip() for other in others[:_MOST_OTHERS] for word in [_what_differs(other)]]
    left = len(others) - len(named)
    return ", ".join(named) + (f", and {left} more" if left else "")


def _what_differs(code: Code) -> str:
    words = code.description.lower().replace(",", " ").split()
    known = ("right", "left", "bilateral", "subsequent", "sequela", "first", "second", "third", "unspecified")
    return next((word for word in known if word in words), "")


def _paging(codes: CodeList) -> list[Block]:
    if not codes.list_id or codes.total <= PAGE_SIZE:
        return []
    first = codes.page * PAGE_SIZE + 1
    last = min(codes.total, first + PAGE_SIZE - 1)
    buttons = []
    if codes.page:
        buttons.append(button("← Previous", f"{OPEN_LIST}:previous", list_value(codes.list_id, codes.page - 1)))
    if last < codes.total:
        buttons.append(button("More →", f"{OPEN_LIST}:next", list_value(codes.list_id, codes.page + 1)))
    return [context(f"{first} to {last} of {codes.total}"), *actions(buttons)]
