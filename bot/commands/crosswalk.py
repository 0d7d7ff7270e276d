"""`billing-bot crosswalk`: which account stands behind each reference, as a CSV or a page, for this machine alone."""

import signal
import threading
from pathlib import Path

import click

from bot.audit import CLAIM_CROSSWALK
from bot.commands.audited import AtThisMachine, file_mark
from bot.commands.shared import UNUSABLE, data_dir_option, fail, settings_for, told_clearly
from bot.crosswalk import Crosswalk
from bot.crosswalk_page import CrosswalkPage, serving
from bot.views.plain import counted
from data.store.claims_file import ClaimsFile


@click.command()
@click.argument("file", required=False, metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--serve", is_flag=True, help="Look references up on a page in your browser, until Ctrl-C.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of that page on 127.0.0.1. Default: any free one.")
@data_dir_option
@told_clearly
def crosswalk(file: Path | None, serve: bool, port: int | None, data_dir: Path | None) -> None:
    """Write each claim's reference with its numbers, patient and service date to FILE.csv, or look one up on a page.

    The file names patients: keep it where patient data may be, and never send it. While the bot runs it keeps such a
    file up to date as crosswalk.csv in the data folder. The page is for your own login on this machine.
    """
    if (file is None) is not serve:
        fail(
            "Name a file, such as crosswalk.csv, or give --serve for a page in your browser: one of the two.", UNUSABLE
        )
    if port is not None and not serve:
        fail("--port is for the page: give --serve, too.", UNUSABLE)
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)
    if file is None:
        _serve(CrosswalkPage(Crosswalk(store), here.trail, port=port or 0, own_login_only=True))
    else:
        _write(file, Crosswalk(store), here)


def _write(file: Path, crosswalk: Crosswalk, here: AtThisMachine) -> None:
    if file.is_dir():
        fail(f"{file} is a folder. Name a file in it, such as {file / 'crosswalk.csv'}.", UNUSABLE)

    def write_down(draft: Path, count: int) -> None:
        here.record(CLAIM_CROSSWALK, file_mark(draft), detail={"references": count})

    try:
        count = crosswalk.write(file, write_down)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", UNUSABLE)
    click.echo(
        f"{counted(count, 'reference')} written to {file}. It names patients: keep it on this machine.", err=True
    )


def _serve(page: CrosswalkPage) -> None:
    """Until SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving(page):
        click.echo(f"ready {page.url}")
        stop.wait()
