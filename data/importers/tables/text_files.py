"""CSV and TSV files as records of text cells: encoding and delimiter found, quotation marks obeyed, nothing held."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from data.importers.tables.errors import UnreadableTable
from data.importers.tables.headers import FIRST_RECORDS, SEARCHED_RECORDS, find_header
from data.importers.tables.rows import Layout, make_table
from data.importers.tables.shapes import Record, Table
from data.table_models import RefusedRow

_DELIMITERS = (",", "\t", ";", "|")
_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MISQUOTED = "stands in a row with a quotation mark in the middle of a cell; write it twice, or export as XLSX"


def read_text_table(path: Path) -> Table:
    """The table of a CSV or TSV file. Raises UnreadableTable."""
    encoding = _find_encoding(path)
    firsts = {delimiter: _first_records(path, encoding, delimiter) for delimiter in _DELIMITERS}
    found = [(delimiter, header) for delimiter, first in firsts.items() if (header := find_header(first))]
    if not found:
        raise UnreadableTable(
            f"{path.name} has no header row in its first {SEARCHED_RECORDS} rows.",
            "Export it again with a row of column headings.",
        )
    delimiter, header = max(found, key=lambda candidate: candidate[1].score)
    opened = partial(_records, path, encoding, delimiter)
    return make_table(path.name, firsts[delimiter], header, opened, Layout(unit="line", is_sheet=False))


def _first_records(path: Path, encoding: str, delimiter: str) -> list[Record | RefusedRow]:
    """Those before a quotation mark that is never closed: with another delimiter it may be none."""
    first: list[Record | RefusedRow] = []
    with suppress(UnreadableTable):
        first.extend(islice(_records(path, encoding, delimiter), FIRST_RECORDS))
    return first


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Record | RefusedRow]:
    """Raises UnreadableTable where a quotation mark is never closed: the rows behind it would be lost in one cell.

    A quotation mark in a wrong place refuses every line up to the next sound one.
    """
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                if "expected after" not in str(error):
                    raise _never_closed(path.name, number) from error
                for line in range(number, reader.line_num + 1):
                    yield RefusedRow(place=f"line {line}", text=_MISQUOTED)
                continue
            if cells is None:
                return
            if cells:
                yield Record(number, cells)


def _never_closed(name: str, number: int) -> UnreadableTable:
    return UnreadableTable(
        f"{name} cannot be read from line {number} on: a quotation mark is opened there and never closed.",
        "Correct that line, or export the file as XLSX.",
    )


def _find_encoding(path: Path) -> str:
    """By its mark, else UTF-16 by its NUL bytes, UTF-8, or cp1252, true of the whole file. Raises UnreadableTable."""
    with path.open("rb") as stream:
        start = stream.read(_BLOCK)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return _checked(path, encoding)
    if b"\0" in start:
        return _checked(path, _utf_16_without_mark(path.name, start))
    return "utf-8" if _decodes(path, "utf-8") else _checked(path, "cp1252")


def _utf_16_without_mark(name: str, start: bytes) -> str:
    """Mostly ASCII text has a NUL in every second byte: behind the character in little-endian order."""
    pairs = max(1, len(start) // 2)
    if start[1::2].count(0) > 0.7 * pairs and start[::2].count(0) == 0:
        return "utf-16-le"
    if start[::2].count(0) > 0.7 * pairs and start[1::2].count(0) == 0:
        return "utf-16-be"
    raise _no_text(name)


def _checked(path: Path, encoding: str) -> str:
    if not _decodes(path, encoding):
        raise _no_text(path.name)
    return encoding


def _decodes(path: Path, encoding: str) -> bool:
    """Whether all of the file is text in `encoding` and holds no NUL."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _no_text(name: str) -> UnreadableTable:
    return UnreadableTable(
        f"{name} is no text file that can be read: it holds bytes that stand for no characters.",
        "Export it again as CSV in UTF-8, or as XLSX.",
    )
