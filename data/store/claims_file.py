"""Opens claims.db: made and migrated under a file lock, one connection a thread, one writer at a time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database

from data.errors import ClaimStoreUnusable
from data.store.connection import DatabaseError, OperationalError, open_for_claims
from data.store.migrations import MIGRATIONS

FILE_NAME = "claims.db"
PATIENCE_S = 30.0
ClaimsDb = Database
"""What `write` and `read` hand out: callers pass it on to the store's functions and never look inside."""


class ClaimsFile:
    """The practice's store. Reading is free; writing goes through `write`, one thread and one process at a time."""

    def __init__(self, folder: Path, *, patience_s: float = PATIENCE_S) -> None:
        """Makes the file, 0600, or brings it up to this version's tables. Raises ClaimStoreUnusable.

        `patience_s` is how long a write waits for another process's.
        """
        self.path = folder / FILE_NAME
        self._patience_s = patience_s
        self._local = threading.local()
        self._writing = threading.RLock()
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            with FileLock(self.path.with_suffix(".lock"), mode=0o600):
                for migrations in MIGRATIONS:
                    migrations.apply(self.db)
        except (DatabaseError, OSError) as error:
            raise ClaimStoreUnusable(self.path.name, str(error)) from error

    @property
    def db(self) -> Database:
        """This thread's connection."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = open_for_claims(self.path, patience_s=self._patience_s)
        return db

    @contextmanager
    def write(self, *, patience_s: float | None = None) -> Iterator[ClaimsDb]:
        """One transaction, begun as a writer: all of it is kept, or nothing. May stand inside another `write`, never
        inside a `read`, which keeps nothing.

        Raises ClaimStoreUnusable where another process writes for longer than that, or the disk is full; with
        `patience_s`, where another thread of this one does, too.
        """
        if getattr(self._local, "is_reading", False):
            raise RuntimeError("a write inside a read would be dropped with it")
        with self._taken(patience_s):
            db = self.db
            if db.conn.in_transaction:
                yield db
                return
            try:
                with _patient(db, patience_s, self._patience_s):
                    db.conn.execute("BEGIN IMMEDIATE")
                yield db
                db.conn.commit()
            except BaseException as error:
                db.conn.rollback()
                if isinstance(error, OperationalError):
                    raise ClaimStoreUnusable(self.path.name, f"{error}; nothing was changed") from error
                raise

    @contextmanager
    def _taken(self, patience_s: float | None) -> Iterator[None]:
        """This process's turn to write. Raises ClaimStoreUnusable."""
        if not self._writing.acquire(timeout=-1 if patience_s is None else patience_s):
            raise ClaimStoreUnusable(self.path.name, "something else is being written; nothing was changed")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[ClaimsDb]:
        """One moment's view: every read inside sees the same state."""
        db = self.db
        if db.conn.in_transaction:
            yield db
            return
        db.conn.execute("BEGIN")
        self._local.is_reading = True
        try:
            yield db
        finally:
            self._local.is_reading = False
            db.conn.rollback()

    def close(self) -> None:
        """Closes this thread's connection."""
        db: Database | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None


@contextmanager
def _patient(db: ClaimsDb, patience_s: float | None, usual_s: float) -> Iterator[None]:
    """Waits this long for another process, where it is not as long as usual."""
    if patience_s is None:
        yield
        return
    db.conn.execute(f"PRAGMA busy_timeout={round(patience_s * 1000)}")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA busy_timeout={round(usual_s * 1000)}")


@contextmanager
def kept_apart(db: ClaimsDb) -> Iterator[None]:
    """A part of a write that leaves nothing when it fails, while the rest of the write stands."""
    db.conn.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        db.conn.execute("ROLLBACK TO part")
        db.conn.execute("RELEASE part")
        raise
    db.conn.execute("RELEASE part")


def find_claims_damage(db: ClaimsDb) -> str:
    """What SQLite's own check finds wrong with the file, "" where it is whole."""
    found = db.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
    return "" if found == "ok" else str(found)
