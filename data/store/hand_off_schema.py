"""Tables of hand-offs: clocks with their messages, tasks with their histories; as migrations, oldest first."""

from sqlite_utils import Database, Migrations

HAND_OFF_MIGRATIONS = Migrations("hand_off")


@HAND_OFF_MIGRATIONS()
def create_clocks(db: Database) -> None:
    """`clock`: who waits for whom. `clock_message`: each rung that was decided, once for each watcher.

    `outbox_key` is "" until a message carries it; a rung that a later one silenced is kept as not told.
    """
    for statement in (
        """CREATE TABLE clock (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject_id INTEGER NOT NULL,
            claim_id INTEGER REFERENCES claim ON DELETE SET NULL,
            waiting_on INTEGER, waiting_role TEXT NOT NULL, asked_by INTEGER, started_on TEXT NOT NULL,
            started_at TEXT NOT NULL, nudge_on TEXT, due_on TEXT NOT NULL, escalate_on TEXT NOT NULL,
            lead_on TEXT NOT NULL, stopped_on TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX clock_running ON clock (kind, subject_id) WHERE stopped_on IS NULL",
        "CREATE INDEX clock_claim ON clock (claim_id, kind) WHERE stopped_on IS NULL",
        """CREATE TABLE clock_message (
            id INTEGER PRIMARY KEY, clock_id INTEGER NOT NULL REFERENCES clock ON DELETE CASCADE,
            rung TEXT NOT NULL, watcher TEXT NOT NULL, due_on TEXT NOT NULL, decided_on TEXT NOT NULL,
            is_told INTEGER NOT NULL, outbox_key TEXT NOT NULL DEFAULT '', UNIQUE (clock_id, rung, watcher)
        ) STRICT""",
        "CREATE INDEX clock_message_waiting ON clock_message (id) WHERE outbox_key = '' AND is_told = 1",
        "CREATE INDEX clock_message_key ON clock_message (outbox_key) WHERE outbox_key <> ''",
    ):
        db.execute(statement)


@HAND_OFF_MIGRATIONS()
def create_tasks(db: Database) -> None:
    """`task_event` is what happened and is never changed; the other columns of `task` repeat what it comes to."""
    for statement in (
        """CREATE TABLE task (
            id INTEGER PRIMARY KEY, claim_id INTEGER REFERENCES claim ON DELETE SET NULL, kind TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open', has_id INTEGER, role TEXT NOT NULL DEFAULT '', asked_by INTEGER,
            due_on TEXT, pended_until TEXT
        ) STRICT""",
        """CREATE TABLE task_event (
            id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES task ON DELETE CASCADE, done_at TEXT NOT NULL,
            done_on TEXT NOT NULL, did TEXT NOT NULL, person_id INTEGER, to_person_id INTEGER, role TEXT NOT NULL,
            until TEXT, way TEXT NOT NULL, about TEXT NOT NULL, line INTEGER NOT NULL, codes TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX task_claim ON task (claim_id)",
        "CREATE INDEX task_open ON task (has_id, due_on) WHERE state NOT IN ('done', 'cancelled')",
        "CREATE INDEX task_event_task ON task_event (task_id)",
        *(
            f"CREATE TRIGGER task_event_no_{verb} BEFORE {verb} ON task_event "
            "BEGIN SELECT RAISE(ABORT, 'the history of a task only grows'); END"
            for verb in ("update", "delete")
        ),
    ):
        db.execute(statement)
