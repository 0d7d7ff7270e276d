"""Puts a card back where the one stood on which somebody pressed: in place, else in the person's own messages."""

from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from data.errors import SlackRefused
from handlers.replies import reply


def put_back(
    card: dict[str, Any], client: WebClient, *, user: str, channel: str = "", ts: str = "", url: str = ""
) -> None:
    """`url` is the answer address of a message that one person sees; where Slack takes it no more, they get another."""
    if not url and channel and ts:
        client.chat_update(channel=channel, ts=ts, **card)
        return
    if url:
        try:
            reply(Respond(response_url=url, proxy=client.proxy, ssl=client.ssl), replace_original=True, **card)
        except SlackRefused:
            client.chat_postMessage(channel=user, **card)
