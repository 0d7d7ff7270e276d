"""Hears `/billing import` and the modals behind it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.import_desk import ChosenColumns, read_choices
from bot.rules.access import allowed
from bot.rules.roles import Permission
from bot.services import Services
from bot.views.ids import COLUMN_CHOICE
from data.errors import BillingBotError
from data.people_models import Person
from handlers.waiting import show_result, waits_as

Payload = dict[str, Any]


def open_imports(body: Payload, command: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """After `/billing import` was acknowledged: the modal. Other topics were answered already."""
    if asks_import(command):
        allowed(person, Permission.IMPORT)
        client.views_open(trigger_id=body["trigger_id"], view=bot.imports.view())


def asks_import(command: Payload) -> bool:
    topic: str = (command.get("text") or "").strip().lower()
    return topic in ("import", "imports", "inbox")


def open_columns(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    """A waiting file was chosen, in the modal or from the summary in a channel, or its columns are to be changed."""
    file_id, _, chosen = action["value"].partition("|")
    try:
        view = bot.imports.columns(file_id, chosen)
    except BillingBotError as error:
        view = bot.imports.trouble(error)
    if "view" in body:
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def suggest_fields(ack: Ack, payload: Payload, bot: Services) -> None:
    """Type-ahead of a column's meaning."""
    ack(options=bot.imports.fields(payload.get("value") or ""))


def check_columns(ack: Ack, view: Payload, bot: Services) -> None:
    """What is missing is said beside the column; else the modal waits for the trial."""
    errors = _chosen(view).errors
    if errors:
        ack(response_action="errors", errors={f"column:{place}": text for place, text in errors.items()})
    else:
        working = bot.imports.working("Reading the file with these columns …")
        ack(response_action="update", view=working | {"external_id": waits_as(view)})


def try_columns(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    chosen = _chosen(view)
    if not chosen.errors:
        _answer(view, client, bot, lambda: bot.imports.trial(view["private_metadata"], chosen.as_text(), person))


def start_import(ack: Ack, view: Payload, bot: Services) -> None:
    ack(response_action="update", view=bot.imports.working("Importing …") | {"external_id": waits_as(view)})


def run_import(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """A second submission finds the file gone, and says so."""
    file_id, _, chosen = view["private_metadata"].partition("|")
    _answer(view, client, bot, lambda: bot.imports.run(file_id, chosen, person))


def _answer(view: Payload, client: WebClient, bot: Services, work: Callable[[], Payload]) -> None:
    """Works once for a submission, however often Slack sends it, and shows in the modal what came of it."""
    if not bot.receipts.take(waits_as(view)):
        return
    try:
        shown = work()
    except BillingBotError as error:
        shown = bot.imports.trouble(error)
    except Exception:
        show_result(client, view, bot.imports.fault())
        raise
    show_result(client, view, shown)


def _chosen(view: Payload) -> ChosenColumns:
    values = {
        block_id: block[COLUMN_CHOICE]["selected_option"]["value"]
        for block_id, block in view["state"]["values"].items()
        if COLUMN_CHOICE in block
    }
    return read_choices(values)
