"""`billing-bot manifest`: what to paste when the Slack app is created."""

import json

import click

from bot.manifest import build_manifest


@click.command()
def manifest() -> None:
    """Print the Slack app manifest (JSON): api.slack.com/apps, Create New App, From a manifest."""
    click.echo(json.dumps(build_manifest(), indent=2))
