"""Tables of queries to providers, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

QUERY_MIGRATIONS = Migrations("provider_query")


@QUERY_MIGRATIONS()
def create_queries(db: Database) -> None:
    """Both only grow: where a query stands is computed from its steps. `claim_ref` outlives a claim that is joined.

    `form_key` names the form that made it, so that one that Slack sends twice makes one; "" for none. `question` is
    JSON, "" in steps that change none.
    """
    for statement in (
        """CREATE TABLE provider_query (
            id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, claim_ref TEXT NOT NULL, review_id INTEGER NOT NULL,
            form_key TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX provider_query_claim ON provider_query (claim_ref)",
        "CREATE UNIQUE INDEX provider_query_form ON provider_query (form_key) WHERE form_key <> ''",
        """CREATE TABLE provider_query_step (
            id INTEGER PRIMARY KEY, query_id INTEGER NOT NULL REFERENCES provider_query, number INTEGER NOT NULL,
            at TEXT NOT NULL, on_day TEXT NOT NULL, act TEXT NOT NULL, person_id INTEGER REFERENCES person,
            provider_id INTEGER REFERENCES person, backup_id INTEGER REFERENCES person, question TEXT NOT NULL,
            choice TEXT NOT NULL, text TEXT NOT NULL, chart_day TEXT, UNIQUE (query_id, number)
        ) STRICT""",
        *_growing("provider_query"),
        *_growing("provider_query_step"),
    ):
        db.execute(statement)


def _growing(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the history of {table} only grows'); END"
        for verb in ("update", "delete")
    ]
