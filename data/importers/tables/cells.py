"""One cell of an export into text, an identifier, a date or cents; it refuses what it would have to guess.

A text file gives text cells. A sheet also gives numbers and dates, which keep their kind until here.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date
"""What stands in a cell: "" where it is empty. A `datetime` is a `date`."""

SERIAL_ORIGIN = date(1899, 12, 30)
"""Day 0 of spreadsheet dates, but in books that count from 1904."""

_EMPTY_AMOUNTS = frozenset({"", "-", "--", "$-", "$", "n/a", "na", "null", "none"})
_EMPTY_DATES = frozenset("- -- n/a na null none 1/0/1900 01/00/1900 00/00/0000 0000-00-00".split()) | {""}
_NO_DATES = frozenset({date(1, 1, 1), SERIAL_ORIGIN, date(1900, 1, 1), date(1753, 1, 1), date(9999, 12, 31)})
"""Days that systems write where they have no date."""
_FIRST_YEAR, _LAST_YEAR = 1950, 2100

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>-)?\$?(?P<minus_2>-)?(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?P<part>\d{0,6}))?"
    r"(?P<behind>-|cr)?(?P<close>\))?",
    re.IGNORECASE,
)
_LARGEST_DIGITS = 10
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH_NAMED = re.compile(r"(?:([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4}))")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"\d{5}")
_ROUNDED = re.compile(r"-?\d(?:\.\d+)?[eE]\+?\d{1,3}")
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)")
_WHOLE_DIGITS = 10**15
"""A spreadsheet keeps 15 digits of a number; the digits behind them are zeros."""
_LONGEST_IDENTIFIER = 60
_SOCIAL_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}")
_QUOTABLE = re.compile(r"[-\d/.,:$()+ T]{1,24}")
_AS_TEXT = "format the column as text and export again"


class UnreadableCell(Exception):
    """A cell that cannot be taken; its text is the reason and the mend, to stand behind the column's name."""


def read_text(cell: Cell) -> str:
    """The cell on one line; a whole number of a sheet without ".0", `="007"` without its guard."""
    if isinstance(cell, str):
        text = cell.strip()
        if text.startswith('="') and text.endswith('"') and len(text) > 2:
            text = text[2:-1]
        return text if text.isprintable() and "  " not in text else " ".join(_printable(text).split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def read_identifier(cell: Cell) -> str:
    """A claim or account number as exported, leading zeros kept. Raises UnreadableCell where its digits may be lost."""
    if isinstance(cell, float) and not cell.is_integer():
        raise UnreadableCell(f"holds a decimal number, which may have lost zeros at its end; {_AS_TEXT}")
    if isinstance(cell, int | float) and abs(cell) >= _WHOLE_DIGITS:
        raise UnreadableCell(f"holds a number of more than 15 digits, which the spreadsheet has rounded; {_AS_TEXT}")
    if isinstance(cell, date):
        raise UnreadableCell(f"holds a date, into which the spreadsheet has turned the number; {_AS_TEXT}")
    text = read_text(cell).lstrip("'")
    if _ROUNDED.fullmatch(text) and "e+" in text.lower():
        raise UnreadableCell(f"is written as {text}: the spreadsheet has rounded this number; {_AS_TEXT}")
    if _SHEET_ERROR.match(text):
        raise UnreadableCell("holds a spreadsheet error; mend the formula or export again")
    if len(text) > _LONGEST_IDENTIFIER:
        raise UnreadableCell(f"holds more than {_LONGEST_IDENTIFIER} characters; choose another column for it")
    return text


def is_social_security(identifier: str) -> bool:
    return _SOCIAL_SECURITY.fullmatch(identifier) is not None


def read_cents(cell: Cell) -> int | None:
    """An amount in cents, None for an empty cell. Raises UnreadableCell."""
    if isinstance(cell, str):
        return _cents_of_text(cell)
    if isinstance(cell, date):
        raise UnreadableCell("holds a date where an amount should stand; choose another column for it")
    cents = round(cell * 100)
    if abs(cell * 100 - cents) > 1e-4 or abs(cents) >= 100 * 10**_LARGEST_DIGITS:
        raise UnreadableCell(f"holds {cell}, which is no amount in dollars and cents; correct it and export again")
    return cents


def read_day(cell: Cell, *, serials_from: date | None = None) -> date | None:
    """A day, None for an empty cell and for the days that mean "no date". Raises UnreadableCell.

    `serials_from` is day 0 where the cells of the column are day counts of a spreadsheet.
    """
    if isinstance(cell, str) and not (serials_from and _SERIAL.fullmatch(cell.strip())):
        return _day_of_text(cell)
    if isinstance(cell, datetime):
        return _likely(cell.date())
    if isinstance(cell, date):
        return _likely(cell)
    if isinstance(cell, int | float) and cell == int(cell) and len(str(int(cell))) == 8:
        return _day_of_text(str(int(cell)))
    if serials_from is None:
        raise UnreadableCell("holds a number where a date should stand; choose another column for it")
    return _day_of_serial(float(cell), serials_from)


def split_days(cell: Cell) -> tuple[str, str]:
    """The first and the last day of "01/05/2026 - 01/07/2026"; the last is "" where the cell is no such span."""
    first, _, last = read_text(cell).partition(" - ")
    return first, last


def reads_as_cents(cell: Cell) -> bool:
    """Whether a filled cell can stand in a column of amounts."""
    try:
        read_cents(cell)
    except UnreadableCell:
        return False
    return bool(read_text(cell))


def reads_as_day(cell: Cell) -> bool:
    """Whether a filled cell can stand in a column of dates."""
    try:
        read_day(cell)
    except UnreadableCell:
        return False
    return bool(read_text(cell))


def looks_like_serial(cell: Cell) -> bool:
    """Whether a text cell is a day count of a spreadsheet between 1954 and 2091."""
    return isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()) is not None and 20_000 <= int(cell) < 70_000


