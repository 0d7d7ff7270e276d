"""How fast messages may go into one channel; it delays nothing, it only says yes or no."""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import monotonic

BURST = 3


class ChannelPace:
    """One message a second in each channel, with a burst of three."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._due: dict[str, float] = {}

    def allows(self, channel_id: str) -> bool:
        """Whether one more message may go there now; counts it when it may."""
        now = self._now()
        due = max(self._due.get(channel_id, now), now)
        if due - now > BURST - 1:
            return False
        self._due[channel_id] = due + 1
        return True
