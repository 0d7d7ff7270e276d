"""How fast messages go out: one a second to a destination, so many a minute in all, and less when Slack says so."""

import pytest
from fake_slack import FakeTime

from bot.pace import Pace


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def pace(time: FakeTime) -> Pace:
    return Pace(time.monotonic)


def posts_within(pace: Pace, time: FakeTime, seconds: int) -> int:
    """How many go out in that time, each to a destination of its own, tried ten times a second."""
    count = 0
    for number in range(seconds * 10):
        count += pace.take_post(f"C{number}")
        time.sleep(0.1)
    return count


def test_a_destination_takes_one_message_a_second(pace: Pace, time: FakeTime) -> None:
    assert [pace.take_post("C1"), pace.take_post("C1"), pace.take_post("C2")] == [True, False, True]
    assert pace.busy() == {"C1": 1.0, "C2": 1.0}

    time.sleep(0.9)
    assert not pace.take_post("C1")
    time.sleep(0.2)
    assert pace.busy() == {}
    assert pace.take_post("C1")


def test_a_workspace_takes_a_hundred_messages_in_the_first_minute(pace: Pace, time: FakeTime) -> None:
    assert 98 <= posts_within(pace, time, 60) <= 106


def test_it_grows_by_a_tenth_a_minute_up_to_three_hundred(pace: Pace, time: FakeTime) -> None:
    minutes = [posts_within(pace, time, 60) for _ in range(20)]

    assert 108 <= minutes[1] <= 112
    assert minutes == sorted(minutes)
    assert 290 <= minutes[-1] <= 300


def test_no_minute_has_more_than_three_hundred_messages_and_a_burst(pace: Pace, time: FakeTime) -> None:
    posts_within(pace, time, 1_500)
    time.sleep(500)

    assert posts_within(pace, time, 60) <= 305


def test_after_a_429_nothing_goes_out_until_slack_said_and_then_slowly(pace: Pace, time: FakeTime) -> None:
    posts_within(pace, time, 1_500)

    pace.posts.stop(30)
    assert pace.posts.wait_s() == pytest.approx(30, abs=0.01)
    assert posts_within(pace, time, 29) == 0
    time.sleep(1)
    assert posts_within(pace, time, 60) <= 102


def test_a_shorter_stop_does_not_shorten_a_longer_one(pace: Pace, time: FakeTime) -> None:
    pace.posts.stop(60)
    pace.posts.stop(1)

    time.sleep(30)
    assert not pace.take_post("C1")


def test_history_and_updates_have_fifty_a_minute_of_their_own(pace: Pace, time: FakeTime) -> None:
    assert sum(pace.reads.take() for _ in range(100)) == 20
    assert sum(pace.edits.take() for _ in range(100)) == 20
    assert pace.take_post("C1")

    taken = 0
    for _ in range(600):
        time.sleep(0.1)
        taken += pace.reads.take()
    assert 48 <= taken <= 51


def test_the_wait_that_is_told_is_enough(pace: Pace, time: FakeTime) -> None:
    for number in range(200):
        time.sleep(pace.posts.wait_s() + 0.001)
        assert pace.take_post(f"C{number}")
