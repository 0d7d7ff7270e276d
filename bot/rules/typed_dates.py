"""Dates as people type them in the US: text in, dates out; it never asks what day it is."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>\d{4}|\d{2})"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})"),
)
_LEAD = r"(?:\b(?:valid\s+)?(?:on|as\s+of|dos|date\s+of\s+service|in\s+effect\s+on)\b:?\s*)"
_BIRTH = r"(?:\b(?:d\.?o\.?b\.?|born(?:\s+on)?|birth\s*(?:date|day)|date\s+of\s+birth)[:\s]*)"
_DATED = re.compile(
    rf"\(?(?P<birth>{_BIRTH})?(?P<lead>{_LEAD})?(?<![\d/.-])(?P<date>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|"
    rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})(?!\d)|(?<=\s)today|yesterday|"
    rf"{_MONTH.replace('?P<month>', '?:')}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH.replace('?P<month>', '?:')},?\s+\d{{4}})\)?",
    re.IGNORECASE,
)
_FIRST_YEAR = 2000
"""No claim is that old: a date before it is somebody's birthday or a slip, never a date of service."""


def split_date(text: str, today: date) -> tuple[str, date | None, str]:
    """The text without its date of service, that date, and the date's words where they are no date.

    "e119 on 10/2/2025" -> ("e119", 2025-10-02, ""); "e119 on 2025-13-45" -> ("e119", None, "2025-13-45"). A date of
    birth is taken out of the text and given to nobody.
    """
    day: date | None = None
    unread = ""
    kept: list[str] = []
    end = 0
    for found in _DATED.finditer(text):
        named = found["date"].lower()
        if named in ("today", "yesterday"):
            if not found["lead"]:
                continue
            read: date | None = today - timedelta(days=int(named == "yesterday"))
        else:
            read = read_date(found["date"])
        if read is None and not (found["lead"] or found["birth"]):
            continue
        kept.append(text[end : found.start()])
        end = found.end()
        if found["birth"] or (read is not None and read.year < _FIRST_YEAR):
            continue
        day, unread = day or read, unread or ("" if read else found["date"])
    if not end:
        return text, None, ""
    rest = " ".join(part.strip() for part in (*kept, text[end:].lstrip(" ?.!,;"))).strip()
    return rest, day, "" if day else unread


def read_date(text: str) -> date | None:
    """A whole date with its year, month first where it is numbers: "10/2/25" -> 2025-10-02. None for no date."""
    for form in _FORMS:
        found = form.fullmatch(text.strip().lower())
        if found is None:
            continue
        parts = found.groupdict()
        month = int(parts["m"]) if parts.get("m") else _MONTHS.index(parts["month"][:3]) + 1
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        try:
            return date(year, month, int(parts["day"]))
        except ValueError:
            return None
    return None
