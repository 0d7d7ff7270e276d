"""`billing-bot playground`: the bot in a local Slack, for trying it without an account."""

from datetime import date, datetime
from pathlib import Path

import click

from bot.code_sets import ready_code_file
from bot.commands.shared import data_dir_option, settings_for, told_clearly
from bot.manifest import build_manifest
from bot.playground.launch import run_playground


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1. Default: 8360, or any free one.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that today is this date.")
@click.option("--reset", is_flag=True, help="Begin with an empty playground.")
@data_dir_option
@click.pass_context
@told_clearly
def playground(
    ctx: click.Context, port: int | None, no_open: bool, today: datetime | None, reset: bool, data_dir: Path | None
) -> None:
    """Try the bot in your browser: a local Slack on 127.0.0.1, real codes, invented people.

    Prints `ready http://127.0.0.1:PORT/` when the bot answers. Ctrl-C ends it.
    """
    settings = settings_for(data_dir)
    ready_code_file(settings.codes_dir)
    day: date | None = today.date() if today else None
    ctx.exit(
        run_playground(settings, manifest=build_manifest(), port=port, open_page=not no_open, today=day, reset=reset)
    )
