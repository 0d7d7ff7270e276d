"""Single fields of payers' rules and sheets from what people type; what is wrong is kept by field, in words."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.rules.typed_dates import read_date

Problems = dict[str, str]
"""Field -> what is wrong with it and how to mend it."""
_E = TypeVar("_E", bound=StrEnum)
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_DOLLARS = re.compile(r"\$?(\d{1,3}(?:,\d{3})*|\d{1,9})(?:\.(\d{2}))?")
_LONGEST_SHOWN = 40
STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP".split()
)
"""Two letters of the states, the District of Columbia and the territories."""


class Fields:
    """Reads the fields of one entry and keeps what is wrong in `problems`; a wrong field reads as its default."""

    def __init__(self) -> None:
        self.problems: Problems = {}

    def text(self, field: str, typed: str, *, most: int, is_needed: str = "") -> str:
        """On as many lines as typed, without what cannot be printed. `is_needed` is what to say where it is empty."""
        kept = clean_text(typed)
        if is_needed and not kept:
            self.problems[field] = is_needed
        elif len(kept) > most:
            self.problems[field] = f"That is {len(kept):,} characters long; {most:,} fit."
        return kept

    def number(self, field: str, typed: str, *, least: int, most: int, noun: str) -> int | None:
        """A whole number; None where nothing was typed."""
        text = typed.strip().replace(",", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            wanted = f"a whole number from {least} to {most:,}"
            self.problems[field] = f"“{_shown(typed)}” does not fit: give {noun} as {wanted}."
            return None
        return int(text)

    def yes(self, field: str, typed: str, *, default: bool | None) -> bool | None:
        text = typed.strip().lower()
        if text in _YES:
            return True
        if text in _NO:
            return False
        if text:
            self.problems[field] = f"“{_shown(typed)}” is neither yes nor no."
        return default

    def choice(self, field: str, typed: str, words: Mapping[_E, str], *, default: _E | None = None) -> _E | None:
        """One of an enumeration, by its own word or by what people read."""
        text = _plain(typed)
        if not text:
            return default
        for value, said in words.items():
            if text in (_plain(value), _plain(said)):
                return value
        self.problems[field] = f"“{_shown(typed)}” is none of these: {', '.join(words)}."
        return default

    def state(self, field: str, typed: str) -> str:
        text = typed.strip().upper()
        if text and text not in STATES:
            self.problems[field] = f"“{_shown(typed)}” is no US state: give its two letters, such as TX."
            return ""
        return text

    def day(self, field: str, typed: str, today: date) -> date | None:
        """A day that is past or today."""
        if not typed.strip():
            return None
        found = read_date(typed)
        if found is None or found > today:
            what = "lies ahead" if found else "is no date"
            self.problems[field] = f"“{_shown(typed)}” {what}: write it as {today.isoformat()}."
            return None
        return found

    def cents(self, field: str, typed: str) -> int | None:
        """Dollars as cents; None where nothing was typed."""
        if not typed.strip():
            return None
        found = _DOLLARS.fullmatch(typed.strip())
        if found is None:
            self.problems[field] = f"“{_shown(typed)}” is no amount: write dollars, such as 200 or 200.00."
            return None
        return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def clean_text(typed: str) -> str:
    """Lines without blanks at their ends and without what cannot be printed."""
    lines = ("".join(char if char.isprintable() else " " for char in line).strip() for line in typed.splitlines())
    return "\n".join(lines).strip()


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())


def _shown(typed: str) -> str:
    text = " ".join(clean_text(typed).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
