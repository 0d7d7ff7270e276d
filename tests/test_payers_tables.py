"""The practice's rules and sheets as CSV: read back as they were, wrong rows refused by line, never half kept."""

import csv
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payers import ADA, LEE, Practice, an_entry

from bot.rules.payer_sheet_entries import entry_of, sheet_entry_of
from bot.rules.payer_sheet_fields import STATES, clean_text
from bot.rules.payer_sheet_reading import MOST_LIMIT, Named, read_rule, read_sheet
from bot.rules.payer_sheet_words import LEVELED, OWN_SCOPES
from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Filed, Mark, MonthEnd, PayerSheet, Purpose, Scope, Starts, Unit
from data.importers.payer_rules_csv import (
    guarded,
    read_payer_table,
    unguarded,
    write_rule_table,
    write_sheet_table,
)
from data.importers.tables.errors import UnreadableTable
from data.payer_models import RuleEntry, SheetEntry
from data.store.audit import iterate_rows
from data.store.payer_rules import history, load_rules, newest_changes
from data.store.payer_sheets import find_sheet, list_sheets

DAY = date(2026, 2, 1)
_BOLD = st.text(alphabet="ab ='+-@\t\r\n\"',;|é☂", max_size=30).map(clean_text)
_SOURCES = _BOLD.map(lambda text: text or "Contract")
_KINDS = st.frozensets(st.sampled_from(PayerKind), max_size=3)


@st.composite
def rules(draw: st.DrawFn) -> DeadlineRule:
    """Any rule that makes sense."""
    purpose, scope, unit = (
        draw(st.sampled_from(Purpose)),
        draw(st.sampled_from(OWN_SCOPES)),
        draw(st.sampled_from(Unit)),
    )
    limit, presumed = draw(st.integers(2, MOST_LIMIT[unit])), draw(st.integers(0, 60))
    by = draw(_BOLD)
    return DeadlineRule(
        id=f"own.{draw(st.integers(1, 999_999))}",
        title=draw(_SOURCES),
        purpose=purpose,
        level=draw(st.integers(1, 5)) if purpose in LEVELED else 0,
        scope=scope,
        payer_kinds=draw(_KINDS),
        payer_id=None if scope is Scope.STATE else 1,
        state=draw(st.sampled_from(sorted(STATES))) if scope is Scope.STATE else "",
        limit=limit,
        unit=unit,
        starts=draw(st.sampled_from(Starts)),
        presumed_receipt_days=presumed,
        from_receipt=presumed > 0 or draw(st.booleans()),
        filed=draw(st.sampled_from(Filed)),
        mail_lead_business_days=draw(st.integers(0, 30)),
        rolls=draw(st.booleans()),
        month_end=draw(st.sampled_from(MonthEnd)),
        plan_days=draw(st.none() | st.integers(1, 3660)),
        decision_days=draw(st.none() | st.integers(1, 366)),
        opens_after=draw(st.integers(0, limit - 1)),
        minimum_cents=draw(st.none() | st.integers(0, 99_999_999)),
        asked_only=draw(st.booleans()),
        source=draw(_SOURCES),
        mark=Mark.KNOWLEDGE,
        verified_on=draw(st.dates(min_value=DAY.replace(year=2000), max_value=DAY)) if by else None,
        verified_by=by,
        note=draw(_BOLD),
    )


@st.composite
def sheets(draw: st.DrawFn) -> PayerSheet:
    return PayerSheet(
        payer_id=1,
        name="AETNA",
        kind=PayerKind.COMMERCIAL,
        numbers=(),
        state=draw(st.sampled_from(["", *sorted(STATES)])),
        contracted=draw(st.none() | st.booleans()),
        portal=draw(_BOLD),
        fax=draw(_BOLD),
        appeals_address=draw(_BOLD),
        correction=draw(st.sampled_from(["", "replacement", "new", "reopening"])),
        usual_days_to_pay=draw(st.none() | st.integers(1, 366)),
        appeal_quiet_days=draw(st.none() | st.integers(0, 366)),
        note=draw(_BOLD),
    )


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(tmp_path)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "table.csv"


def write(practice: Practice, text: str, name: str = "in.csv") -> Path:
    path = practice.filled.folder / name
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path


HEADINGS = "payer,purpose,level,scope,limit,unit,starts,source\n"
GOOD = "AETNA,appeal,1,contract,60,days,notice,Contract 4\n"


# --- round trips ---------------------------------------------------------------------------------------------------


@given(st.text(alphabet="='+-@\t\r1a.", max_size=8))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = guarded(text)

    assert unguarded(cell) == text
    assert not cell.startswith(("=", "+", "@", "\t", "\r"))


