"""`billing-bot run`: the real bot."""

from pathlib import Path

import click
from slack_sdk.errors import SlackClientError

from bot.app import run as run_bot
from bot.commands.shared import UNUSABLE, data_dir_option, fail, settings_for, told_clearly
from bot.logs import start_logging


@click.command()
@data_dir_option
@told_clearly
def run(data_dir: Path | None) -> None:
    """Run the bot in your Slack workspace (Socket Mode) until it is stopped.

    Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN in the environment; see the README.
    """
    start_logging()
    try:
        run_bot(settings_for(data_dir))
    except SlackClientError as error:
        reason = getattr(error, "response", None)
        said = reason["error"] if reason is not None and "error" in reason else error.__class__.__name__
        fail(f"Slack refused the start: {said}. Run `billing-bot check`: it names each setting and its mend.", UNUSABLE)
    except OSError as error:
        fail(f"Slack could not be reached ({error.__class__.__name__}). Check the network and SLACK_API_URL.", UNUSABLE)
