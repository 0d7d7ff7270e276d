"""The shipped deadline rules and amounts in controversy, read into models; no database, no clock, no arithmetic."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, Filed, Mark, MonthEnd, Purpose, Scope, Starts, Unit
from data.errors import UnreadableFile

Row = Mapping[str, str]
Amounts = Mapping[tuple[int, int], int]
"""(level, year) -> cents."""
_RULES = "payer_rules.csv"
_AMOUNTS = "amounts_in_controversy.csv"
_YES_NO = {"yes": True, "no": False}
_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


@cache
def read_payer_rules() -> tuple[DeadlineRule, ...]:
    """In the order of the table, which decides between rules that are equal in all else."""
    return rules_of(_text(_RULES), _RULES)


@cache
def read_amounts_in_controversy() -> Amounts:
    """Medicare's least amounts for a hearing (level 3) and for federal court (level 5), by year of the request."""
    amounts: dict[tuple[int, int], int] = {}
    for level, year, cents in _read(_text(_AMOUNTS), _AMOUNTS, _amount):
        amounts[level, year] = cents
    return amounts


def rules_of(text: str, name: str) -> tuple[DeadlineRule, ...]:
    """The rules of a table with our columns. Raises UnreadableFile that names every bad line and what is wrong."""
    rules = _read(text, name, _rule)
    twice = sorted(rule_id for rule_id, times in Counter(rule.id for rule in rules).items() if times > 1)
    if twice:
        raise UnreadableFile(name, f"these ids stand twice: {', '.join(twice)}")
    return tuple(rules)


def _read(text: str, name: str, read_row: Callable[[Row], _T]) -> list[_T]:
    reader = csv.DictReader(text.splitlines())
    found: list[_T] = []
    problems: list[str] = []
    for row in reader:
        try:
            if None in row or None in row.values():
                raise ValueError("it has a different number of fields than the header")
            found.append(read_row(row))
        except (ValueError, KeyError) as error:
            problems.append(f"line {reader.line_num}: {_told(error)}")
    if problems:
        raise UnreadableFile(name, "; ".join(problems))
    return found


def _told(error: ValueError | KeyError) -> str:
    return f"the column {error} is missing" if isinstance(error, KeyError) else str(error)


def _rule(row: Row) -> DeadlineRule:
    rule = DeadlineRule(
        id=row["id"],
        title=row["title"],
        purpose=_one_of(Purpose, row, "purpose"),
        level=_number(row, "level"),
        scope=_one_of(Scope, row, "scope"),
        payer_kinds=frozenset(_kind(name) for name in row["payer_kinds"].split("|") if name),
        payer_id=None,
        state=row["state"],
        limit=_number(row, "limit"),
        unit=_one_of(Unit, row, "unit"),
        starts=_one_of(Starts, row, "starts"),
        presumed_receipt_days=_number(row, "presumed_receipt_days"),
        filed=_one_of(Filed, row, "filed"),
        mail_lead_business_days=_number(row, "mail_lead_business_days"),
        rolls=_yes(row, "rolls"),
        decision_days=_number_or_none(row, "decision_days"),
        opens_after=_number(row, "opens_after"),
        minimum_cents=None,
        source=row["source"],
        mark=_one_of(Mark, row, "mark"),
        verified_on=date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
        verified_by="",
        note=row["note"],
        plan_days=_number_or_none(row, "plan_days"),
        month_end=_one_of(MonthEnd, row, "month_end"),
        from_receipt=_yes(row, "from_receipt"),
        asked_only=_yes(row, "asked_only"),
    )
    if problem := _problem(rule):
        raise ValueError(problem)
    return rule


def _problem(rule: DeadlineRule) -> str:
    """What makes a rule senseless, or ""."""
    is_level_wanted = rule.purpose in (Purpose.APPEAL, Purpose.STOP_RECOUPMENT)
    checks = (
        (not rule.id or rule.id != rule.id.strip().lower(), "the id must be lower case and not empty"),
        (not rule.title or not rule.source, "the title or the source is missing"),
        (rule.limit < 1, "the limit must be 1 or more"),
        (rule.opens_after >= rule.limit, "opens_after must be less than the limit"),
        (rule.plan_days is not None and rule.plan_days < 1, "plan_days must be 1 or more"),
        ((rule.level > 0) != is_level_wanted, "a level from 1 belongs to appeals and to stop_recoupment alone"),
        ((rule.scope is Scope.STATE) != bool(rule.state), "a state belongs to the scope state, and to it alone"),
        ((rule.mark is Mark.READ) != (rule.verified_on is not None), "verified_on belongs to the mark read"),
        (rule.presumed_receipt_days > 0 and not rule.from_receipt, "presumed receipt needs from_receipt"),
    )
    return next((words for is_wrong, words in checks if is_wrong), "")


def _amount(row: Row) -> tuple[int, int, int]:
    if not row["source"]:
        raise ValueError("the source is missing")
    return _number(row, "level"), _number(row, "year"), _number(row, "cents")


def _one_of(kind: type[_E], row: Row, column: str) -> _E:
    try:
        return kind(row[column])
    except ValueError:
        raise ValueError(f"“{row[column]}” is no {column}; use one of {', '.join(kind)}") from None


def _kind(name: str) -> PayerKind:
    try:
        return PayerKind(name)
    except ValueError:
        raise ValueError(f"“{name}” is no kind of payer; use one of {', '.join(PayerKind)}") from None


def _number(row: Row, column: str) -> int:
    text = row[column]
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text}” is no whole number for {column}")
    return int(text)


def _number_or_none(row: Row, column: str) -> int | None:
    return _number(row, column) if row[column] else None


def _yes(row: Row, column: str) -> bool:
    if row[column] not in _YES_NO:
        raise ValueError(f"“{row[column]}” is neither yes nor no for {column}")
    return _YES_NO[row[column]]


def _text(name: str) -> str:
    return (files("data") / "reference" / name).read_text(encoding="utf-8")
