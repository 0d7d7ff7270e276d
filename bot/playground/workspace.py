"""The state of the local Slack: people, channels, messages and files, in memory; no HTTP, no rules of the API."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.playground.cast import BOT_USER_ID, PEOPLE, SLACKBOT, Channel, Person, bot_person, make_channels
from bot.playground.limits import elements

Json = dict[str, Any]
Entered = dict[str, dict[str, Json]]
"""Block id -> action id -> state of the element, as in Slack's `state.values`."""


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file handed in by the bot; `content` stays empty until it is uploaded."""

    id: str
    name: str
    title: str
    length: int
    alt_text: str = ""
    content: bytes = b""
    uploaded: bool = False
    shared: bool = False
    created_at: datetime


@dataclass(slots=True, kw_only=True)
class Message:
    """A message or an ephemeral (`visible_to` set). `ts` is unique in the whole workspace and serves as its id.

    `entered`: by person, what they chose in the message's menus.
    """

    ts: str
    channel_id: str
    user_id: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    visible_to: str | None = None
    edited_at: str | None = None
    files: list[StoredFile] = field(default_factory=list)
    metadata: Json | None = None
    reactions: list[Json] = field(default_factory=list)
    entered: dict[str, Entered] = field(default_factory=dict)

    @property
    def is_bot(self) -> bool:
        return self.user_id == BOT_USER_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that people may see changed; `person_id` None: everyone who is in the channel, or simply everyone."""

    what: str
    channel_id: str | None = None
    person_id: str | None = None


class Workspace:
    """People, channels, messages and files. Not thread safe: it lives on the server's loop thread."""

    def __init__(self, clock: Clock, *, bot_name: str) -> None:
        self._clock = clock
        self._last_us = 0
        self._watchers: list[Callable[[Change], None]] = []
        self.bot = bot_person(bot_name)
        self.people: list[Person] = [*PEOPLE, self.bot]
        self.channels: list[Channel] = make_channels()
        self.messages: dict[str, Message] = {}
        self.files: dict[str, StoredFile] = {}
        self._replies: Counter[str] = Counter()
        self._people_by_ref = {ref: one for one in (*self.people, SLACKBOT) for ref in (one.id, one.name)}
        self._channels_by_ref = {one.id: one for one in self.channels}
        self._channels_by_ref |= {one.name: one for one in self.channels if one.kind != "dm"}

    def watch(self, watcher: Callable[[Change], None]) -> None:
        """Be told of every change, on the loop thread."""
        self._watchers.append(watcher)

    def announce(self, change: Change) -> None:
        for watcher in self._watchers:
            watcher(change)

    def find_person(self, ref: str) -> Person | None:
        """By id or by name, with or without @."""
        return self._people_by_ref.get(ref.removeprefix("@"))

    def find_channel(self, ref: str) -> Channel | None:
        """By id or by name, with or without #."""
        return self._channels_by_ref.get(ref.removeprefix("#"))

    def dm_of(self, person: Person) -> Channel:
        return self._channels_by_ref[person.dm_id]

    def next_ts(self) -> str:
        """A timestamp no message has: seconds and microseconds, always growing, even when the clock stands still."""
        self._last_us = max(self._last_us + 1, int(self._clock.now().timestamp() * 1_000_000))
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        name_parts(message.blocks)
        self.messages[message.ts] = message
        self._count_reply(message, 1)
        self._changed(message)
        return message

    def change(self, message: Message, *, text: str, blocks: list[Json]) -> None:
        """The message says something else from now on."""
        name_parts(blocks)
        message.text = text
        message.blocks = blocks
        message.edited_at = self.next_ts()
        self._changed(message)

    def remove(self, message: Message) -> None:
        if self.messages.pop(message.ts, None) is not None:
            self._count_reply(message, -1)
        self._changed(message)

    def touch(self, message: Message) -> None:
        """Something about the message changed that is not its text."""
        self._changed(message)

    def find_message(self, ts: str, *, channel_id: str | None = None) -> Message | None:
        found = self.messages.get(ts)
        return found if found and channel_id in (None, found.channel_id) else None

    def messages_in(self, channel: Channel) -> list[Message]:
        """What everybody in the channel sees, oldest first; ephemerals left out."""
        return [one for one in self.messages.values() if one.channel_id == channel.id and one.visible_to is None]

    def messages_seen_by(self, person: Person, channel: Channel | None = None) -> list[Message]:
        """What this person sees, oldest first, own ephemerals included; of one channel or of all."""
        rooms = {one.id for one in self.channels if person.id in one.member_ids and channel in (None, one)}
        return [one for one in self.messages.values() if _is_seen(one, person, rooms, channel)]

    def reply_count(self, message: Message) -> int:
        """Replies in the message's thread that everybody sees."""
        return self._replies[message.ts]

    def sees(self, person: Person, message: Message) -> bool:
        """Whether this person sees this message."""
        if message.visible_to is not None:
            return message.visible_to == person.id
        return person.id in self._channels_by_ref[message.channel_id].member_ids

    def add_file(self, *, name: str, length: int, alt_text: str = "") -> StoredFile:
        stored = StoredFile(
            id="F0" + secrets.token_hex(4).upper(),
            name=name,
            title=name,
            length=length,
            alt_text=alt_text,
            created_at=self._clock.now(),
        )
        self.files[stored.id] = stored
        return stored

    def _count_reply(self, message: Message, step: int) -> None:
        if message.visible_to is None and message.thread_ts not in (None, message.ts):
            self._replies[str(message.thread_ts)] += step

    def _changed(self, message: Message) -> None:
        self.announce(Change(what="messages", channel_id=message.channel_id, person_id=message.visible_to))


def _is_seen(message: Message, person: Person, rooms: set[str], channel: Channel | None) -> bool:
    if message.visible_to is not None:
        return message.visible_to == person.id and (channel is None or message.channel_id == channel.id)
    return message.channel_id in rooms


def name_parts(blocks: Iterable[Json]) -> None:
    """Slack gives every block and interactive element a name that the app left out."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = secrets.token_urlsafe(4)
        for element in elements(block):
            if element.get("type") != "image" and not element.get("action_id"):
                element["action_id"] = secrets.token_urlsafe(4)
