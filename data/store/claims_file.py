"""Opens claims.db: made and migrated under a file lock, one connection a thread, one writer at a time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database

from data.errors import ClaimStoreUnusable
from data.store.claim_schema import CLAIM_MIGRATIONS
from data.store.connection import DatabaseError, OperationalError, open_for_claims

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
                CLAIM_MIGRATIONS.apply(self.db)
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
    def write(self) -> Iterator[ClaimsDb]:
        """One transaction, begun as a writer: all of it is kept, or nothing. May stand inside another `write`.

        Raises ClaimStoreUnusable where another process writes for longer than that, or the disk is full.
        """
        with self._writing:
            db = self.db
            if db.conn.in_transaction:
                yield db
                return
            try:
                db.conn.execute("BEGIN IMMEDIATE")
                yield db
                db.conn.commit()
            except BaseException as error:
                db.conn.rollback()
                if isinstance(error, OperationalError):
                    raise ClaimStoreUnusable(self.path.name, f"{error}; nothing was changed") from error
                raise

    @contextmanager
    def read(self) -> Iterator[ClaimsDb]:
        """One moment's view: every read inside sees the same state."""
        db = self.db
        if db.conn.in_transaction:
            yield db
            return
        db.conn.execute("BEGIN")
        try:
            yield db
        finally:
            db.conn.rollback()

    def close(self) -> None:
        """Closes this thread's connection."""
        db: Database | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None


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
