"""Hears that somebody opened App Home."""

from typing import Any

from slack_sdk import WebClient

from bot.audit import Witness
from bot.services import Services
from data.people_models import Person


def show_home(event: dict[str, Any], client: WebClient, bot: Services, person: Person, witness: Witness) -> None:
    if event.get("channel"):
        bot.reminding.remember_direct(person.user, event["channel"])
    if event.get("tab") == "home":
        client.views_publish(user_id=event["user"], view=bot.home.home(person, witness.saw))
