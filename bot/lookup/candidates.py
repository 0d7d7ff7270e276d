"""Terms that may answer some words, from the full-text index: all words, then fewer; it scores nothing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice

from bot.lookup.ranking import WordForms
from data.models import System
from data.store.code_terms import CodeTerms, Term

_MOST = 220
_FEWER = 80
_FEWEST = 40
_ENOUGH = 12
_MOST_WORDS = 6
_MOST_SUBSETS = 6


class Candidates:
    """Candidates of one code store. `weight` says how rare a word is."""

    def __init__(self, terms: CodeTerms, known: WordForms, weight: Callable[[str], float]) -> None:
        self._terms = terms
        self._known = known
        self._weight = weight

    def find(self, words: tuple[str, ...], system: System | None) -> Iterator[list[Term]]:
        """Terms with all the words; then, where those are few, that lack one; then two; then with any rare one.

        Who reads them stops when what was found is good enough.
        """
        rarest = sorted(words, key=self._weight, reverse=True)[:_MOST_WORDS]
        if not any(word.strip("*").isalpha() for word in rarest):
            return
        groups = [self._written(word) for word in rarest]
        found = self._terms.holding(groups, system=system, limit=_MOST)
        yield found
        if len(found) < _ENOUGH and len(groups) > 1:
            found = _once_each([*found, *self._lacking(groups, 1, system, limit=_FEWER)])
            yield found
        if not found and len(groups) > 3:
            found = self._lacking(groups, 2, system, limit=_FEWEST)
            yield _once_each(found)
        if not found and len(groups) > 2:
            yield self._terms.holding(groups[:2], system=system, any_group=True, limit=_MOST)

    def _lacking(self, groups: list[list[str]], number: int, system: System | None, *, limit: int) -> list[Term]:
        """Terms that lack `number` of the words, the commonest ones left out first."""
        kept = islice(combinations(groups, len(groups) - number), _MOST_SUBSETS)
        return [term for some in kept for term in self._terms.holding(some, system=system, limit=limit)]

    def _written(self, word: str) -> list[str]:
        """The word as it may stand in the tables: its other forms, and those with another ending."""
        return [*self._known.forms(word), *self._known.begun(word)]


def _once_each(terms: Iterable[Term]) -> list[Term]:
    return list({term.id: term for term in terms}.values())
