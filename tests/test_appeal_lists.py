"""Lists of appeals: which part each stands in, what the rows say, how often payers are overturned."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from appeals import AppealOffice
from bot_in_chat import a_chat, words
from people import BEA, TEAM
from x12_claims import Paid, a_remittance

from bot.appeal_lists import AppealLists
from bot.rules.overturn import overturn_rates
from bot.rules.privacy import EVERYTHING, Place
from bot.views.appeal_list import rates_text
from data.appeal_models import AppealResult
from data.people_models import Person
from data.store.people import get_person
from data.work_models import Outcome


class Lists:
    """The list of an office on a day, and its words."""

    def __init__(self, office: AppealOffice, mode: str = "baa") -> None:
        self.office = office
        self.lists = AppealLists(office.filled.store, office.clock, mode)

    def person(self, user: str = BEA) -> Person:
        return get_person(self.office.filled.store.db, TEAM, user)

    def on(self, day: str, *, mine: bool = False) -> str:
        self.office.clock.day = date.fromisoformat(day)
        return words(self.lists.view(self.person(), Place.DIRECT, mine=mine)["blocks"])


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """A denial of Medicare of Tuesday 2026-01-20: its appeal is to be mailed by Wednesday 2026-05-13."""
    return Lists(AppealOffice(tmp_path, "medicare"))


def test_an_appeal_to_be_sent_stands_there_in_the_week_of_its_day(lists: Lists) -> None:
    assert "To be sent" not in lists.on("2026-05-10")  # a Sunday
    assert "*To be sent this week*  ·  1 appeal" in lists.on("2026-05-11")
    assert "to be sent today ⚠️" in lists.on("2026-05-13")
    assert "*Past the day to send it*  ·  1 appeal" in lists.on("2026-05-14")


def test_what_is_out_waits_then_is_overdue_then_decided(lists: Lists) -> None:
    lists.office.sends("2026-02-02")

    assert "*Awaiting decision*  ·  1 appeal" in lists.on("2026-04-03")
    assert "sent 60 days ago, decision due today" in lists.on("2026-04-03")
    assert "*Decision overdue*  ·  1 appeal" in lists.on("2026-04-04")
    lists.office.hears("2026-04-10", Outcome.PARTLY, 5_000)
    assert "Partially favorable, 1 day ago, recovers $50.00" in lists.on("2026-04-11")
    assert "*Decided within 30 days*" not in lists.on("2026-05-11")


def test_what_a_remittance_answered_asks_for_the_decision(lists: Lists) -> None:
    lists.office.sends("2026-02-02")
    paid = Paid(paid="150", icn="ICN2", adjustments=("CO*45*50",))
    lists.office.filled.take(a_remittance(paid, sequence_number="E2", paid_on="20260310"))

    told = lists.on("2026-03-11")

    assert "*Answered by a remittance: record the decision*  ·  1 appeal" in told
    assert "paid since $150.00" in told


def test_mine_are_those_of_claims_that_one_has(lists: Lists) -> None:
    lists.office.sends("2026-02-02")
    assert "No appeal is to be sent this week" in lists.on("2026-02-03", mine=True)
    assert lists.lists.home_blocks(lists.person()) == []
    lists.office.work.take(lists.office.ref, lists.office.bea)

    assert "*Awaiting decision*  ·  1 appeal" in lists.on("2026-02-03", mine=True)
    seen: list[str] = []
    assert "*Appeals awaiting decision*  ·  1 appeal" in words(
        lists.lists.home_blocks(lists.person(), seen=seen.extend)
    )
    assert seen == [lists.office.ref]


def test_in_minimum_amounts_are_rounded_and_no_day_is_told(tmp_path: Path) -> None:
    lists = Lists(AppealOffice(tmp_path, "medicare"), "minimum")
    lists.office.sends("2026-02-02")

    told = lists.on("2026-02-03")

    assert "$200" in told
    assert "2026" not in told
    assert "$200.00" not in told


def test_a_letter_that_was_written_stands_beside_what_is_to_be_sent_until_it_goes_out(lists: Lists) -> None:
    lists.office.clock.day = date(2026, 5, 10)
    lists.office.work.log_draft(lists.office.ref, lists.office.bea, level=1, template="general")

    assert "to be sent in 2 days, letter written 1 day ago" in lists.on("2026-05-11")


def test_undoing_an_appeal_takes_it_off_the_list(lists: Lists) -> None:
    lists.office.sends("2026-02-02")
    (one,) = lists.office.work.look(lists.office.ref).worked

    lists.office.work.undo(lists.office.ref, one.id, lists.office.bea)

    assert "No appeal is to be sent this week" in lists.on("2026-02-03")


# --- in the chat ---------------------------------------------------------------------------------------------------


def test_the_list_is_asked_for_by_command_and_written_down(codes_dir: Path, tmp_path: Path) -> None:
    office = AppealOffice(tmp_path, "medicare")
    office.sends("2026-01-28")
    with a_chat(codes_dir, tmp_path) as chat:
        chat.door.command("/billing", "appeals", user="bea", channel="billing")
        told = chat.door.last_message(user="bea", channel="billing")
        chat.door.command("/billing", "appeals medicare", user="bea", channel="billing")
        narrowed = chat.door.last_message(user="bea", channel="billing")
        chat.door.command("/billing", "appeals", user="pat", channel="billing")
        refused = chat.door.last_message(user="pat", channel="billing")

    assert f"*{office.ref}*  ·  level 1" in words(told["blocks"])
    assert told["ephemeral"]
    assert "Read as: appeal sent; Medicare" in words(narrowed["blocks"])
    assert "You cannot look at claims here" in refused["text"]
    seen = office.filled.store.db.execute(
        "SELECT count(*) FROM audit WHERE action = 'claim.view' AND object = ?", [office.ref]
    ).fetchone()
    assert seen == (2,)


# --- the share that is overturned ----------------------------------------------------------------------------------


def results(*outcomes: Outcome | None, payer: str = "AETNA", carcs: tuple[str, ...] = ("50",)) -> list[AppealResult]:
    day = date(2026, 1, 20)
    return [
        AppealResult(
            payer=payer,
            carcs=carcs,
            outcome=outcome,
            recovered_cents=1_000 if outcome in (Outcome.OVERTURNED, Outcome.PARTLY) else None,
            paid_since_cents=700,
            sent_on=day,
            decided_on=day + timedelta(days=30) if outcome else None,
        )
        for outcome in outcomes
    ]


def test_the_rate_is_of_those_decided_on_the_merits() -> None:
    every = results(
        *[Outcome.OVERTURNED] * 9,
        *[Outcome.PARTLY] * 3,
        *[Outcome.UPHELD] * 8,
        *[None] * 5,
        *[Outcome.WITHDRAWN] * 4,
        *[Outcome.DISMISSED] * 2,
        Outcome.RETURNED,
    )

    total = overturn_rates(every).total

    assert (total.won, total.decided, total.rate) == (12, 20, 0.6)
    assert (total.in_flight, total.withdrawn, total.not_decided_on_merits) == (5, 4, 3)
    assert (total.recovered_cents, total.paid_since_cents) == (12_000, 8_400)


@pytest.mark.parametrize(("decided", "rate"), [(19, None), (20, 1.0)])
def test_below_20_decided_there_is_no_rate(decided: int, rate: float | None) -> None:
    assert overturn_rates(results(*[Outcome.OVERTURNED] * decided)).total.rate == rate


def test_the_parts_are_by_payer_and_by_each_reason() -> None:
    rates = overturn_rates(
        [
            *results(*[Outcome.UPHELD] * 21, payer="MEDICARE", carcs=("50", "29")),
            *results(Outcome.OVERTURNED, payer="AETNA", carcs=("197",)),
        ]
    )

    assert [(one.name, one.decided, one.rate) for one in rates.by_payer] == [("MEDICARE", 21, 0.0), ("AETNA", 1, None)]
    assert [(one.name, one.decided) for one in rates.by_carc] == [("29", 21), ("50", 21), ("197", 1)]
    told = rates_text(rates, EVERYTHING)
    assert "22, 4.5% overturned or partly" in told
    assert "AETNA 1, too few to say (20 are needed)" in told
