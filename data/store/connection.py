"""Opens SQLite: the pysqlite3 wheel where there is one, else the standard library's; holds no SQL of any noun."""

from pathlib import Path
from typing import Any

from sqlite_utils import Database

try:
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:  # the wheel exists for Linux x86-64 only
    import sqlite3

SQLITE_VERSION: str = sqlite3.sqlite_version
SAFE_SINCE = (3, 51, 3)
"""Older ones can corrupt a WAL database under concurrent writers (the "WAL-reset" fault, sqlite.org/wal.html)."""

DatabaseError: type[Exception] = sqlite3.DatabaseError
OperationalError: type[Exception] = sqlite3.OperationalError


def sqlite_is_safe(version: str = SQLITE_VERSION) -> bool:
    return tuple(int(part) for part in version.split(".")) >= SAFE_SINCE


def open_for_reading(path: Path) -> Database:
    """A finished file that nobody changes in place (it is only ever swapped by rename). Raises DatabaseError."""
    connection: Any = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-8000")
    return Database(connection)


def open_for_building(path: Path) -> Database:
    """A new file that is thrown away when its writer dies: no journal, no syncing until the end."""
    connection: Any = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection, strict=True)


def open_for_claims(path: Path, *, patience_s: float) -> Database:
    """The practice's file, for reading and writing: transactions are begun and ended by the caller.

    A SQLite that is not safe with a write-ahead log keeps a rollback journal instead. Raises DatabaseError.
    """
    connection: Any = sqlite3.connect(path, timeout=patience_s, isolation_level=None, check_same_thread=True)
    journal = "WAL" if sqlite_is_safe() else "DELETE"
    for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection, strict=True)
