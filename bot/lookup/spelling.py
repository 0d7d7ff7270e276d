"""Misspelt words to the known ones they were meant to be; it reads no phrases and knows no codes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from data.models import VocabularyTerm
from data.words import stem

_CLOSE_ENOUGH = 0.74
"""Likeness by edits, 0 to 1, under which a word is another word: two edits in eight letters are close enough."""
_SHORTEST_CORRECTED = 4
_SHORTEST_HALF = 4
_MOST_LONGER = 2
"""Letters by which a misspelling may be longer or shorter than the word."""


@dataclass(slots=True)
class Spelled:
    """Words as they were meant, with (as typed -> as read) for the misspelt, and those that are near to none apart."""

    words: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Speller:
    """Knows the words of one code store and of the vocabulary's terms."""

    def __init__(
        self, word_counts: dict[str, int], vocabulary: dict[str, VocabularyTerm], right: frozenset[str]
    ) -> None:
        """`right` words are spelled right, whatever they are near to."""
        self._right = right
        self._counts = word_counts
        self._variants = {
            term: entry.means[0]
            for term, entry in vocabulary.items()
            if entry.kind == "spelling" and not entry.codes and len(entry.means) == 1
        }
        in_terms = {word for term in vocabulary if term not in self._variants for word in term.split()}
        self._known = frozenset(in_terms | {word for word in word_counts if word.isalpha() and len(word) > 2})
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._known):
            self._by_length.setdefault(len(word), []).append(word)

    def spell(self, tokens: Iterable[str]) -> Spelled:
        """Each token as it is, or as it was meant: a known variant, the nearest known word, or two written as one."""
        spelled = Spelled()
        for token in tokens:
            meant = self._meant(token)
            if meant is None:
                spelled.unknown.append(token)
                continue
            if meant != token:
                spelled.corrected[token] = meant
            spelled.words += meant.split()
        return spelled

    def is_known(self, token: str) -> bool:
        """Whether the token is a word of the tables, of our vocabulary, or an everyday one."""
        return token in self._right or token in self._variants or self._is_known(token) or not token.isalpha()

    def neighbors(self, token: str, *, limit: int) -> list[str]:
        """Known words one letter away, the commonest first."""
        found = {
            word
            for written in {token, stem(token)}
            for length in range(len(written) - 1, len(written) + 2)
            for word, _, _ in process.extract(
                written, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=1, limit=limit
            )
            if word not in (token, written)
        }
        return sorted(found, key=lambda word: -self._counts.get(stem(word), 1))[:limit]

    def _meant(self, token: str) -> str | None:
        variant = self._variants.get(token) or self._variants.get(stem(token))
        if variant:
            return variant
        if len(token) < _SHORTEST_CORRECTED or not token.isalpha() or token in self._right or self._is_known(token):
            return token
        nearest, halves = self._nearest(token), self._halves(token)
        if nearest and (not halves or OSA.distance(token, nearest) <= 1):
            return nearest
        return halves or None

    def _is_known(self, word: str) -> bool:
        return word in self._known or stem(word) in self._known

    def _nearest(self, token: str) -> str:
        """The known word with the fewest edits, then the likest beginning and the commonest; "" where none is near."""
        near = [
            word
            for length in range(len(token) - _MOST_LONGER, len(token) + _MOST_LONGER + 1)
            for word in self._by_length.get(length, ())
            if len(word) >= _SHORTEST_CORRECTED
        ]
        found = process.extract(token, near, scorer=OSA.normalized_similarity, score_cutoff=_CLOSE_ENOUGH, limit=8)
        ranked = [(likeness + self._tie_break(token, word), word) for word, likeness, _ in found]
        return max(ranked)[1] if ranked else ""

    def _tie_break(self, token: str, word: str) -> float:
        """Less than one edit in fifty letters: it orders words that are equally near."""
        alike = fuzz.ratio(token[:3], word[:3]) / 100
        common = min(self._counts.get(stem(word), 1), 200) / 200
        return 0.02 * alike + 0.01 * common

    def _halves(self, token: str) -> str:
        for cut in range(_SHORTEST_HALF, len(token) - _SHORTEST_HALF + 1):
            halves = (token[:cut], token[cut:])
            if all(map(self._is_known, halves)):
                return " ".join(halves)
        return ""
