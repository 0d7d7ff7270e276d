"""Holds sending back while Slack refuses the bot or cannot be reached; what is told to whom is for others."""

from collections.abc import Callable

CHECK_S = 300.0
_MOST_IN_A_ROW = 3


class Breaker:
    """Open after a refusal until the token is taken again; at rest for a while after three calls in a row got lost."""

    def __init__(self, now: Callable[[], float], *, rest_s: float) -> None:
        self._now = now
        self._rest_s = rest_s
        self._check_at: float | None = None
        self._rests_until = float("-inf")
        self._lost = 0

    @property
    def is_open(self) -> bool:
        """Whether Slack refuses the bot, as far as is known."""
        return self._check_at is not None

    @property
    def is_check_due(self) -> bool:
        return self._check_at is not None and self._now() >= self._check_at

    @property
    def rests(self) -> bool:
        return self._now() < self._rests_until

    def refused(self) -> None:
        """Slack takes nothing from the bot: look again in five minutes."""
        self._check_at = self._now() + CHECK_S

    def accepted(self) -> None:
        self._check_at = None

    def answered(self) -> None:
        """Slack answered, whatever it said."""
        self._lost = 0

    def lost(self) -> None:
        """A call got no answer."""
        self._lost += 1
        if self._lost >= _MOST_IN_A_ROW:
            self._lost, self._rests_until = 0, self._now() + self._rest_s
