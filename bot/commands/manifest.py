"""`billing-bot manifest`: what to paste when the Slack app is created."""

import json
from pathlib import Path

import click

from bot.commands.shared import data_dir_option
from bot.manifest import build_manifest


@click.command()
@data_dir_option
def manifest(data_dir: Path | None) -> None:
    """Print the Slack app manifest (JSON): api.slack.com/apps, Create New App, From a manifest."""
    click.echo(json.dumps(build_manifest(), indent=2))
