"""Appeals followed level by level: rights and guards, what comes after each decision, entries put right, money."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from appeals import AppealOffice, a_denial
from work import done
from x12_claims import Paid, a_claim_answer, a_remittance

from bot.rules.appeal_entries import appeal_of, appeal_way
from bot.rules.privacy import EVERYTHING
from bot.rules.work_rules import WorkAction, offers
from bot.rules.work_words import work_text
from bot.work_facts import Facts
from data.appeal_models import AppealState
from data.claim_models import PayerKind
from data.errors import UnreadableFile, WorkRefused
from data.importers.appeal_level_table import appeal_levels_of, read_appeal_levels
from data.importers.payer_rule_table import read_payer_rules
from data.work_models import Outcome, WorkKind

# --- the table of levels -------------------------------------------------------------------------------------------


def test_every_level_names_a_shipped_rule_of_its_own_level_or_follows_by_itself() -> None:
    rules = {rule.id: rule for rule in read_payer_rules()}

    for levels in read_appeal_levels().values():
        for one in levels:
            assert not one.rule_id or rules[one.rule_id].level == one.level, one


def test_medicare_has_five_levels_and_asks_an_amount_for_the_third_and_the_fifth() -> None:
    levels = read_appeal_levels()[PayerKind.MEDICARE]

    assert [(one.level, one.rule_id, one.needs_amount) for one in levels] == [
        *((1, "mcr.l1", False), (2, "mcr.l2", False), (3, "mcr.l3", True), (4, "mcr.l4", False), (5, "mcr.l5", True))
    ]


def test_a_table_whose_levels_do_not_follow_on_each_other_names_the_line() -> None:
    head = "payer_kind,level,name,goes_to,rule,needs_amount,asked_only,source,note"

    with pytest.raises(UnreadableFile, match=r"line 2: level 2 does not follow"):
        appeal_levels_of(f"{head}\nmedicare,2,Reconsideration,QIC,mcr.l2,no,no,42 CFR 405.962,", "levels.csv")


# --- rights and guards ---------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "MA130 was never processed": ("medicare", a_denial("16", remarks="MA130"), "MA130"),
    "late filing has no appeal in Medicare": ("medicare", a_denial("29"), "exception to the filing limit"),
    "a rejected claim was never adjudicated": (
        "commercial",
        a_claim_answer(category="A3", action="U"),
        "rejected this claim before anybody decided it",
    ),
    "the patient's share is not appealed": (
        "commercial",
        a_remittance(Paid(paid="120", patient="80", adjustments=("PR*1*80",))),
        "patient's share",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_appeal_is_logged_where_there_is_no_right_and_the_refusal_says_why(name: str, tmp_path: Path) -> None:
    kind, answer, words = REFUSED[name]
    office = AppealOffice(tmp_path, kind, answer)

    with pytest.raises(WorkRefused, match=words):
        office.sends("2026-01-28")

    assert office.now().records == ()


def test_late_filing_beside_another_reason_can_be_appealed_with_a_warning(tmp_path: Path) -> None:
    both = a_remittance(Paid(paid="0", adjustments=("CO*29*100", "CO*50*100")))
    office = AppealOffice(tmp_path, "medicare", both)

    assert "exception to the filing limit" in " ".join(office.now().right.warnings)
    office.sends("2026-01-28")

    assert len(office.now().records) == 1


def test_late_filing_elsewhere_is_appealed_with_proof(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "commercial", a_denial("29"))

    right = office.now().right

    assert right.no_right == ""
    assert "proof that it was filed in time" in " ".join(right.warnings)


def test_a_minor_error_goes_by_a_clerical_reopening_while_that_is_open(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare", a_denial("4"))
    soon = " ".join(office.now().right.warnings)
    office.clock.day = date(2027, 2, 1)

    assert "clerical reopening (mcr.reopen" in soon
    assert "clerical reopening" not in " ".join(office.now().right.warnings)


@pytest.mark.parametrize(
    ("today", "window"),
    [("2026-01-28", "open"), ("2026-05-26", "open"), ("2026-05-27", "closed")],
)
def test_the_window_closes_after_its_last_day(today: str, window: str, tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    office.clock.day = date.fromisoformat(today)

    following = office.now().right.next_level

    assert following is not None
    assert following.window_on(office.clock.day) == window


def test_an_appeal_after_the_last_day_asks_for_its_cause(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    office.clock.day = date(2026, 6, 10)
    late, in_time = date(2026, 6, 10), date(2026, 5, 20)

    def why_late(way: str, on: date) -> str:
        return office.appeals.why_late(office.ref, Facts(kind=WorkKind.APPEALED, way=way, on=on))

    assert "choose the good cause" in why_late("1 mail", late)
    assert why_late("1 mail late:illness", late) == ""
    assert why_late("1 mail", in_time) == ""
    assert office.appeals.form(office.ref, WorkAction.APPEAL).asks_cause


def test_an_appeal_before_its_window_opens_is_refused(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    rule = next(one for one in read_payer_rules() if one.id == "default.appeal1")
    early = replace(rule, opens_after=30)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.deadline_rules.read_payer_rules", lambda: (early,))
        with pytest.raises(WorkRefused, match="Too early"):
            office.sends("2026-02-19")
        office.sends("2026-02-20")


# --- amounts in controversy ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("charge", "is_met"), [("199.99", False), ("200", True), ("1960", True)])
def test_a_hearing_needs_the_amount_in_controversy_of_the_year(charge: str, is_met: bool, tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare", charge=charge)
    twice_upheld(office)

    following = office.now().right.next_level

    assert following is not None
    assert following.amount is not None
    assert (following.level, following.amount.needed_cents, following.amount.is_met) == (3, 20_000, is_met)


def test_a_year_whose_amount_is_not_known_says_so(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    twice_upheld(office)
    office.clock.day = date(2027, 1, 4)

    following = office.now().right.next_level

    assert following is not None
    assert following.amount is not None
    assert (following.amount.needed_cents, following.amount.is_met) == (None, None)
    assert "not known" in following.amount.sentence


def twice_upheld(office: AppealOffice) -> None:
    office.sends("2026-02-02")
    office.hears("2026-03-30", Outcome.UPHELD)
    office.sends("2026-04-10", level=2)
    office.hears("2026-06-01", Outcome.UPHELD)


# --- what comes after each decision --------------------------------------------------------------------------------

AFTER: dict[str, tuple[str, Outcome, list[tuple[str, str, int]]]] = {
    "upheld: the next level": (
        "medicare",
        Outcome.UPHELD,
        [("work_denial", "", 0), ("appeal", "mcr.l2", 2)],
    ),
    "partly: the next level": ("medicare", Outcome.PARTLY, [("work_denial", "", 0), ("appeal", "mcr.l2", 2)]),
    "overturned: the payment is looked for": ("medicare", Outcome.OVERTURNED, [("check_status", "", 0)]),
    "sent back as incomplete: the same level in its own time": (
        "medicare",
        Outcome.RETURNED,
        [("work_denial", "", 0), ("appeal", "mcr.l1", 1)],
    ),
    "withdrawn: the same level in its own time, and no next one": (
        "medicare",
        Outcome.WITHDRAWN,
        [("work_denial", "", 0), ("appeal", "mcr.l1", 1)],
    ),
    "dismissed: the dismissal is reviewed in 60 days": (
        "medicare",
        Outcome.DISMISSED,
        [("work_denial", "", 0), ("appeal", "mcr.dismissal", 2)],
    ),
    "a Medicare Advantage plan sends what it upholds on by itself": (
        "medicare_advantage",
        Outcome.UPHELD,
        [("check_appeal", "", 2)],
    ),
    "TRICARE: the formal review": (
        "tricare",
        Outcome.UPHELD,
        [("work_denial", "", 0), ("appeal", "tricare.l2", 2)],
    ),
    "commercial: a lead decides, external review is the patient's": ("commercial", Outcome.UPHELD, [("decide", "", 0)]),
}


@pytest.mark.parametrize("name", AFTER)
def test_a_decision_leads_to_what_comes_next(name: str, tmp_path: Path) -> None:
    kind, outcome, steps = AFTER[name]
    office = AppealOffice(tmp_path, kind)
    office.sends("2026-02-02")

    office.hears("2026-03-02", outcome)

    assert office.steps() == steps


def test_what_was_sent_back_is_due_by_the_first_time_limit_again(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    first = next(step for step in office.now().claim.position.steps if step.kind == "appeal")
    office.sends("2026-02-02")

    office.hears("2026-03-02", Outcome.RETURNED)
    again = next(step for step in office.now().claim.position.steps if step.kind == "appeal")

    assert (again.due_on, again.last_on) == (first.due_on, first.last_on)
    with pytest.raises(WorkRefused, match="the next one is level 1"):
        office.sends("2026-03-05", level=2)
    office.sends("2026-03-05", level=1)
    assert [one.appeal.outcome for one in office.now().records] == [Outcome.RETURNED, None]


def test_the_review_that_a_plan_started_itself_gets_its_decision(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare_advantage")
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.UPHELD)

    office.hears("2026-04-20", Outcome.UPHELD)

    second = office.now().records[1].appeal
    assert (second.level, second.way, second.sent_on, second.decided_on) == (
        *(2, "forwarded", date(2026, 3, 2), date(2026, 4, 20)),
    )
    assert office.steps() == [("work_denial", "", 0), ("appeal", "ma.l3", 3)]


def test_the_external_review_of_a_commercial_plan_is_told_but_not_reminded_of(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.UPHELD)

    following = office.now().right.next_level

    assert following is not None
    assert (following.level, following.is_asked_only, following.name) == (2, True, "External review")
    assert following.days is not None
    assert following.days.due_rolled == date(2026, 7, 2)


# --- awaiting and money --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-04-03", AppealState.AWAITING), ("2026-04-04", AppealState.OVERDUE)],
)
def test_a_decision_is_overdue_the_day_after_it_was_due(today: str, state: AppealState, tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    office.sends("2026-02-02")

    (record,) = office.now().records

    assert record.decision_due_on == date(2026, 4, 3)  # 60 days
    assert record.state_on(date.fromisoformat(today)) is state


def test_what_was_recorded_and_what_a_remittance_pays_stand_beside_each_other(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.OVERTURNED, 15_000)

    corrected = Paid(paid="140", icn="ICN2", adjustments=("CO*45*60",))
    office.filled.take(a_remittance(corrected, sequence_number="E2", paid_on="20260310"))

    (record,) = office.now().records
    assert (record.appeal.recovered_cents, record.paid_since_cents, record.carcs) == (15_000, 14_000, ("50",))


def test_a_remittance_that_pays_leaves_the_decision_to_be_recorded(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    office.filled.take(
        a_remittance(Paid(paid="200", icn="ICN2", adjustments=()), sequence_number="E2", paid_on="20260310")
    )

    found = office.now()

    assert found.records[0].state_on(date(2026, 3, 11)) is AppealState.ANSWERED
    assert WorkAction.DECISION in offers(found.claim)
    office.hears("2026-03-10", Outcome.OVERTURNED)
    assert office.now().records[0].appeal.outcome is Outcome.OVERTURNED


def test_more_than_was_billed_is_not_recovered(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")

    with pytest.raises(WorkRefused, match="more than was billed"):
        office.hears("2026-03-02", Outcome.OVERTURNED, 20_001)


# --- entries -------------------------------------------------------------------------------------------------------


def test_an_entry_keeps_its_way_documents_and_late_cause() -> None:
    way = appeal_way(2, "fax", ("remittance", "records"), "illness")

    appeal = appeal_of(an_entry(way))

    assert way == "2 fax remittance,records late:illness"
    assert (appeal.level, appeal.way, appeal.documents, appeal.cause) == (
        2,
        "fax",
        ("remittance", "records"),
        "illness",
    )
    told = work_text(an_entry(way), {}, EVERYTHING)
    assert told.startswith("Second appeal sent by fax, with remittance with the denial, medical records")


def an_entry(way: str) -> Any:
    return done(WorkKind.APPEALED, way=way)


def test_a_wrong_entry_is_put_right_and_the_old_one_is_kept(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02", way="mail")
    office.hears("2026-03-02", Outcome.UPHELD)
    wrong = office.now().records[0].appeal

    right = Facts(kind=WorkKind.APPEALED, way="1 fax records", on=date(2026, 2, 3), undoes=wrong.work_id)
    office.work.do(office.ref, WorkAction.CORRECT_APPEAL, right, office.bea)

    (record,) = office.now().records
    assert (record.appeal.way, record.appeal.sent_on, record.appeal.outcome) == (
        "fax",
        date(2026, 2, 3),
        Outcome.UPHELD,
    )
    assert [one.way for one in office.work.look(office.ref).worked] == ["1 mail", "1 upheld", "1 fax records"]


def test_undoing_the_correction_brings_the_entry_back(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.UPHELD)
    decision = office.now().records[0].appeal.decision_id
    right = Facts(kind=WorkKind.DECIDED, way="overturned", on=date(2026, 3, 1), cents=9_000, undoes=decision)

    done = office.work.do(office.ref, WorkAction.CORRECT_DECISION, right, office.bea)
    corrected = office.now().records[0].appeal
    office.work.undo(office.ref, done.work_id or 0, office.bea)
    back = office.now().records[0].appeal

    assert (corrected.outcome, corrected.recovered_cents) == (Outcome.OVERTURNED, 9_000)
    assert (back.outcome, back.decided_on) == (Outcome.UPHELD, date(2026, 3, 2))


def test_the_second_who_puts_the_same_entry_right_is_told(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    wrong = office.now().records[0].appeal.work_id
    right = Facts(kind=WorkKind.APPEALED, way="1 fax", on=date(2026, 2, 2), undoes=wrong)
    office.work.do(office.ref, WorkAction.CORRECT_APPEAL, right, office.bea)

    with pytest.raises(WorkRefused, match="put right or undone meanwhile"):
        office.work.do(office.ref, WorkAction.CORRECT_APPEAL, right, office.bea)


def test_a_decided_appeal_keeps_its_level(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.UPHELD)
    right = Facts(
        kind=WorkKind.APPEALED,
        way="2 mail",
        on=date(2026, 2, 2),
        undoes=office.now().records[0].appeal.work_id,
    )

    with pytest.raises(WorkRefused, match="decided it as level 1"):
        office.work.do(office.ref, WorkAction.CORRECT_APPEAL, right, office.bea)


def test_a_claim_that_was_denied_again_after_a_won_appeal_begins_anew(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    office.sends("2026-02-02")
    office.hears("2026-03-02", Outcome.OVERTURNED)
    reversal = Paid(status="22", paid="0", charge="-200", adjustments=("CO*50*-200",), original="ICN1001")
    again = Paid(paid="0", icn="ICN3", adjustments=("CO*151*200",))
    office.filled.take(a_remittance(reversal, again, sequence_number="E3", paid_on="20260401"))

    office.sends("2026-04-10", level=1)

    assert [(one.appeal.level, one.appeal.outcome) for one in office.now().records] == [
        (1, Outcome.OVERTURNED),
        (1, None),
    ]
