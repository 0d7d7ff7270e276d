"""Hears `/billing payers` and what people do in its modals: find a payer, look at it, change it, its rules."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.rules.access import allowed
from bot.rules.roles import Permission
from bot.rules.work_rules import Actor
from bot.services import Services
from bot.views.payer_modals_ids import PayerRef, read_payer_ref
from data.errors import BillingBotError
from data.people_models import Person
from handlers.waiting import show_result, updated, waits_as

Payload = dict[str, Any]
_ProblemsOf = Callable[[Payload], dict[str, str]]
_TOPICS = ("payers", "payer")


def asks_payers(command: Payload) -> bool:
    return (command.get("text") or "").strip().lower().split(" ")[0] in _TOPICS


def open_payers(body: Payload, command: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """After `/billing payers aetna` was acknowledged: the modal. Other topics were answered already."""
    if asks_payers(command):
        allowed(person, Permission.SEE_CLAIM)
        typed = (command.get("text") or "").strip().partition(" ")[2]
        client.views_open(trigger_id=body["trigger_id"], view=bot.payers.open(typed, person))


def suggest_payers(ack: Ack, payload: Payload, bot: Services) -> None:
    ack(options=bot.payers.suggest(payload.get("value") or ""))


def choose_payer(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """A choice in the type-ahead, in place of what was there."""
    chosen = (action.get("selected_option") or {}).get("value")
    if chosen:
        _show(body, client, bot.payers.page(read_payer_ref(chosen).payer_id, person))


def open_payer(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    _show(body, client, bot.payers.page(read_payer_ref(action["value"]).payer_id, person))


def open_rule(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    _show(body, client, bot.payers.rule(read_payer_ref(action["value"]), person))


def ask_rule(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    """The form of a new rule, or of one that is there."""
    _push(body, client, bot.payers.rule_form(read_payer_ref(action["value"])))


def ask_sheet(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    _push(body, client, bot.payers.sheet_form(read_payer_ref(action["value"])))


def ask_same(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    _push(body, client, bot.payers.join_form(read_payer_ref(action["value"])))


def check_rule_form(ack: Ack, view: Payload, bot: Services) -> None:
    """What is wrong is told beside the field; nothing is kept here, for dating claims anew may take its time."""
    _answer(ack, view, bot, bot.payers.rule_problems)


def check_sheet_form(ack: Ack, view: Payload, bot: Services) -> None:
    _answer(ack, view, bot, bot.payers.sheet_problems)


def check_join_form(ack: Ack, view: Payload, bot: Services) -> None:
    _answer(ack, view, bot, bot.payers.join_problems)


def keep_rule(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    if _is_fit(view, bot.payers.rule_problems):
        _keep(view, client, bot, person, lambda actor: bot.payers.keep_rule(view, actor))


def keep_sheet(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    if _is_fit(view, bot.payers.sheet_problems):
        _keep(view, client, bot, person, lambda actor: bot.payers.keep_sheet(view, actor))


def join(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    if _is_fit(view, bot.payers.join_problems):
        _keep(view, client, bot, person, lambda actor: bot.payers.join(view, actor))


def part(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """ "Not the same": the page stays that of the payer that it was joined to."""
    told = bot.payers.part(read_payer_ref(action["value"]).payer_id, bot.acting.actor(person, "modal"))
    _show(body, client, bot.payers.after_change(body["view"], person, told))


def check_rule(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """ "I have checked this"."""
    ref = read_payer_ref(action["value"])
    told = bot.payers.check(ref, bot.acting.actor(person, "modal"))
    _show(body, client, bot.payers.rule(ref, person, told=told))


def withdraw_rule(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    ref: PayerRef = read_payer_ref(action["value"])
    told = bot.payers.withdraw(ref, bot.acting.actor(person, "modal"))
    _show(body, client, bot.payers.page(ref.payer_id, person, told=told))


# --- parts ---------------------------------------------------------------------------------------------------------


def _show(body: Payload, client: WebClient, view: Payload) -> None:
    """In place of the modal that was pressed in."""
    updated(client, view, view_id=body["view"]["id"])


def _push(body: Payload, client: WebClient, view: Payload) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=view)


def _is_fit(view: Payload, problems_of: _ProblemsOf) -> bool:
    """Whether the acknowledgement found nothing wrong: what it did was told already."""
    try:
        return not problems_of(view)
    except BillingBotError:
        return False


def _answer(ack: Ack, view: Payload, bot: Services, problems_of: _ProblemsOf) -> None:
    try:
        problems = problems_of(view)
    except BillingBotError as error:
        ack(response_action="update", view=bot.payers.done(bot.payers.trouble(error)))
        return
    if problems:
        ack(response_action="errors", errors=problems)
    else:
        ack(response_action="update", view=bot.payers.working() | {"external_id": waits_as(view)})


def _keep(view: Payload, client: WebClient, bot: Services, person: Person, change: Callable[[Actor], str]) -> None:
    """Once however often Slack sends it; told in the form's place, and the page below is shown as it is then."""
    submission = waits_as(view)
    if not bot.receipts.take(submission):
        return
    try:
        told = change(bot.acting.actor(person, "modal"))
    except BillingBotError as error:
        told = bot.payers.trouble(error)
    except BaseException:
        bot.receipts.give_back(submission)
        raise
    show_result(client, view, bot.payers.done(told))
    updated(client, bot.payers.after_change(view, person, told), view_id=view["root_view_id"])
