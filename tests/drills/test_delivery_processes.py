"""Reminders sent by three processes that are killed at random, to a Slack that fails 4 calls in 10: once each."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from outbox_world import an_outgoing
from playground_client import PlaygroundClient
from slack_sdk import WebClient

from bot.sending import mark_of
from data.reminder_models import OutboxState
from data.store.claims_file import ClaimsFile
from data.store.outbox import add_outgoing, count_states
from data.store.outbox_places import get_secret, remember_direct

REMINDERS = 300
WORKERS = 3
CHILDREN = Path(__file__).with_name("delivery_children.py")
CHANNELS = ("C0BILLING1", "C0CODING01", "C0DENIALS1", "C0PARTNER1")
MEMBERS = ("U0BEA0001", "U0CODY001", "U0LEE0001", "U0ADA0001", "U0PAT0001", "U0FRAN001", "U0CAM0001", "U0NIA0001")
FAULTS = {
    "429": {"rate": 0.1, "seconds": 1},
    "error": {"rate": 0.1},
    "drop_answer": {"rate": 0.13},
    "slow": {"rate": 0.1, "seconds": 3},
}
"""429 and 500 before the call is carried out, a cut line and an answer that comes too late after it: 37 in 100 calls,
and what the pace of the channels adds."""
GIVE_UP_S = 1_500


def test_each_reminder_arrives_once_though_workers_are_killed_and_slack_fails(tmp_path: Path) -> None:
    store = ClaimsFile(tmp_path)
    keys = _fill(store)
    chosen, kills = random.Random(7), 0
    with ExitStack() as children:
        slack = children.enter_context(_a_slack())
        door = PlaygroundClient(slack["url"])
        for kind, how in FAULTS.items():
            door.fault(kind, **how)
        workers = [_a_worker(tmp_path, slack) for _ in range(WORKERS)]
        children.callback(lambda: [_kill(worker) for worker in workers])
        began = time.monotonic()
        while (states := _states(store)).get(OutboxState.SENT, 0) + states.get(OutboxState.DEAD, 0) < REMINDERS:
            assert time.monotonic() - began < GIVE_UP_S, states
            time.sleep(chosen.uniform(1.5, 4))
            place = chosen.randrange(WORKERS)
            assert workers[place].poll() is None, "a worker ended by itself"
            _kill(workers[place])
            workers[place] = _a_worker(tmp_path, slack)
            kills += 1
        seconds = time.monotonic() - began
        door.fault("none")
        arrived = _arrived(slack)
        calls = Counter(f"{one['method']} {one['error'] or 'ok'}" for one in door.calls())

    lost, repeated = sum(arrived[key] == 0 for key in keys), sum(arrived[key] > 1 for key in keys)
    print(
        f"\n{REMINDERS} reminders, {WORKERS} workers, {kills} kills, {seconds:.0f} s: {lost} lost, {repeated} repeated"
    )
    print(", ".join(f"{name}: {count}" for name, count in sorted(calls.items())))
    assert (lost, repeated, _states(store)) == (0, 0, {OutboxState.SENT: REMINDERS})
    assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _fill(store: ClaimsFile) -> list[str]:
    """Reminders, for all channels and people in turn; the marks by which Slack shows them."""
    destinations, now = CHANNELS + MEMBERS, datetime.now(UTC) - timedelta(seconds=1)
    with store.write() as db:
        for number in range(REMINDERS):
            destination = destinations[number % len(destinations)]
            add_outgoing(db, an_outgoing(f"claim|{number}", now, destination=destination), now)
        for member in MEMBERS:
            remember_direct(db, member, "D" + member[1:])
        secret = get_secret(db)
    return [mark_of(secret, f"claim|{number}") for number in range(REMINDERS)]


def _states(store: ClaimsFile) -> dict[OutboxState, int]:
    with store.read() as db:
        return count_states(db)


@contextmanager
def _a_slack() -> Iterator[dict[str, str]]:
    process = subprocess.Popen([sys.executable, str(CHILDREN), "slack"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        _kill(process)


def _a_worker(folder: Path, slack: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(CHILDREN), "worker", str(folder), slack["api_url"], slack["token"]]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()


def _arrived(slack: dict[str, str]) -> Counter[str]:
    """How often each mark stands in Slack."""
    client, arrived = WebClient(token=slack["token"], base_url=slack["api_url"]), Counter[str]()
    for channel in (*CHANNELS, *("D" + member[1:] for member in MEMBERS)):
        answer = client.conversations_history(channel=channel, limit=999, include_all_metadata=True)
        arrived.update(message["metadata"]["event_payload"]["id"] for message in answer["messages"])
    return arrived
