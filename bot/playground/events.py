"""The events Slack sends when something is said or opened, as far as the manifest subscribes to them."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from bot.playground.app_facts import message_event
from bot.playground.cast import APP_ID, BOT_USER_ID, TEAM_ID, Channel, Person
from bot.playground.hub import LocalSlack
from bot.playground.payloads import message_json, view_json
from bot.playground.typed_text import rich_text_of
from bot.playground.workspace import Message

Json = dict[str, Any]
CHANNEL_TYPES = {"dm": "im", "private": "group", "channel": "channel", "shared": "channel"}


def wrap(slack: LocalSlack, event: Json) -> Json:
    """The payload of an events_api envelope around one event."""
    return {
        "token": "playground",
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": "Ev0" + secrets.token_hex(5).upper(),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": _is_shared(slack, event.get("channel")),
        "event_context": "playground",
    }


def _is_shared(slack: LocalSlack, channel_id: str | None) -> bool:
    channel = slack.workspace.find_channel(channel_id or "")
    return channel is not None and channel.kind == "shared"


def events_of_message(slack: LocalSlack, message: Message) -> list[Json]:
    """The events that this message makes for the bot: message.*, and app_mention where it is mentioned by a person."""
    channel = _channel_of(slack, message)
    if BOT_USER_ID not in channel.member_ids:
        return []
    found: list[Json] = []
    shown = message_json(message, slack.base_url) | {"channel": channel.id, "event_ts": message.ts}
    if not message.is_bot:
        shown |= {"client_msg_id": str(uuid.uuid4()), "blocks": rich_text_of(message.text)}
    if slack.app.hears(message_event(channel)):
        found.append(wrap(slack, shown | {"channel_type": CHANNEL_TYPES[channel.kind]}))
    mentioned = f"<@{BOT_USER_ID}>" in message.text and not message.is_bot and channel.kind != "dm"
    if mentioned and slack.app.hears("app_mention"):
        found.append(wrap(slack, shown | {"type": "app_mention"}))
    return found


def tell_of_message(slack: LocalSlack, message: Message) -> None:
    """In the background: Slack tells an app of its own messages too."""
    for payload in events_of_message(slack, message):
        slack.link.spawn(slack.link.tell(payload))


def snapshot(slack: LocalSlack, message: Message) -> Json:
    """The message as it is now, for `previous_message`."""
    return message_json(message, slack.base_url)


def tell_of_change(slack: LocalSlack, message: Message, before: Json) -> None:
    """message_changed, in the background."""
    _tell_subtype(slack, message, {"subtype": "message_changed", "message": snapshot(slack, message)}, before)


def tell_of_removal(slack: LocalSlack, message: Message) -> None:
    """message_deleted, in the background."""
    _tell_subtype(slack, message, {"subtype": "message_deleted", "deleted_ts": message.ts}, snapshot(slack, message))


def home_opened(slack: LocalSlack, person: Person, tab: str) -> Json:
    """app_home_opened, with the home view where one was published before."""
    ts = slack.workspace.next_ts()
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": person.dm_id, "tab": tab, "event_ts": ts}
    home = slack.views.home_of(person.id)
    if tab == "home" and home is not None:
        event["view"] = view_json(home)
    return wrap(slack, event)


def _tell_subtype(slack: LocalSlack, message: Message, what: Json, before: Json) -> None:
    channel = _channel_of(slack, message)
    if message.visible_to or BOT_USER_ID not in channel.member_ids or not slack.app.hears(message_event(channel)):
        return
    ts = slack.workspace.next_ts()
    event: Json = {
        "type": "message",
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "ts": ts,
        "event_ts": ts,
        "hidden": True,
        "previous_message": before,
        **what,
    }
    slack.link.spawn(slack.link.tell(wrap(slack, event)))


def _channel_of(slack: LocalSlack, message: Message) -> Channel:
    channel = slack.workspace.find_channel(message.channel_id)
    if channel is None:
        raise LookupError(message.channel_id)
    return channel
