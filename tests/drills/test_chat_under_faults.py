"""Look-ups in the chat while the local Slack is slow, refuses, repeats and hangs up: each is answered, none twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from bot_in_chat import Chat, a_chat

ASKERS = 8
EACH = 150
_PEOPLE = ("bea", "cody", "lee", "ada", "pat")
_TEXTS = ("heart attack", "E11.9", "neumonia", "left knee pain", "wheelchair", "S52.501A", "asdf", "i10, e11.22")


def test_commands_are_all_answered_under_load(codes_dir: Path, tmp_path: Path) -> None:
    with a_chat(codes_dir, tmp_path) as chat:
        started = time.perf_counter()
        with ThreadPoolExecutor(ASKERS) as pool:
            times = [one for some in pool.map(lambda number: _ask(chat, number), range(ASKERS)) for one in some]
        seconds = time.perf_counter() - started
    ordered = sorted(times)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    print(f"\n{len(times):,} look-ups by {ASKERS} people at once in {seconds:.1f} s, all answered:")
    print(f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, slowest {ordered[-1]:.0f} ms")
    assert len(times) == ASKERS * EACH


def test_direct_messages_are_answered_once_though_slack_repeats_and_hangs_up(codes_dir: Path, tmp_path: Path) -> None:
    with a_chat(codes_dir, tmp_path) as chat:
        stop = threading.Event()
        trouble = threading.Thread(target=_make_trouble, args=(chat, stop))
        trouble.start()
        asked = 60
        try:
            for number in range(asked):
                chat.ask_directly(f"{_TEXTS[number % len(_TEXTS)]} ({number})", user="pat", wait_s=60)
        finally:
            stop.set()
            trouble.join()
        _wait_quiet(chat)
        answers = chat.answers(user="pat")
    print(f"\n{asked} direct messages with repeats and disconnects: {len(answers)} answers")
    assert len(answers) == asked


def _ask(chat: Chat, asker: int) -> list[float]:
    waited: SimpleQueue[float] = SimpleQueue()
    for number in range(EACH):
        text = _TEXTS[(asker + number) % len(_TEXTS)]
        answer = chat.door.command("/code", text, user=_PEOPLE[asker % len(_PEOPLE)], channel="billing", settle=False)
        assert answer["ok"], answer
        waited.put(answer["ack_ms"])
    return [waited.get() for _ in range(waited.qsize())]


def _make_trouble(chat: Chat, stop: threading.Event) -> None:
    """Repeats always; a refreshed connection every two seconds."""
    chat.door.fault("redeliver", rate=0.5)
    while not stop.wait(2.0):
        chat.door.fault("disconnect", count=1)


def _wait_quiet(chat: Chat) -> None:
    before, same = -1, 0
    while same < 3:
        time.sleep(1)
        now = len(chat.door.messages(user="pat", channel="dm"))
        same, before = (same + 1, now) if now == before else (0, now)
