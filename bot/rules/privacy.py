"""What may be shown of a claim, and in which form: by the privacy mode and by who reads along; it writes no cards.

`minimum` shows nothing that names a person: a random reference, payer, whole dollars, reason codes and ages. `baa`
shows more to the person who asked than to a channel. `demo` is for invented data. Safe Harbor counts claim numbers and
every day tied to a person as identifiers: 45 CFR 164.514(b)(2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


class Mode(StrEnum):
    """The practice's choice."""

    MINIMUM = "minimum"
    BAA = "baa"
    DEMO = "demo"


class Place(StrEnum):
    """Who reads an answer: `DIRECT` is the person who asked alone, in a message only they see or in their own."""

    CHANNEL = "channel"
    DIRECT = "direct"


class Part(Enum):
    """How much of a number or a service day."""

    NONE = "nothing"
    SOME = "the last four signs, the month"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one answer may hold. `is_exact`: cents, days of events, payment numbers. Free words of an export go with
    whole numbers.
    """

    is_exact: bool
    numbers: Part
    service_days: Part
    patient: bool
    codes: bool
    sensitive_codes: bool


_LITTLE = Shown(
    is_exact=False,
    numbers=Part.NONE,
    service_days=Part.NONE,
    patient=False,
    codes=False,
    sensitive_codes=False,
)
EVERYTHING = Shown(
    is_exact=True, numbers=Part.ALL, service_days=Part.ALL, patient=True, codes=True, sensitive_codes=True
)
_SHOWN = {
    (Mode.BAA, Place.CHANNEL): Shown(
        is_exact=True,
        numbers=Part.SOME,
        service_days=Part.SOME,
        patient=False,
        codes=True,
        sensitive_codes=False,
    ),
    (Mode.BAA, Place.DIRECT): Shown(
        is_exact=True, numbers=Part.ALL, service_days=Part.ALL, patient=True, codes=True, sensitive_codes=False
    ),
    (Mode.DEMO, Place.CHANNEL): EVERYTHING,
    (Mode.DEMO, Place.DIRECT): EVERYTHING,
}
_SENSITIVE = (
    *("F", "O", "B20", "B97.35", "R75", "Z21", "Z20.6", "Z30", "Z31", "Z32", "Z33", "Z34", "Z64.0", "Z71.41", "Z71.51"),
    *("H00", "H10", "H20", "G0396", "G0397", "G2067", "G2078", "S0199", "9078", "9079", "908", "99408", "99409"),
    *("590", "591", "592", "593", "594", "595", "596", "598"),
)
"""Starts of codes of mental health, substance use, HIV and reproduction (42 CFR part 2 and state law), as a floor: what
a code does not show it does not catch."""


def shown_in(mode: Mode, place: Place) -> Shown:
    """What an answer in that place may hold; a pair that is not listed shows the least."""
    return _SHOWN.get((mode, place), _LITTLE)


def may_ask_by_number(mode: Mode) -> bool:
    """Whether a claim number may be typed into Slack: in `minimum` a claim is asked for by its reference."""
    return mode is not Mode.MINIMUM


def shows_codes(codes: Iterable[str], shown: Shown) -> bool:
    """Whether procedures and diagnoses of a claim with these codes are shown; one sensitive code hides them all."""
    if not shown.codes:
        return False
    return shown.sensitive_codes or not any(code.startswith(_SENSITIVE) for code in codes)


# --- in words ------------------------------------------------------------------------------------------------------


def money_text(cents: int, shown: Shown) -> str:
    """ "$1,234.56", "-$120.00"; in whole dollars where no more is shown, halves away from zero."""
    sign = "-" if cents < 0 else ""
    if shown.is_exact:
        return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02}"
    if 0 < abs(cents) < 50:
        return f"{sign}less than $1"
    return f"{sign}${(abs(cents) + 50) // 100:,}"


def day_text(on: date, today: date, shown: Shown) -> str:
    """ "2026-01-05", or how long ago."""
    return on.isoformat() if shown.is_exact else distance(on, today)


def distance(on: date, today: date) -> str:
    """ "38 days ago", "today", "in 1 day"."""
    days = (today - on).days
    if days == 0:
        return "today"
    counted = f"{abs(days):,} day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{counted} ago" if days > 0 else f"in {counted}"


def age_bucket(on: date, today: date) -> str:
    """ "0-30 days", ..., "over 120 days"."""
    days = (today - on).days
    for most, name in ((30, "0-30 days"), (60, "31-60 days"), (90, "61-90 days"), (120, "91-120 days")):
        if days <= most:
            return name
    return "over 120 days"


def service_text(start: date | None, end: date | None, shown: Shown) -> str:
    """ "2026-01-05", "2026-01-05 to 2026-01-08", "January 2026"; "" where it is not shown or not known."""
    if start is None or shown.service_days is Part.NONE:
        return ""
    if shown.service_days is Part.SOME:
        return f"{start:%B %Y}"
    return start.isoformat() if end in (None, start) else f"{start.isoformat()} to {end.isoformat()}"


def number_text(number: str, shown: Shown) -> str:
    """The number, its last four signs ("…4321"), or "". Four signs of a number that has no more would be all of it."""
    if shown.numbers is Part.NONE or not number:
        return ""
    if shown.numbers is Part.ALL:
        return number
    return f"…{number[-4:]}" if len(number) > 5 else "…"


def patient_text(last: str, first: str, shown: Shown) -> str:
    """Initials, "A. S.", first name's before last name's; "" where they are not shown or not known."""
    if not shown.patient:
        return ""
    return " ".join(f"{name.strip()[0].upper()}." for name in (first, last) if name.strip())
