"""The inbox folder: finished files are imported and put away with a report; files still being written wait.

What happens between an import and the putting away is harmless: the same file twice changes nothing.
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from bot.imports.report import FileReport, Received
from bot.imports.service import ImportDesk
from bot.imports.words import report_text
from data.errors import BillingBotError, FileGone
from data.importers.tables.suggestions import Suggestion

DONE, REFUSED, WAITING = "done", "refused", "waiting"
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", "~")
REPORT_ENDING = ".report.txt"
_ID_SIGNS = 16
_log = logging.getLogger(__name__)


class Inbox:
    """One folder with `done`, `refused` and `waiting` in it; `waiting` holds exports whose columns must be named."""

    def __init__(self, folder: Path, desk: ImportDesk) -> None:
        self.folder = folder
        self._desk = desk
        self._seen: dict[Path, tuple[int, int]] = {}
        for place in (folder, *(folder / name for name in (DONE, REFUSED, WAITING))):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def look(self) -> list[Received]:
        """Takes every file that has not changed since the look before, in the order of their names.

        Nothing where another process is looking already.
        """
        try:
            with FileLock(self.folder / ".lock", timeout=0, mode=0o600):
                return [received for path in self._ready() if (received := self._take(path))]
        except Timeout:
            return []

    def waiting(self) -> list[Path]:
        """Exports whose columns must be named."""
        return sorted(path for path in (self.folder / WAITING).iterdir() if _is_taken(path))

    def waiting_file(self, file_id: str) -> Path:
        """Raises FileGone where it was imported or taken away meanwhile."""
        for path in self.waiting():
            if file_id_of(path) == file_id:
                return path
        raise FileGone

    def columns_of(self, file_id: str) -> Suggestion:
        """What the columns of a waiting file seem to mean. Raises FileGone or UnreadableTable."""
        return self._desk.columns_of(self.waiting_file(file_id))

    def try_columns(self, file_id: str, columns: Sequence[str]) -> FileReport:
        """What an import with these columns would come to; keeps nothing. Raises FileGone."""
        return self._desk.import_file(self.waiting_file(file_id), dry_run=True, columns=columns)

    def name_columns(self, file_id: str, columns: Sequence[str]) -> Received:
        """Imports a waiting file with its columns named, and puts it away. Raises FileGone."""
        path = self.waiting_file(file_id)
        return self._put_away(path, self._desk.import_file(path, columns=columns))

    def _ready(self) -> Iterator[Path]:
        """Files that have the size and time of the look before; waiting ones once their columns are known."""
        found: dict[Path, tuple[int, int]] = {}
        for path in sorted(self.folder.iterdir()):
            if _is_taken(path) and (state := _state_of(path)):
                found[path] = state
        before, self._seen = self._seen, found
        yield from (path for path, state in found.items() if before.get(path) == state)
        yield from (path for path in self.waiting() if self._is_known(path))

    def _is_known(self, path: Path) -> bool:
        try:
            return self._desk.knows_columns(path)
        except (BillingBotError, OSError):
            return True  # the import will tell what is wrong with it

    def _take(self, path: Path) -> Received | None:
        try:
            report = self._desk.import_file(path)
        except Exception as error:  # one bad file must not stop the others; it is logged without its content
            reference = secrets.token_hex(4)
            _log.exception("import failed reference=%s error=%s", reference, type(error).__name__)
            report = FileReport(name=path.name, unusable=True)
            report.refuse(path.name, f"could not be imported, through a fault of the bot: reference {reference}.")
        if not path.exists():
            return None
        return self._put_away(path, report)

    def _put_away(self, path: Path, report: FileReport) -> Received:
        where = WAITING if report.needs_columns else REFUSED if report.unusable else DONE
        target = path if path.parent == self.folder / where else _free_name(self.folder / where, path.name)
        if target != path:
            path.with_name(path.name + REPORT_ENDING).unlink(missing_ok=True)
            path.replace(target)
        _write_private(target.with_name(target.name + REPORT_ENDING), report_text(report))
        return Received(report=report, where=where, file_id=file_id_of(target), ending=target.suffix)


def file_id_of(path: Path) -> str:
    """An opaque id for buttons: a file's name may name a patient."""
    return hashlib.sha256(path.name.encode()).hexdigest()[:_ID_SIGNS]


def _is_taken(path: Path) -> bool:
    """Plain files, but not those that are still being written or that say what became of another."""
    name = path.name
    return (
        not name.startswith(".")
        and not name.endswith((*_UNFINISHED, REPORT_ENDING))
        and path.is_file()
        and not path.is_symlink()
    )


def _state_of(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_size, state.st_mtime_ns


def _free_name(folder: Path, name: str) -> Path:
    """The name, or "name (2).835" and so on where it is taken."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{stem} ({number}){ending}"
    return target


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
