"""An event of Slack is taken once, however often Slack sends it again."""

import threading

from bot.receipts import Receipts


def test_an_event_is_taken_the_first_time_only() -> None:
    receipts = Receipts()

    assert [receipts.take("Ev1"), receipts.take("Ev1"), receipts.take("Ev1")] == [True, False, False]


def test_events_are_told_apart_by_their_whole_id() -> None:
    receipts = Receipts()

    assert [receipts.take(event) for event in ("Ev1", "Ev2", "ev1", "Ev1 ", "")] == [True] * 5


def test_the_oldest_receipts_go_first() -> None:
    receipts = Receipts(most=2)
    for event in ("Ev1", "Ev2", "Ev3"):
        receipts.take(event)

    assert (receipts.take("Ev2"), receipts.take("Ev3")) == (False, False)
    assert receipts.take("Ev1")


def test_a_repeat_after_thousands_of_events_is_still_known() -> None:
    receipts = Receipts()
    receipts.take("Ev0")
    for number in range(1, 4_000):
        receipts.take(f"Ev{number}")

    assert not receipts.take("Ev0")


def test_of_many_threads_with_the_same_event_one_takes_it() -> None:
    receipts = Receipts()
    together = threading.Barrier(16)
    taken: list[bool] = []

    def take() -> None:
        together.wait()
        taken.extend(receipts.take(f"Ev{number}") for number in range(200))

    threads = [threading.Thread(target=take) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert taken.count(True) == 200
    assert len(taken) == 3_200
