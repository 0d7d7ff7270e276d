"""Hears look-ups: the command, the buttons of cards and lists, the "Find a code" modal, "Look up codes here"."""

from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.services import Services
from bot.views.ids import CodeRef, read_code_ref, read_list_value
from data.errors import SlackRefused
from handlers.replies import reply

Payload = dict[str, Any]
_ASKS_HELP = ("help", "?", "-h", "--help")


def answer_code(ack: Ack, command: Payload, bot: Services) -> None:
    """`/code TEXT`: answered within the acknowledgement, so that it takes one trip."""
    text = command.get("text") or ""
    if text.strip().lower() in _ASKS_HELP:
        view = bot.help.help()
    else:
        view = bot.codes.answer(text, can_post=_is_channel(command.get("channel_id", "")))
    ack(response_type="ephemeral", **view)


def suggest_codes(ack: Ack, payload: Payload, bot: Services) -> None:
    """Type-ahead of the modal."""
    ack(options=bot.codes.options(payload.get("value") or ""))


def open_code(action: Payload, body: Payload, respond: Respond, client: WebClient, bot: Services) -> None:
    """A button with a code: its card in place of the message, or in the modal where it stands in one."""
    ref = read_code_ref(action["value"])
    if "view" in body:
        _show_in_modal(body, client, bot, ref)
        return
    reply(respond, replace_original=True, **bot.codes.card(ref, can_post=_is_channel(_channel(body))))


def open_list(action: Payload, respond: Respond, bot: Services) -> None:
    """Another page, or back from a card to its list."""
    list_id, page = read_list_value(action["value"])
    reply(respond, replace_original=True, **bot.codes.page(list_id, page))


def post_code(action: Payload, body: Payload, respond: Respond, bot: Services) -> None:
    """ "Post to channel": the card for everybody, by the person who chose so; a second press posts nothing."""
    place = body.get("container", {}).get("message_ts", "")
    press = f"post:{body['user']['id']}:{place}:{action['value']}"
    if not bot.receipts.take(press):
        return
    view = bot.codes.posted(read_code_ref(action["value"]), body["user"]["id"])
    try:
        reply(respond, response_type="in_channel", replace_original=False, **view)
    except SlackRefused:
        bot.receipts.give_back(press)
        raise


def show_notes(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=bot.codes.notes(read_code_ref(action["value"])))


def open_find_code(body: Payload, client: WebClient, bot: Services) -> None:
    """The shortcut, and the button that does the same."""
    client.views_open(trigger_id=body["trigger_id"], view=bot.codes.find())


def choose_code(action: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    """A choice in the modal: its card appears below; nothing chosen empties it."""
    chosen = (action.get("selected_option") or {}).get("value", "")
    _show_in_modal(body, client, bot, read_code_ref(chosen) if chosen else None)


def send_found_code(view: Payload, body: Payload, client: WebClient, bot: Services) -> None:
    """ "Send to my messages": the card that the modal shows, into the person's own messages."""
    if view.get("private_metadata"):
        card = bot.codes.card(read_code_ref(view["private_metadata"]), can_post=False)
        client.chat_postMessage(channel=body["user"]["id"], **card)


def look_up_codes_here(body: Payload, respond: Respond, bot: Services) -> None:
    """ "Look up codes here" on a message: what its text asks for, answered to the person alone."""
    text = body.get("message", {}).get("text") or ""
    reply(respond, response_type="ephemeral", replace_original=False, **bot.codes.answer(text, can_post=False))


def _show_in_modal(body: Payload, client: WebClient, bot: Services, ref: CodeRef | None) -> None:
    """A newer choice may be on screen already, or the modal closed; Slack then refuses this one, as it should."""
    view = body["view"]
    try:
        client.views_update(view_id=view["id"], hash=view["hash"], view=bot.codes.find(ref))
    except SlackApiError as error:
        if error.response.get("error") not in ("hash_conflict", "not_found"):
            raise


def _channel(body: Payload) -> str:
    channel: str = (body.get("channel") or {}).get("id", "")
    return channel


def _is_channel(channel_id: str) -> bool:
    """Whether others read along there: not in somebody's own messages with the bot."""
    return not channel_id.startswith("D")
