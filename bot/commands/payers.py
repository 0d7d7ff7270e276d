"""`billing-bot payers`: payers, what the practice keeps about them, and its own deadline rules, as tables."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from bot.acting import local_actor
from bot.audit import UNHURRIED_S, AuditTrail
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
from bot.payer_pages import PayerPages
from bot.payer_tables import PayerTables, TableReport
from bot.redating import Redating
from bot.rules.payer_sheet_answering import StaleRule
from bot.rules.payer_sheet_words import KINDS
from bot.settings import Settings, clock_of
from bot.views.plain import counted
from data.importers.tables.errors import UnreadableTable
from data.payer_models import KnownPayer
from data.store.claims_file import ClaimsFile

_MOST_PROBLEMS = 20
_MOST_NAMED = 3


@click.group()
def payers() -> None:
    """List payers, and write or read what the practice keeps about them and its own deadline rules."""


@payers.command(name="list")
@click.option("--stale", is_flag=True, help="Instead, the rules that should be checked against their source.")
@json_option
@data_dir_option
@told_clearly
def list_(stale: bool, as_json: bool, data_dir: Path | None) -> None:
    """Show every payer, those with the most claims first."""
    settings = settings_for(data_dir)
    pages = PayerPages(ClaimsFile(settings.data_dir), clock_of(settings))
    if stale:
        _show_stale(pages.stale(), as_json=as_json)
    else:
        _show_payers(pages.payers(), as_json=as_json)


@payers.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sheets", is_flag=True, help="What is kept about payers, instead of the rules.")
@data_dir_option
@told_clearly
def export(file: Path, sheets: bool, data_dir: Path | None) -> None:
    """Write the practice's own rules, or the payers' sheets, to FILE.csv."""
    tables = _tables(settings_for(data_dir))
    text, count = tables.sheets() if sheets else tables.rules()
    try:
        _write(file, text)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", UNUSABLE)
    click.echo(f"{counted(count, 'sheet' if sheets else 'rule')} written to {file}.", err=True)


@payers.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check everything, keep nothing.")
@click.option("--add-payers", is_flag=True, help="Make payers that the store does not know; else they are refused.")
@json_option
@data_dir_option
@told_clearly
def import_(file: Path, dry_run: bool, add_payers: bool, as_json: bool, data_dir: Path | None) -> None:
    """Keep the rows of FILE.csv, as `payers export` writes it: all of them, or none where one is wrong.

    Rules and sheets that are not in it stay as they are. Open claims are dated anew.
    """
    tables = _tables(settings_for(data_dir))
    try:
        report = tables.import_file(file, local_actor(), dry_run=dry_run, add_payers=add_payers)
    except UnreadableTable as error:
        fail(f"{error}\n{error.hint}".strip(), UNUSABLE)
    if as_json:
        print_json(_document(report, dry_run=dry_run))
    else:
        _show_report(report, dry_run=dry_run)
    if report.problems:
        raise click.exceptions.Exit(REFUSED)


def _tables(settings: Settings) -> PayerTables:
    store, clock = ClaimsFile(settings.data_dir), clock_of(settings)
    return PayerTables(store, clock, AuditTrail(store, clock, patience_s=UNHURRIED_S), Redating(store).redate)


def _show_payers(found: list[KnownPayer], *, as_json: bool) -> None:
    if as_json:
        print_json({"payers": [_payer_json(payer) for payer in found]})
        return
    names = {payer.id: payer.name for payer in found}
    for payer in found:
        facts = [
            KINDS[payer.kind],
            f"{counted(payer.claims, 'claim')}, {payer.open_claims:,} open",
            f"{counted(payer.rules, 'own rule')}" if payer.rules else "",
            f"same payer as {names[payer.same_as]}" if payer.same_as else "",
            f"payer number {', '.join(payer.numbers)}" if payer.numbers else "",
        ]
        click.echo(f"{payer.name}: {'; '.join(fact for fact in facts if fact)}")
    if not found:
        click.echo("No payer yet: they come with the claims. Import a file: billing-bot import PATH")


def _payer_json(payer: KnownPayer) -> dict[str, Any]:
    return {
        "id": payer.id,
        "name": payer.name,
        "kind": payer.kind,
        "numbers": list(payer.numbers),
        "claims": payer.claims,
        "open_claims": payer.open_claims,
        "rules": payer.rules,
        "same_as": payer.same_as,
    }


def _show_stale(found: list[StaleRule], *, as_json: bool) -> None:
    if as_json:
        print_json({"rules": [{"id": one.rule.id, "text": one.words, "payers": list(one.payers)} for one in found]})
        return
    for one in found:
        more = f" and {len(one.payers) - _MOST_NAMED:,} more" if len(one.payers) > _MOST_NAMED else ""
        whose = f"; for {', '.join(one.payers[:_MOST_NAMED])}{more}" if one.payers else ""
        click.echo(f"{one.rule.id}  {one.words}{whose}")
    if not found:
        click.echo("Every rule that dates an open claim was checked within a year.")


def _document(report: TableReport, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "kept": not dry_run and not report.problems,
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "redated": report.redated,
        "problems": [{"line": line, "text": text} for line, text in report.problems],
    }


def _show_report(report: TableReport, *, dry_run: bool) -> None:
    for line, text in report.problems[:_MOST_PROBLEMS]:
        click.echo(f"line {line}: {text}", err=True)
    if len(report.problems) > _MOST_PROBLEMS:
        click.echo(f"and {len(report.problems) - _MOST_PROBLEMS:,} more problems", err=True)
    if report.problems:
        click.echo("Nothing was kept. Mend these lines and import the table again.", err=True)
        return
    opening = "A dry run, nothing was kept: " if dry_run else ""
    click.echo(
        f"{opening}{counted(report.rows, 'row')}: {report.new:,} new, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged; {counted(report.redated, 'open claim')} with a new date."
    )


def _write(file: Path, text: str) -> None:
    """Writes beside the file and swaps in by rename: whole, or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as stream:
            stream.write(text)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
