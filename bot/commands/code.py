"""`billing-bot code`: one look-up, a file of them, or codes checked together."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from bot.clock import monotonic
from bot.code_sets import open_lookup
from bot.commands.code_check import asks_check, check_codes
from bot.commands.code_json import answer_json, refused_json
from bot.commands.shared import (
    REFUSED,
    UNUSABLE,
    data_dir_option,
    fail,
    json_option,
    print_json,
    settings_for,
    told_clearly,
)
from bot.lookup import CodeLookup, LookupAnswer
from bot.rules.typed_dates import read_date
from bot.settings import clock_of
from data.models import System

_SYSTEMS = {"".join(filter(str.isalnum, system.value)).lower(): system for system in System}


def read_system(name: str) -> System | None:
    """A system by its name in any writing: "icd10cm", "ICD-10-CM"; None for "" and "any". Raises ValueError."""
    key = "".join(filter(str.isalnum, name)).lower()
    if key in ("", "any", "all"):
        return None
    if key not in _SYSTEMS:
        raise ValueError(f"“{name}” is no code system; use one of {', '.join(_SYSTEMS.values())}")
    return _SYSTEMS[key]


def read_day(text: str) -> date | None:
    """A date as people type it; None for "". Raises ValueError."""
    if not text.strip():
        return None
    day = read_date(text)
    if day is None:
        raise ValueError(f"“{text}” is no date; write it as 2026-01-15")
    return day


@click.command()
@click.argument("query", nargs=-1)
@click.option("--system", default="", help="Look in one system only: ICD-10-CM, HCPCS, CPT, MODIFIER or POS.")
@click.option("--on", default="", help="The date of service, such as 2026-01-15. Default: today.")
@click.option("--limit", default=10, type=click.IntRange(1, 50), show_default=True, help="Most matches shown.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with a column query (and system, on if you like): one JSON object a row, in order.",
)
@json_option
@data_dir_option
@told_clearly
def code(
    query: tuple[str, ...], system: str, on: str, limit: int, batch: Path | None, as_json: bool, data_dir: Path | None
) -> None:
    """Look up a code, or find codes by words: `billing-bot code E11.9`, `billing-bot code heart attack`.

    `billing-bot code check I10, E11.22, N18.30` checks several codes together.
    """
    if bool(query) == bool(batch):
        fail("Give words or a code to look up, or --batch FILE.csv.", UNUSABLE)
    try:
        wanted, day = read_system(system), read_day(on)
    except ValueError as error:
        fail(str(error), UNUSABLE)
    if asks_check(query):
        check_codes(query, on=day, as_json=as_json, data_dir=data_dir)
        return
    rows = list(_rows(batch)) if batch else []
    settings = settings_for(data_dir)
    lookup = open_lookup(settings, clock_of(settings))
    if batch:
        _answer_rows(rows, lookup, wanted, day, limit)
        return
    started = monotonic()
    answer = lookup.look_up(" ".join(query), system=wanted, on=day, limit=limit)
    took_ms = (monotonic() - started) * 1000
    if as_json:
        print_json(answer_json(answer, lookup, took_ms))
    else:
        _print(answer)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of the batch file; exits 2 where it is no such CSV."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            delimiter = max(",;\t", key=first.count)
            names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
            if "query" not in names:
                fail(f"{path.name} has no column named query in its first line.", UNUSABLE)
            reader = csv.DictReader(stream, fieldnames=names, delimiter=delimiter)
            yield from ({name: value or "" for name, value in row.items() if name} for row in reader)
    except (UnicodeDecodeError, csv.Error) as error:
        fail(f"{path.name} is no CSV in UTF-8 ({error.__class__.__name__}). Save it as CSV UTF-8.", UNUSABLE)


def _answer_rows(
    rows: list[dict[str, str]], lookup: CodeLookup, system: System | None, on: date | None, limit: int
) -> None:
    """One JSON object a row; a row that cannot be read gets its reason as `note`, and the exit code says 1."""
    refused = 0
    for number, row in enumerate(rows, 2):
        started = monotonic()
        try:
            wanted, day = read_system(row.get("system", "")) or system, read_day(row.get("on", "")) or on
        except ValueError as error:
            refused += 1
            print_json(refused_json(row["query"], f"row {number}: {error}"))
            continue
        answer = lookup.look_up(row["query"], system=wanted, on=day, limit=limit)
        print_json(answer_json(answer, lookup, (monotonic() - started) * 1000))
    if refused:
        fail(f"{refused} of {len(rows)} rows could not be read; each says why in its note.", REFUSED)


def _print(answer: LookupAnswer) -> None:
    for match in answer.matches:
        mark = "" if match.code.billable else "  [needs more detail]"
        click.echo(f"{match.code.code:<9} {match.code.description}{mark}")
        click.echo(f"{'':<9} {match.code.system} {match.code.release}; {match.why}")
    dated = list(dict.fromkeys(match.dated for match in answer.matches if match.dated))
    for text in [answer.note, *dated[:3]]:
        if text:
            click.echo(text)
