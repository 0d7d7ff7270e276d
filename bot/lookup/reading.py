"""Words as people write them, read into words as the official tables write them, with the side and episode named."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, product

from bot.lookup.episodes import split_episode
from bot.lookup.negation import DENIALS, denied_in_title, split_denied
from bot.lookup.phrases import Phrases
from bot.lookup.spelling import Speller
from data.models import VocabularyTerm
from data.words import plain, search_words, stem

STOP_WORDS = frozenset(
    "a all am an and any are as at be been but by can code codes do due for from had has have hcpcs he hello hey hi i "
    "icd if in is it its me my of on or our patient please pls pt she so some thanks that the their them there they "
    "this to us was we were what when where who why will you your".split()
)
SIDES = {
    "left": "left",
    "lt": "left",
    "l": "left",
    "right": "right",
    "rt": "right",
    "r": "right",
    "bilateral": "bilateral",
    "bilat": "bilateral",
    "both": "bilateral",
}
_LETTERED = frozenset(
    "factor group hemophilia hepatitis immunoglobulin influenza strep streptococcus type vitamin".split()
)
_NUMBERED = frozenset("bipolar class degree grade level stage type".split())
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_DOSE = re.compile(r"\b\d+ ?(?:mg|mcg|g|gm|gram|ml|cc|iu|unit)s?\b")
_SAYS_NOTHING_MORE = ("nos", "unspecified", "unsp")
_SHORTEST_BEGUN = 5
_ENDING = 3
"""Letters by which two words with the same beginning may differ in length."""
_MOST_REMEMBERED = 4_000
_MOST_VARIANTS = 4
_LESS_USUAL = 0.94
_AS_TYPED = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to read the text: the search words, and how sure that reading is (1.0 the plainest)."""

    words: tuple[str, ...]
    trust: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, read. `whole` is the vocabulary's entry for the entire text less its side."""

    variants: tuple[Variant, ...]
    side: str
    seventh: str
    """The 7th character of the episode that was named: A, D or S, "" for none."""
    whole: VocabularyTerm | None
    corrected: tuple[tuple[str, str], ...]
    """(as typed, as read) for each misspelt word."""
    unknown: tuple[str, ...]
    """Words that are in no table and near to none."""
    expanded: tuple[VocabularyTerm, ...]
    denied: frozenset[str] = frozenset()
    """Search words of what the text says is not there: "no hematuria"."""
    tokens: tuple[str, ...] = ()
    """The words as spelled right, without episode and denials."""
    has_dose: bool = False
    """Whether an amount was given, as of a drug that is billed: "40 mg"."""


class Reader:
    """Reads texts by one code store's words and vocabulary."""

    def __init__(
        self,
        word_counts: dict[str, int],
        vocabulary: dict[str, VocabularyTerm],
        word_forms: Iterable[tuple[str, ...]] = (),
        everyday: frozenset[str] = frozenset(),
    ) -> None:
        """`word_forms`: groups of words that say the same ("anus", "anal"); `everyday`: words that are no condition."""
        self.word_counts = word_counts
        self.phrases = Phrases(vocabulary)
        self._everyday = everyday
        self._forms = _forms_by_word(word_forms)
        self._in_order = sorted(word_counts)
        self._begun: dict[str, frozenset[str]] = {}
        self.speller = Speller(word_counts, vocabulary, everyday | self._forms.keys())

    def forms(self, word: str) -> tuple[str, ...]:
        """The search word and others that say the same: "anus" -> ("anus", "anal")."""
        return self._forms.get(word, (word,))

    def begun(self, word: str) -> frozenset[str]:
        """Known words that share all but an ending with this one: "diabetic" and "diabetes"."""
        found = self._begun.get(word)
        if found is None:
            if len(self._begun) >= _MOST_REMEMBERED:
                self._begun.clear()
            found = self._begun[word] = self._with_beginning(word)
        return found

    def _with_beginning(self, word: str) -> frozenset[str]:
        if len(word) < _SHORTEST_BEGUN or not word.isalpha():
            return frozenset()
        shared = word[: max(_SHORTEST_BEGUN, len(word) - 2)]
        found = set()
        for place in range(bisect_left(self._in_order, shared), len(self._in_order)):
            other = self._in_order[place]
            if not other.startswith(shared):
                break
            if other != word and abs(len(other) - len(word)) <= _ENDING:
                found.add(other)
        return frozenset(found)

    def read(self, text: str) -> Reading:
        """A finished text: misspelt words are read as the nearest known ones."""
        spelled = self.speller.spell(_without_dose(plain(text)).split())
        tokens, seventh = split_episode(_with_digits(spelled.words))
        tokens, denied = self._without_denied(tokens)
        parts = list(self.phrases.split(tokens))
        told = {token for token in tokens if token not in STOP_WORDS and not token.isdigit()}
        everyday = bool(told) and all(self._is_everyday(token) for token in told)
        sure = set(tokens) - set(spelled.corrected.values())
        guessed = everyday or (bool(spelled.unknown) and not self._speaks_of_anything(sure))
        return Reading(
            variants=() if guessed else tuple(_variants(parts, as_typed=tokens)),
            side=_side_of(parts),
            seventh=seventh,
            whole=self._whole(tokens),
            corrected=tuple(spelled.corrected.items()),
            unknown=tuple(spelled.unknown),
            expanded=tuple(part for part in parts if isinstance(part, VocabularyTerm)),
            denied=denied,
            tokens=tuple(tokens),
            has_dose=_DOSE.search(plain(text)) is not None,
        )

    def read_unfinished(self, text: str) -> Reading:
        """A text whose last word may be the beginning of one, as in type-ahead: it ends in * in one of the variants."""
        *before, last = plain(text).split() or [""]
        is_word = self._is_word(last)
        finished = self.read(text if is_word else " ".join(before))
        parts = list(self.phrases.split(self.speller.spell(before).words))
        begun = Variant(words=(*_variants(parts, as_typed=[])[0].words, f"{last}*"), trust=_AS_TYPED)
        if is_word:
            return replace(finished, variants=(*finished.variants, begun))
        return replace(finished, variants=(begun,), whole=None)

    def _without_denied(self, tokens: list[str]) -> tuple[list[str], frozenset[str]]:
        """The tokens without what the text denies; a phrase of ours ("no insurance") is no denial."""
        parts = self.phrases.split(tokens)
        if any(isinstance(part, VocabularyTerm) and DENIALS & set(part.term.split()) for part in parts):
            return tokens, frozenset()
        found = split_denied(tokens)
        return list(found.tokens), frozenset(search_words(" ".join(found.denied)))

    def _is_everyday(self, token: str) -> bool:
        """Whether the token is an everyday word that no table has: "stapler" is no staple."""
        return token in self._everyday and not self._is_word(token)

    def _speaks_of_anything(self, tokens: set[str]) -> bool:
        """Whether one of the tokens is a word of the tables: beside unknown words, misspelt ones are only a guess."""
        return any(stem(token) in self.word_counts for token in tokens if token.isalpha() and token not in STOP_WORDS)

    def _is_word(self, token: str) -> bool:
        """Whether the token is a whole word of the tables, or one of our terms."""
        return stem(token) in self.word_counts or self.phrases.find([token]) is not None

    def _whole(self, tokens: list[str]) -> VocabularyTerm | None:
        """The vocabulary's entry for all of the text; a side, a closing "unspecified", stop words may be left out."""
        unsided = [token for token in tokens if token not in SIDES]
        shorter = unsided[:-1] if unsided and unsided[-1] in _SAYS_NOTHING_MORE else unsided
        bare = [token for token in shorter if token not in STOP_WORDS]
        readings = (tokens, unsided, shorter, bare)
        return next((entry for reading in readings if (entry := self.phrases.find(reading))), None)


