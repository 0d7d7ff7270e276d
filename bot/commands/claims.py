"""`billing-bot claims`: the worklist that words ask for."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.audit import CLAIM_VIEW
from bot.commands.audited import AtThisMachine
from bot.commands.days import as_day
from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.rules.privacy import EVERYTHING, money_text
from bot.rules.worklist_people import owners_meant
from bot.settings import clock_of
from bot.views.claim_words import STATES
from bot.views.plain import counted
from bot.worklist_finding import Found, Wanted, find
from data.claim_models import Claim
from data.store.claims_file import ClaimsFile
from data.worklist_models import WorklistPerson

_PAGE = 10
_NUMBERS = (4, 5)
"""Columns that stand to the right: balance and age."""


@click.command()
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 10_000), default=_PAGE, show_default=True, help="How many to list.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over.")
@click.option("--as", "user", default="", help="Whose worklist `mine` is: a member id, or a name on the list.")
@click.option("--today", "day", metavar="DATE", callback=as_day, help="The day to reckon from, YYYY-MM-DD.")
@json_option
@data_dir_option
@told_clearly
def claims(
    words: tuple[str, ...], limit: int, offset: int, user: str, day: date | None, as_json: bool, data_dir: Path | None
) -> None:
    """List the claims that WORDS ask for: `claims denied aetna over 60`. Without words all that is open."""
    settings = settings_for(data_dir)
    today = day or clock_of(settings).today()
    wanted = Wanted(words=" ".join(words), today=today, user=user, offset=offset, most=limit)
    store = ClaimsFile(settings.data_dir)
    with store.read() as db:
        found = find(db, wanted)
    if user:
        _check_user(user, found)
    AtThisMachine(store, settings).record(CLAIM_VIEW, *(one.ref for one in found.page.claims))
    if as_json:
        print_json(_json(found, today))
        return
    _print(found, today)


def _check_user(user: str, found: Found) -> None:
    """Ends the command where nobody, or more than one, is meant by --as."""
    meant = owners_meant(user, list(found.people.values()))
    if not meant:
        fail(f"Nobody named {user} is on the bot's list: `billing-bot people list` shows who is.", UNUSABLE)
    if len(meant) > 1:
        fail(f"{len(meant)} people are named {user}: give the member id, as `billing-bot people list` shows.", UNUSABLE)


def _json(found: Found, today: date) -> dict[str, Any]:
    return {
        "filter": found.described,
        "total": found.page.total,
        "sum_cents": found.page.sum_cents,
        "is_more": found.page.is_more,
        "claims": [_row(claim, found.people, today) for claim in found.page.claims],
        "notes": [*found.notes, *found.warnings],
        "left_out": list(found.left_out),
    }


def _row(claim: Claim, people: dict[int, WorklistPerson], today: date) -> dict[str, Any]:
    position = claim.position
    since = position.service_from or position.first_sent_on
    owner = people.get(position.overlay.owner_id or 0)
    return {
        "ref": claim.ref,
        "claim_number": position.claim_number,
        "payer": claim.payer,
        "state": position.state,
        "billed": position.billed_cents,
        "paid": position.paid_cents,
        "adjusted": position.adjusted_cents,
        "patient": position.patient_cents,
        "balance": position.balance_cents,
        "age_days": (today - since).days if since else None,
        "service_from": _iso(position.service_from),
        "owner": owner.name if owner else None,
        "carcs": [one.carc for one in position.denials],
        "next_action": position.next_action,
        "next_action_on": _iso(position.next_action_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print(found: Found, today: date) -> None:
    page = found.page
    more = "more than " if page.is_more else ""
    for note in (*found.notes, *found.warnings):
        click.echo(note, err=True)
    click.echo(f"{more}{counted(page.total, 'claim')}, {money_text(page.sum_cents, EVERYTHING)} ({found.described})")
    if page.total and not page.claims:
        click.echo("The list ends before that: take a smaller --offset.", err=True)
    rows = [_cells(claim, found.people, today) for claim in page.claims]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        aligned = (
            cell.rjust(width) if place in _NUMBERS else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        click.echo("  ".join(aligned).rstrip())


def _cells(claim: Claim, people: dict[int, WorklistPerson], today: date) -> list[str]:
    """ "CO-16, CO-29" last: the reasons as a remittance has them."""
    row = _row(claim, people, today)
    return [
        claim.ref,
        row["claim_number"] or "",
        STATES[claim.position.state],
        claim.payer or "no payer known",
        money_text(claim.position.balance_cents, EVERYTHING),
        "" if row["age_days"] is None else counted(row["age_days"], "day"),
        row["owner"] or "",
        ", ".join(f"{one.group}-{one.carc}" if one.group else one.carc for one in claim.position.denials),
    ]
