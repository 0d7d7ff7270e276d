"""Stopped ticks are noticed by monotonic time, and nothing is sent by a clock that cannot be right."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fake_slack import FakeTime

from bot.alarms import Alarms
from bot.watchdog import Watchdog, beating
from data.store.alarms import list_alarms
from data.store.claims_file import ClaimsFile
from data.store.heartbeat import find_beat, list_beats


class Kennel:
    """A watchdog with ticks of a minute."""

    def __init__(self, folder: Path, *, days_may_move: bool = False) -> None:
        self.store = ClaimsFile(folder)
        self.time = FakeTime()
        self.slept_s = 0.0
        self.restarts = 0
        self.asked: list[datetime | None] = []
        self.dog = Watchdog(
            Alarms(self.store, self.time),
            self.time,
            interval_s=60,
            restart=self.restart,
            ask_time=lambda: self.asked.pop(0) if self.asked else None,
            days_may_move=days_may_move,
            now=lambda: self.time.monotonic() - self.slept_s,
            boot_s=self.time.monotonic,
        )

    def restart(self) -> None:
        self.restarts += 1

    def alarms(self) -> list[str]:
        with self.store.read() as db:
            return [one.name for one in list_alarms(db)]


@pytest.fixture
def kennel(tmp_path: Path) -> Kennel:
    return Kennel(tmp_path)


@pytest.fixture
def playground(tmp_path: Path) -> Kennel:
    return Kennel(tmp_path, days_may_move=True)


def test_three_missing_ticks_raise_an_alarm_and_a_restart(kennel: Kennel) -> None:
    kennel.time.sleep(180)
    kennel.dog.look()
    assert kennel.restarts == 0

    kennel.time.sleep(1)
    kennel.dog.look()
    assert (kennel.restarts, kennel.alarms()) == (1, ["ticks"])


def test_it_is_restarted_again_only_after_three_more(kennel: Kennel) -> None:
    kennel.time.sleep(200)
    kennel.dog.look()
    kennel.dog.look()
    assert kennel.restarts == 1

    kennel.time.sleep(200)
    kennel.dog.look()
    assert kennel.restarts == 2


def test_the_next_tick_ends_the_alarm(kennel: Kennel) -> None:
    kennel.time.sleep(200)
    kennel.dog.look()

    kennel.dog.beat()

    assert kennel.alarms() == []


def test_a_clock_set_back_by_two_hours_does_not_hide_that_ticks_stopped(kennel: Kennel) -> None:
    kennel.time.wrong_by = timedelta(hours=-2)
    kennel.time.sleep(200)
    kennel.dog.look()

    assert kennel.restarts == 1
    assert kennel.dog.may_send()


def test_a_machine_that_slept_over_the_weekend_has_missed_nothing_and_sends(kennel: Kennel) -> None:
    kennel.time.sleep(62 * 3_600)
    kennel.slept_s = 62 * 3_600
    kennel.dog.look()

    assert kennel.restarts == 0
    assert kennel.dog.may_send()
    assert kennel.alarms() == []


@pytest.mark.parametrize("hours", [-26, -2, 2, 25])
def test_a_clock_that_is_a_day_off_may_be_mended_without_a_pause(kennel: Kennel, hours: int) -> None:
    kennel.time.wrong_by = timedelta(hours=hours)

    assert kennel.dog.may_send()


@pytest.mark.parametrize("days", [-56 * 365, -2, 2, 74 * 365], ids=["1970", "two back", "two ahead", "2100"])
def test_a_clock_that_jumped_for_days_pauses_sending_until_it_is_back(kennel: Kennel, days: int) -> None:
    kennel.time.sleep(60)
    kennel.time.wrong_by = timedelta(days=days)
    assert not kennel.dog.may_send()
    assert kennel.alarms() == ["clock"]

    kennel.time.sleep(7_200)
    assert not kennel.dog.may_send()

    kennel.time.wrong_by = timedelta()
    assert kennel.dog.may_send()
    assert kennel.alarms() == []


def test_a_jump_that_slack_agrees_with_was_the_clock_being_set_right(kennel: Kennel) -> None:
    kennel.time.wrong_by = timedelta(days=20_000)
    assert not kennel.dog.may_send()

    kennel.asked = [None, kennel.time.now()]
    kennel.dog.look()
    assert not kennel.dog.may_send()
    kennel.dog.look()
    assert kennel.dog.may_send()


def test_a_bot_that_starts_with_a_wrong_clock_is_paused_once_slack_says_so(kennel: Kennel) -> None:
    kennel.asked = [kennel.time.now() + timedelta(days=400)]

    kennel.dog.look()

    assert not kennel.dog.may_send()
    assert kennel.alarms() == ["clock"]


@pytest.mark.parametrize("days", [1, 2, 30, -1])
def test_in_the_playground_whole_days_pass_at_once(playground: Kennel, days: int) -> None:
    playground.time.sleep(3)
    playground.time.wrong_by = timedelta(days=days)

    assert playground.dog.may_send()
    assert playground.alarms() == []


def test_a_thread_of_its_own_looks(tmp_path: Path) -> None:
    restarted: list[int] = []
    store, time = ClaimsFile(tmp_path), FakeTime()
    dog = Watchdog(Alarms(store, time), time, interval_s=0.02, restart=lambda: restarted.append(1), now=_hurrying())
    dog.start()
    try:
        _wait_until(lambda: len(restarted) > 1)
    finally:
        dog.stop()


def _hurrying() -> Callable[[], float]:
    seconds = iter(range(0, 10_000_000, 100))
    return lambda: float(next(seconds))


def _wait_until(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(500):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen")


def test_a_heartbeat_says_when_a_job_began_finished_and_what_it_counted(kennel: Kennel) -> None:
    with beating(kennel.store, kennel.time, "sweep") as counts:
        kennel.time.sleep(3)
        counts["due"] = 0

    with kennel.store.read() as db:
        beat = find_beat(db, "sweep")
    assert beat is not None
    assert beat.finished_at is not None
    assert ((beat.finished_at - beat.started_at).total_seconds(), beat.counts) == (3, {"due": 0})


def test_a_job_that_raised_has_begun_and_not_finished(kennel: Kennel) -> None:
    with beating(kennel.store, kennel.time, "sweep") as counts:
        counts["due"] = 4
    finished = kennel.time.now()
    kennel.time.sleep(60)

    with pytest.raises(RuntimeError), beating(kennel.store, kennel.time, "sweep"):
        raise RuntimeError

    with kennel.store.read() as db:
        (beat,) = list_beats(db)
    assert (beat.started_at > finished, beat.finished_at, beat.counts) == (True, finished, {"due": 4})
