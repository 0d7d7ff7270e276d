"""`billing-bot import`: the office's files into the store, from the command line."""

from collections.abc import Iterable
from pathlib import Path

import click

from bot.commands.audited import AtThisMachine
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
from bot.imports.auditing import record_import
from bot.imports.report import FileReport
from bot.imports.service import ImportDesk
from bot.imports.words import summary_line
from bot.imports.x12_import import ImportChoices
from bot.settings import clock_of
from data.store.claims_file import ClaimsFile

_MOST_SHOWN = 20


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Read and check everything, keep nothing.")
@click.option("--accept-test", is_flag=True, help="Post test files too (ISA15 = T); else they are only counted.")
@click.option(
    "--accept-resent", is_flag=True, help="Of a payment that is in the store with other rows, post those not there yet."
)
@click.option(
    "--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column of an export means; once per column."
)
@json_option
@data_dir_option
@click.pass_context
@told_clearly
def import_files(
    ctx: click.Context,
    paths: tuple[str, ...],
    dry_run: bool,
    accept_test: bool,
    accept_resent: bool,
    columns: tuple[str, ...],
    as_json: bool,
    data_dir: Path | None,
) -> None:
    """Import 837, 999, TA1, 277CA, 277 and 835 files, and CSV, TSV or XLSX exports; folders are searched through.

    The same file twice changes nothing.
    """
    if not all(path.strip() for path in paths):
        fail("One of the paths is empty: name the file or folder.", UNUSABLE)
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)
    desk = ImportDesk(store, clock_of(settings))
    choices = ImportChoices(accept_test=accept_test, accept_resent=accept_resent)
    reports = []
    for path in _files(map(Path, paths)):
        report = _imported(desk, path, choices, dry_run=dry_run, columns=columns)
        record_import(here.trail, here.operator, report, dry_run=dry_run)
        reports.append(report)
        if not as_json:
            _print(report)
    if as_json:
        print_json({"files": [_json(report) for report in reports]})
    if not reports:
        fail("There is no file there to import.", UNUSABLE)
    ctx.exit(_exit_code(reports))


def _imported(
    desk: ImportDesk, path: Path, choices: ImportChoices, *, dry_run: bool, columns: tuple[str, ...]
) -> FileReport:
    """One file that trips us must not keep the others out, nor their reports from being told."""
    try:
        return desk.import_file(path, choices=choices, dry_run=dry_run, columns=columns)
    except Exception as error:
        report = FileReport(name=path.name, unusable=True)
        report.refuse(path.name, f"could not be imported, through a fault of the bot ({type(error).__name__}).")
        return report


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files as named, folders in the order of their names; what begins with a dot in a folder is passed over."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.is_file() and not _is_hidden(one.relative_to(path)))
        else:
            found.append(path)
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _exit_code(reports: list[FileReport]) -> int:
    """2 where nothing could be used, 1 where a part was refused."""
    if all(report.unusable for report in reports):
        return UNUSABLE
    return REFUSED if any(report.refused for report in reports) else 0


def _json(report: FileReport) -> dict[str, object]:
    return {
        "name": report.name,
        "kind": report.kind,
        "test": report.is_test,
        "transactions": report.transactions,
        "claims": report.claims,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "duplicate": report.duplicate,
        "problems": [{"where": one.place, "text": one.text} for one in report.problems],
        "totals": report.totals,
    }


def _print(report: FileReport) -> None:
    click.echo(summary_line(report))
    for one in report.problems[:_MOST_SHOWN]:
        click.echo(f"  {one.place}: {one.text}", err=True)
    if len(report.problems) > _MOST_SHOWN:
        click.echo(f"  and {len(report.problems) - _MOST_SHOWN} more; --json shows all.", err=True)
    if report.hint:
        click.echo(f"  {report.hint}", err=True)
