"""Words to ranked codes: candidates from the full-text index, scored, one row per code, the useful level first."""

from dataclasses import dataclass, replace

from bot.lookup.candidates import Candidates
from bot.lookup.conditions import Conditions, measure_code
from bot.lookup.grouping import folded
from bot.lookup.intents import harm_of, with_intent
from bot.lookup.negation import denied_in_title
from bot.lookup.ranking import MOST_POINTS, Weights, score
from bot.lookup.reading import STOP_WORDS, Reader, Reading, says_more
from bot.lookup.repair import Repairs
from bot.lookup.sides import REGIONS, in_episode, in_family, on_side
from bot.lookup.usual import UsualCodes
from data.importers.reference_tables import read_everyday_words, read_word_forms
from data.models import Code, System, VocabularyTerm
from data.store.code_terms import CodeTerms, Term
from data.words import plain, search_words

FLOOR = 46.0
"""Points under which nothing fits: noise scores lower, half-meant conditions higher (measured on our own examples)."""
_WEAK = 75.0
_SURE = 92.0
"""Points from which no other reading is looked for."""
_LEAST_OF_ITEMS = 56.0
"""Points that a mended reading needs where it finds a drug or an item: their names are long and typed in part."""
_OF_A_DOSE = 14.0
"""Points for a billed drug where an amount was given: "heparin 1000 units"."""
_DENIED = 24.0
"""Points taken from a usual code that says what the text denies."""
_MENDED = 0.95
"""What a reading with a mended slip is worth beside the plain one."""
_TO_FOLD = 5
"""Codes looked at for each row that is answered: those that look alike become one."""
_MOST_SETTLED = 24
"""Of the best codes, those for which the usual code below a header is sought."""
_OF_A_PART = 70.0
"""Points under which the parts of a text are named too, and what the first of them gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One code found by words. `term` is the text that matched, None where the vocabulary named the code itself."""

    code: Code
    points: float
    term: Term | None
    why: str
    others: tuple[Code, ...] = ()
    """The same on other sides or for other visits, folded into this one."""