@settings(max_examples=200)
@given(st.lists(rules(), max_size=4))
def test_any_rule_reads_back_from_its_table_as_it_was(table: Path, some: list[DeadlineRule]) -> None:
    table.write_text(write_rule_table([(entry_of(rule, "AETNA"), "7") for rule in some]), "utf-8-sig", newline="")

    lines = read_payer_table(table)

    named = [Named(rule_id=rule.id, payer_id=1, payer="AETNA") for rule in some]
    entries = [line.entry for line in lines]
    assert [read_rule(one, who, DAY) for one, who in zip(entries, named, strict=True)] == some  # type: ignore[arg-type]
    assert {line.change for line in lines} <= {"7"}


@settings(max_examples=100)
@given(st.lists(sheets(), max_size=3), st.none() | st.sampled_from(PayerKind))
def test_any_sheet_reads_back_from_its_table_as_it_was(
    table: Path, some: list[PayerSheet], kind: PayerKind | None
) -> None:
    text = write_sheet_table([(sheet_entry_of(sheet, kind), "") for sheet in some])
    table.write_text(text, "utf-8-sig", newline="")

    read = [read_sheet(line.entry, some[0]) for line in read_payer_table(table)]  # type: ignore[arg-type]

    assert read == [(replace(sheet, kind=kind or sheet.kind), kind) for sheet in some]


def test_a_spreadsheet_computes_nothing_in_it(practice: Practice) -> None:
    practice.desk.keep_rule(LEE, an_entry(note="=HYPERLINK(1)", title="+1", source="@x"), 1, after=0)

    text, count = practice.tables.rules()

    assert count == 1
    (row,) = csv.DictReader(text.splitlines())
    assert [row[name] for name in ("note", "title", "source")] == ["'=HYPERLINK(1)", "'+1", "'@x"]


def test_an_export_imported_again_changes_nothing(practice: Practice) -> None:
    practice.desk.keep_rule(LEE, an_entry(), practice.id_of("AETNA"), after=0)
    practice.desk.keep_sheet(LEE, SheetEntry(state="TX", fax="-1"), practice.id_of("CIGNA"), after=0)
    rows = practice.store.db.execute("SELECT count(*) FROM payer_rule").fetchone()

    reports = [
        practice.tables.import_file(write(practice, text), ADA)
        for text, _ in (practice.tables.rules(), practice.tables.sheets())
    ]

    assert [(one.rows, one.new, one.changed, one.unchanged, one.problems) for one in reports] == [(1, 0, 0, 1, [])] * 2
    assert practice.store.db.execute("SELECT count(*) FROM payer_rule").fetchone() == rows


def test_a_practice_moves_to_another_store_with_its_tables(practice: Practice, tmp_path: Path) -> None:
    entry = an_entry(id="own.7", verified_on="2026-01-31", verified_by="Lee")
    practice.desk.keep_rule(LEE, entry, practice.id_of("CIGNA"), after=0)
    practice.desk.keep_sheet(LEE, SheetEntry(state="TX"), practice.id_of("AETNA"), after=0)
    tables = [practice.tables.rules()[0], practice.tables.sheets()[0]]
    (tmp_path / "other").mkdir()
    other = Practice(tmp_path / "other")

    reports = [other.tables.import_file(write(other, text), LEE) for text in tables]

    assert [one.problems for one in reports] == [[], []]
    assert load_rules(other.store.db).rules == load_rules(practice.store.db).rules
    assert [one.state for one in list_sheets(other.store.db)] == ["TX"]


# --- import --------------------------------------------------------------------------------------------------------


def test_new_rules_are_kept_and_claims_dated_once(practice: Practice) -> None:
    rows = HEADINGS + GOOD + "cigna,filing,,contract,90,calendar days,service,Contract 2\n"

    report = practice.tables.import_file(write(practice, rows), LEE)

    assert (report.rows, report.new, report.problems) == (2, 2, [])
    assert report.redated == 1, "CIGNA has accepted its claim, so no filing limit runs"
    assert [rule.id for rule in load_rules(practice.store.db).rules] == ["own.2", "own.1"]


def test_a_dry_run_says_the_same_and_keeps_nothing(practice: Practice) -> None:
    path = write(practice, HEADINGS + GOOD)

    dry = practice.tables.import_file(path, LEE, dry_run=True)

    assert not load_rules(practice.store.db).rules
    assert dry == practice.tables.import_file(path, LEE)


def test_one_wrong_row_keeps_all_of_them_out_and_each_is_named_with_its_mend(practice: Practice) -> None:
    rows = (
        HEADINGS
        + GOOD
        + (
            "AETNNA,filing,,contract,90,days,service,x\n"
            "AETNA,appeal,2,contract,0,days,notice,x\n"
            "\n"
            "AETNA,filing,,contract,90,days,service,x,and,more\n"
        )
    )

    report = practice.tables.import_file(write(practice, rows), LEE)

    assert [line for line, _ in report.problems] == [3, 4, 6]
    texts = [text for _, text in report.problems]
    assert "Did you mean AETNA?" in texts[0]
    assert texts[1].startswith("limit: “0” does not fit: give the limit")
    assert "quotation marks" in texts[2]
    assert load_rules(practice.store.db).rules == ()
    with practice.store.read() as db:
        assert not [row for row in iterate_rows(db) if row.entry.action.startswith("payers.")]


