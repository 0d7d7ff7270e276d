"""Puts messages of the bot and of Slackbot into the workspace, within Slack's limits; it asks nobody's leave.

Who may post where is for the callers to judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground import events
from bot.playground.cast import BOT_USER_ID, SLACKBOT_ID
from bot.playground.hub import LocalSlack
from bot.playground.limit_numbers import MESSAGE_BLOCKS_CHARACTERS, MESSAGE_TEXT_CHARACTERS
from bot.playground.limits import count_characters, find_problems
from bot.playground.refusal import Refusal, refused_for
from bot.playground.workspace import Message, StoredFile

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a message says and carries."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    files: list[StoredFile] = field(default_factory=list)


def check_content(text: str, blocks: object) -> Content:
    """Text and blocks, when Slack would take them.

    Refuses: no_text, msg_too_long, invalid_blocks_format, msg_blocks_too_long, invalid_blocks.
    """
    if blocks is not None and not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if not text and not blocks:
        raise Refusal("no_text")
    if len(text) > MESSAGE_TEXT_CHARACTERS:
        raise Refusal("msg_too_long")
    listed = blocks or []
    problems = find_problems(listed, surface="message")
    if problems and count_characters(listed) > MESSAGE_BLOCKS_CHARACTERS:
        raise refused_for("msg_blocks_too_long", problems)
    if problems:
        raise refused_for("invalid_blocks", problems)
    return Content(text=text, blocks=listed)


def post(slack: LocalSlack, channel_id: str, content: Content) -> Message:
    """A message of the bot that everybody in the channel sees."""
    message = slack.workspace.add(_message(slack, channel_id, BOT_USER_ID, content))
    events.tell_of_message(slack, message)
    return message


def post_ephemeral(slack: LocalSlack, channel_id: str, person_id: str, content: Content) -> Message:
    """A message of the bot that this one person sees."""
    return slack.workspace.add(_message(slack, channel_id, BOT_USER_ID, content, visible_to=person_id))


def say_as_slackbot(slack: LocalSlack, channel_id: str, person_id: str, text: str) -> None:
    """Slack itself tells the person something, for nobody else to see."""
    slack.workspace.add(_message(slack, channel_id, SLACKBOT_ID, Content(text=text), visible_to=person_id))


def rewrite(slack: LocalSlack, message: Message, content: Content) -> None:
    """The message says something else; those who follow the channel's events are told."""
    before = events.snapshot(slack, message)
    slack.workspace.change(message, text=content.text, blocks=content.blocks)
    events.tell_of_change(slack, message, before)


def _message(
    slack: LocalSlack, channel_id: str, user_id: str, content: Content, *, visible_to: str | None = None
) -> Message:
    return Message(
        ts=slack.workspace.next_ts(),
        channel_id=channel_id,
        user_id=user_id,
        text=content.text,
        blocks=content.blocks,
        thread_ts=content.thread_ts,
        visible_to=visible_to,
        files=content.files,
        metadata=content.metadata,
    )
