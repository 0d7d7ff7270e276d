"""What all tests share: an environment of their own, and one code store built per run."""

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bot_in_chat import Chat, a_chat
from fixed_clock import FixedClock
from slack_sdk.socket_mode.builtin import internals

from bot.lookup import CodeLookup
from data.store.code_file import ensure_code_file

IN_FORCE = date(2026, 1, 15)
"""A day on which every edition that is shipped is in force."""
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "CI")


# A chat of the whole run pings on a thread of its own, and slack_sdk draws its masks from the random numbers that
# hypothesis watches: it would find its strategies moved by somebody else.
internals.random = random.Random()  # type: ignore[assignment]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", default="", help="Folder in which the browser test keeps its pictures.")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting, token or proxy of the machine reaches a test."""
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(("PYTEST", "COV")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def codes_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the run's one code store, which parallel workers share: the first builds it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "codes"
    folder.mkdir(exist_ok=True)
    ensure_code_file(folder, lambda _what, _part: None, lambda: None)
    return folder


@pytest.fixture(scope="session")
def shared_lookup(codes_dir: Path) -> CodeLookup:
    return CodeLookup(codes_dir / "codes.db", FixedClock(IN_FORCE))


@pytest.fixture
def lookup(shared_lookup: CodeLookup) -> CodeLookup:
    """The look-up as of a day on which all shipped editions are in force."""
    return shared_lookup


@pytest.fixture(scope="session")
def chat(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The real bot in the local Slack, one for the run: tests look at their own answers only."""
    with a_chat(codes_dir, tmp_path_factory.mktemp("bot")) as running:
        yield running
