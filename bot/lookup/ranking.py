"""Scores terms against the words asked for, 0 to 100; pure: it finds no candidates and knows no codes."""

import math
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bot.lookup.negation import denied_in_title
from data.store.code_terms import Term

_FILLERS = frozenset(
    "unspecified other not elsewhere classified nos nec of the and or in with due to by for specified site type "
    "encounter disease disorder each per an a without".split()
)
_FILLER_WEIGHT = 0.25
_UNASKED = {
    "history": 16,
    "family": 10,
    "screening": 14,
    "newborn": 14,
    "perinatal": 10,
    "neonatal": 14,
    "pregnancy": 16,
    "childbirth": 14,
    "puerperium": 14,
    "maternal": 12,
    "fetal": 12,
    "fetus": 12,
    "abortion": 10,
    "poisoning": 12,
    "underdosing": 14,
    "adverse": 10,
    "sequela": 14,
    "following": 8,
    "postprocedural": 10,
    "intraoperative": 10,
    "congenital": 9,
    "tuberculous": 8,
    "syphilitic": 9,
    "gonococcal": 8,
    "juvenile": 7,
    "neoplasm": 6,
    "assault": 10,
    "harm": 10,
    "vaccine": 6,
    "secondary": 7,
    "drug": 5,
    "induced": 5,
    "classified": 9,
    "elsewhere": 5,
    "carrier": 8,
    "contact": 6,
    "exposure": 6,
    "observation": 8,
    "other": 4,
    "specified": 2,
    "without": 1,
    "chronic": 2,
    "traumatic": 8,
    "situ": 12,
    "benign": 6,
    "pathological": 7,
    "stress": 5,
    "nontraumatic": 4,
    "viral": 4,
    "recurrent": 4,
    "late": 5,
    "physeal": 9,
    "periprosthetic": 12,
    "prosthetic": 6,
    "transplant": 6,
    "graft": 6,
    "corrosion": 7,
    "military": 12,
    "legal": 12,
    "terrorism": 12,
    "parasitic": 6,
    "superficial": 4,
}
"""Words that change what a code is for: points taken off when the person did not ask for them."""
MOST_POINTS = 97.0
"""Below a code that was typed, or that the vocabulary names."""
_SAYS_JUST_THAT = 5.0
"""Points for a term that has every asked word and no other."""
_KIND_POINTS = {"title": 1.5, "inclusion": 0.5, "alias": 1.5, "all": 0.0, "index": 0.5}
_ALL_COVERED = 0.95
_LITTLE_UNASKED = 2
_SAYS_NO_MORE = 2.0
"""Points for the unspecified code, where the person specified nothing."""
_ABSENT_WEIGHT = 0.1
"""What a word weighs that a title says is absent: "without foreign body" narrows a wound hardly at all."""
_SAYS_THE_OPPOSITE = 18.0
_DENIES_THE_SAME = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each word says: rare words more."""

    counts: dict[str, int]
    total: int

    known: dict[str, float] = field(default_factory=dict)
    """Weights that were reckoned before."""

    def of(self, word: str) -> float:
        weight = self.known.get(word)
        if weight is None:
            weight = math.log(1 + self.total / (1 + self.counts.get(word, 0)))
            weight *= _FILLER_WEIGHT if word in _FILLERS else 1.0
            self.known[word] = weight
        return weight


def score(
    term: Term,
    asked: tuple[tuple[str, ...], ...],
    typed: str,
    weights: Weights,
    denied: frozenset[str] = frozenset(),
) -> float:
    """How well the term says what was asked: covered words, words not asked for, and the likeness of the whole.

    `asked` has for each word all forms that say the same, the asked one first; `denied` words were said to be absent.
    """
    absent = denied_in_title(term.text)
    words = set(term.words) - absent
    asked_weight = sum(weights.of(forms[0]) for forms in asked) or 1.0
    covered = covered_here = opposite = 0.0
    for forms in asked:
        found = next((form for form in forms if form in words or _begun(form, term.words, absent)), None)
        if found is not None:
            covered += weights.of(forms[0])
            covered_here += weights.of(found)
        elif absent.intersection(forms):
            opposite = _SAYS_THE_OPPOSITE
    term_weight = sum(map(weights.of, words)) + _ABSENT_WEIGHT * sum(map(weights.of, absent)) or 1.0
    coverage = covered / asked_weight
    precision = min(1.0, covered_here / term_weight)
    points = 100 * coverage**1.5 * (0.5 + 0.5 * precision)
    points += 6 * fuzz.token_sort_ratio(typed, " ".join(term.words)) / 100 * coverage
    unasked = _unasked(words, asked)
    points += _KIND_POINTS.get(term.kind, 0.0) - unasked
    if len(words) == len(asked) and covered == asked_weight:
        points += _SAYS_JUST_THAT
    if coverage >= _ALL_COVERED and "unspecified" in words and unasked <= _LITTLE_UNASKED:
        points += _SAYS_NO_MORE if "trimester" not in words else -_SAYS_NO_MORE
    if denied:
        opposite += _SAYS_THE_OPPOSITE if denied & words else 0.0
        points += _DENIES_THE_SAME if denied & absent else 0.0
    return float(max(0.0, min(MOST_POINTS, (points - opposite) * 0.93)))


def _begun(word: str, words: tuple[str, ...], absent: frozenset[str]) -> bool:
    """Whether an asked word and a term word share all but an ending ("diabetic", "diabetes"), or "att*" begins it."""
    if word.endswith("*"):
        return any(other.startswith(word[:-1]) for other in words if other not in absent)
    if len(word) < 5:
        return False
    shared = max(5, len(word) - 2)
    return any(
        other[:shared] == word[:shared] and abs(len(other) - len(word)) <= 3 and other not in absent for other in words
    )


def _unasked(words: set[str], asked: tuple[tuple[str, ...], ...]) -> float:
    named = _UNASKED.keys() & words
    return sum(_UNASKED[word] for word in named if not any(word in forms for forms in asked)) if named else 0.0
