"""A bot as a process of its own on a local Slack of its own, for measuring from outside."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fixed_clock import FixedClock
from playground_client import PlaygroundClient

from bot.manifest import build_manifest
from bot.playground.server import PlaygroundServer
from bot.settings import child_environment, read_settings


@dataclass
class BotChild:
    """Its control door and its process."""

    door: PlaygroundClient
    process: subprocess.Popen[bytes]


@contextmanager
def a_bot_child(*command: str, codes_dir: Path, folder: Path) -> Iterator[BotChild]:
    """A bot as a process of its own on a playground of its own."""
    folder.mkdir()
    server = PlaygroundServer(manifest=build_manifest(), clock=_Now(), set_days_ahead=lambda days: None)
    server.start()
    settings = read_settings(data_dir=folder, environment={"BILLING_BOT_CODES_DIR": str(codes_dir)})
    environment = child_environment(
        settings,
        data_dir=folder,
        slack_api_url=server.api_url,
        bot_token=server.bot_token,
        app_token=server.app_token,
        days_ahead_file=folder / "days-ahead",
        import_channel="",
    )
    with (folder / "bot.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, *command], env=environment, stdout=log, stderr=log)
    try:
        assert server.wait_connected(30), (folder / "bot.log").read_text()
        yield BotChild(PlaygroundClient(server.url), process)
    finally:
        process.terminate()
        process.wait(10)
        server.stop()


class _Now(FixedClock):
    def __init__(self) -> None:
        super().__init__(datetime.now(UTC).date())

    def now(self) -> datetime:
        return datetime.now(UTC)
