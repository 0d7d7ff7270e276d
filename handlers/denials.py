"""Hears what people ask about denial codes: the command, which list was meant, and "Post to channel"."""

from typing import Any

from slack_bolt import Ack, Respond

from bot.services import Services
from bot.views.denial_ids import read_denial_ref
from data.errors import SlackRefused
from handlers.replies import reply

Payload = dict[str, Any]
_ASKS_HELP = ("help", "?", "-h", "--help")


def answer_denial(ack: Ack, command: Payload, bot: Services) -> None:
    """`/denial CODES`: answered within the acknowledgement, to the person alone."""
    text = command.get("text") or ""
    if text.strip().lower() in _ASKS_HELP:
        view = bot.help.help()
    else:
        view = bot.denials.answer(text, can_post=_is_channel(command.get("channel_id", "")))
    ack(response_type="ephemeral", **view)


def read_as(action: Payload, body: Payload, respond: Respond, bot: Services) -> None:
    """The person said which list the numbers are of: the card in place of the question."""
    channel_id: str = (body.get("channel") or {}).get("id", "")
    view = bot.denials.chosen(read_denial_ref(action["value"]), can_post=_is_channel(channel_id))
    reply(respond, replace_original=True, **view)


def post_denial(action: Payload, body: Payload, respond: Respond, bot: Services) -> None:
    """ "Post to channel": the card for everybody; a second press posts nothing."""
    place = body.get("container", {}).get("message_ts", "")
    press = f"post:{body['user']['id']}:{place}:{action['value']}"
    if not bot.receipts.take(press):
        return
    view = bot.denials.posted(read_denial_ref(action["value"]), body["user"]["id"])
    try:
        reply(respond, response_type="in_channel", replace_original=False, **view)
    except SlackRefused:
        bot.receipts.give_back(press)
        raise


def _is_channel(channel_id: str) -> bool:
    """Whether others read along there: not in somebody's own messages with the bot."""
    return not channel_id.startswith("D")
