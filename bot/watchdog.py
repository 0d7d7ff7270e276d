"""Notices that the ticks have stopped and that the machine's clock cannot be right; it sweeps and sends nothing.

The scheduler waits by the wall clock: set back by an hour, it does nothing for an hour. This waits by monotonic time.
Healthchecks and Prometheus call the same a watchdog or a dead man's switch.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.alarms import Alarms
from bot.clock import Clock, monotonic, since_boot
from data.store.claims_file import ClaimsFile
from data.store.heartbeat import begin_beat, finish_beat

STOPPED_ALARM = "ticks"
CLOCK_ALARM = "clock"
MOST_MISSED = 3
PLAUSIBLE = timedelta(hours=26)
"""A day and daylight saving: so far off may a clock be set by mistake and mended without a word."""
_DAY = timedelta(days=1)
_log = logging.getLogger(__name__)


@contextmanager
def beating(store: ClaimsFile, clock: Clock, job: str) -> Iterator[dict[str, int]]:
    """Keeps when the job began and finished, with the counts that it puts in. One that raises has not finished."""
    counts: dict[str, int] = {}
    with store.write() as db:
        begin_beat(db, job, clock.now())
    yield counts
    with store.write() as db:
        finish_beat(db, job, clock.now(), counts)


class Watchdog:
    """`beat` after each tick, `may_send` before each message; `look` runs on a thread of its own between them."""

    def __init__(
        self,
        alarms: Alarms,
        clock: Clock,
        *,
        interval_s: float,
        restart: Callable[[], object],
        ask_time: Callable[[], datetime | None] = lambda: None,
        days_may_move: bool = False,
        now: Callable[[], float] = monotonic,
        boot_s: Callable[[], float] = since_boot,
    ) -> None:
        """`restart` starts the ticks anew. `ask_time` gives somebody else's time, Slack's, or None.

        `days_may_move`: whole days may pass at once, as in the playground. `boot_s` counts while the machine sleeps,
        `now` does not: a machine that slept has missed no tick, and its clock has not jumped.
        """
        self._alarms = alarms
        self._clock = clock
        self._interval_s = interval_s
        self._restart = restart
        self._ask_time = ask_time
        self._days_may_move = days_may_move
        self._now = now
        self._boot_s = boot_s
        self._beat_at = now()
        self._is_clock_right = True
        self._is_clock_asked = False
        self._right = (clock.now(), boot_s())
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def beat(self) -> None:
        """A tick has finished."""
        self._beat_at = self._now()
        self._alarms.end(STOPPED_ALARM)
        self.may_send()

    def look(self) -> None:
        """Asks for the right time where that is in doubt. Alarms and restarts where three ticks are missing."""
        if not self.may_send() or not self._is_clock_asked:
            self._compare_clocks()
        silent_s = self._now() - self._beat_at
        if silent_s <= MOST_MISSED * self._interval_s:
            return
        self._beat_at = self._now()
        self._alarms.ring(STOPPED_ALARM, f"nothing was swept or sent for {silent_s:.0f} seconds; it is started again")
        self._restart()

    def may_send(self) -> bool:
        """Whether the clock can be right. While it cannot, what is due is not known, and nothing is sent."""
        with self._lock:
            wall, boot_s = self._clock.now(), self._boot_s()
            right_wall, right_boot_s = self._right
            is_right = self._is_near(wall, right_wall + timedelta(seconds=boot_s - right_boot_s))
            if is_right:
                self._right = (wall, boot_s)
            if is_right is not self._is_clock_right:
                self._is_clock_right = is_right
                self._tell_of_clock()
            return is_right

    def _compare_clocks(self) -> None:
        """At the start, and after a jump: from then on the time that was asked for is the right one."""
        asked = self._ask_time()
        if asked is None:
            return
        self._is_clock_asked = True
        with self._lock:
            self._right = (asked, self._boot_s())
        self.may_send()

    def _is_near(self, wall: datetime, right: datetime) -> bool:
        off = wall - right
        if self._days_may_move:
            off -= round(off / _DAY) * _DAY
        return abs(off) <= PLAUSIBLE

    def _tell_of_clock(self) -> None:
        if self._is_clock_right:
            self._alarms.end(CLOCK_ALARM)
            return
        text = (
            f"this machine's clock jumped to {self._clock.now():%Y-%m-%d %H:%M} UTC and nothing is sent: "
            "set it right; if it is right, restart the bot"
        )
        self._alarms.ring(CLOCK_ALARM, text, tells=False)

    def _run(self) -> None:
        while not self._stopping.wait(self._interval_s):
            try:
                self.look()
            except Exception:
                _log.exception("watchdog")
