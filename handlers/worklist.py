"""Hears what people ask about lists of claims: the command, paging, order, export, lists under a name."""

from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.audit import Witness
from bot.rules.privacy import Place
from bot.services import Services
from bot.views import ids
from bot.views.forms import entered
from data.people_models import Person
from data.worklist_models import Sort
from handlers.replies import reply, reply_alone

Payload = dict[str, Any]


def answer_claims(ack: Ack, command: Payload, bot: Services, person: Person, witness: Witness) -> None:
    """`/claims WORDS`: answered within the acknowledgement, to the person alone."""
    view = bot.worklists.answer(command.get("text") or "", Place.DIRECT, person, seen=witness.saw)
    ack(response_type="ephemeral", **view)


def open_claim(
    action: Payload, respond: Respond, client: WebClient, bot: Services, person: Person, witness: Witness
) -> None:
    """A row's button: the card below the list, for the person alone, so that the list stays."""
    card = bot.claims.card(action["value"], Place.DIRECT, seen=witness.saw)
    reply_alone(respond, client, person.user, **card)


def turn_page(
    action: Payload, body: Payload, respond: Respond, bot: Services, person: Person, witness: Witness
) -> None:
    list_id, page = ids.read_list_value(action["value"])
    view = bot.worklists.page(list_id, page, _place(body), person, seen=witness.saw)
    reply(respond, replace_original=True, **view)


def put_in_order(
    action: Payload, body: Payload, respond: Respond, bot: Services, person: Person, witness: Witness
) -> None:
    list_id, _, sort = action["selected_option"]["value"].partition("|")
    view = bot.worklists.sorted(list_id, Sort(sort), _place(body), person, seen=witness.saw)
    reply(respond, replace_original=True, **view)


def export(action: Payload, client: WebClient, bot: Services, person: Person, witness: Witness) -> None:
    """A file in the person's own messages."""
    made = bot.worklists.export(action["value"], person)
    witness.saw(list(made.refs))
    told = client.chat_postMessage(channel=person.user, text=made.told)
    client.files_upload_v2(
        channel=told["channel"], thread_ts=told["ts"], filename=made.name, title=made.name, content=made.content
    )


def ask_name(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=bot.worklists.ask_name(action["value"]))


def save(ack: Ack, view: Payload, bot: Services, person: Person) -> None:
    """What hinders it is told in the form."""
    problem = bot.worklists.save(view["private_metadata"], entered(view, ids.SAVE_NAME), person)
    if problem:
        ack(response_action="errors", errors={ids.SAVE_NAME: problem})
    else:
        ack()


def open_saved(
    action: Payload, body: Payload, respond: Respond, bot: Services, person: Person, witness: Witness
) -> None:
    view = bot.worklists.open_saved(int(action["value"]), _place(body), person, seen=witness.saw)
    reply(respond, replace_original=True, **view)


def forget(action: Payload, respond: Respond, bot: Services, person: Person) -> None:
    reply(respond, replace_original=True, **bot.worklists.forget(int(action["value"]), person))


def _place(body: Payload) -> Place:
    """A message that others may read counts as a channel."""
    is_alone = body.get("container", {}).get("is_ephemeral") is True
    channel_id: str = (body.get("channel") or {}).get("id", "")
    return Place.DIRECT if is_alone or channel_id.startswith("D") else Place.CHANNEL
