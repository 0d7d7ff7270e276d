"""Other ways to read a text of which little was found: one slip of the pen mended; it scores nothing.

A slip is one letter wrong, missing, doubled or swapped, or a space in the wrong place, also where the slip happens to
be a word ("chest pan"). What stands beside the word decides which of its neighbors was meant.
"""

from collections.abc import Callable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lookup.phrases import Phrases
from bot.lookup.spelling import Speller
from data.models import System
from data.store.code_terms import CodeTerms
from data.words import plain, search_words, stem

_MOST_READINGS = 4
_MOST_NEIGHBORS = 24
_MOST_TERMS = 40
_MOST_TOKENS = 7
_SHORTEST = 3
_SHORTEST_PHRASE = 5
_LONG_PHRASE = 14


class Repairs:
    """Finds mended readings by one code store's words and vocabulary. `kept` are words that are never mended."""

    def __init__(
        self,
        terms: CodeTerms,
        phrases: Phrases,
        speller: Speller,
        forms: Callable[[str], tuple[str, ...]],
        kept: frozenset[str],
    ) -> None:
        self._terms = terms
        self._phrases = phrases
        self._speller = speller
        self._forms = forms
        self._kept = kept

    def of(self, text: str, system: System | None) -> list[str]:
        """At most four texts that may have been meant, the likeliest first."""
        tokens = plain(text).split()
        if not 1 <= len(tokens) <= _MOST_TOKENS or not any(self._may_be_mended(token) for token in tokens):
            return []
        found = dict.fromkeys([*self._near_phrase(tokens), *self._moved_spaces(tokens), *self._mended(tokens, system)])
        return [one for one in found if one != " ".join(tokens)][:_MOST_READINGS]

    def _may_be_mended(self, token: str) -> bool:
        return token.isalpha() and token not in self._kept

    def _near_phrase(self, tokens: list[str]) -> Iterator[str]:
        """The vocabulary's terms that are one edit from the whole text, two where it is long."""
        typed = " ".join(tokens)
        if len(typed) < _SHORTEST_PHRASE:
            return
        most = 2 if len(typed) >= _LONG_PHRASE else 1
        for term, _, _ in process.extract(
            typed, self._phrases.near_length(len(typed), most), scorer=OSA.distance, score_cutoff=most, limit=2
        ):
            yield term

    def _moved_spaces(self, tokens: list[str]) -> Iterator[str]:
        """ "nai lleft" -> "nail left": a letter on the wrong side of a space, or a space too many."""
        for place in range(len(tokens) - 1):
            one, other = tokens[place : place + 2]
            moved = ((one + other[:1], other[1:]), (one[:-1], one[-1:] + other), (one + other,))
            for parts in moved:
                if all(self._speller.is_known(part) for part in parts):
                    yield " ".join([*tokens[:place], *parts, *tokens[place + 2 :]])

    def _mended(self, tokens: list[str], system: System | None) -> Iterator[str]:
        """One word read as a neighbor that stands beside the others in a phrase of ours or in a title."""
        unknown = [place for place, token in enumerate(tokens) if not self._speller.is_known(token)]
        rest = [place for place in range(len(tokens)) if place not in unknown]
        mended: list[str] = []
        for place in [*unknown, *(rest if len(unknown) < 2 else [])]:
            if not self._may_be_mended(tokens[place]) or len(tokens[place]) < _SHORTEST:
                continue
            near = self._speller.neighbors(tokens[place], limit=_MOST_NEIGHBORS)
            together = [*self._in_phrases(tokens, place, near), *self._in_titles(tokens, place, near, system)]
            mended += [" ".join([*tokens[:place], word, *tokens[place + 1 :]]) for word in dict.fromkeys(together)][:2]
        yield from mended

    def _in_phrases(self, tokens: list[str], place: int, near: list[str]) -> Iterator[str]:
        """Neighbors with which the text has a phrase of several words around the place, or that are one themselves."""
        alone = len(tokens) == 1 or not self._speller.is_known(tokens[place])
        for word in near:
            if self._phrases.holds(tokens[:place], word, tokens[place + 1 :]):
                yield word
        if alone:
            yield from (word for word in near if (entry := self._phrases.find([word])) and entry.codes)

    def _in_titles(self, tokens: list[str], place: int, near: list[str], system: System | None) -> Iterator[str]:
        """Neighbors that stand in a term with every other word, those of the shortest terms first."""
        others = [word for token in tokens[:place] + tokens[place + 1 :] for word in search_words(token)]
        others = [word for word in others if word not in self._kept or word in ("left", "right")]
        stems = {stem(word): word for word in near}
        if not others or not stems:
            return
        groups = [list(self._expanded(word)) for word in others]
        for term in self._terms.holding([*groups, list(stems)], system=system, limit=_MOST_TERMS):
            yield from (stems[word] for word in term.words if word in stems)

    def _expanded(self, word: str) -> tuple[str, ...]:
        """The word's other forms, and the words of what it means by our vocabulary."""
        entry = self._phrases.find([word])
        meant = tuple(part for means in entry.means[:2] for part in search_words(means)) if entry else ()
        return tuple(dict.fromkeys((*self._forms(word), *meant)))
