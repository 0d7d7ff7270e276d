"""Reads codes.db: a code with all that binds it, codes near a typed one, releases; it ranks nothing.

Several editions of a system lie in one file. All reading is as of a day: the edition of each system that is in force
then, else the last before it, else the first after it. Readers reopen by themselves when a new file was swapped in; a
damaged file raises CodeStoreDamaged.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

from data.errors import CodeNotFound, CodeStoreDamaged
from data.models import Code, CodeDetail, Heading, Release, System
from data.store.code_lines import codes_above, differ_by_side, headings_above, notes_edition, notes_of, sevenths_of
from data.store.connection import DatabaseError, open_for_reading

_CODE = """
    SELECT c.id, r.system, c.code, c.description, c.billable, c.valid_from, c.valid_to, r.name, c.now
    FROM code c JOIN release r ON r.id BETWEEN c.release_id AND c.last_id AND r.id IN ({editions})
"""
_CODE_OF_ANY = """
    SELECT c.id, r.system, c.code, c.description, c.billable, c.valid_from, c.valid_to, r.name, c.now
    FROM code c JOIN release r ON r.id = CASE WHEN c.last_id < {edition} THEN c.last_id ELSE c.release_id END
    WHERE c.key = ? AND r.system = ? ORDER BY c.release_id > {edition}, abs(c.release_id - {edition}) LIMIT 1
