"""`billing-bot export`: every claim as a row of a CSV, without names of patients."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from bot.audit import CLAIM_EXPORT
from bot.commands.audited import AtThisMachine, file_mark
from bot.commands.shared import UNUSABLE, data_dir_option, fail, settings_for, told_clearly
from bot.rules.csv_cells import dollars, safe_cell
from bot.views.plain import counted
from bot.whole_files import written_whole
from data.claim_models import Claim
from data.store.claims import iterate_claims
from data.store.claims_file import ClaimsFile

_COLUMNS = (
    *("ref", "claim_number", "payer", "state", "billed", "paid", "adjusted", "patient", "balance", "service_from"),
    *("first_sent_on", "state_on", "next_action", "next_action_on"),
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_dir_option
@told_clearly
def export(file: Path, data_dir: Path | None) -> None:
    """Write all claims to FILE.csv. The file holds claim numbers and dates: keep it where patient data may be."""
    if file.is_dir():
        fail(f"{file} is a folder. Name a file in it, such as {file / 'claims.csv'}.", UNUSABLE)
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)
    try:
        with written_whole(file) as (draft, stream):
            with store.read() as db:
                count = _write(stream, iterate_claims(db))
            here.record(CLAIM_EXPORT, file_mark(draft), detail={"claims": count})
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.", UNUSABLE)
    click.echo(f"{counted(count, 'claim')} written to {file}.", err=True)


def _write(stream: TextIO, claims: Iterable[Claim]) -> int:
    """The number of claims."""
    count = 0
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for claim in claims:
        writer.writerow(map(safe_cell, _row(claim)))
        count += 1
    stream.flush()
    return count


def _row(claim: Claim) -> tuple[str, ...]:
    position = claim.position
    return (
        claim.ref,
        position.claim_number,
        claim.payer,
        position.state,
        dollars(position.billed_cents),
        dollars(position.paid_cents),
        dollars(position.adjusted_cents),
        dollars(position.patient_cents),
        dollars(position.balance_cents),
        _iso(position.service_from),
        _iso(position.first_sent_on),
        _iso(position.state_on),
        position.next_action,
        _iso(position.next_action_on),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
