"""Other ways to read a text of which little was found: one slip of the pen mended; it scores nothing.

A slip is one letter wrong, missing, doubled or swapped, or a space in the wrong place, also where the slip happens to
be a word ("chest pan"). What stands beside the word decides which of its neighbors was meant.
"""

from collections.abc import Callable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lookup.episodes import split_episode
from bot.lookup.phrases import Phrases
from bot.lookup.reading import SIDES
from bot.lookup.spelling import Speller
from data.models import System
from data.store.code_terms import CodeTerms
from data.words import plain, search_words, stem

_MOST_READINGS = 4
_MOST_NEIGHBORS = 24
_MOST_TERMS = 40
_MOST_TOKENS = 7
_MOST_OTHERS = 5
_SHORTEST = 3
_SHORTEST_UNKNOWN = 2
_SHORTEST_ALONE = 5
"""Letters that a word needs to be mended where nothing beside it says what is meant."""
_LONGEST_LITTLE = 4
_SIDES = ("left", "right", "bilateral")
_OF_DRUGS = frozenset(
    "im iv sq subq sc po inj injection injectable infusion vial vials shot neb nebs nebulized solution tablet tabs "
    "citrate hcl hydrochloride sodium acetate sulfate phosphate tartrate succinate mesylate generic brand".split()
)
"""How a drug is given or which salt it is: left out where the name with it finds little."""
_READ_AS_LEFT = frozenset({"let"})
_LITTLE = ("of", "in", "on", "and", "with", "to", "the", "by", "for", "at")
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
        readings = (
            *self._near_phrase(tokens),
            *self._without_slips(tokens),
            *self._moved_spaces(tokens),
            *self._mended(tokens, system),
        )
        found = dict.fromkeys(readings)
        return [one for one in found if one != " ".join(tokens)][:_MOST_READINGS]

    def _may_be_mended(self, token: str) -> bool:
        return token.isalpha() and token not in self._kept

    def _near_phrase(self, tokens: list[str]) -> Iterator[str]:
        """The vocabulary's terms that are one edit from the whole text, two where it is long."""
        for typed in dict.fromkeys((" ".join(tokens), " ".join(map(stem, tokens)))):
            if len(typed) < _SHORTEST_PHRASE:
                continue
            most = 2 if len(typed) >= _LONG_PHRASE else 1
            near = self._phrases.near_length(len(typed), most)
            for term, _, _ in process.extract(typed, near, scorer=OSA.distance, score_cutoff=most, limit=2):
                if _digits(term) == _digits(typed):
                    yield term

    def _moved_spaces(self, tokens: list[str]) -> Iterator[str]:
        """ "nai lleft" -> "nail left": a letter on the wrong side of a space, or a space too many."""
        for place in range(len(tokens) - 1):
            one, other = tokens[place : place + 2]
            moved = ((one + other[:1], other[1:]), (one[:-1], one[-1:] + other), (one + other,))
            for parts in moved:
                if all(self._speller.is_known(part) for part in parts):
                    yield " ".join([*tokens[:place], *parts, *tokens[place + 2 :]])

    def _without_slips(self, tokens: list[str]) -> Iterator[str]:
        """The text with a side that was meant in place, and without little words that were to be "of" or "in"."""
        sided = [self._side_meant(token) for token in tokens]
        if sided != tokens:
            yield " ".join(sided)
        bare = [token for token in tokens if token not in _OF_DRUGS and not token.isdigit()]
        if bare and bare != tokens:
            yield " ".join(bare)
        kept = [token for token in tokens if self._speller.is_known(token) or not _is_little_word(token)]
        if kept and kept != tokens:
            yield " ".join(kept)

    def _side_meant(self, token: str) -> str:
        if self._speller.is_known(token) and token not in _READ_AS_LEFT:
            return token
        return next((side for side in _SIDES if OSA.distance(token, side, score_cutoff=1) <= 1), token)

    def _mended(self, tokens: list[str], system: System | None) -> Iterator[str]:
        """One word read as a neighbor that stands beside the others in a phrase of ours or in a title."""
        unknown = [place for place, token in enumerate(tokens) if not self._speller.is_known(token)]
        rest = [place for place in range(len(tokens)) if place not in unknown]
        for place in [*unknown, *(rest if len(unknown) < 2 else [])]:
            token = tokens[place]
            if not self._may_be_mended(token) or len(token) < (_SHORTEST if place in rest else _SHORTEST_UNKNOWN):
                continue
            others = [one for one in tokens[:place] + tokens[place + 1 :] if self._may_be_mended(one)]
            if not others and len(token) < _SHORTEST_ALONE:
                continue
            near = self._speller.neighbors(token, limit=_MOST_NEIGHBORS)
            before, after = self._as_meant(tokens[:place]), self._as_meant(tokens[place + 1 :])
            together = [
                *self._in_phrases(before, after, near, alone=place in unknown),
                *self._in_titles([*before, *after], near, system),
            ]
            for word in list(dict.fromkeys(together))[:2]:
                yield " ".join([*before, word, *after])

    def _as_meant(self, tokens: list[str]) -> list[str]:
        """The other words, their own misspellings read as usual."""
        spelled = self._speller.spell(tokens)
        return [*spelled.words, *spelled.unknown]

    def _in_phrases(self, before: list[str], after: list[str], near: list[str], *, alone: bool) -> Iterator[str]:
        """Neighbors through which a phrase of several words goes, or that are terms with codes themselves."""
        yield from (word for word in near if self._phrases.holds(before, word, after))
        if alone or not before + after:
            yield from (word for word in near if (entry := self._phrases.find([word])) and entry.codes)

    def _in_titles(self, others: list[str], near: list[str], system: System | None) -> Iterator[str]:
        """Neighbors that stand in a term with every other word, those of the shortest terms first."""
        said = [token for token in split_episode(others)[0] if token not in self._kept and token not in SIDES]
        stems = {stem(word): word for word in near}
        if not said or not stems or len(said) > _MOST_OTHERS:
            return
        groups = [list(self._expanded(word)) for token in said for word in search_words(token)]
        for term in self._terms.holding([*groups, list(stems)], system=system, limit=_MOST_TERMS):
            yield from (stems[word] for word in term.words if word in stems)

    def _expanded(self, word: str) -> tuple[str, ...]:
        """The word's other forms, and the words of what it means by our vocabulary."""
        entry = self._phrases.find([word])
        meant = tuple(part for means in entry.means[:2] for part in search_words(means)) if entry else ()
        return tuple(dict.fromkeys((*self._forms(word), *meant)))


def _digits(text: str) -> str:
    """A number is never a slip: "bmi 35" is not "bmi 30"."""
    return "".join(sign for sign in text if sign.isdigit())


def _is_little_word(token: str) -> bool:
    return len(token) <= _LONGEST_LITTLE and any(OSA.distance(token, word, score_cutoff=1) <= 1 for word in _LITTLE)
