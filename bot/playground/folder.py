"""The playground's own data folder: made, known by its marker, emptied on request; other folders are left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import BillingBotError

MARKER = ".billing-bot-playground"
_MARKER_TEXT = "This folder belongs to billing-bot's playground, which may empty it.\n"


LOCK_S = 6.0
"""Longer than an ending playground takes to let go."""


class PlaygroundFolder:
    """Paths in the folder. `days_ahead` holds one integer, `drained` the day whose work the bot has done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.days_ahead = path / "days-ahead"
        self.drained = path / "days-ahead.drained"
        self.log = path / "bot.log"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Two playgrounds never share a folder. Raises BillingBotError when another one has it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self.path.with_name(f"{self.path.name}.lock"), mode=0o600)
        try:
            lock.acquire(timeout=LOCK_S)
        except Timeout as error:
            raise BillingBotError(
                f"Another playground is running in {self.path}.",
                hint="Use that one, end it, or choose another data folder with --data-dir.",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def prepare(self, *, reset: bool) -> None:
        """Make the folder, readable by its owner alone. Raises BillingBotError when it is somebody else's."""
        if self.path.is_dir() and not (self.path / MARKER).is_file() and any(self.path.iterdir()):
            raise BillingBotError(
                f"{self.path} is not a playground folder, so the playground does not touch it.",
                hint="Move it away, or choose another data folder with --data-dir.",
            )
        if reset and self.path.is_dir():
            shutil.rmtree(self.path)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o700)
        _write_private(self.path / MARKER, _MARKER_TEXT)
        self.drained.unlink(missing_ok=True)

    def write_days_ahead(self, days: int) -> None:
        """In one step, so that no reader finds half of it."""
        new = self.days_ahead.with_suffix(".new")
        _write_private(new, str(days))
        new.replace(self.days_ahead)

    def is_drained(self, days: int) -> bool | None:
        """Whether the bot says it has done the work of that day; None when it says nothing."""
        try:
            return int(self.drained.read_text(encoding="ascii")) == days
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return False

    def open_log(self) -> int:
        """A file descriptor that appends to the bot's log, readable by its owner alone."""
        return os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="ascii")
