"""What the bot asks of the local Slack: a log of its calls, and when they have settled; it answers none of them."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import monotonic

Json = dict[str, Any]
KEPT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """One call of the bot, its token removed; `error` None when it was answered ok."""

    method: str
    args: Json
    error: str | None
    at: datetime


class CallLog:
    """The last 50,000 calls, and whether any is under way. Lives on the loop thread."""

    def __init__(self) -> None:
        self.records: deque[CallRecord] = deque(maxlen=KEPT)
        self._in_flight = 0
        self._last_activity = monotonic()

    def begin(self) -> None:
        self._in_flight += 1

    def end(self) -> None:
        self._in_flight -= 1
        self.stir()

    def stir(self) -> None:
        """Something came from the bot: quiet begins anew."""
        self._last_activity = monotonic()

    async def settle(self, *, quiet_s: float, at_most_s: float) -> None:
        """Wait until no call is in flight and none has been for `quiet_s` seconds; give up after `at_most_s`."""
        self.stir()
        give_up_at = monotonic() + at_most_s
        while (now := monotonic()) < give_up_at:
            left = quiet_s - (now - self._last_activity)
            if self._in_flight == 0 and left <= 0:
                return
            await asyncio.sleep(min(max(left, 0.005), give_up_at - now))
