"""The US federal holidays as a calendar: the days on which federal offices and Medicare contractors are closed.

A holiday on a Sunday is kept on the Monday, one on a Saturday on the Friday before (5 U.S.C. 6103). Inauguration Day is
kept around Washington only, so it is a working day here; days that a president gave off are, too.
"""

from functools import cache

from holidays import country_holidays

from bot.rules.calendar import Calendar

YEARS = range(1990, 2101)


@cache
def federal_calendar(years: range = YEARS) -> Calendar:
    """The days of those years, observed days and the holidays themselves."""
    # New Year's Day on a Saturday is kept in the year before, so one more year is asked for than is named.
    return Calendar(frozenset(country_holidays("US", years=range(years.start, years.stop + 1))))
