"""The outbox's rows: added once, leased by one worker, ended by their owner, kept and cleared."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from outbox_world import CHANNEL, OTHER_CHANNEL, PERSON, an_outgoing

from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store import outbox, outbox_ends, outbox_places
from data.store.alarms import list_alarms, raise_alarm
from data.store.claims_file import ClaimsFile
from data.store.outbox_ends import Later

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
LEASE = timedelta(seconds=120)
PAUSE = timedelta(seconds=15)


class Box:
    """The outbox with defaults for what does not matter."""

    def __init__(self, folder: Path) -> None:
        self.store = ClaimsFile(folder)

    def add(self, key: str = "k1", **choices: object) -> bool:
        with self.store.write() as db:
            return outbox.add_outgoing(db, an_outgoing(key, NOW, **choices), NOW)  # type: ignore[arg-type]

    def find_leased(self, at: datetime = NOW, *, owner: str = "one", without: tuple[str, ...] = ()) -> OutboxRow | None:
        with self.store.write() as db:
            return outbox.lease_next(db, now=at, lease=LEASE, owner=owner, without=without)

    def lease(self, at: datetime = NOW, *, owner: str = "one", without: tuple[str, ...] = ()) -> OutboxRow:
        row = self.find_leased(at, owner=owner, without=without)
        assert row is not None
        return row

    def take_back(self, at: datetime) -> int:
        with self.store.write() as db:
            return outbox.release_expired(db, now=at, lease=LEASE, pause=PAUSE)

    def send(self, row: OutboxRow, *, channel: str = CHANNEL, ts: str = "1.1") -> bool:
        with self.store.write() as db:
            return outbox_ends.end_sent(db, row, channel=channel, ts=ts, at=NOW)

    def later(self, row: OutboxRow, later: Later, at: datetime = NOW) -> bool:
        with self.store.write() as db:
            return outbox_ends.end_later(db, row, later, at)

    def row(self, key: str = "k1") -> OutboxRow:
        with self.store.read() as db:
            found = outbox.find_outgoing(db, key)
        assert found is not None
        return found


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def test_a_key_is_added_once(box: Box) -> None:
    assert [box.add(), box.add(), box.add("k2")] == [True, False, True]


def test_a_sent_message_is_never_added_again(box: Box) -> None:
    box.add()
    box.send(box.lease())

    assert not box.add()
    assert box.row().state is OutboxState.SENT


def test_a_cancelled_message_that_is_needed_after_all_waits_again(box: Box) -> None:
    box.add()
    with box.store.write() as db:
        outbox_ends.end_cancelled(db, box.lease(), NOW)

    assert box.add(urgency=1)

    assert (box.row().state, box.row().outgoing.urgency) == (OutboxState.PENDING, 1)


def test_a_write_that_fails_leaves_no_message(box: Box) -> None:
    with suppress(RuntimeError), box.store.write() as db:
        outbox.add_outgoing(db, an_outgoing("k1", NOW), NOW)
        raise RuntimeError

    assert box.add()


def test_what_went_in_comes_out(box: Box) -> None:
    outgoing = an_outgoing("k1", NOW, kind=MessageKind.DIGEST, destination=PERSON, last_day=date(2026, 12, 1))
    with box.store.write() as db:
        outbox.add_outgoing(db, outgoing, NOW)

    row = box.row()
    assert (row.outgoing, row.created_at) == (outgoing, NOW)
    assert (row.lease_until, row.first_try_at, row.failing_since, row.try_after, row.sent_at) == (None,) * 5


def test_the_most_urgent_comes_first_and_then_the_oldest(box: Box) -> None:
    box.add("late", urgency=5)
    box.add("early", urgency=5, in_s=-60)
    box.add("urgent", urgency=1)

    assert [box.lease().outgoing.key for _ in range(3)] == ["urgent", "early", "late"]
    assert box.find_leased() is None


def test_nothing_is_leased_before_its_time(box: Box) -> None:
    box.add(in_s=60)

    assert box.find_leased(NOW + timedelta(seconds=59)) is None
    assert box.lease(NOW + timedelta(seconds=60)).outgoing.key == "k1"


def test_destinations_that_must_wait_are_passed_over(box: Box) -> None:
    box.add("k1", urgency=1)
    box.add("k2", destination=OTHER_CHANNEL)

    assert box.lease(without=(CHANNEL,)).outgoing.key == "k2"
    assert box.find_leased(without=(CHANNEL, OTHER_CHANNEL)) is None


def test_a_leased_row_is_nobody_elses_until_the_lease_is_over(box: Box) -> None:
    box.add()
    box.lease(owner="one")

    assert box.take_back(NOW + timedelta(seconds=119)) == 0
    assert box.find_leased(NOW + timedelta(seconds=119), owner="two") is None


def test_a_lease_that_is_over_is_taken_back_as_ambiguous_after_a_pause(box: Box) -> None:
    box.add()
    box.lease(owner="one")
    over = NOW + LEASE

    assert box.take_back(over) == 1
    assert box.find_leased(over, owner="two") is None
    row = box.lease(over + PAUSE, owner="two")
    assert (row.is_ambiguous, row.first_try_at, row.attempts) == (True, NOW, 1)


def test_a_lease_is_taken_back_though_the_clock_was_set_back(box: Box) -> None:
    box.add()
    box.lease()

    assert box.take_back(NOW - timedelta(hours=2)) == 1


def test_a_pause_that_a_wrong_clock_made_much_too_long_is_not_kept(box: Box) -> None:
    box.add()
    box.later(box.lease(), Later(try_after=NOW + timedelta(days=9_000), error="timeout"))

    assert box.lease(NOW + timedelta(seconds=1)).outgoing.key == "k1"


def test_only_the_owner_ends_a_lease(box: Box) -> None:
    box.add()
    first = box.lease(owner="one")
    box.take_back(NOW + LEASE)
    second = box.lease(NOW + LEASE + PAUSE, owner="two")

    assert not box.send(first, ts="9.9")
    assert not box.later(first, Later(try_after=NOW, error="late"))
    with box.store.write() as db:
        assert not outbox_ends.end_dead(db, first, "late", NOW)
        assert not outbox_ends.end_cancelled(db, first, NOW)
        assert not outbox_ends.end_rerouted(db, first, OTHER_CHANNEL, tried=[CHANNEL], error="late")
    assert box.send(second, ts="1.1")
    assert (box.row().ts, box.row().sent_at) == ("1.1", NOW)


def test_a_try_that_surely_sent_nothing_leaves_no_doubt(box: Box) -> None:
    box.add()
    box.later(box.lease(), Later(try_after=NOW, error="refused"))

    row = box.row()
    assert (row.is_ambiguous, row.first_try_at, row.attempts, row.failing_since) == (False, None, 1, NOW)


def test_a_rate_limit_is_no_attempt(box: Box) -> None:
    box.add()
    box.later(box.lease(), Later(try_after=NOW, error="ratelimited", counts=False))

    assert (box.row().attempts, box.row().failing_since) == (0, None)


def test_a_rerouted_message_begins_anew_elsewhere(box: Box) -> None:
    box.add(destination=PERSON)
    with box.store.write() as db:
        outbox_ends.end_rerouted(db, box.lease(), CHANNEL, tried=[PERSON], error="user_not_found")

    row = box.lease()
    assert (row.outgoing.destination, row.rerouted_from, row.is_ambiguous) == (CHANNEL, PERSON, False)


def test_the_newest_message_about_a_subject_is_found_by_its_destination(box: Box) -> None:
    for key, ts in (("k1", "1.1"), ("k2", "2.2")):
        box.add(key, subject="7")
        box.send(box.lease(), ts=ts)
    box.add("k3", subject="7", destination=PERSON)
    box.send(box.lease(), channel="D0BEA0001", ts="3.3")

    with box.store.read() as db:
        found = outbox_places.list_posted(db, "7")
        assert outbox_places.find_posted(db, "8", CHANNEL) is None
    assert [(one.destination, one.channel, one.ts) for one in found] == [
        (CHANNEL, CHANNEL, "2.2"),
        (PERSON, "D0BEA0001", "3.3"),
    ]


def test_the_channel_of_a_conversation_is_kept_from_slacks_answer(box: Box) -> None:
    box.add(destination=PERSON)
    box.send(box.lease(), channel="D0BEA0001")
    box.add("k2")
    box.send(box.lease())

    with box.store.read() as db:
        assert outbox_places.find_direct(db, PERSON) == "D0BEA0001"
        assert outbox_places.find_direct(db, CHANNEL) is None


def test_states_are_counted(box: Box) -> None:
    for key in ("k1", "k2", "k3"):
        box.add(key)
    box.add("k4", in_s=60)
    box.send(box.lease())
    box.lease()

    with box.store.read() as db:
        assert outbox.count_states(db) == {OutboxState.PENDING: 2, OutboxState.SENDING: 1, OutboxState.SENT: 1}
        assert (outbox.count_due(db, NOW), outbox.has_ready(db, NOW)) == (2, True)


def test_after_a_restored_backup_whatever_waits_is_looked_for_since_then(box: Box) -> None:
    box.add("k1")
    box.add("k2")
    box.lease()
    backup = NOW - timedelta(hours=20)

    with box.store.write() as db:
        assert outbox.doubt_unsent(db, backup) == 2

    rows = [box.lease(), box.lease()]
    assert [(row.is_ambiguous, row.first_try_at) for row in rows] == [(True, backup)] * 2


def test_dead_messages_are_tried_anew_when_somebody_says_so(box: Box) -> None:
    box.add()
    box.later(box.lease(), Later(try_after=NOW, error="odd", fails=True, is_plain=True))
    with box.store.write() as db:
        outbox_ends.end_dead(db, box.lease(), "odd", NOW)
        raise_alarm(db, "dead:1", "message 1 could not be sent", NOW)
        raise_alarm(db, "late", "messages fail", NOW)
        assert outbox.wake_dead(db) == 1
        assert [one.name for one in list_alarms(db)] == ["late"]

    row = box.lease()
    assert (row.failures, row.is_plain) == (0, False)


def test_old_messages_are_cleared_but_for_dead_ones(box: Box) -> None:
    for key in ("sent", "cancelled", "dead", "waiting"):
        box.add(key)
    box.send(box.lease())
    with box.store.write() as db:
        outbox_ends.end_cancelled(db, box.lease(), NOW)
        outbox_ends.end_dead(db, box.lease(), "odd", NOW)
        assert outbox.prune_outbox(db, NOW) == 0
        assert outbox.prune_outbox(db, NOW + timedelta(seconds=1)) == 2

        assert outbox.count_states(db) == {OutboxState.DEAD: 1, OutboxState.PENDING: 1}


def test_the_secret_of_the_marks_is_made_once(box: Box) -> None:
    with box.store.write() as db:
        secret = outbox_places.get_secret(db)
    with box.store.write() as db:
        assert outbox_places.get_secret(db) == secret
    assert len(secret) == 64


def test_a_broken_destination_is_news_once_and_worth_a_try_later(box: Box) -> None:
    with box.store.write() as db:
        news = [outbox_places.mark_broken(db, CHANNEL, "is_archived", NOW) for _ in range(2)]

        assert news == [True, False]
        assert outbox_places.find_broken(db, CHANNEL, NOW) == "is_archived"
        assert outbox_places.find_broken(db, CHANNEL, NOW + timedelta(seconds=1)) is None
        assert outbox_places.list_broken(db) == {CHANNEL: "is_archived"}
        assert outbox_places.mend_destination(db, CHANNEL)
        assert not outbox_places.is_broken(db, CHANNEL)


def test_another_message_about_the_same_that_may_be_on_its_way_is_seen(box: Box) -> None:
    box.add("k1", subject="7")
    box.add("u1", subject="7", kind=MessageKind.UPDATE)
    update = box.row("u1")

    with box.store.read() as db:
        assert not outbox.has_unsettled(db, update)
    row = box.lease()
    with box.store.read() as db:
        assert outbox.has_unsettled(db, update)
        assert not outbox.has_unsettled(db, replace(update, id=row.id))
    box.later(row, Later(try_after=NOW, error="timeout", is_ambiguous=True))
    with box.store.read() as db:
        assert outbox.has_unsettled(db, update)
