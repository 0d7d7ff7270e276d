"""The Socket Mode link to the bot: connections, envelopes, acks and redelivery; it does not look into payloads."""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from bot.clock import monotonic
from bot.playground.cast import APP_ID
from bot.playground.deadlines import Deadlines
from bot.playground.faults import Faults

Json = dict[str, Any]
CONNECTIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The bot's answer to an envelope; `ms` from sending to receiving, `payload` what it carried."""

    ms: float
    payload: Json | None


class Link:
    """All connections of the bot. `on_change` is told when it comes or goes, `on_ack` of every ack."""

    def __init__(self, deadlines: Deadlines, faults: Faults) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self.on_ack: Callable[[], None] = lambda: None
        self._deadlines = deadlines
        self._faults = faults
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._leaving: list[web.WebSocketResponse] = []
        self._someone = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[Ack]] = {}
        self._sent_at: dict[str, float] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def connected(self) -> bool:
        return bool(self._open)

    def issue_ticket(self) -> str:
        """Good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection of the bot, until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="no such ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        if len(self._open) >= CONNECTIONS:
            await self._send_away(socket, "too_many_websockets")
            return socket
        await socket.send_str(json.dumps(self._hello()))
        self._admit(socket)
        try:
            await self._listen(socket)
        finally:
            self._forget(socket)
        return socket

    async def ask(self, kind: str, payload: Json, *, attempt: int | None = None) -> Ack | None:
        """Send one envelope and wait for its ack; None when none came in time. A connection may still be on its way."""
        ack = await self._exchange(self._envelope(kind, payload, attempt))
        if ack is not None and self._faults.meet("redeliver"):
            again = None if attempt is None else attempt + 1
            await self._exchange(self._envelope(kind, payload, again))
        return ack

    async def tell(self, payload: Json) -> Ack | None:
        """Send an event; not acknowledged, it is sent again in the background, as Slack does."""
        ack = await self.ask("events_api", payload, attempt=0)
        if ack is None:
            self.spawn(self._redeliver(payload))
        return ack

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run it beside everything else; it ends with the link."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def refresh_all(self) -> None:
        """Ask the bot to connect anew on every connection, as Slack does every few hours."""
        for socket in list(self._open):
            self._retire(socket)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        for socket in [*self._open, *self._leaving]:
            await socket.close()

    async def _redeliver(self, payload: Json) -> None:
        for attempt, delay_s in enumerate(self._deadlines.retry_delays_s, start=1):
            await asyncio.sleep(delay_s)
            if await self.ask("events_api", payload, attempt=attempt) is not None:
                return

    async def _exchange(self, envelope: Json) -> Ack | None:
        envelope_id = envelope["envelope_id"]
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            async with asyncio.timeout(self._deadlines.ack_s):
                await self._send(envelope_id, json.dumps(envelope))
                return await answer
        except TimeoutError:
            return None
        finally:
            del self._waiting[envelope_id]
            self._sent_at.pop(envelope_id, None)

    async def _send(self, envelope_id: str, text: str) -> None:
        while True:
            await self._someone.wait()
            socket = self._open[0]
            self._open.append(self._open.pop(0))
            self._sent_at[envelope_id] = monotonic()
            try:
                await socket.send_str(text)
            except ConnectionError:
                self._forget(socket)
                continue
            if self._faults.meet("disconnect"):
                self._retire(socket)
            return

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self._take_ack(frame.data)

    def _take_ack(self, text: str) -> None:
        try:
            message = json.loads(text)
            envelope_id = message["envelope_id"]
        except (ValueError, TypeError, KeyError):
            return
        self.on_ack()
        answer = self._waiting.get(envelope_id)
        if answer is None or answer.done():
            return
        payload = message.get("payload")
        ms = (monotonic() - self._sent_at[envelope_id]) * 1000
        answer.set_result(Ack(ms=ms, payload=payload if isinstance(payload, dict) else None))

    def _admit(self, socket: web.WebSocketResponse) -> None:
        self._open.append(socket)
        self._someone.set()
        self.on_change()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._leaving:
            self._leaving.remove(socket)
        if socket not in self._open:
            return
        self._open.remove(socket)
        if not self._open:
            self._someone.clear()
        self.on_change()

    def _retire(self, socket: web.WebSocketResponse) -> None:
        self._forget(socket)
        self._leaving.append(socket)
        self.spawn(self._see_off(socket))

    async def _see_off(self, socket: web.WebSocketResponse) -> None:
        await socket.send_str(json.dumps(_goodbye("refresh_requested")))
        await asyncio.sleep(self._deadlines.old_link_s)
        await socket.close()

    async def _send_away(self, socket: web.WebSocketResponse, reason: str) -> None:
        await socket.send_str(json.dumps(_goodbye(reason)))
        await socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _envelope(self, kind: str, payload: Json, attempt: int | None) -> Json:
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if attempt is not None:
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        return envelope


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
