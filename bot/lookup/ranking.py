"""Scores terms against the words asked for, 0 to 100; pure: it finds no candidates and knows no codes."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

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
_KIND_POINTS = {"title": 1.5, "inclusion": 0.5, "alias": 1.5, "all": 0.0, "index": 0.5, "reference": 0.0}
_ALL_COVERED = 0.95
_LITTLE_UNASKED = 2
_SAYS_NO_MORE = 2.0
"""Points for the unspecified code, where the person specified nothing."""
_ABSENT_WEIGHT = 0.1
"""What a word weighs that a title says is absent: "without foreign body" narrows a wound hardly at all."""
_SAYS_THE_OPPOSITE = 18.0
_DENIES_THE_SAME = 5.0


_MOST_REMEMBERED = 4_000
"""Terms whose facts are kept: the common ones are scored again and again."""
_HOPELESS = 30.0
"""Points under which the likeness of the whole is not reckoned: it cannot lift a term over the floor."""


class WordForms(Protocol):
    """Gives the words that say the same as a search word, and those that share its beginning."""

    def forms(self, word: str) -> tuple[str, ...]: ...

    def begun(self, word: str) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word that was asked for: `forms` say the same, itself first, `begun` are alike but for an ending."""

    forms: tuple[str, ...]
    begun: frozenset[str]
    weight: float
    beginning: str
    """What an unfinished word begins with, "" for a whole word."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All words of one reading. `typed` are they in alphabetical order; `denied` were said to be absent."""

    words: tuple[AskedWord, ...]
    typed: str
    weight: float
    all_forms: frozenset[str]
    denied: frozenset[str]


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What scoring needs of one term, reckoned once. `unasked` are its words that change what a code is for."""

    said: frozenset[str]
    optional: frozenset[str]
    absent: frozenset[str]
    weight: float
    in_order: str
    unasked: tuple[tuple[str, float], ...]


def asked_for(
    words: Iterable[str], known: WordForms, weight: Callable[[str], float], denied: frozenset[str] = frozenset()
) -> Asked:
    """Search words, a last one perhaps unfinished ("att*"), with all that says the same."""
    asked = tuple(
        AskedWord(
            forms=known.forms(word),
            begun=known.begun(word),
            weight=weight(word),
            beginning=word[:-1] if word.endswith("*") else "",
        )
        for word in words
    )
    return Asked(
        words=asked,
        typed=" ".join(sorted(one.forms[0] for one in asked)),
        weight=sum(one.weight for one in asked) or 1.0,
        all_forms=frozenset(form for one in asked for form in one.forms),
        denied=denied,
    )


class Scorer:
    """Scores one code store's terms; `counts` has in how many of its `total` terms each word stands."""

    def __init__(self, *, counts: dict[str, int], total: int) -> None:
        self._counts = counts
        self._total = total
        self._weights: dict[str, float] = {}
        self._facts: dict[int, TermFacts] = {}

    def weight(self, word: str) -> float:
        """How much a word says: a rare one more."""
        weight = self._weights.get(word)
        if weight is None:
            weight = math.log(1 + self._total / (1 + self._counts.get(word, 0)))
            weight *= _FILLER_WEIGHT if word in _FILLERS else 1.0
            self._weights[word] = weight
        return weight

    def score(self, term: Term, asked: Asked) -> float:
        """How well the term says what was asked: covered words, words not asked for, and the likeness of the whole."""
        facts = self._facts_of(term)
        covered, covered_here, is_opposite = self._covered(facts, asked)
        coverage = covered / asked.weight
        precision = min(1.0, covered_here / facts.weight)
        points = 100 * coverage**1.5 * (0.5 + 0.5 * precision)
        if points < _HOPELESS:
            return 0.0
        points += 6 * fuzz.ratio(asked.typed, facts.in_order) / 100 * coverage
        unasked = sum(less for word, less in facts.unasked if word not in asked.all_forms)
        points += _KIND_POINTS.get(term.kind, 0.0) - unasked
        if len(facts.said) == len(asked.words) and covered == asked.weight:
            points += _SAYS_JUST_THAT
        if coverage >= _ALL_COVERED and "unspecified" in facts.said and unasked <= _LITTLE_UNASKED:
            points += _SAYS_NO_MORE if "trimester" not in facts.said else -_SAYS_NO_MORE
        points -= _SAYS_THE_OPPOSITE if is_opposite else 0.0
        if asked.denied:
            points -= _SAYS_THE_OPPOSITE if asked.denied & facts.said else 0.0
            points += _DENIES_THE_SAME if asked.denied & facts.absent else 0.0
        return float(max(0.0, min(MOST_POINTS, points * 0.93)))

    def _covered(self, facts: TermFacts, asked: Asked) -> tuple[float, float, bool]:
        """Weight of the asked words that the term has, of its own words that they are, and whether it denies one."""
        covered = covered_here = 0.0
        is_opposite = False
        for one in asked.words:
            found = _found(one, facts.said)
            if found:
                covered += one.weight
                covered_here += self.weight(found)
            elif facts.optional and _found(one, facts.optional):
                covered += one.weight
            elif not facts.absent.isdisjoint(one.forms):
                is_opposite = True
        return covered, covered_here, is_opposite

    def _facts_of(self, term: Term) -> TermFacts:
        facts = self._facts.get(term.id)
        if facts is None:
            if len(self._facts) >= _MOST_REMEMBERED:
                self._facts.clear()
            facts = self._facts[term.id] = self._reckoned(term)
        return facts

    def _reckoned(self, term: Term) -> TermFacts:
        absent = denied_in_title(term.text) if _may_deny(term.words) else frozenset()
        said = frozenset(term.words) - absent
        weight = sum(map(self.weight, said)) + _ABSENT_WEIGHT * sum(map(self.weight, absent))
        return TermFacts(
            said=said,
            optional=frozenset(term.optional),
            absent=absent,
            weight=weight or 1.0,
            in_order=" ".join(sorted(term.words)),
            unasked=tuple((word, _UNASKED[word]) for word in said if word in _UNASKED),
        )


def _may_deny(words: tuple[str, ...]) -> bool:
    return "without" in words or "not" in words


def _found(asked: AskedWord, words: frozenset[str]) -> str:
    """The asked word as it stands among these: itself, one that says the same, or one with another ending."""
    for form in asked.forms:
        if form in words:
            return form
    if asked.beginning:
        return next((word for word in words if word.startswith(asked.beginning)), "")
    if asked.begun.isdisjoint(words):
        return ""
    return next(iter(asked.begun & words))
