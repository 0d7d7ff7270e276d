"""Single cells: amounts, days, numbers, names, codes, status words, and the signs of amounts; people are invented."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importers.tables.cells import Cell, UnreadableCell, read_cents, read_day, read_identifier
from data.importers.tables.codes import is_diagnosis, split_codes, split_procedure
from data.importers.tables.names import split_name
from data.importers.tables.signs import Amounts, paid_and_adjusted_signs
from data.importers.tables.states import state_of

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2068, 12, 31))
CENTS = st.integers(min_value=-99_999_999_999, max_value=99_999_999_999)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$1,234.50", 123450),
        ("1234.5", 123450),
        ("1234", 123400),
        (".5", 50),
        ("(12.00)", -1200),
        ("($1,234.50)", -123450),
        ("12.00-", -1200),
        ("-12", -1200),
        ("-$12.00", -1200),
        ("$-12.00", -1200),
        ("\u221212.00", -1200),
        ("12.00 CR", -1200),
        (" $ 12.00 ", 1200),
        ("12.5000", 1250),
        ("0.00", 0),
        ("", None),
        ("   ", None),
        ("-", None),
        ("$ -", None),
        ("N/A", None),
        (12, 1200),
        (12.1, 1210),
        (0.1 + 0.2, 30),
    ],
)
def test_an_amount_is_read_in_every_writing(text: Cell, cents: int | None) -> None:
    assert read_cents(text) == cents


@pytest.mark.parametrize(
    "text",
    ["12.345", "1,23", "12,34.00", "(12.00", "(-12.00)", "--12", "1.2.3", "twelve", "1E+3", "12 %", 12.345, "9" * 20],
)
def test_what_is_no_amount_is_refused(text: Cell) -> None:
    with pytest.raises(UnreadableCell, match="holds"):
        read_cents(text)


@given(CENTS)
def test_every_formatted_amount_is_read_back(cents: int) -> None:
    dollars = f"{abs(cents) // 100:,}.{abs(cents) % 100:02}"

    minus = "-" if cents < 0 else ""
    writings = [
        f"{minus}{dollars}",
        f"{minus}${dollars}",
        f"{dollars}{minus}",
        dollars.replace(",", "").join((minus, "")),
    ]
    if cents < 0:
        writings.append(f"(${dollars})")

    assert [read_cents(writing) for writing in writings] == [cents] * len(writings)


@given(CENTS)
def test_every_amount_of_a_sheet_is_read_to_the_cent(cents: int) -> None:
    assert read_cents(cents / 100) == cents


@pytest.mark.parametrize(
    "text",
    [
        "1/5/2026",
        "01/05/2026",
        "1/5/26",
        "01-05-2026",
        "2026-01-05",
        "2026/1/5",
        "20260105",
        "2026-01-05 00:00:00",
        "2026-01-05T13:45:00Z",
        "2026-01-05T13:45:00.123-05:00",
        "1/5/2026 12:00:00 AM",
        "1/5/2026 0:00",
        "Jan 5, 2026",
        "January 5 2026",
        "05-Jan-2026",
        " 1/5/2026 ",
        20260105,
        date(2026, 1, 5),
        datetime(2026, 1, 5, 13, 45),
    ],
)
def test_a_day_is_read_in_every_writing(text: Cell) -> None:
    assert read_day(text) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    ["", " ", "01/01/0001", "01/01/0001 00:00:00", "0000-00-00", "1/0/1900", "12/30/1899", "01/01/1900", "-", "N/A"],
)
def test_an_empty_cell_and_the_days_of_no_date_are_no_date(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13/01/2026", 'holds "13/01/2026", a day before its month'),
        ("02/30/2026", "a day that does not exist"),
        ("2026-13-45", "a day that does not exist"),
        ("5.1.2026", "cannot be read as a date"),
        ("1/5-2026", "cannot be read as a date"),
        ("01/05/0206", "in the year 206"),
        ("202601", "cannot be read as a date"),
        ("46027", "cannot be read as a date"),
        ("Sample, Pat", "holds text, which cannot be read as a date"),
        ("000-00-0000", "holds text, which"),
        (46027, "holds a number where a date should stand"),
    ],
)
def test_what_is_no_date_is_refused_and_never_guessed(text: Cell, said: str) -> None:
    with pytest.raises(UnreadableCell, match=said):
        read_day(text)


@given(DAYS)
def test_every_formatted_day_is_read_back(day: date) -> None:
    writings = [
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m/%d/%Y} 00:00",
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%b} {day.day}, {day.year}",
    ]
    if day.year >= 1969:
        writings.append(f"{day:%m/%d/%y}")

    assert [read_day(writing) for writing in writings] == [day] * len(writings)


@given(DAYS)
def test_every_day_count_is_read_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days

    assert read_day(serial, serials_from=date(1899, 12, 30)) == day
    assert read_day(serial + 0.75, serials_from=date(1899, 12, 30)) == day


@pytest.mark.parametrize(
    ("cell", "identifier"),
    [
        ("00123", "00123"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("12.30", "12.30"),
        ("12E45", "12E45"),
        (" A-1\n2 ", "A-1 2"),
        (123456789012345, "123456789012345"),
        (123.0, "123"),
    ],
)
def test_a_number_keeps_its_text(cell: Cell, identifier: str) -> None:
    assert read_identifier(cell) == identifier


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1.23E+11", "the spreadsheet has rounded this number; format the column as text and export again"),
        ("1E+05", "has rounded"),
        (1234567890123456, "more than 15 digits"),
        (1.2e20, "more than 15 digits"),
        (12.3, "may have lost zeros"),
        (datetime(2026, 1, 5), "into which the spreadsheet has turned the number"),
        ("#REF!", "spreadsheet error"),
        ("######", "spreadsheet error"),
        ("x" * 61, "more than 60 characters"),
    ],
)
def test_a_number_whose_digits_may_be_lost_is_refused(cell: Cell, said: str) -> None:
    with pytest.raises(UnreadableCell) as raised:
        read_identifier(cell)

    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sample, Pat", ("Sample", "Pat")),
        ("Sample, Pat Q", ("Sample", "Pat")),
        ("Sample,Pat Q.", ("Sample", "Pat")),
        ("SAMPLE JR, PAT ANN", ("SAMPLE JR", "PAT ANN")),
        ("Pat Sample", ("Sample", "Pat")),
        ("Pat Q. Sample", ("Sample", "Pat")),
        ("Pat Ann Sample", ("Sample", "Pat Ann")),
        ("Pat Sample Jr.", ("Sample Jr.", "Pat")),
        ("Sample", ("Sample", "")),
        ("Sample, Pat (12345)", ("Sample", "Pat")),
        ("Sample, Pat DOB: 01/02/1980", ("Sample", "Pat")),
        ("Sample, Pat 1980-01-02", ("Sample", "Pat")),
        ("7700012", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_split_and_what_stands_beside_it_left_out(text: str, names: tuple[str, str]) -> None:
    assert split_name(text) == names


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Incomplete Information", "draft"),
        ("In Process Waystar Professional", "submitted"),
        ("Rejected Waystar Professional", "rejected"),
        ("In Process Payer", "pending"),
        ("Payer Acknowledged", "accepted"),
        ("Rejected Payer", "rejected"),
        ("ERA Denied", "denied"),
        ("Partially Paid", "partly_paid"),
        ("Paid in Full", "paid"),
        ("HOLD", "draft"),
        ("MGRHOLD", "draft"),
        ("CBOHOLD", "draft"),
        ("ATHENADROP", "draft"),
        ("BILLED", "submitted"),
        ("APPEALED", "denied"),
        ("Draft", "draft"),
        ("Review", "draft"),
        ("Approved", "draft"),
        ("Ready", "draft"),
        ("Pending", "pending"),
        ("Completed", "closed"),
        ("Error - Rejection", "rejected"),
        ("Voided", "closed"),
        ("CREATED", "draft"),
        ("BUILT", "draft"),
        ("ACK_RECEIVED", "received"),
        ("ACCEPTED", "accepted"),
        ("PARTIAL", "partly_paid"),
        ("CORRECTED", "submitted"),
        ("Records requested", "info_requested"),
        ("Crossed over", "forwarded"),
        ("Patient Balance", "patient_balance"),
        ("Write-off", "written_off"),
        ("Coordination of Benefits", ""),
        ("ERA Received", ""),
        ("Waiting for Pat", ""),
        ("", ""),
    ],
)
def test_a_status_word_means_a_state_or_none(status: str, state: str) -> None:
    assert state_of(status) == state


@pytest.mark.parametrize(
    ("rows", "signs"),
    [
        ([(10000, 3000, 2000, 5000)], (1, 1)),
        ([(10000, 3000, -2000, 5000)], (1, -1)),
        ([(10000, -3000, 2000, 5000)], (-1, 1)),
        ([(10000, -3000, -2000, 5000)], (-1, -1)),
        ([(10000, 3000, -2000, 5000), (10000, 0, 2000, 8000)], (1, 1)),
        ([(10000, 3000, -2000, 7777)], (1, 1)),
        ([], (1, 1)),
    ],
)
def test_signs_are_turned_only_where_more_balances_come_out(rows: list[Amounts], signs: tuple[int, int]) -> None:
    assert paid_and_adjusted_signs(rows) == signs


@pytest.mark.parametrize(
    ("text", "code", "modifiers"),
    [
        ("99213", "99213", ()),
        ("99213-25", "99213", ("25",)),
        ("99213:25:59", "99213", ("25", "59")),
        ("99213 - Some words", "99213", ()),
        ("j1100", "J1100", ()),
        ("0001A", "0001A", ()),
        ("0450", "0450", ()),
        ("992134", "992134", ()),
        ("", "", ()),
    ],
)
def test_a_procedure_is_its_code_and_modifiers(text: str, code: str, modifiers: tuple[str, ...]) -> None:
    assert split_procedure(text) == (code, modifiers)


def test_diagnoses_are_the_words_in_the_form_of_a_code() -> None:
    words = split_codes("e11.9 - Type 2 diabetes; I10, I10 | S52.521A")

    assert [word for word in words if is_diagnosis(word)] == ["E11.9", "I10", "S52.521A"]
