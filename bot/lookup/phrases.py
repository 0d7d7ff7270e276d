"""The vocabulary's phrases found in a text, the longest first; it spells nothing and knows no codes' existence."""

from bisect import bisect_left
from collections.abc import Iterator

from data.models import VocabularyTerm
from data.words import plain, stem

_LONGEST = 7
_LOOKED_AT = 200


class Phrases:
    """One code store's vocabulary, by phrase."""

    def __init__(self, vocabulary: dict[str, VocabularyTerm]) -> None:
        self._vocabulary = vocabulary
        self._terms = sorted(vocabulary)

    def find(self, tokens: list[str]) -> VocabularyTerm | None:
        """The entry for just these tokens, as typed or without plural endings."""
        return self._vocabulary.get(" ".join(tokens)) or self._vocabulary.get(" ".join(map(stem, tokens)))

    def split(self, tokens: list[str]) -> Iterator[VocabularyTerm | str]:
        """The text as a row of entries and, between them, single tokens."""
        place = 0
        while place < len(tokens):
            entry, length = self._longest(tokens, place)
            yield entry or tokens[place]
            place += length

    def beginning(self, text: str, *, limit: int) -> list[VocabularyTerm]:
        """Entries with codes whose term begins with the text, the shortest first."""
        start = plain(text)
        place = bisect_left(self._terms, start)
        near = [self._vocabulary[term] for term in self._terms[place : place + _LOOKED_AT] if term.startswith(start)]
        return sorted((entry for entry in near if entry.codes), key=lambda entry: len(entry.term))[:limit]

    def _longest(self, tokens: list[str], place: int) -> tuple[VocabularyTerm | None, int]:
        for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
            entry = self.find(tokens[place : place + length])
            if entry is not None and entry.means:
                return entry, length
        return None, 1
