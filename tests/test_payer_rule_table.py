"""The shipped rules as data: what they say, how bad rows are told, and which rule answers for a claim."""

from datetime import date

import pytest
from deadline_rules import a_rule

from bot.deadline_rules import all_rules
from bot.rules.rule_choice import RuleBook
from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Mark, MonthEnd, Purpose, Scope, Starts, Unit
from data.errors import UnreadableFile
from data.importers.payer_rule_table import read_amounts_in_controversy, read_payer_rules, rules_of
from data.payer_models import PracticeRules

BOOK = RuleBook(read_payer_rules())
HEADER = (
    "id,title,purpose,level,scope,payer_kinds,state,limit,unit,starts,presumed_receipt_days,from_receipt,filed,"
    "mail_lead_business_days,rolls,month_end,plan_days,opens_after,decision_days,asked_only,source,mark,verified_on,note"
)
ROW = (
    "x.one,One,filing,0,payer,medicare,,90,calendar_days,service,0,no,received,5,no,last_day,,0,,no,A manual,"
    "knowledge,,A note"
)


def rule(rule_id: str) -> DeadlineRule:
    found = BOOK.rule_with(rule_id)
    assert found is not None, rule_id
    return found


@pytest.mark.parametrize(
    ("rule_id", "limit", "unit", "presumed", "starts"),
    [
        ("mcr.reopen", 1, Unit.YEARS, 0, Starts.NOTICE),
        ("mcr.l1", 120, Unit.CALENDAR_DAYS, 5, Starts.NOTICE),
        ("mcr.l2", 180, Unit.CALENDAR_DAYS, 5, Starts.DECISION),
        ("mcr.l3", 60, Unit.CALENDAR_DAYS, 5, Starts.DECISION),
        ("mcr.l4", 60, Unit.CALENDAR_DAYS, 5, Starts.DECISION),
        ("mcr.l5", 60, Unit.CALENDAR_DAYS, 5, Starts.DECISION),
        ("mcr.tf", 1, Unit.YEARS, 0, Starts.SERVICE),
        ("mcr.adr", 45, Unit.CALENDAR_DAYS, 0, Starts.REQUEST),
        ("mcr.935", 30, Unit.CALENDAR_DAYS, 0, Starts.DEMAND),
        ("mcr.overpayment", 60, Unit.CALENDAR_DAYS, 0, Starts.IDENTIFIED),
        ("ma.recon", 65, Unit.CALENDAR_DAYS, 0, Starts.NOTICE),
        ("tricare.filing", 1, Unit.YEARS, 0, Starts.SERVICE),
        ("tricare.appeal", 90, Unit.CALENDAR_DAYS, 0, Starts.DECISION),
        ("aca.external_review", 4, Unit.MONTHS, 0, Starts.DECISION),
        ("fehb.disputed", 6, Unit.MONTHS, 0, Starts.DECISION),
        ("nsa.negotiation", 30, Unit.BUSINESS_DAYS, 0, Starts.NOTICE),
        ("default.filing", 90, Unit.CALENDAR_DAYS, 0, Starts.SERVICE),
        ("default.appeal1", 180, Unit.CALENDAR_DAYS, 0, Starts.NOTICE),
        ("pay.tx.electronic", 30, Unit.CALENDAR_DAYS, 0, Starts.RECEIVED_BY_PAYER),
    ],
)
def test_the_shipped_limits(rule_id: str, limit: int, unit: Unit, presumed: int, starts: Starts) -> None:
    one = rule(rule_id)

    assert (one.limit, one.unit, one.presumed_receipt_days, one.starts) == (limit, unit, presumed, starts)


def test_what_was_read_carries_its_day_and_what_was_not_is_unverified() -> None:
    read = [one for one in read_payer_rules() if one.mark is Mark.READ]

    assert {one.verified_on for one in read} == {date(2026, 11, 23)}
    assert all(one.is_verified == (one.mark is Mark.READ) for one in read_payer_rules())
    assert {"mcr.l1", "ma.recon", "tricare.filing"} <= {one.id for one in read}
    assert not {"mcr.adr", "nsa.idr", "pay.tx.electronic", "mcr.tf.exception"} & {one.id for one in read}


def test_every_default_says_that_it_is_one() -> None:
    unset = [one for one in read_payer_rules() if one.mark is Mark.UNSET]

    assert {one.id for one in unset} == {one.id for one in read_payer_rules() if one.scope is Scope.GLOBAL}
    assert all("default" in one.title for one in unset)


def test_limits_on_which_sources_differ_are_planned_earlier() -> None:
    planned = {one.id: one.plan_days for one in read_payer_rules() if one.plan_days}

    assert (planned["default.appeal1"], planned["ma.recon"], planned["medicaid.filing"]) == (60, 60, 90)


def test_external_review_and_the_filing_exception_end_in_their_own_way() -> None:
    assert rule("aca.external_review").month_end is MonthEnd.NEXT_FIRST
    assert rule("mcr.tf.exception").month_end is MonthEnd.WHOLE_MONTH


