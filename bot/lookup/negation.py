"""What a text says is not there: "without foreign body", "no hematuria"; pure, it ranks nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data.words import search_words

_PARTS = re.compile(r"[a-z0-9']+|[,;]")
_TITLE_ENDS = frozenset(", ; with due in by for".split())
_GOES_ON_WITH_OF = frozenset("loss mention evidence".split())
DENIALS = frozenset("no without not wo denies non".split())
_LITTLE_WORDS = frozenset("in in any an a the with of current currently".split())
_ENDS = frozenset(
    "with w and but due by on for from after first second third left right bilateral stage type initial".split()
)
_MOST_DENIED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A text's tokens without what it denies, and the words that it denies."""

    tokens: tuple[str, ...]
    denied: tuple[str, ...]


@lru_cache(maxsize=20_000)
def denied_in_title(text: str) -> frozenset[str]:
    """Search words of a title that it says are absent and nowhere says are present.

    From "without" or "not" to the next comma, "of", "with", "in", "due" or "by"; "loss of consciousness" goes on.
    """
    lowered = text.lower()
    if "without" not in lowered and "not " not in lowered:
        return frozenset()
    denied: list[str] = []
    said: list[str] = []
    denying = False
    before = ""
    for part in _PARTS.findall(lowered):
        if part in ("without", "not"):
            denying = True
        elif part in _TITLE_ENDS or (part == "of" and before not in _GOES_ON_WITH_OF):
            denying = False
        else:
            (denied if denying else said).append(part)
        before = part
    return frozenset(set(search_words(" ".join(denied))) - set(search_words(" ".join(said))))


def split_denied(tokens: list[str]) -> Denied:
    """ "copd not in exacerbation" -> copd, with exacerbation denied. A text that opens with "no" denies nothing."""
    kept: list[str] = []
    denied: list[str] = []
    place = 0
    while place < len(tokens):
        if tokens[place] not in DENIALS or not kept or tokens[place + 1 : place + 2] in ([], ["otherwise"]):
            kept.append(tokens[place])
            place += 1
            continue
        place += 1
        taken = 0
        while place < len(tokens) and taken < _MOST_DENIED and (taken == 0 or tokens[place] not in _ENDS):
            if tokens[place] not in _LITTLE_WORDS:
                denied.append(tokens[place])
                taken += 1
            place += 1
    return Denied(tokens=tuple(kept), denied=tuple(denied))
