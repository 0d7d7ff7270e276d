"""Words to ranked codes: candidates from the full-text index, scored, one row per code, the useful level first."""

from dataclasses import dataclass, replace

from bot.lookup.candidates import Candidates
from bot.lookup.ranking import Weights, score
from bot.lookup.reading import Reader, Reading, says_more
from bot.lookup.sides import in_episode, on_side
from data.importers.reference_tables import read_everyday_words, read_word_forms
from data.models import Code, System, VocabularyTerm
from data.store.code_terms import CodeTerms, Term

FLOOR = 46.0
"""Points under which nothing fits: noise scores lower, half-meant conditions higher (measured on our own examples)."""
_WEAK = 75.0
_OF_A_PART = 70.0
"""Points under which the parts of a text are named too, and what the first of them gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One code found by words. `term` is the text that matched, None where the vocabulary named the code itself."""

    code: Code
    points: float
    term: Term | None
    why: str


class WordSearch:
    """Searches one code store in words."""

    def __init__(self, terms: CodeTerms) -> None:
        self._terms = terms
        self._reader = Reader(terms.word_counts(), terms.vocabulary(), read_word_forms(), read_everyday_words())
        self._weights = Weights(counts=self._reader.word_counts, total=terms.term_count())
        self._candidates = Candidates(terms, self._reader.forms, self._weights.of)

    def search(
        self, text: str, *, system: System | None, limit: int, unfinished: bool = False
    ) -> tuple[list[Found], Reading]:
        """At most `limit` codes, best first, and how the text was read; `unfinished` for type-ahead."""
        reading = self._reader.read_unfinished(text) if unfinished else self._reader.read(text)
        scored: dict[int, tuple[float, Term]] = {}
        for variant in reading.variants:
            typed = " ".join(sorted(variant.words))
            asked = tuple(self._reader.forms(word) for word in variant.words)
            for term in self._candidates.find(variant.words, system):
                points = variant.trust * score(term, asked, typed, self._weights)
                if points > scored.get(term.code_id, (0.0, term))[0]:
                    scored[term.code_id] = (points, term)
        best = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))[: limit * 4]
        found = self._named(reading.whole, reading, system)
        if unfinished and not found:
            for entry in self._reader.phrases.beginning(text, limit=4):
                found += self._named(entry, reading, system)
        found += self._with_defaults([item for item in best if item[1][0] >= FLOOR], reading)
        if not found or found[0].points < _WEAK:
            found = sorted([*found, *self._named_parts(reading, system)], key=lambda one: -one.points)
        return _first_of_each(found)[:limit], reading

    def knows(self, text: str) -> bool:
        """Whether the vocabulary gives codes for the text as a whole: "ra" does, "kx" does not."""
        whole = self._reader.read(text).whole
        return whole is not None and bool(whole.codes)

    def _named(self, entry: VocabularyTerm | None, reading: Reading, system: System | None) -> list[Found]:
        """The codes that the vocabulary gives for the whole text, on the side that was asked."""
        if entry is None:
            return []
        found = []
        for place, dotted in enumerate(entry.codes):
            same_key = self._terms.store.find(dotted.replace(".", ""), system)
            for code in [one for one in same_key if one.code == dotted]:
                why = f"a usual code for “{entry.term}”"
                if not place and says_more(entry):
                    why = f"“{entry.term}” stands for {entry.means[0]}"
                found.append(Found(code=self._as_asked(code, reading), points=99.0 - place, term=None, why=why))
        return found

    def _named_parts(self, reading: Reading, system: System | None) -> list[Found]:
        """The usual codes of the conditions that a text names beside each other, in its order: "cad s/p cabg"."""
        firsts = [self._named(entry, reading, system)[:1] for entry in reading.expanded]
        named = [one for first in firsts for one in first]
        return [replace(one, points=_OF_A_PART - place) for place, one in enumerate(named)]

    def _as_asked(self, code: Code, reading: Reading) -> Code:
        """The code on the side and for the episode that the person named."""
        return in_episode(self._terms.store, on_side(self._terms.store, code, reading.side), reading.seventh)

    def _with_defaults(self, best: list[tuple[int, tuple[float, Term]]], reading: Reading) -> list[Found]:
        defaults = self._terms.store.default_ids([code_id for code_id, _ in best]) if best else {}
        ids = [*dict(best), *defaults.values()]
        codes = self._terms.store.by_ids(ids) if ids else {}
        found = []
        for code_id, (points, term) in best:
            code = self._as_asked(codes[code_id], reading)
            why = _why(term, reading)
            if code_id in defaults:
                default = codes[defaults[code_id]]
                found.append(Found(code=default, points=points, term=term, why=f"{why}; the usual code of {code.code}"))
                points -= 3.0
            found.append(Found(code=code, points=points, term=term, why=why))
        return sorted(found, key=lambda one: -one.points)


def _first_of_each(found: list[Found]) -> list[Found]:
    kept: dict[int, Found] = {}
    for one in found:
        kept.setdefault(one.code.id, one)
    return list(kept.values())


def _why(term: Term, reading: Reading) -> str:
    """What matched, in the tables' words; how the typed words were read is said once, beside all matches."""
    if term.kind in ("inclusion", "alias"):
        return f"listed under it: “{term.text}”"
    asked = {word for variant in reading.variants for word in variant.words}
    shared = [word for word in term.words if word in asked]
    return f"matches {', '.join(shared)}" if shared else "close in wording"
