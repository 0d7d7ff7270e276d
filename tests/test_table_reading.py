"""Exports become tables: kinds, encodings, headers, ragged rows and hostile workbooks; the people are invented."""

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from defusedxml import EntitiesForbidden
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from data.importers.tables.errors import UnreadableTable
from data.importers.tables.reading import read_table
from data.importers.tables.shapes import Table, TableRow
from data.table_models import RefusedRow

HEADER = ("Claim ID", "Patient Name", "DOS", "Charge", "Notes")
ROW = ("C1", "Sample, Pat", "01/05/2026", "100.00", "")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SHEET = "xl/worksheets/sheet1.xml"


def as_csv(*rows: Sequence[str], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def a_file(folder: Path, content: str | bytes, *, name: str = "export.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def a_workbook(folder: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    path = folder / "export.xlsx"
    book.save(path)
    return path


def an_office_workbook(folder: Path) -> Path:
    """A workbook as office programs write it: shared texts, a date as a day count with a style."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f"""<Types xmlns="{package}/content-types">
            <Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>
            <Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
        "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/>
            <Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
        "xl/workbook.xml": f"""<workbook xmlns="{main}" xmlns:r="{office}"><sheets>
            <sheet name="Claims" sheetId="1" r:id="r1"/></sheets></workbook>""",
        "xl/styles.xml": f"""<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>
            </cellXfs></styleSheet>""",
        "xl/sharedStrings.xml": f"""<sst xmlns="{main}"><si><t>Claim ID</t></si><si><t>DOS</t></si>
            <si><r><t>Char</t></r><r><t>ge</t></r></si><si><t>007</t></si></sst>""",
        SHEET: f"""<worksheet xmlns="{main}"><sheetData>
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
            <row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="1"><v>46027</v></c><c r="C2"><v>100.5</v></c></row>
            </sheetData></worksheet>""",
    }
    path = folder / "office.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def rows_of(table: Table) -> list[list[object]]:
    return [list(row.cells) for row in table.rows() if isinstance(row, TableRow)]


def refused(table: Table) -> list[RefusedRow]:
    return [row for row in table.rows() if isinstance(row, RefusedRow)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, delimiter=delimiter))

    table = read_table(path)

    assert table.headers == HEADER
    assert rows_of(table) == [list(ROW)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, mark: bytes) -> None:
    accented = ("C1", "Sámple, Pat’s", "01/05/2026", "100.00", "")
    path = a_file(tmp_path, mark + as_csv(HEADER, accented).encode(encoding))

    table = read_table(path)

    assert table.headers == HEADER
    assert rows_of(table) == [list(accented)]


def test_one_cp1252_letter_far_below_makes_the_whole_file_cp1252(tmp_path: Path) -> None:
    rows = [ROW] * 50_000 + [("C2", "Sámple, Pat", "01/05/2026", "1.00", "")]
    path = a_file(tmp_path, as_csv(HEADER, *rows), encoding="cp1252")

    last = rows_of(read_table(path))[-1]

    assert last[1] == "Sámple, Pat"


def test_a_quoted_cell_keeps_its_delimiter_line_break_and_quotation_mark(tmp_path: Path) -> None:
    note = 'Called,\nsaid "later"'
    path = a_file(tmp_path, as_csv(HEADER, (*ROW[:4], note), ("C2", *ROW[1:])))

    rows = [row for row in read_table(path).rows() if isinstance(row, TableRow)]

    assert rows[0].cells[4] == note
    assert [row.place for row in rows] == ["line 2", "line 4"]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), st.sampled_from([",", "\t", ";", "|"]))
def test_whatever_is_written_in_cells_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], delimiter: str
) -> None:
    rows = [["C1", name, "01/05/2026", "100.00", note] for name, note in texts]
    path = a_file(tmp_path_factory.mktemp("any"), as_csv(HEADER, *rows, delimiter=delimiter))

    table = read_table(path)

    assert (rows_of(table), refused(table)) == (rows, [])


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, line_end: str) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, ROW).replace("\r\n", line_end))

    table = read_table(path)

    assert rows_of(table) == [list(ROW)] * 2


def test_the_header_is_found_below_title_lines(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(("Aging report",), ("From", "01/01/2026"), (), ("Paid and denied",), HEADER, ROW))

    table = read_table(path)

    assert (table.headers, table.header_place) == (HEADER, "line 5")
    assert rows_of(table) == [list(ROW)]


def test_a_line_that_names_the_separator_is_a_title(tmp_path: Path) -> None:
    path = a_file(tmp_path, "sep=;\n" + as_csv(HEADER, ROW, delimiter=";"))

    table = read_table(path)

    assert (table.headers, rows_of(table)) == (HEADER, [list(ROW)])


def test_blank_rows_of_a_narrow_table_are_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(("Claim ID", "Charge"), ("C1", "1.00"), ("", " "), ("C2", "")))

    assert rows_of(read_table(path)) == [["C1", "1.00"], ["C2", ""]]


