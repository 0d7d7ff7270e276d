"""The daily check over a million claims of which 3,000 are due, and what 15,000 due at once become."""

import time
import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_slack import FakeTime
from many_claims import TODAY, fill
from reminding import SlackInMemory

from bot.alarms import Alarms
from bot.audit import AuditTrail
from bot.claims import ClaimDesk
from bot.people import local_operator
from bot.reminding import Office, Reminding
from bot.routing import RoutingDesk
from bot.sweep import Sweep
from bot.views.blocks import View
from data.follow_up_models import Step, StepKind
from data.routing_models import PracticeSettings, Route, Topic
from data.store.claims_file import ClaimsFile
from data.store.reminders import find_due
from data.store.steps import write_steps

CLAIMS = 1_000_000
MB = 1024 * 1024


class Noon:
    """Noon in New York of the day of the invented claims."""

    def now(self) -> datetime:
        return datetime(TODAY.year, TODAY.month, TODAY.day, 17, tzinfo=UTC)

    def today(self) -> date:
        return TODAY


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ClaimsFile:
    made = ClaimsFile(tmp_path_factory.mktemp("million"))
    fill(made, CLAIMS)
    with made.write() as db:
        db.execute("UPDATE person SET added_at = '2026-01-01T00:00:00+00:00', roles = iif(id = 1, 'lead', 'biller')")
    return made


def make_due(store: ClaimsFile, count: int) -> None:
    """So many open claims ask to be looked at today, all others in later months; what was decided is forgotten."""
    steps = write_steps(
        [
            Step(kind=StepKind.WORK_DENIAL, due_on=TODAY, since=TODAY - timedelta(days=2)),
            Step(
                kind=StepKind.APPEAL,
                due_on=TODAY + timedelta(days=60),
                since=TODAY - timedelta(days=2),
                rule_id="default.appeal1",
                start_on=TODAY - timedelta(days=2),
                last_on=TODAY + timedelta(days=150),
                level=1,
            ),
        ]
    )
    with store.write() as db:
        for table in ("reminder", "alert", "posted_card", "outbox", "posted"):
            db.execute(f"DELETE FROM {table}")
        db.execute(
            "UPDATE claim SET steps = ?, remind_on = date(?, (1 + id % 90) || ' days') WHERE is_open = 1",
            [steps, TODAY.isoformat()],
        )
        db.execute(
            "UPDATE claim SET remind_on = ? WHERE id IN (SELECT id FROM claim WHERE is_open = 1 ORDER BY id LIMIT ?)",
            [TODAY.isoformat(), count],
        )


def a_routing(store: ClaimsFile) -> RoutingDesk:
    routing = RoutingDesk(store, Noon(), AuditTrail(store, Noon()), ZoneInfo("America/New_York"))
    if not routing.routes():
        routing.keep_route(local_operator(), Route(channel="C0DENIALS1", topics=frozenset({Topic.DENIALS})), place=1)
        routing.keep_route(local_operator(), Route(channel="C0BILLING1"), place=2)
        routing.keep_practice(local_operator(), PracticeSettings(admin_channel="C0BILLING1"))
    return routing


def test_a_sweep_of_3000_due_among_a_million(store: ClaimsFile) -> None:
    make_due(store, 3_000)
    routing = a_routing(store)
    sweep = Sweep(store, Noon(), routing, Alarms(store, Noon()))
    routing.practice()

    started = time.perf_counter()
    with store.read() as db:
        first = find_due(db, TODAY, most=500)
    first_ms = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    swept = sweep.run()
    sweep_s = time.perf_counter() - started
    started = time.perf_counter()
    again = sweep.run()
    again_ms = (time.perf_counter() - started) * 1000
    make_due(store, 3_000)
    tracemalloc.start()
    sweep.run()
    peak_mb = tracemalloc.get_traced_memory()[1] / MB
    tracemalloc.stop()

    print(
        f"\nfirst 500 rows {first_ms:.1f} ms; sweep of {swept.looked_at} due {sweep_s:.2f} s; "
        f"again {again_ms:.1f} ms; peak {peak_mb:.1f} MB above idle"
    )
    assert (len(first), len(swept.queued), len(again.queued)) == (500, 3_000, 0)
    assert first_ms < 3 * 20
    assert sweep_s < 3 * 1.5
    assert peak_mb < 100


def test_15000_due_at_once_become_lists(store: ClaimsFile) -> None:
    make_due(store, 15_000)
    routing = a_routing(store)
    office = Office(mode="demo", time_zone=ZoneInfo("America/New_York"), days_ahead_file=None, always_open=False)
    reminding = Reminding(store, Noon(), office, ClaimDesk(store, Noon(), "demo"), routing, lambda: 0)
    slack, passing = SlackInMemory(), FakeTime()
    delivery = reminding.delivery(slack, now=passing.monotonic, sleep=passing.sleep)  # type: ignore[arg-type]

    started = time.perf_counter()
    for _ in range(50):
        delivered = reminding.ticker.tick(delivery)
        assert delivered is not None
        if not delivered.waiting:
            break
    took_s = time.perf_counter() - started

    messages: list[tuple[str, View]] = slack.posts
    a_minute = len(messages) / max(1.0, passing.passed_s / 60)
    print(
        f"\n15,000 due: {len(messages)} messages to {len(Counter(where for where, _ in messages))} places "
        f"in {passing.passed_s:.0f} simulated s ({a_minute:.0f} a minute), {took_s:.1f} s of work"
    )
    assert len(messages) < 300
    assert store.db.execute("SELECT count(*) FROM reminder WHERE outbox_key = ''").fetchone()[0] == 0