"""
"""The row nearest to an edition that has none: the last before it, else the first after it."""
_SYSTEMS_WITH = "SELECT DISTINCT r.system FROM code c JOIN release r ON r.id = c.release_id WHERE c.key = ?"


class CodeStore:
    """One codes.db, read by any number of threads: each keeps a connection of its own to the file as it is now."""

    def __init__(self, path: Path, today: Callable[[], date] = lambda: date.max) -> None:
        """`today` is the day that is read where none is named; without it the newest editions are."""
        self.path = path
        self._today = today
        self._local = threading.local()

    @contextmanager
    def as_of(self, day: date | None) -> Iterator[None]:
        """What this thread reads within is as of `day`; None leaves the day as it is."""
        before = getattr(self._local, "day", None)
        self._local.day = day or before
        try:
            yield
        finally:
            self._local.day = before

    def editions(self) -> dict[System, int]:
        """The edition of each system that answers for the day that is read, by its id in this file."""
        day = getattr(self._local, "day", None) or self._today()
        with self.reading() as db:
            asked = (self._local.identity, day)
            if getattr(self._local, "editions_asked", None) != asked:
                rows = db.execute("SELECT id, system, valid_from FROM release ORDER BY id").fetchall()
                self._local.editions = _editions(rows, day.isoformat())
                self._local.editions_asked = asked
        return cast(dict[System, int], self._local.editions)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """This thread's connection, to one and the same file until the outermost `with` ends: ids are a file's own.

        Raises CodeStoreDamaged where the file is missing or no longer reads.
        """
        if self._held is not None:
            yield self._held
            return
        try:
            self._local.held = self._connection()
            yield self._local.held
        except (DatabaseError, OSError) as error:
            self._local.identity = None
            raise CodeStoreDamaged(self.path.name) from error
        finally:
            self._local.held = None

    def identity(self) -> tuple[int, int]:
        """Changes when another file has been swapped in. Raises OSError where there is none."""
        if self._held is not None:
            return cast(tuple[int, int], self._local.identity)
        status = self.path.stat()
        return status.st_ino, status.st_mtime_ns

    def releases(self) -> list[Release]:
        with self.reading() as db:
            rows = db.execute(
                "SELECT r.system, r.name, r.valid_from, r.valid_to, r.year_ends, r.codes, r.billable, r.source,"
                " r.follows, coalesce(n.name, ''), r.is_starter FROM release r LEFT JOIN release n ON n.id = r.notes_id"
                " ORDER BY r.id"
            ).fetchall()
        return [
            Release(
                system=System(system),
                name=name,
                valid_from=date.fromisoformat(valid_from),
                valid_to=_date(valid_to),
                year_ends=_date(year_ends),
                codes=codes,
                billable=billable,
                source=source,
                follows=follows,
                notes_of=notes_of,
                is_starter=bool(is_starter),
            )
            for system, name, valid_from, valid_to, year_ends, codes, billable, source, *more in rows
            for follows, notes_of, is_starter in [more]
        ]

    def find(self, key: str, system: System | None = None) -> list[Code]:
        """The codes written `key` (upper case, no dot) in every system, or in one.

        A code that the day's edition has not, but another one has, is given as it stood nearest to the day.
        """
        with self.reading() as db:
            found = {code.system: code for code in self._codes("WHERE c.key = ?", [key])}
            for (name,) in db.execute(_SYSTEMS_WITH, [key]).fetchall():
                other = System(name)
                if other not in found:
                    near = _CODE_OF_ANY.format(edition=self.editions()[other])
                    found[other] = _code(db.execute(near, [key, other]).fetchone())
        return [found[one] for one in System if one in found and system in (None, one)]

    def starting_with(self, prefix: str, system: System | None = None, *, limit: int) -> list[Code]:
        """Codes whose undotted form starts with `prefix`, shortest first."""
        wanted = "AND r.system = ?" if system else ""
        return self._codes(
            f"WHERE c.key >= ? AND c.key < ? {wanted} ORDER BY length(c.key), c.key LIMIT ?",
            [prefix, prefix + "~", *([system] if system else []), limit],
        )

    def count_billable(self, prefix: str, code: Code) -> int:
        """How many billable codes of the edition of `code` begin with `prefix` (no dot)."""
        with self.reading() as db:
            row = db.execute(
                "SELECT count(*) FROM code c JOIN release r ON r.id BETWEEN c.release_id AND c.last_id"
                " WHERE c.key >= ? AND c.key < ? AND c.billable = 1 AND r.system = ? AND r.name = ?",
                [prefix, prefix + "~", code.system, code.release],
            ).fetchone()
        return int(row[0])

    def by_ids(self, ids: Sequence[int]) -> dict[int, Code]:
        """Codes by their ids, as far as the day's editions have them; at most some hundred at once."""
        marks = ",".join("?" * len(ids))
        return {code.id: code for code in self._codes(f"WHERE c.id IN ({marks})", list(ids))}

    def default_ids(self, ids: Sequence[int]) -> dict[int, int]:
        """Header id -> id of the billable code that says nothing more than the header, where there is one."""
        marks = ",".join("?" * len(ids))
        with self.reading() as db:
            rows = db.execute(
                f"SELECT code_id, default_id FROM usual WHERE code_id IN ({marks}) AND release_id <= ?"  # noqa: S608
                " ORDER BY release_id",
                [*ids, self.editions().get(System.ICD10CM, 0)],
            ).fetchall()
        return {code_id: default_id for code_id, default_id in dict(rows).items() if default_id is not None}

    def children(self, code_id: int) -> list[Code]:
        return self._codes("WHERE c.parent_id = ? ORDER BY c.key", [code_id])

    def detail(self, code: Code) -> CodeDetail:
        """All that binds `code`. Raises CodeNotFound where the store no longer has it."""
        with self.reading() as db:
            row = db.execute("SELECT parent_id, heading_id, seventh FROM code WHERE id = ?", [code.id]).fetchone()
            if row is None:
                raise CodeNotFound(code.code)
            parent_id, heading_id, seventh = row
            notes_id = notes_edition(db, code)
            above = codes_above(db, parent_id)
            headings = headings_above(db, heading_id)
            line = [(code.id, code.code), *above]
            return CodeDetail(
                code=code,
                parents=(
                    *(Heading(name=name, description=text) for _, name, text in reversed(headings)),
                    *(Heading(name=c.code, description=c.description, code=c.code) for c in self._in_order(above)),
                ),
                children=tuple(self.children(code.id)),
                notes=tuple(notes_of(db, notes_id, line, headings, own=2 if seventh else 1)),
                sevenths=() if code.billable and not seventh else tuple(sevenths_of(db, notes_id, line)),
                sides=tuple(self._other_sides(code, parent_id, seventh)),
            )

    def _in_order(self, above: list[tuple[int, str]]) -> list[Code]:
        by_id = self.by_ids([code_id for code_id, _ in above]) if above else {}
        return [by_id[code_id] for code_id, _ in reversed(above)]

    def _other_sides(self, code: Code, parent_id: int | None, seventh: str) -> list[Code]:
        """Codes that say the same of another side: siblings, or the same 7th character of the stem's siblings."""
        if parent_id is None:
            return []
        if seventh:
            where = (
                "WHERE c.seventh = ? AND c.parent_id IN (SELECT s.id FROM code s WHERE s.parent_id ="
                " (SELECT p.parent_id FROM code p WHERE p.id = ?)) AND c.id <> ? ORDER BY c.key"
            )
            family = self._codes(where, [seventh, parent_id, code.id])
        else:
            family = self._codes("WHERE c.parent_id = ? AND c.id <> ? ORDER BY c.key", [parent_id, code.id])
        return [other for other in family if differ_by_side(code.description, other.description)]

    def _codes(self, where: str, parameters: list[object]) -> list[Code]:
        with self.reading() as db:
            editions = ",".join(map(str, self.editions().values()))
            rows = db.execute(_CODE.format(editions=editions) + where, parameters).fetchall()
        return [_code(row) for row in rows]

    @property
    def _held(self) -> Any:
        return getattr(self._local, "held", None)

    def _connection(self) -> Any:
        identity = self.identity()
        if getattr(self._local, "identity", None) != identity:
            self._local.connection = open_for_reading(self.path).conn
            self._local.identity = identity
        return self._local.connection


def _editions(rows: Sequence[Any], day: str) -> dict[System, int]:
    """The last edition of each system that begins on the day or before it, else its first."""
    chosen: dict[System, int] = {}
    for release_id, system, valid_from in rows:
        if valid_from <= day or System(system) not in chosen:
            chosen[System(system)] = release_id
    return chosen


def _code(row: Sequence[Any]) -> Code:
    code_id, system, code, description, billable, valid_from, valid_to, release, now = row
    return Code(
        id=code_id,
        system=System(system),
        code=code,
        description=description,
        billable=bool(billable),
        valid_from=date.fromisoformat(valid_from),
        valid_to=_date(valid_to),
        release=release,
        now=now,
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
