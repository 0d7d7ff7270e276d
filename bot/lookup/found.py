"""One code that a search in words found, and lists of them; it finds and ranks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.models import Code
from data.store.code_terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One code found by words. `term` is the text that matched, None where the vocabulary named the code itself."""

    code: Code
    points: float
    term: Term | None
    why: str
    others: tuple[Code, ...] = ()
    """The same on other sides or for other visits, folded into this one."""


def first_of_each(found: Iterable[Found]) -> list[Found]:
    """Each code once, where it stands first."""
    kept: dict[int, Found] = {}
    for one in found:
        kept.setdefault(one.code.id, one)
    return list(kept.values())


def best_first(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: -one.points)
