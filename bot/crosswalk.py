"""Keeps the crosswalk on this machine: which account stands behind a reference. It is never posted anywhere.

The file names patients. It is 0600, swapped in whole, and nothing in it is taken for a formula by a spreadsheet.
"""

import csv
import logging
import threading
from collections.abc import Callable
from dataclasses import astuple, fields
from pathlib import Path
from typing import TextIO

from bot.rules.csv_cells import safe_cell
from bot.whole_files import written_whole
from data.store.claims_file import ClaimsFile
from data.store.crosswalk import CrosswalkRow, find_crosswalk, iterate_crosswalk

Written = Callable[[Path, int], None]
"""The finished draft, and how many references stand in it."""

FILE_NAME = "crosswalk.csv"
_BLOCK = 1 << 16
_log = logging.getLogger(__name__)


class _Same(Exception):
    """Ends a renewal that would change nothing."""


def _nobody(_draft: Path, _count: int) -> None:
    """Nobody asks."""


class Crosswalk:
    """Writes the crosswalk of one store, and keeps one copy beside it up to date."""

    def __init__(self, store: ClaimsFile) -> None:
        self._store = store
        self._kept = store.path.with_name(FILE_NAME)
        self._seen: tuple[tuple[int, int], ...] = ()
        self._keeping = threading.Lock()

    def write(self, file: Path, written: Written = _nobody) -> int:
        """Writes the file, or swaps a new one in for it; the number of references. Raises OSError.

        `written` is told of the finished draft before it is swapped in; where it raises, nothing is.
        """
        with written_whole(file) as (draft, stream):
            count = self._rows_to(stream)
            stream.flush()
            written(draft, count)
        return count

    def find(self, ref: str) -> CrosswalkRow | None:
        """What stands behind one reference, as `read_ref` and `read_query_ref` give it."""
        with self._store.read() as db:
            return find_crosswalk(db, ref)

    def let_go(self) -> None:
        """Closes this thread's way into the store."""
        self._store.close()

    def keep_up(self) -> bool:
        """Renews the copy in the data folder where the claims changed since; whether it did. Raises OSError."""
        with self._keeping:
            stamp = self._stamp()
            if stamp == self._seen and self._kept.exists():
                return False
            is_news = self._renew()
            self._seen = stamp
            return is_news

    def _renew(self) -> bool:
        """Swaps a new copy in, unless it would be the same."""
        try:
            count = self.write(self._kept, self._is_news)
        except _Same:
            return False
        _log.info("crosswalk renewed references=%s", count)
        return True

    def _is_news(self, draft: Path, _count: int) -> None:
        if _same(draft, self._kept):
            raise _Same

    def _rows_to(self, stream: TextIO) -> int:
        writer = csv.writer(stream)
        count = 0
        writer.writerow([field.name for field in fields(CrosswalkRow)])
        with self._store.read() as db:
            for row in iterate_crosswalk(db):
                writer.writerow(map(safe_cell, astuple(row)))
                count += 1
        return count

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        """Another one after every write to the store, whoever wrote."""
        stamps = []
        for path in (self._store.path, self._store.path.with_name(f"{self._store.path.name}-wal")):
            if path.exists():
                found = path.stat()
                stamps.append((found.st_mtime_ns, found.st_size))
        return tuple(stamps)


def _same(one: Path, other: Path) -> bool:
    if not other.exists() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(_BLOCK):
            if block != second.read(_BLOCK):
                return False
    return True
