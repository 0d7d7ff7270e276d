"""Deadlines and appeals in a worklist's words: how each phrase is read, said back, and what it finds in the store."""

from datetime import date
from pathlib import Path

import pytest
from appeals import AppealOffice
from claim_store import FilledStore
from x12_claims import a_sent_claim

from bot.rules.worklist_filter import read_filter
from bot.rules.worklist_saying import describe
from bot.told_parts import _OPENS_DEADLINES
from bot.worklist_finding import Found, Wanted, find
from data.follow_up_models import StepKind
from data.work_models import Outcome
from data.worklist_models import AppealAsked, DeadlineAsked, Span

TODAY = date(2026, 11, 24)
"""A Tuesday."""
APPEAL = frozenset({StepKind.APPEAL})
TO_FILE = frozenset({StepKind.FILE, StepKind.FIX_AND_RESEND, StepKind.BILL_SECONDARY, StepKind.CHECK_NEXT_PAYER})
ANY: frozenset[StepKind] = frozenset()
WEEK, OVER = Span(start=TODAY, end=date(2026, 11, 29)), Span(end=date(2026, 11, 23))


def within(days: int) -> Span:
    return Span(start=TODAY, end=date.fromordinal(TODAY.toordinal() + days))


DEADLINES: list[tuple[str, frozenset[StepKind], Span]] = [
    ("deadline this week", ANY, WEEK),
    ("deadlines within 10 days", ANY, within(10)),
    ("claims with a deadline in the next 5 days", ANY, within(5)),
    ("deadlines overdue", ANY, OVER),
    ("past deadline", ANY, OVER),
    ("approaching deadlines", ANY, within(30)),
    ("appeal due in 14 days", APPEAL, within(14)),
    ("appeals due this week", APPEAL, WEEK),
    ("appeals due tomorrow", APPEAL, Span(start=date(2026, 11, 25), end=date(2026, 11, 25))),
    ("appeal deadline within 7 days", APPEAL, within(7)),
    ("overdue appeals", APPEAL, OVER),
    ("filing limit within 30 days", TO_FILE, within(30)),
    ("timely filing in 15 days", TO_FILE, within(15)),
    ("filing deadline this week", TO_FILE, WEEK),
    ("approaching timely filing", TO_FILE, within(30)),
    ("close to the filing limit within 20 days", TO_FILE, within(20)),
    ("filing limit passed", TO_FILE, OVER),
]


@pytest.mark.parametrize(("words", "kinds", "due"), DEADLINES)
def test_a_deadline_is_read_with_its_kind_and_days(words: str, kinds: frozenset[StepKind], due: Span) -> None:
    found, left, notes = read_filter(words, today=TODAY, payer_names=["Aetna"], people=[])

    assert found.deadline == DeadlineAsked(kinds=kinds, due=due)
    assert (found.appeal, found.due, found.states, found.categories) == (None, None, frozenset(), ())
    assert (left, notes) == ([], [])


WON = frozenset({Outcome.OVERTURNED, Outcome.PARTLY})
APPEALS: list[tuple[str, AppealAsked, str]] = [
    ("appealed", AppealAsked(), "appeal sent"),
    ("on appeal", AppealAsked(), "appeal sent"),
    ("awaiting decision", AppealAsked(is_waiting=True), "appeal waiting for a decision"),
    ("appeals waiting on a decision", AppealAsked(is_waiting=True), "appeal waiting for a decision"),
    ("appeals pending", AppealAsked(is_waiting=True), "appeal waiting for a decision"),
    ("decision overdue", AppealAsked(is_waiting=True, is_late=True), "appeal whose decision is overdue"),
    ("appeals upheld", AppealAsked(outcomes=frozenset({Outcome.UPHELD})), "appeal upheld"),
    ("won appeals", AppealAsked(outcomes=WON), "appeal overturned or partly overturned"),
    ("appeals decided", AppealAsked(outcomes=frozenset(Outcome)), "appeal decided"),
    ("at level 2", AppealAsked(level=2), "appeal of level 2 sent"),
    ("second level appeals", AppealAsked(level=2), "appeal of level 2 sent"),
    ("not appealed", AppealAsked(is_none=True), "not appealed"),
]


