"""XLSX workbooks as records of cells that keep their kind; archives and XML that would fill the memory are refused."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from data.importers.tables.cells import SERIAL_ORIGIN, Cell
from data.importers.tables.errors import UnreadableTable
from data.importers.tables.headers import FIRST_RECORDS, SEARCHED_RECORDS, FoundHeader, find_header
from data.importers.tables.rows import Layout, make_table
from data.importers.tables.shapes import Record, Table

_LARGEST_UNPACKED = 200 * 1024 * 1024
_LARGEST_RATIO = 200
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 1_000
_SURELY_KNOWN = 2
_BATCH = 200
_MAC_ORIGIN = date(1904, 1, 1)
_SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as CSV."
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl, its XML parser and zipfile raise on a broken, encrypted or hostile workbook."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    first: list[Record]
    header: FoundHeader


def read_workbook_table(path: Path) -> Table:
    """The table of the first visible sheet with known headings, else of the first with a header.

    Raises UnreadableTable.
    """
    _refuse_bombs(path)
    with _opened(path) as book:
        serials_from = _MAC_ORIGIN if book.epoch == MAC_EPOCH else SERIAL_ORIGIN
        sheet = _find_sheet(path.name, book)
    records = partial(_opened_records, path, sheet.title)
    layout = Layout(unit="row", is_sheet=True, serials_from=serials_from)
    return make_table(path.name, sheet.first, sheet.header, records, layout)


def _find_sheet(name: str, book: Workbook) -> _Sheet:
    found: list[_Sheet] = []
    for title in [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]:
        first = list(islice(_records(name, book, title), FIRST_RECORDS))
        header = find_header(first)
        if header:
            found.append(_Sheet(title, first, header))
            if header.score[0] >= _SURELY_KNOWN:
                return found[-1]
    if found:
        return found[0]
    raise UnreadableTable(
        f"{name} has no sheet with a header row in its first {SEARCHED_RECORDS} rows.",
        "Export it again with a row of column headings.",
    )


def _opened_records(path: Path, title: str) -> Iterator[Record]:
    with _opened(path) as book:
        yield from _records(path.name, book, title)


def _records(name: str, book: Workbook, title: str) -> Iterator[Record]:
    """The rows that are not blank. Raises UnreadableTable where the sheet is broken."""
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        for number, values in enumerate(_without_warnings(sheet.iter_rows(values_only=True)), 1):
            if number > _MOST_ROWS or len(values) > _MOST_COLUMNS:
                raise _damaged(name)
            if any(value is not None for value in values):
                yield Record(number, [_cell(value) for value in values])
    except _DAMAGED as error:
        raise _damaged(name) from error


def _without_warnings(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """A warning of openpyxl about a cell quotes its number, which may be a person's."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(islice(rows, _BATCH))
        if not batch:
            return
        yield from batch


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    """The workbook, whatever its file is called. Raises UnreadableTable."""
    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # such as "no default style": nobody who imports can mend it
                book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except _DAMAGED as error:
            raise _damaged(path.name) from error
        with closing(book):
            yield book


def _refuse_bombs(path: Path) -> None:
    """By the sizes that the archive states: reading an entry stops at its stated size."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _damaged(path.name) from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise UnreadableTable(f"{path.name} is {_other_archive(names)}, not an XLSX workbook.", _SAVE_AS_CSV)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _LARGEST_UNPACKED or unpacked > _LARGEST_RATIO * path.stat().st_size:
        raise UnreadableTable(
            f"{path.name} would unpack to {unpacked // 1024**2} MB, more than a workbook may hold.", _SAVE_AS_CSV
        )


def _other_archive(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "content.xml" in names and "mimetype" in names:
        return "an OpenDocument file"
    return "a ZIP archive"


def _damaged(name: str) -> UnreadableTable:
    return UnreadableTable(f"{name} is a damaged or protected workbook.", _SAVE_AS_CSV)
