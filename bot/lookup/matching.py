"""Codes whose titles and other texts say what was asked: candidates scored, the useful level first; no vocabulary."""

from bot.lookup.candidates import Candidates
from bot.lookup.found import Found, best_first
from bot.lookup.naming import Naming
from bot.lookup.ranking import MOST_POINTS, Scorer, asked_for
from bot.lookup.reading import Reader, Reading
from bot.lookup.usual import UsualCodes
from data.models import System
from data.store.code_terms import CodeTerms, Term

FLOOR = 46.0
"""Points under which nothing fits: noise scores lower, half-meant conditions higher (measured on our own examples)."""
_GOOD = 88.0
"""Points from which terms that lack a word are not looked at."""
_OF_A_DOSE = 14.0
"""Points for a billed drug where an amount was given: "heparin 1000 units"."""
_TO_FOLD = 5
"""Codes looked at for each row that is answered: those that look alike become one."""
_MOST_SETTLED = 24
"""Of the best codes, those for which the usual code below a header is sought."""
_BELOW_ITS_USUAL = 3.0
"""Points that a header stands below its usual code."""


class Matching:
    """Matches texts against one store's terms."""

    def __init__(self, terms: CodeTerms, reader: Reader, naming: Naming) -> None:
        self._terms = terms
        self._reader = reader
        self._naming = naming
        self._scorer = Scorer(counts=reader.word_counts, total=terms.term_count())
        self._usual = UsualCodes(terms)
        self._candidates = Candidates(terms, reader, self._scorer.weight)

    def matched(self, reading: Reading, system: System | None, limit: int) -> list[Found]:
        """Codes whose best term reaches the floor, best first."""
        scored = self._scored(reading, system)
        best = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))[: limit * _TO_FOLD]
        return self._with_defaults([item for item in best if item[1][0] >= FLOOR], reading)

    def _scored(self, reading: Reading, system: System | None) -> dict[int, tuple[float, Term]]:
        """Code id -> the points of its best term, and that term."""
        scored: dict[int, tuple[float, Term]] = {}
        best = 0.0
        for variant in reading.variants:
            asked = asked_for(variant.words, self._reader, self._scorer.weight, reading.denied)
            for terms in self._candidates.find(variant.words, system):
                for term in terms:
                    points = variant.trust * self._scorer.score(term, asked)
                    if reading.has_dose and term.system is System.HCPCS:
                        points = min(MOST_POINTS, points + _OF_A_DOSE)
                    if points > scored.get(term.code_id, (0.0, term))[0]:
                        scored[term.code_id] = (points, term)
                        best = max(best, points)
                if best >= _GOOD:
                    break
        return scored

    def _with_defaults(self, best: list[tuple[int, tuple[float, Term]]], reading: Reading) -> list[Found]:
        """The codes of the best terms; before a header the code below it that is billed where no more is said.

        A stem that lacks only its 7th character gives way to its code for the episode.
        """
        codes = self._terms.store.by_ids([code_id for code_id, _ in best]) if best else {}
        asked = frozenset(form for one in reading.variants for word in one.words for form in self._reader.forms(word))
        sided = {code_id: self._naming.as_asked(codes[code_id], reading) for code_id, _ in best}
        headers = [sided[code_id] for code_id, _ in best[:_MOST_SETTLED]]
        usual = self._usual.below(headers, side=reading.side, seventh=reading.seventh, asked=asked)
        found = []
        for code_id, (points, term) in best:
            code, why = sided[code_id], _why(term, reading)
            settled, is_stem = usual.get(code.id, (None, False))
            if settled is not None:
                said = why if is_stem else f"{why}; the usual code of {code.code}"
                found.append(Found(code=settled, points=points, term=term, why=said))
                points -= _BELOW_ITS_USUAL
            if not is_stem:
                found.append(Found(code=code, points=points, term=term, why=why))
        return best_first(found)


def _why(term: Term, reading: Reading) -> str:
    """What matched, in the tables' words; how the typed words were read is said once, beside all matches."""
    if term.kind in ("inclusion", "alias"):
        return f"listed under it: “{term.text}”"
    if term.kind in ("index", "reference"):
        return f"in the Index: “{term.text}”"
    asked = {word for variant in reading.variants for word in variant.words}
    shared = [word for word in term.words if word in asked]
    return f"matches {', '.join(shared)}" if shared else "close in wording"
