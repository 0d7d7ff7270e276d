"""Keeps one good codes.db in its folder: builds it when it is missing, old or broken, one process at a time."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import BuildFailed
from data.importers.icd10cm_package import EXPECTED_BILLABLE, EXPECTED_CODES, read_packaged_icd10cm
from data.importers.reference_tables import (
    read_hcpcs_starter,
    read_modifiers,
    read_places_of_service,
    read_vocabulary,
)
from data.models import CodeSet
from data.store.code_build import Progress, build_codes
from data.store.code_schema import builder_stamp
from data.store.connection import DatabaseError, open_for_reading

FILE_NAME = "codes.db"
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
    with _lock(folder, waiting):
        if not is_finished(path):
            _build_and_swap(path, progress)
    return path


def is_finished(path: Path) -> bool:
    """Whether the file is whole, of this builder, and closed with its `build` row. Reads the header and one row."""
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
        return _has_build_row(path)
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
    with _lock(path.parent, lambda: None):
        if is_finished(path) and not find_damage(path):
            return
        if path.exists():
            path.replace(path.with_name(f"{path.name}.damaged"))
        _build_and_swap(path, lambda _what, _part: None)


def _has_build_row(path: Path) -> bool:
    try:
        db = open_for_reading(path)
        try:
            return bool(db.conn.execute("SELECT finished FROM build").fetchone())
        finally:
            db.conn.close()
    except DatabaseError:
        return False


@contextmanager
def _lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
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


def _build_and_swap(path: Path, progress: Progress) -> None:
    _remove_leftovers(path)
    new = path.with_name(f"{path.name}.{os.getpid()}.building")
    try:
        build_codes(new, _packaged_sources(), read_vocabulary(), progress)
        new.chmod(0o600)
        with new.open("rb+") as stream:
            os.fsync(stream.fileno())
        new.replace(path)
    except OSError as error:
        raise BuildFailed(f"writing failed ({error.strerror})") from error
    except DatabaseError as error:  # a full disk, as SQLite tells of it
        raise BuildFailed(f"writing failed ({error})") from error
    finally:
        new.unlink(missing_ok=True)


def _remove_leftovers(path: Path) -> None:
    """Files of builders that were killed; the lock says that none is running."""
    for leftover in path.parent.glob(f"{path.name}.*.building*"):
        leftover.unlink(missing_ok=True)


def _packaged_sources() -> Iterable[Callable[[], CodeSet]]:
    return (_checked_icd10cm, read_hcpcs_starter, read_modifiers, read_places_of_service)


def _checked_icd10cm() -> CodeSet:
    """The packaged year, held against the counts that the official order file states."""
    code_set = read_packaged_icd10cm()
    found = (len(code_set.codes), sum(code.billable for code in code_set.codes))
    if found != (EXPECTED_CODES, EXPECTED_BILLABLE):
        raise BuildFailed(
            f"the ICD-10-CM file holds {found[0]} codes, {found[1]} billable, "
            f"instead of {EXPECTED_CODES} and {EXPECTED_BILLABLE}"
        )
    return code_set
