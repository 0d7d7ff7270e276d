"""Deadlines: the order of the four days, units, windows, the words of each step, and days where clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from deadline_rules import a_rule
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.rules.controversy import amount_in_controversy
from bot.rules.deadlines import deadline_of
from bot.rules.federal_holidays import federal_calendar
from data.deadline_models import Deadline, DeadlineRule, Filed, Mark, MonthEnd, Purpose, Starts, Unit, Way

CALENDAR = federal_calendar()
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
NOTICE = date(2026, 9, 2)


@st.composite
def rules(draw: st.DrawFn, *, opening: bool = False) -> DeadlineRule:
    limit = draw(st.integers(2, 200))
    return a_rule(
        limit=limit,
        unit=draw(st.sampled_from(Unit)) if limit <= 60 else Unit.CALENDAR_DAYS,
        opens_after=draw(st.integers(1, limit - 1)) if opening else 0,
        presumed_receipt_days=draw(st.sampled_from([0, 3, 5])),
        from_receipt=draw(st.booleans()),
        filed=draw(st.sampled_from(Filed)),
        mail_lead_business_days=draw(st.integers(0, 7)),
        rolls=draw(st.booleans()),
        month_end=draw(st.sampled_from(MonthEnd)),
        plan_days=draw(st.none() | st.integers(1, 200)),
    )


ways = st.sampled_from(Way)
receipts = st.none() | st.integers(-10, 40)
closed_days = st.frozensets(st.integers(0, 250), max_size=12)


def reckoned(rule: DeadlineRule, start: date, way: Way, receipt: int | None, closed: frozenset[int]) -> Deadline:
    return deadline_of(
        rule,
        start,
        calendar=CALENDAR.closing(frozenset(start + timedelta(days=days) for days in closed)),
        way=way,
        received_on=None if receipt is None else start + timedelta(days=receipt),
    )


@given(rules(), DAYS, ways, receipts, closed_days)
def test_one_sends_before_one_is_safe_before_the_last_day(
    rule: DeadlineRule, start: date, way: Way, receipt: int | None, closed: frozenset[int]
) -> None:
    found = reckoned(rule, start, way, receipt, closed)

    assert found.send_by <= found.safe <= found.due_raw <= found.due_rolled
    assert CALENDAR.is_working(found.safe)


@given(rules(opening=True), DAYS, ways, receipts, closed_days)
def test_nothing_is_told_to_be_done_before_a_window_opens_or_after_it_closes(
    rule: DeadlineRule, start: date, way: Way, receipt: int | None, closed: frozenset[int]
) -> None:
    found = reckoned(rule, start, way, receipt, closed)

    assert found.opens_on is not None
    assert found.opens_on <= found.send_by <= found.safe <= found.due_raw <= found.due_rolled


@given(rules(), DAYS, st.integers(1, 40))
def test_a_later_start_never_ends_earlier(rule: DeadlineRule, start: date, later: int) -> None:
    one = deadline_of(rule, start, calendar=CALENDAR)
    other = deadline_of(rule, start + timedelta(days=later), calendar=CALENDAR)

    assert (one.safe, one.due_raw, one.due_rolled) <= (other.safe, other.due_raw, other.due_rolled)
    assert one.due_raw <= other.due_raw
    assert one.due_rolled <= other.due_rolled


@given(rules(), DAYS, closed_days)
def test_days_on_which_the_practice_is_closed_never_move_the_payers_last_day(
    rule: DeadlineRule, start: date, closed: frozenset[int]
) -> None:
    usual = deadline_of(rule, start, calendar=CALENDAR)

    found = reckoned(rule, start, Way.MAIL, None, closed)

    assert (found.due_raw, found.due_rolled) == (usual.due_raw, usual.due_rolled)
    assert found.safe <= usual.safe


@given(rules(), DAYS, st.integers(0, 40))
def test_a_receipt_that_does_not_count_changes_no_day(rule: DeadlineRule, start: date, receipt: int) -> None:
    if rule.counts_from_receipt:
        return
    usual = deadline_of(rule, start, calendar=CALENDAR)

    found = reckoned(rule, start, Way.MAIL, receipt, frozenset())

    assert (found.safe, found.due_raw) == (usual.safe, usual.due_raw)
    assert "does not count from the day of receipt" in " ".join(found.warnings)


# --- the days themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "limit", "end", "start", "expected"),
    [
        (Unit.CALENDAR_DAYS, 1, MonthEnd.LAST_DAY, "2024-02-28", "2024-02-29"),
        (Unit.CALENDAR_DAYS, 1, MonthEnd.LAST_DAY, "2026-02-28", "2026-03-01"),
        (Unit.CALENDAR_DAYS, 60, MonthEnd.LAST_DAY, "2026-06-04", "2026-08-03"),
        (Unit.CALENDAR_DAYS, 365, MonthEnd.LAST_DAY, "2023-12-31", "2024-12-30"),
        (Unit.BUSINESS_DAYS, 1, MonthEnd.LAST_DAY, "2026-11-25", "2026-11-27"),
        (Unit.BUSINESS_DAYS, 4, MonthEnd.LAST_DAY, "2026-12-23", "2026-12-30"),
        (Unit.MONTHS, 1, MonthEnd.LAST_DAY, "2026-01-31", "2026-02-28"),
        (Unit.MONTHS, 1, MonthEnd.LAST_DAY, "2024-01-31", "2024-02-29"),
        (Unit.MONTHS, 1, MonthEnd.NEXT_FIRST, "2026-01-31", "2026-03-01"),
        (Unit.MONTHS, 1, MonthEnd.NEXT_FIRST, "2026-01-28", "2026-02-28"),
        (Unit.MONTHS, 1, MonthEnd.WHOLE_MONTH, "2026-01-01", "2026-02-28"),
        (Unit.MONTHS, 6, MonthEnd.WHOLE_MONTH, "2026-12-31", "2027-06-30"),
        (Unit.MONTHS, 12, MonthEnd.LAST_DAY, "2026-12-31", "2027-12-31"),
        (Unit.MONTHS, 18, MonthEnd.LAST_DAY, "2026-08-31", "2028-02-29"),
        (Unit.YEARS, 1, MonthEnd.LAST_DAY, "2024-02-29", "2025-02-28"),
        (Unit.YEARS, 1, MonthEnd.LAST_DAY, "2023-02-28", "2024-02-28"),
        (Unit.YEARS, 4, MonthEnd.LAST_DAY, "2024-02-29", "2028-02-29"),
        (Unit.YEARS, 1, MonthEnd.NEXT_FIRST, "2024-02-29", "2025-03-01"),
    ],
)
def test_limits_in_each_unit(unit: Unit, limit: int, end: MonthEnd, start: str, expected: str) -> None:
    rule = a_rule(unit=unit, limit=limit, month_end=end)

    assert deadline_of(rule, date.fromisoformat(start), calendar=CALENDAR).due_raw == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("filed", "way", "expected"),
    [
        (Filed.RECEIVED, Way.MAIL, "2026-09-25"),
        (Filed.RECEIVED, Way.FAX, "2026-10-02"),
        (Filed.RECEIVED, Way.PORTAL, "2026-10-02"),
        (Filed.RECEIVED, Way.ELECTRONIC, "2026-10-02"),
        (Filed.POSTMARKED, Way.MAIL, "2026-10-02"),
    ],
)
def test_only_mail_that_must_be_there_leaves_days_before(filed: Filed, way: Way, expected: str) -> None:
    found = deadline_of(a_rule(filed=filed), NOTICE, calendar=CALENDAR, way=way)

    assert (found.safe, found.send_by) == (date(2026, 10, 2), date.fromisoformat(expected))


def test_a_limit_that_is_not_sure_is_planned_earlier_and_its_last_day_stays() -> None:
    found = deadline_of(a_rule(limit=180, plan_days=60), NOTICE, calendar=CALENDAR)

    assert (found.safe, found.due_raw) == (date(2026, 10, 30), date(2027, 3, 1))
    assert any("planned to 60 days" in step for step in found.steps)


def test_a_plan_longer_than_the_limit_does_not_reach_past_it() -> None:
    found = deadline_of(a_rule(limit=30, plan_days=60), NOTICE, calendar=CALENDAR)

    assert found.safe == found.due_raw == date(2026, 10, 2)


def test_a_window_is_worked_when_it_is_open_even_if_mail_would_leave_before() -> None:
    rule = a_rule(unit=Unit.BUSINESS_DAYS, limit=34, opens_after=30)

    found = deadline_of(rule, date(2026, 11, 2), calendar=CALENDAR)

    assert (found.opens_on, found.send_by, found.safe) == (date(2026, 12, 17), date(2026, 12, 17), date(2026, 12, 22))


def test_a_window_that_is_open_on_a_weekend_only_is_worked_on_it() -> None:
    rule = a_rule(limit=5, opens_after=4)

    found = deadline_of(rule, date(2026, 11, 23), calendar=CALENDAR, way=Way.PORTAL)

    assert found.opens_on == found.safe == found.due_raw == date(2026, 11, 28)


# --- what is told ---------------------------------------------------------------------------------------------------


def test_the_steps_tell_the_arithmetic() -> None:
    rule = a_rule(limit=120, presumed_receipt_days=5, rolls=True)

    assert deadline_of(rule, date(2022, 5, 15), calendar=CALENDAR).steps == (
        "Notice dated 2022-05-15 (Sunday).",
        "+ 5 days presumed receipt: 2022-05-20 (Friday).",
        "+ 120 days: 2022-09-17 (Saturday), the last day on which it must be there.",
        "That is a Saturday, so the last day moves to 2022-09-19 (Monday).",
        "Work by 2022-09-12 (Monday): 120 days without the days for receipt.",
        "Mail it 5 business days before that: 2022-09-02 (Friday).",
    )


def test_a_proven_receipt_is_told_in_place_of_the_presumed_one() -> None:
    rule = a_rule(limit=120, presumed_receipt_days=5)

    steps = deadline_of(rule, NOTICE, calendar=CALENDAR, received_on=date(2026, 9, 14)).steps

    assert "Received 2026-09-14 (Monday), with proof: the limit counts from that day." in steps
    assert not any("presumed" in step for step in steps)


def test_a_receipt_before_the_notice_shortens_the_time_and_is_told() -> None:
    rule = a_rule(limit=120, presumed_receipt_days=5)

    found = deadline_of(rule, NOTICE, calendar=CALENDAR, received_on=date(2026, 8, 31))

    assert found.safe == found.due_raw == date(2026, 12, 29)
    assert "before the start" in " ".join(found.warnings)


def test_a_last_day_on_a_holiday_says_so() -> None:
    found = deadline_of(a_rule(rolls=True), date(2026, 11, 25), calendar=CALENDAR)

    assert "That is a federal holiday, so the last day moves to 2026-12-28 (Monday)." in found.steps


def test_a_month_without_the_day_is_told() -> None:
    rule = a_rule(unit=Unit.MONTHS, limit=4, month_end=MonthEnd.NEXT_FIRST)

    steps = deadline_of(rule, date(2026, 10, 30), calendar=CALENDAR).steps

    assert "+ 4 months, a month without a day 30: 2027-03-01 (Monday), the last day on which it must be there." in steps


def test_a_payers_own_time_tells_when_interest_may_run() -> None:
    rule = a_rule(purpose=Purpose.PAYMENT, starts=Starts.RECEIVED_BY_PAYER, mail_lead_business_days=0)

    steps = deadline_of(rule, date(2026, 11, 2), calendar=CALENDAR).steps

    assert steps == (
        "Received by the payer 2026-11-02 (Monday).",
        "+ 30 days: 2026-12-02 (Wednesday), the payer's last day to pay.",
        "Not paid by then: interest may run from 2026-12-03 (Thursday).",
    )


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"mark": Mark.UNSET, "verified_on": None}, "a default"),
        ({"mark": Mark.KNOWLEDGE, "verified_on": None}, "Not verified yet"),
        ({"limit": 3}, "Mail would not be there in time"),
        ({"minimum_cents": 20_000}, "at least $200.00 is in dispute"),
    ],
)
def test_what_must_be_known_is_told(facts: dict[str, object], told: str) -> None:
    assert told in " ".join(deadline_of(a_rule(**facts), NOTICE, calendar=CALENDAR).warnings)


def test_a_rule_that_somebody_checked_has_nothing_to_warn_of() -> None:
    rule = a_rule(mark=Mark.KNOWLEDGE, verified_on=date(2026, 11, 20), verified_by="Robin Sample")

    assert deadline_of(rule, NOTICE, calendar=CALENDAR).warnings == ()


# --- amounts in controversy -----------------------------------------------------------------------------------------


def test_an_amount_of_a_known_year_is_told() -> None:
    amounts = {(3, 2026): 20_000, (5, 2026): 196_000}

    assert amount_in_controversy(3, 2026, amounts)[0] == 20_000
    assert amount_in_controversy(5, 2026, amounts) == (
        196_000,
        "Filed in 2026, federal court (fifth appeal) needs at least $1,960 in controversy.",
    )


def test_an_amount_of_a_year_that_is_not_known_is_never_guessed() -> None:
    cents, sentence = amount_in_controversy(3, 2027, {(3, 2026): 20_000})

    assert cents is None
    assert "in 2027 is not known here" in sentence


def test_other_levels_need_no_amount() -> None:
    assert amount_in_controversy(1, 2026, {})[0] is None


# --- days where clocks change ---------------------------------------------------------------------------------------


class StoppedClock(SystemClock):
    """The practice's clock, stopped at an instant."""

    def __init__(self, zone: str, instant: datetime) -> None:
        super().__init__(ZoneInfo(zone))
        self.instant = instant

    def now(self) -> datetime:
        return self.instant


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("America/New_York", "2026-03-09T04:00"),
        ("America/Chicago", "2026-03-09T05:00"),
        ("America/Phoenix", "2026-03-09T07:00"),
        ("Pacific/Honolulu", "2026-03-09T10:00"),
        ("America/New_York", "2026-11-02T05:00"),
        ("America/Chicago", "2026-11-02T06:00"),
        ("America/Phoenix", "2026-11-02T07:00"),
        ("Pacific/Honolulu", "2026-11-02T10:00"),
    ],
)
def test_the_day_to_work_by_begins_at_the_practices_own_midnight(zone: str, midnight: str) -> None:
    begins = datetime.fromisoformat(midnight).replace(tzinfo=UTC)
    start = date(2025, 11, 9) if begins.month == 3 else date(2026, 7, 5)
    safe = deadline_of(a_rule(limit=120), start, calendar=CALENDAR).safe

    before, after = (StoppedClock(zone, begins - timedelta(seconds=seconds)).today() for seconds in (1, 0))

    assert ((safe - before).days, (safe - after).days) == (1, 0)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", "2026-03-08", 23),
        ("America/Chicago", "2026-03-08", 23),
        ("America/Phoenix", "2026-03-08", 24),
        ("Pacific/Honolulu", "2026-03-08", 24),
        ("America/New_York", "2026-11-01", 25),
        ("America/Chicago", "2026-11-01", 25),
        ("America/Phoenix", "2026-11-01", 24),
        ("Pacific/Honolulu", "2026-11-01", 24),
    ],
)
def test_a_day_on_which_clocks_change_is_one_day(zone: str, day: str, hours: int) -> None:
    around = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(hours=12)

    todays = [StoppedClock(zone, around + timedelta(hours=count)).today() for count in range(60)]

    assert todays == sorted(todays)
    assert todays.count(date.fromisoformat(day)) == hours
