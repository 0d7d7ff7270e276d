"""`billing-bot claim`: where one claim stands, by reference or by any number of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from bot.audit import CLAIM_JOINED, CLAIM_PARTED, CLAIM_VIEW
from bot.commands.appeal_json import AppealsTold
from bot.commands.audited import AtThisMachine
from bot.commands.claim_json import claim_json
from bot.commands.query_json import query_json, query_line
from bot.commands.shared import UNUSABLE, data_dir_option, fail, json_option, print_json, settings_for, told_clearly
from bot.commands.task_json import task_json, task_line
from bot.dating import load_dating
from bot.imports.service import ImportDesk
from bot.rules.appeal_records import appeal_records
from bot.rules.appeal_rights import appeal_right
from bot.rules.claim_deadlines import deadlines_of
from bot.rules.dating import Dating
from bot.rules.denied_reasons import DeniedReason, reasons_of
from bot.rules.listing import unlisted_words
from bot.rules.privacy import EVERYTHING, money_text, number_text, patient_text, service_text
from bot.rules.standing_denials import denials_of, why_no_reason
from bot.rules.step_words import action_words
from bot.rules.tasks import task_of
from bot.rules.timeline import TimelineEvent, timeline_of
from bot.rules.working import overlay_of
from bot.settings import clock_of
from bot.views.appeal_lines import appeal_text, level_text
from bot.views.blocks import shorten
from bot.views.claim_words import STATES
from bot.views.deadline_lines import deadline_text
from bot.views.plain import counted
from data.claim_models import Claim, ClaimDetail, ClaimState
from data.errors import ClaimNotFound
from data.importers.denial_tables import read_denial_tables
from data.importers.payer_rule_table import read_amounts_in_controversy
from data.store.claim_details import get_detail
from data.store.claims import find_claims
from data.store.claims_file import ClaimsFile
from data.store.person_ids import names_of_people
from data.store.provider_queries import queries_of_claim
from data.store.said_of_claims import is_joined
from data.store.tasks import tasks_of_claim

_MOST_NAMED = 50
_LONGEST_ASKED = 60
_AROUND = " \t\r\n#?!.,;:*_`\"'“”"
"""What people type around a number."""


@click.command()
@click.argument("asked", nargs=-1, required=True, metavar="REF_OR_NUMBER")
@click.option("--same-as", default="", metavar="REF", help="Say that another claim is the same: they become one.")
@click.option("--apart", is_flag=True, help="Part again what people have joined in this claim.")
@json_option
@data_dir_option
@told_clearly
def claim(asked: tuple[str, ...], same_as: str, apart: bool, as_json: bool, data_dir: Path | None) -> None:
    """Where a claim stands: by its reference, its claim number, the payer's number of it, or its account number."""
    settings = settings_for(data_dir)
    store = ClaimsFile(settings.data_dir)
    here = AtThisMachine(store, settings)
    one = _seen(store, here, " ".join(asked))
    other = _seen(store, here, same_as) if same_as else None
    if other and other.id == one.id:
        fail(f"{one.ref} is that claim itself: name the other one.", UNUSABLE)
    desk = ImportDesk(store, clock_of(settings))
    if apart:
        _part(store, desk, here, one)
    claim_id = _join(store, desk, here, one, other) if other else one.id
    tables = read_denial_tables()
    with store.read() as db:
        detail, names, dating = get_detail(db, claim_id), names_of_people(db), load_dating(db)
        deadlines = deadlines_of(detail.claim.position, dating)
        queries = queries_of_claim(db, claim_id)
        tasks = [task_of(one, clock_of(settings).today()) for one in tasks_of_claim(db, claim_id)]
    events = timeline_of(detail.ledger, tables.carcs, names=names)
    denials = denials_of(detail.ledger, tables.carcs, detail.remittances)
    today = clock_of(settings).today()
    appeals = _appeals_of(detail, dating, today)
    if as_json:
        told = [*(task_json(one, names) for one in tasks), *(query_json(one, names) for one in queries)]
        print_json(claim_json(detail, events, denials, deadlines, appeals, tables, told))
        return
    is_unexplained = detail.claim.position.state is ClaimState.DENIED and not denials
    no_reason = why_no_reason(detail.ledger, tables.carcs) if is_unexplained else ""
    last_days = [f"deadline: {deadline_text(one, today, EVERYTHING)}" for one in deadlines]
    _print(
        detail,
        [*_appeal_words(appeals), *last_days],
        events,
        reasons_of(denials, tables, detail.claim.payer_kind),
        no_reason,
    )
    for task in tasks:
        click.echo(f"task {task.id}: {task_line(task, names)}")
    for query in queries:
        click.echo(f"query {query.ref}: {query_line(query, names)}")


