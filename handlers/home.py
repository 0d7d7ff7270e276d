"""Hears that somebody opened App Home."""

from typing import Any

from slack_sdk import WebClient

from bot.services import Services


def show_home(event: dict[str, Any], client: WebClient, bot: Services) -> None:
    if event.get("tab") == "home":
        client.views_publish(user_id=event["user"], view=bot.help.home())
