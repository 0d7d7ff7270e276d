"""What delivering a message takes: its collaborators and its spans, in one place; it does nothing."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alarms import Alarms
from bot.breaker import Breaker
from bot.clock import Clock
from bot.pace import Pace
from bot.sending import SlackSender
from bot.views.blocks import View
from data.reminder_models import MessageKind, OutboxRow
from data.store.claims_file import ClaimsFile

Renderer = Callable[[OutboxRow], View | None]
"""The message as it stands now, {"text", "blocks"}; None where it is not needed any more.

`text` must do alone, for where Slack refuses the blocks it is all that is sent: up to 3,000 characters, and what to
type to see the rest.
"""
Reroute = Callable[[OutboxRow], str | None]
"""Where a message goes when nothing can go to its destination; None when nobody is left. It is asked again, with that
destination in the row, where nothing can go there either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Spans that tests shorten."""

    lease: timedelta = timedelta(seconds=120)
    """Much longer than a call can take."""
    least_left: timedelta = timedelta(seconds=30)
    """A call begins only with so much of the lease left."""
    takeover_pause: timedelta = timedelta(seconds=15)
    """What a dead worker began is looked into after the longest call has ended."""
    first_pause_s: float = 15.0
    """After the first try that failed; each further one doubles it. Longer than a call can take, too."""
    longest_pause_s: float = 300.0
    history_margin: timedelta = timedelta(hours=26)
    """History is read from so long before the first try: as far as the clock may have been moved unnoticed."""
    broken: timedelta = timedelta(days=1)
    """So long nothing is tried at a destination that took nothing."""
    late: timedelta = timedelta(minutes=30)
    """A message that fails for longer raises an alarm."""
    patience_s: float = 2.0
    """A run waits so long for its pace; what must wait for longer is left to the next run."""
    rest_s: float = 30.0
    """After three calls in a row that got lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a worker needs."""

    store: ClaimsFile
    clock: Clock
    sender: SlackSender
    renderers: Mapping[MessageKind, Renderer]
    reroute: Reroute
    pace: Pace
    breaker: Breaker
    alarms: Alarms
    timing: Timing
    now: Callable[[], float]
    """Monotonic seconds."""
    chance: random.Random

    def at(self, seconds: float) -> datetime:
        """So many seconds from now."""
        return self.clock.now() + timedelta(seconds=seconds)

    def has_time(self, leased_at: float) -> bool:
        """Whether enough of a lease that began then is left for a call."""
        return self.now() - leased_at + self.timing.least_left.total_seconds() <= self.timing.lease.total_seconds()
