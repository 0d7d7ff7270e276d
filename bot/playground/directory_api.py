"""The conversations.*, users.* and auth.* methods of the Web API: who and what there is, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.app_facts import history_scope, read_scope
from bot.playground.arguments import flag_arg, limit_arg, needed_arg, page_of, text_arg
from bot.playground.cast import BOT_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME, Channel
from bot.playground.hub import LocalSlack
from bot.playground.messages_api import channel_by_id, needed_channel
from bot.playground.payloads import channel_json, message_json, user_json
from bot.playground.refusal import Refusal
from bot.playground.workspace import Message

Json = dict[str, Any]
CHANNEL_TYPES = {"public_channel": ("channel", "shared"), "private_channel": ("private",), "im": ("dm",), "mpim": ()}
TYPE_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def test_auth(slack: LocalSlack, args: Json) -> Json:
    """auth.test."""
    return {
        "url": f"{slack.base_url}/",
        "team": TEAM_NAME,
        "user": slack.app.name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(slack: LocalSlack, args: Json) -> Json:
    """apps.connections.open: the address of one Socket Mode connection."""
    address = slack.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={slack.link.issue_ticket()}&app_id=playground"}


def open_conversation(slack: LocalSlack, args: Json) -> Json:
    """conversations.open: the DM with one person."""
    if channel_id := text_arg(args, "channel"):
        return {"channel": {"id": channel_by_id(slack, channel_id).id}}
    people = [slack.workspace.find_person(ref.strip()) for ref in needed_arg(args, "users").split(",")]
    person = people[0]
    if person is None or len(people) > 1:
        raise Refusal("user_not_found")
    if person.kind == "bot":
        raise Refusal("cannot_dm_bot")
    if person.kind == "deactivated":
        raise Refusal("user_disabled")
    return {"no_op": True, "already_open": True, "channel": channel_json(slack.workspace.dm_of(person))}


def conversation_info(slack: LocalSlack, args: Json) -> Json:
    """conversations.info."""
    channel = _readable(slack, args, read_scope)
    shown = channel_json(channel)
    if not flag_arg(args, "include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def list_conversations(slack: LocalSlack, args: Json) -> Json:
    """conversations.list: public channels unless `types` says otherwise; of private ones those the bot is in."""
    types = [one.strip() for one in (text_arg(args, "types") or "public_channel").split(",")]
    if any(one not in CHANNEL_TYPES for one in types):
        raise Refusal("invalid_types")
    for one in types:
        need_scope(slack, TYPE_SCOPES[one])
    kinds = {kind for one in types for kind in CHANNEL_TYPES[one]}
    found = [
        channel_json(one)
        for one in slack.workspace.channels
        if one.kind in kinds and (not one.is_private or BOT_USER_ID in one.member_ids)
    ]
    page, metadata = page_of(found, args, default=100)
    return {"channels": page, "response_metadata": metadata}


def list_members(slack: LocalSlack, args: Json) -> Json:
    """conversations.members."""
    channel = _readable(slack, args, read_scope)
    members = [one.id for one in slack.workspace.people if one.id in channel.member_ids]
    limit = limit_arg(args, 100)
    return {"members": members[:limit], "response_metadata": {"next_cursor": ""}}


def read_history(slack: LocalSlack, args: Json) -> Json:
    """conversations.history: newest first, replies left out."""
    channel = _in_channel(_readable(slack, args, history_scope))
    said = [one for one in slack.workspace.messages_in(channel) if one.thread_ts in (None, one.ts)]
    shown = _shown(slack, _within(said, args), args)
    shown.reverse()
    page, metadata = page_of(shown, args, default=100)
    return {"messages": page, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def read_replies(slack: LocalSlack, args: Json) -> Json:
    """conversations.replies: a thread from its first message on."""
    channel = _in_channel(_readable(slack, args, history_scope))
    ts = needed_arg(args, "ts")
    said = [one for one in slack.workspace.messages_in(channel) if ts in (one.ts, one.thread_ts)]
    if not said:
        raise Refusal("thread_not_found")
    page, metadata = page_of(_shown(slack, said, args), args, default=1000)
    return {"messages": page, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def user_info(slack: LocalSlack, args: Json) -> Json:
    """users.info."""
    ref = text_arg(args, "user")
    person = slack.workspace.find_person(ref)
    if person is None or person.id != ref:
        raise Refusal("user_not_found")
    return {"user": user_json(person, slack.clock.now())}


def list_users(slack: LocalSlack, args: Json) -> Json:
    """users.list."""
    now = slack.clock.now()
    page, metadata = page_of([user_json(one, now) for one in slack.workspace.people], args, default=200)
    return {"members": page, "cache_ts": int(now.timestamp()), "response_metadata": metadata}


def need_scope(slack: LocalSlack, scope: str) -> None:
    """Refuses with missing_scope when the manifest does not ask for this scope."""
    if scope not in slack.app.scopes:
        raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(slack.app.scopes)))


def _readable(slack: LocalSlack, args: Json, scope_for: Callable[[Channel], str]) -> Channel:
    channel = channel_by_id(slack, needed_channel(args))
    need_scope(slack, scope_for(channel))
    return channel


def _in_channel(channel: Channel) -> Channel:
    if BOT_USER_ID not in channel.member_ids:
        raise Refusal("not_in_channel")
    return channel


def _within(said: list[Message], args: Json) -> list[Message]:
    oldest, latest = text_arg(args, "oldest") or "0", text_arg(args, "latest") or "Infinity"
    try:
        low, high = Decimal(oldest), Decimal(latest)
    except InvalidOperation as error:
        raise Refusal("invalid_ts_latest") from error
    if flag_arg(args, "inclusive"):
        return [one for one in said if low <= Decimal(one.ts) <= high]
    return [one for one in said if low < Decimal(one.ts) < high]


def _shown(slack: LocalSlack, said: list[Message], args: Json) -> list[Json]:
    with_metadata = flag_arg(args, "include_all_metadata")
    return [_with_replies(slack, one, with_metadata=with_metadata) for one in said]


def _with_replies(slack: LocalSlack, message: Message, *, with_metadata: bool) -> Json:
    shown = message_json(message, slack.base_url, with_metadata=with_metadata)
    replies = slack.workspace.reply_count(message)
    return shown | {"thread_ts": message.ts, "reply_count": replies} if replies else shown
