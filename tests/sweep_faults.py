"""A tick of the reminders in which one statement fails, and what the next ticks make of it."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any

from reminding import BEA, Practice
from x12_claims import Paid, a_remittance, a_sent_claim

DAY = date(2026, 3, 6)
"""An appeal is seven days away: its owner and its channel are told."""
_TICKS = 4


class BrokenOff(BaseException):
    """Stands for kill -9: nothing after it is carried out."""


class Failing:
    """A connection whose statements count; the one numbered `at` raises `error`, once."""

    def __init__(self, conn: Any, at: int, error: BaseException) -> None:
        self._conn = conn
        self._at = at
        self._error = error
        self.count = 0

    def execute(self, *asked: Any) -> Any:
        return self._counted(self._conn.execute, asked)

    def executemany(self, *asked: Any) -> Any:
        return self._counted(self._conn.executemany, asked)

    def _counted(self, run: Callable[..., Any], asked: tuple[Any, ...]) -> Any:
        self.count += 1
        if self.count == self._at:
            raise self._error
        return run(*asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


def a_prepared_store(folder: Path) -> Path:
    """As it is on the evening before; it is closed."""
    denied = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))
    practice = Practice(folder, a_sent_claim(), denied, today=date(2026, 3, 5))
    practice.give_to(BEA)
    practice.store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    practice.store.close()
    return folder


def told_after(prepared: Path, copy: Path, *, at: int, error: BaseException) -> tuple[list[tuple[str, str]], int]:
    """(what was posted in the end, statements of the first tick) where its statement numbered `at` fails."""
    copy.mkdir()
    shutil.copy(prepared / "claims.db", copy / "claims.db")
    practice = Practice(copy, today=DAY, routed=False)
    failing = Failing(practice.store.db.conn, at, error)
    practice.store.db.conn = failing
    with suppress(BrokenOff):
        practice.tick_once()
    practice.store.close()  # as a process that ends: what was not kept is gone
    for number in range(1, _TICKS + 1):
        practice.clock.at = time(10, 5 * number)
        practice.delivery = practice.a_worker()
        practice.tick_once()
    told = sorted((where, view["text"]) for where, view in practice.slack.posts)
    practice.store.close()
    shutil.rmtree(copy)
    return told, failing.count
