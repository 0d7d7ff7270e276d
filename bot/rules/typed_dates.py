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
_DATED = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<date>\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|today|yesterday|"
    rf"[a-z]{{3,9}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+[a-z]{{3,9}}\.?,?\s+\d{{4}})\s*[?.!]*\s*$",
    re.IGNORECASE,
)


def split_date(text: str, today: date) -> tuple[str, date | None, str]:
    """The text without the date at its end, that date, and the date's words where they are no date.

    "e119 on 10/2/2025" -> ("e119", 2025-10-02, ""); "e119 on 2025-13-45" -> ("e119", None, "2025-13-45").
    """
    found = _DATED.search(text)
    if found is None:
        return text, None, ""
    words = found["date"]
    named = words.lower()
    if named in ("today", "yesterday"):
        if not found["lead"]:
            return text, None, ""
        return text[: found.start()].strip(), today - timedelta(days=int(named == "yesterday")), ""
    day = read_date(words)
    if day is None and not found["lead"]:
        return text, None, ""
    return text[: found.start()].strip(), day, "" if day else words


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
