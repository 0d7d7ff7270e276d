"""One question answered: exact codes first, then words, then the nearest real codes, each with its reason."""

from dataclasses import dataclass, replace
from datetime import date

from bot.lookup import notes
from bot.lookup.answers import AnswerKind, LookupAnswer, Match, dated_note, official_hcpcs
from bot.lookup.found import Found
from bot.lookup.nearest import nearest_codes
from bot.lookup.search import WordSearch
from bot.lookup.typed import TypedCode, TypedQuery
from bot.rules.code_formats import code_key
from data.models import Code, Release, System
from data.store.codes import CodeStore

_MOST_NEAREST = 6
_SURE = 75.0
_BESIDE_WORDS = 60.0
"""Points of a short code that was typed where words were likelier meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One code file as it is read now."""

    store: CodeStore
    search: WordSearch
    releases: tuple[Release, ...]

    def release_of(self, code: Code) -> Release:
        return next(one for one in self.releases if one.system is code.system and one.name == code.release)


class Answering:
    """One query on one code file, as of `on`. `found` has each typed code with the codes that it names."""

    def __init__(self, loaded: Loaded, typed: TypedQuery, *, system: System | None, on: date, limit: int) -> None:
        self._loaded = loaded
        self._store = loaded.store
        self._hcpcs = official_hcpcs(loaded.releases)
        self._typed = typed
        self._system = system
        self._on = on
        self._limit = limit
        self._found = self._typed_codes()
        self._alone = not typed.words or [one for one, _ in self._found] == [typed.joined]

    def answer(self) -> LookupAnswer:
        exact = self._exact()
        if exact:
            return self._with_exact(exact)
        unknown = self._unknown_codes()
        if unknown and (self._alone or not self._word_matches(self._typed.words)[0]):
            return self._nearest(unknown)
        return self._by_words()

    def _typed_codes(self) -> list[tuple[TypedCode, list[Code]]]:
        """Each typed code with the codes it names; the whole text as one code where that exists."""
        joined = self._typed.joined
        if joined is not None and (codes := self._existing(joined)):
            return [(joined, codes)]
        return [(one, self._existing(one)) for one in self._typed.codes]

    def _existing(self, one: TypedCode) -> list[Code]:
        for key in one.keys:
            codes = self._store.find(key, self._system_of(one))
            if codes:
                return codes
        return []

    def _system_of(self, one: TypedCode) -> System | None:
        """The system asked for; without one, a decimal point means ICD-10-CM."""
        return self._system or (System.ICD10CM if one.dotted else None)

    def _exact(self) -> list[Match]:
        """The codes that were typed and meant as codes, once each, in the order typed."""
        listed = any(codes and one.sure for one, codes in self._found)
        once_each = {
            code.id: self._match(code, 100.0, f"the code you typed{_read_as(one, code)}")
            for one, codes in self._found
            for code in codes
            if self._means_code(one, code) or (listed and len(code.code) == 3)
        }
        return list(once_each.values())

    def _means_code(self, one: TypedCode, code: Code) -> bool:
        """Whether the token was meant as this code: short ones ("ra", "11") also mean words and numbers."""
        if len(code.code) > 3 or code.system is self._system:
            return True
        if code.system is System.POS:
            return self._alone and len(self._found) == 1
        if code.system is System.MODIFIER:
            return self._alone and (one.typed.isupper() or not self._loaded.search.knows(one.typed))
        return self._alone or one.sure or one.typed.strip(".,;:()").isupper()

    def _unknown_codes(self) -> list[TypedCode]:
        return [one for one, codes in self._found if not codes and one.sure]

    def _with_exact(self, exact: list[Match]) -> LookupAnswer:
        """The typed codes, and what the words beside them find."""
        known = {match.code.id for match in exact}
        matches = exact + [match for match in self._sure_words() if match.code.id not in known]
        said = [self._say_unknown(one, nearest=False) for one in self._unknown_codes()]
        return self._answer(
            AnswerKind.EXACT,
            matches[: max(self._limit, len(exact))],
            notes.joined([*said, *notes.shapes(self._system, self._found, hcpcs=self._hcpcs)]),
        )

    def _by_words(self) -> LookupAnswer:
        text = self._typed.text_without_date
        matches, note = self._word_matches(text) if _has_letters(text) else ([], "")
        beside = self._beside(matches)
        if not matches and not beside:
            return notes.nothing(self._typed, self._system, self._on, self._found, hcpcs=self._hcpcs)
        kept = matches[: max(1, self._limit - len(beside))]
        return self._answer(AnswerKind.WORDS, (kept + beside)[: self._limit], note)

    def _beside(self, matches: list[Match]) -> list[Match]:
        """A short code that was typed alone, where words were likelier meant: "ra" is a modifier too."""
        if len(self._found) != 1 or self._typed.words:
            return []
        known = {match.code.id for match in matches}
        points = min([_BESIDE_WORDS, *(match.score for match in matches)])
        codes = [code for _, codes in self._found for code in codes if code.id not in known]
        return [self._match(code, points, "the code you typed") for code in codes]

    def _word_matches(self, text: str) -> tuple[list[Match], str]:
        found, reading = self._loaded.search.search(text, system=self._system, limit=self._limit)
        return [self._as_match(one) for one in found], notes.of_reading(reading)

    def _sure_words(self) -> list[Match]:
        """What the words beside a code find, where they were meant so: a name read as a misspelling was not."""
        if self._alone:
            return []
        found, reading = self._loaded.search.search(self._typed.words, system=self._system, limit=self._limit)
        if reading.corrected or reading.unknown:
            return []
        return [self._as_match(one) for one in found if one.points >= _SURE]

    def _nearest(self, unknown: list[TypedCode]) -> LookupAnswer:
        limit = min(self._limit, _MOST_NEAREST)
        matches = [
            self._match(code, points, why)
            for one in unknown
            for code, points, why in nearest_codes(self._store, one, self._system_of(one), limit=limit)
        ]
        kind = AnswerKind.NEAREST if matches else AnswerKind.NOTHING
        said = [self._say_unknown(one, nearest=bool(matches)) for one in unknown]
        return self._answer(kind, matches[: self._limit], notes.joined(said))

    def _say_unknown(self, one: TypedCode, *, nearest: bool) -> str:
        elsewhere = [code for key in one.keys for code in self._store.find(key)] if self._system else []
        return notes.unknown_code(one, self._system_of(one), elsewhere=elsewhere, nearest=nearest, hcpcs=self._hcpcs)

    def _as_match(self, one: Found) -> Match:
        return replace(self._match(one.code, round(one.points, 1), one.why), others=one.others)

    def _match(self, code: Code, points: float, why: str) -> Match:
        dated = dated_note(code, self._loaded.release_of(code), self._on)
        return Match(code=code, score=points, why=why, dated=dated)

    def _answer(self, kind: AnswerKind, matches: list[Match], note: str) -> LookupAnswer:
        return LookupAnswer(query=self._typed.text, on=self._on, kind=kind, matches=tuple(matches), note=note)


def _read_as(typed: TypedCode, code: Code) -> str:
    """Where letters were read as digits, the person is told so."""
    key = code.code.replace(".", "")
    return f", “{typed.typed}” read as {code.code}" if code_key(typed.typed) != key else ""


def _has_letters(text: str) -> bool:
    """Digits alone name no condition and no item: "59" would find burns of 50-59 %."""
    return any(character.isalpha() for character in text)