class WordSearch:
    """Searches one code store in words."""

    def __init__(self, terms: CodeTerms) -> None:
        self._terms = terms
        everyday = read_everyday_words()
        self._reader = Reader(terms.word_counts(), terms.vocabulary(), read_word_forms(), everyday)
        self._weights = Weights(counts=self._reader.word_counts, total=terms.term_count())
        self._repairs = Repairs(
            terms, self._reader.phrases, self._reader.speller, self._reader.forms, everyday | STOP_WORDS
        )
        self._conditions = Conditions(self._reader.phrases, self._code_of_part)
        self._usual = UsualCodes(terms)
        self._candidates = Candidates(terms, self._reader.forms, self._weights.of)

    def search(
        self, text: str, *, system: System | None, limit: int, unfinished: bool = False
    ) -> tuple[list[Found], Reading]:
        """At most `limit` codes, best first, and how the text was read; `unfinished` for type-ahead."""
        found, reading = self._read(text, system, limit, unfinished)
        if not unfinished and not _is_enough(found, reading):
            found, reading = self._mended(text, system, limit, found, reading)
        return folded(found)[:limit], reading

    def _mended(
        self, text: str, system: System | None, limit: int, found: list[Found], reading: Reading
    ) -> tuple[list[Found], Reading]:
        """What the text finds with one slip mended, where that is more than what it finds as it was typed."""
        best = found[0].points if found else 0.0
        for other in self._repairs.of(text, system):
            again, read = self._read(other, system, limit, unfinished=False)
            points = again[0].points * _MENDED if again and not read.unknown else 0.0
            least = _LEAST_OF_ITEMS if again and again[0].code.system is System.HCPCS else _WEAK
            if points >= least and points > best:
                found, best = [replace(one, points=one.points * _MENDED) for one in again], points
                reading = replace(read, corrected=(*_changed(text, other), *read.corrected))
        return found, reading

    def _read(self, text: str, system: System | None, limit: int, unfinished: bool) -> tuple[list[Found], Reading]:
        """The text as it was typed, with what its conditions are together before all else."""
        found, reading = self._search(text, system, limit, unfinished)
        if unfinished or system not in (None, System.ICD10CM):
            return found, reading
        together = self._together(reading, text)
        return _first_of_each(sorted([*together, *found], key=lambda one: -one.points)), reading

    def _search(self, text: str, system: System | None, limit: int, unfinished: bool) -> tuple[list[Found], Reading]:
        reading = self._reader.read_unfinished(text) if unfinished else self._reader.read(text)
        scored: dict[int, tuple[float, Term]] = {}
        for variant in reading.variants:
            typed = " ".join(sorted(variant.words))
            asked = tuple(self._reader.forms(word) for word in variant.words)
            for term in self._candidates.find(variant.words, system):
                points = variant.trust * score(term, asked, typed, self._weights, reading.denied)
                if reading.has_dose and term.system is System.HCPCS:
                    points = min(MOST_POINTS, points + _OF_A_DOSE)
                if points > scored.get(term.code_id, (0.0, term))[0]:
                    scored[term.code_id] = (points, term)
        best = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))[: limit * _TO_FOLD]
        found = self._named(reading.whole, reading, system)
        if unfinished and not found:
            for entry in self._reader.phrases.beginning(text, limit=4):
                found += self._named(entry, reading, system)
        found += self._with_defaults([item for item in best if item[1][0] >= FLOOR], reading)
        if not found or found[0].points < _WEAK:
            found = sorted([*found, *self._named_parts(reading, system)], key=lambda one: -one.points)
        return _first_of_each(found), reading

    def _together(self, reading: Reading, text: str) -> list[Found]:
        """The codes that the text's conditions have together, with what stands beside them, or a measure's code."""
        measured = measure_code(plain(text))
        if measured:
            return self._coded([measured], "the code for this value", reading)
        harmed = self._harmed(reading)
        if harmed:
            return harmed
        combined, _ = self._conditions.together(reading.tokens)
        if combined is None:
            return []
        said = [f"covers {' and '.join(parts)} together" if parts else "coded beside" for parts in combined.joined]
        return [
            replace(one, points=99.5 - 0.4 * place)
            for place, (code, why) in enumerate(zip(combined.codes, said, strict=True))
            for one in self._coded([code], why, reading)
        ]

    def _harmed(self, reading: Reading) -> list[Found]:
        """The code of a substance for the intent that the text names: "adverse reaction to ibuprofen"."""
        harm = harm_of(reading.tokens)
        if harm is None:
            return []
        names = ([*harm.substance, "poisoning"], [*harm.substance, "overdose"])
        entry = next((found for name in names if (found := self._reader.phrases.find(name))), None)
        usual = self._named(entry, reading, System.ICD10CM)[:1]
        return [
            replace(one, code=code, points=99.5, why=f"“{' '.join(harm.substance)}”, for what happened")
            for one in usual
            for code in self._terms.store.find(with_intent(one.code, harm.intent), System.ICD10CM)
        ]

    def _coded(self, dotted: list[str], why: str, reading: Reading) -> list[Found]:
        return [
            Found(code=self._as_asked(code, reading), points=99.5, term=None, why=why)
            for one in dotted
            for code in self._terms.store.find(one.replace(".", ""), System.ICD10CM)
        ]

    def _code_of_part(self, text: str) -> str:
        found, _ = self._search(text, System.ICD10CM, 1, unfinished=False)
        return found[0].code.code if found and found[0].points >= _WEAK and found[0].code.billable else ""

    def knows(self, text: str) -> bool:
        """Whether the vocabulary gives codes for the text as a whole: "ra" does, "kx" does not."""
        whole = self._reader.read(text).whole
        return whole is not None and bool(whole.codes)

    def _named(self, entry: VocabularyTerm | None, reading: Reading, system: System | None) -> list[Found]:
        """The codes that the vocabulary gives for the whole text, on the side that was asked."""
        if entry is None:
            return []
        said = self._said(reading) if reading.side else frozenset()
        found = []
        for place, dotted in enumerate(entry.codes):
            same_key = self._terms.store.find(dotted.replace(".", ""), system)
            for code in [one for one in same_key if one.code == dotted]:
                why = f"a usual code for “{entry.term}”"
                if not place and says_more(entry):
                    why = f"“{entry.term}” stands for {entry.means[0]}"
                sided = in_family(self._terms.store, self._as_asked(code, reading), reading.side, said)
                points = 99.0 - place - (_DENIED if _says_denied(sided, reading) else 0.0)
                found.append(Found(code=sided, points=points, term=None, why=why))
        return found

    def _said(self, reading: Reading) -> frozenset[str]:
        """The search words of the text and of what each of them means by itself."""
        words = set(search_words(" ".join(reading.tokens)))
        for token in reading.tokens:
            entry = self._reader.phrases.find([token])
            words.update(REGIONS.get(token, ()))
            words.update(part for means in (entry.means[:2] if entry else ()) for part in search_words(means))
        return frozenset(words)

    def _named_parts(self, reading: Reading, system: System | None) -> list[Found]:
        """The usual codes of the conditions that a text names beside each other, in its order: "cad s/p cabg"."""
        firsts = [self._named(entry, reading, system)[:1] for entry in reading.expanded]
        named = [one for first in firsts for one in first]
        return [replace(one, points=_OF_A_PART - place) for place, one in enumerate(named)]

    def _as_asked(self, code: Code, reading: Reading) -> Code:
        """The code on the side and for the episode that the person named."""
        return in_episode(self._terms.store, on_side(self._terms.store, code, reading.side), reading.seventh)

    def _with_defaults(self, best: list[tuple[int, tuple[float, Term]]], reading: Reading) -> list[Found]:
        """The codes of the best terms; before a header the code below it that is billed where no more is said.

        A stem that lacks only its 7th character gives way to its code for the episode.
        """
        codes = self._terms.store.by_ids([code_id for code_id, _ in best]) if best else {}
        asked = frozenset(form for one in reading.variants for word in one.words for form in self._reader.forms(word))
        sided = {code_id: self._as_asked(codes[code_id], reading) for code_id, _ in best}
        headers = [sided[code_id] for code_id, _ in best[:_MOST_SETTLED]]
        usual = self._usual.below(headers, side=reading.side, seventh=reading.seventh, asked=asked)
        found = []
        for code_id, (points, term) in best:
            code, why = sided[code_id], _why(term, reading)
            settled, is_stem = usual.get(code.id, (None, False))
            if settled is not None:
                said = why if is_stem else f"{why}; the usual code of {code.code}"
                found.append(Found(code=settled, points=points, term=term, why=said))
                points -= 3.0
            if not is_stem:
                found.append(Found(code=code, points=points, term=term, why=why))
        return sorted(found, key=lambda one: -one.points)


def _is_enough(found: list[Found], reading: Reading) -> bool:
    """Whether no other reading is looked for."""
    best = found[0].points if found else 0.0
    return best >= _SURE or (best >= _WEAK and not reading.corrected and not reading.unknown)


def _says_denied(code: Code, reading: Reading) -> bool:
    absent = denied_in_title(code.description)
    return bool(reading.denied & (set(search_words(code.description)) - absent))


def _changed(typed: str, meant: str) -> tuple[tuple[str, str], ...]:
    """(as typed, as read) of the words that differ; all of them where a space moved."""
    one, other = plain(typed).split(), meant.split()
    if len(one) != len(other):
        return ((plain(typed), meant),)
    return tuple((a, b) for a, b in zip(one, other, strict=True) if a != b)


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
