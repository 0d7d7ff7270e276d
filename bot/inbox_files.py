"""Files of the inbox and their names: which are taken, when they are whole, where they go; it imports none."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from stat import S_ISREG

from data.errors import SettingsError

DONE, REFUSED, WAITING = "done", "refused", "waiting"
REPORT_ENDING = ".report.txt"
_QUIET = timedelta(seconds=5)
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", "~")
_NOT_OURS = ("thumbs.db", "desktop.ini")
_ID_SIGNS = 16
_LONGEST_NAME = 200
"""Bytes; a file system takes 255, and " (2)" and the ending of the report must fit, too."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file is written on or replaced."""

    size: int
    modified_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a look saw it, and when it was first seen so."""

    stamp: Stamp
    at: datetime

    def is_whole(self, stamp: Stamp, now: datetime) -> bool:
        """Unchanged since that look, and for five seconds; a time of change that lies ahead is not believed."""
        changed_at = datetime.fromtimestamp(stamp.modified_ns / 1e9, tz=now.tzinfo)
        return self.stamp == stamp and min(changed_at, self.at) <= now - _QUIET


def make_folders(folder: Path) -> None:
    """The inbox and the folders in it; those in it are closed to others. Raises SettingsError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in (DONE, REFUSED, WAITING):
            place = folder / name
            place.mkdir(mode=0o700, exist_ok=True)
            if place.stat().st_mode & 0o077:
                place.chmod(0o700)
    except OSError as error:
        problem = f"the inbox folder {folder} cannot be used: {error.strerror}"
        hint = "Make it a folder that the bot may write, or set BILLING_BOT_INBOX_DIR to another one."
        raise SettingsError([problem], hint=hint) from error


def files_in(folder: Path) -> dict[Path, Stamp]:
    """The files to be taken, by name: plain ones, but for names of unfinished files and reports. Raises OSError."""
    stamps = {path: stamp_of(path) for path in sorted(folder.iterdir()) if not _is_passed_over(path.name)}
    return {path: stamp for path, stamp in stamps.items() if stamp is not None}


def stamp_of(path: Path) -> Stamp | None:
    """None for a file that is gone, and for links, folders and devices."""
    try:
        state = path.lstat()
    except OSError:
        return None
    return Stamp(state.st_size, state.st_mtime_ns, state.st_ino) if S_ISREG(state.st_mode) else None


def file_id_of(path: Path) -> str:
    """An opaque id for buttons: a file's name may name a patient."""
    return hashlib.sha256(os.fsencode(path.name)).hexdigest()[:_ID_SIGNS]


def free_name(folder: Path, name: str) -> Path:
    """The name, or "name (2).835" and so on where it is taken; a very long one is cut."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    if len(os.fsencode(name)) > _LONGEST_NAME:
        ending = ending if len(os.fsencode(ending)) < _ID_SIGNS else ""
        stem = os.fsencode(stem)[: _LONGEST_NAME - _ID_SIGNS].decode(errors="ignore")
    target, number = folder / f"{stem}{ending}", 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem} ({number}){ending}"
    return target


def report_of(path: Path) -> Path:
    """Where the report about a file lies: beside it."""
    return path.with_name(path.name + REPORT_ENDING)


def write_private(path: Path, text: str) -> None:
    """Names that are no text are written with their odd bytes spelled out."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(text)


def _is_passed_over(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith((*_UNFINISHED, REPORT_ENDING)) or lower in _NOT_OURS
