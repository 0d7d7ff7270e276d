"""A text of several conditions: the usual code of each, and the codes that ICD-10-CM has for them together."""

from collections.abc import Callable
from itertools import groupby, pairwise

from bot.lookup.combinations import Combined, combine
from bot.lookup.measures import is_measure_alone, measured_codes
from bot.lookup.phrases import Phrases
from bot.lookup.reading import SIDES, STOP_WORDS
from data.models import VocabularyTerm
from data.words import search_words

_CONNECTORS = frozenset("with w and due to in on after from following post secondary plus c by s p of".split())
_AFTER = frozenset("after from following post residual residuals sequela sequelae".split())
_JOINS_MUCH = ("E08", "E09", "E10", "E11", "E13", "I10", "J44", "I25.10", "I50", "N18")
"""Codes beside which a part without a code of its own is worth a search."""
_QUALIFIERS = frozenset(
    "acute chronic exacerbation mild moderate severe stage type left right bilateral new old".split()
)
_LONGEST_PART = 6
_MOST_PARTS = 5
_SHORTEST_WORD = 2


class Conditions:
    """Reads parts by the vocabulary; `searched` finds the code of a part in words, "" where none is sure."""

    def __init__(self, phrases: Phrases, searched: Callable[[str], str]) -> None:
        self._phrases = phrases
        self._searched = searched

    def together(self, tokens: tuple[str, ...]) -> tuple[Combined | None, list[str]]:
        """What the conditions are together, None where nothing joins them, and their own codes in the text's order."""
        parts = self._parts(list(tokens))
        after = bool(_AFTER.intersection(tokens)) or ("s", "p") in pairwise(tokens)
        combined = combine(parts, after=after)
        if combined is None and len(parts) > 1 and measured_codes(" ".join(tokens)):
            combined = Combined(codes=tuple(parts), joined=((),) * len(parts))
        return combined, parts

    def _parts(self, tokens: list[str]) -> list[str]:
        text = " ".join(tokens)
        measured = measured_codes(text)
        found: list[str] = []
        unnamed: list[str] = []
        for is_end, part in groupby(tokens, key=_CONNECTORS.__contains__):
            if is_end:
                continue
            words = list(part)
            codes = [code for entry in self._phrases.split(words) if (code := _diagnosis(entry))]
            found += codes
            if not codes and len(words) <= _LONGEST_PART:
                unnamed.append(" ".join(words))
        if any(code.startswith(_JOINS_MUCH) for code in found):
            found += [code for part in unnamed[:2] if _says_anything(part) and (code := self._searched(part))]
        kept = [code for code in found if not _is_measured(code, measured)]
        return list(dict.fromkeys([*kept, *measured]))[:_MOST_PARTS]


def measure_code(text: str) -> str:
    """The code of a text that is a measure and nothing else, or ""."""
    return next(iter(measured_codes(text)), "") if is_measure_alone(text) else ""


def _diagnosis(entry: VocabularyTerm | str) -> str:
    """The entry's first ICD-10-CM code, or ""."""
    if isinstance(entry, str):
        return ""
    return next((code for code in entry.codes if "." in code or len(code) == 3), "")


def _is_measured(code: str, measured: list[str]) -> bool:
    """Whether a measure says the same more exactly: N18.9 beside N18.32."""
    return any(code != one and code.split(".")[0] == one.split(".")[0] for one in measured)


def _says_anything(part: str) -> bool:
    words = search_words(part)
    said = [word for word in words if word.isalpha() and len(word) > _SHORTEST_WORD and word not in STOP_WORDS]
    return any(word not in SIDES and word not in _QUALIFIERS for word in said)
