"""What happened when, and what is due when, in the words of a worklist: which day the days beside a word are of."""

import re
from datetime import date

from bot.rules.worklist_days import DUE, SPAN, read_due, read_span
from bot.rules.worklist_typed import Typed
from data.worklist_models import Span

_SERVICE = r"dos|d\.o\.s\.?|dates? of service|service(?: dates?)?|seen|visits?"
_SENT = r"sent|submitted|filed|billed|first billed"
_STATED = (
    r"denied|deny|denials?|rejected|rejections?|closed|accepted|crossed over|forwarded|written off|pended|received"
)
_FIRST_YEAR = 2000


def read_due_days(typed: Typed, today: date) -> Span | None:
    if found := typed.take(rf"(?:follow[- ]?ups? |work )?due (?P<when>{DUE})"):
        return read_due(found["when"], today)
    if typed.take(r"overdue|past due|(?:running )?late(?! filing)"):
        return read_due("overdue", today)
    if found := typed.take(
        r"on (?:the|our) plate (?P<when>today|tomorrow|this week)|(?:to do|todo) (?P<when2>today|tomorrow|this week)"
    ):
        return read_due(found["when"] or found["when2"], today)
    if found := re.search(r"on my plate (today|tomorrow|this week)", typed.text):
        typed.text = typed.text.replace(found[0], "on my plate", 1)
        return read_due(found[1], today)
    return read_due("soon", today) if typed.take(r"due|follow[- ]?ups?") else None


def read_days(typed: Typed, today: date) -> dict[str, Span]:
    """What happened when, by the word beside the days, else by what else is said; else the day of service."""
    found_days: dict[str, Span] = {}
    for _ in range(3):
        found = re.search(
            rf"(?<![\w$@#-])(?:(?P<kind>{_SERVICE}|{_SENT}|{_STATED}|(?<!not )paid) )?(?P<span>{SPAN})(?![\w/-])",
            typed.text,
        )
        if found is None:
            break
        span = read_span(found, today)
        kind = found["kind"] or ""
        keeps = kind if kind and not re.fullmatch(rf"{_SERVICE}|{_SENT}", kind) else ""
        typed.text = f"{typed.text[: found.start()]}{keeps} | {typed.text[found.end() :]}"
        if span is None:
            typed.note(f"“{found['span']}” is no day that I can read, so it chose nothing.")
            continue
        if span.start and span.start.year < _FIRST_YEAR:
            typed.note(f"A day before {_FIRST_YEAR} is no claim's, so it chose nothing.")
            continue
        found_days[_kind_of_day(kind, typed)] = span
    return found_days


def _kind_of_day(beside: str, typed: Typed) -> str:
    for text in (beside, typed.text):
        if re.search(rf"\b(?:{_SERVICE})\b", text):
            typed.take(_SERVICE)
            return "service"
        if re.search(r"\bpaid\b", text) and not re.search(r"\b(?:not|partly) paid\b", text):
            return "paid"
        if re.search(rf"\b(?:{_STATED})\b", text):
            return "in_state"
        if re.search(rf"\b(?:{_SENT})\b", text):
            typed.take(_SENT)
            return "sent"
    return "service"
