"""The real bot, with everything that can be pressed, typed, opened or sent to it tried, and all that left it kept.

Nobody lists the buttons: whatever the bot shows is pressed, filled in and sent, until nothing new appears. A trigger
that is not reached so needs a beginning of its own in `tests/explored.py`.
"""

import functools
import heapq
import inspect
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fake_slack import FakeTime
from people import ADA, TEAM
from slack_bolt import BoltRequest
from slack_wire import Call, Wire

from bot.app import build_app, build_services
from bot.playground.entries import state_values
from bot.playground.folder import MARKER
from bot.playground.limits import elements
from bot.scheduling import take_inbox
from bot.sending import SlackSender, make_client
from bot.settings import read_settings
from data.people_models import Person
from handlers import TRIGGERS, Trigger

Json = dict[str, Any]
BILLING, PARTNER = "C0BILLING1", "C0PARTNER1"
_SELECTS = ("static_select", "radio_buttons", "overflow")
_LATER = re.compile(
    r"query_close|work_take|work_resolve|work_confirm|reopen|route_remove|worklist_forget|withdraw|part\b|alike_|"
    r"import_now|many_sure|view:work_form|_form_view|work_form_view"
)
"""What changes claims comes after all that only shows them."""
_EACH = re.compile(r"import_|withdraw|query_open:")
"""Pressed wherever it appears."""
_VARIES = re.compile(
    r"[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}|[0-9a-f]{8,}|\d+|"
    r"(?<=glossary_open:)[\w-]+|(?<=glossary_pair:)[\w-]+|(?<=glossary_list:)(?!team)[\w-]+"
)


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Something on screen. `place` is a channel's id, "modal" or "home"; `is_alone`: one person sees it."""

    place: str
    id: str
    body: Json
    is_alone: bool = True
    url: str = ""

    @property
    def kind(self) -> str:
        if self.place in ("modal", "home"):
            return self.place
        return "direct" if self.place.startswith("D") else "alone" if self.is_alone else "channel"


@dataclass(frozen=True, kw_only=True)
class Left:
    """Something that left the bot: `how` the call or acknowledgement, `what` its fields, `is_alone` who reads it."""

    after: str
    how: str
    what: Json
    is_alone: bool


@dataclass(kw_only=True)
class Reached:
    """One run of a trigger's function: by whom, and the error that it ended with ("" for none)."""

    trigger: Trigger
    user: str
    error: str = ""


@dataclass(order=True)
class _Act:
    order: tuple[int, int]
    name: str = field(compare=False)
    body: Json = field(compare=False)


