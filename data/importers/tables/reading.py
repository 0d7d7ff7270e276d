"""The door to an export: its kind is told by its first bytes, never by its name; nothing is stored."""

from pathlib import Path

from data.importers.tables.errors import UnreadableTable
from data.importers.tables.shapes import Table
from data.importers.tables.text_files import read_text_table
from data.importers.tables.workbooks import read_workbook_table

_ZIP = b"PK\x03\x04"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
)
_MARKUP = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<table", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
)
_SNIFFED_BYTES = 4096
_MEND = "Open it in a spreadsheet program and save it as CSV or XLSX, or choose CSV when exporting."


def read_table(path: Path) -> Table:
    """The table of a CSV, TSV or XLSX file. Raises UnreadableTable, which says what the file is and how to mend it."""
    start = _first_bytes(path)
    if start.startswith(_ZIP):
        return read_workbook_table(path)
    markup = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not markup.strip(b"\0"):
        raise UnreadableTable(f"{path.name} is empty.", "Export it again.")
    for opening, kind in _REFUSED:
        if start.startswith(opening):
            raise UnreadableTable(f"{path.name} is {kind}, which cannot be read.", _MEND)
    for opening, kind in _MARKUP:
        if markup.startswith(opening):
            raise UnreadableTable(f"{path.name} is {kind}, which cannot be read.", _MEND)
    return read_text_table(path)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_SNIFFED_BYTES)
    except OSError as error:
        raise UnreadableTable(f"{path.name} cannot be opened.", "Check that it is there and may be read.") from error