@lru_cache(maxsize=65_536)
def _cents_of_text(text: str) -> int | None:
    bare = "".join(text.replace("−", "-").replace("–", "-").split()).removeprefix("'")
    if bare.lower() in _EMPTY_AMOUNTS:
        return None
    match = _AMOUNT.fullmatch(bare)
    if not match or not (match["whole"] or match["part"]) or bool(match["open"]) != bool(match["close"]):
        raise UnreadableCell(f"holds {_quoted(text)}, which cannot be read as an amount; write it as 1234.50")
    whole, part = match["whole"].replace(",", ""), (match["part"] or "").rstrip("0")
    signs = [match[name] for name in ("open", "minus", "minus_2", "behind") if match[name]]
    if len(part) > 2 or len(signs) > 1 or len(whole) > _LARGEST_DIGITS:
        raise UnreadableCell(f"holds {_quoted(text)}, which cannot be read as an amount; write it as 1234.50")
    cents = int(whole or 0) * 100 + int(part.ljust(2, "0"))
    return -cents if signs else cents


@lru_cache(maxsize=16_384)
def _day_of_text(text: str) -> date | None:
    bare = " ".join(text.split())
    if bare.lower() in _EMPTY_DATES:
        return None
    bare = _TIME.sub("", bare)
    if bare.lower() in _EMPTY_DATES:
        return None
    year, month, day = _parts(bare, text)
    if month > 12 >= day:
        raise UnreadableCell(f"holds {_quoted(text)}, a day before its month; export dates as month/day/year")
    try:
        return _likely(date(year, month, day))
    except ValueError:
        raise UnreadableCell(f"holds {_quoted(text)}, a day that does not exist; correct it and export again") from None


def _parts(bare: str, text: str) -> tuple[int, int, int]:
    if match := _MONTH_FIRST.fullmatch(bare):
        return _full_year(match[4]), int(match[1]), int(match[3])
    if (match := _YEAR_FIRST.fullmatch(bare)) and (match[2] or len(bare) == 8):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _MONTH_NAMED.fullmatch(bare):
        name = (match[1] or match[5])[:3].lower()
        if name in _MONTHS:
            return int(match[3] or match[6]), _MONTHS.index(name) + 1, int(match[2] or match[4])
    raise UnreadableCell(f"holds {_quoted(text)}, which cannot be read as a date; write it as month/day/year")


def _full_year(year: str) -> int:
    """Two digits as POSIX reads them: 69 to 99 are the 1900s."""
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= 69 else 2000)


def _day_of_serial(serial: float, origin: date) -> date | None:
    if serial == 0:
        return None
    if not 0 < serial < 100_000:
        raise UnreadableCell(f"holds the number {serial:g}, which is no spreadsheet date; format the column as a date")
    return _likely(origin + timedelta(days=int(serial)))


def _likely(day: date) -> date | None:
    if day in _NO_DATES:
        return None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UnreadableCell(f"holds a date in the year {day.year}; correct it and export again")
    return day


def _quoted(text: str) -> str:
    """A cell's text for a message, where it can be no name and no number of a person."""
    bare = " ".join(text.split())
    if _QUOTABLE.fullmatch(bare) and not is_social_security(bare) and not bare.isdigit():
        return f'"{bare}"'
    return "text"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
