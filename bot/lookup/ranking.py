"""Scores terms against the words asked for, 0 to 100; pure: it finds no candidates and knows no codes."""

import math
from dataclasses import dataclass

from rapidfuzz import fuzz

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
}
"""Words that change what a code is for: points taken off when the person did not ask for them."""
MOST_POINTS = 97.0
"""Below a code that was typed, or that the vocabulary names."""
_SAYS_JUST_THAT = 5.0
"""Points for a term that has every asked word and no other."""
_KIND_POINTS = {"title": 1.5, "inclusion": 0.5, "alias": 1.5, "all": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each word says: rare words more."""

    counts: dict[str, int]
    total: int

    def of(self, word: str) -> float:
        weight = math.log(1 + self.total / (1 + self.counts.get(word, 0)))
        return weight * (_FILLER_WEIGHT if word in _FILLERS else 1.0)


def score(term: Term, asked: tuple[tuple[str, ...], ...], typed: str, weights: Weights) -> float:
    """How well the term says what was asked: covered words, words not asked for, and the likeness of the whole.

    `asked` has for each word all forms that say the same, the asked one first.
    """
    words = set(term.words)
    asked_weight = sum(weights.of(forms[0]) for forms in asked) or 1.0
    covered = covered_here = 0.0
    for forms in asked:
        found = next((form for form in forms if form in words or _begun(form, term.words)), None)
        if found is not None:
            covered += weights.of(forms[0])
            covered_here += weights.of(found)
    term_weight = sum(weights.of(word) for word in words) or 1.0
    coverage = covered / asked_weight
    precision = min(1.0, covered_here / term_weight)
    points = 100 * coverage**1.5 * (0.5 + 0.5 * precision)
    points += 6 * fuzz.token_sort_ratio(typed, " ".join(term.words)) / 100 * coverage
    points += _KIND_POINTS.get(term.kind, 0.0) - _unasked(words, {form for forms in asked for form in forms})
    if len(words) == len(asked) and covered == asked_weight:
        points += _SAYS_JUST_THAT
    return float(max(0.0, min(MOST_POINTS, points * 0.93)))


def _begun(word: str, words: tuple[str, ...]) -> bool:
    """Whether an asked word and a term word share all but an ending ("diabetic", "diabetes"), or "att*" begins it."""
    if word.endswith("*"):
        return any(other.startswith(word[:-1]) for other in words)
    if len(word) < 5:
        return False
    shared = max(5, len(word) - 2)
    return any(other[:shared] == word[:shared] and abs(len(other) - len(word)) <= 3 for other in words)


def _unasked(words: set[str], asked: set[str]) -> float:
    return sum(points for word, points in _UNASKED.items() if word in words and word not in asked)
