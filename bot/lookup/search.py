"""Words to ranked codes: what the vocabulary names, what titles say, what conditions are together, slips mended."""

from dataclasses import replace

from bot.lookup.found import Found, best_first, first_of_each
from bot.lookup.grouping import folded
from bot.lookup.matching import Matching
from bot.lookup.naming import Naming
from bot.lookup.reading import STOP_WORDS, Reader, Reading
from bot.lookup.repair import Repairs
from bot.lookup.together import Together
from data.importers.reference_tables import read_everyday_words, read_word_forms
from data.models import System
from data.store.code_terms import CodeTerms
from data.words import plain

_WEAK = 75.0
_SURE = 92.0
"""Points from which no other reading is looked for."""
_LEAST_OF_ITEMS = 56.0
"""Points that a mended reading needs where it finds a drug or an item: their names are long and typed in part."""
_MENDED = 0.95
"""What a reading with a mended slip is worth beside the plain one."""


class WordSearch:
    """Searches one code store in words."""

    def __init__(self, terms: CodeTerms) -> None:
        everyday = read_everyday_words()
        self._reader = Reader(terms.word_counts(), terms.vocabulary(), read_word_forms(), everyday)
        phrases = self._reader.phrases
        self._naming = Naming(terms.store, self._reader)
        self._matching = Matching(terms, self._reader, self._naming)
        self._together = Together(terms.store, phrases, self._naming, self._code_of_part)
        self._repairs = Repairs(terms, phrases, self._reader.speller, self._reader.forms, everyday | STOP_WORDS)

    def search(
        self, text: str, *, system: System | None, limit: int, unfinished: bool = False
    ) -> tuple[list[Found], Reading]:
        """At most `limit` codes, best first, and how the text was read; `unfinished` for type-ahead."""
        if unfinished:
            found, reading = self._begun(text, system, limit)
        else:
            found, reading = self._read(text, system, limit)
            if not _is_enough(found, reading):
                found, reading = self._mended(text, system, limit, found, reading)
        return folded(found)[:limit], reading

    def knows(self, text: str) -> bool:
        """Whether the vocabulary gives codes for the text as a whole: "ra" does, "kx" does not."""
        return self._naming.knows(text)

    def _read(self, text: str, system: System | None, limit: int) -> tuple[list[Found], Reading]:
        """The text as it was typed, with what its conditions are together before all else."""
        found, reading = self._plainly(text, system, limit)
        if system not in (None, System.ICD10CM):
            return found, reading
        return first_of_each(best_first([*self._together.of(reading, text), *found])), reading

    def _plainly(self, text: str, system: System | None, limit: int) -> tuple[list[Found], Reading]:
        """What the vocabulary names and what titles say."""
        reading = self._reader.read(text)
        found = self._naming.named(reading.whole, reading, system)
        found += self._matching.matched(reading, system, limit)
        if not found or found[0].points < _WEAK:
            found = best_first([*found, *self._naming.parts(reading, system)])
        return first_of_each(found), reading

    def _begun(self, text: str, system: System | None, limit: int) -> tuple[list[Found], Reading]:
        """As `_plainly`, for a text whose last word may not be finished."""
        reading = self._reader.read_unfinished(text)
        found = self._naming.named(reading.whole, reading, system) or self._naming.begun(text, reading, system)
        return first_of_each([*found, *self._matching.matched(reading, system, limit)]), reading

    def _mended(
        self, text: str, system: System | None, limit: int, found: list[Found], reading: Reading
    ) -> tuple[list[Found], Reading]:
        """What the text finds with one slip mended, where that is more than what it finds as it was typed."""
        best = found[0].points if found else 0.0
        for other in self._repairs.of(text, system):
            again, read = self._read(other, system, limit)
            points = again[0].points * _MENDED if again and not read.unknown else 0.0
            least = _LEAST_OF_ITEMS if again and again[0].code.system is System.HCPCS else _WEAK
            if points >= least and points > best:
                found, best = [replace(one, points=one.points * _MENDED) for one in again], points
                reading = replace(read, corrected=(*_changed(text, other), *read.corrected))
        return found, reading

    def _code_of_part(self, text: str) -> str:
        found, _ = self._plainly(text, System.ICD10CM, 1)
        return found[0].code.code if found and found[0].points >= _WEAK and found[0].code.billable else ""


def _is_enough(found: list[Found], reading: Reading) -> bool:
    """Whether no other reading is looked for."""
    best = found[0].points if found else 0.0
    return best >= _SURE or (best >= _WEAK and not reading.corrected and not reading.unknown)


def _changed(typed: str, meant: str) -> tuple[tuple[str, str], ...]:
    """(as typed, as read) of the words that differ; all of them where a space moved."""
    one, other = plain(typed).split(), meant.split()
    if len(one) != len(other):
        return ((plain(typed), meant),)
    return tuple((a, b) for a, b in zip(one, other, strict=True) if a != b)
