"""The practice's payers and rules as CSV tables: rows of text, in and out; what they mean is read elsewhere.

A table of rules has a row for each rule, a table of payers a row for each sheet; which one it is, its headings say.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from data.importers.tables.errors import UnreadableTable
from data.payer_models import RuleEntry, SheetEntry

RULE_COLUMNS = tuple(field.name for field in fields(RuleEntry))
SHEET_COLUMNS = tuple(field.name for field in fields(SheetEntry))
CHANGE = "change"
"""A column of both: the change that the row was written from; "" for a new one."""
_RULES_HAVE = {"purpose", "limit"}
_MEND = "Save it as CSV (UTF-8) in your spreadsheet program."
_WIDE = "it has more cells than there are headings; put a text that holds a comma in quotation marks"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-\d+(\.\d+)?")
_DELIMITERS = (",", ";", "\t", "|")
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row: the line of the file on which it ends, what it says, and the change that it was written from.

    `problem` is why it cannot be read at all, "" where it can.
    """

    line: int
    entry: RuleEntry | SheetEntry
    columns: frozenset[str]
    """Fields that the table has a column for; of the others the row says nothing."""
    change: str
    problem: str = ""


def read_payer_table(path: Path) -> list[TableLine]:
    """All rows that hold something. Columns may stand in any order; those that are not ours are left out.

    Raises UnreadableTable where it is no such table or has a column twice.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        headings = [_heading(cell) for cell in next(reader, [])]
        shape = _shape_of(path.name, headings)
        return list(_lines(reader, headings, shape))
    except csv.Error as error:
        raise UnreadableTable(f"{path.name} cannot be read in line {reader.line_num}: {error}.", _MEND) from error


def write_rule_table(rows: Iterable[tuple[RuleEntry, str]]) -> str:
    """The table as text; a spreadsheet computes nothing in it, and it reads back as it was."""
    return _written((*RULE_COLUMNS, CHANGE), rows)


def write_sheet_table(rows: Iterable[tuple[SheetEntry, str]]) -> str:
    return _written((*SHEET_COLUMNS, CHANGE), rows)


def guarded(text: str) -> str:
    """After an apostrophe where a spreadsheet would compute it, or where taking one off would change it."""
    return f"'{text}" if _is_guarded_text(text) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _is_guarded_text(cell[1:]) else cell


def _is_guarded_text(text: str) -> bool:
    bare = text.lstrip("'")
    is_formula = bare.startswith(_FORMULA)
    return is_formula and not (bare == text and _NUMBER.fullmatch(text))


def _written(columns: tuple[str, ...], rows: Iterable[tuple[RuleEntry | SheetEntry, str]]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(columns)
    for entry, change in rows:
        writer.writerow([*(guarded(getattr(entry, column)) for column in columns[:-1]), change])
    return lines.getvalue()


def _lines(
    reader: Iterator[list[str]], headings: list[str], shape: type[RuleEntry] | type[SheetEntry]
) -> Iterator[TableLine]:
    known = {field.name for field in fields(shape)}
    for cells in reader:
        values = {heading: unguarded(cell.strip()) for heading, cell in zip(headings, cells, strict=False)}
        if not any(map(str.strip, cells)):
            continue
        is_wide = any(cell.strip() for cell in cells[len(headings) :])
        yield TableLine(
            line=getattr(reader, "line_num", 0),
            entry=shape(**{column: text for column, text in values.items() if column in known}),
            columns=frozenset(headings) & known,
            change=values.get(CHANGE, ""),
            problem=_WIDE if is_wide else "",
        )


def _shape_of(name: str, headings: list[str]) -> type[RuleEntry] | type[SheetEntry]:
    """Raises UnreadableTable."""
    twice = sorted({one for one in headings if one and headings.count(one) > 1})
    if twice:
        raise UnreadableTable(f"{name} has these columns twice: {', '.join(twice)}.", "Leave one of each.")
    if set(headings) >= _RULES_HAVE:
        return RuleEntry
    if "payer" in headings and set(headings) & set(SHEET_COLUMNS[1:]):
        return SheetEntry
    raise UnreadableTable(
        f"The first line of {name} names neither the columns of rules (purpose, limit, starts, payer ...) nor those of "
        "payers (payer, state, contracted ...).",
        "`billing-bot payers export FILE.csv` writes a table to start from.",
    )


def _heading(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", cell.strip().lower())


def _delimiter(text: str) -> str:
    """What stands most often in the first line; spreadsheets of other countries write semicolons."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _text(path: Path) -> str:
    """UTF-8, or what older spreadsheets write. Raises UnreadableTable."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableTable(f"{path.name} is too large for such a table.", _MEND)
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableTable(f"{path.name} cannot be read: {error.strerror}.", "Check that it is a file.") from error
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if "\0" not in text:
                return text
    raise UnreadableTable(f"{path.name} is no text.", _MEND)
