"""The table of appeals as lists and statistics read them, as migrations; what people logged is in `worked`."""

from sqlite_utils import Database, Migrations

APPEAL_MIGRATIONS = Migrations("appeal")


@APPEAL_MIGRATIONS()
def create_appeals(db: Database) -> None:
    """Computed anew with the claim, like its denials. `carcs` are parted by blanks."""
    for statement in (
        """CREATE TABLE claim_appeal (
            claim_id INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE, number INTEGER NOT NULL,
            level INTEGER NOT NULL, sent_on TEXT NOT NULL, decision_due_on TEXT NOT NULL, answered_on TEXT,
            decided_on TEXT, outcome TEXT, recovered_cents INTEGER, paid_since_cents INTEGER NOT NULL,
            payer_id INTEGER, carcs TEXT NOT NULL, is_newest INTEGER NOT NULL, PRIMARY KEY (claim_id, number)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX claim_appeal_waiting ON claim_appeal (decision_due_on) WHERE outcome IS NULL",
        "CREATE INDEX claim_appeal_decided ON claim_appeal (decided_on) WHERE outcome IS NOT NULL",
    ):
        db.execute(statement)
