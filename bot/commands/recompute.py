"""`billing-bot recompute`: every claim's state and money anew from the ledger."""

from pathlib import Path

import click

from bot.audit import STORE_RECOMPUTE
from bot.commands.audited import AtThisMachine
from bot.commands.shared import data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.imports.service import ImportDesk
from bot.settings import clock_of
from bot.views.plain import counted
from data.store.claims_file import ClaimsFile


@click.command()
@json_option
@data_dir_option
@told_clearly
def recompute(as_json: bool, data_dir: Path | None) -> None:
    """Link and compute all claims anew from what was imported. Nothing changes where nothing was wrong."""
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)
    with store.write():
        claims, changed = ImportDesk(store, clock_of(settings)).recompute()
        here.record(STORE_RECOMPUTE, "claims", detail={"claims": claims, "changed": changed})
    if as_json:
        print_json({"claims": claims, "changed": changed})
    else:
        click.echo(f"{counted(claims, 'claim')} computed anew, {changed:,} changed.")
