"""Everything one local Slack consists of, wired once; it has no behavior of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.playground.app_facts import read_manifest
from bot.playground.calls import CallLog
from bot.playground.channel_pace import ChannelPace
from bot.playground.deadlines import Deadlines
from bot.playground.faults import Faults
from bot.playground.response_urls import ResponseUrls
from bot.playground.socket_mode import Link
from bot.playground.trigger_ids import TriggerIds
from bot.playground.view_stacks import ViewStacks
from bot.playground.workspace import Change, Workspace

Json = dict[str, Any]


class LocalSlack:
    """State and parts of the local Slack. Lives on the server's loop thread; `base_url` is set once that listens.

    `suggested`: by person, message or view, and action id, the options an external menu has offered, by value.
    """

    def __init__(
        self, *, manifest: Mapping[str, Any], clock: Clock, bot_token: str, app_token: str, deadlines: Deadlines
    ) -> None:
        self.clock = clock
        self.deadlines = deadlines
        self.bot_token = bot_token
        self.app_token = app_token
        self.base_url = ""
        self.app = read_manifest(manifest)
        self.workspace = Workspace(clock, bot_name=self.app.name)
        self.views = ViewStacks(self.workspace.announce)
        self.faults = Faults()
        self.calls = CallLog()
        self.link = Link(deadlines, self.faults)
        self.triggers = TriggerIds(deadlines.trigger_s)
        self.response_urls = ResponseUrls(clock, deadlines.response_url_s)
        self.pace = ChannelPace()
        self.suggested: dict[tuple[str, str, str], dict[str, Json]] = {}
        self.link.on_ack = self.calls.stir
        self.link.on_change = lambda: self.workspace.announce(Change(what="bot"))

    def response_url(self, person_id: str, channel_id: str, original_ts: str | None = None) -> str:
        """A new response_url for what this person just did there."""
        issued = self.response_urls.issue(person_id=person_id, channel_id=channel_id, original_ts=original_ts)
        return f"{self.base_url}/response/{issued}"


def new_tokens() -> tuple[str, str]:
    """A bot token and an app-level token that are good for nothing but this playground."""
    return f"xoxb-playground-{secrets.token_hex(12)}", f"xapp-1-playground-{secrets.token_hex(12)}"
