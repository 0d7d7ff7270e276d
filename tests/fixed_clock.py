"""A clock that stands still until a test moves it."""

from datetime import UTC, date, datetime, time


class FixedClock:
    """Noon UTC of one day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)

    def today(self) -> date:
        return self.day
