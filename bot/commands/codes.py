"""`billing-bot codes`: the code sets that are loaded, and official files taken in."""

from pathlib import Path

import click

from bot.code_sets import import_shown, open_lookup
from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.settings import clock_of
from data.errors import UnreadableFile
from data.models import Release
from data.store.code_import import CodeImport

_MOST_SHOWN = 20


@click.group()
def codes() -> None:
    """The code sets that are loaded, and official files to load."""


@codes.command("list")
@json_option
@data_dir_option
@told_clearly
def list_codes(as_json: bool, data_dir: Path | None) -> None:
    """Every loaded edition with its dates, counts and source."""
    settings = settings_for(data_dir)
    releases = open_lookup(settings, clock_of(settings)).releases()
    if as_json:
        print_json({"releases": [_release_json(release) for release in releases]})
        return
    for release in releases:
        until = f" to {release.valid_to}" if release.valid_to else ""
        click.echo(f"{release.system:<10} {release.name}, from {release.valid_from}{until}")
        click.echo(f"{'':<10} {release.codes:,} codes, {release.billable:,} billable; {release.source}")


def _release_json(release: Release) -> dict[str, object]:
    return {
        "system": release.system,
        "release": release.name,
        "valid_from": release.valid_from.isoformat(),
        "valid_to": release.valid_to.isoformat() if release.valid_to else None,
        "codes": release.codes,
        "billable": release.billable,
        "source": release.source,
    }


@codes.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@data_dir_option
@told_clearly
def import_codes(paths: tuple[Path, ...], as_json: bool, data_dir: Path | None) -> None:
    """Load official files: zips, files or folders as CMS and CDC publish them.

    ICD-10-CM order files, order addenda, tabular lists, indexes, tables of neoplasms and of drugs, of any year; the
    HCPCS Level II file. All of them are taken in, or none; editions of several years answer side by side.
    """
    try:
        done = import_shown(settings_for(data_dir).codes_dir, paths)
    except UnreadableFile as error:
        if as_json:
            print_json(_import_json(None, error))
        fail(f"{error}\nNothing was changed. {error.hint}", UNUSABLE)
    if as_json:
        print_json(_import_json(done, None))
    else:
        _print_import(done)


def _import_json(done: CodeImport | None, refused: UnreadableFile | None) -> dict[str, object]:
    return {
        "read": [
            {"file": one.name, "kind": one.kind, "release": one.release, "rows": one.rows}
            for one in (done.read if done else ())
        ],
        "refused": [{"file": refused.name, "reason": refused.place}] if refused else [],
        "passed_over": [{"file": one.name, "reason": one.reason} for one in (done.left if done else ())],
        "unmatched": [
            {"index": one.kind, "release": one.release, "term": one.term, "code": one.code}
            for one in (done.unmatched if done else ())
        ],
    }


def _print_import(done: CodeImport) -> None:
    for one in done.read:
        click.echo(f"{one.kind} {one.release}: {one.rows:,} rows, from {one.name}")
    for left in done.left:
        click.echo(f"Passed over {left.name}: {left.reason}.")
    if done.unmatched:
        click.echo(f"Kept, though no loaded edition has the code: {len(done.unmatched):,} entries.")
    for entry in done.unmatched[:_MOST_SHOWN]:
        click.echo(f"  {entry.code:<9} {entry.term}")