def test_a_header_of_unknown_words_is_the_first_row_of_texts(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(("Factura", "Nombre", "Fecha"), ("C1", "Sample, Pat", "01/05/2026")))

    table = read_table(path)

    assert table.headers == ("Factura", "Nombre", "Fecha")


def test_aging_headings_do_not_make_a_header_data(tmp_path: Path) -> None:
    header = (*HEADER[:4], "0-30", "31-60", "61-90", "120+")
    path = a_file(tmp_path, as_csv(header, (*ROW[:4], "100.00", "", "", "")))

    assert read_table(path).headers == header


def test_repeated_and_empty_headings_are_told_apart(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(("Claim ID", "Date", "", "Date", "Charge", ""), ("C1", "a", "b", "c", "1.00", "")))

    assert read_table(path).headers == ("Claim ID", "Date", "column 3", "Date (2)", "Charge")


def test_blank_rows_repeated_headers_and_notes_below_are_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, (), ("", "", "", "", ""), HEADER, ROW, ("Printed for the office",), ()))

    table = read_table(path)

    assert rows_of(table) == [list(ROW)] * 2
    assert refused(table) == []


def test_a_single_cell_between_rows_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, ("Sample",), ROW))

    table = read_table(path)

    assert [row.place for row in refused(table)] == ["line 3"]
    assert len(rows_of(table)) == 2


def test_a_bare_total_of_another_width_is_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, ("Grand total:", "200.00")))

    table = read_table(path)

    assert (rows_of(table), refused(table)) == ([list(ROW)], [])


def test_cells_over_at_the_end_of_every_row_are_left_out(tmp_path: Path) -> None:
    header = "Insurance,Name,Invoice,DOS,Referrer,Provider,Charge,Adjust,Paid,Balance,\n"
    rows = (
        '"Aetna","Sample, Pat","12.34","2026-01-05","","Example, Alex","100.00","0.00","0.00","100.00","41",\n'
        '"","Sample, Sam","12.35","2026-01-06","","Example, Alex","80.00","0.00","0.00","80.00","40",\n'
    )

    table = read_table(a_file(tmp_path, header + rows))

    assert table.headers[-1] == "Balance"
    assert [row[2] for row in rows_of(table)] == ["12.34", "12.35"]
    assert {len(row) for row in rows_of(table)} == {10}


def test_a_row_that_is_longer_than_the_others_is_refused_with_its_place(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, ("C2", "Sample", "Pat", "01/05/2026", "100.00", "late"), ROW))

    table = read_table(path)

    (row,) = refused(table)
    assert row.place == "line 3"
    assert row.text.startswith("has 6 cells where the header has 5")
    assert "Sample" not in row.text


def test_empty_cells_over_at_the_end_of_one_row_are_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, (*ROW, "", "")))

    assert rows_of(read_table(path)) == [list(ROW)] * 2


def test_a_short_row_is_taken_only_where_no_known_column_is_missing(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW, ROW[:4], ROW[:3]))

    table = read_table(path)

    assert rows_of(table) == [list(ROW)] * 2
    assert [row.place for row in refused(table)] == ["line 4"]


def test_an_unquoted_name_in_every_row_refuses_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Name,Invoice,DOS,Charge\n" + "Sample, Pat,C1,01/05/2026,100.00\n" * 3)

    with pytest.raises(UnreadableTable, match="stand under the wrong headings") as raised:
        read_table(path)

    assert "quotation marks" in raised.value.hint


def test_a_quotation_mark_that_is_never_closed_refuses_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, *[ROW] * 200) + 'C9,"Sample,01/05/2026,1.00,\n' + as_csv(*[ROW[:1]] * 200))

    with pytest.raises(UnreadableTable, match="from line 202 on"):
        list(read_table(path).rows())


def test_a_stray_quotation_mark_refuses_every_line_that_it_swallows(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW) + 'C2,Pat,01/05/2026,1.00,"\n' + as_csv(ROW, ROW))

    table = read_table(path)

    assert [row.place for row in refused(table)] == ["line 3", "line 4"]
    assert len(rows_of(table)) == 2


def test_a_quotation_mark_that_is_never_closed_near_the_top_refuses_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW) + 'C9,"Sample,01/05/2026,1.00,\n' + as_csv(ROW[:1]))

    with pytest.raises(UnreadableTable, match="from line 3 on"):
        list(read_table(path).rows())


