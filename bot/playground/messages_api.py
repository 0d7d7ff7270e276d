"""The chat.* and reactions.* methods of the Web API: who may post where, and what comes back."""

from __future__ import annotations

from typing import Any

from bot.playground import events
from bot.playground.arguments import json_arg, needed_arg, text_arg
from bot.playground.cast import BOT_USER_ID, Channel
from bot.playground.hub import LocalSlack
from bot.playground.payloads import message_json
from bot.playground.pictures import check_pictures
from bot.playground.posting import Content, check_content, post, post_ephemeral, rewrite
from bot.playground.refusal import RateLimited, Refusal
from bot.playground.workspace import Message

Json = dict[str, Any]


def post_message(slack: LocalSlack, args: Json) -> Json:
    """chat.postMessage: a channel id or name, or a person's id, which means their DM."""
    channel = _place_to_post(slack, needed_channel(args))
    content = _content(slack, args, channel)
    if not slack.pace.allows(channel.id):
        raise RateLimited(1)
    message = post(slack, channel.id, content)
    shown = message_json(message, slack.base_url, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral_message(slack: LocalSlack, args: Json) -> Json:
    """chat.postEphemeral: the person must be in the channel."""
    channel = _place_to_post(slack, needed_channel(args))
    person = slack.workspace.find_person(needed_arg(args, "user"))
    if person is None or person.id not in channel.member_ids:
        raise Refusal("user_not_in_channel")
    message = post_ephemeral(slack, channel.id, person.id, _content(slack, args, channel))
    return {"message_ts": message.ts}


def update_message(slack: LocalSlack, args: Json) -> Json:
    """chat.update: own messages only, by channel id. Blocks that are not given stay as they are."""
    message = _own_message(slack, args, refused="cant_update_message")
    blocks = json_arg(args, "blocks", error="invalid_blocks_format")
    kept = message.blocks if blocks is None else blocks
    text = text_arg(args, "text")
    content = check_content(text, kept)
    check_pictures(slack, content.blocks)
    rewrite(slack, message, content)
    if "metadata" in args:
        message.metadata = _metadata(args)
    shown = message_json(message, slack.base_url, with_metadata=True)
    return {"channel": message.channel_id, "ts": message.ts, "text": message.text, "message": shown}


def delete_message(slack: LocalSlack, args: Json) -> Json:
    """chat.delete: own messages only."""
    message = _own_message(slack, args, refused="cant_delete_message")
    slack.workspace.remove(message)
    events.tell_of_removal(slack, message)
    return {"channel": message.channel_id, "ts": message.ts}


def get_permalink(slack: LocalSlack, args: Json) -> Json:
    """chat.getPermalink."""
    channel = channel_by_id(slack, needed_channel(args))
    message = _message(slack, channel, needed_arg(args, "message_ts"))
    return {
        "channel": channel.id,
        "permalink": f"{slack.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}",
    }


def add_reaction(slack: LocalSlack, args: Json) -> Json:
    """reactions.add."""
    channel = _membership(channel_by_id(slack, needed_channel(args)))
    message = _message(slack, channel, needed_arg(args, "timestamp"))
    name = needed_arg(args, "name").strip(":")
    if any(one["name"] == name for one in message.reactions):
        raise Refusal("already_reacted")
    message.reactions.append({"name": name, "users": [BOT_USER_ID], "count": 1})
    slack.workspace.touch(message)
    return {}


def needed_channel(args: Json) -> str:
    """The `channel` argument. Refuses: channel_not_found."""
    channel = text_arg(args, "channel")
    if not channel:
        raise Refusal("channel_not_found")
    return channel


def channel_by_id(slack: LocalSlack, channel_id: str) -> Channel:
    """A channel by its id, as far as the bot may know of it. Refuses: channel_not_found."""
    channel = slack.workspace.find_channel(channel_id)
    hidden = channel is not None and channel.is_private and BOT_USER_ID not in channel.member_ids
    if channel is None or channel.id != channel_id or hidden:
        raise Refusal("channel_not_found")
    return channel


def _place_to_post(slack: LocalSlack, ref: str) -> Channel:
    person = slack.workspace.find_person(ref) if ref.startswith(("U", "W")) else None
    if person is not None and person.kind == "bot":
        raise Refusal("cannot_dm_bot" if person.id != BOT_USER_ID else "channel_not_found")
    if person is not None and person.kind == "deactivated":
        raise Refusal("channel_not_found")
    channel = slack.workspace.dm_of(person) if person else slack.workspace.find_channel(ref)
    if channel is None:
        raise Refusal("channel_not_found")
    if channel.kind == "dm" and not slack.app.messages_tab:
        raise Refusal("messages_tab_disabled")
    return _membership(channel)


def _membership(channel: Channel) -> Channel:
    if BOT_USER_ID not in channel.member_ids:
        raise Refusal("channel_not_found" if channel.is_private else "not_in_channel")
    return channel


def _content(slack: LocalSlack, args: Json, channel: Channel) -> Content:
    content = check_content(text_arg(args, "text"), json_arg(args, "blocks", error="invalid_blocks_format"))
    check_pictures(slack, content.blocks)
    thread_ts = text_arg(args, "thread_ts") or None
    return Content(
        text=content.text,
        blocks=content.blocks,
        thread_ts=thread_root(slack, channel, thread_ts),
        metadata=_metadata(args),
    )


def thread_root(slack: LocalSlack, channel: Channel, thread_ts: str | None) -> str | None:
    """The ts of the thread's first message. Refuses: thread_not_found."""
    if thread_ts is None:
        return None
    parent = slack.workspace.find_message(thread_ts, channel_id=channel.id)
    if parent is None or parent.visible_to is not None:
        raise Refusal("thread_not_found")
    return parent.thread_ts or parent.ts


def _metadata(args: Json) -> Json | None:
    metadata = json_arg(args, "metadata", error="invalid_metadata_format")
    if not metadata:
        return None
    whole = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not whole or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    return dict(metadata)


def _own_message(slack: LocalSlack, args: Json, *, refused: str) -> Message:
    channel = channel_by_id(slack, needed_channel(args))
    message = _message(slack, channel, text_arg(args, "ts"))
    if not message.is_bot:
        raise Refusal(refused)
    return message


def _message(slack: LocalSlack, channel: Channel, ts: str) -> Message:
    message = slack.workspace.find_message(ts, channel_id=channel.id)
    if message is None or message.visible_to is not None:
        raise Refusal("message_not_found")
    return message
