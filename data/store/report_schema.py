"""The table of the weekly report's settings, as migrations, oldest first."""

from sqlite_utils import Database, Migrations

REPORT_MIGRATIONS = Migrations("report")


@REPORT_MIGRATIONS()
def create_weekly_report(db: Database) -> None:
    """It only grows, and the newest row stands. `by_*` is who did it; no channel is no report."""
    for statement in (
        """CREATE TABLE weekly_report (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, by_team TEXT NOT NULL, by_user TEXT NOT NULL,
            channel TEXT NOT NULL, weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 4), sent_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TRIGGER weekly_report_no_update BEFORE UPDATE ON weekly_report
            BEGIN SELECT RAISE(ABORT, 'the history of weekly_report only grows'); END""",
        """CREATE TRIGGER weekly_report_no_delete BEFORE DELETE ON weekly_report
            BEGIN SELECT RAISE(ABORT, 'the history of weekly_report only grows'); END""",
    ):
        db.execute(statement)