class _WhenAsked:
    """Stands for Bolt's pool of threads: what comes after the acknowledgement runs when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def submit(self, function: Callable[[], object]) -> None:
        self.waiting.append(function)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Office:
    """One bot on one data folder."""

    def __init__(self, wire: Wire, folder: Path, codes_dir: Path, *, mode: str, today: date) -> None:
        self.wire = wire
        self.left: list[Left] = []
        self.reached: list[Reached] = []
        self.bodies: dict[str, tuple[Trigger, Json]] = {}
        """By trigger, the request with which it was done without an error."""
        self._numbers = count(1)
        self._pressed: set[str] = set()
        self._offered: dict[str, list[Json]] = {}
        self._views: dict[str, Json] = {}
        self._asked: Json = {}
        (folder / MARKER).touch()  # whatever the hour, the office is open
        days = folder / "days-ahead"
        days.write_text(str((today - datetime.now(UTC).date()).days))
        self.settings = read_settings(
            data_dir=folder,
            environment={
                "SLACK_API_URL": wire.url,
                "SLACK_BOT_TOKEN": "xoxb-invented",
                "SLACK_APP_TOKEN": "xapp-invented",
                "BILLING_BOT_CODES_DIR": str(codes_dir),
                "BILLING_BOT_DAYS_AHEAD_FILE": str(days),
                "BILLING_BOT_TIME_ZONE": "UTC",
                "BILLING_BOT_MODE": mode,
                "BILLING_BOT_IMPORT_CHANNEL": BILLING,
            },
        )
        self.services = build_services(self.settings)
        with patch("bot.app.TRIGGERS", tuple(self._watched(one) for one in TRIGGERS)):
            self.app = build_app(self.settings, self.services)
        self._pool = _WhenAsked()
        self.app._listener_runner.lazy_listener_runner.executor = self._pool  # type: ignore[attr-defined]
        passing = FakeTime()
        self.delivery = self.services.reminding.delivery(
            SlackSender(make_client(self.settings.bot_token, wire.url)), now=passing.monotonic, sleep=passing.sleep
        )

    # --- requests ---

    def command(self, command: str, text: str, *, user: str = ADA, channel: str = BILLING) -> Json:
        return {
            "token": "t",
            "team_id": TEAM,
            "user_id": user,
            "user_name": "someone",
            "channel_id": channel,
            "channel_name": "privategroup",
            "command": command,
            "text": text,
            "api_app_id": "A1",
            "response_url": self._url(user, channel, "alone"),
            "trigger_id": self._trigger_id(user),
        }

    def event(self, kind: str, *, user: str = ADA, channel: str = BILLING, **facts: object) -> Json:
        number = next(self._numbers)
        ts = f"18{number:08}.000200"
        made = {"type": kind, "user": user, "team": TEAM, "channel": channel, "ts": ts, "event_ts": ts, **facts}
        return {
            "token": "t",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event": made,
            "type": "event_callback",
            "event_id": f"Ev{number:08}",
            "event_time": 1,
            "is_ext_shared_channel": False,
            "authorizations": [{"team_id": TEAM, "user_id": "U0BILLBOT1", "is_bot": True}],
        }

    def says(self, text: str, *, user: str = ADA) -> Json:
        """A direct message."""
        return self.event("message", user=user, channel=f"D{user[1:]}", channel_type="im", text=text)

    def mentions(self, text: str, *, user: str = ADA, channel: str = BILLING) -> Json:
        return self.event("app_mention", user=user, channel=channel, text=f"<@U0BILLBOT1> {text}")

    def opens_home(self, *, user: str = ADA) -> Json:
        return self.event("app_home_opened", user=user, channel=f"D{user[1:]}", tab="home")

    def shortcut(self, callback_id: str, *, user: str = ADA, on: str = "") -> Json:
        """On a message with this text; a global one without."""
        body = self._interactive(user) | {"callback_id": callback_id, "type": "shortcut", "action_ts": "1.1"}
        if on:
            body |= {
                "type": "message_action",
                "message_ts": "1.2",
                "message": {"type": "message", "text": on, "user": user, "ts": "1.2"},
                "channel": {"id": BILLING, "name": "billing"},
                "response_url": self._url(user, BILLING, "alone"),
            }
        return body

    def _interactive(self, user: str) -> Json:
        return {
            "user": {"id": user, "username": "someone", "name": "someone", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "invented"},
            "api_app_id": "A1",
            "token": "t",
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self._trigger_id(user),
        }

    def _trigger_id(self, user: str) -> str:
        return f"{user}.{next(self._numbers)}"

    def _url(self, user: str, channel: str, seen_by: str) -> str:
        return f"{self.wire.url.replace('/api/', '/respond/')}{user}.{channel}.{seen_by}.{next(self._numbers)}"

    # --- what happens to one ---

    def send(self, body: Json, *, name: str = "") -> tuple[Json, list[Surface]]:
        """(what the acknowledgement says, what is on screen then) after one request and all that followed it."""
        before, self._asked = len(self.wire.calls), body
        response = self.app.dispatch(BoltRequest(body=body, mode="socket_mode"))
        ack = response.body if isinstance(response.body, dict) else json.loads(response.body or "{}")
        user = _user_of(body)
        self.left.append(Left(after=name, how="ack", what=ack, is_alone=True))
        shown = self._shown_by_ack(body, ack, user)
        self._pool.run()
        for call in self.wire.since(before):
            self._keep(call, name)
            shown += self._shown_by_call(call, user)
        return ack, shown

    def look_after_reminders(self, name: str = "reminders") -> list[Surface]:
        """Two ticks of the reminders, and the messages that they posted."""
        before = len(self.wire.calls)
        for _ in range(2):
            self.services.reminding.ticker.tick(self.delivery)
        shown = []
        for call in self.wire.since(before):
            self._keep(call, name)
            shown += self._shown_by_call(call, "")
        return shown

    def take_inbox(self) -> list[Surface]:
        """What lies in the inbox comes in, and the summary of it is posted."""
        before = len(self.wire.calls)
        with patch("bot.inbox_files._QUIET", timedelta()):
            self.services.imports.look()
            take_inbox(self.services, self.app.client)
        shown = []
        for call in self.wire.since(before):
            self._keep(call, "inbox")
            shown += self._shown_by_call(call, ADA)
        return shown

    def _keep(self, call: Call, after: str) -> None:
        _, place, seen_by, *_ = [*call.audience.split("."), "", ""] if call.audience else ["", "", "", ""]
        channel = str(call.sent.get("channel") or call.sent.get("channel_id") or "")
        is_alone = not channel.startswith("C") or call.name == "chat.postEphemeral"
        if call.name == "respond":
            goes_open = call.sent.get("response_type") == "in_channel"
            stays_open = call.sent.get("replace_original") is True and seen_by == "open" and place.startswith("C")
            is_alone = not (goes_open or stays_open)
        self.left.append(Left(after=after, how=call.name, what=call.sent, is_alone=is_alone))

    def _shown_by_ack(self, body: Json, ack: Json, user: str) -> list[Surface]:
        if "command" in body and ack.get("blocks"):
            return [self._message(user, body["channel_id"], ack, is_alone=True)]
        if ack.get("response_action") == "update":
            view_id = body["view"]["id"]
            self._views[view_id] = _kept(self._views, view_id) | ack["view"]
            return [self._modal(view_id)]
        if ack.get("response_action") == "push":
            view_id = f"V{next(self._numbers)}"
            self._views[view_id] = {"root_view_id": body["view"].get("root_view_id", body["view"]["id"])} | ack["view"]
            return [self._modal(view_id)]
        return []

    def _shown_by_call(self, call: Call, user: str) -> list[Surface]:
        sent = call.sent
        if call.name in ("views.open", "views.push", "views.update", "views.publish"):
            return self._shown_view(call)
        if call.name == "respond" and sent.get("blocks"):
            who, channel, seen_by, *_ = call.audience.split(".")
            is_alone = sent.get("response_type") != "in_channel" and (
                seen_by == "alone" or not sent.get("replace_original")
            )
            return [self._message(who, channel, sent, is_alone=is_alone)]
        if call.name in ("chat.postMessage", "chat.update") and sent.get("blocks"):
            channel = sent["channel"]
            place = f"D{channel[1:]}" if channel.startswith("U") else channel
            return [self._message(user or ADA, place, sent, is_alone=False)]
        return []

    def _message(self, user: str, channel: str, sent: Json, *, is_alone: bool) -> Surface:
        seen_by = "alone" if is_alone else "open"
        return Surface(
            place=channel,
            id=f"19{next(self._numbers):08}.000300",
            body={"text": sent.get("text", ""), "blocks": _with_ids(sent["blocks"])},
            is_alone=is_alone,
            url=self._url(user, channel, seen_by),
        )

    def _shown_view(self, call: Call) -> list[Surface]:
        view = call.sent["view"] | {"blocks": _with_ids(call.sent["view"]["blocks"])}
        if call.name == "views.publish":
            return [Surface(place="home", id="VHOME", body=view)]
        if call.name == "views.update":
            external, view_id = call.sent.get("external_id"), call.sent.get("view_id")
            known = [one for one, held in self._views.items() if external and held.get("external_id") == external]
            view_id = view_id or (known[0] if known else f"V{next(self._numbers)}")
        else:
            view_id = f"V{next(self._numbers)}"
        root = self._asked.get("view", {}).get("root_view_id") if call.name == "views.push" else None
        self._views[view_id] = {"root_view_id": root or view_id} | _kept(self._views, view_id) | view
        return [self._modal(view_id)]

    def _modal(self, view_id: str) -> Surface:
        view = self._views[view_id]
        return Surface(place="modal", id=view_id, body=view | {"blocks": _with_ids(view["blocks"])})

    # --- everything that can be done with what is on screen ---

    def explore(self, beginnings: list[tuple[str, Json]], surfaces: list[Surface] = [], *, user: str = ADA) -> None:  # noqa: B006
        """Does everything that can be done from there, each kind of thing once for each kind of place."""
        acts = [_Act((0, number), name, body) for number, (name, body) in enumerate(beginnings)]
        for surface in surfaces:
            acts += self._acts_on(surface, user)
        heapq.heapify(acts)
        while acts:
            act = heapq.heappop(acts)
            _, shown = self.send(act.body, name=act.name)
            for surface in shown:
                for further in self._acts_on(surface, user):
                    heapq.heappush(acts, further)

    def _acts_on(self, surface: Surface, user: str) -> list[_Act]:
        acts = []
        for block in surface.body["blocks"]:
            for element in elements(block):
                if "action_id" in element and (block["type"] != "input" or block.get("dispatch_action")):
                    acts += self._pressing(surface, block, element, user)
        if surface.place == "modal" and surface.body.get("submit"):
            acts += self._submitting(surface, user)
        return acts

    def _pressing(self, surface: Surface, block: Json, element: Json, user: str) -> list[_Act]:
        acts = []
        for number, chosen in enumerate(self._choices(surface, block, element, user)):
            what = element["action_id"] + (f"={_last_word(chosen)}" if element["type"] == "overflow" else "")
            what += f"={chosen['value']}" if "withdraw" in what else ""
            if not self._is_new(f"{user} {surface.kind} {what}" + (f" {number}" if number > 3 else "")):
                continue
            action = {**element, "block_id": block["block_id"], **chosen, "action_ts": "1.1"}
            body = self._on(surface, user) | {"type": "block_actions", "actions": [action]}
            acts.append(self._act(f"{surface.kind} {what}", body))
        return acts

    def _choices(self, surface: Surface, block: Json, element: Json, user: str) -> list[Json]:
        if element["type"] == "button":
            return [{"value": element.get("value")}]
        if element["type"] in _SELECTS:
            return [{"selected_option": one} for one in element["options"]]
        if element["type"] == "external_select":
            return [{"selected_option": one} for one in self._suggested(surface, block, element, user)[:1]]
        raise AssertionError(f"nobody knows here how a {element['type']} is used")

    def _suggested(self, surface: Surface, block: Json, element: Json, user: str) -> list[Json]:
        known = f"{user} {surface.kind} {element['action_id']}"
        if known in self._offered:
            return self._offered[known]
        found = self._offered[known] = []
        for typed in ("", "a", "E11.9"):
            body = self._on(surface, user) | {
                "type": "block_suggestion",
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": typed,
            }
            ack, _ = self.send(body, name=f"{surface.kind} {element['action_id']} typed")
            found += ack.get("options") or [one for group in ack.get("option_groups", []) for one in group["options"]]
        return found

    def _submitting(self, surface: Surface, user: str) -> list[_Act]:
        view = surface.body
        what = f"view:{view['callback_id']}" + (" chosen" if view.get("private_metadata") else "")
        acts = []
        for number, entered in enumerate(self._filled(surface, user)):
            if not self._is_new(f"{user} {what} {number}"):
                continue
            body = self._on(surface, user) | {"type": "view_submission", "response_urls": []}
            body["view"] = body["view"] | {"state": {"values": state_values(view["blocks"], entered)}}
            acts.append(self._act(what, body))
        return acts

    def _filled(self, surface: Surface, user: str) -> Iterator[dict[str, dict[str, Json]]]:
        """The form with each thing entered that can be entered, then with what it began with alone."""
        filled: dict[str, dict[str, Json]] = {}
        for block in surface.body["blocks"]:
            for element in elements(block):
                if block["type"] == "input" and (state := self._entered(surface, block, element, user)):
                    filled.setdefault(block["block_id"], {})[element["action_id"]] = state
        yield filled
        needed = {block["block_id"] for block in surface.body["blocks"] if not block.get("optional")}
        yield {name: held for name, held in filled.items() if name in needed}

    def _entered(self, surface: Surface, block: Json, element: Json, user: str) -> Json | None:
        name, kind = element["action_id"], element["type"]
        if "external" in kind:
            self._suggested(surface, block, element, user)
        entered = TYPED.get(block["block_id"], TYPED.get(name))
        if entered is not None:
            return {"type": kind, **entered}
        if any(key.startswith("initial_") for key in element):
            return None
        if kind == "plain_text_input":
            return {"type": kind, "value": TYPED_WORDS[: element.get("max_length", 3000)]}
        if kind in ("static_select", "radio_buttons"):
            return {"type": kind, "selected_option": element["options"][0]}
        if kind in ("multi_static_select", "checkboxes"):
            return {"type": kind, "selected_options": element["options"][:1]}
        if kind in ("external_select", "multi_external_select"):
            options = self._suggested(surface, block, element, user)[-1:]
            key = {"external_select": "selected_option", "multi_external_select": "selected_options"}[kind]
            return {"type": kind, key: (options[0] if kind == "external_select" else options)} if options else None
        if kind == "datepicker":
            return {"type": kind, "selected_date": "2026-03-06"}
        if kind == "users_select":
            return {"type": kind, "selected_user": ADA}
        if kind == "conversations_select":
            return {"type": kind, "selected_conversation": BILLING}
        return None

    def _on(self, surface: Surface, user: str) -> Json:
        body = self._interactive(user)
        if surface.place in ("modal", "home"):
            shown = {"id": surface.id, "hash": "h", "type": surface.place, "team_id": TEAM} | surface.body
            shown |= {"state": {"values": state_values(surface.body["blocks"], {})}}
            return body | {
                "view": {"root_view_id": surface.id} | shown,
                "container": {"type": "view", "view_id": surface.id},
            }
        container = {
            "type": "message",
            "message_ts": surface.id,
            "channel_id": surface.place,
            "is_ephemeral": surface.is_alone,
        }
        found = {"channel": {"id": surface.place, "name": "x"}, "container": container, "response_url": surface.url}
        if not surface.is_alone:
            found["message"] = {"type": "message", "ts": surface.id, **surface.body}
        return body | found

    def _act(self, name: str, body: Json) -> _Act:
        order = 0 if "work_undo" in name else 2 if _LATER.search(name) else 1
        return _Act((order, next(self._numbers)), name, body)

    def _is_new(self, what: str) -> bool:
        what = what if _EACH.search(what) else _VARIES.sub("#", what)
        is_new = what not in self._pressed
        self._pressed.add(what)
        return is_new

    # --- which triggers ran ---

    def _watched(self, trigger: Trigger) -> Trigger:
        def watch(function: Callable[..., None] | None) -> Callable[..., None] | None:
            return functools.wraps(function)(self._running(trigger, function)) if function else None

        return replace(trigger, ack=watch(trigger.ack), after=watch(trigger.after))

    def _running(self, trigger: Trigger, function: Callable[..., None]) -> Callable[..., None]:
        takes_person = "person" in inspect.signature(function).parameters

        def run(**given: Any) -> None:
            person: Person | None = given.get("person") if takes_person else None
            one = Reached(trigger=trigger, user=person.user if person else _user_of(self._asked))
            self.reached.append(one)
            try:
                function(**given)
            except Exception as error:
                one.error = f"{type(error).__name__}: {error}"
                raise
            self.bodies.setdefault(f"{trigger.kind.value} {trigger.label}", (trigger, self._asked))

        return run


def _with_ids(blocks: list[Json]) -> list[Json]:
    return [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]


def _kept(views: dict[str, Json], view_id: str) -> Json:
    """What stays of a view whose content is replaced."""
    return {name: value for name, value in views.get(view_id, {}).items() if name == "root_view_id"}


def _user_of(body: Json) -> str:
    user = body.get("user")
    if isinstance(user, dict):
        return str(user["id"])
    return str(body.get("user_id") or body.get("event", {}).get("user") or "")


def _last_word(chosen: Json) -> str:
    return str(chosen["selected_option"]["value"]).rpartition("|")[2]


TYPED_WORDS = "Spoke with Canarytyped, dob 02/29/1956, ssn 987-65-4329"
"""What people should not type, and do."""
TYPED: dict[str, Json] = {
    **{name: {"value": "5"} for name in ("presumed_receipt_days", "mail_lead_business_days", "decision_days")},
    "limit": {"value": "45"},
    "choices": {"value": ""},
    "indicators": {"value": "EF 35 percent on day 2."},
    "provider": {"selected_option": {"text": {"type": "plain_text", "text": "Pat Provider"}, "value": "5"}},
    "title": {"value": "First appeal"},
    "level": {"value": ""},
    "source": {"value": "Contract, section 4"},
    "note": {"value": "Takes faxes alone"},
    "worklist_name": {"value": "Old ones"},
    **{"term": {"value": "Blue sheet"}, "aliases": {"value": "blue form"}},
    **{"meaning": {"value": "The checklist of the front desk"}, "advice": {"value": "Fill it in"}},
    **{
        f"column:{place}": {"selected_option": {"text": {"type": "plain_text", "text": field}, "value": field}}
        for place, field in enumerate(("claim_number", "payer", "service_from", "billed"))
    },
}
"""What is entered where not just anything will do, by the input's name."""


@contextmanager
def no_waiting() -> Iterator[None]:
    """Results that wait for Slack to show a modal do not wait here."""
    with patch("handlers.waiting.time.sleep"):
        yield
