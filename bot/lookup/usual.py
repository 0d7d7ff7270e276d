"""From headers to the codes that can be billed when no more is said; it descends the tables and ranks nothing."""

from collections.abc import Mapping, Sequence

from bot.lookup.negation import denied_in_title
from data.models import Code
from data.store.code_terms import CodeTerms
from data.words import search_words

_SAYS_NOTHING_MORE = frozenset(
    "unspecified nos type of or with other not stated the and site organism part quadrant region severity trimester "
    "side without in to a an one level accidental unintentional uncomplicated mention".split()
)
"""Of intents, accidental is coded where none is documented (guideline I.C.19.e.5.b)."""
_DEEPEST = 5
_EPISODES = "A0"
"""The 7th character when no episode is named: initial encounter, or "0" where the table has that instead."""


class UsualCodes:
    """Finds the usual billable codes of headers in one store."""

    def __init__(self, terms: CodeTerms) -> None:
        self._terms = terms

    def below(
        self, headers: Sequence[Code], *, side: str, seventh: str, asked: frozenset[str]
    ) -> dict[int, tuple[Code, bool]]:
        """Header id -> the billable code under it that says what was asked and nothing more, where there is one.

        With it whether only the 7th character was still to come. All headers go down a level at once.
        """
        ends: dict[int, tuple[Code, bool]] = {}
        open_now = {header.id: header for header in headers if not header.billable}
        for depth in range(_DEEPEST):
            children = self._terms.children_of([code.id for code in open_now.values()]) if open_now else {}
            below: dict[int, Code] = {}
            for start, code in open_now.items():
                chosen, is_seventh = _next(code, children, side, seventh, asked)
                if chosen is not None and chosen.billable:
                    ends[start] = (chosen, is_seventh and depth == 0)
                elif chosen is not None:
                    below[start] = chosen
            open_now = below
        return ends


def only_seventh_is_open(code: Code, children: Sequence[Code]) -> bool:
    """Whether all that is still to come is the 7th character."""
    return (
        bool(children)
        and len({child.code[:-1] for child in children}) == 1
        and all(len(child.code) == 8 and child.description.startswith(code.description[:40]) for child in children)
    )


def _next(
    code: Code, below: Mapping[int, Sequence[Code]], side: str, seventh: str, asked: frozenset[str]
) -> tuple[Code | None, bool]:
    children = below.get(code.id, ())
    if only_seventh_is_open(code, children):
        marks = seventh + _EPISODES
        found = next((child for mark in marks for child in children if child.code[-1] == mark), None)
        if found is not None:
            return found, True
    return _child(code, children, side, asked), False


def _child(code: Code, children: Sequence[Code], side: str, asked: frozenset[str]) -> Code | None:
    """The child that adds only what was asked or nothing; where several do, the one that says it is unspecified."""
    own = set(search_words(code.description))
    fitting: list[tuple[int, int, str, Code]] = []
    for child in children:
        words = set(search_words(child.description))
        added = words - own - denied_in_title(child.description)
        if side:
            added.discard(side)
        new = added - asked - _SAYS_NOTHING_MORE
        residual = "unspecified" in added and child.code.endswith("9")
        if (new and not residual) or ("other" in added and "unspecified" not in added and "other" not in asked):
            continue
        rank = 2 if new else -2 if side and side in words else -1 if added & asked else int("unspecified" not in added)
        fitting.append((rank, len(added), child.code, child))
    return min(fitting)[3] if fitting else None
