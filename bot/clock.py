"""The only reader of the time, in UTC and in the practice's time zone; it decides nothing."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """What services ask for the time: instants are aware UTC, days are the practice's own."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The machine's clock, moved ahead by whole days where a file says so.

    The file (the playground's "next day") holds one integer; absent or unreadable means 0.
    """

    def __init__(self, zone: ZoneInfo, days_ahead_file: Path | None = None) -> None:
        self._zone = zone
        self._days_ahead_file = days_ahead_file

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=self._days_ahead())

    def today(self) -> date:
        return self.now().astimezone(self._zone).date()

    def _days_ahead(self) -> int:
        if self._days_ahead_file is None:
            return 0
        try:
            return int(self._days_ahead_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0


def machine_now() -> datetime:
    """The machine's own instant, for timers alone; what day it is in the practice a clock says."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds for measuring spans; never a date."""
    return time.monotonic()


def since_boot() -> float:
    """Seconds for measuring spans, the machine's sleep included; never a date."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
