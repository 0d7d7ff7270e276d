"""The codes that a tabular note names in its own words, read as ranges; it does not know whether they exist."""

import re
from dataclasses import dataclass
from functools import cache

from bot.rules.code_check_qualifiers import Holds, read_qualifier

_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_REST = r"\.?(?:-(?!\s*[A-Z][0-9]))?"
"""The placeholder of a code that goes on: "O24.4-", "I50.-"; not the hyphen of a range."""
_ITEM = rf"{_CODE}{_REST}(?:\s*(?:-|\sto\s)\s*{_CODE}{_REST})?"
_BETWEEN = r"(?:\s*(?:[,;.]|\band\b|\bor\b)\s*)+"
_LIST = re.compile(rf"(?P<codes>{_ITEM}(?:{_BETWEEN}{_ITEM})*)(?P<qualifier>,?\s*with\s.+)?")
_SPAN = re.compile(rf"(?P<first>{_CODE}){_REST}(?:\s*(?:-|\sto\s)\s*(?P<last>{_CODE}))?")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)?(\s+with\s[^()]*)?")
_IN_TEXT = re.compile(rf"(?<![\w-]){_ITEM}(?:{_BETWEEN}{_ITEM})*(?:\s+with\s[^()]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCodes:
    """One range of a note: "E10-E14", "O24.4-" and "(I50.-)" alike. A code alone is a range with itself."""

    first: str
    last: str
    holds: Holds | None = None
    certain: bool = True
    """False where the note narrows its codes in words that are not understood."""

    def covers(self, key: str) -> bool:
        """Whether the note speaks of the code (no dot): it stands in the range, and is as the note says."""
        return self.certain and self._within(key) and (self.holds is None or self.holds(key))

    def touches(self, key: str) -> bool:
        """As `covers`, and also a header above the named codes, or codes whose narrowing is not understood."""
        if self.first.startswith(key) or (not self.certain and self._within(key)):
            return True
        return self.covers(key)

    def _within(self, key: str) -> bool:
        return self.first <= key and key[: len(self.last)] <= self.last


@cache
def named_codes(text: str) -> tuple[NamedCodes, ...]:
    """The codes that a note names, () for none: in parentheses where there are such, else in the text itself.

    Letters and digits in the text are no codes where parentheses name some: "vitamin B12 deficiency (E53.8)".
    """
    named: list[NamedCodes] = []
    for inside, after in _IN_PARENTHESES.findall(text):
        found = _LIST.fullmatch(inside.strip(" ,."))
        if found:
            named += _spans(found["codes"], found["qualifier"] or after)
    if not named:
        for found in _IN_TEXT.finditer(re.sub(r"\([^()]*\)", " ", text)):
            codes, _, qualifier = found[0].partition(" with ")
            named += _spans(codes, qualifier)
    return tuple(named)


def _spans(codes: str, qualifier: str) -> list[NamedCodes]:
    holds = read_qualifier(qualifier) if qualifier.strip() else None
    return [
        NamedCodes(
            first=_key(found["first"]),
            last=_key(found["last"] or found["first"]),
            holds=holds,
            certain=holds is not None or not qualifier.strip(),
        )
        for found in _SPAN.finditer(codes)
    ]


def _key(code: str) -> str:
    return code.replace(".", "")