def _without_dose(text: str) -> str:
    """A drug without the amount given: "toradol 60mg" -> "toradol"; an amount alone stays."""
    return _DOSE.sub(" ", text).strip() or text


def _side_of(parts: list[VocabularyTerm | str]) -> str:
    """The side that was named; a letter inside a phrase names none: "r o pneumonia" is no right one."""
    for part in parts:
        words = part.term.split() if isinstance(part, VocabularyTerm) else [part]
        for word in words:
            if word in SIDES and (len(word) > 1 or len(words) == 1):
                return SIDES[word]
    return ""


def _with_digits(tokens: list[str]) -> list[str]:
    """ "type one" as "type 1"; elsewhere a number in words stays."""
    return [
        _NUMBER_WORDS.get(token, token) if place and tokens[place - 1] in _NUMBERED else token
        for place, token in enumerate(tokens)
    ]


def _variants(parts: list[VocabularyTerm | str], *, as_typed: list[str]) -> list[Variant]:
    """Every way to combine what the parts may mean, the plainest first, and the text as it was typed; at most five."""
    meanings = [
        [_said_by(meaning) for meaning in (part.means if isinstance(part, VocabularyTerm) else _plain(part))]
        for part in parts
    ]
    variants = []
    for choice in islice(product(*(range(len(options)) for options in meanings)), _MOST_VARIANTS):
        words = [word for options, pick in zip(meanings, choice, strict=True) for word in options[pick]]
        variants.append(Variant(words=_searched(words), trust=_LESS_USUAL ** sum(choice)))
    variants.append(Variant(words=_searched(search_words(" ".join(as_typed))), trust=_AS_TYPED))
    first_of_each = {variant.words: variant for variant in reversed(variants)}
    return sorted(first_of_each.values(), key=lambda variant: -variant.trust)


def _said_by(meaning: str) -> list[str]:
    """The search words of a meaning, without those that it says are absent."""
    absent = denied_in_title(meaning)
    return [word for word in search_words(meaning) if word not in absent]


def _plain(token: str) -> tuple[str]:
    """A token as the tables write it: "both" and "bilat" are bilateral there."""
    return (SIDES.get(token, token),)


def _searched(words: list[str]) -> tuple[str, ...]:
    """Each word once, without stop words; a letter that names a kind stays: "hepatitis a", "vitamin a"."""
    kept = [
        word
        for place, word in enumerate(words)
        if word not in STOP_WORDS or (word == "a" and place and words[place - 1] in _LETTERED)
    ]
    return tuple(dict.fromkeys(kept))


def _forms_by_word(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Each search word -> itself first, then all that say the same in any of its groups."""
    forms: dict[str, tuple[str, ...]] = {}
    for group in groups:
        stems = tuple(stem(word) for word in group)
        for word in stems:
            forms[word] = tuple(dict.fromkeys((word, *forms.get(word, ()), *stems)))
    return forms


def says_more(entry: VocabularyTerm) -> bool:
    """Whether the entry's reading has words that its term has not: "chest pain" read as chest pain says no more."""
    own = {*search_words(entry.term), "unspecified"}
    return bool(entry.means) and not set(search_words(entry.means[0])) <= own
