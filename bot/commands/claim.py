"""`billing-bot claim`: where one claim stands, by reference or by any number of it."""

from datetime import date
from pathlib import Path

import click

from bot.commands.claim_json import claim_json
from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.imports.service import ImportDesk
from bot.rules.privacy import EVERYTHING, money_text, number_text, patient_text, service_text
from bot.rules.standing_denials import Denial, denials_of, why_no_reason
from bot.rules.timeline import TimelineEvent, timeline_of
from bot.settings import clock_of
from bot.views.claim_words import STATES, denial_step, step_words
from data.claim_models import Claim, ClaimDetail, ClaimState
from data.errors import ClaimNotFound
from data.importers.reference_tables import read_carc_actions
from data.store.claim_details import get_detail
from data.store.claims import find_claims
from data.store.claims_file import ClaimsFile

_MOST_NAMED = 50


@click.command()
@click.argument("asked", nargs=-1, required=True, metavar="REF_OR_NUMBER")
@click.option("--same-as", default="", metavar="REF", help="Say that another claim is the same: they become one.")
@click.option("--apart", is_flag=True, help="Part again what people have joined in this claim.")
@json_option
@data_dir_option
@told_clearly
def claim(asked: tuple[str, ...], same_as: str, apart: bool, as_json: bool, data_dir: Path | None) -> None:
    """Where a claim stands: by its reference, its claim number, the payer's number of it, or its account number."""
    carcs = read_carc_actions()
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    with store.read() as db:
        claim_id = _one(find_claims(db, " ".join(asked)), " ".join(asked)).id
        other_id = _one(find_claims(db, same_as), same_as).id if same_as else None
    desk = ImportDesk(store, clock_of(settings))
    if apart:
        desk.part(claim_id)
    if other_id is not None:
        claim_id = desk.join(claim_id, other_id)
    with store.read() as db:
        detail = get_detail(db, claim_id)
    events = timeline_of(detail.ledger, carcs)
    denials = denials_of(detail.ledger, carcs, detail.remittances)
    if as_json:
        print_json(claim_json(detail, events, denials))
        return
    is_unexplained = detail.claim.position.state is ClaimState.DENIED and not denials
    _print(detail, events, denials, why_no_reason(detail.ledger, carcs) if is_unexplained else "")


def _one(found: list[Claim], asked: str) -> Claim:
    """The only claim found; for none and for several the command ends with 2."""
    if not found:
        error = ClaimNotFound(asked)
        fail(f"{error}\n{error.hint}", UNUSABLE)
    if len(found) > 1:
        lines = [f"{one.ref}  {_summary(one)}" for one in found[:_MOST_NAMED]]
        fail("\n".join([f"{len(found)} claims have that number. Ask for one by its reference:", *lines]), UNUSABLE)
    return found[0]


def _summary(one: Claim) -> str:
    position = one.position
    service = service_text(position.service_from, position.service_to, EVERYTHING)
    parts = [
        number_text(position.claim_number, EVERYTHING),
        STATES[position.state],
        one.payer or "no payer known",
        f"service {service}" if service else "",
        f"balance {money_text(position.balance_cents, EVERYTHING)}",
    ]
    return ", ".join(filter(None, parts))


def _print(detail: ClaimDetail, events: tuple[TimelineEvent, ...], denials: tuple[Denial, ...], no_reason: str) -> None:
    position = detail.claim.position
    patient = patient_text(position.patient_last, position.patient_first, EVERYTHING)
    click.echo(f"{detail.claim.ref}  {_summary(detail.claim)}" + (f", patient {patient}" if patient else ""))
    amounts = {
        "billed": position.billed_cents,
        "paid": position.paid_cents,
        "adjusted": position.adjusted_cents,
        "denied": position.denied_cents,
        "patient": position.patient_cents,
        "patient paid": position.patient_paid_cents,
    }
    click.echo(", ".join(f"{word} {money_text(cents, EVERYTHING)}" for word, cents in amounts.items()))
    if position.next_action:
        due = f"; due {position.next_action_on}" if position.next_action_on else ""
        click.echo(f"next: {step_words(position.next_action)}{due}")
    if no_reason:
        click.echo(f"denied: {no_reason}")
    for denial in denials:
        _print_denial(denial, detail.claim)
    for text in filter(None, [position.review, *detail.problems]):
        click.echo(f"look at: {text}")
    if detail.alike:
        click.echo(f"may be the same claim: {', '.join(one.ref for one in detail.alike)}")
    for event in events:
        click.echo(f"{_day(event.on)}  {event.text}  [{event.source}]")


def _print_denial(denial: Denial, one: Claim) -> None:
    codes = ", ".join([f"{denial.group}-{denial.carc}", *denial.remarks])
    line = f", line {denial.line}" if denial.line else ""
    meaning = denial.action.meaning if denial.action else "not in our table of reasons"
    click.echo(f"denied: {codes}, {money_text(denial.cents, EVERYTHING)}{line}: {meaning}")
    click.echo(f"        usual next step: {denial_step(denial.action, denial.remarks, one.payer_kind)}")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no day    "