def test_the_amounts_of_three_years_are_known_and_no_other() -> None:
    assert read_amounts_in_controversy() == {
        (3, 2024): 18_000,
        (5, 2024): 184_000,
        (3, 2025): 19_000,
        (5, 2025): 190_000,
        (3, 2026): 20_000,
        (5, 2026): 196_000,
    }


def test_no_two_shipped_rules_answer_alike() -> None:
    answering = [one for one in read_payer_rules() if not one.asked_only]
    keys = [
        (one.purpose, one.level, one.scope, one.state, kind)
        for one in answering
        for kind in (one.payer_kinds or [PayerKind.UNKNOWN])
    ]

    assert len(keys) == len(set(keys))


# --- bad rows -------------------------------------------------------------------------------------------------------


def test_a_good_row_is_read() -> None:
    [one] = rules_of(f"{HEADER}\n{ROW}\n", "rules.csv")

    assert (one.id, one.limit, one.payer_kinds) == ("x.one", 90, {PayerKind.MEDICARE})


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("filing", "billing", "“billing” is no purpose; use one of filing, corrected_claim"),
        ("medicare", "medicare|martian", "“martian” is no kind of payer"),
        ("90,", "ninety,", "“ninety” is no whole number for limit"),
        ("90,", "0,", "the limit must be 1 or more"),
        ("90,", "-5,", "“-5” is no whole number for limit"),
        ("no,received", "maybe,received", "“maybe” is neither yes nor no for from_receipt"),
        ("service,0,no", "service,5,no", "presumed receipt needs from_receipt"),
        ("last_day,,0", "last_day,,90", "opens_after must be less than the limit"),
        ("last_day,,", "last_day,0,", "plan_days must be 1 or more"),
        ("filing,0,", "appeal,0,", "a level from 1 belongs to appeals"),
        ("filing,0,", "filing,1,", "a level from 1 belongs to appeals"),
        ("payer,medicare,,", "state,medicare,,", "a state belongs to the scope state"),
        ("knowledge,,", "read,,", "verified_on belongs to the mark read"),
        ("knowledge,,", "read,2026-13-01,", "month must be in 1..12"),
        ("A manual", "", "the title or the source is missing"),
        ("x.one", "X.One", "the id must be lower case"),
        (",A note", "", "a different number of fields"),
    ],
)
def test_a_bad_row_is_told_with_its_line(before: str, after: str, told: str) -> None:
    bad = ROW.replace(before, after, 1)
    assert bad != ROW

    with pytest.raises(UnreadableFile) as error:
        rules_of(f"{HEADER}\n{ROW}\n{bad.replace('x.one', 'x.two')}\n", "rules.csv")

    assert "rules.csv cannot be read: line 3: " in str(error.value)
    assert told in str(error.value)


def test_all_bad_rows_are_told_at_once() -> None:
    bad = ROW.replace("90", "0")

    with pytest.raises(UnreadableFile, match=r"line 2: .*; line 4: "):
        rules_of(f"{HEADER}\n{bad}\n{ROW}\n{bad}\n", "rules.csv")


def test_an_id_that_stands_twice_is_told() -> None:
    with pytest.raises(UnreadableFile, match=r"these ids stand twice: x\.one"):
        rules_of(f"{HEADER}\n{ROW}\n{ROW}\n", "rules.csv")


def test_a_missing_column_is_told() -> None:
    with pytest.raises(UnreadableFile, match="the column 'note' is missing"):
        rules_of(f"{HEADER.removesuffix(',note')}\n{ROW.removesuffix(',A note')}\n", "rules.csv")


