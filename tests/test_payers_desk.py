"""Changes to payers and their rules: validated, audited, and open claims dated anew."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from payers import ADA, LEE, Practice, a_rule, an_entry
from x12_claims import a_sent_claim

from bot.rules.payer_sheet_checks import facts_of, with_checks
from bot.rules.payer_sheet_words import badge, is_stale
from bot.worklist_finding import Wanted, find
from data.deadline_models import Mark
from data.errors import PayersRefused, RuleChanged, RuleNotFound, SheetChanged
from data.importers.payer_rule_table import read_payer_rules
from data.payer_models import RuleCheck, SheetEntry
from data.store.audit import iterate_rows
from data.store.payer_rules import history, load_rules
from data.store.payer_sheets import find_sheet


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(tmp_path)


def audited(practice: Practice) -> list[tuple[str, str, str]]:
    with practice.store.read() as db:
        rows = [row.entry for row in iterate_rows(db)]
    return [(one.action, one.object, one.user) for one in rows if one.action.startswith("payers.")]


def problems(practice: Practice, **facts: str) -> dict[str, str]:
    return practice.desk.problems(an_entry(**facts), practice.id_of("AETNA"))


# --- rules ---------------------------------------------------------------------------------------------------------


def test_a_new_rule_dates_the_payers_open_claims_and_leaves_closed_ones_alone(practice: Practice) -> None:
    before_open, before_closed = practice.claim("1001"), practice.claim("1002")

    kept = practice.desk.keep_rule(LEE, an_entry(), practice.id_of("AETNA"), after=0)

    assert (kept.object, kept.is_new, kept.redated) == ("own.1", True, 1)
    assert practice.claim("1001")["steps"] != before_open["steps"]
    assert practice.claim("1002") == before_closed
    assert audited(practice) == [("payers.rule.add", "own.1", "U0LEE0001")]


def test_a_longer_limit_moves_the_day_and_a_withdrawal_moves_it_back(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(limit="30"), aetna, after=0)
    short = practice.claim("1001")["deadline_on"]
    change = history(practice.store.db, "own.1")[0].id

    practice.desk.keep_rule(LEE, an_entry(id="own.1", limit="50"), aetna, after=change)
    longer = practice.claim("1001")["deadline_on"]
    change = history(practice.store.db, "own.1")[0].id
    practice.desk.withdraw(LEE, "own.1", after=change)

    assert str(short) < str(longer)
    assert practice.claim("1001")["deadline_on"] not in (short, longer)
    assert [action for action, _, _ in audited(practice)] == [
        "payers.rule.add",
        "payers.rule.change",
        "payers.rule.withdraw",
    ]


def test_the_same_again_changes_nothing_and_writes_nothing_down(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(), aetna, after=0)

    kept = practice.desk.keep_rule(LEE, an_entry(id="own.1"), aetna, after=0)

    assert not kept.is_changed
    assert len(history(practice.store.db, "own.1")) == 1
    assert len(audited(practice)) == 1


def test_the_second_of_two_who_change_a_rule_is_told_and_nothing_of_hers_is_kept(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(), aetna, after=0)
    seen = history(practice.store.db, "own.1")[0].id
    practice.desk.keep_rule(LEE, an_entry(id="own.1", limit="90"), aetna, after=seen)
    rows = len(audited(practice))

    with pytest.raises(RuleChanged, match="Lee Lead changed this rule"):
        practice.desk.keep_rule(ADA, an_entry(id="own.1", limit="45"), aetna, after=seen)

    assert load_rules(practice.store.db).rules[0].limit == 90
    assert len(audited(practice)) == rows


def test_of_one_purpose_and_level_a_payer_has_one_rule_of_a_scope(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(), aetna, after=0)

    with pytest.raises(PayersRefused, match="There is such a rule already"):
        practice.desk.keep_rule(LEE, an_entry(limit="90"), aetna, after=0)
    practice.desk.keep_rule(LEE, an_entry(level="2"), aetna, after=0)
    practice.desk.keep_rule(LEE, an_entry(scope="payer"), aetna, after=0)
    practice.desk.keep_rule(LEE, an_entry(), practice.id_of("CIGNA"), after=0)

    assert len(load_rules(practice.store.db).rules) == 4


def test_a_rule_that_was_checked_and_then_changed_must_be_checked_again(practice: Practice) -> None:
    aetna = practice.id_of("AETNA")
    practice.desk.keep_rule(LEE, an_entry(), aetna, after=0)
    practice.desk.check(LEE, "own.1", after=1)
    (checked,) = load_rules(practice.store.db).rules

    entry = an_entry(id="own.1", limit="90", verified_on="2026-02-01", verified_by="Lee Lead")
    practice.desk.keep_rule(LEE, entry, aetna, after=2)
    (changed,) = load_rules(practice.store.db).rules

    assert (checked.is_verified, checked.verified_on, checked.verified_by) == (True, practice.clock.day, "Lee Lead")
    assert not changed.is_verified


def test_a_shipped_rule_is_checked_as_it_now_is(practice: Practice) -> None:
    practice.desk.check(LEE, "mcr.adr", after=0)

    rule = practice.pages.rule("mcr.adr").rule

    assert (rule.is_verified, rule.verified_by) == (True, "Lee Lead")
    assert audited(practice) == [("payers.rule.check", "mcr.adr", "U0LEE0001")]


def test_a_check_of_a_shipped_rule_ends_when_the_rule_says_something_else() -> None:
    shipped = next(rule for rule in read_payer_rules() if rule.id == "mcr.adr")
    check = RuleCheck(rule_id="mcr.adr", checked_on=date(2026, 1, 1), by="Lee", facts=facts_of(shipped))
    other = RuleCheck(rule_id="mcr.adr", checked_on=date(2026, 1, 1), by="Lee", facts="30 days")

    assert with_checks([shipped], {"mcr.adr": check})[0].verified_by == "Lee"
    assert with_checks([shipped], {"mcr.adr": other}) == [shipped]


def test_a_default_cannot_be_checked_and_what_is_shipped_cannot_be_withdrawn(practice: Practice) -> None:
    with pytest.raises(PayersRefused, match="add the payer's own rule"):
        practice.desk.check(LEE, "default.filing", after=0)
    with pytest.raises(RuleNotFound):
        practice.desk.withdraw(LEE, "mcr.l1", after=0)
    with pytest.raises(RuleNotFound):
        practice.desk.check(LEE, "own.7", after=0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"limit": ""}, "limit"),
        ({"limit": "0"}, "limit"),
        ({"limit": "-5"}, "limit"),
        ({"limit": "12.5"}, "limit"),
        ({"limit": "sixty"}, "limit"),
        ({"limit": "3661"}, "limit"),
        ({"limit": "11", "unit": "years"}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"unit": "weeks"}, "unit"),
        ({"purpose": ""}, "purpose"),
        ({"purpose": "apeal"}, "purpose"),
        ({"starts": ""}, "starts"),
        ({"starts": "whenever"}, "starts"),
        ({"level": ""}, "level"),
        ({"level": "0"}, "level"),
        ({"level": "6"}, "level"),
        ({"level": "1", "purpose": "apeal"}, "purpose"),
        ({"level": "1", "purpose": "filing"}, "level"),
        ({"scope": ""}, "scope"),
        ({"scope": "global"}, "scope"),
        ({"scope": "letter"}, "scope"),
        ({"scope": "state"}, "state"),
        ({"scope": "state", "state": "ZZ"}, "state"),
        ({"source": "  "}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"note": "x" * 501}, "note"),
        ({"presumed_receipt_days": "61"}, "presumed_receipt_days"),
        ({"decision_days": "0"}, "decision_days"),
        ({"opens_after": "60"}, "opens_after"),
        ({"rolls": "perhaps"}, "rolls"),
        ({"minimum": "ten"}, "minimum"),
        ({"verified_on": "2026-02-02", "verified_by": "Lee"}, "verified_on"),
        ({"verified_on": "2026-01-31"}, "verified_by"),
        ({"verified_by": "Lee"}, "verified_by"),
        ({"payer_kinds": "medicare | moon"}, "payer_kinds"),
        ({"id": "mcr.l1"}, "id"),
        ({"id": "own.0"}, "id"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(practice: Practice, facts: dict[str, str], field: str) -> None:
    found = problems(practice, **facts)

    assert field in found, found
    assert found[field].endswith((".", "?"))


def test_a_rule_needs_the_payer_whose_it_is(practice: Practice) -> None:
    assert "payer" in practice.desk.problems(an_entry(), None)
    assert practice.desk.problems(an_entry(scope="payer", payer_kinds="commercial"), None) == {}
    assert practice.desk.problems(an_entry(scope="state", state="tx"), None) == {}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"unit": "days"}, {"unit": "calendar_days"}),
        ({"unit": "Business days"}, {"unit": "business_days"}),
        ({"unit": ""}, {"unit": "calendar_days"}),
        ({"purpose": "Appeal"}, {"purpose": "appeal"}),
        ({"limit": " 60 "}, {"limit": 60}),
        ({"limit": "3660"}, {"limit": 3660}),
        ({"presumed_receipt_days": "5"}, {"from_receipt": True}),
        ({"mail_lead_business_days": ""}, {"mail_lead_business_days": 5}),
        ({"mail_lead_business_days": "0"}, {"mail_lead_business_days": 0}),
        ({"minimum": "$1,960"}, {"minimum_cents": 196_000}),
        ({"scope": "state", "state": "tx"}, {"state": "TX", "payer_id": None}),
        ({}, {"title": "AETNA: appeal, level 1", "mark": Mark.KNOWLEDGE}),
        ({"scope": "state", "state": "TX"}, {"title": "TX law: appeal, level 1"}),
        ({"purpose": "filing", "level": "", "starts": "service"}, {"title": "AETNA: claim filing", "level": 0}),
        ({"verified_on": "1/31/2026", "verified_by": "Lee"}, {"verified_on": date(2026, 1, 31)}),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(facts: dict[str, str], expected: dict[str, Any]) -> None:
    rule = a_rule(**facts)

    assert {name: getattr(rule, name) for name in expected} == expected


# --- sheets --------------------------------------------------------------------------------------------------------


def test_a_sheet_is_kept_and_its_payers_open_claims_are_dated_anew(practice: Practice) -> None:
    cigna = practice.id_of("CIGNA")

    kept = practice.desk.keep_sheet(LEE, SheetEntry(usual_days_to_pay="90", contracted="yes"), cigna, after=0)

    assert kept.redated == 1
    sheet = find_sheet(practice.store.db, cigna)
    assert sheet is not None
    assert (sheet.usual_days_to_pay, sheet.contracted) == (90, True)
    assert audited(practice) == [("payers.sheet", f"payer/{cigna}", "U0LEE0001")]


def test_the_second_of_two_who_change_a_sheet_is_told(practice: Practice) -> None:
    cigna = practice.id_of("CIGNA")
    practice.desk.keep_sheet(LEE, SheetEntry(state="TX"), cigna, after=0)

    with pytest.raises(SheetChanged, match="Lee Lead changed the sheet of CIGNA"):
        practice.desk.keep_sheet(ADA, SheetEntry(state="OK"), cigna, after=0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"state": "Texas"}, "state"),
        ({"contracted": "maybe"}, "contracted"),
        ({"correction": "void"}, "correction"),
        ({"usual_days_to_pay": "0"}, "usual_days_to_pay"),
        ({"appeal_quiet_days": "367"}, "appeal_quiet_days"),
        ({"kind": "moon"}, "kind"),
        ({"portal": "x" * 201}, "portal"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_told_at_its_field(practice: Practice, facts: dict[str, str], field: str) -> None:
    entry = SheetEntry(**facts)

    assert list(practice.desk.sheet_problems(entry, practice.id_of("AETNA"))) == [field]
    with pytest.raises(PayersRefused):
        practice.desk.keep_sheet(LEE, entry, practice.id_of("AETNA"), after=0)


def test_payers_are_joined_and_parted_with_a_row_in_the_trail(practice: Practice) -> None:
    aetna, other = practice.id_of("AETNA"), practice.add_payer("AETNA BETTER SAMPLE")

    practice.desk.join(LEE, other, aetna)
    with pytest.raises(PayersRefused, match="one already"):
        practice.desk.join(LEE, aetna, other)
    practice.desk.part(LEE, other)
    with pytest.raises(PayersRefused, match="stands for itself already"):
        practice.desk.part(LEE, other)

    assert [(action, name) for action, name, _ in audited(practice)] == [
        ("payers.join", f"payer/{other}"),
        ("payers.part", f"payer/{other}"),
    ]


# --- stale rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("checked_on", "expected"),
    [("2025-01-31", True), ("2025-02-01", False), ("2025-02-02", False), ("", True)],
)
def test_a_rule_is_stale_a_year_after_it_was_checked(checked_on: str, expected: bool) -> None:
    rule = a_rule(verified_on=checked_on, verified_by="Lee" if checked_on else "")

    assert is_stale(rule, date(2026, 2, 1)) is expected


def test_a_badge_says_who_checked_it_and_when(practice: Practice) -> None:
    day = date(2026, 2, 1)

    assert badge(a_rule(), day) == "⚠️ Not verified: check it against its source"
    assert badge(a_rule(verified_on="2026-01-31", verified_by="Lee"), day) == "✅ Verified on 2026-01-31 by Lee"
    assert "over a year ago: check it again" in badge(a_rule(verified_on="2024-01-31", verified_by="Lee"), day)


def test_rules_to_check_are_own_ones_and_those_that_date_open_claims(practice: Practice) -> None:
    practice.desk.keep_rule(LEE, an_entry(), practice.id_of("AETNA"), after=0)

    found = {one.rule.id: one.payers for one in practice.pages.stale()}

    assert found["own.1"] == ("AETNA",)
    assert found["default.filing"] == ("AETNA", "CIGNA")
    assert "mcr.adr" not in found

    practice.desk.check(LEE, "own.1", after=1)
    assert "own.1" not in {one.rule.id for one in practice.pages.stale()}


# --- which payer is meant ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("aetna", "AETNA"),
        ("AET", "AETNA"),
        ("atena", "AETNA"),
        ("cigna", "CIGNA"),
        ("uhc", "UNITED HEALTHCARE SAMPLE"),
        ("sample", "UNITED HEALTHCARE SAMPLE"),
    ],
)
def test_a_payer_is_found_by_what_people_call_it(practice: Practice, typed: str, expected: str) -> None:
    practice.add_payer("UNITED HEALTHCARE SAMPLE")

    assert practice.pages.find(typed)[0].name == expected


@pytest.mark.parametrize("typed", ["zzzzqqq", "😀", "'; DROP TABLE payer; --", "!!!"])
def test_nothing_is_found_for_what_is_no_payer(practice: Practice, typed: str) -> None:
    assert practice.pages.find(typed) == []


def test_of_payers_that_are_one_one_is_offered(practice: Practice) -> None:
    practice.desk.join(LEE, practice.add_payer("AETNA BETTER SAMPLE"), practice.id_of("AETNA"))

    assert [one.name for one in practice.pages.find("aetna")] == ["AETNA"]


def test_a_worklist_by_either_name_holds_the_claims_of_both(practice: Practice) -> None:
    practice.filled.take(a_sent_claim("1004", control="0004", group="10", payer="ZEPHYR SAMPLE"))
    wanted = [Wanted(words=words, today=practice.clock.day) for words in ("aetna", "zephyr sample")]
    with practice.store.read() as db:
        apart = [find(db, one).page.total for one in wanted]

    practice.desk.join(LEE, practice.id_of("ZEPHYR SAMPLE"), practice.id_of("AETNA"))
    with practice.store.read() as db:
        joined = [find(db, one).page.total for one in wanted]

    assert apart == [1, 1]
    assert joined == [2, 2]
