"""The real bot in the local Slack: the app that production runs, over real HTTP and Socket Mode, in the test run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from people import add_staff
from playground_client import PlaygroundClient
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.app import build_app, build_services, close_socket
from bot.manifest import build_manifest
from bot.playground.deadlines import Deadlines
from bot.playground.server import PlaygroundServer
from bot.settings import read_settings
from data.store.claims_file import ClaimsFile

Json = dict[str, Any]
TODAY = "2026-01-15"


@dataclass
class Chat:
    """What people do (`door`), and the words they then see."""

    server: PlaygroundServer
    door: PlaygroundClient

    def code(self, text: str, *, user: str = "bea", channel: str = "billing") -> Json:
        """Types `/code TEXT` and gives the message that answers it."""
        answer = self.door.command("/code", text, user=user, channel=channel)
        assert answer["ok"], answer
        return self.door.last_message(user=user, channel=channel)

    def claim(self, text: str, *, user: str = "bea", channel: str = "billing") -> Json:
        """Types `/claim TEXT` and gives the message that answers it."""
        answer = self.door.command("/claim", text, user=user, channel=channel)
        assert answer["ok"], answer
        return self.door.last_message(user=user, channel=channel)

    def ask_directly(self, text: str, *, user: str, wait_s: float = 20.0) -> Json:
        """Writes to the bot and gives its answer, which may have had to wait for Slack."""
        before = len(self.answers(user=user))
        self.door.message(text, user=user, channel="dm")
        until = time.monotonic() + wait_s
        while len(self.answers(user=user)) == before:
            assert time.monotonic() < until, "no answer came"
            time.sleep(0.05)
        return self.answers(user=user)[-1]

    def answers(self, *, user: str) -> list[Json]:
        """What the bot wrote in this person's own messages with it."""
        return [one for one in self.door.messages(user=user, channel="dm") if one["is_bot"]]

    def press(self, message: Json, label: str, *, user: str = "bea") -> Json:
        """Presses the first button whose label holds `label`, and gives the message as it is then."""
        found = next(one for one in buttons(message["blocks"]) if label in one["text"]["text"])
        answer = self.door.click(found["action_id"], user=user, message=message["id"], value=found["value"])
        assert answer["ok"], answer
        seen = self.door.messages(user=user, channel=message["channel"])
        return next((one for one in seen if one["id"] == message["id"]), seen[-1])


@contextmanager
def a_chat(codes_dir: Path, data_dir: Path, *, mode: str = "minimum") -> Iterator[Chat]:
    """The local Slack with the real bot connected, on a day on which every shipped edition is in force."""
    days = data_dir / "days-ahead"
    ahead = (datetime.fromisoformat(TODAY).date() - datetime.now(UTC).date()).days
    days.write_text(str(ahead))
    server = PlaygroundServer(
        manifest=build_manifest(),
        clock=_Moved(ahead),
        set_days_ahead=lambda moved: None,
        deadlines=Deadlines(quiet_s=0.08),
    )
    server.start()
    settings = read_settings(
        data_dir=data_dir,
        environment={
            "SLACK_API_URL": server.api_url,
            "SLACK_BOT_TOKEN": server.bot_token,
            "SLACK_APP_TOKEN": server.app_token,
            "BILLING_BOT_CODES_DIR": str(codes_dir),
            "BILLING_BOT_DAYS_AHEAD_FILE": str(days),
            "BILLING_BOT_TIME_ZONE": "UTC",
            "BILLING_BOT_MODE": mode,
        },
    )
    add_staff(ClaimsFile(data_dir))
    app = build_app(settings, build_services(settings))
    socket = SocketModeHandler(app, settings.app_token, ping_interval=1)
    socket.connect()  # type: ignore[no-untyped-call]
    assert server.wait_connected(10)
    try:
        yield Chat(server, PlaygroundClient(server.url))
    finally:
        # The built-in client would wait 3 seconds for a word from a server that is still there.
        socket.client.auto_reconnect_enabled = False
        server.stop()
        close_socket(socket)


class _Moved:
    def __init__(self, days: int) -> None:
        self._ahead = timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def today(self) -> Any:
        return self.now().date()


def buttons(blocks: list[Json]) -> list[Json]:
    """Every button, in the order in which people see them."""
    found: list[Json] = []
    for block in blocks:
        found += [one for one in block.get("elements", []) if one.get("type") == "button"]
        if block.get("accessory", {}).get("type") == "button":
            found.append(block["accessory"])
    return found


def words(blocks: list[Json]) -> str:
    """All text of some blocks, labels of buttons included."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block.get("text"), dict):
            texts.append(block["text"]["text"])
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
            text = element.get("text", "")
            texts.append(text if isinstance(text, str) else text.get("text", ""))
    return "\n".join(texts)
