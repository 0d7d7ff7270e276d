"""The weekly report: when it is due, once a week, what a channel reads, its picture, and how people settle it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from fixed_clock import FixedClock
from people import LEE
from reminding import BILLING, DENIALS, Practice
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.audit import AuditTrail
from bot.claims import ClaimDesk
from bot.people import local_operator
from bot.reminding import Office, Reminding
from bot.reports import ReportDesk
from bot.reports_in_chat import ReportFile
from bot.routing import RoutingDesk
from bot.rules.report_weekly import due_day, week_of, weekly_words
from bot.scheduling import upload_picture
from bot.sending import SlackSender, make_client
from bot.weekly import WeeklyReports
from data.importers.reference_tables import read_carc_actions
from data.report_models import WeeklyChange, WeeklyReport
from data.routing_models import Changed
from data.store.audit import iterate_rows

Json = dict[str, Any]
MONDAY = date(2026, 1, 12)
CARCS = read_carc_actions()
FILES = [
    a_sent_claim(),
    a_remittance(
        Paid(paid="0", adjustments=("CO*197*200",), service="20260105"),
        paid_on="20260109",
    ),
]


def a_change(
    weekday: int = 0, *, at: time = time(8), since: datetime = datetime(2026, 1, 1, tzinfo=UTC)
) -> WeeklyChange:
    return WeeklyChange(
        id=1,
        changed=Changed(at=since, team="T", user="U"),
        settings=WeeklyReport(channel=BILLING, weekday=weekday, at=at),
    )  # fmt: skip


# --- when it is due ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weekday", "today", "due"),
    [
        (0, date(2026, 1, 11), None),
        (0, date(2026, 1, 12), date(2026, 1, 12)),
        (0, date(2026, 1, 13), date(2026, 1, 12)),
        (0, date(2026, 1, 16), date(2026, 1, 12)),
        (0, date(2026, 1, 17), None),
        (4, date(2026, 1, 15), None),
        (4, date(2026, 1, 16), date(2026, 1, 16)),
        (4, date(2026, 1, 20), date(2026, 1, 16)),
        (4, date(2026, 1, 21), None),
    ],
)
def test_a_report_is_due_from_its_day_on_until_the_next_one_is_near(
    weekday: int, today: date, due: date | None
) -> None:
    assert due_day(a_change(weekday), today, "UTC") == due


@pytest.mark.parametrize(
    ("since", "due"), [(datetime(2026, 1, 12, 8, tzinfo=UTC), MONDAY), (datetime(2026, 1, 12, 8, 1, tzinfo=UTC), None)]
)
def test_a_day_that_had_passed_when_it_was_chosen_is_not_made_up_for(since: datetime, due: date | None) -> None:
    assert due_day(a_change(since=since), date(2026, 1, 13), "UTC") == due


def test_no_channel_is_no_report() -> None:
    none = WeeklyChange(id=1, changed=a_change().changed, settings=WeeklyReport())

    assert due_day(none, MONDAY, "UTC") is None
    assert weekly_words(WeeklyReport()) == "*Weekly report:* no channel yet"


def test_a_week_has_one_name_across_the_turn_of_the_year() -> None:
    assert week_of(date(2025, 12, 29)) == week_of(date(2026, 1, 2)) == "2026-W01"
    assert week_of(date(2026, 1, 5)) == "2026-W02"


# --- once a week ---------------------------------------------------------------------------------------------------


class Weekly:
    """A practice whose report comes on Mondays at eight; pictures are counted."""

    def __init__(self, folder: Path, *, mode: str = "minimum") -> None:
        self.practice = Practice(folder, *FILES, today=date(2026, 1, 9), mode=mode)
        self.clock = self.practice.clock
        store, routing = self.practice.store, self.practice.routing
        desk = ReportDesk(store, self.clock, lambda: CARCS)
        audit = AuditTrail(store, self.clock)
        office = Office(mode=mode, time_zone=ZoneInfo("America/New_York"), days_ahead_file=None, always_open=False)
        claims = ClaimDesk(store, self.clock, mode)
        self.reminding = Reminding(store, self.clock, office, claims, routing, lambda: 0)
        self.reports = WeeklyReports(store, self.clock, audit, desk, self.reminding)
        self.pictures: list[ReportFile] = []
        self.picture_id = "F1"

    def settle(self, channel: str = BILLING, weekday: int = 0) -> None:
        self.reports.keep(local_operator(), WeeklyReport(channel=channel, weekday=weekday))

    def _upload(self, picture: ReportFile) -> str:
        self.pictures.append(picture)
        return self.picture_id

    def tick(self, day: date, at: time = time(10)) -> list[tuple[str, Json]]:
        """What is posted by a tick, and by one a minute later, for a picture settles."""
        slack, before = self.practice.slack, len(self.practice.slack.posts)
        for minute in (at.minute, at.minute + 1):
            self.clock.day, self.clock.at = day, at.replace(minute=minute)
            self.reports.add_due(self._upload)
            worker = self.reminding.delivery(slack, also=self.reports.renderers)  # type: ignore[arg-type]
            worker.deliver()
        return [(to, view) for to, view in slack.posts[before:] if "Weekly report" in view["text"]]


def test_it_comes_once_a_week_on_its_day_from_its_time_on(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()

    days = [date(2026, 1, day) for day in range(10, 21)]
    told = {day: len(weekly.tick(day)) for day in days}

    assert [day for day, count in told.items() if count] == [date(2026, 1, 12), date(2026, 1, 20)]
    assert set(told.values()) == {0, 1}
    assert len(weekly.pictures) == 2


def test_before_its_time_it_does_not_come(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()

    assert weekly.tick(MONDAY, time(7, 30)) == []
    assert len(weekly.tick(MONDAY, time(8))) == 1


def test_after_a_holiday_it_comes_on_the_next_working_day(tmp_path: Path) -> None:
    """January 19, 2026 is Martin Luther King Day."""
    weekly = Weekly(tmp_path)
    weekly.settle()
    weekly.tick(MONDAY)

    assert weekly.tick(date(2026, 1, 19)) == []
    assert len(weekly.tick(date(2026, 1, 20))) == 1
    assert weekly.tick(date(2026, 1, 21)) == []


def test_another_channel_or_day_within_the_week_brings_no_second_one(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()
    first = weekly.tick(MONDAY)

    weekly.settle(channel=DENIALS, weekday=2)

    assert [to for to, _ in first] == [BILLING]
    assert weekly.tick(date(2026, 1, 14)) == []
    assert [to for to, _ in weekly.tick(date(2026, 1, 21))] == [DENIALS]


def test_a_report_that_nobody_wants_any_more_is_not_sent(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()
    weekly.clock.day, weekly.clock.at = MONDAY, time(9)
    assert weekly.reports.add_due(weekly._upload)

    weekly.settle(channel="")

    assert weekly.tick(MONDAY) == []


def test_it_holds_sums_of_payers_and_a_picture_and_no_claim(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()

    ((channel, view),) = weekly.tick(MONDAY)

    told = words(view["blocks"])
    (picture,) = [block for block in view["blocks"] if block["type"] == "image"]
    assert channel == BILLING
    assert view["text"].startswith("Weekly report: $200 open in 1 claim; Denial rate 100.0%")
    assert "*Weekly report*, 2026-01-12" in told
    assert "*AETNA* 100.0%, 1 of 1 denied, $200" in told
    assert picture["slack_file"] == {"id": "F1"}
    assert "0-30 days $200 (1 claim)" in picture["alt_text"]
    assert weekly.pictures[0].alt_text == picture["alt_text"]
    assert not any(hidden in str(view) for hidden in ("1001", "AGATE", "ICN1001", "E119", "99213", "$200.00"))
    assert [one["text"]["text"] for one in buttons(view["blocks"])] == ["Aging", "Figures", "CSV to my messages"]


def test_without_a_picture_the_ages_stand_in_words(tmp_path: Path) -> None:
    weekly = Weekly(tmp_path)
    weekly.settle()
    weekly.picture_id = ""

    ((_, view),) = weekly.tick(MONDAY)

    assert not any(block["type"] == "image" for block in view["blocks"])
    assert "0-30      $200   1 claim" in words(view["blocks"])


# --- in Slack ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chat, FilledStore]]:
    filled = FilledStore(tmp_path_factory.mktemp("weekly")).take_all(FILES)
    with a_chat(codes_dir, filled.folder) as chat:
        yield chat, filled


def opened(chat: Chat, user: str) -> Json:
    for view in reversed(chat.door.views(user=user)["modals"]):
        chat.door.close(view["id"], user=user)
    assert chat.door.command("/billing", "settings", user=user, channel="billing")["ok"]
    page = chat.door.top_modal(user=user)
    button = next(one for one in buttons(page["blocks"]) if one["text"]["text"] == "Weekly report")
    assert chat.door.click(button["action_id"], user=user, view=page["id"], value=button["value"])["ok"]
    return chat.door.top_modal(user=user)


def sent(chat: Chat, user: str, **values: str) -> Json:
    entered = {name: {name: value} for name, value in values.items()}
    return dict(chat.door.submit(opened(chat, user)["id"], entered, user=user).get("errors") or {})


def test_a_lead_settles_channel_day_and_time_and_reads_them_on_the_page(office: tuple[Chat, FilledStore]) -> None:
    chat, filled = office

    errors = sent(chat, "lee", channel=DENIALS, weekday="2", report_at="09:30")

    assert errors == {}
    page = words(chat.door.top_modal(user="lee")["blocks"])
    assert "*Weekly report:* <#C0DENIALS1> gets it on Wednesdays at 9:30 AM, or on the next working day" in page
    with filled.store.read() as db:
        assert [one.entry.user for one in iterate_rows(db) if one.entry.action == "weekly.save"] == [LEE]


def test_a_channel_that_gets_nothing_about_claims_and_a_late_time_are_refused(office: tuple[Chat, FilledStore]) -> None:
    chat, _ = office

    shared = sent(chat, "ada", channel="C0PARTNER1", weekday="0", report_at="08:00")
    late = sent(chat, "ada", channel=BILLING, weekday="0", report_at="22:30")

    assert "shared with another organization" in shared["channel"]
    assert late == {"report_at": "By 10:00 PM at the latest."}


def test_two_who_settle_it_at_once_do_not_overwrite_each_other(office: tuple[Chat, FilledStore]) -> None:
    chat, _ = office
    form = opened(chat, "ada")
    sent(chat, "lee", channel=BILLING, weekday="1", report_at="08:00")

    entered = {
        name: {name: value} for name, value in {"channel": DENIALS, "weekday": "3", "report_at": "09:00"}.items()
    }
    answer = chat.door.submit(form["id"], entered, user="ada")

    assert "Somebody changed this" in answer["errors"]["channel"]
    (channel,) = [one["element"] for one in opened(chat, "lee")["blocks"] if one.get("block_id") == "channel"]
    assert channel["initial_conversation"] == BILLING


def test_the_report_with_its_picture_stands_in_the_channel_and_opens_reports_for_the_person_alone(
    office: tuple[Chat, FilledStore],
) -> None:
    chat, filled = office
    clock = FixedClock(date(2026, 1, 15))
    store = filled.store
    audit = AuditTrail(store, clock)
    routing = RoutingDesk(store, clock, audit, ZoneInfo("UTC"))
    place = Office(mode="minimum", time_zone=ZoneInfo("UTC"), days_ahead_file=None, always_open=True)
    reminding = Reminding(store, clock, place, ClaimDesk(store, clock, "minimum"), routing, lambda: 0)
    reports = WeeklyReports(store, clock, audit, ReportDesk(store, clock, lambda: CARCS), reminding)
    client = make_client(chat.server.bot_token, chat.server.api_url)
    reports.keep(local_operator(), WeeklyReport(channel=BILLING, weekday=3, at=time(13)))

    assert reports.add_due(lambda picture: upload_picture(client, picture))
    reminding.delivery(SlackSender(client), also=reports.renderers).deliver()

    seen = chat.door.last_message(user="bea", channel="billing")
    assert seen["text"].startswith("Weekly report:")
    assert any(block["type"] == "image" for block in seen["blocks"])
    button = next(one for one in buttons(seen["blocks"]) if one["text"]["text"] == "Aging")
    chat.door.click(button["action_id"], user="bea", message=seen["id"], value=button["value"])
    below = chat.door.last_message(user="bea", channel="billing")
    assert below["ephemeral"]
    assert "*Open balances: $200* in 1 claim" in words(below["blocks"])
