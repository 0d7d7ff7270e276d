"""Tables of the outbox and of its delivery, as migrations, oldest first.

Instants are ISO text in UTC with milliseconds, so that they compare as text; "" in `try_after` means at once.
"""

from sqlite_utils import Database, Migrations

OUTBOX_MIGRATIONS = Migrations("outbox")


@OUTBOX_MIGRATIONS()
def create_outbox(db: Database) -> None:
    """Messages to be sent, each once; where they went; what is wrong; when jobs last ran.

    `direct_channel` is the channel of a person's conversation with the bot, which Slack tells with its answers.
    `posted` is the newest message about a subject at a destination.
    """
    for statement in (
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, destination TEXT NOT NULL,
            subject TEXT NOT NULL, urgency INTEGER NOT NULL, not_before TEXT NOT NULL, last_day TEXT,
            state TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'sending', 'sent', 'dead', 'cancelled')),
            try_after TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0,
            owner TEXT NOT NULL DEFAULT '', lease_until TEXT, first_try_at TEXT, failing_since TEXT,
            is_ambiguous INTEGER NOT NULL DEFAULT 0, is_plain INTEGER NOT NULL DEFAULT 0,
            rerouted_from TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '', ts TEXT NOT NULL DEFAULT '',
            last_error TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, ended_at TEXT
        ) STRICT""",
        "CREATE INDEX outbox_pending ON outbox (urgency, not_before, id) WHERE state = 'pending'",
        "CREATE INDEX outbox_sending ON outbox (lease_until) WHERE state = 'sending'",
        "CREATE INDEX outbox_subject ON outbox (subject, destination)",
        "CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL",
        """CREATE TABLE posted (
            subject TEXT NOT NULL, destination TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL,
            PRIMARY KEY (subject, destination)
        ) STRICT, WITHOUT ROWID""",
        "CREATE TABLE direct_channel (member TEXT PRIMARY KEY, channel TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """CREATE TABLE broken_destination (
            destination TEXT PRIMARY KEY, error TEXT NOT NULL, since TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE TABLE outbox_secret (secret TEXT NOT NULL) STRICT",
        """CREATE TABLE alarm (
            name TEXT PRIMARY KEY, text TEXT NOT NULL, since TEXT NOT NULL, times INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE heartbeat (
            job TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, counts TEXT NOT NULL DEFAULT '{}'
        ) STRICT, WITHOUT ROWID""",
    ):
        db.execute(statement)
