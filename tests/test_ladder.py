"""On which days a step speaks, and which reminder speaks for a claim."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.federal_holidays import federal_calendar
from bot.rules.ladder import alerts_of, most_urgent, rank
from bot.rules.step_words import alert_words, step_words
from bot.rules.sweeping import decide
from data.follow_up_models import NO_DAY, Alert, DueClaim, Rung, Step, StepKind

CALENDAR = federal_calendar()
DUE = date(2026, 6, 17)  # a Wednesday; Juneteenth is the Friday after
NOTICE = date(2026, 3, 2)
APPEAL = Step(
    kind=StepKind.APPEAL,
    due_on=DUE,
    since=NOTICE,
    rule_id="mcr.l1",
    start_on=NOTICE,
    last_on=date(2026, 6, 30),
    level=1,
)
FILE = replace(APPEAL, kind=StepKind.FILE, rule_id="default.filing", level=0)
TRIAGE = Step(kind=StepKind.WORK_DENIAL, due_on=date(2026, 3, 4), since=NOTICE)


def a_claim(*steps: Step, **facts: object) -> DueClaim:
    given_facts = {
        "id": 1,
        "ref": "K7M-4QX",
        "payer_id": 1,
        "payer": "AETNA",
        "payer_kind": "commercial",
        "state": "denied",
        "owner_id": 7,
        "balance_cents": 20_000,
        "decided": frozenset(),
        "remind_on": "",
        "is_readable": True,
    }
    return DueClaim(steps=steps, **(given_facts | facts))  # type: ignore[arg-type]


def told(alerts: list[Alert]) -> list[tuple[str, str]]:
    return [(str(one.rung), one.on.isoformat()) for one in alerts]


def test_a_deadline_speaks_30_14_7_3_1_days_before_and_on_the_day() -> None:
    assert told(alerts_of(APPEAL, CALENDAR)) == [
        ("T-30", "2026-05-18"),
        ("T-14", "2026-06-03"),
        ("T-7", "2026-06-10"),
        ("T-3", "2026-06-12"),  # the 14th is a Sunday
        ("T-1", "2026-06-16"),
        ("T-0", "2026-06-17"),
        (
            "last",
            "2026-06-26",
        ),  # three days before the very last one, which mail no longer meets; the 27th is a Saturday
        ("final", "2026-06-30"),
        ("passed", "2026-07-01"),
    ]


def test_a_filing_limit_speaks_daily_in_its_last_week() -> None:
    rungs = [str(one.rung) for one in alerts_of(FILE, CALENDAR)]

    # on the weekend before (13th, 14th) nobody is told: the Friday's reminder is the nearest of three
    assert rungs == ["T-30", "T-15", "T-7", "T-6", "T-3", "T-2", "T-1", "T-0", "last", "final", "passed"]


def test_reminders_from_before_the_event_do_not_speak() -> None:
    late = replace(APPEAL, since=date(2026, 6, 11))

    assert [rung for rung, _ in told(alerts_of(late, CALENDAR))] == ["T-3", "T-1", "T-0", "last", "final", "passed"]


def test_a_snooze_silences_far_deadlines_and_no_close_one() -> None:
    snoozed = replace(APPEAL, quiet_until=date(2026, 6, 15))

    rungs = [rung for rung, _ in told(alerts_of(snoozed, CALENDAR))]
    assert rungs == ["T-7", "T-3", "T-1", "T-0", "last", "final", "passed"]


def test_escalation_stops_once_the_deadline_is_acknowledged() -> None:
    known = replace(APPEAL, is_acknowledged=True)

    rungs = [rung for rung, _ in told(alerts_of(known, CALENDAR))]
    assert rungs == ["T-30", "T-14", "T-7", "T-0", "last", "final", "passed"]


def test_a_follow_up_speaks_on_its_day_and_to_the_lead_five_business_days_later() -> None:
    assert told(alerts_of(TRIAGE, CALENDAR)) == [("due", "2026-03-04"), ("lead", "2026-03-11")]


def test_a_silent_payer_is_told_thrice() -> None:
    step = Step(kind=StepKind.CHECK_STATUS, due_on=date(2026, 2, 5), since=date(2026, 1, 6))

    assert told(alerts_of(step, CALENDAR)) == [("due", "2026-02-05"), ("second", "2026-02-20"), ("lead", "2026-03-09")]


# --- one claim on one day ------------------------------------------------------------------------------------------


def test_the_most_urgent_reminder_speaks_and_silences_the_others() -> None:
    decision = decide(a_claim(TRIAGE, APPEAL), date(2026, 6, 10), CALENDAR)

    assert decision.spoken is not None
    assert decision.spoken.key == ("appeal", "mcr.l1", "2026-06-17", "T-7")
    assert {one.key[3] for one in decision.silenced} == {"due", "lead", "T-30", "T-14"}
    assert decision.next_on == date(2026, 6, 12)


def test_what_was_decided_is_not_decided_again() -> None:
    first = decide(a_claim(TRIAGE, APPEAL), date(2026, 6, 10), CALENDAR)
    decided = {one.key for one in first.silenced} | {first.spoken.key if first.spoken else ("", "", "", "")}

    again = decide(a_claim(TRIAGE, APPEAL, decided=frozenset(decided)), date(2026, 6, 10), CALENDAR)

    assert (again.spoken, again.silenced, again.next_on) == (None, (), date(2026, 6, 12))


def test_a_deadline_that_moved_is_a_new_reminder() -> None:
    first = decide(a_claim(APPEAL), date(2026, 6, 10), CALENDAR)
    moved = replace(APPEAL, due_on=date(2026, 6, 24))
    assert first.spoken is not None

    again = decide(a_claim(moved, decided=frozenset({first.spoken.key})), date(2026, 6, 17), CALENDAR)

    assert again.spoken is not None
    assert again.spoken.key == ("appeal", "mcr.l1", "2026-06-24", "T-7")


TARGETS = [
    (date(2026, 5, 18), 7, [("owner", False)]),
    (date(2026, 6, 3), 7, [("owner", True)]),
    (date(2026, 6, 10), 7, [("owner", True), ("channel", True)]),
    (date(2026, 6, 12), 7, [("owner", True)]),
    (date(2026, 6, 16), 7, [("owner", True), ("lead", True)]),
    (date(2026, 6, 17), 7, [("owner", True), ("lead", True), ("channel", True)]),
    (date(2026, 7, 1), 7, [("owner", True), ("lead", True)]),
    (date(2026, 5, 18), None, [("channel", False)]),
    (date(2026, 6, 10), None, [("lead", True), ("channel", True)]),
    (date(2026, 6, 16), None, [("lead", True), ("channel", True)]),
]


@pytest.mark.parametrize(("today", "owner_id", "targets"), TARGETS)
def test_who_is_told_follows_from_how_near_it_is(
    today: date, owner_id: int | None, targets: list[tuple[str, bool]]
) -> None:
    decided = {one.key for one in alerts_of(APPEAL, CALENDAR) if one.on < today}
    decision = decide(a_claim(APPEAL, owner_id=owner_id, decided=frozenset(decided)), today, CALENDAR)

    told_to = [(str(one.target), one.is_single) for one in decision.told]
    assert told_to == targets


def test_a_filing_limit_is_a_message_of_its_own_on_four_days_and_in_the_list_on_the_others() -> None:
    listed = []
    for alert in alerts_of(FILE, CALENDAR):
        decided = {one.key for one in alerts_of(FILE, CALENDAR) if one.on < alert.on}
        decision = decide(a_claim(FILE, decided=frozenset(decided)), alert.on, CALENDAR)
        if not decision.told[0].is_single:
            listed.append(str(alert.rung))

    assert listed == ["T-30", "T-6", "T-2"]


def test_of_reminders_that_a_weekend_puts_on_one_day_the_one_with_a_message_of_its_own_is_kept() -> None:
    friday = replace(FILE, due_on=date(2026, 6, 12))

    assert ("T-7", "2026-06-05") in told(alerts_of(friday, CALENDAR))  # T-6 and T-5 are that weekend


def test_a_second_reminder_to_follow_up_is_no_message_of_its_own() -> None:
    step = Step(kind=StepKind.CHECK_STATUS, due_on=date(2026, 2, 5), since=date(2026, 1, 6))
    decision = decide(a_claim(step, owner_id=None), date(2026, 2, 20), CALENDAR)

    assert decision.spoken is not None
    assert decision.spoken.rung is Rung.SECOND
    assert [(str(one.target), one.is_single) for one in decision.told] == [("channel", False)]


def test_what_mail_no_longer_meets_is_told_once_more_before_the_very_last_day() -> None:
    before = {one.key for one in alerts_of(APPEAL, CALENDAR) if one.on < date(2026, 6, 26)}
    decision = decide(a_claim(APPEAL, decided=frozenset(before)), date(2026, 6, 26), CALENDAR)

    assert decision.spoken is not None
    assert alert_words(decision.spoken, date(2026, 6, 26)) == "Appeal: 4 days to the very last day, too late for mail"
    told_to = [(str(one.target), one.is_single) for one in decision.told]
    assert told_to == [("owner", True), ("lead", True), ("channel", True)]


def test_where_the_day_to_act_is_the_last_one_nothing_speaks_between_it_and_its_passing() -> None:
    same = replace(FILE, last_on=DUE)

    assert [rung for rung, _ in told(alerts_of(same, CALENDAR))][-2:] == ["T-0", "passed"]


@pytest.mark.parametrize(
    ("step", "today", "words"),
    [
        (APPEAL, date(2026, 6, 11), "Appeal: 6 days left"),
        (APPEAL, DUE, "Appeal: send it today"),
        (APPEAL, date(2026, 6, 18), "Appeal: 1 day past the day"),
        (FILE, DUE, "Filing limit: get it to the payer today"),
        (TRIAGE, date(2026, 3, 3), "Work the denial: due in 1 day"),
        (TRIAGE, date(2026, 3, 4), "Work the denial: due today"),
        (TRIAGE, date(2026, 3, 5), "Work the denial: 1 day overdue"),
        (Step(kind=StepKind.LOOK_AT, due_on=NO_DAY, since=NO_DAY), DUE, "Look at it"),
    ],
)
def test_a_step_says_what_to_do_and_how_near_it_is(step: Step, today: date, words: str) -> None:
    assert step_words(step, today) == words
    assert alert_words(Alert(step=step, rung=Rung.DUE, on=today), today) == words


def test_small_balances_are_told_in_lists_only() -> None:
    decision = decide(a_claim(APPEAL, balance_cents=2_000), date(2026, 6, 10), CALENDAR, small_cents=2_500)

    assert [one.is_single for one in decision.told] == [False, False]


def test_a_last_day_long_passed_is_told_in_a_list() -> None:
    decision = decide(a_claim(APPEAL), date(2026, 7, 8), CALENDAR)

    assert decision.spoken is not None
    assert decision.spoken.rung is Rung.PASSED
    assert [one.is_single for one in decision.told] == [False, False]


@given(
    due_on=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    days=st.integers(0, 400),
    kind=st.sampled_from([StepKind.FILE, StepKind.APPEAL]),
)
def test_no_deadline_ever_passes_unseen(due_on: date, days: int, kind: StepKind) -> None:
    """Swept every day from the event on, something speaks no later than the day to act, if the event came before it."""
    due_on = CALENDAR.last_working(due_on)
    since = due_on - timedelta(days=days)
    step = Step(kind=kind, due_on=due_on, since=since, rule_id="r", start_on=since, last_on=due_on)
    claim, spoken = a_claim(step), []
    for day in (since + timedelta(days=number) for number in range(days + 1)):
        decision = decide(claim, day, CALENDAR)
        news = [decision.spoken] if decision.spoken else []
        spoken += news
        claim = replace(claim, decided=claim.decided | {one.key for one in (*news, *decision.silenced)})

    assert spoken
    assert spoken[-1].rung is Rung.T0
    assert len({one.key for one in spoken}) == len(spoken)
    assert [rank(one.rung) for one in spoken] == sorted(rank(one.rung) for one in spoken)


def test_of_several_the_nearest_of_the_most_urgent_speaks() -> None:
    near = Alert(step=APPEAL, rung=Rung.T7, on=date(2026, 6, 10))
    nearer = Alert(step=replace(APPEAL, due_on=date(2026, 6, 16)), rung=Rung.T7, on=date(2026, 6, 9))

    assert most_urgent([near, nearer]) is nearer
    assert most_urgent([]) is None


def test_a_practice_that_begins_with_a_backlog_gets_lists_and_its_close_deadlines_one_by_one() -> None:
    due = decide(a_claim(TRIAGE, owner_id=None), date(2026, 3, 4), CALENDAR, is_first=True)
    close = decide(a_claim(APPEAL), date(2026, 6, 12), CALENDAR, is_first=True)

    assert [one.is_single for one in (*due.told, *close.told)] == [False, True]
