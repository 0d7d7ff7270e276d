"""Tables of where claims are posted and how people want to be told, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

ROUTING_MIGRATIONS = Migrations("routing")


@ROUTING_MIGRATIONS()
def create_routing(db: Database) -> None:
    """All three only grow: of a route, of the practice and of a person the newest row stands. `by_*` is who did it.

    Lists are JSON. The version moves with every row.
    """
    for statement in (
        """CREATE TABLE route (
            id INTEGER PRIMARY KEY, route_id INTEGER NOT NULL, at TEXT NOT NULL, by_team TEXT NOT NULL,
            by_user TEXT NOT NULL, is_removed INTEGER NOT NULL, place INTEGER NOT NULL, channel TEXT NOT NULL,
            topics TEXT NOT NULL, payer_ids TEXT NOT NULL, payer_kinds TEXT NOT NULL, owners TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX route_route ON route (route_id)",
        """CREATE TABLE practice_settings (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, by_team TEXT NOT NULL, by_user TEXT NOT NULL,
            small_balance_cents INTEGER NOT NULL, closed_days TEXT NOT NULL, admin_channel TEXT NOT NULL,
            unowned_to TEXT NOT NULL, digest_at TEXT NOT NULL, posts_singles INTEGER NOT NULL,
            most_singles_a_day INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE person_preferences (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, by_team TEXT NOT NULL, by_user TEXT NOT NULL, team TEXT NOT NULL,
            user TEXT NOT NULL, time_zone TEXT NOT NULL, working_days TEXT NOT NULL, hours_from TEXT NOT NULL,
            hours_to TEXT NOT NULL, digest TEXT NOT NULL, digest_at TEXT NOT NULL, told_where TEXT NOT NULL,
            away_from TEXT, away_until TEXT, cover TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX person_preferences_person ON person_preferences (team, user)",
        "CREATE TABLE routing_version (version INTEGER NOT NULL) STRICT",
        "INSERT INTO routing_version VALUES (0)",
        *_growing("route"),
        *_growing("practice_settings"),
        *_growing("person_preferences"),
    ):
        db.execute(statement)


def _growing(table: str) -> list[str]:
    refused = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the history of {table} only grows'); END"
        for verb in ("update", "delete")
    ]
    counts = "BEGIN UPDATE routing_version SET version = version + 1; END"
    return [f"CREATE TRIGGER {table}_kept AFTER INSERT ON {table} {counts}", *refused]
