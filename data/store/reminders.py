"""Reminders: claims that the sweep must look at, what was decided about each alert, to whom it is told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from data.follow_up_models import Alert, AlertKey, DueClaim, Reminder, Target, Told
from data.store.steps import read_steps

_IN = "IN (SELECT value FROM json_each(?))"


def find_due(db: Database, today: date, *, after: tuple[str, int] = ("", 0), most: int = 500) -> list[DueClaim]:
    """Claims to be looked at by `today`, in parts: `after` is (remind_on, id) of the last one before."""
    rows = db.conn.execute(
        "SELECT id FROM claim WHERE remind_on IS NOT NULL AND remind_on <= ? AND (remind_on, id) > (?, ?) "
        "ORDER BY remind_on, id LIMIT ?",
        [today.isoformat(), *after, most],
    )
    return load_due(db, [row[0] for row in rows])


def load_due(db: Database, claim_ids: Sequence[int]) -> list[DueClaim]:
    """In the order of the ids."""
    wanted = json.dumps(list(claim_ids))
    decided: dict[int, set[AlertKey]] = {}
    for claim_id, kind, rule_id, due_on, rung in db.conn.execute(
        f"SELECT claim_id, kind, rule_id, due_on, rung FROM alert WHERE claim_id {_IN}",  # noqa: S608
        [wanted],
    ):
        decided.setdefault(claim_id, set()).add((kind, rule_id, due_on, rung))
    rows = db.conn.execute(
        "SELECT claim.id, claim.ref, claim.payer_id, payer.name, payer.kind, claim.state, claim.owner_id, "  # noqa: S608
        "claim.balance_cents, claim.steps, claim.remind_on FROM claim LEFT JOIN payer ON payer.id = claim.payer_id "
        f"WHERE claim.id {_IN}",
        [wanted],
    )
    found = {row[0]: _due_claim(row, frozenset(decided.get(row[0], ()))) for row in rows}
    return [found[claim_id] for claim_id in claim_ids if claim_id in found]


def has_decided(db: Database) -> bool:
    """Whether anything was ever decided."""
    return db.conn.execute("SELECT 1 FROM alert LIMIT 1").fetchone() is not None


def forget_future(db: Database, today: date) -> int:
    """What was decided for days that have not come yet, and is told by no message, is decided anew when they come.

    A clock that jumped ahead, or a check that was asked about a later day, must silence nothing.
    """
    claims = db.conn.execute(
        "SELECT DISTINCT claim_id FROM alert WHERE decided_on > ? AND NOT EXISTS (SELECT 1 FROM reminder "
        "WHERE reminder.alert_id = alert.id AND reminder.outbox_key <> '')",
        [today.isoformat()],
    ).fetchall()
    if not claims:
        return 0
    db.conn.execute(
        "DELETE FROM alert WHERE decided_on > ? AND NOT EXISTS (SELECT 1 FROM reminder "
        "WHERE reminder.alert_id = alert.id AND reminder.outbox_key <> '')",
        [today.isoformat()],
    )
    db.conn.executemany("UPDATE claim SET remind_on = ? WHERE id = ?", [(today.isoformat(), row[0]) for row in claims])
    return len(claims)


def keep_decided(
    db: Database, claim_id: int, alerts: Iterable[tuple[Alert, tuple[Told, ...]]], *, today: date, at: datetime
) -> int:
    """What was decided about alerts of a claim, each with whom it is told to; how many reminders that makes.

    An alert that was decided before stays as it was.
    """
    made = 0
    for alert, told in alerts:
        kind, rule_id, due_on, rung = alert.key
        cursor = db.conn.execute(
            "INSERT OR IGNORE INTO alert (claim_id, kind, rule_id, due_on, rung, alert_on, decided_on, is_told) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (claim_id, kind, rule_id, due_on, rung, alert.on.isoformat(), today.isoformat(), bool(told)),
        )
        if not cursor.rowcount:
            continue
        rows = [(cursor.lastrowid, str(one.target), one.is_single, at.isoformat()) for one in told]
        db.conn.executemany(
            "INSERT INTO reminder (alert_id, target, is_single, made_at) VALUES (?, ?, ?, ?)",
            rows,
        )
        made += len(rows)
    return made


def look_again_on(db: Database, days: Iterable[tuple[int, date | None]]) -> None:
    """Claim id and the next day on which it must be looked at; None for never."""
    db.conn.executemany(
        "UPDATE claim SET remind_on = ? WHERE id = ?",
        [(day.isoformat() if day else None, claim_id) for claim_id, day in days],
    )


# --- reminders and the messages that carry them --------------------------------------------------------------------

_REMINDERS = (
    "SELECT reminder.id, alert.claim_id, alert.kind, alert.rule_id, alert.due_on, alert.rung, alert.alert_on, "
    "reminder.target, reminder.is_single, reminder.outbox_key FROM reminder JOIN alert ON alert.id = reminder.alert_id "
)


def waiting_reminders(db: Database, target: Target) -> list[Reminder]:
    """Those of a target that no message carries yet, the oldest first."""
    return _reminders(db, "WHERE reminder.target = ? AND reminder.outbox_key = '' ORDER BY reminder.id", [str(target)])


def reminders_in(db: Database, outbox_key: str) -> list[Reminder]:
    """What a message carries."""
    return _reminders(db, "WHERE reminder.outbox_key = ? ORDER BY reminder.id", [outbox_key])


def carry(db: Database, outbox_key: str, destination: str, reminder_ids: Iterable[int], on: date) -> None:
    """From now on this message carries these reminders; `on` is the day of its destination."""
    db.conn.executemany(
        "UPDATE reminder SET outbox_key = ?, destination = ?, carried_on = ? WHERE id = ? AND outbox_key = ''",
        [(outbox_key, destination, on.isoformat(), reminder_id) for reminder_id in reminder_ids],
    )


def count_carried_alone(db: Database, destination: str, on: date) -> int:
    """How many messages about single claims the destination got on its day."""
    row = db.conn.execute(
        "SELECT count(DISTINCT outbox_key) FROM reminder WHERE destination = ? AND carried_on = ? "
        "AND outbox_key LIKE 'claim|%'",
        [destination, on.isoformat()],
    ).fetchone()
    return int(row[0])


def newest_told(db: Database, claim_id: int, destination: str) -> list[Reminder]:
    """The reminders of a claim that a destination got, the newest first."""
    where = "WHERE alert.claim_id = ? AND reminder.destination = ? ORDER BY reminder.id DESC LIMIT 1"
    return _reminders(db, where, [claim_id, destination])


# --- cards that stand in Slack --------------------------------------------------------------------------------------

_SHOWS = (
    "claim.state || '|' || coalesce(claim.owner_id, '') || '|' || claim.balance_cents || '|' || claim.steps || '|' || "
    "coalesce(claim.snoozed_until, '') || '|' || coalesce(claim.touched_on, '') || '|' || "
    "coalesce(claim.resolved_on, '') || '|' || claim.asked_cents"
)


def keep_shown(db: Database, claim_id: int, destination: str) -> str:
    """The newest card of the claim at the destination shows it as it is now; gives what that is."""
    shows: str = db.conn.execute(f"SELECT {_SHOWS} FROM claim WHERE id = ?", [claim_id]).fetchone()[0]  # noqa: S608
    db.conn.execute(
        "INSERT INTO posted_card VALUES (?, ?, ?) "
        "ON CONFLICT (claim_id, destination) DO UPDATE SET shows = excluded.shows",
        (claim_id, destination, shows),
    )
    return shows


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedCard:
    """A card that shows a claim as it no longer is. `news` names the claim's state where that is another, else ""."""

    claim_id: int
    destination: str
    news: str


