"""The official HCPCS Level II file in records of fixed width, read into codes and modifiers; no database, no clock.

CMS's record layout, columns from 1: 1-5 code (a modifier in 4-5), 6-10 sequence, 11 record type (3 a code's first line,
4 its further ones, 7 and 8 the same of a modifier), 12-91 long title, 92-119 short title, 205-229 cross references
5 x 5, 269-276 added, 277-284 in this form since, 285-292 ended, 293 action. Only first lines carry attributes.
D codes belong to the ADA, codes and modifiers of CPT shape to the AMA, says the layout: they are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from data.errors import UnreadableFile
from data.importers.reference_tables import read_hcpcs_starter, read_modifiers
from data.models import CodeSet, NewCode, System

RECORD = re.compile(r"(   [A-Z0-9]{2}|[A-Z0-9]{5})[0-9]{5}[3478].{80}.*")
_FIRST = {"3": System.HCPCS, "7": System.MODIFIER}
_LEFT_OUT = re.compile(r"[0-9]{5}|[0-9]{4}[A-Z]|D[0-9]{4}|[0-9]{2}")
_SHORTEST, _LONGEST = 292, 330
_MOST_CODES_MISSING = 0.05
_MONTHS = ("January", "April", "July", "October")


@dataclass(slots=True)
class _Record:
    """A code's first line, with the long title as far as it has come."""

    line: int
    code: str
    system: System
    text: str
    title: list[str] = field(default_factory=list)

    def day(self, first_column: int) -> date | None:
        digits = self.text[first_column - 1 : first_column + 7].strip()
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits else None


def read_hcpcs(text: str, *, source: str) -> tuple[CodeSet, CodeSet]:
    """The quarter's codes and its modifiers. Raises UnreadableFile naming the line, or what is missing."""
    records = list(_records(text, source))
    kept = [record for record in records if not _LEFT_OUT.fullmatch(record.code)]
    codes = {system: [_code(record, source) for record in kept if record.system is system] for system in System}
    _check_whole(codes[System.HCPCS], codes[System.MODIFIER], source)
    quarter = _quarter([record.day(column) for record in kept for column in (269, 277)])
    sets = [
        _code_set(system, quarter, codes[system], starter, source)
        for system, starter in ((System.HCPCS, read_hcpcs_starter()), (System.MODIFIER, read_modifiers()))
    ]
    return sets[0], sets[1]


def _records(text: str, source: str) -> Iterator[_Record]:
    """Each code once, its further lines taken in."""
    open_record: _Record | None = None
    for number, line in _lines(text, source):
        code, kind = line[:5].strip(), line[10]
        if kind in _FIRST:
            if open_record is not None:
                yield open_record
            open_record = _Record(number, code, _FIRST[kind], line, [line[11:91]])
        elif open_record is None or open_record.code != code:
            raise UnreadableFile(source, f"line {number} goes on with {code}, which no line before it begins")
        else:
            open_record.title.append(line[11:91])
    if open_record is not None:
        yield open_record


def _lines(text: str, source: str) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    if lines[-1].strip("\x1a\r "):
        raise UnreadableFile(source, f"line {len(lines)} breaks off: the file does not end with a line's end")
    for number, full in enumerate(lines[:-1], 1):
        line = full.rstrip("\r")
        if not _SHORTEST <= len(line) <= _LONGEST or not RECORD.fullmatch(line):
            raise UnreadableFile(source, f"line {number} is no record of a HCPCS file")
        yield number, line


def _code(record: _Record, source: str) -> NewCode:
    """In this form since; a code that ended since it was added, where the file says so, else on its last day."""
    try:
        added, since, ended = (record.day(column) for column in (269, 277, 285))
    except ValueError:
        raise UnreadableFile(source, f"line {record.line}: a date of {record.code} is none") from None
    began = since or added
    if ended is not None and (began is None or began > ended):
        began = min(added or ended, ended)
    return NewCode(
        code=record.code,
        description=" ".join("".join(part.ljust(80) for part in record.title).split()),
        billable=True,
        valid_from=began,
        valid_to=ended,
        now=_cross_references(record.text) if ended else "",
    )


def _cross_references(text: str) -> str:
    """Those that are codes of this file's kind, in five columns each."""
    named = [text[start : start + 5].strip() for start in range(204, 229, 5)]
    return ", ".join(name for name in named if name and not _LEFT_OUT.fullmatch(name))


def _check_whole(codes: list[NewCode], modifiers: list[NewCode], source: str) -> None:
    for found, starter in ((codes, read_hcpcs_starter()), (modifiers, read_modifiers())):
        names = Counter(code.code for code in found)
        if len(names) != len(found):
            raise UnreadableFile(source, f"{names.most_common(1)[0][0]} stands in it twice")
        missing = [code.code for code in starter.codes if code.code not in names]
        if len(missing) > _MOST_CODES_MISSING * len(starter.codes):
            raise UnreadableFile(source, f"{missing[0]} and {len(missing) - 1} more well-known codes are missing in it")
    last = max(code.code for code in read_hcpcs_starter().codes)
    if codes[-1].code < last:
        raise UnreadableFile(source, f"it ends with {codes[-1].code}, before {last}: rows are missing")


def _quarter(days: list[date | None]) -> date:
    """The first day of the quarter in which the newest code began: CMS publishes with each quarter."""
    newest = max(day for day in days if day is not None)
    return date(newest.year, 3 * ((newest.month - 1) // 3) + 1, 1)


def _code_set(system: System, quarter: date, codes: list[NewCode], starter: CodeSet, source: str) -> CodeSet:
    """With the trade and lay words of our own list, by which people find the same codes."""
    known = {code.code: code for code in starter.codes}
    ends = date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
    return CodeSet(
        system=system,
        release=f"{_MONTHS[quarter.month // 3]} {quarter.year}",
        valid_from=quarter,
        year_ends=date.fromordinal(ends.toordinal() - 1),
        source=source,
        codes=[_with_words(code, known.get(code.code)) for code in codes],
    )


def _with_words(code: NewCode, known: NewCode | None) -> NewCode:
    if known is None:
        return code
    return replace(code, words="|".join(part for part in (known.description, known.words) if part))
