"""Messages whose answer got lost or whose worker died: each arrives once."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fake_slack import AFTER, BEFORE, WorkerDied
from outbox_world import DIRECT, OTHER_CHANNEL, PERSON, World, a_world

from bot.delivery import Delivered
from bot.views.blocks import View, section
from data.errors import ClaimStoreUnusable
from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store.outbox_places import list_posted

HOUR = 3_600.0


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_world(tmp_path)


@pytest.mark.parametrize("fault", [*AFTER, "html_after", "500_after"])
def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(world: World, fault: str) -> None:
    world.add()
    world.deliver(fault)
    assert world.row().state is OutboxState.PENDING

    world.settle()

    (message,) = world.slack.messages
    assert (world.row().state, world.row().ts) == (OutboxState.SENT, message.ts)
    assert world.slack.calls == ["chat.postMessage", "conversations.history"]


@pytest.mark.parametrize("fault", [*BEFORE, "500", "502", "503", "504", "html", "fatal_error", "internal_error"])
def test_a_message_that_did_not_arrive_is_sent_once_more(world: World, fault: str) -> None:
    world.add()
    world.deliver(fault)

    world.settle()

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


def test_a_message_that_was_surely_not_sent_is_not_looked_for(world: World) -> None:
    world.add()
    world.deliver("refused")
    world.settle()

    assert world.slack.calls == ["chat.postMessage"] * 2


def test_a_persons_message_is_looked_for_in_the_conversation(world: World) -> None:
    world.add(destination=PERSON)
    world.deliver("lost")
    world.settle()

    assert (len(world.slack.messages), world.row().channel) == (1, DIRECT)


def test_history_is_read_page_by_page_until_the_message_is_found(world: World) -> None:
    world.slack.page = 3
    world.add("first")
    world.deliver("lost")
    for number in range(10):
        world.add(f"k{number}", urgency=1)
        world.deliver(after_s=1)
    world.settle()

    assert world.row("first").state is OutboxState.SENT
    assert len(world.slack.messages) == 11
    assert world.slack.calls.count("conversations.history") == 4


def test_a_message_of_which_slack_knows_a_twin_goes_out_without_its_id(world: World) -> None:
    world.add()
    world.deliver("post:duplicate_message_not_found")
    world.settle()

    (message,) = world.slack.messages
    assert "client_msg_id" not in message.sent


def test_the_clock_may_be_wrong_by_half_a_day_meanwhile(world: World) -> None:
    world.time.wrong_by = timedelta(hours=12)
    world.add(in_s=-48 * HOUR)
    world.deliver("lost")
    world.time.wrong_by = timedelta(hours=-12)
    world.settle()

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


@pytest.mark.parametrize("fault", ["died", "died_after"])
def test_a_message_of_a_worker_that_died_at_the_post_arrives_once(world: World, fault: str) -> None:
    world.add()
    with pytest.raises(WorkerDied):
        world.deliver(fault)
    world.worker = world.a_worker()

    assert world.deliver(after_s=60) == Delivered(waiting=1)
    world.settle(step_s=130)

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


@pytest.mark.parametrize("is_kept", [False, True], ids=["before it is kept", "after it is kept"])
@pytest.mark.parametrize("number", range(10))
def test_a_worker_that_dies_at_any_write_loses_and_repeats_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int, is_kept: bool
) -> None:
    world.add("k1")
    world.add("k2", destination=OTHER_CHANNEL)
    world.add("k3", destination=PERSON)
    world.closed.add("k3")
    with monkeypatch.context() as patched:
        patched.setattr(world.store, "write", _dying_at(world, number, is_kept=is_kept))
        with pytest.raises(WorkerDied):
            _run_through_faults(world)
    world.worker = world.a_worker()
    world.settle(step_s=130)

    states = [world.row(key).state for key in ("k1", "k2", "k3")]
    assert states == [OutboxState.SENT, OutboxState.SENT, OutboxState.CANCELLED]
    assert sorted(world.slack.marks()) == sorted([world.mark("k1"), world.mark("k2")])


def test_a_worker_that_was_frozen_for_longer_than_its_lease_records_nothing(world: World) -> None:
    other = world.a_worker()

    def freeze() -> None:
        world.time.sleep(200)
        other.deliver()
        world.time.sleep(30)
        other.deliver()

    world.slack.hooks["frozen"] = freeze
    world.add()

    assert world.deliver("frozen") == Delivered()

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


def test_a_worker_that_was_frozen_before_the_post_does_not_post(world: World) -> None:
    other, renders = world.a_worker(), iter([True])

    def render(row: OutboxRow) -> View | None:
        if next(renders, False):
            world.time.sleep(200)
            other.deliver()
            world.time.sleep(30)
            other.deliver()
        return world.render(row)

    world.renderers[MessageKind.CLAIM] = render
    world.add()
    world.deliver()

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


def test_a_message_that_took_most_of_its_lease_to_render_is_not_posted_now(world: World) -> None:
    def render(row: OutboxRow) -> View | None:
        world.time.sleep(100)
        return world.render(row)

    world.renderers[MessageKind.CLAIM] = render
    world.add()

    assert world.deliver() == Delivered(waiting=1)
    assert (world.slack.calls, world.row().last_error) == ([], "too_slow")


def test_two_workers_send_each_message_once(world: World) -> None:
    other = world.a_worker()
    for number in range(12):
        world.add(f"k{number}", destination=f"C0{number:05d}")

    for _ in range(12):
        world.worker.deliver(1)
        other.deliver(1)

    assert sorted(world.slack.marks()) == sorted(world.mark(f"k{number}") for number in range(12))


def test_a_full_disk_ends_the_run_and_the_message_is_looked_for_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add()
    with monkeypatch.context() as patched:
        world.slack.watch = lambda message: patched.setattr(world.store, "write", _full)
        with pytest.raises(ClaimStoreUnusable):
            world.deliver()
    world.slack.watch = lambda message: None
    world.settle(step_s=130)

    assert (world.row().state, len(world.slack.messages)) == (OutboxState.SENT, 1)


def test_without_the_scope_it_waits_and_goes_out_once_more_as_a_repeat(world: World) -> None:
    world.slack.history_error = "missing_scope"
    world.add()
    world.deliver("slow_before")

    assert world.deliver(after_s=600) == Delivered(waiting=1)
    world.settle(step_s=60)

    (message,) = world.slack.messages
    assert message.text.startswith("(repeat) Claim k1")
    assert "(repeat)" in message.blocks[-1]["elements"][0]["text"]
    assert world.row().state is OutboxState.SENT


def test_a_repeat_has_no_more_blocks_than_slack_takes(world: World) -> None:
    world.renderers[MessageKind.CLAIM] = lambda row: {"text": "Claim k1", "blocks": [section("line")] * 50}
    world.slack.history_error = "missing_scope"
    world.add()
    world.deliver("slow_before")
    world.settle(step_s=60)

    assert len(world.slack.messages[0].blocks) == 50
    assert "(repeat)" in str(world.slack.messages[0].blocks[-1])


def test_repeats_without_an_answer_come_ever_later_and_end_in_an_alarm(world: World) -> None:
    world.slack.history_error = "missing_scope"
    world.add()
    for _ in range(24 * 12):
        world.slack.faults.clear()
        world.deliver("slow_before", after_s=300)

    assert world.slack.calls.count("chat.postMessage") == 9
    assert (world.row().state, world.alarms()) == (OutboxState.DEAD, [f"dead:{world.row().id}"])


def test_a_person_to_whom_nothing_went_yet_may_get_a_repeat(world: World) -> None:
    world.add(destination="U0NEW0001")
    world.deliver("slow_before")
    world.settle(step_s=60)

    assert [one.text[:8] for one in world.slack.messages] == ["(repeat)"]
    assert world.slack.calls == ["chat.postMessage"] * 2


def test_history_that_fails_holds_the_message_back_and_alarms(world: World) -> None:
    world.slack.history_error = "internal_error"
    world.add()
    world.deliver("lost")
    for _ in range(120):
        world.deliver(after_s=60)

    assert len(world.slack.messages) == 1
    assert world.row().is_ambiguous
    assert world.alarms() == ["late"]

    world.slack.history_error = ""
    world.settle(step_s=60)
    assert (world.row().state, len(world.slack.messages), world.alarms()) == (OutboxState.SENT, 1, [])


def test_on_the_last_day_a_repeat_is_better_than_silence(world: World) -> None:
    world.slack.history_error = "internal_error"
    world.add(last_day=world.time.today())
    world.deliver("slow_before")
    for _ in range(15):
        world.deliver(after_s=60)

    assert [one.text[:8] for one in world.slack.messages] == ["(repeat)"]


def test_before_the_last_day_it_is_not(world: World) -> None:
    world.slack.history_error = "internal_error"
    world.add(last_day=world.time.today() + timedelta(days=1))
    world.deliver("slow_before")
    for _ in range(120):
        world.deliver(after_s=60)

    assert world.slack.messages == []


def test_history_is_read_at_slacks_pace(world: World) -> None:
    for number in range(60):
        world.add(f"k{number}", destination=f"C{number}")
    for _ in range(60):
        world.slack.faults.clear()
        world.deliver("lost", "lost", after_s=31)
    world.slack.calls.clear()
    world.time.sleep(HOUR)
    world.deliver()

    assert world.slack.calls.count("conversations.history") <= 21


def _run_through_faults(world: World) -> None:
    for _ in range(20):
        world.deliver("", "lost", "429", after_s=130)


def _dying_at(world: World, number: int, *, is_kept: bool) -> Callable[..., object]:
    """The store's `write`, in which the worker dies at this one, just before or just after it is kept."""
    write, left = type(world.store).write, [number]

    @contextmanager
    def dying(*arguments: object, **choices: object):  # noqa: ANN202
        left[0] -= 1
        with write(world.store, *arguments, **choices) as db:  # type: ignore[arg-type]
            yield db
            if left[0] < 0 and not is_kept:
                raise WorkerDied
        if left[0] < 0:
            raise WorkerDied

    return dying


