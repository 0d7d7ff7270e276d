"""Hears `/billing import` and the modals behind it."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.import_desk import ChosenColumns, read_choices
from bot.services import Services
from bot.views.ids import COLUMN_CHOICE

Payload = dict[str, Any]


def open_imports(body: Payload, command: Payload, client: WebClient, bot: Services) -> None:
    """After `/billing import` was acknowledged: the modal. Other topics were answered already."""
    if asks_import(command):
        client.views_open(trigger_id=body["trigger_id"], view=bot.imports.view())


def asks_import(command: Payload) -> bool:
    topic: str = (command.get("text") or "").strip().lower()
    return topic in ("import", "imports", "inbox")


def open_columns(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    """A waiting file was chosen, in the modal or from the summary in a channel."""
    view = bot.imports.columns(action["value"])
    if "view" in body:
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def check_columns(ack: Ack, view: Payload, bot: Services) -> None:
    """What is missing is said beside the column; else the modal waits for the trial."""
    errors = _chosen(view).errors
    if errors:
        ack(response_action="errors", errors={f"column:{place}": text for place, text in errors.items()})
    else:
        ack(response_action="update", view=bot.imports.working("Reading the file with these columns …"))


def try_columns(view: Payload, client: WebClient, bot: Services) -> None:
    chosen = _chosen(view)
    if not chosen.errors:
        client.views_update(view_id=view["id"], view=bot.imports.trial(view["private_metadata"], chosen.as_text()))


def start_import(ack: Ack, bot: Services) -> None:
    ack(response_action="update", view=bot.imports.working("Importing …"))


def run_import(view: Payload, client: WebClient, bot: Services) -> None:
    """A second submission finds the file gone, and says so."""
    file_id, _, chosen = view["private_metadata"].partition("|")
    client.views_update(view_id=view["id"], view=bot.imports.run(file_id, chosen))


def _chosen(view: Payload) -> ChosenColumns:
    values = {
        block_id: block[COLUMN_CHOICE]["selected_option"]["value"]
        for block_id, block in view["state"]["values"].items()
        if COLUMN_CHOICE in block
    }
    return read_choices(values)
