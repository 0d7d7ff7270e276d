"""Which channel gets the weekly report, and when: rows are added, none is changed, the newest stands."""

from datetime import UTC, datetime, time

from sqlite_utils import Database

from data.report_models import WeeklyChange, WeeklyReport
from data.routing_models import Changed

_NEWEST = "SELECT id, at, by_team, by_user, channel, weekday, sent_at FROM weekly_report ORDER BY id DESC LIMIT 1"


def find_weekly(db: Database) -> WeeklyChange | None:
    """None until somebody settles it."""
    row = db.conn.execute(_NEWEST).fetchone()
    if row is None:
        return None
    return WeeklyChange(
        id=row[0],
        changed=Changed(at=datetime.fromisoformat(row[1]), team=row[2], user=row[3]),
        settings=WeeklyReport(channel=row[4], weekday=row[5], at=time.fromisoformat(row[6])),
    )


def save_weekly(db: Database, settings: WeeklyReport, *, changed: Changed) -> None:
    db.conn.execute(
        "INSERT INTO weekly_report (at, by_team, by_user, channel, weekday, sent_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            changed.at.astimezone(UTC).isoformat(),
            changed.team,
            changed.user,
            settings.channel,
            settings.weekday,
            settings.at.isoformat(timespec="minutes"),
        ),
    )
