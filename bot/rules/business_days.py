"""Counting business days: Monday to Friday; holidays are not known here."""

from datetime import date, timedelta


def add_business_days(day: date, count: int) -> date:
    """The day `count` business days after `day`; from a weekend it counts from the Monday."""
    moved = day
    while count > 0:
        moved += timedelta(days=1)
        if moved.weekday() < 5:
            count -= 1
    return moved
