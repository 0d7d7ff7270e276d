"""What the app's manifest says about it, read once; it checks nothing else of the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.cast import Channel

Json = dict[str, Any]

EVENT_SCOPES = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppFacts:
    """Scopes, events, commands and shortcuts of the app, as its manifest lists them."""

    name: str
    commands: tuple[Json, ...]
    shortcuts: tuple[Json, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool

    def find_command(self, name: str) -> Json | None:
        return next((one for one in self.commands if one["command"] == name), None)

    def find_shortcut(self, callback_id: str) -> Json | None:
        return next((one for one in self.shortcuts if one["callback_id"] == callback_id), None)

    def hears(self, event: str) -> bool:
        """Whether Slack would send this event: the manifest subscribes to it and has its scope."""
        scope = EVENT_SCOPES[event]
        return event in self.events and (scope is None or scope in self.scopes)


def read_manifest(manifest: Mapping[str, Any]) -> AppFacts:
    """The facts of a manifest in Slack's own shape; what it leaves out is off."""
    features = manifest.get("features", {})
    home = features.get("app_home", {})
    settings = manifest.get("settings", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
    return AppFacts(
        name=features.get("bot_user", {}).get("display_name") or "billing-bot",
        commands=tuple(features.get("slash_commands", [])),
        shortcuts=tuple(features.get("shortcuts", [])),
        scopes=frozenset(scopes),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
    )


def history_scope(channel: Channel) -> str:
    """The scope for reading what is said in a channel of this kind."""
    return f"{_family(channel)}:history"


def read_scope(channel: Channel) -> str:
    """The scope for reading about a channel of this kind."""
    return f"{_family(channel)}:read"


def message_event(channel: Channel) -> str:
    """The event that a message in a channel of this kind makes."""
    return f"message.{_family(channel)}"


def _family(channel: Channel) -> str:
    if channel.kind == "dm":
        return "im"
    return "groups" if channel.is_private else "channels"
