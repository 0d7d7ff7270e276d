"""The code look-up of one store: keeps the file it reads whole, and hands each question to `Answering`."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from bot.lookup import notes
from bot.lookup.answering import Answering, Loaded
from bot.lookup.answers import LookupAnswer, dated_note
from bot.lookup.search import WordSearch
from bot.lookup.typed import read_query
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
        self.store = CodeStore(path, clock.today)
        self._clock = clock
        self._lock = threading.Lock()
        self._current: tuple[tuple[int, int], Loaded] | None = None

    def look_up(
        self, query: str, *, system: System | None = None, on: date | None = None, limit: int = 10
    ) -> LookupAnswer:
        """The answer to any text. A code that was typed exactly comes first, whatever its dates."""
        return self._whole(lambda: self._look_up(query, system, on, min(limit, MOST_MATCHES)))

    def suggest(self, text: str, *, limit: int) -> list[Code]:
        """Codes for what has been typed so far, the last word perhaps unfinished."""
        return self._whole(lambda: self._suggest(text, limit))

    def detail(self, system: System, code: str, on: date | None = None) -> CodeDetail:
        """A code with all that binds it on a day, today without one. Raises CodeNotFound."""
        return self._whole(lambda: self._detail(system, code, on))

    def detail_of(self, code: Code) -> CodeDetail:
        """As `detail`, for a code of an answer, in its edition: its id may be of a file that was swapped since."""
        return self._whole(lambda: self._detail(code.system, code.code, self._loaded().release_of(code).valid_from))

    def dated(self, code: Code, on: date | None) -> str:
        """What to know of the code on a day (today without one), "" where nothing."""
        return self._whole(lambda: dated_note(code, self._loaded().release_of(code), on or self._clock.today()))

    def release_of(self, code: Code) -> Release:
        return self._whole(lambda: self._loaded().release_of(code))

    def releases(self) -> list[Release]:
        return self._whole(self.store.releases)

    def warm_up(self) -> None:
        """Reads words and vocabulary before the first person asks."""
        self._whole(self._loaded)

    def whole(self, work: Callable[[CodeStore], _T]) -> _T:
        """Several reads of one and the same code file; a damaged one is built again once."""
        return self._whole(lambda: work(self.store))

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
        day = on or typed.on or self._clock.today()
        with self.store.as_of(day):
            answering = Answering(self._loaded(), typed, system=system or typed.system, on=day, limit=limit)
            return notes.with_date_problem(answering.answer(), typed.unread_date)

    def _suggest(self, text: str, limit: int) -> list[Code]:
        typed = read_query(text, self._clock.today())
        begun = typed.joined or (typed.codes[0] if len(typed.codes) == 1 and not typed.words else None)
        codes: list[Code] = []
        if begun is not None:
            codes = [code for key in begun.keys for code in self.store.starting_with(key, limit=limit)]
        if len(codes) < limit and text.strip():
            search = self._loaded().search
            found, _ = search.search(typed.text_without_date, system=None, limit=limit, unfinished=True)
            codes += [one.code for one in found]
        return list({code.id: code for code in codes}.values())[:limit]

    def _detail(self, system: System, code: str, on: date | None) -> CodeDetail:
        with self.store.as_of(on):
            codes = self.store.find(code.replace(".", "").upper(), system)
            if not codes:
                raise CodeNotFound(code)
            return self.store.detail(codes[0])

    def _loaded(self) -> Loaded:
        """The search and the releases of the file as it is now; both are read again when another was swapped in."""
        try:
            identity = self.store.identity()
        except OSError as error:
            raise CodeStoreDamaged(self.store.path.name) from error
        current = self._current
        if current is None or current[0] != identity:
            search = WordSearch(CodeTerms(self.store))
            current = (identity, Loaded(store=self.store, search=search, releases=tuple(self.store.releases())))
            self._current = current
        return current[1]
