"""The code look-up of one store: exact codes first, then words, then the nearest real codes, each with its reason."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from bot.lookup import notes
from bot.lookup.answers import AnswerKind, LookupAnswer, Match, dated_note
from bot.lookup.nearest import nearest_codes
from bot.lookup.search import WordSearch
from bot.lookup.typed import TypedCode, TypedQuery, read_query
from bot.rules.code_formats import code_key
from data.errors import CodeNotFound, CodeStoreDamaged
from data.models import Code, CodeDetail, Release, System
from data.store.code_file import rebuild_if_damaged
from data.store.code_terms import CodeTerms
from data.store.codes import CodeStore

_T = TypeVar("_T")
MOST_MATCHES = 50


class CodeLookup:
    """Answers look-ups; safe for many threads. A damaged store is built again once, then the error is raised."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.store = CodeStore(path)
        self._clock = clock
        self._lock = threading.Lock()
        self._search: tuple[tuple[int, int], WordSearch, dict[str, Release]] | None = None

    def look_up(
        self, query: str, *, system: System | None = None, on: date | None = None, limit: int = 10
    ) -> LookupAnswer:
        """The answer to any text. A code that was typed exactly comes first, whatever its dates."""
        return self._whole(lambda: self._look_up(query, system, on, min(limit, MOST_MATCHES)))

    def suggest(self, text: str, *, limit: int) -> list[Code]:
        """Codes for what has been typed so far, the last word perhaps unfinished."""
        return self._whole(lambda: self._suggest(text, limit))

    def detail(self, system: System, code: str) -> CodeDetail:
        """A code with all that binds it. Raises CodeNotFound."""
        return self._whole(lambda: self._detail(system, code))

    def detail_of(self, code: Code) -> CodeDetail:
        """As `detail`, for a code of an answer: its id may be of a file that was swapped since."""
        return self.detail(code.system, code.code)

    def dated(self, code: Code, on: date | None) -> str:
        """What to know of the code on a day (today without one), "" where nothing."""
        return self._whole(lambda: dated_note(code, self._release(code), on or self._clock.today()))

    def release_of(self, code: Code) -> Release:
        return self._whole(lambda: self._release(code))

    def releases(self) -> list[Release]:
        return self._whole(self.store.releases)

    def warm_up(self) -> None:
        """Reads words and vocabulary before the first person asks."""
        self._whole(self._searcher)

    def _whole(self, work: Callable[[], _T]) -> _T:
        try:
            with self.store.reading():
                return work()
        except CodeStoreDamaged:
            with self._lock:
                rebuild_if_damaged(self.store.path)
            with self.store.reading():
                return work()

    def _look_up(self, query: str, system: System | None, on: date | None, limit: int) -> LookupAnswer:
        typed = read_query(query, self._clock.today())
        wanted = system or typed.system
        day = on or typed.on or self._clock.today()
        found = self._typed_codes(typed, wanted)
        answer = self._by_code(typed, wanted, found, day, limit)
        if answer is None:
            answer = self._by_words(typed, wanted, found, day, limit)
        return notes.with_date_problem(answer, typed.unread_date)

    def _suggest(self, text: str, limit: int) -> list[Code]:
        typed = read_query(text, self._clock.today())
        begun = typed.joined or (typed.codes[0] if len(typed.codes) == 1 and not typed.words else None)
        codes: list[Code] = []
        if begun is not None:
            codes = [code for key in begun.keys for code in self.store.starting_with(key, limit=limit)]
        if len(codes) < limit and text.strip():
            found, _ = self._searcher().search(typed.text_without_date, system=None, limit=limit, unfinished=True)
            codes += [one.code for one in found]
        return list({code.id: code for code in codes}.values())[:limit]

    def _typed_codes(self, typed: TypedQuery, system: System | None) -> list[tuple[TypedCode, list[Code]]]:
        """Each typed code with the codes it names; the whole text as one code where that exists."""
        if typed.joined is not None and (codes := self._existing(typed.joined, system)):
            return [(typed.joined, codes)]
        return [(one, self._existing(one, system)) for one in typed.codes]

    def _existing(self, typed: TypedCode, system: System | None) -> list[Code]:
        wanted = system or _dotted_system(typed)
        for key in typed.keys:
            codes = self.store.find(key, wanted)
            if codes:
                return codes
        return []

    def _by_code(
        self,
        typed: TypedQuery,
        system: System | None,
        found: list[tuple[TypedCode, list[Code]]],
        on: date,
        limit: int,
    ) -> LookupAnswer | None:
        """The answer where codes were typed, None where words were meant."""
        alone = not typed.words or [one for one, _ in found] == [typed.joined]
        listed = any(codes and one.sure for one, codes in found)
        once_each = {
            code.id: self._match(code, 100.0, f"the code you typed{_read_as(one, code)}", on)
            for one, codes in found
            for code in codes
            if self._means_code(one, code, alone, len(found), system) or (listed and len(code.code) == 3)
        }
        exact = list(once_each.values())
        unknown = [one for one, codes in found if not codes and one.sure]
        if exact:
            more = [] if alone else self._word_matches(typed.words, system, on, limit)[0]
            known = {match.code.id for match in exact}
            matches = (exact + [match for match in more if match.code.id not in known])[: max(limit, len(exact))]
            return LookupAnswer(
                query=typed.text,
                on=on,
                kind=AnswerKind.EXACT,
                matches=tuple(matches),
                note=notes.joined(
                    [
                        *(self._unknown(one, system, nearest=False) for one in unknown),
                        *notes.shapes(system, found),
                    ]
                ),
            )
        if unknown and (alone or not self._has_words(typed.words, system)):
            return self._nearest(typed, unknown, system, on, limit)
        return None

    def _means_code(self, typed: TypedCode, code: Code, alone: bool, count: int, system: System | None) -> bool:
        """Whether the token was meant as this code: short ones ("ra", "11") also mean words and numbers."""
        if len(code.code) > 3 or code.system is system:
            return True
        if code.system is System.POS:
            return alone and count == 1
        if code.system is System.MODIFIER:
            return alone and (typed.typed.isupper() or not self._searcher().knows(typed.typed))
        return alone or typed.sure

    def _has_words(self, words: str, system: System | None) -> bool:
        return bool(self._searcher().search(words, system=system, limit=1)[0])

    def _by_words(
        self,
        typed: TypedQuery,
        system: System | None,
        found: list[tuple[TypedCode, list[Code]]],
        on: date,
        limit: int,
    ) -> LookupAnswer:
        text = typed.text_without_date
        matches, reading_note = self._word_matches(text, system, on, limit) if _has_letters(text) else ([], "")
        beside = [
            self._match(code, 60.0, "the code you typed", on)
            for one, codes in found
            for code in codes
            if len(found) == 1 and not typed.words and code.id not in {match.code.id for match in matches}
        ]
        if not matches and not beside:
            return notes.nothing(typed, system, on, found)
        return LookupAnswer(
            query=typed.text,
            on=on,
            kind=AnswerKind.WORDS,
            matches=tuple((matches[: max(1, limit - len(beside))] + beside)[:limit]),
            note=reading_note,
        )

    def _word_matches(self, text: str, system: System | None, on: date, limit: int) -> tuple[list[Match], str]:
        found, reading = self._searcher().search(text, system=system, limit=limit)
        return [self._match(one.code, round(one.points, 1), one.why, on) for one in found], notes.of_reading(reading)

    def _nearest(
        self, typed: TypedQuery, unknown: list[TypedCode], system: System | None, on: date, limit: int
    ) -> LookupAnswer:
        matches = [
            self._match(code, points, why, on)
            for one in unknown
            for code, points, why in nearest_codes(self.store, one, system or _dotted_system(one), limit=min(limit, 6))
        ]
        return LookupAnswer(
            query=typed.text,
            on=on,
            kind=AnswerKind.NEAREST if matches else AnswerKind.NOTHING,
            matches=tuple(matches[:limit]),
            note=notes.joined([self._unknown(one, system, nearest=bool(matches)) for one in unknown]),
        )

    def _unknown(self, one: TypedCode, system: System | None, *, nearest: bool) -> str:
        elsewhere = [code for key in one.keys for code in self.store.find(key)] if system else []
        return notes.unknown_code(one, system or _dotted_system(one), elsewhere=elsewhere, nearest=nearest)

    def _match(self, code: Code, points: float, why: str, on: date) -> Match:
        return Match(code=code, score=points, why=why, dated=dated_note(code, self._release(code), on))

    def _detail(self, system: System, code: str) -> CodeDetail:
        codes = self.store.find(code.replace(".", "").upper(), system)
        if not codes:
            raise CodeNotFound(code)
        return self.store.detail(codes[0])

    def _release(self, code: Code) -> Release:
        return self._loaded()[1][f"{code.system}|{code.release}"]

    def _searcher(self) -> WordSearch:
        return self._loaded()[0]

    def _loaded(self) -> tuple[WordSearch, dict[str, Release]]:
        """The search and the releases of the file as it is now; both are read again when another was swapped in."""
        try:
            identity = self.store.identity()
        except OSError as error:
            raise CodeStoreDamaged(self.store.path.name) from error
        current = self._search
        if current is None or current[0] != identity:
            releases = {f"{one.system}|{one.name}": one for one in self.store.releases()}
            current = (identity, WordSearch(CodeTerms(self.store)), releases)
            self._search = current
        return current[1], current[2]


def _dotted_system(typed: TypedCode) -> System | None:
    return System.ICD10CM if typed.dotted else None


def _read_as(typed: TypedCode, code: Code) -> str:
    """Where letters were read as digits, the person is told so."""
    key = code.code.replace(".", "")
    return f", “{typed.typed}” read as {code.code}" if code_key(typed.typed) != key else ""


def _has_letters(text: str) -> bool:
    """Digits alone name no condition and no item: "59" would find burns of 50-59 %."""
    return any(character.isalpha() for character in text)
