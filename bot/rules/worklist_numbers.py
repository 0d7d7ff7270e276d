"""Ages, amounts, untouched days and reason codes as people say them in a worklist."""

import re
from dataclasses import dataclass

from bot.rules.worklist_typed import Typed

_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7}
_DAYS |= {"mo": 30, "mos": 30, "month": 30, "months": 30, "y": 365, "yr": 365, "yrs": 365, "year": 365, "years": 365}
_UNIT = r"(?:days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?)"
_COUNT = r"(?:\d{1,4}|a|one|two|three|four|five|six|ten)"
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_LENGTH = rf"(?P<n>{_COUNT})[ -]?(?P<unit>{_UNIT})"
_OVER = (
    r"(?:over|more than|greater than|older than|aged? over|past|beyond|exceeding|above|>|after|longer than|aging over)"
)
_LEAST = r"(?:at least|no less than|>=|minimum(?: of)?|min)"
_UNDER = r"(?:under|less than|younger than|newer than|below|fewer than|<|within)"
_MOST = r"(?:at most|up to|no more than|<=|maximum(?: of)?|max)"
_OLD = r"(?: (?:old|or older|and older|or more|or over|of age|ago|out|since service|past dos))?"
_SUM = r"(?P<dollar>\$ ?)?(?P<sum>\d+(?:\.\d{1,2})?) ?(?P<k>k\b|thousand|grand)?(?P<dollars> ?(?:dollars?|bucks|usd))?"
_BALANCE = r"(?:(?:balances?|amounts?|owed|owing|worth)(?: (?:is|are|of))? )?"
_OLDEST_BARE = 180
"""A bare number up to this, or a year's days, counts days; a larger one dollars."""


@dataclass(slots=True)
class Numbers:
    """What the numbers said: days and cents, least and most of each; codes in the order typed."""

    age_min: int | None = None
    age_max: int | None = None
    cents_min: int | None = None
    cents_max: int | None = None
    untouched_days: int | None = None


def read_untouched(typed: Typed) -> int | None:
    """ "not touched in 2 weeks" -> 14."""
    never = r"(?:not|never|haven't|hasn't|have not|has not|nobody(?: has)?|no one(?: has)?)"
    done = r"(?:been )?(?:touched|worked(?: on)?|looked at|updated|followed up(?: on)?|called)"
    what = rf"(?:{never} {done}|untouched|no (?:touch|activity|follow[- ]?up|action|notes?)|unworked|stale)"
    found = typed.take(rf"{what} (?:in|for|since|over|within)?(?: ?the)?(?: ?(?:last|past|over|more than))* ?{_LENGTH}")
    return _days(found) if found else None


def read_ages_and_amounts(typed: Typed) -> Numbers:
    """Lengths of time are ages, dollars are balances; a bare number is one or the other, and a note says which."""
    read = Numbers()
    _read_lengths(typed, read)
    _read_ranges(typed, read)
    _read_sums(typed, read)
    return read


def _read_lengths(typed: Typed, read: Numbers) -> None:
    for found in typed.take_each(
        rf"(?:(?P<over>{_OVER})|(?P<least>{_LEAST})|(?P<under>{_UNDER})|(?P<most>{_MOST})) {_LENGTH}{_OLD}"
    ):
        days = _days(found)
        if found["over"] or found["least"]:
            read.age_min = days + bool(found["over"])
        else:
            read.age_max = days
    for found in typed.take_each(
        rf"between (?P<low>\d{{1,4}})(?: {_UNIT})? (?:and|to) (?P<n>\d{{1,4}}) (?P<unit>{_UNIT}){_OLD}"
    ):
        read.age_min, read.age_max = int(found["low"]) * _DAYS[found["unit"]], _days(found)
    for found in typed.take_each(rf"{_LENGTH}(?:\+| plus| and over| or over)"):
        read.age_min = _days(found) + 1
    for found in typed.take_each(
        rf"{_LENGTH} (?:old|or older|and older|or more|out)|"
        rf"aged? {_LENGTH.replace('?P<n>', '?P<n2>').replace('?P<unit>', '?P<unit2>')}"
    ):
        read.age_min = _days(found) if found["n"] else _length(found["n2"], found["unit2"])


