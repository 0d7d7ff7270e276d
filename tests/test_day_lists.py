"""The day's list of a person, of a channel, of a lead: what stands in it, in which order, on which days it comes."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from bot_in_chat import words
from people import BEA, LEE
from reminding import DENIALS, Practice
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from data.routing_models import DigestWhen

SENT = a_sent_claim()
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))  # on Tuesday 2026-01-20
REJECTED = a_claim_answer(category="A3", action="U")
TRIAGE = date(2026, 1, 22)
SEND_BY = date(2026, 3, 13)


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    made = Practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    yield made
    made.store.close()


def several_denials(count: int) -> list[bytes]:
    """Of one payer for one reason: $101, $102 and so on."""
    return [raw for number in range(1, count + 1) for raw in a_denial(number)]


def a_denial(number: int) -> tuple[bytes, bytes]:
    charge, patient = str(100 + number), f"AGATE*A{number}"
    paid = Paid(
        number=f"20{number}",
        icn=f"I{number}",
        charge=charge,
        paid="0",
        adjustments=(f"CO*50*{charge}",),
        patient_name=patient,
    )
    sent = a_sent_claim(number=f"20{number}", patient=patient, group=str(number), charge=charge)
    return sent, a_remittance(paid, sequence_number=f"E{number}")


def lists_of(practice: Practice, whose: str, day: date, *, at: time = time(10)) -> list[str]:
    """The lists that come to somebody at that moment, whole."""
    before = len(practice.slack.posts)
    practice.told(day, at=at)
    new = practice.slack.posts[before:]
    return [words(view["blocks"]) for where, view in new if where == whose and not view["text"].startswith("Claim")]


def stand_in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


# --- a person's ----------------------------------------------------------------------------------------------------


def test_what_is_close_stands_first_with_the_days_that_are_left(practice: Practice) -> None:
    practice.give_to(BEA)

    [told] = lists_of(practice, BEA, date(2026, 3, 9))

    assert stand_in_order(told, "Deadline within a week", "Appeal: 4 days left", "Overdue")
    assert told.count(practice.ref) == 1, "no claim stands in two parts"


def test_a_deadline_of_a_month_off_is_named_on_one_day(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.told_until(date(2026, 2, 10))

    [first] = lists_of(practice, BEA, date(2026, 2, 11))
    [second] = lists_of(practice, BEA, date(2026, 2, 12))

    assert stand_in_order(first, "Overdue", "Deadline in about 30 days")
    assert "Deadline" not in second


def test_an_overdue_claim_says_by_how_long_and_which_deadline_comes_closer(practice: Practice) -> None:
    practice.give_to(BEA)

    [told] = lists_of(practice, BEA, date(2026, 3, 2))

    assert "Work the denial: 39 days overdue; Appeal: 11 days left" in told


def test_a_list_comes_when_its_person_comes_in_and_not_before(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, hours_from=time(9))

    assert lists_of(practice, BEA, TRIAGE, at=time(8)) == []
    assert len(lists_of(practice, BEA, TRIAGE, at=time(9))) == 1


@pytest.mark.parametrize("own", [time(7), time(18)])
def test_a_list_at_a_time_of_ones_own_comes_at_that_time(practice: Practice, own: time) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, digest=DigestWhen.OWN, digest_at=own)
    practice.told_until(date(2026, 2, 10))

    found = {hour: lists_of(practice, BEA, date(2026, 2, 11), at=time(hour)) for hour in range(6, 21)}

    [(hour, told)] = [(hour, told) for hour, lists in found.items() for told in lists]
    assert hour == own.hour
    assert "Deadline in about 30 days" in told, "what is told in a list waits for it outside of working hours, too"


def test_outside_of_working_hours_only_the_list_comes(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, digest=DigestWhen.OWN, digest_at=time(7))
    practice.told_until(date(2026, 2, 26))

    early = practice.told(date(2026, 2, 27), at=time(7))
    later = practice.told(date(2026, 2, 27), at=time(8))

    assert [text.partition(":")[0] for where, text in early if where == BEA] == ["Your day"]
    assert [text for where, text in later if where == BEA] == [f"Claim {practice.ref}: Appeal: 14 days left"]


def test_after_days_away_only_the_nearest_reminder_of_a_claim_is_told(practice: Practice) -> None:
    practice.give_to(BEA)
    for day in (date(2026, 2, 27), date(2026, 3, 6)):
        practice.told(day, at=time(6))

    told = [text for where, text in practice.told(date(2026, 3, 9)) if where == BEA and text.startswith("Claim")]

    assert told == [f"Claim {practice.ref}: Appeal: 4 days left"]


def test_a_claim_of_the_leads_own_comes_to_the_lead_once(practice: Practice) -> None:
    practice.give_to(LEE)
    practice.told_until(date(2026, 3, 11))

    told = [where for where, text in practice.told(date(2026, 3, 12)) if text.startswith("Claim")]

    assert told == [LEE]


# --- the lead's ----------------------------------------------------------------------------------------------------


def test_the_lead_hears_of_overdue_work_that_nobody_has_when_it_is_new_and_once_a_week(practice: Practice) -> None:
    told = [(day, text) for day, where, text in practice.told_until(date(2026, 2, 3)) if where == LEE]

    assert [(f"{day:%a %d}", "still open" in text) for day, text in told] == [
        ("Fri 23", False),
        ("Mon 26", False),
        ("Thu 29", True),
        ("Mon 02", False),
    ]


def test_the_lead_sees_what_is_new_of_what_nobody_has(practice: Practice) -> None:
    practice.told(TRIAGE)
    [new] = lists_of(practice, LEE, TRIAGE + timedelta(days=1))
    practice.told_until(date(2026, 1, 28))
    [escalated] = lists_of(practice, LEE, date(2026, 1, 29))

    assert stand_in_order(new, "Overdue, and nobody has it*  ·  1 claim, $200.00  ·  1 new", "1 day overdue")
    assert stand_in_order(escalated, "Still open", "7 days overdue", "1 claim, $200.00  ·  none new")


def test_a_filing_limit_is_named_daily_in_its_last_week(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, REJECTED, today=date(2026, 1, 8))
    practice.told_until(date(2026, 3, 29))

    [monday] = lists_of(practice, LEE, date(2026, 3, 30))
    practice.told(date(2026, 3, 31))
    [wednesday] = lists_of(practice, LEE, date(2026, 4, 1))

    assert "Filing limit: 4 days left" in monday
    assert "Filing limit: 2 days left" in wednesday


def test_in_minimum_a_list_does_not_tell_the_days_of_a_limit_that_runs_from_the_service(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, REJECTED, today=date(2026, 1, 8), mode="minimum")
    practice.give_to(BEA)

    [told] = lists_of(practice, BEA, date(2026, 3, 30))

    assert "Filing limit: within a week" in told


# --- a channel's ---------------------------------------------------------------------------------------------------


def test_a_channels_list_says_who_has_what(practice: Practice) -> None:
    practice.decide(posts_singles=False)
    practice.give_to(BEA)

    [told] = lists_of(practice, DENIALS, date(2026, 3, 6))

    assert stand_in_order(
        told, "Deadline within a week", "Bea Biller has 1", "Appeal: 7 days left  ·  Bea Biller has it"
    )


def test_small_balances_of_one_payer_and_reason_share_a_line(tmp_path: Path) -> None:
    practice = Practice(tmp_path, *several_denials(4), today=TRIAGE)
    practice.decide(small_balance_cents=10_400, posts_singles=False)

    [told] = lists_of(practice, DENIALS, TRIAGE)

    assert "4 claims, $410.00" in told
    assert "Small balances: 3 at AETNA, CO-50: $306.00" in told
    assert told.count("Open") == 1, "the one that is not small has its row"


def test_a_list_that_is_cut_says_what_its_button_opens(tmp_path: Path) -> None:
    practice = Practice(tmp_path, *several_denials(14), today=TRIAGE)
    practice.decide(posts_singles=False)

    practice.told(TRIAGE)
    [(_, view)] = practice.slack.posts

    opened = [one for block in view["blocks"] for one in block.get("elements", []) if one["type"] == "button"]
    assert [(one["text"]["text"], one["value"]) for one in opened] == [("Unassigned, by due date", "unassigned by due")]
    assert words(view["blocks"]).count("Open") == 10


def test_what_is_for_later_in_the_week_gets_the_rows_that_are_left(tmp_path: Path) -> None:
    practice = Practice(tmp_path, *several_denials(14), today=date(2026, 1, 21))
    with practice.store.write() as db:
        db.execute("UPDATE claim SET owner_id = 1")
        db.execute("UPDATE claim SET next_action_on = '2026-01-21' WHERE id <= 4")

    [told] = lists_of(practice, BEA, date(2026, 1, 21))

    assert stand_in_order(told, "Due today*  ·  4 claims", "This week*  ·  10 claims")
    assert told.partition("This week")[0].count("Open") == 4
    assert told.count("Open") == 10
