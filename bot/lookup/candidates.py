"""Terms that may answer some words, from the full-text index: all words, then fewer; it scores nothing."""

from collections.abc import Callable
from itertools import combinations, islice

from data.models import System
from data.store.code_terms import CodeTerms, Term

_MOST = 220
_FEWER = 80
_FEWEST = 40
_ENOUGH = 12
_MOST_WORDS = 6
_MOST_SUBSETS = 6
_LONG_WORD = 7


class Candidates:
    """Candidates of one code store. `forms` gives a word and others that say the same, `weight` how rare it is."""

    def __init__(
        self, terms: CodeTerms, forms: Callable[[str], tuple[str, ...]], weight: Callable[[str], float]
    ) -> None:
        self._terms = terms
        self._forms = forms
        self._weight = weight

    def find(self, words: tuple[str, ...], system: System | None) -> list[Term]:
        """Terms with all the words; where there are few, those that lack one; then two; then with any rare one."""
        rarest = sorted(words, key=self._weight, reverse=True)[:_MOST_WORDS]
        if not any(word.strip("*").isalpha() for word in rarest):
            return []
        groups = [self._written(word) for word in rarest]
        found = self._terms.holding(groups, system=system, limit=_MOST)
        if len(found) < _ENOUGH and len(groups) > 1:
            found += self._lacking(groups, 1, system, limit=_FEWER)
        if not found and len(groups) > 3:
            found = self._lacking(groups, 2, system, limit=_FEWEST)
        if not found and len(groups) > 2:
            found = self._terms.holding(groups[:2], system=system, any_group=True, limit=_MOST)
        return found

    def _lacking(self, groups: list[list[str]], number: int, system: System | None, *, limit: int) -> list[Term]:
        """Terms that lack `number` of the words, the commonest ones left out first."""
        kept = islice(combinations(groups, len(groups) - number), _MOST_SUBSETS)
        return [term for some in kept for term in self._terms.holding(some, system=system, limit=limit)]

    def _written(self, word: str) -> list[str]:
        """The word as it may stand in the tables: its other forms; a long word also by its beginning."""
        beginning = [f"{word[:-2]}*"] if len(word) >= _LONG_WORD and word.isalpha() else []
        return [*self._forms(word), *beginning]
