"""Hears `/billing`: help, and what the bot is and stands on."""

from typing import Any

from slack_bolt import Ack

from bot.services import Services


def answer_billing(ack: Ack, command: dict[str, Any], bot: Services) -> None:
    """`/billing about` is about the bot; everything else is helped."""
    topic = (command.get("text") or "").strip().lower()
    view = bot.help.about() if topic == "about" else bot.help.help()
    ack(response_type="ephemeral", **view)
