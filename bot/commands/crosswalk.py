"""`billing-bot crosswalk`: which account stands behind each reference, as a CSV for this machine alone."""

from pathlib import Path

import click

from bot.audit import CLAIM_CROSSWALK
from bot.commands.audited import AtThisMachine, file_mark
from bot.commands.shared import UNUSABLE, data_dir_option, fail, settings_for, told_clearly
from bot.crosswalk import Crosswalk
from bot.views.plain import counted
from data.store.claims_file import ClaimsFile


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_dir_option
@told_clearly
def crosswalk(file: Path, data_dir: Path | None) -> None:
    """Write each claim's reference with its numbers, patient and service date to FILE.csv.

    The file names patients: keep it where patient data may be, and never send it. While the bot runs it keeps such a
    file up to date as crosswalk.csv in the data folder.
    """
    if file.is_dir():
        fail(f"{file} is a folder. Name a file in it, such as {file / 'crosswalk.csv'}.", UNUSABLE)
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)

    def write_down(draft: Path, count: int) -> None:
        here.record(CLAIM_CROSSWALK, file_mark(draft), detail={"references": count})

    try:
        count = Crosswalk(store).write(file, write_down)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", UNUSABLE)
    click.echo(
        f"{counted(count, 'reference')} written to {file}. It names patients: keep it on this machine.", err=True
    )
