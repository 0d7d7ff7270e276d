"""The inbox folder: finished files are imported and put away with a report; files still being written wait.

What happens between an import and the putting away is harmless: the same file twice changes nothing.
"""

import logging
import secrets
import traceback
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from bot.audit import Actor, AuditTrail
from bot.clock import Clock
from bot.imports.auditing import record_import
from bot.imports.report import FileReport, Past, Received
from bot.imports.service import ImportDesk
from bot.imports.words import read_report_head, report_text
from bot.inbox_files import (
    DONE,
    REFUSED,
    REPORT_ENDING,
    WAITING,
    Seen,
    Stamp,
    file_id_of,
    files_in,
    free_name,
    make_folders,
    report_of,
    stamp_of,
    write_private,
)
from bot.people import local_operator
from data.errors import AuditUnwritable, ClaimStoreUnusable, FileGone, InboxBusy
from data.importers.tables.mapping import fingerprint
from data.importers.tables.suggestions import Suggestion

_INBOX, _MODAL = "inbox", "modal"
"""Where an import was asked for, as the audit trail says it."""
_PATIENCE_S = 20
"""How long a person's import waits for a look that is under way."""
_log = logging.getLogger(__name__)


class Inbox:
    """One folder with `done`, `refused` and `waiting` in it; `waiting` holds exports whose columns must be named."""

    def __init__(self, folder: Path, desk: ImportDesk, clock: Clock, audit: AuditTrail) -> None:
        """Makes the folders. Raises SettingsError."""
        self.folder = folder
        self._desk = desk
        self._clock = clock
        self._audit = audit
        self._seen: dict[Path, Seen] = {}
        self._stuck: dict[Path, Stamp] = {}
        self._sources: dict[tuple[Path, Stamp], str] = {}
        make_folders(folder)

    def look(self) -> list[Received]:
        """Takes every finished file, in the order of their names, and the waiting ones whose columns are known now.

        Nothing where another look is under way. A claim store that cannot be used leaves the files where they are.
        """
        received: list[Received] = []
        try:
            with self._lock(timeout_s=0):
                for path in self._ready():
                    if one := self._take(path):
                        received.append(one)
        except Timeout:
            pass
        except (ClaimStoreUnusable, AuditUnwritable, OSError) as error:
            _log.warning("inbox: the rest waits for the next look error=%s", type(error).__name__)
        return received

    def waiting(self) -> list[Path]:
        """Exports whose columns must be named."""
        return list(files_in(self.folder / WAITING))

    def waiting_file(self, file_id: str) -> Path:
        """Raises FileGone where it was imported or taken away meanwhile."""
        for path in self.waiting():
            if file_id_of(path) == file_id:
                return path
        raise FileGone

    def waits_since(self, path: Path) -> str:
        """When a waiting file came in, as its report tells; "" where it has none."""
        head = self._head(report_of(path))
        return head[1] if head else ""

    def recent(self, most: int) -> list[Past]:
        """The files that came in last, the newest first, as their reports tell."""
        reports = [path for name in (DONE, REFUSED) for path in (self.folder / name).glob(f"*{REPORT_ENDING}")]
        dated = {path: stamp.modified_ns for path in reports if (stamp := stamp_of(path))}
        newest = sorted(dated, key=lambda path: (dated[path], path.name), reverse=True)[:most]
        heads = filter(None, map(self._head, newest))
        return [Past(name=name, came_in=came_in, outcome=outcome) for name, came_in, outcome in heads]

    def columns_of(self, file_id: str) -> Suggestion:
        """What the columns of a waiting file seem to mean. Raises FileGone or UnreadableTable."""
        return self._desk.columns_of(self.waiting_file(file_id))

    def try_columns(self, file_id: str, columns: Sequence[str], person: Actor) -> FileReport:
        """What an import with these columns would come to; keeps nothing. Raises FileGone and AuditUnwritable."""
        report = self._desk.import_file(self.waiting_file(file_id), dry_run=True, columns=columns)
        record_import(self._audit, person, report, _MODAL, dry_run=True)
        return report

    def name_columns(self, file_id: str, columns: Sequence[str], person: Actor) -> Received:
        """Imports a waiting file with its columns named, and puts it away; one that cannot be used so waits on.

        Raises FileGone, for a second time too, InboxBusy and AuditUnwritable.
        """
        try:
            with self._lock(timeout_s=_PATIENCE_S):
                path = self.waiting_file(file_id)
                report = self._import(path, columns)
                record_import(self._audit, person, report, _MODAL)
                return self._put_away(path, report, WAITING if report.unusable else DONE)
        except Timeout:
            raise InboxBusy from None

    def _lock(self, *, timeout_s: float) -> FileLock:
        return FileLock(self.folder / ".lock", timeout=timeout_s, mode=0o600)

    def _head(self, report: Path) -> tuple[str, str, str] | None:
        try:
            return read_report_head(report.read_text("utf-8", errors="replace"))
        except OSError:
            return None

    def _ready(self) -> list[Path]:
        """Files that are whole and were not taken yet; waiting ones once their columns are known."""
        now = self._clock.now()
        before, self._seen = self._seen, {}
        ready = []
        for path, stamp in files_in(self.folder).items():
            seen = before.get(path)
            self._seen[path] = seen if seen and seen.stamp == stamp else Seen(stamp, now)
            if seen and seen.is_whole(stamp, now) and self._stuck.get(path) != stamp:
                ready.append(path)
        return ready + [path for path, stamp in files_in(self.folder / WAITING).items() if self._is_known(path, stamp)]

    def _is_known(self, path: Path, stamp: Stamp) -> bool:
        """Whether the file can be imported now; headings are read once."""
        try:
            source = self._sources.get((path, stamp))
            if source is None:
                columns = self._desk.columns_of(path)
                if columns.is_unambiguous:
                    return True
                source = self._sources[path, stamp] = fingerprint([column.header for column in columns.columns])
            return self._desk.knows_columns(source)
        except ClaimStoreUnusable:
            raise
        except Exception:  # the import will tell what is wrong with it
            return True

    def _take(self, path: Path) -> Received | None:
        """None where the file was taken away, or written anew: what is there then is another file."""
        stamp = stamp_of(path)
        report = self._import(path) if stamp else None
        if report is None or stamp_of(path) != stamp:
            return None
        record_import(self._audit, local_operator(), report, _INBOX)
        return self._put_away(path, report, WAITING if report.needs_columns else REFUSED if report.unusable else DONE)

    def _import(self, path: Path, columns: Sequence[str] = ()) -> FileReport:
        try:
            return self._desk.import_file(path, columns=columns)
        except ClaimStoreUnusable:
            raise
        except Exception as error:  # one bad file must not stop the others
            reference = secrets.token_hex(4)
            frames = "".join(traceback.format_tb(error.__traceback__))  # its message might hold a cell
            _log.error("import failed reference=%s error=%s\n%s", reference, type(error).__name__, frames)
            report = FileReport(name=path.name, unusable=True)
            text = "could not be imported, through a fault of the bot. Give your administrator the reference"
            report.refuse(path.name, f"{text} {reference}.")
            return report

    def _put_away(self, path: Path, report: FileReport, where: str) -> Received:
        """A file that cannot be moved stays, and is not taken again until it changes."""
        is_there = path.parent == self.folder / where
        target = path if is_there else free_name(self.folder / where, path.name)
        try:
            if not is_there:
                path.replace(target)
                report_of(path).unlink(missing_ok=True)
            write_private(report_of(target), report_text(report, self._clock.now()))
        except OSError as error:
            _log.warning("imported file or its report could not be put away error=%s", type(error).__name__)
            if (stamp := stamp_of(path)) and not is_there:
                self._stuck[path] = stamp
        return Received(report=report, where=where, file_id=file_id_of(target), ending=target.suffix)
