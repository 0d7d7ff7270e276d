"""Writes code sets into a new codes.db: rows, search terms, word counts; it neither reads sources nor swaps files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from data.errors import BuildFailed
from data.models import CodeSet, NewCode, NoteKind, System, VocabularyTerm
from data.store.code_schema import SYSTEM_WORDS, create_code_indexes, create_code_tables
from data.store.connection import open_for_building
from data.words import search_words

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of the whole is done, 0 to 1."""

_DEFAULT_FILLERS = frozenset(
    "unspecified nos type without complication uncomplicated mention of or with other not stated the and site "
    "organism part quadrant region severity trimester".split()
)
"""Words that a header's default child may add to its title: they say that nothing more is known."""


@dataclass(frozen=True, slots=True)
class _Term:
    code_id: int
    kind: str
    text: str
    words: tuple[str, ...]
    system: System


def build_codes(
    path: Path,
    code_sets: Iterable[Callable[[], CodeSet]],
    vocabulary: Iterable[VocabularyTerm],
    progress: Progress,
) -> None:
    """A finished codes.db at `path`, which must not exist. Raises BuildFailed where it does not hold what was read.

    `code_sets` are read one after the other, so that no two are in memory at once.
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
        progress("Building the search index", 0.6)
        builder.add_terms(vocabulary)
        db.conn.execute("INSERT INTO build VALUES (1, ?)", [" | ".join(builder.sources)])
        db.conn.execute("COMMIT")
        progress("Indexing", 0.9)
        create_code_indexes(db)
        _verify(db, builder.stored)
    finally:
        db.conn.close()
    progress("Done", 1.0)


class _Builder:
    """Gives each code its id and keeps the terms until they can be stored in the order of their length."""

    def __init__(self, db: Database) -> None:
        self._conn: Any = db.conn
        self.stored: Counter[str] = Counter()
        self.sources: list[str] = []
        self._next_id = 1
        self._terms: list[_Term] = []

    def add(self, code_set: CodeSet) -> None:
        release_id = self._add_release(code_set)
        headings = self._add_headings(code_set, release_id)
        ids = {code.code: self._next_id + place for place, code in enumerate(code_set.codes)}
        self._next_id += len(ids)
        if len(ids) != len(code_set.codes):
            raise BuildFailed(f"{code_set.source} names a code twice")
        self._add_codes(code_set, release_id, ids, headings)
        self._conn.executemany(
            "INSERT INTO note (code_id, heading_id, kind, text) VALUES (?, ?, ?, ?)",
            ((ids.get(note.owner), headings.get(note.owner), note.kind, note.text) for note in code_set.notes),
        )
        self._conn.executemany(
            "INSERT INTO seventh VALUES (?, ?, ?)",
            ((ids[seventh.owner], seventh.character, seventh.meaning) for seventh in code_set.sevenths),
        )
        self._terms.extend(_terms_of(code_set, ids))
        self.stored.update(code=len(ids), note=len(code_set.notes), seventh=len(code_set.sevenths))
        self.sources.append(code_set.source)

    def add_terms(self, vocabulary: Iterable[VocabularyTerm]) -> None:
        """Shorter terms first: the search reads them in this order, the closest fits before the longer ones."""
        self._terms.sort(key=lambda term: (len(term.words), len(term.text), term.code_id))
        self._conn.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?, ?)",
            (
                (number, term.code_id, term.kind, term.text, " ".join(term.words))
                for number, term in enumerate(self._terms, 1)
            ),
        )
        self._conn.executemany(
            "INSERT INTO term_words (rowid, words) VALUES (?, ?)",
            (
                (number, " ".join((*term.words, SYSTEM_WORDS[term.system])))
                for number, term in enumerate(self._terms, 1)
            ),
        )
        counts = Counter(word for term in self._terms for word in set(term.words))
        self._conn.executemany("INSERT INTO word VALUES (?, ?)", sorted(counts.items()))
        self._conn.executemany(
            "INSERT INTO vocabulary VALUES (?, ?, ?, ?)",
            ((term.term, term.kind, "|".join(term.means), "|".join(term.codes)) for term in vocabulary),
        )
        self.stored.update(term=len(self._terms), word=len(counts))

    def _add_release(self, code_set: CodeSet) -> int:
        billable = sum(code.billable for code in code_set.codes)
        cursor = self._conn.execute(
            "INSERT INTO release (system, name, valid_from, valid_to, year_ends, codes, billable, source)"
            " VALUES (?, ?, ?, NULL, ?, ?, ?, ?)",
            [
                code_set.system,
                code_set.release,
                code_set.valid_from.isoformat(),
                code_set.year_ends.isoformat() if code_set.year_ends else None,
                len(code_set.codes),
                billable,
                code_set.source,
            ],
        )
        return int(cursor.lastrowid)

    def _add_headings(self, code_set: CodeSet, release_id: int) -> dict[str, int]:
        ids: dict[str, int] = {}
        for heading in code_set.headings:
            ids[heading.name] = self._conn.execute(
                "INSERT INTO heading (release_id, name, description) VALUES (?, ?, ?)",
                [release_id, heading.name, heading.description],
            ).lastrowid
        self._conn.executemany(
            "UPDATE heading SET parent_id = ? WHERE id = ?",
            [(ids.get(heading.parent), ids[heading.name]) for heading in code_set.headings],
        )
        return ids

    def _add_codes(self, code_set: CodeSet, release_id: int, ids: dict[str, int], headings: dict[str, int]) -> None:
        defaults = _default_children(code_set.codes)
        self._conn.executemany(
            "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            (
                (
                    ids[code.code],
                    release_id,
                    code.code.replace(".", ""),
                    code.code,
                    code.description,
                    int(code.billable),
                    ids.get(code.parent),
                    headings.get(code.block),
                    code.seventh,
                    (code.valid_from or code_set.valid_from).isoformat(),
                    ids.get(defaults.get(code.code, "")),
                )
                for code in code_set.codes
            ),
        )


def _terms_of(code_set: CodeSet, ids: dict[str, int]) -> Iterator[_Term]:
    """What can be found: titles (7th-character codes are reached through their stem), inclusion terms, extra words."""
    system = code_set.system
    for code in code_set.codes:
        if code.seventh:
            continue
        yield _term(ids[code.code], "title", code.description, system)
        aliases = [alias.strip() for alias in code.words.split("|") if alias.strip()]
        for alias in aliases:
            yield _term(ids[code.code], "alias", alias, system)
        if aliases:
            yield _term(ids[code.code], "all", f"{code.description}; {', '.join(aliases)}", system)
    for note in code_set.notes:
        if note.kind is NoteKind.INCLUSION_TERM and note.owner in ids:
            yield _term(ids[note.owner], "inclusion", note.text, system)


def _term(code_id: int, kind: str, text: str, system: System) -> _Term:
    return _Term(code_id, kind, text, tuple(dict.fromkeys(search_words(text))), system)


def _default_children(codes: list[NewCode]) -> dict[str, str]:
    """Header -> the billable code below it that adds nothing to its title but "unspecified" and the like."""
    by_code = {code.code: code for code in codes}
    defaults: dict[str, tuple[int, str]] = {}
    for code in codes:
        if not code.billable or code.seventh:
            continue
        words = set(search_words(code.description))
        above = by_code.get(code.parent)
        while above is not None:
            added = words - set(search_words(above.description))
            if added <= _DEFAULT_FILLERS and not _says_more(added):
                rank = (0 if "unspecified" in words else 1) * 100 + len(added)
                if above.code not in defaults or rank < defaults[above.code][0]:
                    defaults[above.code] = (rank, code.code)
            above = by_code.get(above.parent)
    return {header: code for header, (_, code) in defaults.items()}


def _says_more(added: set[str]) -> bool:
    """Whether filler words name something known after all: a complication, or "other" than what has its own code."""
    return ("complication" in added and "without" not in added) or ("other" in added and "unspecified" not in added)


def _verify(db: Database, stored: Counter[str]) -> None:
    """Raises BuildFailed where a table does not hold as many rows as were handed to it."""
    for table, expected in stored.items():
        found = db.table(table).count
        if found != expected:
            raise BuildFailed(f"table {table} holds {found} rows instead of {expected}")
    if [row[0] for row in db.conn.execute("PRAGMA integrity_check")] != ["ok"]:
        raise BuildFailed("the new file is damaged")
