"""How fast Slack is asked: one message a second to a destination, so many a minute in all; it sleeps for nobody.

Slack documents about one message a second per channel, "several hundred" a minute per workspace, and 50 calls a minute
for history and updates (its tier 3). Spans are measured on monotonic time.
"""

import threading
from collections.abc import Callable

from bot.clock import monotonic

FIRST_PER_MINUTE = 100.0
MOST_PER_MINUTE = 300.0
TIER_3_PER_MINUTE = 50.0
_RAISE_EVERY_S = 60.0
_RAISE_BY = 1.1
_POSTS_AT_ONCE = 5.0
_TIER_3_AT_ONCE = 20.0


class Bucket:
    """So many calls a minute, some at once. It grows by a tenth each minute in which nothing was refused."""

    def __init__(self, per_minute: float, *, at_most: float, at_once: float, now: Callable[[], float]) -> None:
        self.per_minute = self._first = per_minute
        self._at_most = at_most
        self._at_once = self._left = at_once
        self._now = now
        self._filled_at = self._raised_at = now()
        self._stopped_until = float("-inf")
        self._lock = threading.Lock()

    def wait_s(self) -> float:
        """Seconds until one more may go; 0 for now."""
        with self._lock:
            return self._wait_s()

    def take(self) -> bool:
        """Whether one more may go now; counts it when it may."""
        with self._lock:
            if self._wait_s() > 0:
                return False
            self._left -= 1
            return True

    def stop(self, seconds: float) -> None:
        """Slack said "too many": nothing for so long, then as slowly as at the beginning."""
        with self._lock:
            self._fill()
            self._stopped_until = max(self._stopped_until, self._now() + seconds)
            self.per_minute, self._raised_at, self._left = self._first, self._stopped_until, 1.0
            self._filled_at = self._stopped_until

    def _wait_s(self) -> float:
        self._fill()
        missing = max(0.0, 1.0 - self._left) * 60.0 / self.per_minute
        return max(self._stopped_until - self._now(), missing)

    def _fill(self) -> None:
        now = self._now()
        if now - self._raised_at >= _RAISE_EVERY_S:
            self.per_minute, self._raised_at = min(self.per_minute * _RAISE_BY, self._at_most), now
        if now > self._filled_at:
            self._left = min(self._at_once, self._left + (now - self._filled_at) * self.per_minute / 60)
            self._filled_at = now


class Pace:
    """One for a workspace in a process; any thread may ask it."""

    def __init__(
        self,
        now: Callable[[], float] = monotonic,
        *,
        per_minute: float = FIRST_PER_MINUTE,
        at_most: float = MOST_PER_MINUTE,
        tier_3: float = TIER_3_PER_MINUTE,
        destination_s: float = 1.0,
    ) -> None:
        self.posts = Bucket(per_minute, at_most=at_most, at_once=_POSTS_AT_ONCE, now=now)
        self.edits = Bucket(tier_3, at_most=tier_3, at_once=_TIER_3_AT_ONCE, now=now)
        self.reads = Bucket(tier_3, at_most=tier_3, at_once=_TIER_3_AT_ONCE, now=now)
        self._now = now
        self._destination_s = destination_s
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def busy(self) -> dict[str, float]:
        """Destinations that must wait, with their seconds."""
        with self._lock:
            now = self._now()
            self._free_at = {one: at for one, at in self._free_at.items() if at > now}
            return {one: at - now for one, at in self._free_at.items()}

    def take_post(self, destination: str) -> bool:
        """Whether a message may go there now; counts it when it may."""
        with self._lock:
            now = self._now()
            if self._free_at.get(destination, now) > now or not self.posts.take():
                return False
            self._free_at[destination] = now + self._destination_s
            return True