def _read_ranges(typed: Typed, read: Numbers) -> None:
    """Buckets: "31-60", "61 to 90 days", "120+"."""
    for found in typed.take_each(
        rf"(?:aged? |bucket )?(?P<low>0|\d{{1,3}}) ?(?:-|–|to) ?(?P<high>\d{{1,3}})(?: ?{_UNIT})?(?: bucket| old)?"
    ):
        read.age_min, read.age_max = int(found["low"]), int(found["high"])
    for found in typed.take_each(r"aged? (?P<n>\d{1,3})(?! ?[\d$+])"):
        read.age_min = int(found["n"])
    for found in typed.take_each(r"(?P<n>\d{1,3}) ?(?:\+|plus)(?: days)?(?: bucket| old)?"):
        read.age_min = int(found["n"]) + 1


def _read_sums(typed: Typed, read: Numbers) -> None:
    for found in typed.take_each(
        rf"{_BALANCE}between {_SUM} (?:and|"
        rf"to) (?P<dollar2>\$ ?)?(?P<sum2>\d+(?:\.\d{{1,2}})?) ?(?P<k2>k\b)?(?: dollars)?"
    ):
        low, high = _cents(found["sum"], found["k"]), _cents(found["sum2"], found["k2"])
        if _is_money(found) or found["dollar2"] or found["k2"] or high > _OLDEST_BARE * 100:
            read.cents_min, read.cents_max = low, high
        else:
            read.age_min, read.age_max = low // 100, high // 100
    for found in typed.take_each(
        rf"{_BALANCE}(?:(?P<over>{_OVER})|(?P<least>{_LEAST})|(?P<under>{_UNDER})|(?P<most>{_MOST})) {_SUM}"
    ):
        _bounded(typed, read, found)
    for found in typed.take_each(
        rf"{_SUM} ?(?P<least>\+|plus|or more|and (?:up|over)|or over)|{_SUM.replace('P<', 'P<x')} (?:or less|"
        rf"and under|or under)"
    ):
        if found["least"]:
            read.cents_min = _cents(found["sum"], found["k"])
        else:
            read.cents_max = _cents(found["xsum"], found["xk"])


def _bounded(typed: Typed, read: Numbers, found: re.Match[str]) -> None:
    number, cents = found["sum"], _cents(found["sum"], found["k"])
    whole = int(number) if number.isdecimal() else 0
    about_money = _is_money(found) or found[0].startswith(("balance", "amount", "owe", "worth"))
    if not about_money and whole and (whole <= _OLDEST_BARE or whole == 365):
        typed.note(f"Read {number} as days; for the balance write ${number}.")
        if found["over"] or found["least"]:
            read.age_min = whole + bool(found["over"])
        else:
            read.age_max = whole
        return
    if not about_money:
        typed.note(f"Read {number} as dollars of balance; for the age write {number} days.")
    if found["over"]:
        read.cents_min = cents + 1
    elif found["least"]:
        read.cents_min = cents
    else:
        read.cents_max = cents - bool(found["under"])


def _is_money(found: re.Match[str]) -> bool:
    return bool(found["dollar"] or found["k"] or found["dollars"] or "." in found["sum"])


def _cents(number: str, thousands: str | None) -> int:
    whole, _, part = number.partition(".")
    cents = int(whole) * 100 + int((part + "00")[:2])
    return cents * 1000 if thousands else cents


def _days(found: re.Match[str]) -> int:
    return _length(found["n"], found["unit"])


def _length(count: str, unit: str) -> int:
    return (_COUNTS.get(count) or int(count)) * _DAYS[unit]
