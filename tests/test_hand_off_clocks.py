"""The clocks of hand-offs: their days, what falls due when, and that each is decided once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.rules.federal_holidays import federal_calendar
from bot.rules.hand_off_clocks import clock_days, days_until, due_rungs, overdue_words
from data.hand_off_models import Clock, ClockKind, ClockRung, NewClock, Watcher
from data.store.claims_file import ClaimsFile
from data.store.hand_off_clocks import (
    asked_by,
    find_clock,
    keep_rung,
    move_clock,
    start_clock,
    stop_clock,
    tell_once,
    waited_on,
    waiting_messages,
)

FRIDAY = date(2026, 1, 16)  # before the long weekend of January 19
AT = datetime(2026, 1, 16, 15, tzinfo=UTC)
BEA, CODY = 1, 2


def a_clock(kind: ClockKind = ClockKind.CODING_REVIEW, *, asker: int | None = BEA, waits: int | None = CODY) -> Clock:
    return Clock(
        id=1,
        kind=kind,
        subject_id=1,
        claim_id=None,
        claim_ref="",
        waiting_on=waits,
        waiting_role="coder",
        asked_by=asker,
        started_on=FRIDAY,
        days=clock_days(kind, FRIDAY, federal_calendar()),
    )


def new_clock(waits: int | None = CODY) -> NewClock:
    one = a_clock(waits=waits)
    return NewClock(
        kind=one.kind,
        subject_id=7,
        claim_id=None,
        waiting_on=waits,
        waiting_role="coder",
        asked_by=BEA,
        started_on=FRIDAY,
        days=one.days,
    )


def test_days_are_business_days_and_a_query_is_nudged_the_day_before() -> None:
    review = clock_days(ClockKind.CODING_REVIEW, FRIDAY, federal_calendar())
    query = clock_days(ClockKind.PROVIDER_QUERY, FRIDAY, federal_calendar())

    assert (review.due_on, review.escalate_on, review.lead_on) == tuple(date(2026, 1, day) for day in (21, 22, 26))
    assert (review.nudge_on, query.nudge_on) == (None, date(2026, 1, 20))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (20, []),
        (21, [("due", "waited_on")]),
        (22, [("escalated", "waited_on"), ("escalated", "asker")]),
        (25, [("escalated", "waited_on"), ("escalated", "asker")]),
        (26, [("escalated", "waited_on"), ("lead", "asker"), ("lead", "lead")]),
    ],
)
def test_after_a_silence_each_is_told_the_last_word_only(day: int, told: list[tuple[str, str]]) -> None:
    due = due_rungs(a_clock(), (), date(2026, 1, day))

    assert [(str(one.rung), str(one.watcher)) for one in due if one.is_told] == told


def test_each_day_tells_what_is_new_and_nothing_twice() -> None:
    clock, decided, told = a_clock(ClockKind.PROVIDER_QUERY), set[tuple[ClockRung, Watcher]](), []
    for day in range(16, 32):
        due = due_rungs(clock, decided, date(2026, 1, day))
        decided |= {(one.rung, one.watcher) for one in due}
        told += [(day, str(one.rung), str(one.watcher)) for one in due if one.is_told]

    assert told == [
        (20, "nudge", "waited_on"),
        (21, "due", "waited_on"),
        (22, "escalated", "waited_on"),
        (22, "escalated", "asker"),
        (26, "lead", "asker"),
        (26, "lead", "lead"),
    ]


@pytest.mark.parametrize("asker", [None, CODY])
def test_nobody_is_told_as_asker_of_what_they_do_themselves(asker: int | None) -> None:
    due = due_rungs(a_clock(asker=asker), (), date(2026, 2, 1))

    assert Watcher.ASKER not in {one.watcher for one in due}


def test_a_day_that_somebody_chose_is_moved_to_a_working_day() -> None:
    assert days_until(date(2026, 1, 17), federal_calendar()).due_on == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("day", "words"),
    [(20, "due in 1 business day"), (21, "due today"), (22, "1 business day overdue"), (26, "3 business days overdue")],
)
def test_how_near_it_is_counts_business_days(day: int, words: str) -> None:
    assert overdue_words(a_clock(), date(2026, 1, day), federal_calendar()) == words


# --- kept ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> ClaimsFile:
    return ClaimsFile(tmp_path)


def test_one_clock_runs_about_one_subject_and_says_so_once(store: ClaimsFile) -> None:
    with store.write() as db:
        first = start_clock(db, new_clock(), AT)
        assert start_clock(db, new_clock(), AT) == first
        assert [(str(one.rung), str(one.watcher)) for one in waiting_messages(db)] == [("asked", "waited_on")]


def test_a_clock_that_is_stopped_takes_back_what_nobody_was_told(store: ClaimsFile) -> None:
    with store.write() as db:
        clock_id = start_clock(db, new_clock(), AT)
        keep_rung(db, clock_id, ClockRung.DUE, Watcher.WAITED_ON, due_on=FRIDAY, today=FRIDAY, is_told=True)
        stopped = stop_clock(db, ClockKind.CODING_REVIEW, 7, on=FRIDAY)
        assert stopped is not None
        assert tell_once(db, clock_id, ClockRung.ANSWERED, Watcher.ASKER, FRIDAY)
        assert not tell_once(db, clock_id, ClockRung.ANSWERED, Watcher.ASKER, FRIDAY)

        assert [str(one.rung) for one in waiting_messages(db)] == ["answered"]
        assert find_clock(db, ClockKind.CODING_REVIEW, 7) is None
        assert stop_clock(db, ClockKind.CODING_REVIEW, 7, on=FRIDAY) is None
        assert start_clock(db, new_clock(), AT) != clock_id, "a new one may begin"


def test_whoever_takes_it_is_waited_on_and_the_others_are_not(store: ClaimsFile) -> None:
    with store.write() as db:
        start_clock(db, new_clock(waits=None), AT)
        assert [one.subject_id for one in waited_on(db, {9}, {"coder"})] == [7]
        assert waited_on(db, {9}, {"biller"}) == []

        move_clock(db, ClockKind.CODING_REVIEW, 7, waiting_on=CODY)

        assert waited_on(db, {9}, {"coder"}) == []
        assert [one.subject_id for one in waited_on(db, {CODY}, ())] == [7]
        assert [one.subject_id for one in asked_by(db, {BEA})] == [7]
        assert asked_by(db, {BEA, CODY}) == [], "who waits for themselves does not wait"
