"""`billing-bot report`: what the claims come to together."""

from pathlib import Path
from typing import Any

import click

from bot.audit import REPORT_VIEW
from bot.commands.audited import AtThisMachine
from bot.commands.shared import data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.rules.privacy import EVERYTHING, money_text
from bot.settings import clock_of
from data.claim_models import Ageing, AgeingRow
from data.store.claims import ageing as sum_by_age
from data.store.claims_file import ClaimsFile

_BUCKETS = ("0-30", "31-60", "61-90", "91-120", ">120", "no date")
_NO_PAYER = "(no payer known)"
_CLOCKS = {"service": "days since the day of service", "sent": "days since first sent"}


@click.group()
def report() -> None:
    """Reports on all claims."""


@report.command()
@click.option(
    "--by", type=click.Choice(tuple(_CLOCKS)), default="service", show_default=True, help="The clock that ages a claim."
)
@json_option
@data_dir_option
@told_clearly
def ageing(by: str, as_json: bool, data_dir: Path | None) -> None:
    """What is still owed, by payer and age."""
    settings = settings_for(data_dir)
    today = clock_of(settings).today()
    store = ClaimsFile(settings.data_dir)
    with store.read() as db:
        found = sum_by_age(db, today, by)
    AtThisMachine(store, settings).record(REPORT_VIEW, "ageing", detail={"by": by, "payers": len(found.payers)})
    if as_json:
        print_json(_json(found))
    else:
        _print(found)


def _json(found: Ageing) -> dict[str, Any]:
    return {
        "by": found.by,
        "today": found.today.isoformat(),
        "payers": [{"payer": row.payer, **_row_json(row)} for row in found.payers],
        "total": _row_json(found.total),
    }


def _row_json(row: AgeingRow) -> dict[str, Any]:
    buckets = [
        {"bucket": name, "claims": claims, "cents": cents}
        for name, claims, cents in zip(_BUCKETS, row.claims, row.cents, strict=True)
    ]
    return {"claims": sum(row.claims), "cents": sum(row.cents), "buckets": buckets}


def _print(found: Ageing) -> None:
    """A table: a row a payer, a column an age; the last column is there only where claims have no day."""
    click.echo(f"Open balances as of {found.today}, {_CLOCKS[found.by]}")
    width = max(map(len, [_NO_PAYER, *(row.payer for row in found.payers)]))
    shown = [number for number, name in enumerate(_BUCKETS) if name != "no date" or found.total.claims[number]]
    click.echo("  ".join([f"{'payer':<{width}}", *(f"{_BUCKETS[number]:>15}" for number in shown), f"{'all':>15}"]))
    for name, row in [*((row.payer or _NO_PAYER, row) for row in found.payers), ("total", found.total)]:
        cells = [*(row.cents[number] for number in shown), sum(row.cents)]
        amounts = (f"{money_text(cents, EVERYTHING):>15}" for cents in cells)
        click.echo("  ".join([f"{name:<{width}}", *amounts]) + f"  ({sum(row.claims):,})")
