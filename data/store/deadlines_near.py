"""Open claims of some people whose nearest deadline is close, and those told of alone today; it changes nothing."""

import json
from collections.abc import Collection
from datetime import date

from sqlite_utils import Database


def find_near(db: Database, owner_ids: Collection[int], last: date) -> list[int]:
    """Ids of claims of which a day to act, by a rule or a letter, is no later than that; it may be over."""
    rows = db.conn.execute(
        "SELECT id FROM claim WHERE is_open = 1 AND owner_id IN (SELECT value FROM json_each(?)) "
        "AND deadline_on <= ? ORDER BY id",
        [json.dumps(sorted(owner_ids)), last.isoformat()],
    )
    return [row[0] for row in rows]


def told_alone(db: Database, destination: str, on: date) -> set[int]:
    """Claims about which the destination got a message of their own on its day."""
    rows = db.conn.execute(
        "SELECT alert.claim_id FROM reminder JOIN alert ON alert.id = reminder.alert_id "
        "WHERE reminder.destination = ? AND reminder.carried_on = ? AND reminder.outbox_key LIKE 'claim|%'",
        [destination, on.isoformat()],
    )
    return {row[0] for row in rows}
