"""Words as people write them, read into words as the official tables write them: vocabulary, spelling, sides."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, product

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from data.models import VocabularyTerm
from data.words import plain, search_words, stem

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "in",
        "is",
        "it",
        "its",
        "my",
        "no",
        "of",
        "on",
        "or",
        "our",
        "she",
        "some",
        "that",
        "the",
        "their",
        "this",
        "to",
        "was",
        "were",
        "who",
        "patient",
        "pt",
        "please",
        "code",
        "codes",
        "icd",
        "hcpcs",
        "due",
    ]
) - {"no"}
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
_EPISODES = {"initial": "A", "subsequent": "D", "sequela": "S"}
_LONGEST_PHRASE = 7
_MOST_VARIANTS = 4
_AS_TYPED = 0.97
_CLOSE_ENOUGH = 0.74
_SHORTEST_CORRECTED = 4


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


class Reader:
    """Reads texts by one code store's words and vocabulary."""

    def __init__(
        self,
        word_counts: dict[str, int],
        vocabulary: dict[str, VocabularyTerm],
        word_forms: Iterable[tuple[str, ...]] = (),
    ) -> None:
        """`word_forms` are groups of words that say the same: ("anus", "anal")."""
        self.word_counts = word_counts
        self._forms = _forms_by_word(word_forms)
        self._vocabulary = vocabulary
        self._terms = sorted(vocabulary)
        single = {word for term in vocabulary for word in term.split()}
        self._known_set = frozenset(single | {word for word in word_counts if word.isalpha() and len(word) > 2})
        self._known = sorted(word for word in self._known_set if len(word) >= _SHORTEST_CORRECTED)

    def read(self, text: str) -> Reading:
        """A finished text: misspelt words are read as the nearest known ones."""
        corrected: dict[str, str] = {}
        unknown: list[str] = []
        tokens = [word for token in plain(text).split() for word in self._spelled(token, corrected, unknown)]
        tokens, seventh = _without_episode(tokens)
        unsided = [token for token in tokens if token not in SIDES]
        alternatives, expanded = self._segments(tokens)
        return Reading(
            variants=tuple(_variants(alternatives, search_words(" ".join(tokens)))),
            side=next((SIDES[token] for token in tokens if token in SIDES), ""),
            seventh=seventh,
            whole=self._whole(tokens, unsided),
            corrected=tuple(corrected.items()),
            unknown=tuple(unknown),
            expanded=tuple(expanded),
        )

    def read_unfinished(self, text: str) -> Reading:
        """A text whose last word may be the beginning of one, as in type-ahead: it ends in * in one of the variants."""
        *before, last = plain(text).split() or [""]
        finished = self.read(text if self._is_word(last) else " ".join(before))
        alternatives, _ = self._segments([word for token in before for word in self._spelled(token, {}, [])])
        begun = [*_variants(alternatives, [])[0].words, f"{last}*"]
        variants = (*(finished.variants if self._is_word(last) else ()), Variant(words=tuple(begun), trust=0.97))
        return replace(finished, variants=variants, whole=finished.whole if self._is_word(last) else None)

    def _whole(self, tokens: list[str], unsided: list[str]) -> VocabularyTerm | None:
        """The vocabulary's entry for all of the text, its side and a closing "unspecified" left out if need be."""
        whole = self._entry(tokens) or self._entry(unsided)
        if whole is None and unsided and unsided[-1] in ("nos", "unspecified", "unsp"):
            return self._entry(unsided[:-1])
        return whole

    def forms(self, word: str) -> tuple[str, ...]:
        """The search word and others that say the same: "anus" -> ("anus", "anal")."""
        return self._forms.get(word, (word,))

    def entries_beginning(self, text: str, limit: int) -> list[VocabularyTerm]:
        """Vocabulary terms with codes that begin with the text, the shortest first."""
        start = plain(text)
        place = bisect_left(self._terms, start)
        found = []
        for term in self._terms[place : place + 200]:
            if not term.startswith(start):
                break
            if self._vocabulary[term].codes:
                found.append(self._vocabulary[term])
        return sorted(found, key=lambda entry: len(entry.term))[:limit]

    def _is_word(self, token: str) -> bool:
        """Whether the token is a whole word of the tables, or one of our terms."""
        return stem(token) in self.word_counts or token in self._vocabulary

    def _entry(self, tokens: list[str]) -> VocabularyTerm | None:
        return self._vocabulary.get(" ".join(tokens)) or self._vocabulary.get(" ".join(stem(token) for token in tokens))

    def _segments(self, tokens: list[str]) -> tuple[list[list[list[str]]], list[VocabularyTerm]]:
        """For each stretch of the text its alternatives in search words; the longest vocabulary phrases win."""
        alternatives: list[list[list[str]]] = []
        expanded: list[VocabularyTerm] = []
        place = 0
        while place < len(tokens):
            entry, length = self._longest_phrase(tokens, place)
            if entry is not None:
                alternatives.append([search_words(meaning) for meaning in entry.means])
                expanded.append(entry)
            elif tokens[place] not in STOP_WORDS:
                alternatives.append([search_words(tokens[place])])
            place += length
        return alternatives, expanded

    def _longest_phrase(self, tokens: list[str], place: int) -> tuple[VocabularyTerm | None, int]:
        for length in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
            entry = self._entry(tokens[place : place + length])
            if entry is not None and entry.means:
                return entry, length
        return None, 1

    def _spelled(self, token: str, corrected: dict[str, str], unknown: list[str]) -> list[str]:
        """The token, or what it was meant to be: the nearest known word, or two known words written as one."""
        entry = self._vocabulary.get(token)
        if entry is not None and entry.kind == "spelling" and not entry.codes and len(entry.means) == 1:
            corrected[token] = entry.means[0]
            return entry.means[0].split()
        if self._is_known(token):
            return [token]
        halves = self._halves(token)
        nearest = self._nearest(token)
        if nearest and (not halves or DamerauLevenshtein.distance(token, nearest) <= 1):
            corrected[token] = nearest
            return [nearest]
        if halves:
            corrected[token] = " ".join(halves)
            return halves
        unknown.append(token)
        return [token]

    def _is_known(self, token: str) -> bool:
        if len(token) < _SHORTEST_CORRECTED or not token.isalpha():
            return True
        return stem(token) in self.word_counts or token in self._known_set or stem(token) in self._known_set

    def _nearest(self, token: str) -> str:
        """The known word nearest in spelling, by edits and then by how often it is used; "" where none is near."""
        found = process.extract(
            token,
            self._known,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_CLOSE_ENOUGH,
            limit=8,
        )
        ranked = [
            (
                similarity
                + 0.02 * fuzz.ratio(token[:3], word[:3]) / 100
                + 0.01 * min(self.word_counts.get(stem(word), 1), 200) / 200,
                word,
            )
            for word, similarity, _ in found
        ]
        return max(ranked)[1] if ranked else ""

    def _halves(self, token: str) -> list[str]:
        for cut in range(4, len(token) - 3):
            halves = [token[:cut], token[cut:]]
            if all(half in self._known_set or stem(half) in self._known_set for half in halves):
                return halves
        return []


