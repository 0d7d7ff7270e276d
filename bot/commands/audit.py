"""`billing-bot audit`: whether the audit trail is whole, and what stands in it."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from bot.commands.days import as_day
from bot.commands.shared import REFUSED, data_dir_option, json_option, print_json, settings_for, told_clearly
from bot.settings import clock_of
from data.people_models import AuditRow
from data.store.audit import find_broken, iterate_rows, read_head
from data.store.claims_file import ClaimsFile
from data.store.refs import read_ref


@click.group()
def audit() -> None:
    """Check and read who saw or changed what, when and where."""


@audit.command()
@json_option
@data_dir_option
@told_clearly
def verify(as_json: bool, data_dir: Path | None) -> None:
    """Check that no row was changed, removed, moved or cut off; exit 1 names the first row that was."""
    store = ClaimsFile(settings_for(data_dir).data_dir)
    with store.read() as db:
        broken, head = find_broken(db), read_head(db)
    if as_json:
        print_json({"ok": broken is None, "rows": head.count, "head": head.hash, "broken": broken})
    elif broken is None:
        click.echo(f"The audit trail is whole: {head.count:,} rows, the newest {head.hash or 'none'}.")
    else:
        click.echo(f"The audit trail is broken at row {broken}: it is not as it was written, or it is gone.")
        click.echo("Keep a copy of claims.db as it is, and compare it with your newest backup.")
    if broken is not None:
        raise click.exceptions.Exit(REFUSED)


@audit.command()
@click.option("--since", metavar="DATE", callback=as_day, help="From this day of the practice on.")
@click.option("--ref", default="", help="One claim's reference, or what else a row is about.")
@click.option("--user", default="", help="One member id, or a login of this machine.")
@json_option
@data_dir_option
@told_clearly
def show(since: date | None, ref: str, user: str, as_json: bool, data_dir: Path | None) -> None:
    """Show the rows, the oldest first."""
    settings = settings_for(data_dir)
    begin = datetime.combine(since, time(), settings.time_zone).astimezone(UTC) if since else None
    with ClaimsFile(settings.data_dir).read() as db:
        rows = list(iterate_rows(db, since=begin, object=_object_of(ref.strip()), user=user.strip()))
    if as_json:
        print_json({"rows": [_json(row) for row in rows]})
        return
    for row in rows:
        one = row.entry
        at = one.at.astimezone(settings.time_zone).strftime("%Y-%m-%d %H:%M:%S")
        detail = " ".join(f"{name}={value}" for name, value in one.detail.items())
        click.echo("  ".join(filter(None, (str(row.id), at, one.user, one.action, one.object, one.place, detail))))
    if not rows:
        click.echo(f"No row{' matches' if since or ref or user else ' yet'} (as of {clock_of(settings).today()}).")


def _object_of(typed: str) -> str:
    """As rows hold it: references and people's ids are capitals, a file's mark is not."""
    return read_ref(typed) or (typed.upper() if "/" in typed else typed)


def _json(row: AuditRow) -> dict[str, object]:
    one = row.entry
    return {
        "id": row.id,
        "at": one.at.isoformat(timespec="milliseconds"),
        "team": one.team,
        "user": one.user,
        "action": one.action,
        "object": one.object,
        "place": one.place,
        "detail": one.detail,
        "hash": row.hash,
    }
