"""Keeps one good codes.db in its folder: builds it when it is missing, old or broken, one process at a time."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import BuildFailed, UnreadableFile
from data.importers.reference_tables import read_vocabulary
from data.store.code_build import Progress, Unmatched, build_codes
from data.store.code_editions import ReadSource, build_plan
from data.store.code_schema import builder_stamp
from data.store.code_sources import Source, fingerprint, kept_sources, read_source, sources_of
from data.store.connection import DatabaseError, open_for_reading

FILE_NAME = "codes.db"
_KEPT_IN_MEMORY = 2
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"


def ensure_code_file(folder: Path, progress: Progress, waiting: Callable[[], None]) -> Path:
    """Path of a finished codes.db in `folder`, built now if need be. Raises BuildFailed or UnreadableFile.

    `waiting` is called once when another process is building. The lock is the operating system's, so that it ends
    with the process that holds it, however that ends.
    """
    path = folder / FILE_NAME
    if is_finished(path):
        return path
    with code_file_lock(folder, waiting):
        if not is_finished(path):
            _rebuild(path, progress)
    return path


def is_finished(path: Path) -> bool:
    """Whether the file is whole, of this builder and of the files imported beside it, and closed with its `build` row.

    Reads the header and one row.
    """
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
            return False
        page_size = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        version = int.from_bytes(header[60:64], "big")
        if path.stat().st_size != page_size * pages or version != builder_stamp():
            return False
        return _built_from(path) == fingerprint(sources_of(path.parent))
    except OSError:
        return False


def find_damage(path: Path) -> str:
    """What SQLite's own full check finds wrong in the file, or ""."""
    try:
        db = open_for_reading(path)
        try:
            rows = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check(3)")]
        finally:
            db.conn.close()
    except DatabaseError as error:
        return str(error)
    return "" if rows == ["ok"] else "; ".join(rows)


def rebuild_if_damaged(path: Path) -> None:
    """A good file at `path` again; the damaged one is kept beside it as `codes.db.damaged`. Raises BuildFailed."""
    with code_file_lock(path.parent, lambda: None):
        if is_finished(path) and not find_damage(path):
            return
        if path.exists():
            path.replace(path.with_name(f"{path.name}.damaged"))
        _rebuild(path, lambda _what, _part: None)


def _built_from(path: Path) -> str | None:
    """The fingerprint of the imported files that it was built from; None where the build did not come to its end."""
    try:
        db = open_for_reading(path)
        try:
            row = db.conn.execute("SELECT imported FROM build").fetchone()
        finally:
            db.conn.close()
    except DatabaseError:
        return None
    return str(row[0]) if row else None


@contextmanager
def code_file_lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """The folder made and locked. Raises BuildFailed where that cannot be done."""
    lock = FileLock(folder / f"{FILE_NAME}.lock", mode=0o600)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    except OSError as error:
        raise BuildFailed(f"the folder {folder} cannot be used ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()


def build_and_swap(
    path: Path, sources: Sequence[Source], read: ReadSource, progress: Progress, *, before_swap: Callable[[], None]
) -> list[Unmatched]:
    """A new file of what is shipped and of `sources`, swapped in by rename; `before_swap` is the last thing before it.

    The lock must be held. Raises BuildFailed or UnreadableFile; the file at `path` then stays as it was.
    """
    _remove_leftovers(path)
    new = path.with_name(f"{path.name}.{os.getpid()}.building")
    plan = build_plan(sources, read)
    imported = fingerprint(source.file_name for source in sources)
    try:
        unmatched = build_codes(
            new, plan.code_sets, read_vocabulary(), progress, indexes=plan.indexes, imported=imported
        )
        new.chmod(0o600)
        with new.open("rb+") as stream:
            os.fsync(stream.fileno())
        before_swap()
        new.replace(path)
    except OSError as error:
        raise BuildFailed(f"writing failed ({error.strerror})") from error
    except DatabaseError as error:  # a full disk, as SQLite tells of it
        raise BuildFailed(f"writing failed ({error})") from error
    finally:
        new.unlink(missing_ok=True)
    return unmatched


def _rebuild(path: Path, progress: Progress) -> None:
    """The same store again, from what is shipped and from the kept files."""
    folder = path.parent
    read = lru_cache(maxsize=_KEPT_IN_MEMORY)(lambda source: read_source(folder, source))
    try:
        build_and_swap(path, kept_sources(folder), read, progress, before_swap=lambda: None)
    except UnreadableFile as error:
        raise BuildFailed(f"{error.name}, which was imported, does not fit any more: {error.place}") from error


def _remove_leftovers(path: Path) -> None:
    """Files of builders that were killed; the lock says that none is running."""
    for leftover in path.parent.glob(f"{path.name}.*.building*"):
        leftover.unlink(missing_ok=True)
