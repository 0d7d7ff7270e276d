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
        self._by_length: dict[int, list[str]] = {}
        for term, entry in vocabulary.items():
            if entry.codes:
                self._by_length.setdefault(len(term), []).append(term)

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

    def near_length(self, length: int, by: int) -> list[str]:
        """Terms with codes that are about as long."""
        return [term for near in range(length - by, length + by + 1) for term in self._by_length.get(near, ())]

    def holds(self, before: list[str], word: str, after: list[str]) -> bool:
        """Whether a phrase of two words or more goes through the word."""
        tokens = [*before, word, *after]
        place = len(before)
        for start in range(max(0, place - 3), place + 1):
            for end in range(place + 1, min(len(tokens), place + 4) + 1):
                if end - start > 1 and self.find(tokens[start:end]):
                    return True
        return False

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
