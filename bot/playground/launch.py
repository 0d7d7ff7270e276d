"""The playground as one command: the local Slack, the bot as its child, and the end of both."""

from __future__ import annotations

import errno
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from bot.clock import SystemClock, monotonic
from bot.playground.bot_process import BotProcess
from bot.playground.cast import BILLING_CHANNEL_ID
from bot.playground.folder import PlaygroundFolder
from bot.playground.server import PlaygroundServer
from bot.settings import Settings, child_environment
from data.errors import BillingBotError

DEFAULT_PORT = 8360
READY_S = 120.0
TICK_S = 0.1
GOODBYE_S = 0.3
"""Long enough for open pages to hear that the bot is gone."""


def run_playground(
    settings: Settings,
    *,
    manifest: Mapping[str, Any],
    port: int | None,
    open_page: bool,
    today: date | None,
    reset: bool,
) -> int:
    """Run until SIGTERM or SIGINT (0) or until the bot ends (1). Raises BillingBotError before anything has started."""
    folder = PlaygroundFolder(settings.data_dir / "playground")
    with _stop_signals() as stopping, folder.lock():
        folder.prepare(reset=reset)
        days_ahead = (today - SystemClock(settings.time_zone).today()).days if today else 0
        folder.write_days_ahead(days_ahead)
        server = _start_server(settings, folder, manifest=manifest, days_ahead=days_ahead, port=port)
        try:
            return _run_bot(settings, folder, server, stopping, open_page=open_page)
        finally:
            server.stop()


def _run_bot(
    settings: Settings,
    folder: PlaygroundFolder,
    server: PlaygroundServer,
    stopping: threading.Event,
    *,
    open_page: bool,
) -> int:
    environment = child_environment(
        settings,
        data_dir=folder.path,
        slack_api_url=server.api_url,
        bot_token=server.bot_token,
        app_token=server.app_token,
        days_ahead_file=folder.days_ahead,
        import_channel=BILLING_CHANNEL_ID,
    )
    bot = BotProcess(folder, environment)
    try:
        if not _wait_ready(bot, server, stopping):
            return 0 if stopping.is_set() else _explain_no_start(bot, folder)
        print(f"ready {server.url}/", flush=True)
        if open_page:
            threading.Thread(target=_open_browser, args=(server.url,), daemon=True).start()
        return _watch(bot, folder, stopping)
    finally:
        bot.end()


def _wait_ready(bot: BotProcess, server: PlaygroundServer, stopping: threading.Event) -> bool:
    give_up_at = monotonic() + READY_S
    while bot.exit_code is None and not stopping.is_set() and monotonic() < give_up_at:
        if server.wait_connected(TICK_S):
            return True
    return False


def _watch(bot: BotProcess, folder: PlaygroundFolder, stopping: threading.Event) -> int:
    while not stopping.wait(TICK_S):
        if bot.exit_code is not None:
            print(f"The bot ended (exit code {bot.exit_code}); its log is {folder.log}", file=sys.stderr, flush=True)
            stopping.wait(GOODBYE_S)
            return 1
    return 0


def _explain_no_start(bot: BotProcess, folder: PlaygroundFolder) -> int:
    what = "did not connect in time" if bot.exit_code is None else f"ended (exit code {bot.exit_code})"
    print(f"The bot {what} before it was ready. Its log, {folder.log}, ends with:", file=sys.stderr)
    print(bot.last_lines(), file=sys.stderr, flush=True)
    return 1


def _start_server(
    settings: Settings, folder: PlaygroundFolder, *, manifest: Mapping[str, Any], days_ahead: int, port: int | None
) -> PlaygroundServer:
    for candidate in (DEFAULT_PORT, 0) if port is None else (port,):
        server = PlaygroundServer(
            manifest=manifest,
            clock=SystemClock(settings.time_zone, folder.days_ahead),
            set_days_ahead=folder.write_days_ahead,
            days_ahead=days_ahead,
            is_drained=folder.is_drained,
            port=candidate,
        )
        try:
            server.start()
        except OSError as error:
            if port is None and candidate and error.errno == errno.EADDRINUSE:
                continue
            raise _port_error(candidate, error) from error
        return server
    raise AssertionError("port 0 is always free")


def _port_error(port: int, error: OSError) -> BillingBotError:
    what = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
    return BillingBotError(f"Port {port} {what}.", hint="Give another one with --port, or leave --port out.")


def _open_browser(url: str) -> None:
    with suppress(OSError, webbrowser.Error):
        webbrowser.open(f"{url}/")


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set, instead of ending the process at once."""
    stopping = threading.Event()
    before = {one: signal.signal(one, lambda *_: stopping.set()) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopping
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
