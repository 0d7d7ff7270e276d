"""Messages of the outbox on their way to Slack when Slack takes them: rendered now, paced, updated in place."""

from datetime import timedelta
from pathlib import Path

import pytest
from fake_slack import START
from outbox_world import CHANNEL, OTHER_CHANNEL, World, a_world

from bot.delivery import Delivered
from bot.views.blocks import View
from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store.outbox_places import find_direct, list_posted

HOUR = 3_600.0


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_world(tmp_path)


def test_it_is_rendered_now_posted_and_recorded(world: World) -> None:
    world.add()

    assert world.deliver() == Delivered(sent=1)

    (message,) = world.slack.messages
    row = world.row()
    assert (row.state, row.channel, row.ts) == (OutboxState.SENT, CHANNEL, message.ts)
    with world.store.read() as db:
        assert [(one.channel, one.ts) for one in list_posted(db, "k1")] == [(CHANNEL, message.ts)]


def test_it_carries_a_mark_that_tells_nothing_and_unfurls_nothing(world: World) -> None:
    world.add("claim|4711|appeal|2026-12-24")
    world.deliver()

    sent = world.slack.messages[0].sent
    assert sent["metadata"] == {
        "event_type": "billing_bot_message",
        "event_payload": {"id": world.mark("claim|4711|appeal|2026-12-24")},
    }
    assert "4711" not in str({name: sent[name] for name in ("metadata", "client_msg_id")})
    assert (sent["unfurl_links"], sent["unfurl_media"], sent["link_names"]) == (False, False, False)


def test_another_run_sends_nothing(world: World) -> None:
    world.add()
    world.deliver()

    assert world.deliver() == Delivered()
    assert len(world.slack.messages) == 1


def test_one_that_is_not_needed_any_more_is_cancelled(world: World) -> None:
    world.add()
    world.closed.add("k1")

    assert world.deliver() == Delivered(cancelled=1)
    assert world.slack.calls == []


def test_a_claim_that_is_paid_between_a_failed_try_and_the_next_is_told_nothing(world: World) -> None:
    world.add()
    world.deliver("refused")
    world.closed.add("k1")

    world.settle()

    assert (world.row().state, world.slack.messages) == (OutboxState.CANCELLED, [])


def test_a_persons_message_tells_the_channel_of_the_conversation(world: World) -> None:
    world.slack.direct["U0CODY001"] = "D0CODY001"
    world.add(destination="U0CODY001")
    world.deliver()

    with world.store.read() as db:
        assert find_direct(db, "U0CODY001") == "D0CODY001"
    assert world.row().channel == "D0CODY001"


def test_a_renderer_that_raises_does_not_stop_the_others(world: World) -> None:
    world.renderers[MessageKind.DIGEST] = _broken_renderer
    world.add("bad", kind=MessageKind.DIGEST, urgency=0)
    world.add("good")

    assert world.deliver() == Delivered(sent=1, waiting=1)
    assert world.alarms() == []


def test_a_renderer_that_raises_four_times_ends_in_an_alarm(world: World) -> None:
    world.renderers[MessageKind.DIGEST] = _broken_renderer
    world.add(kind=MessageKind.DIGEST)

    for _ in range(4):
        world.deliver(after_s=HOUR)

    assert (world.row().state, world.alarms()) == (OutboxState.DEAD, [f"dead:{world.row().id}"])


def test_a_kind_that_nobody_renders_ends_in_an_alarm(world: World) -> None:
    del world.renderers[MessageKind.ADMIN]
    world.add(kind=MessageKind.ADMIN)

    for _ in range(4):
        world.deliver(after_s=HOUR)

    assert world.row().state is OutboxState.DEAD


def test_a_message_is_brought_up_to_date_in_place(world: World) -> None:
    world.add("k1", subject="7")
    world.deliver()
    world.add("u1", subject="7", kind=MessageKind.UPDATE)

    assert world.deliver(after_s=2) == Delivered(sent=1)

    (update,) = world.slack.updates
    assert (update["channel"], update["ts"]) == (CHANNEL, world.slack.messages[0].ts)
    assert len(world.slack.messages) == 1


def test_without_a_message_there_is_nothing_to_update(world: World) -> None:
    world.add("u1", kind=MessageKind.UPDATE)

    assert world.deliver() == Delivered(cancelled=1)


def test_an_update_waits_for_a_message_that_may_be_on_its_way(world: World) -> None:
    world.add("k1", subject="7")
    world.deliver("lost")
    world.add("u1", subject="7", kind=MessageKind.UPDATE)
    assert world.deliver(after_s=1) == Delivered(waiting=2)

    world.settle(step_s=20)

    assert (len(world.slack.messages), len(world.slack.updates)) == (1, 1)


def test_an_update_whose_answer_was_lost_is_done_again(world: World) -> None:
    world.add("k1", subject="7")
    world.deliver()
    world.add("u1", subject="7", kind=MessageKind.UPDATE)
    world.deliver("lost", after_s=2)
    world.settle(step_s=60)

    assert len(world.slack.updates) == 2
    assert world.row("u1").state is OutboxState.SENT


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "is_archived"])
def test_a_message_that_is_out_of_reach_is_forgotten(world: World, error: str) -> None:
    world.add("k1", subject="7")
    world.deliver()
    world.add("u1", subject="7", kind=MessageKind.UPDATE)

    assert world.deliver(error, after_s=2) == Delivered(cancelled=1)
    with world.store.read() as db:
        assert list_posted(db, "7") == []
    assert world.alarms() == []


@pytest.mark.parametrize("hours", [1, 72])
def test_after_an_outage_only_what_is_still_needed_goes_out(world: World, hours: int) -> None:
    world.add("claim|7|t-7", subject="t-7", urgency=7)
    world.add("claim|7|t-1", subject="t-1", urgency=1)
    world.closed.add("t-7")

    world.deliver(after_s=hours * HOUR)

    assert [one.text for one in world.slack.messages] == ["Claim t-1: see /claim t-1"]
    assert world.rendered[0].outgoing.not_before == START


@pytest.mark.parametrize("hours", [2, -2, 24 * 365])
def test_a_message_that_went_out_by_a_wrong_clock_is_not_repeated(world: World, hours: int) -> None:
    world.add(in_s=HOUR)
    world.time.wrong_by = timedelta(hours=hours)
    world.deliver()
    world.time.wrong_by = timedelta()

    world.deliver(after_s=2 * HOUR)

    assert len(world.slack.messages) == 1


def test_while_the_clock_cannot_be_right_nothing_is_sent(world: World) -> None:
    world.worker = world.a_worker(may_send=lambda: False)
    world.add()

    assert world.deliver() == Delivered(waiting=1)
    assert world.slack.calls == []


def test_a_worker_that_is_stopped_begins_no_message(world: World) -> None:
    world.add("k1")
    world.add("k2", destination=OTHER_CHANNEL)
    world.slack.watch = lambda message: world.worker.stop()

    assert world.deliver() == Delivered(sent=1, waiting=1)


def _broken_renderer(row: OutboxRow) -> View | None:
    raise KeyError("amount")
