"""When each job last began and last finished; who worries about that is for others."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from data.reminder_models import Heartbeat
from data.store.outbox_rows import found_instant, instant


def begin_beat(db: Database, job: str, at: datetime) -> None:
    """The job has begun; when it last finished stays."""
    db.conn.execute(
        "INSERT INTO heartbeat (job, started_at) VALUES (?, ?) "
        "ON CONFLICT (job) DO UPDATE SET started_at = excluded.started_at",
        (job, instant(at)),
    )


def finish_beat(db: Database, job: str, at: datetime, counts: Mapping[str, int]) -> None:
    """The job has finished, and counted this."""
    db.conn.execute(
        "INSERT INTO heartbeat (job, started_at, finished_at, counts) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (job) DO UPDATE SET finished_at = excluded.finished_at, counts = excluded.counts",
        (job, instant(at), instant(at), json.dumps(dict(counts))),
    )


def find_beat(db: Database, job: str) -> Heartbeat | None:
    return next((one for one in list_beats(db) if one.job == job), None)


def list_beats(db: Database) -> list[Heartbeat]:
    """Every job that ever began, by name."""
    return [
        Heartbeat(
            job=row[0],
            started_at=datetime.fromisoformat(row[1]),
            finished_at=found_instant(row[2]),
            counts=json.loads(row[3]),
        )
        for row in db.conn.execute("SELECT job, started_at, finished_at, counts FROM heartbeat ORDER BY job")
    ]