def outdated_cards(db: Database, *, most: int = 200) -> list[OutdatedCard]:
    rows = db.conn.execute(
        "SELECT posted_card.claim_id, posted_card.destination, posted_card.shows, claim.state, claim.state_on "  # noqa: S608
        f"FROM posted_card JOIN claim ON claim.id = posted_card.claim_id WHERE posted_card.shows <> {_SHOWS} LIMIT ?",
        [most],
    )
    return [
        OutdatedCard(
            claim_id=row[0],
            destination=row[1],
            news="" if row[2].startswith(f"{row[3]}|") else f"{row[3]}|{row[4] or ''}",
        )
        for row in rows
    ]


def forget_cards(db: Database, *, before: date) -> int:
    """Cards of claims on which nothing is left to do, untouched since then, are left as they are."""
    done = db.conn.execute(
        "DELETE FROM posted_card WHERE claim_id IN (SELECT id FROM claim WHERE steps = '' "
        "AND coalesce(touched_on, state_on, '') < ?)",
        [before.isoformat()],
    )
    return int(done.rowcount)


def forget(db: Database, reminder_id: int) -> None:
    """A reminder that no message carries is taken back; its alert, too, if nobody else is told of it."""
    row = db.conn.execute("SELECT alert_id FROM reminder WHERE id = ? AND outbox_key = ''", [reminder_id]).fetchone()
    if row is None:
        return
    db.conn.execute("DELETE FROM reminder WHERE id = ?", [reminder_id])
    db.conn.execute(
        "DELETE FROM alert WHERE id = ? AND NOT EXISTS (SELECT 1 FROM reminder WHERE alert_id = alert.id)", [row[0]]
    )


def let_go(db: Database, outbox_key: str) -> int:
    """Reminders of a message that was not sent wait again, for whom they concern now; how many there are."""
    cursor = db.conn.execute("UPDATE reminder SET outbox_key = '', destination = '' WHERE outbox_key = ?", [outbox_key])
    return int(cursor.rowcount)


def _reminders(db: Database, where: str, values: list[Any]) -> list[Reminder]:
    rows = db.conn.execute(_REMINDERS + where, values).fetchall()
    claims = {claim.id: claim for claim in load_due(db, list(dict.fromkeys(row[1] for row in rows)))}
    return [
        Reminder(
            id=row[0],
            claim=claims[row[1]],
            key=(row[2], row[3], row[4], row[5]),
            alert_on=date.fromisoformat(row[6]),
            target=Target(row[7]),
            is_single=bool(row[8]),
            outbox_key=row[9],
        )
        for row in rows
    ]


def _due_claim(row: tuple[Any, ...], decided: frozenset[AlertKey]) -> DueClaim:
    try:
        steps, is_readable = read_steps(row[8]), True
    except (ValueError, TypeError):
        steps, is_readable = (), False
    return DueClaim(
        id=row[0],
        ref=row[1],
        payer_id=row[2],
        payer=row[3] or "",
        payer_kind=row[4] or "unknown",
        state=row[5],
        owner_id=row[6],
        balance_cents=row[7],
        steps=steps,
        decided=decided,
        remind_on=row[9] or "",
        is_readable=is_readable,
    )
