"""Left, right, bilateral and unspecified of one diagnosis in a list. Source: guideline I.B.13; it reads no notes."""

from collections.abc import Iterator
from itertools import combinations

from bot.rules.code_check_case import CheckedCode, Finding, Severity

_SIDES = ("bilateral", "left", "right", "unspecified")


def side_of(text: str) -> str:
    """The side in a description, the named ones before "unspecified"; "" for none."""
    words = text.lower().replace(",", " ").split()
    return next((side for side in _SIDES if side in words), "")


def sides(codes: tuple[CheckedCode, ...]) -> Iterator[Finding]:
    """Left beside right is right where no bilateral code exists: then both are reported."""
    for one, other in combinations(sorted(codes, key=lambda code: code.key), 2):
        if not are_sides(one, other):
            continue
        both = {side_of(one.title), side_of(other.title)}
        names = f"{one.named} and {other.named}"
        if both == {"left", "right"}:
            bilateral = _bilateral(one)
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
    return any(side.code == other.code for side in one.detail.sides)


def _bilateral(code: CheckedCode) -> str:
    return next((side.code for side in code.detail.sides if side_of(side.description) == "bilateral"), "")


def _finding(severity: Severity, one: CheckedCode, other: CheckedCode, text: str) -> Finding:
    return Finding(severity=severity, rule="laterality", codes=(one.code, other.code), text=text)