def test_a_payer_that_is_not_there_is_made_only_where_that_is_asked(practice: Practice) -> None:
    path = write(practice, "payer,state\nBRAND NEW SAMPLE PLAN,TX\n")

    refused = practice.tables.import_file(path, LEE)
    taken = practice.tables.import_file(path, LEE, add_payers=True)

    assert "BRAND NEW SAMPLE PLAN" in refused.problems[0][1]
    assert taken.problems == []
    assert [sheet.name for sheet in list_sheets(practice.store.db)] == ["BRAND NEW SAMPLE PLAN"]


def test_a_row_written_before_somebody_changed_the_rule_is_refused(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(), aetna, after=0)
    exported = practice.tables.rules()[0].replace(",60,", ",45,")
    practice.desk.keep_rule(ADA, an_entry(id="own.1", limit="90"), aetna, after=1)

    report = practice.tables.import_file(write(practice, exported), LEE)

    assert "Ada Admin changed this rule" in report.problems[0][1]
    assert load_rules(practice.store.db).rules[0].limit == 90


def test_a_row_changed_in_a_spreadsheet_changes_its_rule(practice: Practice) -> None:
    practice.desk.keep_rule(LEE, an_entry(), practice.id_of("AETNA"), after=0)
    exported = practice.tables.rules()[0].replace(",60,", ",45,")

    report = practice.tables.import_file(write(practice, exported), ADA)

    assert (report.changed, report.problems) == (1, [])
    assert [(one.by, one.rule.limit) for one in history(practice.store.db, "own.1")] == [
        ("Ada Admin", 45),
        ("Lee Lead", 60),
    ]


def test_what_a_table_has_no_column_for_stays_as_it_is(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(note="by fax", decision_days="30"), aetna, after=0)
    practice.desk.keep_sheet(LEE, SheetEntry(state="TX", fax="555-0100"), aetna, after=0)

    for table in ("id,purpose,limit\nown.1,appeal,75\n", "payer,fax\nAetna,\n"):
        assert practice.tables.import_file(write(practice, table), LEE).problems == []

    (rule,), sheet = load_rules(practice.store.db).rules, find_sheet(practice.store.db, aetna)
    assert (rule.limit, rule.note, rule.decision_days, rule.payer_id) == (75, "by fax", 30, aetna)
    assert sheet is not None
    assert (sheet.state, sheet.fax) == ("TX", "")


def test_the_same_twice_in_one_table_is_refused(practice: Practice) -> None:
    twice = practice.tables.import_file(write(practice, HEADINGS + GOOD + GOOD), LEE)
    sheets_twice = practice.tables.import_file(write(practice, "payer,state\nAETNA,TX\naetna inc,OK\n"), LEE)

    assert "There is such a rule already" in twice.problems[0][1]
    assert sheets_twice.problems == [(3, "payer: It stands in line 2 already: leave one of them.")]
    assert newest_changes(practice.store.db) == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_of_other_programs_are_read(practice: Practice, delimiter: str, encoding: str) -> None:
    path = practice.filled.folder / "in.csv"
    text = "Payer,State,Usual days to pay,My own column\r\nAETNA,TX,30,é\r\n,,,\r\n".replace(",", delimiter)
    path.write_bytes(text.encode(encoding))

    report = practice.tables.import_file(path, LEE)

    assert (report.rows, report.problems) == (1, [])
    sheet = find_sheet(practice.store.db, practice.id_of("AETNA"))
    assert sheet is not None
    assert (sheet.state, sheet.usual_days_to_pay) == ("TX", 30)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"a,b\n1,2\n",
        b"payer,payer,state\nA,B,TX\n",
        b"\x00\x01\x02",
        b'payer,state\n"AETNA,TX\n',
        b"\xff\xfe\x81\x8d",
    ],
)
def test_what_is_no_such_table_is_refused_with_a_reason(practice: Practice, raw: bytes) -> None:
    path = practice.filled.folder / "in.csv"
    path.write_bytes(raw)

    with pytest.raises(UnreadableTable) as refused:
        practice.tables.import_file(path, LEE)
    assert refused.value.hint


def test_every_field_that_is_kept_has_its_column() -> None:
    ours = {field.name for field in fields(RuleEntry)}
    kept = {field.name for field in fields(DeadlineRule)} - {"mark", "payer_id", "minimum_cents"}

    assert ours == kept | {"payer", "minimum"}
