"""The tables of codes.db: created empty in a new file; it holds no rows and no look-ups."""

import zlib
from functools import cache

from sqlite_utils import Database

from data.importers.reference_tables import read_all_tables

BUILDER_VERSION = 5
"""Raise it with every change of these tables or of how they are filled."""

SYSTEM_WORDS = {"ICD-10-CM": "zzicd", "HCPCS": "zzhcpcs", "CPT": "zzcpt", "MODIFIER": "zzmod", "POS": "zzpos"}
"""A word of its own per system in the full-text index, so that a search may keep to one system."""


@cache
def builder_stamp() -> int:
    """Stamped into the file (`PRAGMA user_version`): a file of another builder, or of other tables, is built again."""
    return zlib.crc32(read_all_tables(), BUILDER_VERSION) & 0x7FFF_FFFF


def create_code_tables(db: Database) -> None:
    """Tables in the order in which they refer to each other. Dates are ISO text; `key` is the code without its dot.

    Editions of a system have rising ids without gaps. A row of `code` is a code as it stands in the editions from
    `release_id` to `last_id`: what an edition leaves unchanged is stored once, what it changes gets another row.
    """
    db.conn.executescript(f"""
        PRAGMA user_version = {builder_stamp()};
        CREATE TABLE release (
            id INTEGER PRIMARY KEY, system TEXT NOT NULL, name TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT,
            year_ends TEXT, codes INTEGER NOT NULL, billable INTEGER NOT NULL, source TEXT NOT NULL,
            follows TEXT NOT NULL, notes_id INTEGER REFERENCES release, is_starter INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE heading (
            id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES release, name TEXT NOT NULL,
            description TEXT NOT NULL, parent_id INTEGER REFERENCES heading
        ) STRICT;
        CREATE TABLE code (
            id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES release,
            last_id INTEGER NOT NULL REFERENCES release, key TEXT NOT NULL,
            code TEXT NOT NULL, description TEXT NOT NULL, billable INTEGER NOT NULL,
            parent_id INTEGER REFERENCES code, heading_id INTEGER REFERENCES heading,
            seventh TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, now TEXT NOT NULL
        ) STRICT;
        CREATE TABLE usual (
            code_id INTEGER NOT NULL REFERENCES code, release_id INTEGER NOT NULL REFERENCES release,
            default_id INTEGER REFERENCES code, PRIMARY KEY (code_id, release_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE note (
            id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES release,
            code_id INTEGER REFERENCES code, heading_id INTEGER REFERENCES heading,
            kind TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT;
        CREATE TABLE seventh (
            code_id INTEGER NOT NULL REFERENCES code, release_id INTEGER NOT NULL REFERENCES release,
            character TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY (code_id, release_id, character)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE code_index (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, terms INTEGER NOT NULL,
            source TEXT NOT NULL
        ) STRICT;
        CREATE TABLE index_entry (
            id INTEGER PRIMARY KEY, index_id INTEGER NOT NULL REFERENCES code_index, term TEXT NOT NULL,
            code TEXT NOT NULL, manifestations TEXT NOT NULL, see TEXT NOT NULL, table_column TEXT NOT NULL
        ) STRICT;
        CREATE TABLE term (
            id INTEGER PRIMARY KEY, code_id INTEGER NOT NULL REFERENCES code, kind TEXT NOT NULL, text TEXT NOT NULL,
            words TEXT NOT NULL, optional TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE term_words USING fts5(
            words, content='', detail='none', columnsize=0, tokenize='ascii'
        );
        CREATE TABLE word (word TEXT PRIMARY KEY, terms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE vocabulary (
            term TEXT PRIMARY KEY, kind TEXT NOT NULL, means TEXT NOT NULL, codes TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE build (finished INTEGER NOT NULL, sources TEXT NOT NULL, imported TEXT NOT NULL) STRICT;
    """)


def create_code_indexes(db: Database) -> None:
    """After the rows: faster, and the file comes out smaller."""
    db.conn.executescript("""
        CREATE INDEX code_key ON code (key);
        CREATE INDEX code_parent ON code (parent_id);
        CREATE INDEX note_code ON note (code_id) WHERE code_id IS NOT NULL;
        CREATE INDEX note_heading ON note (heading_id) WHERE heading_id IS NOT NULL;
        ANALYZE;
    """)