@pytest.mark.parametrize(("words", "asked", "said"), APPEALS)
def test_what_is_asked_of_appeals_is_read_and_said_back(words: str, asked: AppealAsked, said: str) -> None:
    found, left, notes = read_filter(f"{words} aetna", today=TODAY, payer_names=["Aetna"], people=[])

    assert found.appeal == asked
    assert (found.payers, found.states, left, notes) == (("Aetna",), frozenset(), [], [])
    assert describe(found).startswith(said)


def test_timely_filing_denials_stay_denials() -> None:
    for words in ("timely filing denials this month", "denied for timely filing"):
        found, _, _ = read_filter(words, today=TODAY, payer_names=[], people=[])
        assert (found.deadline, found.categories) == (None, ("timely_filing",))


# --- in the store --------------------------------------------------------------------------------------------------


def asks(filled: FilledStore, words: str, today: str) -> list[str]:
    with filled.store.read() as db:
        found: Found = find(db, Wanted(words=words, today=date.fromisoformat(today)))
    return [str(one.position.claim_number) for one in found.page.claims]


def test_deadlines_find_claims_by_the_day_to_act(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)  # 1001: denied 2026-01-20; the appeal is to be mailed by 2026-03-13
    office.filled.take(a_sent_claim(number="1002", patient="BERYL*BO", batch="B2", group="8"))  # filing by 2026-04-03

    assert asks(office.filled, "appeal due in 10 days", "2026-03-02") == []
    assert asks(office.filled, "appeal due in 11 days", "2026-03-02") == ["1001"]
    assert asks(office.filled, "overdue appeals", "2026-03-13") == []
    assert asks(office.filled, "overdue appeals", "2026-03-14") == ["1001"]
    assert asks(office.filled, "filing limit within 30 days", "2026-03-05") == ["1002"]
    assert sorted(asks(office.filled, "deadline within 30 days", "2026-03-05")) == ["1001", "1002"]


def test_a_claim_whose_steps_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path)
    office.filled.take(a_sent_claim(number="1002", patient="BERYL*BO", batch="B2", group="8"))
    with office.filled.store.write() as db:
        db.execute("UPDATE claim SET steps = '{' WHERE claim_number = '1001'")

    with office.filled.store.read() as db:
        rows = db.execute("SELECT count(*) FROM claim").fetchone()
    assert rows == (2,)
    assert asks(office.filled, "filing limit within 30 days", "2026-03-05") == ["1002"]


def test_appeals_are_found_by_where_they_stand(tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    assert asks(office.filled, "denied not appealed", "2026-02-01") == ["1001"]
    office.sends("2026-02-02")

    assert asks(office.filled, "awaiting decision", "2026-04-03") == ["1001"]
    assert asks(office.filled, "decision overdue", "2026-04-03") == []
    assert asks(office.filled, "decision overdue", "2026-04-04") == ["1001"]
    assert asks(office.filled, "denied not appealed", "2026-02-03") == []
    office.hears("2026-04-10", Outcome.UPHELD)
    assert asks(office.filled, "awaiting decision", "2026-04-11") == []
    assert asks(office.filled, "upheld appeals", "2026-04-11") == ["1001"]
    assert asks(office.filled, "won appeals", "2026-04-11") == []


@pytest.mark.parametrize("words", [words for _, words in _OPENS_DEADLINES.values()])
def test_the_button_of_each_deadline_part_of_a_days_list_opens_a_list_that_is_understood(words: str) -> None:
    found, left, notes = read_filter(f"mine {words}", today=TODAY, payer_names=[], people=[])

    assert found.deadline is not None
    assert (found.owner, left, notes) == ("me", [], [])
