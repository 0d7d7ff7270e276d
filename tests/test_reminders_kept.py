"""Reminders that must reach somebody although people are away, slip, or want no list; and none that tells too much."""

from datetime import date, time
from pathlib import Path

import pytest
from bot_in_chat import words
from fake_slack import FakeTime
from people import BEA, CODY, LEE
from reminding import Practice
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.gathering import Gathering
from data.routing_models import DigestWhen
from data.work_models import WorkKind

SENT = a_sent_claim()
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))
SEND_BY = date(2026, 3, 13)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    made = Practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    made.give_to(BEA)
    return made


def test_who_covers_gets_the_absent_owners_follow_ups(practice: Practice) -> None:
    practice.prefer(BEA, away_from=date(2026, 1, 20), away_until=date(2026, 2, 20), cover=CODY)

    told = practice.told(date(2026, 1, 22))

    assert [where for where, _ in told] == [CODY]
    assert practice.ref in words(practice.slack.posts[-1][1]["blocks"])


def test_what_somebody_who_left_had_is_in_the_leads_list(practice: Practice) -> None:
    practice.told_until(date(2026, 1, 30))
    with practice.store.write() as db:
        db.execute("UPDATE person SET is_active = 0 WHERE user = ?", [BEA])
    practice.clock.day = date(2026, 2, 2)

    assert LEE in [where for where, _ in practice.told()]
    assert "of people who left" in words(practice.slack.posts[-1][1]["blocks"])


def test_a_mistake_that_is_undone_costs_no_reminder(practice: Practice) -> None:
    practice.told_until(date(2026, 3, 12))
    practice.clock.day, practice.clock.at = SEND_BY, time(6)
    practice.tick()  # the last day is decided, and nobody is there yet
    practice.work(WorkKind.RESOLVED)
    while_resolved = practice.told(SEND_BY, at=time(10))
    practice.work(WorkKind.REOPENED)

    assert [text for _, text in while_resolved if text.startswith("Claim")] == []
    assert {where for where, text in practice.told(SEND_BY, at=time(11)) if text.startswith("Claim")} == {BEA, LEE}


def test_a_last_day_that_passed_does_not_silence_another_that_can_be_met(practice: Practice) -> None:
    practice.clock.day = date(2026, 1, 22)
    practice.work(WorkKind.LETTER, way="records", until=date(2026, 3, 12))
    practice.told_until(date(2026, 3, 12))

    assert [text for where, text in practice.told(SEND_BY) if where == BEA and "Appeal: send it today" in text]


def test_whoever_wants_no_list_is_told_the_last_day_of_a_small_balance(practice: Practice) -> None:
    practice.decide(small_balance_cents=50_000)
    practice.prefer(BEA, digest=DigestWhen.OFF)

    told = [(day, text) for day, where, text in practice.told_until(SEND_BY) if where == BEA]

    assert told[-1] == (SEND_BY, f"Claim {practice.ref}: Appeal: send it today")


def test_what_could_not_be_sent_in_time_is_not_sent_at_night(practice: Practice) -> None:
    practice.told_until(date(2026, 2, 26))
    practice.clock.day, practice.clock.at = date(2026, 2, 27), time(16, 50)
    practice.reminding.sweep.run()
    passing, is_up = FakeTime(), [False]
    practice.delivery = practice.reminding.delivery(
        practice.slack,  # type: ignore[arg-type]
        may_send=lambda: is_up[0],
        now=passing.monotonic,
        sleep=passing.sleep,
    )
    Gathering(practice.store, practice.clock, practice.reminding.alarms, practice.reminding.book).gather()
    is_up[0] = True

    assert practice.told(date(2026, 2, 28), at=time(2)) == []
    assert [where for where, text in practice.told(date(2026, 3, 2)) if text.startswith("Claim")] == [BEA]


def test_in_minimum_no_notification_tells_the_days_of_a_limit_from_the_service(tmp_path: Path) -> None:
    rejected = a_claim_answer(category="A3", action="U")
    practice = Practice(tmp_path, SENT, rejected, today=date(2026, 1, 8), mode="minimum")
    practice.give_to(BEA)

    told = [text for _, where, text in practice.told_until(date(2026, 4, 3)) if "Filing limit" in text]

    assert told
    assert not [text for text in told if "left" in text or "today" in text]
    said = "\n".join(words(view.get("blocks", [])) for _, view in practice.slack.posts)
    assert "Filing limit: within a week" in said
