"""The table of a team's own glossary entries, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

GLOSSARY_MIGRATIONS = Migrations("glossary")


@GLOSSARY_MIGRATIONS()
def create_glossary(db: Database) -> None:
    """Only grows: of an entry the newest row stands. `by_*` is who wrote it; aliases are a JSON list."""
    for statement in (
        """CREATE TABLE glossary_entry (
            id INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL, at TEXT NOT NULL, by_team TEXT NOT NULL,
            by_user TEXT NOT NULL, by_name TEXT NOT NULL, is_withdrawn INTEGER NOT NULL, term TEXT NOT NULL,
            aliases TEXT NOT NULL, meaning TEXT NOT NULL, advice TEXT NOT NULL, source TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX glossary_entry_entry ON glossary_entry (entry_id)",
        *(
            f"CREATE TRIGGER glossary_entry_no_{verb} BEFORE {verb} ON glossary_entry "
            "BEGIN SELECT RAISE(ABORT, 'the history of glossary_entry only grows'); END"
            for verb in ("update", "delete")
        ),
    ):
        db.execute(statement)
