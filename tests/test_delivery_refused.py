"""Messages that Slack refuses: they wait, go elsewhere or as plain text, and what cannot go is told."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from fake_slack import START
from outbox_world import CHANNEL, OTHER_CHANNEL, PERSON, World, a_world, an_outgoing

from bot.alarms import Alarms
from bot.delivery import Delivered
from bot.delivery_parts import Timing
from data.reminder_models import Alarm, MessageKind, OutboxRow, OutboxState
from data.store.claims_file import ClaimsDb
from data.store.outbox import add_outgoing
from data.store.outbox_places import list_broken, list_posted

HOUR = 3_600.0


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_world(tmp_path)


@pytest.mark.parametrize(("header", "seconds"), [("30", 30), ("1.5", 1.5), ("abc", 30), ("100000", 3_600)])
def test_a_429_holds_everything_back_for_as_long_as_slack_says(world: World, header: str, seconds: float) -> None:
    world.timing = Timing(patience_s=0)
    world.worker = world.a_worker()
    world.add("k1")
    world.add("k2", destination=OTHER_CHANNEL)

    assert world.deliver(f"429:{header}").waiting == 2
    assert world.deliver(after_s=seconds - 0.1).sent == 0
    assert world.deliver(after_s=0.2).sent == 1

    assert (world.row("k1").attempts, world.row("k1").last_error) == (0, "")


def test_a_run_does_not_sit_a_long_429_out(world: World) -> None:
    world.add()
    world.deliver("429:30")

    assert world.time.monotonic() == 1_000


def test_a_wait_of_more_than_an_hour_is_an_alarm(world: World) -> None:
    world.add()
    world.deliver("429:100000")

    assert world.alarms() == ["rate"]


def test_a_destination_gets_one_message_a_second(world: World) -> None:
    for number in range(4):
        world.add(f"k{number}")

    assert world.deliver() == Delivered(sent=4)

    seconds = [float(one.ts) for one in world.slack.messages]
    assert [after - before for before, after in pairwise(seconds)] == pytest.approx([1.0] * 3, abs=0.01)


def test_thousands_due_at_once_go_out_by_urgency_and_within_the_limit_of_a_minute(world: World) -> None:
    with world.store.write():
        for number in range(1_500):
            world.add(f"k{number}", destination=f"C{number % 50}", urgency=number % 5)

    while world.deliver().waiting:
        world.time.sleep(1)

    minutes = [int((float(one.ts) - START.timestamp()) // 60) for one in world.slack.messages]
    assert len(minutes) == 1_500
    assert max(minutes.count(minute) for minute in set(minutes)) <= 305
    urgencies = [int(one.text.removeprefix("Claim k").partition(":")[0]) % 5 for one in world.slack.messages]
    assert sum(urgencies[:200]) < 10
    assert set(urgencies[-200:]) == {4}


def test_what_cannot_go_to_a_person_goes_to_the_next(world: World) -> None:
    world.slack.refuses[PERSON] = "channel_not_found"
    world.reroutes = {PERSON: CHANNEL}
    world.add(destination=PERSON)

    assert world.deliver() == Delivered(sent=1)

    row = world.row()
    assert (row.outgoing.destination, row.rerouted_from, row.channel) == (CHANNEL, PERSON, CHANNEL)
    with world.store.read() as db:
        assert [one.destination for one in list_posted(db, "k1")] == [CHANNEL]


def test_a_broken_destination_is_tried_once_and_told_once(world: World) -> None:
    world.slack.refuses[CHANNEL] = "is_archived"
    world.reroutes = {CHANNEL: OTHER_CHANNEL}
    for number in range(5):
        world.add(f"k{number}")
    world.settle()

    assert [one.channel for one in world.slack.messages] == [OTHER_CHANNEL] * 5
    assert world.slack.calls.count("chat.postMessage") == 6
    assert [alarm.name for alarm in world.told] == [f"destination:{CHANNEL}"]


def test_broken_ones_on_the_way_are_passed_over(world: World) -> None:
    world.slack.refuses |= {PERSON: "user_not_found", CHANNEL: "not_in_channel"}
    world.reroutes = {PERSON: CHANNEL, CHANNEL: OTHER_CHANNEL}
    world.add("k1", destination=CHANNEL)
    world.deliver()
    world.add("k2", destination=PERSON)
    world.settle(step_s=1)

    assert world.row("k2").rerouted_from == f"{PERSON} {CHANNEL}"
    assert [one.channel for one in world.slack.messages] == [OTHER_CHANNEL] * 2


@pytest.mark.parametrize("reroutes", [{}, {CHANNEL: CHANNEL}, {CHANNEL: PERSON, PERSON: CHANNEL}])
def test_when_nobody_is_left_somebody_is_alarmed(world: World, reroutes: dict[str, str | None]) -> None:
    world.slack.refuses |= {CHANNEL: "not_in_channel", PERSON: "cannot_dm_bot"}
    world.reroutes = reroutes
    world.add()

    world.settle()

    assert world.row().state is OutboxState.DEAD
    assert f"dead:{world.row().id}" in world.alarms()
    assert world.slack.messages == []


def test_a_destination_that_takes_messages_again_is_mended(world: World) -> None:
    world.slack.refuses[CHANNEL] = "not_in_channel"
    world.reroutes = {CHANNEL: OTHER_CHANNEL}
    world.add("k1")
    world.deliver()
    world.slack.refuses.clear()
    world.add("k2", in_s=25 * HOUR)

    world.deliver(after_s=25 * HOUR)

    assert world.slack.messages[-1].channel == CHANNEL
    with world.store.read() as db:
        assert list_broken(db) == {}
    assert world.alarms() == []


def test_what_may_have_arrived_is_looked_for_before_it_goes_elsewhere(world: World) -> None:
    world.reroutes = {CHANNEL: OTHER_CHANNEL}
    world.add("k1")
    world.deliver("lost")
    world.add("k2")
    world.slack.refuses[CHANNEL] = "is_archived"
    world.slack.faults.clear()
    world.deliver()
    world.settle()

    assert [one.channel for one in world.slack.messages] == [CHANNEL, OTHER_CHANNEL]


def test_an_alarm_may_be_told_by_a_message_of_its_own(world: World) -> None:
    def tell(db: ClaimsDb, alarm: Alarm) -> None:
        told = an_outgoing(f"alarm|{alarm.name}", alarm.since, kind=MessageKind.ADMIN, destination=OTHER_CHANNEL)
        add_outgoing(db, told, alarm.since)

    world.worker = world.a_worker(alarms=Alarms(world.store, world.time, tell))
    world.add()
    world.deliver("invalid_blocks", "no_text")
    world.settle()

    assert [(one.channel, one.text[:18]) for one in world.slack.messages] == [(OTHER_CHANNEL, "Claim alarm|dead:1")]


def test_a_way_on_that_cannot_be_asked_is_asked_again(world: World) -> None:
    world.slack.refuses[CHANNEL] = "not_in_channel"
    world.worker = world.a_worker(reroute=_asked_twice())
    world.add()
    world.deliver()
    assert (world.row().state, world.row().last_error) == (OutboxState.PENDING, "stumbled")

    world.settle()

    assert [one.channel for one in world.slack.messages] == [OTHER_CHANNEL]


def test_an_alarm_about_an_administrators_message_is_not_told_by_another(world: World) -> None:
    world.slack.refuses[CHANNEL] = "is_archived"
    world.add(kind=MessageKind.ADMIN)
    world.settle()

    assert world.told == []
    assert world.alarms() == [f"dead:{world.row().id}", f"destination:{CHANNEL}"]


def test_for_six_hours_nothing_is_lost_and_slack_is_asked_every_five_minutes(world: World) -> None:
    world.slack.token_error = "token_revoked"
    world.add("k1")
    world.add("k2", destination=OTHER_CHANNEL)
    for _ in range(360):
        world.deliver(after_s=60)

    assert world.slack.calls.count("chat.postMessage") == 1
    assert world.slack.calls.count("auth.test") == 71
    assert world.alarms() == ["slack"]
    assert world.told == []

    world.slack.token_error = ""
    world.closed.add("k2")
    world.deliver(after_s=300)

    assert [world.row(key).state for key in ("k1", "k2")] == [OutboxState.SENT, OutboxState.CANCELLED]
    assert world.alarms() == []


def test_a_missing_scope_on_posting_is_no_loop(world: World) -> None:
    world.slack.refuses[CHANNEL] = "missing_scope"
    world.add()
    for _ in range(60):
        world.deliver(after_s=60)

    assert world.slack.calls.count("chat.postMessage") <= 12
    assert world.alarms() == ["slack"]


def test_a_run_gives_up_after_three_lost_calls_and_rests(world: World) -> None:
    for number in range(10):
        world.add(f"k{number}", destination=f"C{number}")

    world.deliver(*["no_dns"] * 10)
    assert world.slack.calls == ["chat.postMessage"] * 3
    world.slack.faults.clear()
    assert world.deliver(after_s=29).sent == 0
    world.settle(step_s=31)

    assert len(world.slack.messages) == 10


def test_a_night_without_network_is_an_alarm_and_loses_nothing(world: World) -> None:
    world.add()
    for _ in range(600):
        world.slack.faults.clear()
        world.deliver("no_dns", after_s=60)
    assert world.alarms() == ["late"]

    world.settle(step_s=60)

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)
    assert world.alarms() == []


def test_it_goes_out_within_a_quarter_of_an_hour_after_recovery(world: World) -> None:
    world.add()
    for _ in range(600):
        world.slack.faults.clear()
        world.deliver("503", after_s=60)
    world.slack.faults.clear()
    recovered = world.time.passed_s

    while world.row().state is not OutboxState.SENT:
        world.deliver(after_s=10)

    assert world.time.passed_s - recovered <= 900


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "invalid_blocks_format"])
def test_refused_blocks_go_out_as_plain_text(world: World, error: str) -> None:
    world.add()

    world.deliver(error)

    (message,) = world.slack.messages
    assert (message.text, message.blocks) == ("Claim k1: see /claim k1", [])


def test_plain_text_is_cut_at_3000_characters(world: World) -> None:
    world.renderers[MessageKind.CLAIM] = lambda row: {"text": "x" * 9_000, "blocks": []}
    world.add()
    world.deliver("msg_too_long")

    assert len(world.slack.messages[0].text) == 3_000


def test_text_that_is_refused_as_well_ends_in_an_alarm(world: World) -> None:
    world.add()
    world.deliver("invalid_blocks", "msg_too_long")

    assert (world.row().state, world.alarms()) == (OutboxState.DEAD, [f"dead:{world.row().id}"])
    assert [alarm.text for alarm in world.told] == ["message 1 (claim) could not be sent: msg_too_long"]


def test_a_refusal_that_nobody_knows_is_tried_eight_times_in_a_day(world: World) -> None:
    world.slack.refuses[CHANNEL] = "a_new_error"
    world.add()
    for _ in range(24 * 60):
        world.deliver(after_s=60)

    assert world.slack.calls.count("chat.postMessage") == 8
    assert (world.row().state, world.alarms()) == (OutboxState.DEAD, [f"dead:{world.row().id}"])


def _asked_twice() -> Callable[[OutboxRow], str | None]:
    """Raises at the first asking."""
    answers = iter([ValueError, OTHER_CHANNEL])

    def reroute(row: OutboxRow) -> str | None:
        answer = next(answers)
        if answer is ValueError:
            raise ValueError
        return str(answer)

    return reroute