# --- which rule answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purpose", "level", "kind", "state", "expected"),
    [
        (Purpose.APPEAL, 1, PayerKind.MEDICARE, "", "mcr.l1"),
        (Purpose.APPEAL, 3, PayerKind.MEDICARE, "TX", "mcr.l3"),
        (Purpose.APPEAL, 6, PayerKind.MEDICARE, "", None),
        (Purpose.APPEAL, 1, PayerKind.MEDICARE_ADVANTAGE, "", "ma.recon"),
        (Purpose.APPEAL, 2, PayerKind.MEDICAID, "", "medicaid.fair_hearing"),
        (Purpose.APPEAL, 1, PayerKind.COMMERCIAL, "TX", "default.appeal1"),
        (Purpose.APPEAL, 1, PayerKind.FEDERAL_EMPLOYEES, "", "default.appeal1"),
        (Purpose.APPEAL, 1, PayerKind.UNKNOWN, "", "default.appeal1"),
        (Purpose.APPEAL, 2, PayerKind.COMMERCIAL, "", None),
        (Purpose.FILING, 0, PayerKind.MEDICARE, "", "mcr.tf"),
        (Purpose.FILING, 0, PayerKind.VETERANS, "", "va.filing"),
        (Purpose.FILING, 0, PayerKind.AUTO, "", "default.filing.auto"),
        (Purpose.FILING, 0, PayerKind.LIABILITY, "", "default.filing"),
        (Purpose.SECONDARY_FILING, 0, PayerKind.MEDICARE, "", "default.secondary"),
        (Purpose.REOPENING, 0, PayerKind.MEDICARE, "", "mcr.reopen"),
        (Purpose.REOPENING, 0, PayerKind.COMMERCIAL, "", None),
        (Purpose.CORRECTED_CLAIM, 0, PayerKind.BLUE_CROSS, "", "default.corrected"),
        (Purpose.PAYMENT, 0, PayerKind.COMMERCIAL, "TX", "pay.tx.electronic"),
        (Purpose.PAYMENT, 0, PayerKind.BLUE_CROSS, "CA", "pay.ca"),
        (Purpose.PAYMENT, 0, PayerKind.COMMERCIAL, "", None),
        (Purpose.PAYMENT, 0, PayerKind.MEDICARE, "TX", "pay.mcr.electronic"),
        (Purpose.STOP_RECOUPMENT, 1, PayerKind.MEDICARE, "", "mcr.935"),
        (Purpose.OVERPAYMENT, 0, PayerKind.MEDICARE, "", "mcr.overpayment"),
        (Purpose.FILING_EXCEPTION, 0, PayerKind.MEDICARE, "", "mcr.tf.exception"),
        (Purpose.RECORDS, 0, PayerKind.MEDICARE, "", "mcr.adr"),
        (Purpose.NEGOTIATION, 0, PayerKind.COMMERCIAL, "", None),
    ],
)
def test_the_shipped_rule_that_answers(
    purpose: Purpose, level: int, kind: PayerKind, state: str, expected: str | None
) -> None:
    found = BOOK.choose(purpose, level=level, payer_id=7, kind=kind, state=state)

    assert (found.id if found else None) == expected


def test_a_contract_outweighs_a_state_a_state_the_payer_and_the_payer_the_default() -> None:
    ladder = [
        a_rule(id="own.contract", scope=Scope.CONTRACT, payer_id=7),
        a_rule(id="own.state", scope=Scope.STATE, state="TX"),
        a_rule(id="own.payer", scope=Scope.PAYER, payer_kinds=frozenset({PayerKind.COMMERCIAL})),
        a_rule(id="own.global", scope=Scope.GLOBAL),
    ]

    for left in range(len(ladder)):
        found = RuleBook(reversed(ladder[left:])).choose(
            Purpose.APPEAL, level=1, payer_id=7, kind=PayerKind.COMMERCIAL, state="TX"
        )
        assert found == ladder[left]


@pytest.mark.parametrize(
    ("payer_id", "kind", "state"),
    [
        (8, PayerKind.COMMERCIAL, "TX"),
        (7, PayerKind.AUTO, "TX"),
        (7, PayerKind.COMMERCIAL, "CA"),
        (None, PayerKind.AUTO, ""),
    ],
)
def test_a_rule_of_another_payer_kind_or_state_does_not_answer(
    payer_id: int | None, kind: PayerKind, state: str
) -> None:
    own = a_rule(scope=Scope.STATE, payer_id=7, payer_kinds=frozenset({PayerKind.COMMERCIAL}), state="TX")

    assert RuleBook([own]).choose(Purpose.APPEAL, level=1, payer_id=payer_id, kind=kind, state=state) is None


def test_of_two_rules_of_one_scope_the_one_that_names_the_payer_answers() -> None:
    of_kind = a_rule(id="own.kind", scope=Scope.PAYER, payer_kinds=frozenset({PayerKind.COMMERCIAL}))
    of_payer = a_rule(id="own.payer", scope=Scope.PAYER, payer_id=7)
    book = RuleBook([of_kind, of_payer])

    mine, others = (
        book.choose(Purpose.APPEAL, level=1, payer_id=payer_id, kind=PayerKind.COMMERCIAL, state="")
        for payer_id in (7, 8)
    )

    assert (mine, others) == (of_payer, of_kind)


def test_the_practices_own_default_stands_before_the_shipped_one() -> None:
    own = a_rule(id="own.1", limit=365)

    found = RuleBook(all_rules(PracticeRules(rules=(own,), checks={}))).choose(
        Purpose.APPEAL, level=1, payer_id=None, kind=PayerKind.COMMERCIAL, state=""
    )

    assert found == own


def test_of_two_rules_with_one_id_the_first_stands() -> None:
    own = a_rule(id="default.appeal1", limit=365)

    book = RuleBook(all_rules(PracticeRules(rules=(own,), checks={})))

    assert book.rule_with("default.appeal1") == own
    assert len(book.rules) == len(read_payer_rules())


def test_an_unknown_id_has_no_rule() -> None:
    assert BOOK.rule_with("mcr.l9") is None
