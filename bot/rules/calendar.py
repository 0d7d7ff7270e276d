"""Working days as a value: which days count, and which are closed; where holidays come from it does not know."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Monday to Friday without the public holidays and without the practice's own `closed` days."""

    holidays: frozenset[date] = frozenset()
    closed: frozenset[date] = frozenset()

    @property
    def public(self) -> "Calendar":
        """Without the practice's own closed days: a payer's clock does not stop for them."""
        return Calendar(self.holidays) if self.closed else self

    def closing(self, days: frozenset[date]) -> "Calendar":
        """With more days on which the practice is closed."""
        return Calendar(self.holidays, self.closed | days)

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays and day not in self.closed

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def last_working(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """The day `count` working days later: from a Saturday, 1 is the Monday. 0 gives the day or the next working."""
        day = self.next_working(day) if count == 0 else day
        for _ in range(count):
            day = self.next_working(day + _DAY)
        return day

    def subtract_business_days(self, day: date, count: int) -> date:
        """The day `count` working days earlier: from a Sunday, 1 is the Friday. 0 gives the day or the last working."""
        day = self.last_working(day) if count == 0 else day
        for _ in range(count):
            day = self.last_working(day - _DAY)
        return day
