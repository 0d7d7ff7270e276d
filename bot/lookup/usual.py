"""From a header to the code that can be billed when no more is said; it descends the tables and ranks nothing."""

from bot.lookup.negation import denied_in_title
from data.models import Code
from data.store.codes import CodeStore
from data.words import search_words

SIDE_WORDS = frozenset("left right bilateral unilateral".split())
_SAYS_NOTHING_MORE = frozenset(
    "unspecified nos type of or with other not stated the and site organism part quadrant region severity trimester "
    "side without in to a an one level accidental unintentional uncomplicated mention".split()
)
"""Of intents, accidental is coded where none is documented (guideline I.C.19.e.5.b)."""
_DEEPEST = 5
_EPISODES = "A0"
"""The 7th character when no episode is named: initial encounter, or "0" where the table has that instead."""


class UsualCodes:
    """Finds the usual billable code of headers in one store."""

    def __init__(self, store: CodeStore) -> None:
        self._store = store

    def below(self, code: Code, *, side: str, seventh: str, asked: frozenset[str]) -> Code | None:
        """The billable code under `code` that says what was asked and nothing more; None where people must choose."""
        for _ in range(_DEEPEST):
            if code.billable:
                return code
            children = self._store.children(code.id)
            chosen = _seventh_of(children, seventh) if _takes_seventh(code, children) else None
            chosen = chosen or _child(code, children, side, asked)
            if chosen is None:
                return None
            code = chosen
        return None


def takes_seventh(store: CodeStore, code: Code) -> bool:
    """Whether only the 7th character is still to come."""
    return not code.billable and _takes_seventh(code, store.children(code.id))


def _takes_seventh(code: Code, children: list[Code]) -> bool:
    """Whether all that is still to come is the 7th character."""
    return bool(children) and all(
        len(child.code) == 8 and child.description.startswith(code.description[:40]) for child in children
    ) and len({child.code[:-1] for child in children}) == 1


def _seventh_of(children: list[Code], seventh: str) -> Code | None:
    wanted = seventh + _EPISODES
    return next((child for mark in wanted for child in children if child.code[-1] == mark), None)


def _child(code: Code, children: list[Code], side: str, asked: frozenset[str]) -> Code | None:
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
        rank = 2 if new else -2 if side and side in words else -1 if added & asked else 0 if "unspecified" in added else 1
        fitting.append((rank, len(added), child.code, child))
    return min(fitting)[3] if fitting else None
