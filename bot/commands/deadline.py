"""`billing-bot deadline`: the days that a rule comes to, with their arithmetic."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.deadline_rules import all_rules, amounts_needed, load_book, nearest_rules
from bot.rules.deadline_words import day_words, limit_words
from bot.rules.deadlines import deadline_of
from bot.rules.federal_holidays import federal_calendar
from bot.rules.payer_sheet_words import start_words
from bot.rules.rule_choice import RuleBook
from bot.rules.typed_dates import read_date
from data.deadline_models import Deadline, DeadlineRule, Mark, Way
from data.store.claims_file import FILE_NAME, ClaimsFile

_YEARS = range(2000, 2090)
"""Holidays are known for these and for the years in which their limits end."""


@click.command()
@click.option("--rule", "rule_id", default="", help="The rule's id, such as mcr.l1; --list shows all.")
@click.option("--start", default="", help="The day of the notice, service or other event: 2026-09-02.")
@click.option(
    "--way",
    default=Way.MAIL.value,
    type=click.Choice([way.value for way in Way]),
    show_default=True,
    help="How it will be sent.",
)
@click.option("--received", default="", help="The day on which the notice came, if you can prove it.")
@click.option("--list", "as_list", is_flag=True, help="Show every rule.")
@json_option
@data_dir_option
@told_clearly
def deadline(
    rule_id: str, start: str, way: str, received: str, as_list: bool, as_json: bool, data_dir: Path | None
) -> None:
    """When something must be done: `billing-bot deadline --rule mcr.l1 --start 2026-09-02`.

    It shows the day to work by, the day to send by, the last day, and how each was counted.
    """
    book = _book(data_dir)
    if as_list:
        _list(book.rules, as_json)
        return
    if not rule_id:
        fail("Give --rule ID and --start DATE. `billing-bot deadline --list` shows the rules.", UNUSABLE)
    rule = _rule(rule_id, book)
    if not start:
        fail(f"Give --start DATE, such as 2026-09-02: for {rule.id} it is {start_words(rule.starts)}.", UNUSABLE)
    received_on = _day(received, "--received") if received else None
    found = deadline_of(
        rule, _day(start, "--start"), calendar=federal_calendar(), way=Way(way), received_on=received_on
    )
    warnings = [*found.warnings, *amounts_needed(found)]
    if as_json:
        print_json(_document(found, warnings))
    else:
        _print(found, warnings, Way(way), received_on)


def _book(data_dir: Path | None) -> RuleBook:
    """With the practice's own rules, where it has a store; asking for a date makes none."""
    folder = settings_for(data_dir).data_dir
    if not (folder / FILE_NAME).exists():
        return RuleBook(all_rules())
    with ClaimsFile(folder).read() as db:
        return load_book(db)


def _rule(rule_id: str, book: RuleBook) -> DeadlineRule:
    rule = book.rule_with(rule_id.strip().lower())
    if rule is None:
        near = ", ".join(f"{one.id} ({one.title})" for one in nearest_rules(rule_id, book))
        fail(f"There is no rule “{rule_id}”. Nearest: {near}. `billing-bot deadline --list` shows all.", UNUSABLE)
    return rule


def _day(text: str, option: str) -> date:
    day = read_date(text)
    if day is None:
        fail(f"{option}: “{text}” is no date; write it as 2026-09-02.", UNUSABLE)
    if day.year not in _YEARS:
        fail(f"{option}: {day} is outside the years {_YEARS[0]} to {_YEARS[-1]}; check the year.", UNUSABLE)
    return day


def _document(found: Deadline, warnings: list[str]) -> dict[str, Any]:
    rule = found.rule
    return {
        "safe": found.safe.isoformat(),
        "send_by": found.send_by.isoformat(),
        "due_raw": found.due_raw.isoformat(),
        "due_rolled": found.due_rolled.isoformat(),
        "steps": list(found.steps),
        "rule": rule.id,
        "source": rule.source,
        "verified_on": _iso(rule.verified_on),
        "title": rule.title,
        "opens_on": _iso(found.opens_on),
        "mark": rule.mark,
        "is_verified": rule.is_verified,
        "warnings": warnings,
        "note": rule.note,
    }


def _list(rules: tuple[DeadlineRule, ...], as_json: bool) -> None:
    if as_json:
        print_json({"rules": [_rule_json(rule) for rule in rules]})
        return
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        counted = f"{limit_words(rule.limit, rule.unit)} from {start_words(rule.starts)}"
        click.echo(f"{rule.id:<{width}}  {rule.title}: {counted}; {_trust(rule)}")


def _rule_json(rule: DeadlineRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "purpose": rule.purpose,
        "level": rule.level,
        "scope": rule.scope,
        "payer_kinds": sorted(rule.payer_kinds),
        "payer_id": rule.payer_id,
        "state": rule.state,
        "limit": rule.limit,
        "unit": rule.unit,
        "starts": rule.starts,
        "presumed_receipt_days": rule.presumed_receipt_days,
        "filed": rule.filed,
        "mail_lead_business_days": rule.mail_lead_business_days,
        "rolls": rule.rolls,
        "plan_days": rule.plan_days,
        "opens_after": rule.opens_after,
        "decision_days": rule.decision_days,
        "source": rule.source,
        "mark": rule.mark,
        "verified_on": _iso(rule.verified_on),
        "verified_by": rule.verified_by,
        "is_verified": rule.is_verified,
        "note": rule.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print(found: Deadline, warnings: list[str], way: Way, received_on: date | None) -> None:
    rule = found.rule
    click.echo(f"{rule.title} ({rule.id})")
    rows = [
        ("Not before", found.opens_on),
        ("Work by", found.safe),
        (f"Send by ({way})", found.send_by),
        (_last_day(rule, received_on), found.due_raw),
        ("Last day after the weekend or holiday", found.due_rolled if found.due_rolled != found.due_raw else None),
    ]
    for words, day in rows:
        if day is not None:
            click.echo(f"  {words}: {day_words(day)}")
    click.echo("How it is counted:")
    for number, step in enumerate(found.steps, 1):
        click.echo(f"  {number}. {step}")
    click.echo(f"Source: {rule.source}; {_trust(rule)}.")
    for sentence in (*warnings, rule.note):
        if sentence:
            click.echo(f"  {sentence}")


def _last_day(rule: DeadlineRule, received_on: date | None) -> str:
    if received_on is not None and rule.counts_from_receipt:
        return "Last day, counted from the proven receipt"
    if rule.presumed_receipt_days:
        return f"Last day, notice presumed received after {rule.presumed_receipt_days} days"
    return "Last day"


def _trust(rule: DeadlineRule) -> str:
    if rule.is_verified:
        return f"checked by {rule.verified_by or 'us'} on {rule.verified_on}"
    return "a default" if rule.mark is Mark.UNSET else "not checked by anybody yet"
