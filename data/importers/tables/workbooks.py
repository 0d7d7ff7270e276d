"""XLSX workbooks as records of cells that keep their kind; archives and XML that would fill the memory are refused."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
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
_MAC_ORIGIN = date(1904, 1, 1)
_SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as CSV."
_DAMAGED = (
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


def read_workbook_table(path: Path) -> Table:
    """The table of the first visible sheet with two known headings, else of the first with a header.

    Raises UnreadableTable.
    """
    _refuse_bombs(path)
    found: list[tuple[str, list[Record], FoundHeader]] = []
    with closing(_open(path)) as book:
        origin = _MAC_ORIGIN if book.epoch == MAC_EPOCH else SERIAL_ORIGIN
        for title in [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]:
            first = list(islice(_records(path.name, book, title), FIRST_RECORDS))
            if header := find_header(first):
                found.append((title, first, header))
    if not found:
        raise UnreadableTable(
            f"{path.name} has no sheet with a header row in its first {SEARCHED_RECORDS} rows.",
            "Export it again with a row of column headings.",
        )
    title, first, header = next((sheet for sheet in found if sheet[2].score[0] >= _SURELY_KNOWN), found[0])
    return make_table(path.name, first, header, partial(_opened_records, path, title), Layout("row", True, origin))


def _opened_records(path: Path, title: str) -> Iterator[Record]:
    with closing(_open(path)) as book:
        yield from _records(path.name, book, title)


def _records(name: str, book: Workbook, title: str) -> Iterator[Record]:
    """The rows that are not blank. Raises UnreadableTable where the sheet is broken."""
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _MOST_ROWS or len(values) > _MOST_COLUMNS:
                raise _damaged(name)
            if any(value is not None for value in values):
                yield Record(number, [_cell(value) for value in values])
    except _DAMAGED as error:
        raise _damaged(name) from error


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


def _open(path: Path) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as "no default style", which nobody who imports can mend
            return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except _DAMAGED as error:
        raise _damaged(path.name) from error


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
