"""`billing-bot codes`: the code sets that are loaded."""

from pathlib import Path

import click

from bot.code_sets import open_lookup
from bot.commands.shared import data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.settings import clock_of
from data.models import Release


@click.group()
def codes() -> None:
    """The code sets that are loaded."""


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
