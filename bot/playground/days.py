"""The playground's day, which a person can move ahead; it moves the clock and lets the bot catch up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.clock import monotonic
from bot.playground.hub import LocalSlack
from bot.playground.workspace import Change

POLL_S = 0.05


class Days:
    """How many days the playground is ahead.

    `set_days_ahead` moves the clock that the server and the bot share. `is_drained(days)` says whether the bot has
    done the work of that day, None when it cannot tell; then the server waits until the bot has been quiet for long.
    """

    def __init__(
        self,
        slack: LocalSlack,
        *,
        days_ahead: int,
        set_days_ahead: Callable[[int], None],
        is_drained: Callable[[int], bool | None],
    ) -> None:
        self._slack = slack
        self._days_ahead = days_ahead
        self._set_days_ahead = set_days_ahead
        self._is_drained = is_drained

    async def move_on(self, days: int) -> str:
        """So many days further; the new day, once the bot's sweep and deliveries have drained."""
        self._days_ahead += days
        self._set_days_ahead(self._days_ahead)
        self._slack.workspace.announce(Change(what="day"))
        await self._wait_drained()
        return self._slack.clock.today().isoformat()

    async def _wait_drained(self) -> None:
        deadlines = self._slack.deadlines
        give_up_at = monotonic() + deadlines.day_settle_s
        if self._is_drained(self._days_ahead) is None:
            await self._slack.calls.settle(quiet_s=deadlines.day_quiet_s, at_most_s=deadlines.day_settle_s)
            return
        while not self._is_drained(self._days_ahead) and monotonic() < give_up_at:
            await asyncio.sleep(POLL_S)
        await self._slack.calls.settle(quiet_s=deadlines.quiet_s, at_most_s=deadlines.settle_s)
