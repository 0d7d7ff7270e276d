"""The HCPCS file as CSV or XLSX, as CMS publishes it too, brought into the records of the text; it checks no codes."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data.errors import UnreadableFile
from data.importers.code_files import check_members

_CODE, _SEQUENCE, _KIND, _LONG = "HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION"
_SHORT, _ADDED, _SINCE, _ENDED, _ACTION = "SHORT DESCRIPTION", "ADD_DT", "ACT_EFF_DT", "TERM_DT", "ACTION_CD"
_NEEDED = frozenset({_CODE, _SEQUENCE, _KIND, _LONG, _ADDED, _SINCE, _ENDED})
_SEARCHED = 15
_WIDTH, _TITLE = 293, 80
_DAY = re.compile(r"[0-9]{8}")
_ZIP = b"PK\x03\x04"
_DAMAGED = (
    ArithmeticError, AttributeError, EOFError, InvalidFileException, LookupError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl, its XML parser and zipfile raise on a broken or hostile workbook."""

_Row = tuple[object, ...]


def is_hcpcs_table(data: bytes) -> bool:
    """Whether one of the first rows names CMS's columns; a broken workbook is none."""
    try:
        return _header(islice(_rows(data, ""), _SEARCHED)) is not None
    except UnreadableFile:
        return False


def records_of_table(data: bytes, name: str) -> str:
    """The rows as records of fixed width. Raises UnreadableFile naming the row that is none."""
    rows = _rows(data, name)
    found = _header(islice(rows, _SEARCHED))
    if found is None:
        raise UnreadableFile(name, "no row names the columns HCPC, SEQNUM, RECID, LONG DESCRIPTION ...")
    first, columns = found
    lines: list[str] = []
    for number, row in enumerate(rows, first + 1):
        cells = {column: _text(row[place]) if place < len(row) else "" for column, place in columns.items()}
        if any(cells.values()):
            lines += _records(cells, name, number)
    return "".join(f"{line}\r\n" for line in lines)


def _header(rows: Iterable[_Row]) -> tuple[int, dict[str, int]] | None:
    """(number of the row with the headings, place of each column)."""
    for number, row in enumerate(rows, 1):
        columns = {" ".join(_text(cell).upper().split()): place for place, cell in enumerate(row)}
        if columns.keys() >= _NEEDED:
            return number, columns
    return None


def _rows(data: bytes, name: str) -> Iterator[_Row]:
    return _workbook_rows(data, name) if data.startswith(_ZIP) else _csv_rows(data, name)


def _csv_rows(data: bytes, name: str) -> Iterator[_Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from map(tuple, reader)
    except csv.Error as error:
        raise UnreadableFile(name, f"line {reader.line_num}: {error}") from error


def _workbook_rows(data: bytes, name: str) -> Iterator[_Row]:
    """The rows of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_members(name, archive.infolist())
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except _DAMAGED as error:
        raise UnreadableFile(name, "the workbook is damaged or protected") from error


def _text(cell: object) -> str:
    if isinstance(cell, date | datetime):
        return cell.strftime("%Y%m%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _records(cells: dict[str, str], name: str, number: int) -> Iterator[str]:
    """One record, and further ones where the title is longer than a record holds."""
    code, kind, title = cells[_CODE], cells[_KIND], " ".join(cells[_LONG].split())
    days = [cells[column] for column in (_ADDED, _SINCE, _ENDED)]
    if kind not in ("3", "4", "7", "8") or not code.isalnum() or len(code) > 5:
        raise UnreadableFile(name, f"row {number} is no record of a HCPCS file")
    if any(day and not _DAY.fullmatch(day) for day in days):
        raise UnreadableFile(name, f"row {number}: a date of {code} is none")
    parts = [title[start : start + _TITLE] for start in range(0, len(title), _TITLE)] or [""]
    for place, part in enumerate(parts):
        goes_on = kind if place == 0 or kind in ("4", "8") else {"3": "4", "7": "8"}[kind]
        begin = f"{code:>5}{cells[_SEQUENCE][:5]:0>5}{goes_on}{part:<80}{cells.get(_SHORT, '')[:28]:<28}"
        dates = "".join(f"{day:<8}" for day in days) + cells.get(_ACTION, "")[:1] if goes_on in ("3", "7") else ""
        yield f"{begin:<268}{dates}".ljust(_WIDTH)
