"""Hears that many claims are to be worked at once: the button below a list, the form, the question, the answer."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.services import Services
from data.people_models import Person

Payload = dict[str, Any]


def open_many(action: Payload, body: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """The button below a list: all of its claims."""
    view = bot.many.ask(bot.worklists.refs(action["value"], person))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def ask_again(ack: Ack, view: Payload, bot: Services) -> None:
    """The question with count and sum in place of the form, or what is wrong in it."""
    asked = bot.many.ask_again(view)
    if "type" in asked:
        ack(response_action="update", view=asked)
    else:
        ack(response_action="errors", errors=asked)


def start(ack: Ack, bot: Services) -> None:
    ack(response_action="update", view=bot.many.begun())


def carry_out(view: Payload, client: WebClient, bot: Services, person: Person) -> None:
    """Once however often Slack sends it; told in the modal, or in the person's own messages where it was closed."""
    submission = f"many:{view['id']}"
    if not bot.receipts.take(submission):
        return
    try:
        done = bot.many.carry_out(view, bot.acting.actor(person, "modal"))
    except BaseException:
        bot.receipts.give_back(submission)
        raise
    try:
        client.views_update(view_id=view["id"], view=done)
    except SlackApiError as error:
        if error.response.get("error") != "not_found":
            raise
        client.chat_postMessage(channel=person.user, text="Several claims: done.", blocks=done["blocks"])
