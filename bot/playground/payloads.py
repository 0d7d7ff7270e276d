"""What Slack's objects look like on the wire: users, channels, messages, files and views; pure, nothing is changed."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.cast import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    OTHER_TEAM_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    Person,
)
from bot.playground.entries import state_values
from bot.playground.hub import LocalSlack
from bot.playground.view_stacks import View
from bot.playground.workspace import Message, StoredFile

Json = dict[str, Any]
TEAM: Json = {"id": TEAM_ID, "domain": TEAM_DOMAIN}


def team_of(person: Person) -> str:
    return OTHER_TEAM_ID if person.kind == "stranger" else TEAM_ID


def user_json(person: Person, now: datetime) -> Json:
    """A user as in users.info."""
    offset = ZoneInfo(person.time_zone).utcoffset(now)
    gone = person.kind == "deactivated"
    user: Json = {
        "id": person.id,
        "team_id": team_of(person),
        "name": person.name,
        "deleted": gone,
        "real_name": person.real_name,
        "profile": {"real_name": person.real_name, "display_name": person.name, "title": person.title},
        "is_bot": person.kind == "bot",
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if gone:
        return user
    return user | {
        "tz": person.time_zone,
        "tz_label": person.time_zone,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_admin": person.name == "ada",
        "is_owner": person.name == "ada",
        "is_primary_owner": person.name == "ada",
        "is_restricted": person.kind == "guest",
        "is_ultra_restricted": False,
        "is_stranger": person.kind == "stranger",
    }


def short_user(person: Person) -> Json:
    """The user as in interactivity payloads."""
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": team_of(person)}


def channel_name(channel: Channel) -> str:
    """The name as in commands and interactivity payloads, where private ones go unnamed."""
    return {"dm": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def channel_json(channel: Channel) -> Json:
    """A conversation as in conversations.info."""
    if channel.kind == "dm":
        return {"id": channel.id, "is_im": True, "is_org_shared": False, "user": channel.person_id, "is_open": True}
    shared = channel.kind == "shared"
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": False,
        "is_general": channel.name == "general",
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_member": BOT_USER_ID in channel.member_ids,
        "num_members": len(channel.member_ids),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.topic, "creator": "", "last_set": 0},
        "context_team_id": TEAM_ID,
    }


def message_json(message: Message, base_url: str, *, with_metadata: bool = False) -> Json:
    """A message as in conversations.history and in payloads."""
    shown: Json = {"type": "message", "user": message.user_id, "ts": message.ts, "text": message.text, "team": TEAM_ID}
    if message.is_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited_at:
        shown["edited"] = {"user": message.user_id, "ts": message.edited_at}
    if message.files:
        shown["files"] = [file_json(one, base_url) for one in message.files]
    if message.reactions:
        shown["reactions"] = message.reactions
    if with_metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


def file_url(stored: StoredFile, base_url: str) -> str:
    return f"{base_url}/files/{stored.id}/{stored.name}"


def file_json(stored: StoredFile, base_url: str) -> Json:
    """A file as in files.info."""
    suffix = stored.name.rpartition(".")[2]
    created = int(stored.created_at.timestamp())
    described = {"alt_txt": stored.alt_text} if stored.alt_text else {}
    return {
        "id": stored.id,
        "created": created,
        "timestamp": created,
        "name": stored.name,
        "title": stored.title,
        "mimetype": mimetypes.guess_type(stored.name)[0] or "application/octet-stream",
        "filetype": suffix or "text",
        "user": BOT_USER_ID,
        "size": len(stored.content),
        "mode": "hosted",
        "is_external": False,
        "url_private": file_url(stored, base_url),
        "url_private_download": file_url(stored, base_url),
        **described,
    }


def view_json(view: View) -> Json:
    """A view as in views.open's answer and in payloads."""
    body = view.body
    shown: Json = {
        "id": view.id,
        "team_id": TEAM_ID,
        "type": view.kind,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": state_values(view.blocks, view.values)},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }
    if view.kind == "home":
        return shown
    return shown | {
        "title": body["title"],
        "submit": body.get("submit"),
        "close": body.get("close"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
    }


def envelope_base(slack: LocalSlack, person: Person) -> Json:
    """What every interactivity payload has."""
    return {
        "user": short_user(person),
        "api_app_id": APP_ID,
        "token": "playground",
        "team": TEAM,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.issue(person.id),
    }
