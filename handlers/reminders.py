"""Hears the buttons of reminders and of the day's list: why one came, the whole list behind a part."""

from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.audit import Witness
from bot.rules.privacy import Place
from bot.services import Services
from data.people_models import Person
from handlers.replies import reply_alone

Payload = dict[str, Any]


def why(action: Payload, respond: Respond, client: WebClient, bot: Services, person: Person, witness: Witness) -> None:
    """For the person alone, below the reminder."""
    view = bot.claims.why(action["value"])
    witness.saw([action["value"]])
    reply_alone(respond, client, person.user, **view)


def open_list(
    action: Payload, respond: Respond, client: WebClient, bot: Services, person: Person, witness: Witness
) -> None:
    """All claims behind a part of the day's list."""
    view = bot.worklists.answer(action["value"], Place.DIRECT, person, seen=witness.saw)
    reply_alone(respond, client, person.user, **view)
