"""Hears `/billing`: help, what the bot is and stands on; imports open a modal of their own."""

from typing import Any

from slack_bolt import Ack

from bot.rules.access import allowed
from bot.rules.roles import Permission
from bot.services import Services
from data.people_models import Person
from handlers.imports import asks_import


def answer_billing(ack: Ack, command: dict[str, Any], bot: Services, person: Person) -> None:
    """`/billing about` is about the bot; everything else but an import is helped."""
    if asks_import(command):
        allowed(person, Permission.IMPORT)
        ack()
        return
    topic = (command.get("text") or "").strip().lower()
    view = bot.help.about() if topic == "about" else bot.help.help()
    ack(response_type="ephemeral", **view)
