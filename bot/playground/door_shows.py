"""What the control door shows of the local Slack: people, channels, messages, views, calls; it only reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.playground.calls import CallRecord
from bot.playground.cast import BOT_USER_ID, TEAM_NAME, Channel, Person
from bot.playground.hub import LocalSlack
from bot.playground.payloads import file_json
from bot.playground.view_stacks import View
from bot.playground.workspace import Message

Json = dict[str, Any]


def app_json(slack: LocalSlack) -> Json:
    """The app as its manifest describes it, and whether it is connected."""
    return {
        "name": slack.app.name,
        "bot_user": BOT_USER_ID,
        "connected": slack.link.connected,
        "today": slack.clock.today().isoformat(),
        "team": TEAM_NAME,
        "commands": [_named(one, "command", "description", "usage_hint") for one in slack.app.commands],
        "shortcuts": [_named(one, "name", "type", "callback_id", "description") for one in slack.app.shortcuts],
        "home": slack.app.home_tab,
    }


def person_json(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "kind": person.kind,
        "tz": person.time_zone,
    }


def channels_json(slack: LocalSlack, person: Person | None) -> list[Json]:
    """All channels, or those this person may see: of DMs their own only."""
    shown = [
        one for one in slack.workspace.channels if person is None or one.kind != "dm" or one.person_id == person.id
    ]
    return [_channel_json(slack, one, person) for one in shown]


def message_json(slack: LocalSlack, message: Message) -> Json:
    """A message as the page and the checks read it."""
    author = slack.workspace.find_person(message.user_id)
    return {
        "id": message.ts,
        "channel": message.channel_id,
        "ts": message.ts,
        "ts_iso": datetime.fromtimestamp(float(message.ts), UTC).isoformat(),
        "thread_ts": message.thread_ts,
        "thread_count": slack.workspace.reply_count(message),
        "user": message.user_id,
        "user_name": author.real_name if author else message.user_id,
        "is_bot": message.is_bot,
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.visible_to is not None,
        "edited": message.edited_at is not None,
        "files": [_file_json(slack, one) for one in (file_json(file, slack.base_url) for file in message.files)],
        "reactions": [{"name": one["name"], "count": one["count"]} for one in message.reactions],
    }


def views_json(slack: LocalSlack, person: Person) -> Json:
    """The person's home tab and modals, the root first and the one on top last."""
    home = slack.views.home_of(person.id)
    return {
        "home": _view_json(home) if home else None,
        "modals": [_view_json(one) for one in slack.views.stack_of(person.id)],
    }


def call_json(call: CallRecord) -> Json:
    return {
        "method": call.method,
        "args": call.args,
        "ok": call.error is None,
        "error": call.error,
        "at": call.at.isoformat(),
    }


def _channel_json(slack: LocalSlack, channel: Channel, person: Person | None) -> Json:
    shown: Json = {
        "id": channel.id,
        "name": slack.app.name if channel.kind == "dm" else channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "member": person is not None and person.id in channel.member_ids,
        "bot_member": BOT_USER_ID in channel.member_ids,
    }
    return shown | {"person": channel.person_id} if channel.kind == "dm" else shown


def _file_json(slack: LocalSlack, file: Json) -> Json:
    keys = ("id", "name", "title", "mimetype", "size", "alt_txt")
    return {key: file[key] for key in keys if key in file} | {"url": file["url_private"].removeprefix(slack.base_url)}


def _view_json(view: View) -> Json:
    body = view.body
    shown: Json = {
        "id": view.id,
        "callback_id": body.get("callback_id", ""),
        "hash": view.hash,
        "blocks": body["blocks"],
        "values": view.values,
    }
    if view.kind == "home":
        return shown
    texts = {key: body[key]["text"] if body.get(key) else None for key in ("title", "submit", "close")}
    return shown | texts


def _named(entry: Json, *keys: str) -> Json:
    return {key: entry.get(key, "") for key in keys}
