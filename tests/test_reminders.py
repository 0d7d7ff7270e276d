"""What people are told, when, where and how often: the daily check, its messages and their delivery together."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from bot_in_chat import buttons, words
from people import ADA, BEA, LEE
from reminding import BILLING, DENIALS, Practice
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.views.blocks import View
from data.routing_models import DigestWhen, Where
from data.work_models import WorkKind

SENT = a_sent_claim()
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))  # on Tuesday 2026-01-20
TRIAGE = date(2026, 1, 22)
SEND_BY = date(2026, 3, 13)
"""By which an appeal is mailed: planned to 60 days by the default rule."""


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    made = Practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    yield made
    made.store.close()


def test_a_denial_that_nobody_has_is_posted_to_its_channel_on_its_day_once(practice: Practice) -> None:
    assert practice.told(date(2026, 1, 21)) == []

    assert practice.told(TRIAGE) == [(DENIALS, f"Claim {practice.ref}: Work the denial: due today")]
    assert practice.told(TRIAGE, at=time(15)) == []
    assert [where for where, _ in practice.told(TRIAGE + timedelta(days=1))] == [LEE]  # it is overdue, in a list


def test_the_message_has_the_arithmetic_and_the_buttons(practice: Practice) -> None:
    practice.told(TRIAGE)

    message = words(practice.slack.posts[0][1]["blocks"])
    assert "work by 2026-03-20" in message
    assert "by a default, nobody here has checked it" in message
    for label in ("Take", "Note", "Snooze", "Log appeal", "Resolved in PM", "Why am I seeing this?"):
        assert label in message


def test_an_owned_deadline_speaks_to_its_owner_then_to_the_team_then_to_the_lead(practice: Practice) -> None:
    practice.give_to(BEA)

    told = practice.told_until(SEND_BY)
    singles = [(day, where, text) for day, where, text in told if text.startswith("Claim")]

    assert sorted((day.isoformat(), where) for day, where, _ in singles) == [
        ("2026-02-27", BEA),
        ("2026-03-06", DENIALS),
        ("2026-03-06", BEA),
        ("2026-03-10", BEA),
        ("2026-03-12", BEA),
        ("2026-03-12", LEE),
        ("2026-03-13", BEA),
        ("2026-03-13", LEE),
    ]
    assert len({text + where for _, where, text in singles}) == len(singles)


def test_acknowledging_stops_the_escalation_but_not_the_last_day(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.told_until(date(2026, 3, 10))
    practice.work(WorkKind.ACKNOWLEDGED, way="appeal", until=SEND_BY)

    singles = [(day.day, where) for day, where, text in practice.told_until(SEND_BY) if text.startswith("Claim")]

    assert sorted(singles) == [(13, BEA), (13, LEE)]


def test_an_appeal_is_followed_by_silence_until_the_payer_should_have_decided(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.clock.day = date(2026, 2, 2)
    practice.work(WorkKind.APPEALED, way="1 mail")

    told = practice.told_until(date(2026, 4, 6))

    assert [day for day, _, _ in told] == [date(2026, 4, 3), date(2026, 4, 6)]
    assert "Your day: 1 due today" in told[0][2]


def test_nothing_is_said_of_a_claim_that_was_resolved(practice: Practice) -> None:
    practice.told(date(2026, 1, 21))
    practice.work(WorkKind.RESOLVED)

    assert practice.told_until(SEND_BY) == []


def test_nothing_is_said_of_a_claim_that_was_paid_before_the_message_went_out(practice: Practice) -> None:
    practice.clock.day = TRIAGE
    practice.reminding.sweep.run()
    practice.filled.take(a_remittance(Paid(icn="ICN1001"), sequence_number="E2", paid_on="20260122"))

    assert practice.told() == []


def test_who_has_the_claim_when_the_message_goes_out_is_told(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.clock.day = date(2026, 2, 27)
    practice.reminding.sweep.run()
    practice.give_to(LEE)

    assert [where for where, text in practice.told() if text.startswith("Claim")] == [LEE]


def test_nobody_is_told_at_night_on_weekends_or_holidays(practice: Practice) -> None:
    assert practice.told(TRIAGE, at=time(6)) == []
    assert practice.told(date(2026, 1, 24)) == []  # a Saturday
    assert sorted(where for where, _ in practice.told(date(2026, 1, 26))) == [DENIALS, LEE]


def test_each_person_is_told_in_their_own_time_zone(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, time_zone="Pacific/Honolulu")
    practice.told_until(date(2026, 2, 26))

    assert practice.told(date(2026, 2, 27), at=time(10)) == []  # five in the morning there
    assert [where for where, text in practice.told(date(2026, 2, 27), at=time(14)) if "Claim" in text] == [BEA]


def test_cover_is_told_while_the_owner_is_away(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, away_from=date(2026, 2, 20), away_until=date(2026, 3, 2), cover=LEE)

    told = [(day, where) for day, where, text in practice.told_until(date(2026, 3, 6)) if text.startswith("Claim")]

    assert told[0] == (date(2026, 2, 27), LEE)
    assert (date(2026, 3, 6), BEA) in told


def test_a_close_deadline_does_not_wait_for_somebody_who_comes_in_after_it(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, working_days=frozenset({0}))  # Mondays only; the day to send is a Friday

    told = [(day, where) for day, where, text in practice.told_until(SEND_BY) if text.startswith("Claim")]

    assert (date(2026, 3, 12), LEE) in told
    assert all(day.weekday() == 0 for day, where in told if where == BEA)


def test_who_wants_to_be_mentioned_is_told_in_the_channel(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, where=Where.MENTION)

    told = [where for _, where, text in practice.told_until(date(2026, 2, 27)) if text.startswith("Claim")]

    assert told == [DENIALS]
    assert any(f"<@{BEA}>" in words(view["blocks"]) for _, view in practice.slack.posts)


def test_without_channels_and_routes_the_lead_is_told(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, DENIED, today=TRIAGE, routed=False)

    assert practice.told() == [(LEE, f"Claim {practice.ref}: Work the denial: due today")]


def test_where_nobody_is_left_to_tell_an_alarm_says_so_and_nothing_is_lost(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, DENIED, today=TRIAGE, routed=False)
    with practice.store.write() as db:
        db.execute("UPDATE person SET is_active = 0")

    assert practice.told() == []
    alarms = [row["name"] for row in practice.store.db.query("SELECT name FROM alarm")]
    with practice.store.write() as db:
        db.execute("UPDATE person SET is_active = 1 WHERE user = ?", [ADA])

    assert alarms == ["nobody to tell"]
    assert (ADA, f"Claim {practice.ref}: Work the denial: due today") in practice.told()


# --- the day's list ------------------------------------------------------------------------------------------------


def test_a_person_gets_one_list_a_day_while_something_is_due(practice: Practice) -> None:
    practice.give_to(BEA)

    told = practice.told_until(date(2026, 1, 23))

    assert [(day, where) for day, where, _ in told] == [(TRIAGE, BEA), (date(2026, 1, 23), BEA)]
    assert told[0][2] == "Your day: 1 due today. `/claims due this week` shows yours."
    assert told[1][2] == "Your day: 1 overdue. `/claims due this week` shows yours."


def test_a_list_that_is_switched_off_is_not_sent_but_close_deadlines_are(practice: Practice) -> None:
    practice.give_to(BEA)
    practice.prefer(BEA, digest=DigestWhen.OFF)

    told = [(day, text) for day, where, text in practice.told_until(date(2026, 2, 27)) if where == BEA]

    assert told == [(date(2026, 2, 27), f"Claim {practice.ref}: Appeal: 14 days left")]


def test_more_than_a_channels_share_comes_as_one_list(tmp_path: Path) -> None:
    claims = [
        raw
        for number in range(1, 9)
        for raw in (
            a_sent_claim(number=f"20{number}", patient=f"AGATE*A{number}", group=str(number), charge=str(100 + number)),
            a_remittance(
                Paid(
                    number=f"20{number}",
                    icn=f"I{number}",
                    charge=str(100 + number),
                    paid="0",
                    adjustments=(f"CO*50*{100 + number}",),
                    patient_name=f"AGATE*A{number}",
                ),
                sequence_number=f"E{number}",
            ),
        )
    ]
    practice = Practice(tmp_path, *claims, today=TRIAGE)

    told = practice.told()

    assert [where for where, _ in told] == [DENIALS] * 6
    assert told[5][1] == "The team's day: 3 to follow up. `/claims unassigned` shows what nobody has."
    assert "108.00" in words(practice.slack.posts[0][1]["blocks"]), "the most money comes first"


def test_small_balances_are_never_a_message_of_their_own(practice: Practice) -> None:
    practice.decide(small_balance_cents=50_000)

    told = practice.told(TRIAGE)

    assert [text.partition(":")[0] for _, text in told] == ["The team's day"]


def test_the_daily_line_comes_even_when_nothing_is_due(tmp_path: Path) -> None:
    practice = Practice(tmp_path, today=date(2026, 1, 21))
    practice.decide(admin_channel=BILLING)

    told = practice.told_until(date(2026, 1, 23))

    assert [(day.day, where) for day, where, _ in told] == [(21, BILLING), (22, BILLING), (23, BILLING)]
    assert told[0][2].startswith("Daily check of 2026-01-21: 0 claims looked at, 0 reminders made, 0 messages sent")


# --- the card in place ---------------------------------------------------------------------------------------------


def test_a_posted_card_is_brought_up_to_date_in_place(practice: Practice) -> None:
    practice.told(TRIAGE)
    practice.give_to(BEA)
    practice.told()

    [(channel, ts, card)] = practice.slack.updates
    assert (channel, ts) == (DENIALS, "1.000")
    assert "Worked by:* Bea Biller" in words(card["blocks"])
    assert "Undo" in [one["text"]["text"] for one in buttons(card["blocks"])]


def test_a_card_says_when_nothing_is_left_to_do(practice: Practice) -> None:
    practice.told(TRIAGE)
    practice.filled.take(a_remittance(Paid(icn="ICN1001"), sequence_number="E2", paid_on="20260122"))
    practice.told()

    card: View = practice.slack.updates[-1][2]
    assert "Nothing is left to do" in card["text"]
    assert [(where, ts, view["text"]) for where, ts, view in practice.slack.replies] == [
        (DENIALS, "1.000", f"Claim {practice.ref}: now paid")
    ]
    assert practice.told(date(2026, 1, 26)) == []


def test_a_channel_has_one_message_a_claim(practice: Practice) -> None:
    told = practice.told_until(SEND_BY)

    assert [text for _, where, text in told if where == DENIALS and text.startswith("Claim")] == [
        f"Claim {practice.ref}: Work the denial: due today"
    ]
    assert any("Deadline within a week" in words(view["blocks"]) for _, view in practice.slack.posts)


def test_an_outage_of_weeks_is_caught_up_with_the_most_urgent_step_only(practice: Practice) -> None:
    practice.give_to(BEA)

    told = practice.told(date(2026, 3, 9))

    singles = [text for where, text in told if text.startswith("Claim") and where == BEA]
    assert singles == [f"Claim {practice.ref}: Appeal: 4 days left"]


def test_a_rejection_goes_on_until_its_filing_limit(tmp_path: Path) -> None:
    practice = Practice(tmp_path, SENT, a_claim_answer(category="A3", action="U"), today=date(2026, 1, 8))

    told = practice.told_until(date(2026, 4, 3))
    texts = [text for _, where, text in told if where == LEE and text.startswith("Claim")]

    assert [text.partition(": ")[2] for text in texts] == [
        "Filing limit: 7 days left",
        "Filing limit: 3 days left",
        "Filing limit: 1 day left",
        "Filing limit: get it to the payer today",
    ]


def test_in_minimum_a_reminder_names_no_day_of_service_and_no_number(tmp_path: Path) -> None:
    rejected = a_claim_answer(category="A3", action="U")
    practice = Practice(tmp_path, SENT, rejected, today=date(2026, 1, 8), mode="minimum")
    practice.told_until(date(2026, 4, 3))

    said = "\n".join(view["text"] + words(view.get("blocks", [])) for _, view in practice.slack.posts)
    for canary in ("1001", "AGATE", "APRIL", "2026-01-05", "2026-04-03", "E11.9", "99213", "$200.00"):
        assert canary not in said


def test_a_day_on_which_the_practice_is_closed_moves_the_work_to_the_day_before(practice: Practice) -> None:
    before = practice.filled.claim()["deadline_on"]
    practice.decide(closed_days=frozenset({SEND_BY}))
    practice.told(date(2026, 1, 21))

    assert (before, practice.filled.claim()["deadline_on"]) == ("2026-03-13", "2026-03-12")
