"""What is wrong with one code of a list whatever stands beside it: a header, its dates, its double; no notes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.rules.code_check_case import CheckedCode, Finding, Severity
from bot.rules.code_check_words import is_or_are, listed

_FULL_LENGTH = 7
_MOST_NAMED = 6


def alone(codes: Sequence[CheckedCode]) -> Iterator[Finding]:
    """`codes` are all that exist, as they were given: diagnoses, supplies, drugs."""
    yield from _headers(codes)
    yield from _dates(codes)
    yield from _doubles(codes)


def _headers(codes: Sequence[CheckedCode]) -> Iterator[Finding]:
    for code in {code.code: code for code in codes}.values():
        if code.is_diagnosis and not code.detail.code.billable:
            rule, text = _seventh(code) if _lacks_only_the_seventh(code) else _header(code)
            yield Finding(severity=Severity.ERROR, rule=rule, codes=(code.code,), text=text)


def _lacks_only_the_seventh(code: CheckedCode) -> bool:
    """Z86.010 has codes of seven characters below it, and none of them is a 7th character of a table."""
    return bool(code.detail.sevenths and code.detail.children) and all(
        len(child.code.replace(".", "")) == _FULL_LENGTH and child.billable for child in code.detail.children
    )


def _seventh(code: CheckedCode) -> tuple[str, str]:
    characters = [child.code[-1] for child in code.detail.children]
    stem = code.detail.children[0].code[:-1]
    mended = f", so {stem} with it" if stem != code.code else ""
    return "seventh-character", (
        f"{code.named} lacks its 7th character: one of {listed(characters, joint='or')}{mended} (guidelines I.A.4 and "
        f"I.A.5)."
    )


def _header(code: CheckedCode) -> tuple[str, str]:
    below = code.detail.children
    names = ", ".join(child.code for child in below[:_MOST_NAMED]) + (", …" if len(below) > _MOST_NAMED else "")
    count = f"{code.billable_below} billable code{'' if code.billable_below == 1 else 's'}"
    return "not-billable", (
        f"{code.named} is a heading and not billable: choose one of the {count} below it"
        f"{f' ({names})' if names else ''}. Codes go to the highest number of characters (guideline I.B.2)."
    )


def _dates(codes: Sequence[CheckedCode]) -> Iterator[Finding]:
    """One finding for all codes of which the same is to be said: an edition's own sentences name no code."""
    for text in dict.fromkeys(code.dated for code in codes if code.dated):
        said_of = list(dict.fromkeys(code.code for code in codes if code.dated == text))
        ended = any(code.detail.code.valid_to for code in codes if code.dated == text)
        yield Finding(
            severity=Severity.ERROR if ended else Severity.WARNING, rule="dates", codes=tuple(said_of), text=text
        )


def _doubles(codes: Sequence[CheckedCode]) -> Iterator[Finding]:
    """A diagnosis more than once. A supply may stand on several lines."""
    counts = Counter(code.code for code in codes if code.is_diagnosis)
    doubled = [code for code, count in counts.items() if count > 1]
    if doubled:
        text = (
            f"{listed(doubled)} {is_or_are(doubled)} listed more than once: report each diagnosis code once for an "
            "encounter (guideline I.B.12)."
        )
        yield Finding(severity=Severity.ERROR, rule="duplicate", codes=tuple(doubled), text=text)
