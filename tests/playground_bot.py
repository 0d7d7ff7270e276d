"""A tiny Bolt app on a playground of its own, for tests of the playground itself; it knows nothing of billing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playground_client import PlaygroundClient
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.playground.deadlines import Deadlines
from bot.playground.server import PlaygroundServer

Json = dict[str, Any]
Listeners = Callable[[App], None]
SHORT = Deadlines(
    ack_s=0.8,
    retry_delays_s=(0.0, 0.1, 0.1),
    trigger_s=1.0,
    old_link_s=0.3,
    quiet_s=0.05,
    settle_s=3.0,
    day_quiet_s=0.1,
)
SCOPES = [
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "im:read",
    "im:write",
    "groups:history",
    "groups:read",
    "channels:history",
    "channels:read",
    "users:read",
    "files:write",
    "files:read",
    "reactions:write",
]
EVENTS = ["app_home_opened", "app_mention", "message.im"]


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    instant: datetime = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    days_ahead: int = 0

    def now(self) -> datetime:
        return self.instant + timedelta(days=self.days_ahead)

    def today(self) -> date:
        return self.now().astimezone(ZoneInfo("America/New_York")).date()

    def set_days_ahead(self, days: int) -> None:
        self.days_ahead = days


@dataclass
class Stage:
    """A playground with a bot on it: `door` is what people do, `api` is what the bot asks."""

    server: PlaygroundServer
    door: PlaygroundClient
    api: WebClient
    clock: FakeClock
    heard: list[Json] = field(default_factory=list)
    handler: SocketModeHandler | None = None

    def heard_events(self, kind: str) -> list[Json]:
        """Events of one type, in the order in which they came."""
        return [one["event"] for one in self.heard if one.get("event", {}).get("type") == kind]


def a_manifest(*, scopes: list[str] | None = None, events: list[str] | None = None, **features: object) -> Json:
    """A manifest with the command /code, two shortcuts and a home tab."""
    return {
        "display_information": {"name": "billing-bot"},
        "features": {
            "bot_user": {"display_name": "billing-bot"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [{"command": "/code", "description": "Look up a code", "usage_hint": "[code]"}],
            "shortcuts": [
                {"name": "Find a code", "type": "global", "callback_id": "find_code", "description": "Search"},
                {"name": "Codes here", "type": "message", "callback_id": "codes_here", "description": "Look"},
            ],
            **features,
        },
        "oauth_config": {"scopes": {"bot": SCOPES if scopes is None else scopes}},
        "settings": {"event_subscriptions": {"bot_events": EVENTS if events is None else events}},
    }


@contextmanager
def a_playground(*, manifest: Json | None = None, deadlines: Deadlines = SHORT) -> Iterator[Stage]:
    """A playground without a bot."""
    clock = FakeClock()
    server = PlaygroundServer(
        manifest=manifest or a_manifest(), clock=clock, set_days_ahead=clock.set_days_ahead, deadlines=deadlines
    )
    server.start()
    try:
        api = WebClient(token=server.bot_token, base_url=server.api_url, retry_handlers=[])
        yield Stage(server=server, door=PlaygroundClient(server.url), api=api, clock=clock)
    finally:
        server.stop()


@contextmanager
def a_bot(listeners: Listeners, *, manifest: Json | None = None, deadlines: Deadlines = SHORT) -> Iterator[Stage]:
    """A playground with a connected Bolt app that has these listeners."""
    with a_playground(manifest=manifest, deadlines=deadlines) as stage:
        app = App(client=stage.api, process_before_response=True, raise_error_for_unhandled_request=False)
        listeners(app)
        stage.handler = SocketModeHandler(app, stage.server.app_token, ping_interval=1)
        stage.handler.client.socket_mode_request_listeners.insert(0, lambda _, got: stage.heard.append(got.payload))
        stage.handler.connect()  # type: ignore[no-untyped-call]
        assert stage.server.wait_connected(10)
        try:
            yield stage
        finally:
            _let_go(stage.handler.client)


@contextmanager
def a_bare_client(stage: Stage) -> Iterator[list[Json]]:
    """A Socket Mode client that acknowledges everything; gives the list of payloads it hears."""
    heard: list[Json] = []

    def take(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request.payload)
        client.send_socket_mode_response({"envelope_id": request.envelope_id})

    client = SocketModeClient(app_token=stage.server.app_token, web_client=stage.api)
    client.socket_mode_request_listeners.append(take)
    client.connect()
    try:
        yield heard
    finally:
        _let_go(client)


def _let_go(client: SocketModeClient) -> None:
    """End it beside the tests: the built-in client waits up to 3 seconds for its own threads."""
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False

    def close() -> None:
        with suppress(Exception):
            client.close()

    threading.Thread(target=close, daemon=True).start()


def text_block(text: str = "hello", **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}
