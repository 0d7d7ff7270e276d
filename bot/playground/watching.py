"""Tells open pages what changed, as Server-Sent Events to those who may see it; pages then ask for the rest."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.cast import Person
from bot.playground.hub import LocalSlack
from bot.playground.workspace import Change

Json = dict[str, Any]
ALIVE_EVERY_S = 15.0


@dataclass(slots=True, kw_only=True, eq=False)
class _Watcher:
    """One open page; `pending` holds what it has not been told yet, each thing once."""

    person: Person
    pending: dict[str, None] = field(default_factory=dict)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)


class Watching:
    """All open pages."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._watchers: set[_Watcher] = set()
        self._closing = False
        slack.workspace.watch(self._tell)

    async def serve(self, request: web.Request, person: Person) -> web.StreamResponse:
        """GET events, until the page goes away or the server stops."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        watcher = _Watcher(person=person)
        self._watchers.add(watcher)
        try:
            await response.write(b": open\n\n")
            while not self._closing:
                await response.write(await _next_lines(watcher))
        except ConnectionError:
            pass
        finally:
            self._watchers.discard(watcher)
        return response

    def close(self) -> None:
        self._closing = True
        for watcher in self._watchers:
            watcher.stirred.set()

    def _tell(self, change: Change) -> None:
        if not self._watchers:
            return
        line = json.dumps(self._event(change))
        for watcher in self._watchers:
            if self._may_see(watcher.person, change):
                watcher.pending[line] = None
                watcher.stirred.set()

    def _event(self, change: Change) -> Json:
        if change.what == "messages":
            return {"what": "messages", "channel": change.channel_id}
        if change.what == "bot":
            return {"what": "bot", "connected": self._slack.link.connected}
        if change.what == "day":
            return {"what": "day", "today": self._slack.clock.today().isoformat()}
        return {"what": change.what}

    def _may_see(self, person: Person, change: Change) -> bool:
        if change.person_id is not None:
            return change.person_id == person.id
        if change.channel_id is None:
            return True
        channel = self._slack.workspace.find_channel(change.channel_id)
        return channel is not None and person.id in channel.member_ids


async def _next_lines(watcher: _Watcher) -> bytes:
    try:
        async with asyncio.timeout(ALIVE_EVERY_S):
            await watcher.stirred.wait()
    except TimeoutError:
        return b": still here\n\n"
    watcher.stirred.clear()
    lines = "".join(f"data: {line}\n\n" for line in watcher.pending)
    watcher.pending.clear()
    return lines.encode()
