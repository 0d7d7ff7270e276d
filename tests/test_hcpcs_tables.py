"""HCPCS as CSV or XLSX says the same as the text; a broken or hostile workbook is refused."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from official_layouts import HCPCS_COLUMNS, a_hcpcs_file, a_hcpcs_record, hcpcs_rows
from openpyxl import Workbook

from data.errors import UnreadableFile
from data.importers.code_kinds import Kind, kind_of, read_code_file
from data.importers.hcpcs_tables import records_of_table
from data.store.code_import import import_codes

TEXT = a_hcpcs_file(a_hcpcs_record("Q9901", "Odd item that ended", since="20250101", ended="20251231"))


def a_csv(rows: list[tuple[str, ...]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([("Not for sale",), HCPCS_COLUMNS, *rows])
    return stream.getvalue().encode()


def a_workbook(rows: list[tuple[str, ...]]) -> bytes:
    """Dates as numbers, as a spreadsheet has them."""
    book, stream = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in [("Not for sale",), HCPCS_COLUMNS, *rows]:
        sheet.append([int(cell) if len(cell) == 8 and cell.isdigit() else cell for cell in row])
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("write", [a_csv, a_workbook])
def test_a_table_is_known_by_its_columns_and_says_the_same_as_the_text(write: type[object]) -> None:
    data = write(hcpcs_rows(TEXT))
    assert isinstance(data, bytes)

    assert kind_of(data) is Kind.HCPCS
    table, text = (read_code_file(Kind.HCPCS, one, "hcpcs") for one in (data, TEXT.encode()))
    assert (table.content, table.release, table.rows) == (text.content, text.release, text.rows)


def test_a_long_title_in_one_cell_goes_on_in_further_records() -> None:
    title = "Odd item with a title that is longer than the eighty columns which one record of the text has for it"
    row = ("Q9901", "100", "3", title, "Odd", "20260101", "20260101", "")

    lines = records_of_table(a_csv([row]), "t.csv").splitlines()

    assert [line[10] for line in lines] == ["3", "4"]
    assert "".join(line[11:91] for line in lines).strip() == title


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (("Q9901", "100", "9", "Odd", "", "", "", ""), "row 3 is no record"),
        (("Q9901 and more", "100", "3", "Odd", "", "", "", ""), "row 3 is no record"),
        (("Q9901", "100", "3", "Odd", "", "1/1/2026", "", ""), "row 3: a date of Q9901 is none"),
    ],
)
def test_a_row_that_is_no_record_is_refused_with_its_number(row: tuple[str, ...], place: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        records_of_table(a_csv([row]), "t.csv")

    assert refused.value.place.startswith(place)


def test_a_workbook_that_unpacks_to_a_bomb_is_no_official_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)

    assert kind_of(stream.getvalue()) is None


def test_another_table_or_text_is_no_hcpcs_table() -> None:
    book, stream = Workbook(), io.BytesIO()
    book.worksheets[0].append(["Claim", "Paid"])
    book.save(stream)

    assert [kind_of(data) for data in (stream.getvalue(), b"HCPC,TITLE\r\n", b'"unclosed')] == [None, None, None]


def test_the_text_goes_before_a_table_of_the_same_quarter(tmp_path: Path) -> None:
    folder = tmp_path / "january"
    folder.mkdir()
    (folder / "a.csv").write_bytes(a_csv(hcpcs_rows(TEXT)))
    (folder / "b.txt").write_bytes(TEXT.encode())
    (folder / "c.xlsx").write_bytes(a_workbook(hcpcs_rows(TEXT)))

    done = import_codes(tmp_path / "codes", [folder], lambda _what, _part: None, lambda: None)

    assert [one.name for one in done.read] == ["b.txt"]
    assert [(one.name, one.reason) for one in done.left] == [
        (name, "b.txt says the same") for name in ("a.csv", "c.xlsx")
    ]


def test_dates_of_a_workbook_may_be_dates() -> None:
    book, stream = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append(HCPCS_COLUMNS)
    sheet.append(["Q9901", 100, 3, "Odd", "Odd", date(2026, 1, 1), date(2026, 1, 1), None])
    book.save(stream)

    assert records_of_table(stream.getvalue(), "t.xlsx")[268:284] == "2026010120260101"