def _appeals_of(detail: ClaimDetail, dating: Dating, today: date) -> AppealsTold:
    position = replace(detail.claim.position, overlay=overlay_of(detail.ledger))
    amounts = read_amounts_in_controversy()
    return AppealsTold(
        records=appeal_records(position, detail.ledger, dating),
        right=appeal_right(position, detail.ledger, dating, today=today, amounts=amounts),
        payer_kind=detail.claim.payer_kind,
        dating=dating,
        today=today,
    )


def _appeal_words(told: AppealsTold) -> list[str]:
    """Those that went out, then the level that is next."""
    kind, today = told.payer_kind, told.today
    lines = [f"appeal {one.appeal.level}: {appeal_text(one, kind, today, EVERYTHING)}" for one in told.records]
    if told.right.next_level is not None:
        lines.append(f"next appeal: {level_text(told.right.next_level, today, EVERYTHING)}")
    return lines


def _seen(store: ClaimsFile, here: AtThisMachine, asked: str) -> Claim:
    """The only claim that is meant, with all that are about to be named written down."""
    asked = asked.strip(_AROUND)
    if not asked:
        fail("Name the claim by its reference or a number of it: billing-bot claim K7M-4QX", UNUSABLE)
    with store.read() as db:
        found = find_claims(db, asked) or find_claims(db, asked.split()[0].strip(_AROUND))
    here.record(CLAIM_VIEW, *(one.ref for one in found[:_MOST_NAMED]))
    return _one(found, asked)


def _join(store: ClaimsFile, desk: ImportDesk, here: AtThisMachine, one: Claim, other: Claim) -> int:
    """The number of what they are now."""
    with store.write():
        here.record(CLAIM_JOINED, one.ref, detail={"other": other.ref})
        return desk.join(one.id, other.id)


def _part(store: ClaimsFile, desk: ImportDesk, here: AtThisMachine, one: Claim) -> None:
    with store.write() as db:
        if not is_joined(db, one.id):
            fail(f"Nobody has joined anything in {one.ref}, so there is nothing to part.", UNUSABLE)
        here.record(CLAIM_PARTED, one.ref)
        desk.part(one.id)


def _one(found: list[Claim], asked: str) -> Claim:
    """The only claim found; for none and for several the command ends with 2."""
    if not found:
        error = ClaimNotFound(shorten(asked, _LONGEST_ASKED))
        fail(f"{error}\n{error.hint}", UNUSABLE)
    if len(found) > 1:
        lines = [f"{one.ref}  {_summary(one)}" for one in found[:_MOST_NAMED]]
        more = len(found) - len(lines)
        left = [f"and {counted(more, 'more claim')}."] if more else []
        told = [f"{len(found)} claims have that number. Ask for one by its reference:", *lines, *left]
        fail("\n".join(told), UNUSABLE)
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


def _print(
    detail: ClaimDetail,
    last_days: list[str],
    events: tuple[TimelineEvent, ...],
    reasons: tuple[DeniedReason, ...],
    no_reason: str,
) -> None:
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
        click.echo(f"next: {action_words(position.next_action)}{due}")
    for text in last_days:
        click.echo(text)
    if no_reason:
        click.echo(f"denied: {no_reason}")
    for reason in reasons:
        _print_reason(reason)
    unlisted = unlisted_words(detail.unlisted_on) if detail.unlisted_on else ""
    for text in filter(None, [position.review, unlisted, *detail.problems]):
        click.echo(f"look at: {text}")
    if detail.alike:
        click.echo(f"may be the same claim: {', '.join(one.ref for one in detail.alike)}")
    for event in events:
        click.echo(f"{_day(event.on)}  {event.text}  [{event.source}]")


def _print_reason(reason: DeniedReason) -> None:
    numbers = [str(one.line) for one in reason.denials if one.line]
    lines = f", {'line' if len(numbers) == 1 else 'lines'} {', '.join(numbers)}" if numbers else ""
    click.echo(f"denied: {', '.join(reason.codes)}, {money_text(reason.cents, EVERYTHING)}{lines}: {reason.meaning}")
    click.echo(f"        usual next step{f' ({reason.owner})' if reason.owner else ''}: {reason.step}")
    for guard in filter(None, (reason.billing_guard, reason.guard)):
        click.echo(f"        ! {guard}")
    click.echo(f"        all steps: billing-bot denial {reason.question}")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no day    "
