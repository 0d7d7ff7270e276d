"""The playground as a process: its folder, its port, its one line, and the end of it and of its bot."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playground_client import PlaygroundClient

from bot.playground.folder import MARKER, PlaygroundFolder
from data.errors import BillingBotError

TOP = Path(__file__).resolve().parents[1]
LAUNCH = """
import sys
from datetime import date
from pathlib import Path
from bot.playground import bot_process
from bot.playground.launch import run_playground
from bot.settings import read_settings
from data.errors import BillingBotError

folder, bot, port, today, reset = sys.argv[1:]
bot_process.BOT_COMMAND = (sys.executable, "-c", bot)
bot_process.TERM_S = 1.0
try:
    code = run_playground(
        read_settings(data_dir=Path(folder)),
        manifest={"features": {"slash_commands": [{"command": "/code"}]}},
        port=int(port) if port else None,
        open_page=False,
        today=date.fromisoformat(today) if today else None,
        reset=bool(reset),
    )
except BillingBotError as error:
    print(f"{error} {error.hint}", file=sys.stderr)
    code = 2
raise SystemExit(code)
"""
CONNECT = """
import os, sys, time
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

print("the bot is here", os.getpid(), flush=True)
web = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
client = SocketModeClient(app_token=os.environ["SLACK_APP_TOKEN"], web_client=web)
client.socket_mode_request_listeners.append(
    lambda link, asked: link.send_socket_mode_response({"envelope_id": asked.envelope_id})
)
client.connect()
"""
STAYS = CONNECT + "time.sleep(60)"
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STAYS
ENDS = CONNECT + "time.sleep(0.5)\nos._exit(3)"
FAILS = "print('first line', flush=True)\nraise SystemExit('no way to start')"


class Run:
    """One playground process; `line` is what it printed first."""

    def __init__(self, folder: Path, bot: str = STAYS, *, port: str = "0", today: str = "", reset: str = "") -> None:
        self.folder = folder / "playground"
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(folder), bot, port, today, reset],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=TOP,
        )

    def wait_ready(self) -> PlaygroundClient:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line.startswith("ready http://127.0.0.1:"), line + self.end()[2]
        assert line.endswith("/\n")
        return PlaygroundClient(line.split()[1])

    def end(self, number: int | None = None) -> tuple[int, str, str]:
        """Exit code, the rest of stdout, stderr."""
        if number is not None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err

    def bot_pid(self) -> int:
        return int((self.folder / "bot.log").read_text().split("the bot is here ")[-1].split()[0])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def begin(**how: Any) -> Run:
        runs.append(Run(tmp_path, **how))
        return runs[-1]

    yield begin
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
        run.process.communicate()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def _wait_for(condition: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_playground_and_its_bot_without_a_word(start: Callable[..., Run], number: int) -> None:
    run = start()
    door = run.wait_ready()
    assert door.app()["connected"]
    assert door.command("/code", "x")["ok"]
    pid = run.bot_pid()

    assert run.end(number) == (0, "", "")

    assert not _is_running(pid)


def test_a_bot_that_does_not_want_to_end_is_ended(start: Callable[..., Run]) -> None:
    run = start(bot=STUBBORN)
    run.wait_ready()
    pid = run.bot_pid()

    assert run.end(signal.SIGTERM)[0] == 0

    assert not _is_running(pid)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux's")
def test_the_bot_ends_with_a_playground_that_is_killed(start: Callable[..., Run]) -> None:
    run = start()
    run.wait_ready()
    pid = run.bot_pid()

    run.end(signal.SIGKILL)

    _wait_for(lambda: not _is_running(pid))


def test_a_bot_that_cannot_start_is_explained_by_the_end_of_its_log(start: Callable[..., Run]) -> None:
    run = start(bot=FAILS)

    code, out, err = run.end()

    assert (code, out) == (1, "")
    assert "first line\nno way to start" in err
    assert "Traceback" not in err
    assert stat.S_IMODE((run.folder / "bot.log").stat().st_mode) == 0o600


def test_a_bot_that_ends_later_ends_the_playground_with_one_line(start: Callable[..., Run]) -> None:
    run = start(bot=ENDS)
    run.wait_ready()

    code, out, err = run.end()

    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "exit code 3" in err


def test_the_day_asked_for_is_the_day_and_moves_on(start: Callable[..., Run]) -> None:
    run = start(today="2027-03-14")
    door = run.wait_ready()
    ahead = int((run.folder / "days-ahead").read_text())
    (run.folder / "days-ahead.drained").write_text(str(ahead + 1))

    assert door.app()["today"] == "2027-03-14"
    assert door.day(1)["today"] == "2027-03-15"
    assert int((run.folder / "days-ahead").read_text()) == ahead + 1


def test_a_port_that_was_asked_for_and_is_taken_is_an_error_with_a_hint(start: Callable[..., Run]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        code, out, err = start(port=port).end()

    assert (code, out) == (2, "")
    assert err.startswith(f"Port {port} is taken. ")
    assert "--port" in err


def test_a_second_playground_in_the_same_folder_is_refused(
    start: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    start().wait_ready()
    monkeypatch.setattr("bot.playground.folder.LOCK_S", 0.1)

    with (
        pytest.raises(BillingBotError, match="Another playground is running") as caught,
        PlaygroundFolder(tmp_path / "playground").lock(),
    ):
        pass

    assert "--data-dir" in caught.value.hint


def test_the_folder_is_private_marked_and_kept_between_runs(tmp_path: Path) -> None:
    folder = PlaygroundFolder(tmp_path / "playground")
    folder.prepare(reset=False)
    (folder.path / "claims.db").write_text("kept")

    folder.prepare(reset=False)

    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / MARKER).stat().st_mode) == 0o600
    assert (folder.path / "claims.db").read_text() == "kept"


def test_a_reset_empties_the_playgrounds_own_folder(tmp_path: Path) -> None:
    folder = PlaygroundFolder(tmp_path / "playground")
    folder.prepare(reset=False)
    (folder.path / "claims.db").write_text("old")

    folder.prepare(reset=True)

    assert [one.name for one in folder.path.iterdir()] == [MARKER]


@pytest.mark.parametrize("reset", [False, True])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, reset: bool) -> None:
    folder = PlaygroundFolder(tmp_path / "playground")
    folder.path.mkdir()
    (folder.path / "claims.db").write_text("real claims")

    with pytest.raises(BillingBotError, match="not a playground folder") as caught:
        folder.prepare(reset=reset)

    assert caught.value.hint
    assert (folder.path / "claims.db").read_text() == "real claims"


def test_the_bot_says_which_day_it_has_done(tmp_path: Path) -> None:
    folder = PlaygroundFolder(tmp_path / "playground")
    folder.prepare(reset=False)
    assert folder.is_drained(0) is None

    for written, expected in (("0", True), ("1", False), ("", False)):
        folder.drained.write_text(written)
        assert folder.is_drained(0) is expected


def test_the_bots_environment_is_whole(start: Callable[..., Run]) -> None:
    names = ("SLACK_API_URL", "BILLING_BOT_MODE", "BILLING_BOT_DAYS_AHEAD_FILE", "BILLING_BOT_DATA_DIR")
    tell = f"print('told', json.dumps([os.environ[name] for name in {names!r}]), flush=True)\n"
    run = start(bot="import json\n" + CONNECT + tell + "time.sleep(60)")
    door = run.wait_ready()
    _wait_for(lambda: "told " in (run.folder / "bot.log").read_text())

    told = json.loads((run.folder / "bot.log").read_text().split("told ")[1].splitlines()[0])

    assert told == [
        f"http://127.0.0.1:{door.port}/api/",
        "demo",
        str(run.folder / "days-ahead"),
        str(run.folder),
    ]
