"""Writes code sets into a new codes.db: rows, search terms, word counts; it neither reads sources nor swaps files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from data.errors import BuildFailed
from data.models import CodeIndex, CodeSet, IndexEntry, NewCode, System, VocabularyTerm
from data.store.code_rows import Edition, default_children, edition_rows
from data.store.code_schema import SYSTEM_WORDS, create_code_indexes, create_code_tables
from data.store.code_search_terms import SearchTerm, index_term, terms_of
from data.store.connection import open_for_building

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of the whole is done, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """An entry of an index whose code is in no edition that is loaded."""

    kind: str
    release: str
    term: str
    code: str


def build_codes(
    path: Path,
    code_sets: Iterable[Callable[[], CodeSet]],
    vocabulary: Iterable[VocabularyTerm],
    progress: Progress,
    *,
    indexes: Iterable[Callable[[], CodeIndex]] = (),
    imported: str = "",
) -> list[Unmatched]:
    """A finished codes.db at `path`, which must not exist. Raises BuildFailed where it does not hold what was read.

    `code_sets` are read one after the other, so that no two are in memory at once; those of one system stand beside
    each other, the oldest edition first. Gives the index entries whose code is in no edition: they are kept without
    one. `imported` is kept beside them: it tells which imported files the store was built from.
    """
    db = open_for_building(path)
    try:
        create_code_tables(db)
        builder = _Builder(db)
        db.conn.execute("BEGIN")
        sources = list(code_sets)
        for number, read in enumerate(sources):
            progress("Reading code sets", 0.05 + 0.5 * number / len(sources))
            builder.add(read())
        for read_index in indexes:
            progress("Reading indexes", 0.55)
            builder.add_index(read_index())
        progress("Building the search index", 0.6)
        builder.add_terms(vocabulary)
        db.conn.execute("INSERT INTO build VALUES (1, ?, ?)", [" | ".join(builder.sources), imported])
        db.conn.execute("COMMIT")
        progress("Indexing", 0.9)
        create_code_indexes(db)
        _verify(db, builder.stored)
    finally:
        db.conn.close()
    progress("Done", 1.0)
    return builder.unmatched


class _Builder:
    """Stores edition after edition, and keeps the terms until they can be stored in the order of their length."""

    def __init__(self, db: Database) -> None:
        self._conn: Any = db.conn
        self.stored: Counter[str] = Counter()
        self.sources: list[str] = []
        self.unmatched: list[Unmatched] = []
        self._next_id = 1
        self._terms: dict[SearchTerm, None] = {}
        self._last: CodeSet | None = None
        self._last_release = 0
        self._edition: Edition | None = None
        self._notes_id: int | None = None
        self._defaults: dict[int, int] = {}
        self._headings: dict[tuple[str, str, int | None], int] = {}
        self._ids_by_code: dict[str, list[int]] = {}
        """Every row of an ICD-10-CM code, for the entries of an index."""

    def add(self, code_set: CodeSet) -> None:
        follows = self._last if self._last and self._last.system is code_set.system else None
        if follows is None:
            self._edition, self._notes_id, self._defaults = None, None, {}
        release_id = self._add_release(code_set, follows)
        headings = self._add_headings(code_set, release_id)
        edition = edition_rows(code_set, self._edition, headings, next_id=self._next_id)
        self._next_id += len(code_set.codes)
        if follows is not None:
            self._carry_on(edition, release_id)
        self._add_codes(edition, code_set, release_id)
        ids = edition.ids
        self._add_notes(code_set, release_id, ids, headings)
        self._add_defaults(code_set, release_id, ids)
        self._terms.update(dict.fromkeys(terms_of(code_set, ids, edition.new)))
        if code_set.system is System.ICD10CM:
            for code in edition.new:
                self._ids_by_code.setdefault(code.code, []).append(ids[code.code])
        self.sources.append(code_set.source)
        self.stored.update(release=1, code=len(edition.new))
        self._edition, self._last, self._last_release = edition, code_set, release_id

    def add_index(self, index: CodeIndex) -> None:
        """Keeps every entry; those that lead to a code become search terms of it."""
        index_id = self._conn.execute(
            "INSERT INTO code_index (kind, name, terms, source) VALUES (?, ?, ?, ?)",
            [index.kind, index.release, index.terms, index.source],
        ).lastrowid
        rows = []
        for entry in index.entries:
            rest = ("|".join(entry.manifestations), entry.see, entry.column)
            rows += [(index_id, entry.term, code, *rest) for code in entry.codes or ("",)]
            for code in entry.codes:
                self._add_index_terms(index, entry, code)
            for code in entry.led_to:
                ids = self._ids_by_code.get(code, [])
                self._terms.update(dict.fromkeys(index_term(code_id, entry, is_led_to=True) for code_id in ids))
        self._conn.executemany(
            "INSERT INTO index_entry (index_id, term, code, manifestations, see, table_column)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
        self.sources.append(index.source)
        self.stored.update(code_index=1, index_entry=len(rows))

    def _add_index_terms(self, index: CodeIndex, entry: IndexEntry, code: str) -> None:
        ids = self._ids_by_code.get(code, [])
        if not ids:
            text = f"{entry.searched}, {entry.column}" if entry.column else entry.searched
            self.unmatched.append(Unmatched(kind=index.kind, release=index.release, term=text, code=code))
        self._terms.update(dict.fromkeys(index_term(code_id, entry) for code_id in ids))

    def add_terms(self, vocabulary: Iterable[VocabularyTerm]) -> None:
        """Shorter terms first: the search reads them in this order, the closest fits before the longer ones."""
        terms = sorted(self._terms, key=lambda term: (len(term.words), len(term.text), term.code_id))
        self._conn.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, term.code_id, term.kind, term.text, " ".join(term.words), " ".join(term.optional))
                for number, term in enumerate(terms, 1)
            ),
        )
        self._conn.executemany(
            "INSERT INTO term_words (rowid, words) VALUES (?, ?)",
            (
                (number, " ".join((*term.words, *term.optional, SYSTEM_WORDS[term.system])))
                for number, term in enumerate(terms, 1)
            ),
        )
        counts = Counter(word for term in terms for word in {*term.words, *term.optional})
        self._conn.executemany("INSERT INTO word VALUES (?, ?)", sorted(counts.items()))
        self._conn.executemany(
            "INSERT INTO vocabulary VALUES (?, ?, ?, ?)",
            ((term.term, term.kind, "|".join(term.means), "|".join(term.codes)) for term in vocabulary),
        )
        self.stored.update(term=len(terms), word=len(counts))

    def _add_release(self, code_set: CodeSet, follows: CodeSet | None) -> int:
        cursor = self._conn.execute(
            "INSERT INTO release (system, name, valid_from, valid_to, year_ends, codes, billable, source, follows,"
            " notes_id, is_starter) VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, NULL, ?)",
            [
                code_set.system,
                code_set.release,
                code_set.valid_from.isoformat(),
                code_set.year_ends.isoformat() if code_set.year_ends else None,
                len(code_set.codes),
                sum(_counts(code, code_set) for code in code_set.codes),
                code_set.source,
                follows.release if follows and _last_day(follows, code_set) == _eve(code_set) else "",
                int(code_set.is_starter),
            ],
        )
        release_id = int(cursor.lastrowid)
        if code_set.notes:
            self._notes_id = release_id
        self._conn.execute("UPDATE release SET notes_id = ? WHERE id = ?", [self._notes_id, release_id])
        if follows is not None:
            ended = _last_day(follows, code_set).isoformat()
            self._conn.execute("UPDATE release SET valid_to = ? WHERE id = ?", [ended, self._last_release])
        return release_id

    def _carry_on(self, edition: Edition, release_id: int) -> None:
        """Rows that stand on reach into the new edition; the others end with the last day of theirs."""
        before = self._last_release
        self._conn.execute("UPDATE code SET last_id = ? WHERE last_id = ?", [release_id, before])
        self._conn.executemany(
            "UPDATE code SET last_id = ?, valid_to = coalesce(valid_to, (SELECT valid_to FROM release WHERE id = ?))"
            " WHERE id = ?",
            [(before, before, code_id) for code_id in edition.ended],
        )

    def _add_headings(self, code_set: CodeSet, release_id: int) -> dict[str, int]:
        """Ids by name. Headings that an earlier edition has at the same place are the same; wider ones come first."""
        ids: dict[str, int] = {}
        by_name = {heading.name: heading for heading in code_set.headings}

        def add(name: str) -> int | None:
            if name not in by_name:
                return None
            if name not in ids:
                heading = by_name[name]
                place = (name, heading.description, add(heading.parent))
                if place not in self._headings:
                    self._headings[place] = self._conn.execute(
                        "INSERT INTO heading (release_id, name, description, parent_id) VALUES (?, ?, ?, ?)",
                        [release_id, *place],
                    ).lastrowid
                ids[name] = self._headings[place]
            return ids[name]

        for heading in code_set.headings:
            add(heading.name)
        return ids

    def _add_codes(self, edition: Edition, code_set: CodeSet, release_id: int) -> None:
        ids = edition.ids
        self._conn.executemany(
            "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    ids[code.code],
                    release_id,
                    release_id,
                    code.code.replace(".", ""),
                    code.code,
                    code.description,
                    int(code.billable),
                    ids.get(code.parent),
                    edition.headings.get(code.block),
                    code.seventh,
                    (code.valid_from or code_set.valid_from).isoformat(),
                    code.valid_to.isoformat() if code.valid_to else None,
                    code.now,
                )
                for code in edition.new
            ),
        )

    def _add_notes(
        self, code_set: CodeSet, release_id: int, ids: Mapping[str, int], headings: Mapping[str, int]
    ) -> None:
        self._conn.executemany(
            "INSERT INTO note (release_id, code_id, heading_id, kind, text) VALUES (?, ?, ?, ?, ?)",
            (
                (release_id, ids.get(note.owner), headings.get(note.owner), note.kind, note.text)
                for note in code_set.notes
            ),
        )
        self._conn.executemany(
            "INSERT INTO seventh VALUES (?, ?, ?, ?)",
            ((ids[one.owner], release_id, one.character, one.meaning) for one in code_set.sevenths),
        )
        self.stored.update(note=len(code_set.notes), seventh=len(code_set.sevenths))

    def _add_defaults(self, code_set: CodeSet, release_id: int, ids: Mapping[str, int]) -> None:
        """Only what differs from the edition before."""
        defaults = {ids[header]: ids[code] for header, code in default_children(code_set.codes)}
        changed: list[tuple[int, int, int | None]] = [
            (header, release_id, code) for header, code in defaults.items() if self._defaults.get(header) != code
        ]
        changed += [(header, release_id, None) for header in self._defaults.keys() - defaults.keys()]
        self._conn.executemany("INSERT INTO usual VALUES (?, ?, ?)", changed)
        self._defaults = defaults


def _counts(code: NewCode, code_set: CodeSet) -> bool:
    """Whether a code can be billed in its edition: it is no header, and did not end before."""
    return code.billable and (code.valid_to is None or code.valid_to >= code_set.valid_from)


def _eve(code_set: CodeSet) -> date:
    return code_set.valid_from - timedelta(days=1)


def _last_day(code_set: CodeSet, following: CodeSet) -> date:
    """The day before the next edition, or its year's end where the editions between them are not loaded."""
    return min(_eve(following), code_set.year_ends or date.max)


def _verify(db: Database, stored: Counter[str]) -> None:
    """Raises BuildFailed where a table does not hold as many rows as were handed to it."""
    for table, expected in stored.items():
        found = db.table(table).count
        if found != expected:
            raise BuildFailed(f"table {table} holds {found} rows instead of {expected}")
    if [row[0] for row in db.conn.execute("PRAGMA integrity_check")] != ["ok"]:
        raise BuildFailed("the new file is damaged")
