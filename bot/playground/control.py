"""The control door: what people do and see in the local Slack, as JSON for the page, for tests and for checks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.playground import clicks, door_shows, interactions, submissions, surfaces
from bot.playground.cast import Person
from bot.playground.days import Days
from bot.playground.door_body import (
    BadRequest,
    channel_of,
    needed_text,
    number_of,
    person_of,
    read_object,
    text_of,
    whole_number,
)
from bot.playground.faults import DEFAULT_SECONDS, KINDS, Fault
from bot.playground.hub import LocalSlack
from bot.playground.outcome import Outcome, from_refusal
from bot.playground.refusal import Refusal
from bot.playground.surfaces import Surface
from bot.playground.watching import Watching
from bot.playground.workspace import Change

Json = dict[str, Any]
Act = Callable[[Person, Json], Awaitable[Outcome]]
DAYS = 3660


class Door:
    """The handlers under /playground/."""

    def __init__(self, slack: LocalSlack, days: Days, watching: Watching) -> None:
        self._slack = slack
        self._days = days
        self._watching = watching
        self._acts: dict[str, Act] = {
            "command": self._command,
            "message": self._message,
            "click": self._click,
            "submit": self._submit,
            "suggest": self._suggest,
            "shortcut": self._shortcut,
            "home": self._home,
            "close": self._close,
        }

    def routes(self) -> list[web.RouteDef]:
        shows = {
            "app": self._show_app,
            "people": self._show_people,
            "channels": self._show_channels,
            "messages": self._show_messages,
            "views": self._show_views,
            "calls": self._show_calls,
            "fault": self._show_faults,
            "events": self._watch,
        }
        return [
            *(web.get(f"/playground/{name}", show) for name, show in shows.items()),
            *(web.post(f"/playground/{name}", self._act) for name in self._acts),
            web.post("/playground/day", self._move_day),
            web.post("/playground/fault", self._set_fault),
        ]

    async def _act(self, request: web.Request) -> web.Response:
        body = await read_object(request)
        act = self._acts[request.path.rpartition("/")[2]]
        try:
            outcome = await act(person_of(self._slack, body), body)
        except Refusal as refusal:
            outcome = from_refusal(refusal)
        if outcome.ack_ms is not None and act != self._suggest and body.get("settle", True):
            deadlines = self._slack.deadlines
            await self._slack.calls.settle(quiet_s=deadlines.quiet_s, at_most_s=deadlines.settle_s)
        return web.json_response(outcome.as_json())

    async def _command(self, person: Person, body: Json) -> Outcome:
        command = "/" + needed_text(body, "command").removeprefix("/")
        channel = channel_of(self._slack, body, person)
        return await interactions.run_command(self._slack, person, channel, command, text_of(body, "text"))

    async def _message(self, person: Person, body: Json) -> Outcome:
        channel = channel_of(self._slack, body, person)
        thread_ts = text_of(body, "thread_ts") or None
        return await interactions.say(self._slack, person, channel, needed_text(body, "text"), thread_ts)

    async def _click(self, person: Person, body: Json) -> Outcome:
        action_id, value = needed_text(body, "action_id"), body.get("value")
        surface = self._surface(person, body)
        spot = surfaces.find_spot(surface, action_id, text_of(body, "block_id"), value)
        return await clicks.click(self._slack, person, surface, spot, value)

    async def _suggest(self, person: Person, body: Json) -> Outcome:
        action_id, text = needed_text(body, "action_id"), text_of(body, "text")
        surface = self._surface(person, body)
        spot = surfaces.find_spot(surface, action_id, text_of(body, "block_id"))
        return await clicks.suggest(self._slack, person, surface, spot, text)

    async def _submit(self, person: Person, body: Json) -> Outcome:
        values = body.get("values") or {}
        if not isinstance(values, dict) or not all(isinstance(one, dict) for one in values.values()):
            raise BadRequest("values must be an object of objects: {block_id: {action_id: value}}.")
        return await submissions.submit(self._slack, person, needed_text(body, "view"), values)

    async def _close(self, person: Person, body: Json) -> Outcome:
        return await submissions.close(self._slack, person, needed_text(body, "view"))

    async def _shortcut(self, person: Person, body: Json) -> Outcome:
        ts = text_of(body, "message")
        message = surfaces.on_message(self._slack, person, ts).message if ts else None
        return await interactions.use_shortcut(self._slack, person, needed_text(body, "callback_id"), message)

    async def _home(self, person: Person, body: Json) -> Outcome:
        tab = text_of(body, "tab") or "home"
        if tab not in ("home", "messages"):
            raise BadRequest("tab must be home or messages.")
        return await interactions.open_home(self._slack, person, tab)

    def _surface(self, person: Person, body: Json) -> Surface:
        if view_id := text_of(body, "view"):
            return surfaces.on_view(self._slack, person, view_id)
        return surfaces.on_message(self._slack, person, needed_text(body, "message"))

    async def _move_day(self, request: web.Request) -> web.Response:
        body = await read_object(request)
        today = await self._days.move_on(whole_number(body, "days", at_most=DAYS))
        return web.json_response({"ok": True, "today": today})

    async def _set_fault(self, request: web.Request) -> web.Response:
        body = await read_object(request)
        kind = needed_text(body, "kind")
        if kind == "none":
            self._slack.faults.clear()
        elif kind in KINDS:
            self._switch_on(kind, _fault_of(kind, body))
        else:
            raise BadRequest(f"kind must be none or one of {', '.join(KINDS)}.")
        self._slack.workspace.announce(Change(what="faults"))
        return web.json_response(self._faults())

    def _switch_on(self, kind: str, fault: Fault) -> None:
        if kind == "disconnect" and fault.count:
            self._slack.link.refresh_all()
            fault.count -= 1
        self._slack.faults.switch_on(kind, fault)

    def _faults(self) -> Json:
        return {"ok": True, "faults": self._slack.faults.as_json()}

    async def _show_faults(self, request: web.Request) -> web.Response:
        return web.json_response(self._faults())

    async def _show_app(self, request: web.Request) -> web.Response:
        return web.json_response(door_shows.app_json(self._slack))

    async def _show_people(self, request: web.Request) -> web.Response:
        return web.json_response({"people": [door_shows.person_json(one) for one in self._slack.workspace.people]})

    async def _show_channels(self, request: web.Request) -> web.Response:
        person = person_of(self._slack, request.query) if request.query.get("user") else None
        return web.json_response({"channels": door_shows.channels_json(self._slack, person)})

    async def _show_messages(self, request: web.Request) -> web.Response:
        person = person_of(self._slack, request.query)
        channel = channel_of(self._slack, request.query, person) if request.query.get("channel") else None
        seen = self._slack.workspace.messages_seen_by(person, channel)
        if thread_ts := request.query.get("thread_ts"):
            seen = [one for one in seen if thread_ts in (one.ts, one.thread_ts)]
        return web.json_response({"messages": [door_shows.message_json(self._slack, one) for one in seen]})

    async def _show_views(self, request: web.Request) -> web.Response:
        return web.json_response(door_shows.views_json(self._slack, person_of(self._slack, request.query)))

    async def _show_calls(self, request: web.Request) -> web.Response:
        return web.json_response({"calls": [door_shows.call_json(one) for one in self._slack.calls.records]})

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        return await self._watching.serve(request, person_of(self._slack, request.query))


def _fault_of(kind: str, body: Json) -> Fault:
    rate = number_of(body, "rate", at_most=1)
    count = None if body.get("count") is None else whole_number(body, "count", at_most=1_000_000)
    if (rate is None) == (count is None):
        raise BadRequest("Give a rate from 0 to 1, or a count.")
    seconds = number_of(body, "seconds", at_most=120)
    return Fault(
        rate=rate,
        count=count,
        seconds=DEFAULT_SECONDS.get(kind, 0.0) if seconds is None else seconds,
        error=text_of(body, "error") or None,
    )