def _full(*arguments: object, **choices: object) -> object:
    raise ClaimStoreUnusable("claims.db", "the disk is full")


# --- replies -------------------------------------------------------------------------------------------------------


def a_reply(world: World) -> None:
    """A word in the thread of a card that stands."""
    world.add("card", subject="claim:1")
    world.deliver()
    world.add("reply", kind=MessageKind.REPLY, subject="claim:1")


def test_a_reply_stands_in_the_thread_of_the_card_and_nowhere_else(world: World) -> None:
    a_reply(world)
    world.deliver(after_s=5.0)

    card, reply = world.slack.messages
    assert reply.sent["thread_ts"] == card.ts
    assert "reply_broadcast" not in reply.sent
    with world.store.read() as db:
        assert [one.ts for one in list_posted(db, "claim:1")] == [card.ts], "the card stays what is brought up to date"


@pytest.mark.parametrize("fault", ["lost", "reset", "slow", "500_after", "html_after"])
def test_a_reply_whose_answer_was_lost_is_looked_for_in_its_thread(world: World, fault: str) -> None:
    a_reply(world)
    world.deliver(fault, after_s=5.0)
    world.settle()

    assert world.row("reply").state is OutboxState.SENT
    assert len(world.slack.messages) == 2
    assert "conversations.replies" in world.slack.calls


def test_a_reply_to_a_card_that_is_gone_is_not_sent(world: World) -> None:
    world.add("reply", kind=MessageKind.REPLY, subject="claim:1")

    assert world.deliver() == Delivered(cancelled=1)
