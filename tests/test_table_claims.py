"""Rows become listed claims, one each or gathered from service lines, or are refused; the people are invented."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.importers.tables.claims import read_claims
from data.importers.tables.mapping import read_map_options
from data.importers.tables.reading import read_table
from data.importers.tables.suggestions import suggest_mapping
from data.table_models import ListedClaim, ListedLine, ListedPayer, RefusedRow

LINES = ("Claim", "MRN", "Patient", "DOS", "CPT", "Mod 1", "Mod 2", "Units", "Charge", "Paid", "Status")


def read_rows(folder: Path, headers: Sequence[str], *rows: Sequence[str]) -> list[ListedClaim | RefusedRow]:
    """What a CSV file gives under the mapping that is suggested for it."""
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headers, *rows])
    table = read_table(path)
    return list(read_claims(table, suggest_mapping(table.headers, table.sample).mapping))


def read_sheet(folder: Path, headers: Sequence[str], *rows: Sequence[object]) -> list[ListedClaim | RefusedRow]:
    """What an XLSX file gives under the mapping that is suggested for it."""
    book = Workbook()
    for row in (headers, *rows):
        book.active.append(list(row))
    book.save(folder / "export.xlsx")
    table = read_table(folder / "export.xlsx")
    return list(read_claims(table, suggest_mapping(table.headers, table.sample).mapping))


def claims_of(results: list[ListedClaim | RefusedRow]) -> list[ListedClaim]:
    return [result for result in results if isinstance(result, ListedClaim)]


def refusals_of(results: list[ListedClaim | RefusedRow]) -> list[tuple[str, str]]:
    return [(result.place, result.text) for result in results if isinstance(result, RefusedRow)]


def a_line(claim: str, charge: str, *, paid: str = "", cpt: str = "99213", day: str = "1/5/2026") -> tuple[str, ...]:
    return (claim, "77", "Sample, Pat", day, cpt, "25", "", "1", charge, paid, "Paid")


def test_a_row_becomes_a_claim_with_all_its_values(tmp_path: Path) -> None:
    headers = (
        "Claim ID,Acct #,Last Name,First Name,DOB,Provider,From DOS,To DOS,Date Sent,Status,Charge,Paid,Adjustments,"
        "Patient Paid,Ins Balance,Pt Balance,Balance,Primary Ins,Primary Paid,Secondary Ins,Secondary Paid,Dx 1,Dx 2"
    ).split(",")
    row = (
        "00123|A-7|Sample|Pat Q|01/02/1980|Example, Alex|1/5/26|1/7/26|01/08/2026|Denied|$1,234.50|60.00|(20.00)|"
        "5.00|-|40.00|$40.00|Example Health|60.00|Other Plan||E11.9 - Type 2 diabetes|I10"
    ).split("|")

    (claim,) = read_rows(tmp_path, headers, row)

    assert claim == ListedClaim(
        place="line 2",
        claim_number="00123",
        account_number="A-7",
        patient_last="Sample",
        patient_first="Pat",
        provider="Example, Alex",
        service_from=date(2026, 1, 5),
        service_to=date(2026, 1, 7),
        sent_on=date(2026, 1, 8),
        status="Denied",
        state="denied",
        billed_cents=123450,
        paid_cents=6000,
        adjusted_cents=-2000,
        patient_paid_cents=500,
        insurance_balance_cents=None,
        patient_balance_cents=4000,
        balance_cents=4000,
        payers=(
            ListedPayer(sequence="P", name="Example Health", paid_cents=6000, adjusted_cents=None),
            ListedPayer(sequence="S", name="Other Plan", paid_cents=None, adjusted_cents=None),
        ),
        diagnoses=("E11.9", "I10"),
        lines=(),
    )


def test_no_birth_date_and_no_whole_member_number_reach_a_claim(tmp_path: Path) -> None:
    headers = ("Claim ID", "Acct", "Patient Name", "DOB", "SSN", "Member ID", "DOS", "Charge")
    row = ("C1", "000-12-3456", "Sample, Pat (01/02/1980)", "01/02/1980", "000-12-3456", "XYZ9876", "1/5/2026", "1.00")

    (claim,) = read_rows(tmp_path, headers, row)

    assert not any(text in repr(claim) for text in ("1980", "000-12-3456", "XYZ9876"))


def test_two_days_in_one_cell_are_the_first_and_the_last(tmp_path: Path) -> None:
    (claim,) = claims_of(
        read_rows(tmp_path, ("Claim", "DOS", "Charge"), ("C1", "1/5/2026", "1"), ("C2", "1/5/2026 - 1/7/2026", "1"))
    )[1:]

    assert (claim.service_from, claim.service_to) == (date(2026, 1, 5), date(2026, 1, 7))


def test_totals_are_left_out_but_a_person_called_total_is_not(tmp_path: Path) -> None:
    results = read_rows(
        tmp_path,
        ("Name", "Claim", "DOS", "Charge"),
        ("Sample, Pat", "C1", "1/5/2026", "100.00"),
        ("Subtotal Example Health", "", "", "100.00"),
        ("Total, Pat", "C2", "1/5/2026", "100.00"),
        ("Grand Total", "", "", "200.00"),
    )

    assert [claim.claim_number for claim in claims_of(results)] == ["C1", "C2"]
    assert refusals_of(results) == []


def test_a_total_in_the_column_of_claim_numbers_is_left_out(tmp_path: Path) -> None:
    results = read_rows(tmp_path, ("Claim", "DOS", "Charge"), ("C1", "1/5/2026", "100.00"), ("Total:", "", "100.00"))

    assert [claim.claim_number for claim in claims_of(results)] == ["C1"]
    assert refusals_of(results) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "1/5/2026", "1.00"), "has no claim number"),
        (("000-12-3456", "1/5/2026", "1.00"), "has a claim number in the form of a social security number"),
        (("1.23E+11", "1/5/2026", "1.00"), 'column "Claim" is written as 1.23E+11: the spreadsheet has rounded'),
        (("C2", "13/01/2026", "1.00"), 'column "DOS" holds "13/01/2026", a day before its month'),
        (("C2", "soon", "1.00"), 'column "DOS" holds text, which cannot be read as a date'),
        (("C2", "1/5/2026", "a lot"), 'column "Charge" holds text, which cannot be read as an amount'),
        (("C2", "1/5/2026", "1.005"), 'column "Charge" holds "1.005", which cannot be read as an amount'),
        (("C1", "1/5/2026", "1.00"), "repeats the claim number of line 2"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_and_the_others_are_taken(
    tmp_path: Path, row: tuple[str, ...], reason: str
) -> None:
    results = read_rows(tmp_path, ("Claim", "DOS", "Charge"), ("C1", "1/5/2026", "1"), row, ("C3", "1/5/2026", "1"))

    ((place, text),) = refusals_of(results)
    assert (place, text[: len(reason)]) == ("line 3", reason)
    assert [claim.claim_number for claim in claims_of(results)] == ["C1", "C3"]


def test_a_service_that_ends_before_it_began_is_refused(tmp_path: Path) -> None:
    results = read_rows(tmp_path, ("Claim", "From DOS", "To DOS"), ("C1", "1/5/2026", "1/4/2026"))

    assert refusals_of(results) == [
        ("line 2", 'column "To DOS" holds a day before the service began; correct it and export again')
    ]


def test_a_text_file_whose_dates_are_all_day_counts_is_read(tmp_path: Path) -> None:
    results = read_rows(tmp_path, ("Claim", "DOS", "Charge"), ("C1", "46027", "1.00"), ("C2", "46028", "1.00"))

    assert [claim.service_from for claim in claims_of(results)] == [date(2026, 1, 5), date(2026, 1, 6)]


def test_a_day_count_among_dates_of_a_text_file_is_refused(tmp_path: Path) -> None:
    results = read_rows(tmp_path, ("Claim", "DOS", "Charge"), ("C1", "1/5/2026", "1.00"), ("C2", "46028", "1.00"))

    assert [place for place, _ in refusals_of(results)] == ["line 3"]


def test_a_sheet_gives_the_same_claims_as_its_text(tmp_path: Path) -> None:
    headers = ("Claim", "Patient", "DOS", "Charge", "Paid")
    texts = (("12", "Sample, Pat", "1/5/2026", "100.50", ""), ("13", "Sample, Sam", "1/6/2026", "80", "0.3"))
    cells = ((12, "Sample, Pat", datetime(2026, 1, 5), 100.5, None), (13, "Sample, Sam", 46028, 80, 0.1 + 0.2))

    from_text = claims_of(read_rows(tmp_path, headers, *texts))
    from_sheet = claims_of(read_sheet(tmp_path, headers, *cells))

    assert [replace(claim, place="") for claim in from_sheet] == [replace(claim, place="") for claim in from_text]
    assert [claim.place for claim in from_sheet] == ["row 2", "row 3"]


def test_numbers_of_a_sheet_whose_digits_are_lost_are_refused(tmp_path: Path) -> None:
    results = read_sheet(
        tmp_path,
        ("Claim", "DOS", "Charge"),
        ("00123", datetime(2026, 1, 5), 1),
        (12345678901234567890, datetime(2026, 1, 5), 1),
        (12.34, datetime(2026, 1, 5), 1),
    )

    assert [claim.claim_number for claim in claims_of(results)] == ["00123"]
    assert [place for place, _ in refusals_of(results)] == ["row 3", "row 4"]


def test_a_claim_of_many_payers_side_by_side_lists_those_with_money(tmp_path: Path) -> None:
    headers = "Encounter,ServiceStartDate,CPT,TotalCharge,PrimaryInsurancePayment,PrimaryInsuranceAdjustment".split(",")
    headers += ["SecondaryInsurancePayment", "TertiaryInsurancePayment", "PatientPayment"]

    (claim,) = claims_of(
        read_rows(tmp_path, headers, ("501", "2026-01-05", "99213", "100", "60", "20", "15", "0", "5"))
    )

    assert claim.payers == (
        ListedPayer(sequence="P", name="", paid_cents=6000, adjusted_cents=2000),
        ListedPayer(sequence="S", name="", paid_cents=1500, adjusted_cents=None),
    )
    assert claim.patient_paid_cents == 500


def test_rows_of_one_claim_number_are_its_lines_wherever_they_stand(tmp_path: Path) -> None:
    results = read_rows(
        tmp_path,
        LINES,
        a_line("C1", "100.00", paid="60.00", day="1/6/2026"),
        a_line("C2", "80.00"),
        a_line("C1", "50.00", cpt="j1100", day="1/5/2026"),
    )

    first, second = claims_of(results)
    assert (first.claim_number, first.place, first.billed_cents, first.paid_cents) == ("C1", "line 2", 15000, 6000)
    assert (first.service_from, first.service_to) == (date(2026, 1, 5), date(2026, 1, 6))
    assert first.lines == (
        ListedLine(
            place="line 2",
            procedure="99213",
            modifiers=("25",),
            units="1",
            charge_cents=10000,
            service_from=date(2026, 1, 6),
        ),
        ListedLine(
            place="line 4",
            procedure="J1100",
            modifiers=("25",),
            units="1",
            charge_cents=5000,
            service_from=date(2026, 1, 5),
        ),
    )
    assert (second.claim_number, second.billed_cents, len(second.lines)) == ("C2", 8000, 1)


def test_adjustments_written_as_negative_are_turned_where_the_balances_show_it(tmp_path: Path) -> None:
    headers = ("Invoice", "DOS", "Charge", "Adjust", "Paid", "Balance")
    rows = (
        ("12.34", "2026-01-05", "100.00", "-20.00", "30.00", "50.00"),
        ("12.35", "2026-01-05", "80", "0", "0", "80"),
    )

    claims = claims_of(read_rows(tmp_path, headers, *rows))

    assert [(claim.adjusted_cents, claim.paid_cents) for claim in claims] == [(2000, 3000), (0, 0)]


def test_a_credit_that_lost_its_minus_sign_is_a_credit_again_where_the_amounts_show_it(tmp_path: Path) -> None:
    headers = ("Invoice", "DOS", "Charge", "Adjust", "Paid", "Balance")
    credit, debt = ("12.34", "2026-01-05", "100", "20", "85", "5"), ("12.35", "2026-01-05", "100", "20", "75", "5")
    unclear = ("12.36", "2026-01-05", "100", "20", "85", "7")

    claims = claims_of(read_rows(tmp_path, headers, credit, debt, unclear))

    assert [claim.balance_cents for claim in claims] == [-500, 500, 700]


def test_amounts_that_repeat_a_claim_on_each_line_are_taken_once(tmp_path: Path) -> None:
    lines = [a_line(f"C{n}", f"{n}00.00", paid=f"{n}0.00", cpt=cpt) for n in (1, 2, 3) for cpt in ("99213", "J1100")]

    claims = claims_of(read_rows(tmp_path, LINES, *lines))

    assert [(claim.billed_cents, claim.paid_cents) for claim in claims] == [(10000, 1000), (20000, 2000), (30000, 3000)]
    assert {line.charge_cents for claim in claims for line in claim.lines} == {None}


def test_lines_of_one_price_are_added_up(tmp_path: Path) -> None:
    lines = [a_line(f"C{n}", "150.00", day=f"1/{day}/2026") for n in (1, 2, 3, 4) for day in (5, 6, 7)]

    claims = claims_of(read_rows(tmp_path, LINES, *lines))

    assert [claim.billed_cents for claim in claims] == [45000] * 4


def test_one_claim_whose_lines_differ_makes_the_amounts_of_all_claims_those_of_lines(tmp_path: Path) -> None:
    lines = [a_line(f"C{n}", f"{n}00.00", cpt=cpt) for n in (1, 2, 3) for cpt in ("99213", "J1100")]

    claims = claims_of(read_rows(tmp_path, LINES, *lines, a_line("C4", "10.00"), a_line("C4", "20.00")))

    assert [claim.billed_cents for claim in claims] == [20000, 40000, 60000, 3000]


def test_lines_of_different_statuses_keep_both_words_and_no_state(tmp_path: Path) -> None:
    paid, denied = a_line("C1", "1.00"), (*a_line("C1", "2.00")[:-1], "Denied")

    (claim,) = claims_of(read_rows(tmp_path, LINES, paid, denied, paid))

    assert (claim.status, claim.state) == ("Paid / Denied", "")


def test_a_line_of_another_patient_under_the_same_number_is_refused(tmp_path: Path) -> None:
    other = ("C1", "78", "Example, Sam", *a_line("C1", "5.00")[3:])

    results = read_rows(tmp_path, LINES, a_line("C1", "1.00"), other)

    assert refusals_of(results) == [
        ("line 3", "has the claim number of another patient in line 2; choose another column for it")
    ]
    assert [claim.billed_cents for claim in claims_of(results)] == [100]


def test_no_reason_for_a_refusal_names_a_person(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Who,When,How much\n" + "C1,Sample Pat,Pat Sample\nSample Pat born 1980,Sample,1\n" * 2)
    table = read_table(path)
    mapping = read_map_options(["Who=claim_number", "When=service_from", "How much=billed"], table.headers)

    texts = [text for _, text in refusals_of(list(read_claims(table, mapping)))]

    assert len(texts) == 4
    assert not any(word in text for text in texts for word in ("Pat", "Sample", "1980"))


def test_a_file_far_larger_than_the_sample_is_read_row_by_row(tmp_path: Path) -> None:
    first_day = date(2026, 1, 1)
    rows = [(f"C{n:05}", (first_day + timedelta(days=n % 300)).isoformat(), f"{n}.25") for n in range(5_000)]

    claims = claims_of(read_rows(tmp_path, ("Claim", "DOS", "Charge"), *rows))

    assert len(claims) == 5_000
    assert sum(claim.billed_cents or 0 for claim in claims) == sum(n * 100 + 25 for n in range(5_000))
