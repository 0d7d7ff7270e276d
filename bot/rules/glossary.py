"""Finds what a text asks for among phrases: whole names first, then slips of the pen, then words; it reads no file.

Numbers must agree and short words be exact: "modifier 52" is never read as 25, nor "NCD" as "LCD".
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.rules.glossary_words import SHORTEST_GUESSED, content_words, is_same_word, stripped

SURE, UNSURE = 0.8, 0.55
"""From which agreement an entry is taken to be meant, or asked about."""
_BY_WORDS = 0.98
"""What the same words in another order count."""
_A_SLIP = 0.02
"""How much less each slip of the pen in a whole name counts, and another first letter."""
_UNKNOWN = 0.6
"""What a word of no phrase weighs, against the rarest."""
_NUMBER = re.compile(r"\d{1,3}")
"""A typed number that an entry does not know is about something else: no other modifier is offered for "35"."""
_SHORT_NAME = 2
"""A name of so few words needs all of them: the "AT" of "Modifier AT" is no little word."""
_MANY = 99
_MOST_SLIPS = ((14, 3), (9, 2), (5, 1))
"""(from how many letters, how many slips)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A key with how well the text agrees with one of its phrases (1 for a whole name), and which phrase that was."""

    key: str
    score: float
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    text: str
    squeezed: str
    words: tuple[str, ...]


class PhraseIndex:
    """Phrases of entries, made ready once."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """`phrases` are the names of each key."""
        self._phrases = [
            _Phrase(key, text, squeezed(text), tuple(content_words(text, keep=_SHORT_NAME)))
            for key, texts in phrases.items()
            for text in texts
            if squeezed(text)
        ]
        self._whole: dict[str, list[_Phrase]] = {}
        self._with: dict[str, list[_Phrase]] = {}
        for phrase in self._phrases:
            self._whole.setdefault(phrase.squeezed, []).append(phrase)
            for word in set(phrase.words):
                self._with.setdefault(word, []).append(phrase)
        self._by_letter: dict[str, list[str]] = {}
        for word in self._with:
            self._by_letter.setdefault(word[0], []).append(word)
        seen = Counter(word for phrase in self._phrases for word in set(phrase.words))
        self._weights = {word: math.log(1 + len(self._phrases) / count) for word, count in seen.items()}
        self._words_of: dict[str, set[str]] = {}
        for phrase in self._phrases:
            self._words_of.setdefault(phrase.key, set()).update(phrase.words)
        self._unknown = _UNKNOWN * math.log(1 + len(self._phrases))

    def named(self, name: str) -> list[str]:
        """The keys that have just this name."""
        return [phrase.key for phrase in self._whole.get(squeezed(name), ())]

    def search(self, text: str) -> list[Scored]:
        """The keys that agree at all with the text, each once, best first."""
        whole = [squeezed(text), squeezed(stripped(text))]
        exact = [phrase for form in dict.fromkeys(whole) for phrase in self._whole.get(form, ())]
        if exact:
            return _best(Scored(key=one.key, score=1.0, phrase=one.text) for one in exact)
        slips = ((one, min(_slips(form, one) for form in whole)) for one in self._phrases)
        near = [Scored(key=one.key, score=1 - _A_SLIP * most, phrase=one.text) for one, most in slips if most < _MANY]
        return _best([*near, *self._by_words(content_words(text))])

    def _by_words(self, typed: list[str]) -> list[Scored]:
        """By the words they share, rare ones counting more."""
        alike = {word: self._alike(word) for word in typed}
        of_typed = {
            word: max((self._weights[known] for known in same), default=self._unknown) for word, same in alike.items()
        }
        numbers = {word for word in typed if _NUMBER.fullmatch(word)}
        candidates = {
            id(one): one
            for same in alike.values()
            for known in same
            for one in self._with[known]
            if numbers <= self._words_of[one.key]
        }
        return [
            Scored(key=one.key, score=self._agreement(one, alike, of_typed), phrase=one.text)
            for one in candidates.values()
        ]

    def _alike(self, word: str) -> dict[str, float]:
        """The known words that this one may be, and how surely."""
        if word in self._weights:
            return {word: 1.0}
        near = self._by_letter.get(word[0], ())
        return {known: sure for known in near if (sure := is_same_word(word, known))}

    def _agreement(
        self, phrase: _Phrase, alike: Mapping[str, Mapping[str, float]], of_typed: Mapping[str, float]
    ) -> float:
        """What both share against all of both; a word of the entry's other names is held against it half."""
        words, others = set(phrase.words), self._words_of[phrase.key]
        own = sum(self._weights[word] for word in words)
        shared = sum(
            self._weights[known] * max((same.get(known, 0.0) for same in alike.values()), default=0.0)
            for known in words
        )
        asked = sum(
            weight if words & alike[word].keys() or not others & alike[word].keys() else weight / 2
            for word, weight in of_typed.items()
        )
        return _BY_WORDS * 2 * shared / (own + asked) if own + asked else 0.0


def squeezed(text: str) -> str:
    """A text's letters and digits: "Co-insurance" and "co insurance" -> "coinsurance"."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower().replace("&", "and"))


def _slips(typed: str, phrase: _Phrase) -> int:
    """How many slips of the pen tell a whole name from what was typed, _MANY for another name.

    Digits and short words ("GZ", "LCD") may not differ, and only one slip may be at the start.
    """
    name = phrase.squeezed
    most = next((slips for letters, slips in _MOST_SLIPS if len(name) >= letters), 0)
    if not most or abs(len(typed) - len(name)) > most or _digits(typed) != _digits(name):
        return _MANY
    slips = OSA.distance(typed, name, score_cutoff=most)
    is_other_start = typed[0] != name[0]
    if slips > most or (is_other_start and slips > 1):
        return _MANY
    is_other_word = any(len(word) < SHORTEST_GUESSED and word not in typed for word in phrase.words)
    return _MANY if is_other_word else slips + is_other_start


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _best(found: Iterable[Scored]) -> list[Scored]:
    best: dict[str, Scored] = {}
    for one in found:
        if one.key not in best or one.score > best[one.key].score:
            best[one.key] = one
    return sorted(best.values(), key=lambda one: -one.score)
