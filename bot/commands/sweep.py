"""`billing-bot sweep`: the daily check by hand: what needs a person now, who would be told, and why."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.addressing import Address
from bot.alarms import Alarms
from bot.audit import AuditTrail
from bot.commands.days import as_day
from bot.commands.shared import data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.reminding import make_book
from bot.routing import RoutingDesk
from bot.rules.privacy import EVERYTHING
from bot.rules.step_words import alert_words, reason_words
from bot.settings import clock_of
from bot.sweep import Queued, Sweep, Swept
from bot.views.plain import counted
from data.store.claims_file import ClaimsFile


@click.command()
@click.option("--today", metavar="DATE", callback=as_day, help="As of that day instead of today, YYYY-MM-DD.")
@click.option("--dry-run", is_flag=True, help="Show what would be told; keep nothing.")
@json_option
@data_dir_option
@told_clearly
def sweep(today: date | None, dry_run: bool, as_json: bool, data_dir: Path | None) -> None:
    """Check every claim whose day has come, and queue its reminders. While the bot runs it does so every minute.

    What was queued before is not queued again. Messages go out while `billing-bot run` is running.
    """
    settings = settings_for(data_dir)
    clock, store = clock_of(settings), ClaimsFile(settings.data_dir)
    routing = RoutingDesk(store, clock, AuditTrail(store, clock), settings.time_zone)
    day = today or clock.today()
    swept = Sweep(store, clock, routing, Alarms(store, clock)).run(today=day, dry_run=dry_run)
    book = make_book(routing, clock, settings.time_zone)
    told = [(one, [book.address_of(one.claim, one.alert, told.target) for told in one.told]) for one in swept.queued]
    if as_json:
        print_json(
            {"today": day.isoformat(), "looked_at": swept.looked_at, "queued": [_json(*row, swept) for row in told]}
        )
        return
    for one, addresses in told:
        click.echo(f"{one.claim.ref}  {alert_words(one.alert, day)}; to {_to(addresses)}")
    queued = "would be queued; nothing was kept" if dry_run else "queued"
    click.echo(f"{counted(swept.looked_at, 'claim')} looked at, {counted(len(told), 'reminder')} {queued}.", err=True)


def _json(one: Queued, addresses: list[Address | None], swept: Swept) -> dict[str, Any]:
    step = one.alert.step
    return {
        "claim": one.claim.ref,
        "kind": str(step.kind),
        "step": str(one.alert.rung),
        "deadline": step.due_on.isoformat(),
        "to": _to(addresses),
        "why": reason_words(step, swept.today, EVERYTHING),
        "rule": step.rule_id,
        "last_day": step.last_on.isoformat() if step.last_on else None,
        "level": step.level,
        "targets": [str(told.target) for told in one.told],
    }


def _to(addresses: list[Address | None]) -> str:
    """Member and channel ids, each once; "nobody" where no person and no channel is set."""
    found = dict.fromkeys(one.destination for one in addresses if one)
    return ", ".join(found) or "nobody"
