"""Hears what people ask about claims: the command, and the buttons that open one."""

import re
from typing import Any

from slack_bolt import Ack, Respond

from bot.audit import Witness
from bot.rules.privacy import Place
from bot.services import Services
from handlers.replies import reply

Payload = dict[str, Any]
_ASKS_HELP = ("help", "?", "-h", "--help")
_REPEATED = re.compile(r"^\s*claim\b[:\s#]*(?=\S)", re.IGNORECASE)
""" "/claim claim K7M-4QX", as it is written in a message."""


def answer_claim(ack: Ack, command: Payload, bot: Services, witness: Witness) -> None:
    """`/claim REF`: answered within the acknowledgement, to the person alone."""
    text = command.get("text") or ""
    asks_help = text.strip().lower() in _ASKS_HELP
    asked = _REPEATED.sub("", text)
    view = bot.help.help() if asks_help else bot.claims.card(asked, Place.DIRECT, seen=witness.saw)
    ack(response_type="ephemeral", **view)


def open_claim(action: Payload, body: Payload, respond: Respond, bot: Services, witness: Witness) -> None:
    """A button with a claim: its card in place of the message."""
    reply(respond, replace_original=True, **bot.claims.card(action["value"], _place(body), seen=witness.saw))


def _place(body: Payload) -> Place:
    """A message that others may read counts as a channel."""
    is_alone = body.get("container", {}).get("is_ephemeral") is True
    channel_id: str = (body.get("channel") or {}).get("id", "")
    return Place.DIRECT if is_alone or channel_id.startswith("D") else Place.CHANNEL
