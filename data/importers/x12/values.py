"""Amounts, days and numbers as X12 writes them; what cannot be read exactly is None, never guessed."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from data.importers.x12.segments import COMPONENT

_LONGEST_AMOUNT = 10
"""Digits before the point: what is longer is no amount of a claim, and sums of many must stay countable."""
_LONGEST_REFERENCE = 20
_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$"
)
"""A Medicare beneficiary's number, by its published form, at the end."""
_FIRST_YEAR = 1900
"""Years before it are fillers: 0001 and 1001 stand for "no date" in real files."""


def parse_cents(text: str) -> int | None:
    """Exact cents of an X12 decimal ("370.43", "12", ".5", "-12.30"); None for anything else, also "1E3"."""
    whole, _, part = text.partition(".")
    digits = whole + part
    if len(part) <= 2 and digits.isdigit() and digits.isascii() and len(whole) <= _LONGEST_AMOUNT:
        return int(whole + part.ljust(2, "0"))
    if text.startswith("-") and text[1:2] != "-":
        positive = parse_cents(text[1:])
        return None if positive is None else -positive
    if len(part) > 2 and part.endswith("0"):
        return parse_cents(f"{whole}.{part.rstrip('0')}")
    stripped = text.strip(" ")
    return parse_cents(stripped) if stripped != text else None


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date | None:
    """The day of CCYYMMDD, also where a time follows (CCYYMMDDHHMM)."""
    if len(text) not in (8, 12, 14) or not (text.isdigit() and text.isascii()):
        return None
    try:
        day = date.fromisoformat(text[:8])
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def parse_short_date(text: str) -> date | None:
    """The day of YYMMDD (ISA09); years from 80 on are of the last century."""
    if len(text) == 6:
        return parse_date(("19" if text[:2] >= "80" else "20") + text)
    return parse_date(text)


def parse_period(text: str) -> tuple[date | None, date | None]:
    """First and last day of a D8 or RD8 value; one day is both."""
    first, dash, last = text.partition("-")
    start = parse_date(first)
    return (start, parse_date(last)) if dash else (start, start)


def last_four(member_number: str, qualifier: str) -> str:
    """What is kept of a member number: four characters, and never more than half; nothing of a 34, which is an SSN."""
    kept = min(4, len(member_number) // 2)
    return member_number[-kept:] if kept and qualifier != "34" else ""


def reference_of(text: str) -> str:
    """A PLB reference without the member's number that some payers put behind the claim's: its first word, cut."""
    first = text.split()[0] if text.split() else ""
    return _MBI.sub("", first)[:_LONGEST_REFERENCE]


def element(elements: Sequence[str], position: int) -> str:
    return elements[position] if position < len(elements) else ""


def component(text: str, position: int) -> str:
    """One component of a composite, from 1."""
    parts = text.split(COMPONENT)
    return parts[position - 1] if position <= len(parts) else ""


def whole_number(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() and len(text) <= _LONGEST_AMOUNT else None
