"""Rows that look alike folded into one: the same condition on other sides, for other visits; it ranks nothing."""

import re
from dataclasses import replace
from functools import lru_cache

from bot.lookup.found import Found
from data.models import Code
from data.words import search_words

_TAIL = re.compile(
    r", (?:initial encounter|subsequent encounter|sequela|(?:mild|moderate|severe|indeterminate) stage|"
    r"stage unspecified).*$",
    re.IGNORECASE,
)
_SIDE_WORDS = frozenset("left right bilateral unilateral unspecified side".split())
_TRIMESTER = re.compile(r"\b(?:first|second|third|unspecified) trimester\b", re.IGNORECASE)


def folded(found: list[Found]) -> list[Found]:
    """The best row of each group, in order, with the others in it; headers of a group that has a billable code go."""
    rows: dict[tuple[str, str, frozenset[str]], Found] = {}
    for one in found:
        key = _alike(one.code)
        first = rows.get(key)
        if first is None:
            rows[key] = one
        elif not first.code.billable and one.code.billable:
            rows[key] = replace(one, points=first.points, others=first.others)
        elif one.code.billable:
            rows[key] = replace(first, others=(*first.others, one.code))
    return list(rows.values())


def _alike(code: Code) -> tuple[str, str, frozenset[str]]:
    return code.system, code.code[:3], _without_side(code.description)


@lru_cache(maxsize=20_000)
def _without_side(text: str) -> frozenset[str]:
    return frozenset(search_words(_TRIMESTER.sub("", _TAIL.sub("", text)))) - _SIDE_WORDS