def test_a_quotation_mark_inside_a_quoted_cell_refuses_its_row_only(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_csv(HEADER, ROW) + 'C2,"Sample "Pat" Q",01/05/2026,1.00,\n' + as_csv(ROW))

    table = read_table(path)

    assert [row.place for row in refused(table)] == ["line 3"]
    assert len(rows_of(table)) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7\n", "is a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Excel workbook"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "is a web page"),
        (b"<table><tr><td>Claim</td></tr></table>", "is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "is an XML file"),
        (b"\x1f\x8b\x08\x00", "is a packed file"),
        (b"Claim ID,DOS\nC1,\0\0\x01\x02\n", "is no text file"),
        (codecs.BOM_UTF16_LE + b"C\0l", "is no text file"),
        (b"Claim ID,DOS\nC1,\x81\x8d\x8f\n", "is no text file"),
        (b"100.00,200.00\n1.00,2.00\n", "has no header row"),
        (b"PK\x03\x04 broken", "is a damaged or protected workbook"),
    ],
)
def test_what_is_no_table_is_refused_by_name_with_the_mend(tmp_path: Path, content: bytes, said: str) -> None:
    path = a_file(tmp_path, content)

    with pytest.raises(UnreadableTable, match=said) as raised:
        read_table(path)

    assert "export.csv" in str(raised.value)
    assert raised.value.hint


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="cannot be opened"):
        read_table(tmp_path / "gone.csv")


def test_the_cells_of_a_sheet_keep_their_kind(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ("007", 12, datetime(2026, 1, 5), 100.5, True))

    table = read_table(path)

    (row,) = rows_of(table)
    assert row == ["007", 12, datetime(2026, 1, 5), 100.5, "TRUE"]


def test_rows_of_a_sheet_are_named_by_their_number_and_padded(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ("Aging report",), (), HEADER, ROW[:4], (), ROW[:3])

    rows = [row for row in read_table(path).rows() if isinstance(row, TableRow)]

    assert [row.place for row in rows] == ["row 4", "row 6"]
    assert [list(row.cells) for row in rows] == [[*ROW[:4], ""], [*ROW[:3], "", ""]]


def test_a_workbook_is_told_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ROW[:4]).rename(tmp_path / "export.csv")

    assert rows_of(read_table(path)) == [list(ROW)]


def test_the_first_sheet_with_a_known_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    book = Workbook()
    book.active.append(["Made for", "the office", "of Example"])
    hidden = book.create_sheet("Hidden")
    hidden.append(["Claim ID", "Hidden Name", "DOS"])
    hidden.sheet_state = "hidden"
    claims = book.create_sheet("Claims")
    claims.append(HEADER)
    claims.append(ROW)
    book.save(path)

    table = read_table(path)

    assert table.headers == HEADER


def test_a_sheet_that_states_a_false_size_is_read_in_full(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ROW, ROW)
    _rewrite(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1"')
    )

    assert len(rows_of(read_table(path))) == 2


def test_day_counts_of_a_book_from_1904_start_there(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    book.active.append(HEADER)
    book.save(tmp_path / "mac.xlsx")

    assert read_table(tmp_path / "mac.xlsx").serials_from == date(1904, 1, 1)
    assert read_table(a_workbook(tmp_path, HEADER)).serials_from == date(1899, 12, 30)


def test_a_workbook_that_would_unpack_to_far_more_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ROW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 20_000_000)

    with pytest.raises(UnreadableTable, match="would unpack to 19 MB") as raised:
        read_table(path)

    assert "save the sheet as CSV" in raised.value.hint


def test_a_workbook_over_200_megabytes_is_refused_whatever_its_ratio(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ROW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", bytes(range(256)) * 8192)
    with zipfile.ZipFile(path) as archive:
        stated = archive.getinfo("xl/media/image1.png").file_size
    content = path.read_bytes().replace(stated.to_bytes(4, "little"), (210 << 20).to_bytes(4, "little"))
    path.write_bytes(content)

    with pytest.raises(UnreadableTable, match="would unpack to 2"):
        read_table(path)


def test_shared_texts_and_date_styles_of_a_sheet_are_read(tmp_path: Path) -> None:
    path = an_office_workbook(tmp_path)

    table = read_table(path)

    assert table.headers == ("Claim ID", "DOS", "Charge")
    assert rows_of(table) == [["007", datetime(2026, 1, 5), 100.5]]


def test_a_number_with_a_date_style_that_is_no_date_is_an_error_without_a_warning(tmp_path: Path) -> None:
    path = an_office_workbook(tmp_path)
    _rewrite(path, SHEET, lambda xml: xml.replace(b"46027", b"123456789"))

    table = read_table(path)

    assert rows_of(table) == [["007", "#VALUE!", 100.5]]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path, part: str) -> None:
    path = an_office_workbook(tmp_path)
    _rewrite(path, part, lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xml)

    with pytest.raises(UnreadableTable, match="damaged or protected") as raised:
        read_table(path)

    cause = raised.value.__cause__
    assert cause
    assert isinstance(cause.__cause__ or cause, EntitiesForbidden)


def test_a_sheet_with_a_row_beyond_the_last_possible_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEADER, ROW)
    _rewrite(path, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999999"'))

    with pytest.raises(UnreadableTable, match="damaged"):
        read_table(path)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("notes.txt",), "a ZIP archive"),
        (("xl/workbook.bin",), "a binary workbook"),
        (("mimetype", "content.xml"), "an OpenDocument file"),
    ],
)
def test_other_archives_are_refused_by_name(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    with pytest.raises(UnreadableTable, match=said):
        read_table(path)


def _rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
