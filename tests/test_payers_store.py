"""What the practice keeps about payers and rules: the newest row stands, the older ones stay."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from payers import Practice, a_rule

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, PayerSheet
from data.errors import PayerNotFound, RuleChanged, RuleNotFound, SheetChanged
from data.payer_models import RuleCheck
from data.store.connection import DatabaseError
from data.store.payer_rules import (
    get_change,
    history,
    load_rules,
    next_rule_id,
    rules_version,
    save_check,
    save_rule,
    withdraw_rule,
)
from data.store.payer_sheets import (
    find_sheet,
    get_sheet,
    list_payers,
    list_sheets,
    open_claims_of_payers,
    payers_as_one,
    save_sheet,
    say_same_payer,
    sheets_by_payer,
    unsay_same_payer,
)
from data.store.payers import PayerBook

AT = datetime(2026, 2, 1, 15, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(tmp_path)


def keep(practice: Practice, rule: DeadlineRule, *, after: int = 0, by: str = "Lee") -> int:
    with practice.store.write() as db:
        return save_rule(db, rule, at=AT, by=by, after=after).id


def a_sheet(practice: Practice, payer_id: int, **facts: object) -> PayerSheet:
    with practice.store.read() as db:
        return replace(get_sheet(db, payer_id), **facts)  # type: ignore[arg-type]


def test_a_store_without_rules_has_none(practice: Practice) -> None:
    rules = load_rules(practice.store.db)

    assert (rules.rules, dict(rules.checks)) == ((), {})


def test_every_field_of_a_rule_is_kept(practice: Practice) -> None:
    rule = a_rule(
        title="A name",
        presumed_receipt_days="5",
        filed="postmarked",
        mail_lead_business_days="7",
        rolls="yes",
        month_end="whole_month",
        unit="months",
        limit="6",
        plan_days="30",
        decision_days="45",
        opens_after="1",
        minimum="200.50",
        asked_only="yes",
        verified_on="2026-01-31",
        verified_by="Lee",
        note="first line\nsecond",
        payer_kinds="commercial | auto",
    )

    keep(practice, rule)

    assert load_rules(practice.store.db).rules == (rule,)


def test_a_change_stands_in_front_and_what_was_before_stays(practice: Practice) -> None:
    first = keep(practice, a_rule())
    keep(practice, a_rule(limit="90"), after=first, by="Ada")

    (rule,) = load_rules(practice.store.db).rules
    assert rule.limit == 90
    assert [(one.by, one.rule.limit) for one in history(practice.store.db, "own.1")] == [("Ada", 90), ("Lee", 60)]


def test_a_withdrawn_rule_answers_no_more_and_its_history_says_so(practice: Practice) -> None:
    first = keep(practice, a_rule())
    with practice.store.write() as db:
        withdraw_rule(db, "own.1", at=AT, by="Ada", after=first)

    assert load_rules(practice.store.db).rules == ()
    assert [one.is_withdrawn for one in history(practice.store.db, "own.1")] == [True, False]
    with pytest.raises(RuleNotFound):
        get_change(practice.store.db, "own.1")
    assert next_rule_id(practice.store.db) == "own.2"


def test_the_second_of_two_who_change_a_rule_is_told_who_was_first(practice: Practice) -> None:
    first = keep(practice, a_rule())
    keep(practice, a_rule(limit="90"), after=first, by="Ada")

    with pytest.raises(RuleChanged, match="Ada changed this rule while you had it open"):
        keep(practice, a_rule(limit="45"), after=first)
    assert load_rules(practice.store.db).rules[0].limit == 90


@pytest.mark.parametrize("table", ["payer_rule", "payer_sheet", "rule_check"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET by = 'x'", "DELETE FROM {}"])
def test_history_cannot_be_changed(practice: Practice, table: str, statement: str) -> None:
    keep(practice, a_rule())
    aetna = practice.id_of("AETNA")
    with practice.store.write() as db:
        save_check(db, RuleCheck(rule_id="mcr.l1", checked_on=AT.date(), by="Lee", facts="f"), at=AT)
        save_sheet(db, get_sheet(db, aetna), None, at=AT, by="Lee", after=0)

    with pytest.raises(DatabaseError, match="only grows"), practice.store.write() as db:
        db.conn.execute(statement.format(table))


def test_a_later_check_of_a_shipped_rule_takes_the_place_of_the_one_before(practice: Practice) -> None:
    with practice.store.write() as db:
        for day in (date(2025, 1, 1), date(2026, 1, 1)):
            save_check(db, RuleCheck(rule_id="mcr.l1", checked_on=day, by="Lee", facts="f"), at=AT)

    assert load_rules(practice.store.db).checks["mcr.l1"].checked_on == date(2026, 1, 1)


def test_of_a_payer_without_a_sheet_only_what_claims_say_is_known(practice: Practice) -> None:
    sheet = find_sheet(practice.store.db, practice.id_of("AETNA"))

    assert sheet is not None
    assert (sheet.name, sheet.kind, sheet.numbers) == ("AETNA", PayerKind.COMMERCIAL, ("60054",))
    assert (sheet.contracted, sheet.usual_days_to_pay, sheet.correction) == (None, None, "")
    assert list_sheets(practice.store.db) == []
    assert find_sheet(practice.store.db, 999) is None
    with pytest.raises(PayerNotFound):
        get_sheet(practice.store.db, 999)


def test_a_sheet_is_kept_whole_and_the_second_who_changes_it_is_told(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    sheet = a_sheet(
        practice,
        aetna,
        state="TX",
        contracted=False,
        portal="portal.example",
        fax="555-0100",
        appeals_address="PO Box 1\nSample City",
        correction="new",
        usual_days_to_pay=21,
        appeal_quiet_days=0,
        note="n",
    )
    with practice.store.write() as db:
        kept = save_sheet(db, sheet, None, at=AT, by="Lee", after=0)

    assert kept == sheet
    assert list_sheets(practice.store.db) == [sheet]
    with pytest.raises(SheetChanged, match="Lee changed the sheet of AETNA"), practice.store.write() as db:
        save_sheet(db, sheet, None, at=AT, by="Ada", after=0)


def test_the_practices_word_on_a_kind_outlasts_what_imports_say(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    with practice.store.write() as db:
        save_sheet(db, get_sheet(db, aetna), PayerKind.MEDICARE_ADVANTAGE, at=AT, by="Lee", after=0)
        book = PayerBook(db)
        book.id_of("AETNA", "60054", "CI")
        book.close()

    assert get_sheet(practice.store.db, aetna).kind is PayerKind.MEDICARE_ADVANTAGE


def test_a_kind_that_is_taken_back_is_again_what_claims_say(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    with practice.store.write() as db:
        save_sheet(db, get_sheet(db, aetna), PayerKind.AUTO, at=AT, by="Lee", after=0)
        save_sheet(db, get_sheet(db, aetna), None, at=AT, by="Lee", after=1)

    assert get_sheet(practice.store.db, aetna).kind is PayerKind.COMMERCIAL


def test_payers_come_with_their_claims_the_most_first(practice: Practice) -> None:
    keep(practice, a_rule(practice.id_of("CIGNA")))

    found = [(one.name, one.claims, one.open_claims, one.rules) for one in list_payers(practice.store.db)]

    assert found == [("AETNA", 2, 1, 0), ("CIGNA", 1, 1, 1)]


def test_a_payer_that_is_another_goes_by_its_sheet_and_rules_until_it_is_taken_back(practice: Practice) -> None:
    aetna, other = practice.id_of("AETNA"), practice.add_payer("AETNA BETTER SAMPLE", "60054X")
    keep(practice, a_rule(other))
    with practice.store.write() as db:
        say_same_payer(db, other, aetna, at=AT, by="Lee")

    db = practice.store.db
    assert payers_as_one(db, aetna) == payers_as_one(db, other) == sorted([aetna, other])
    assert find_sheet(db, other) == find_sheet(db, aetna) == sheets_by_payer(db)[other]
    assert get_sheet(db, other).numbers == ("60054", "60054X")
    assert load_rules(db).rules[0].payer_id == aetna

    with practice.store.write() as writing:
        unsay_same_payer(writing, other)
    assert get_sheet(db, other).payer_id == other
    assert load_rules(db).rules[0].payer_id == other


def test_payers_joined_one_after_the_other_all_lead_to_the_last(practice: Practice) -> None:
    one, two, three = (practice.add_payer(f"SAMPLE {name}") for name in ("ONE", "TWO", "THREE"))
    with practice.store.write() as db:
        say_same_payer(db, one, two, at=AT, by="Lee")
        say_same_payer(db, two, three, at=AT, by="Lee")
        say_same_payer(db, three, one, at=AT, by="Lee")

    assert {payer_id: sheet.payer_id for payer_id, sheet in sheets_by_payer(practice.store.db).items()} == {
        practice.id_of("AETNA"): practice.id_of("AETNA"),
        practice.id_of("CIGNA"): practice.id_of("CIGNA"),
        one: three,
        two: three,
        three: three,
    }


def test_open_claims_are_those_with_something_left_to_do(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")

    assert open_claims_of_payers(practice.store.db, [aetna]) == [practice.claim("1001")["id"]]
    assert len(open_claims_of_payers(practice.store.db, None)) == 2
    assert open_claims_of_payers(practice.store.db, []) == []


def test_the_version_moves_with_everything_that_days_depend_on(practice: Practice) -> None:
    aetna, seen = practice.id_of("AETNA"), [rules_version(practice.store.db)]

    def moved() -> bool:
        seen.append(rules_version(practice.store.db))
        return seen[-1] > seen[-2]

    keep(practice, a_rule())
    assert moved()
    with practice.store.write() as db:
        save_sheet(db, get_sheet(db, aetna), PayerKind.AUTO, at=AT + timedelta(days=1), by="Lee", after=0)
    assert moved()
    with practice.store.write() as db:
        save_check(db, RuleCheck(rule_id="mcr.l1", checked_on=AT.date(), by="Lee", facts="f"), at=AT)
    assert moved()
    other = practice.add_payer("NEW SAMPLE PLAN")
    assert moved()
    with practice.store.write() as db:
        say_same_payer(db, other, aetna, at=AT, by="Lee")
    assert moved()
    with practice.store.write() as db:
        unsay_same_payer(db, other)
    assert moved()
    assert not moved()
