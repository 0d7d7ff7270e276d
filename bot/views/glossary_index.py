"""The glossary's index and its lists, in pages of buttons; nothing is looked up here."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.blocks import Block, View, actions, button, context, header, message, section
from bot.views.glossary_card import open_entry, open_team
from bot.views.glossary_ids import ADD, INDEX, OPEN_LIST, TEAM_LIST, GlossaryRef
from data.glossary_models import GlossaryEntry, TeamEntry

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Topics and letters with how many entries each has; `key` is what a button carries."""

    topics: tuple[tuple[str, str, int], ...]
    letters: tuple[tuple[str, str], ...]
    total: int
    team: int
    can_add: bool
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list: `total` is of the whole list."""

    title: str
    ref: GlossaryRef
    rows: Sequence[GlossaryEntry | TeamEntry]
    total: int


def index_view(index: IndexPage) -> View:
    topics = [_list(f"{title} ({count})", key) for title, key, count in index.topics]
    team = [_list(f"Your team's own ({index.team})", TEAM_LIST)] if index.team else []
    add = [button("Add your team's own", ADD, "new", style="primary")] if index.can_add else []
    blocks = [
        *([section(index.told)] if index.told else []),
        header("Glossary"),
        section(f"{index.total} entries. Type one, as you would say it:\n{_EXAMPLES}"),
        context("By topic"),
        *actions([*topics, *team]),
        context("By letter"),
        *actions([_list(letter, key) for letter, key in index.letters]),
        *actions(add),
    ]
    return message("Glossary", blocks)


def list_view(page: ListPage) -> View:
    first = page.ref.page * PAGE_SIZE
    rows = [
        open_entry(one, page.ref) if isinstance(one, GlossaryEntry) else open_team(one, page.ref) for one in page.rows
    ]
    shown = f"{first + 1}-{first + len(rows)} of {page.total}" if rows else "Nothing here any more."
    moves = [_list("← Index", INDEX)]
    if page.ref.page:
        moves.append(_list("← Earlier", page.ref.list_key, page.ref.page - 1, mark="earlier"))
    if first + len(rows) < page.total:
        moves.append(_list("More →", page.ref.list_key, page.ref.page + 1, mark="more"))
    blocks = [section(f"*Glossary: {page.title}*"), context(shown), *actions(rows), *actions(moves)]
    return message(f"Glossary: {page.title}", blocks)


_EXAMPLES = (
    "`/billing glossary clean claim`, `/billing glossary denial vs rejection`, "
    "`/billing glossary how do i send a corrected claim`"
)


def _list(label: str, key: str, page: int = 0, *, mark: str = "") -> Block:
    return button(label, f"{OPEN_LIST}:{mark or key}", GlossaryRef(list_key=key, page=page).value())
