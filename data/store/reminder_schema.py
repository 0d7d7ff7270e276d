"""Tables of reminders and of the sweep, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

REMINDER_MIGRATIONS = Migrations("reminder")


@REMINDER_MIGRATIONS()
def create_steps(db: Database) -> None:
    """What is left to do on a claim; `remind_on` is the next day on which the sweep must look at it; the kind of each
    payer by which the days of its claims were reckoned, and what else all were reckoned with.
    """
    for statement in (
        "ALTER TABLE claim ADD COLUMN steps TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE claim ADD COLUMN deadline_on TEXT",
        "ALTER TABLE claim ADD COLUMN remind_on TEXT",
        "ALTER TABLE payer ADD COLUMN dated_kind TEXT NOT NULL DEFAULT 'unknown'",
        "CREATE TABLE dated_with (what TEXT NOT NULL) STRICT",
        "INSERT INTO dated_with VALUES ('')",
        "CREATE INDEX claim_remind ON claim (remind_on) WHERE remind_on IS NOT NULL",
        "CREATE INDEX claim_owner_due ON claim (owner_id, next_action_on) WHERE is_open = 1",
    ):
        db.execute(statement)


@REMINDER_MIGRATIONS()
def create_reminders(db: Database) -> None:
    """`alert`: each reminder that fell due, decided once. `reminder`: to whom it is told, and by which message.

    `outbox_key` is "" until the message is made that carries the reminder. `posted_card`: what the newest card of a
    claim at a destination shows, to tell when it is out of date.
    """
    for statement in (
        """CREATE TABLE alert (
            id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, kind TEXT NOT NULL,
            rule_id TEXT NOT NULL, due_on TEXT NOT NULL, rung TEXT NOT NULL, alert_on TEXT NOT NULL,
            decided_on TEXT NOT NULL, is_told INTEGER NOT NULL, UNIQUE (claim_id, kind, rule_id, due_on, rung)
        ) STRICT""",
        """CREATE TABLE reminder (
            id INTEGER PRIMARY KEY, alert_id INTEGER NOT NULL REFERENCES alert ON DELETE CASCADE,
            target TEXT NOT NULL, is_single INTEGER NOT NULL, made_at TEXT NOT NULL,
            destination TEXT NOT NULL DEFAULT '', carried_on TEXT NOT NULL DEFAULT '',
            outbox_key TEXT NOT NULL DEFAULT '', UNIQUE (alert_id, target)
        ) STRICT""",
        "CREATE INDEX alert_decided ON alert (decided_on)",
        "CREATE INDEX reminder_carried ON reminder (destination, carried_on) WHERE outbox_key <> ''",
        "CREATE INDEX reminder_waiting ON reminder (target) WHERE outbox_key = ''",
        """CREATE TABLE posted_card (
            claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, destination TEXT NOT NULL,
            shows TEXT NOT NULL, PRIMARY KEY (claim_id, destination)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX reminder_message ON reminder (outbox_key) WHERE outbox_key <> ''",
    ):
        db.execute(statement)