def _without_episode(tokens: list[str]) -> tuple[list[str], str]:
    """The tokens without a closing "initial encounter" and the like, and that episode's 7th character."""
    kept = tokens[:-1] if tokens and tokens[-1] in ("encounter", "visit") else tokens
    if len(kept) > 1 and kept[-1] in _EPISODES:
        return kept[:-1], _EPISODES[kept[-1]]
    return tokens, ""


def _forms_by_word(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Each search word -> itself first, then all that say the same in any of its groups."""
    forms: dict[str, tuple[str, ...]] = {}
    for group in groups:
        stems = tuple(stem(word) for word in group)
        for word in stems:
            forms[word] = tuple(dict.fromkeys((word, *forms.get(word, ()), *stems)))
    return forms


def _variants(alternatives: list[list[list[str]]], as_typed: list[str]) -> list[Variant]:
    """Every way to combine the alternatives, the plainest first, and the text as it was typed; at most five."""
    variants = []
    for choice in islice(product(*(range(len(options)) for options in alternatives)), _MOST_VARIANTS):
        words = [word for options, pick in zip(alternatives, choice, strict=True) for word in options[pick]]
        variants.append(Variant(words=_searched(words), trust=0.94 ** sum(choice)))
    variants.append(Variant(words=_searched(as_typed), trust=_AS_TYPED))
    first_of_each = {variant.words: variant for variant in reversed(variants)}
    return sorted(first_of_each.values(), key=lambda variant: -variant.trust)


def _searched(words: list[str]) -> tuple[str, ...]:
    """Each word once, without stop words unless there are no others."""
    return tuple(dict.fromkeys(word for word in words if word not in STOP_WORDS)) or tuple(dict.fromkeys(words))
