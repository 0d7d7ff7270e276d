"""The audit trail: rows are added at the end of a chain of hashes and read; nothing changes or removes one.

Each row's hash is the SHA-256 of its content as canonical JSON and of the hash before it, so that a changed, removed or
moved row breaks the chain from there on. `audit_head` counts the rows and keeps the newest hash: a cut end shows, too.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from data.people_models import AuditEntry, AuditHead, AuditRow

_SELECT = "SELECT id, at, team, user, action, object, place, detail, previous_hash, hash FROM audit"
_Content = tuple[Any, ...]
"""A row without its hash, as stored."""


def append_entries(db: Database, entries: Iterable[AuditEntry]) -> None:
    """Adds the entries in their order, within the caller's write."""
    head = read_head(db)
    number, newest = head.count, head.hash
    for entry in entries:
        number += 1
        content = _content(number, entry, newest)
        newest = _hash(content)
        db.conn.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*content, newest))
    if number > head.count:
        db.conn.execute("UPDATE audit_head SET count = ?, hash = ?", (number, newest))


def find_broken(db: Database) -> int | None:
    """The id of the first row that is not as it was written or is not there; None where all is whole."""
    expected, newest = 0, ""
    for row in db.conn.execute(_SELECT + " ORDER BY id"):
        expected += 1
        content, stored = row[:-1], row[-1]
        if row[0] != expected or row[-2] != newest or _hash(content) != stored:
            return expected
        newest = stored
    head = read_head(db)
    if head.count != expected:
        return min(head.count, expected) + 1
    return None if head.hash == newest else max(expected, 1)


def read_head(db: Database) -> AuditHead:
    """The end of the chain as it was kept apart; a head that was taken away reads as none."""
    row = db.conn.execute("SELECT count, hash FROM audit_head").fetchone()
    return AuditHead(count=row[0], hash=row[1]) if row else AuditHead(count=0, hash="")


def iterate_rows(
    db: Database, *, since: datetime | None = None, object: str = "", user: str = ""
) -> Iterator[AuditRow]:
    """Rows since an instant, of one object, by one member id, the oldest first; all where nothing is asked for."""
    rows = db.conn.execute(
        _SELECT + " WHERE at >= ? AND (? = '' OR object = ?) AND (? = '' OR user = ?) ORDER BY id",
        (_instant(since) if since else "", object, object, user, user),
    )
    yield from map(_row, rows)


def _content(number: int, entry: AuditEntry, previous: str) -> _Content:
    words = (entry.team, entry.user, entry.action, entry.object, entry.place)
    return (number, _instant(entry.at), *words, _canonical(entry.detail), previous)


def _hash(content: _Content) -> str:
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def _row(row: _Content) -> AuditRow:
    entry = AuditEntry(
        at=datetime.fromisoformat(row[1]),
        team=row[2],
        user=row[3],
        action=row[4],
        object=row[5],
        place=row[6],
        detail=json.loads(row[7]),
    )
    return AuditRow(id=row[0], entry=entry, hash=row[9])
