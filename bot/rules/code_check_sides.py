"""Left, right, bilateral and unspecified of one diagnosis in a list. Source: guideline I.B.13; it reads no notes."""

from collections.abc import Iterator
from itertools import combinations

from bot.rules.code_check_case import CheckedCode, CheckedList, Finding, Severity

_SIDES = ("bilateral", "left", "right", "unspecified")
_NAMED = frozenset(("bilateral", "left", "right"))
_ABOUT_SIDES = frozenset(("unilateral", "of", "in", "the"))


def side_of(text: str) -> str:
    """The side in a description, the named ones before "unspecified"; "" for none."""
    words = text.lower().replace(",", " ").split()
    return next((side for side in _SIDES if side in words), "")


def sides(listing: CheckedList) -> Iterator[Finding]:
    """Left beside right is right where no bilateral code exists: then both are reported."""
    for one, other in combinations(sorted(listing.codes, key=lambda code: code.key), 2):
        if not are_sides(one, other):
            continue
        both = {side_of(one.title), side_of(other.title)}
        names = f"{one.named} and {other.named}"
        if both == {"left", "right"}:
            bilateral = _bilateral(one, listing)
            if bilateral:
                text = f"{names} are the two sides of one diagnosis: use {bilateral} (bilateral), guideline I.B.13."
                yield _finding(Severity.WARNING, one, other, text)
        elif "bilateral" in both and both & {"left", "right"}:
            text = f"{names}: bilateral holds both sides, so one of them goes (guideline I.B.13)."
            yield _finding(Severity.ERROR, one, other, text)
        elif "unspecified" in both:
            vague = one if side_of(one.title) == "unspecified" else other
            text = f"{names}: the side is known, so leave {vague.code} out if both mean the same (guideline I.B.13)."
            yield _finding(Severity.WARNING, one, other, text)


def are_sides(one: CheckedCode, other: CheckedCode) -> bool:
    """Whether the two say the same of different sides."""
    if any(side.code == other.code for side in one.detail.sides):
        return True
    named = {side_of(one.title), side_of(other.title)}
    return len(named) == 2 and named <= _NAMED and one.category == other.category and _same(one.title, other.title)


def _same(one: str, other: str) -> bool:
    return _without_side(one) == _without_side(other)


def _without_side(title: str) -> frozenset[str]:
    """ "Unilateral primary osteoarthritis, right knee" and "Bilateral primary osteoarthritis of knee" alike."""
    return frozenset(title.lower().replace(",", " ").split()) - _NAMED - _ABOUT_SIDES


def _bilateral(code: CheckedCode, listing: CheckedList) -> str:
    beside = [side.code for side in code.detail.sides if side_of(side.description) == "bilateral"]
    same = [other for other, title in listing.bilateral if _same(title, code.title)]
    return next(iter((*beside, *same)), "")


def _finding(severity: Severity, one: CheckedCode, other: CheckedCode, text: str) -> Finding:
    return Finding(severity=severity, rule="laterality", codes=(one.code, other.code), text=text)
