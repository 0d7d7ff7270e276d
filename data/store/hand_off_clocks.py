"""Clocks of hand-offs: started, moved, stopped; what was decided about their messages, and which message carries it."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from data.claim_models import Ledger
from data.hand_off_models import Clock, ClockDays, ClockKind, ClockMessage, ClockRung, NewClock, Waiting, Watcher

_CLOCKS = (
    "SELECT clock.id, clock.kind, clock.subject_id, clock.claim_id, coalesce(claim.ref, ''), clock.waiting_on, "
    "clock.waiting_role, clock.asked_by, clock.started_on, clock.nudge_on, clock.due_on, clock.escalate_on, "
    "clock.lead_on, clock.stopped_on FROM clock LEFT JOIN claim ON claim.id = clock.claim_id "
)


def start_clock(db: Database, new: NewClock, at: datetime, *, tell: bool = True) -> int:
    """Gives its id. Where one runs about the same already, that one stays. Whoever is waited on is told at once."""
    running = find_clock(db, new.kind, new.subject_id)
    if running is not None:
        return running.id
    cursor = db.conn.execute(
        "INSERT INTO clock (kind, subject_id, claim_id, waiting_on, waiting_role, asked_by, started_on, started_at, "
        "nudge_on, due_on, escalate_on, lead_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            str(new.kind),
            new.subject_id,
            new.claim_id,
            new.waiting_on,
            new.waiting_role,
            new.asked_by,
            new.started_on.isoformat(),
            at.isoformat(),
            new.days.nudge_on.isoformat() if new.days.nudge_on else None,
            new.days.due_on.isoformat(),
            new.days.escalate_on.isoformat(),
            new.days.lead_on.isoformat(),
        ),
    )
    clock_id = int(cursor.lastrowid or 0)
    if tell:
        tell_once(db, clock_id, ClockRung.ASKED, Watcher.WAITED_ON, new.started_on)
    return clock_id


def move_clock(db: Database, kind: ClockKind, subject_id: int, *, waiting_on: int | None, role: str = "") -> None:
    """Somebody took it, or it was handed on; its days stay."""
    db.conn.execute(
        "UPDATE clock SET waiting_on = ?, waiting_role = ? WHERE kind = ? AND subject_id = ? AND stopped_on IS NULL",
        (waiting_on, role, str(kind), subject_id),
    )


def stop_clock(db: Database, kind: ClockKind, subject_id: int, *, on: date) -> Clock | None:
    """Nothing more of it is told. None where none runs."""
    running = find_clock(db, kind, subject_id)
    if running is None:
        return None
    db.conn.execute("UPDATE clock SET stopped_on = ? WHERE id = ?", (on.isoformat(), running.id))
    db.conn.execute("DELETE FROM clock_message WHERE clock_id = ? AND outbox_key = '' AND is_told = 1", [running.id])
    return get_clock(db, running.id)


def find_clock(db: Database, kind: ClockKind, subject_id: int) -> Clock | None:
    """The one that runs."""
    where = "WHERE clock.kind = ? AND clock.subject_id = ? AND clock.stopped_on IS NULL"
    return next(iter(_clocks(db, where, [str(kind), subject_id])), None)


def get_clock(db: Database, clock_id: int) -> Clock:
    return _clocks(db, "WHERE clock.id = ?", [clock_id])[0]


def running_clocks(db: Database, *, claim_id: int | None = None) -> list[Clock]:
    """All that run, or those of one claim; the one that is due first in front."""
    where, values = "WHERE clock.stopped_on IS NULL ", list[Any]()
    if claim_id is not None:
        where, values = where + "AND clock.claim_id = ? ", [claim_id]
    return _clocks(db, where + "ORDER BY clock.due_on, clock.id", values)


def waited_on(db: Database, numbers: Collection[int], roles: Collection[str]) -> list[Clock]:
    """Clocks that run and wait for one of these people, or for anybody of one of these roles."""
    return _clocks(
        db,
        "WHERE clock.stopped_on IS NULL AND (clock.waiting_on IN (SELECT value FROM json_each(?)) "
        "OR (clock.waiting_on IS NULL AND clock.waiting_role IN (SELECT value FROM json_each(?)))) "
        "ORDER BY clock.due_on, clock.id",
        [json.dumps(sorted(numbers)), json.dumps(sorted(roles))],
    )


def asked_by(db: Database, numbers: Collection[int]) -> list[Clock]:
    """Clocks that run and were asked for by these people, those left out that wait for themselves."""
    wanted = json.dumps(sorted(numbers))
    return _clocks(
        db,
        "WHERE clock.stopped_on IS NULL AND clock.asked_by IN (SELECT value FROM json_each(?)) "
        "AND coalesce(clock.waiting_on, 0) NOT IN (SELECT value FROM json_each(?)) ORDER BY clock.due_on, clock.id",
        [wanted, wanted],
    )


def load_waiting(db: Database, ledgers: Mapping[int, Ledger], wanted: str) -> None:
    """Into the ledgers, what each claim waits for; `wanted` are the claims as a JSON list."""
    for claim_id, kind, since, late_on in db.conn.execute(
        "SELECT claim_id, kind, started_on, escalate_on FROM clock WHERE stopped_on IS NULL "
        "AND claim_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [wanted],
    ):
        waiting = Waiting(kind=ClockKind(kind), since=_day(since), late_on=_day(late_on))
        ledgers[claim_id].waiting.append(waiting)


def hand_clocks_over(db: Database, heir: int, claim_id: int) -> None:
    """A claim that became another: its clocks and tasks go with its work."""
    db.conn.execute("UPDATE clock SET claim_id = ? WHERE claim_id = ?", (heir, claim_id))
    db.conn.execute("UPDATE task SET claim_id = ? WHERE claim_id = ?", (heir, claim_id))


# --- their messages ------------------------------------------------------------------------------------------------

_MESSAGES = "SELECT id, clock_id, rung, watcher, due_on, outbox_key FROM clock_message "


def tell_once(db: Database, clock_id: int, rung: ClockRung, watcher: Watcher, on: date) -> bool:
    """A message that does not come of the clock's days; whether it is new."""
    return keep_rung(db, clock_id, rung, watcher, due_on=on, today=on, is_told=True)


def keep_rung(
    db: Database, clock_id: int, rung: ClockRung, watcher: Watcher, *, due_on: date, today: date, is_told: bool
) -> bool:
    """Decided for good; whether it was not decided before."""
    cursor = db.conn.execute(
        "INSERT OR IGNORE INTO clock_message (clock_id, rung, watcher, due_on, decided_on, is_told) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (clock_id, str(rung), str(watcher), due_on.isoformat(), today.isoformat(), is_told),
    )
    return bool(cursor.rowcount)


def decided_rungs(db: Database) -> dict[int, frozenset[tuple[ClockRung, Watcher]]]:
    """What was decided about the clocks that run, by their ids."""
    found: dict[int, set[tuple[ClockRung, Watcher]]] = {}
    for clock_id, rung, watcher in db.conn.execute(
        "SELECT clock_id, rung, watcher FROM clock_message JOIN clock ON clock.id = clock_message.clock_id "
        "WHERE clock.stopped_on IS NULL"
    ):
        found.setdefault(clock_id, set()).add((ClockRung(rung), Watcher(watcher)))
    return {clock_id: frozenset(rungs) for clock_id, rungs in found.items()}


def forget_future_rungs(db: Database, today: date) -> int:
    """What was decided for days that have not come, and no message carries, is decided anew when they come."""
    cursor = db.conn.execute(
        "DELETE FROM clock_message WHERE decided_on > ? AND outbox_key = '' AND rung NOT IN (?, ?)",
        (today.isoformat(), str(ClockRung.ASKED), str(ClockRung.ANSWERED)),
    )
    return int(cursor.rowcount)


def waiting_messages(db: Database) -> list[ClockMessage]:
    """Those that no message of the outbox carries yet, the oldest first."""
    return _messages(db, "WHERE outbox_key = '' AND is_told = 1 ORDER BY id", [])


def message_in(db: Database, outbox_key: str) -> ClockMessage | None:
    """What a message of the outbox carries."""
    return next(iter(_messages(db, "WHERE outbox_key = ?", [outbox_key])), None)


def carry_message(db: Database, message_id: int, outbox_key: str) -> None:
    db.conn.execute("UPDATE clock_message SET outbox_key = ? WHERE id = ?", (outbox_key, message_id))


def let_message_go(db: Database, outbox_key: str) -> None:
    """It was not sent: it waits again, for whom it then concerns."""
    db.conn.execute("UPDATE clock_message SET outbox_key = '' WHERE outbox_key = ?", [outbox_key])


def _messages(db: Database, where: str, values: list[Any]) -> list[ClockMessage]:
    rows = db.conn.execute(_MESSAGES + where, values).fetchall()
    ids = json.dumps(sorted({row[1] for row in rows}))
    clocks = {one.id: one for one in _clocks(db, "WHERE clock.id IN (SELECT value FROM json_each(?))", [ids])}
    return [
        ClockMessage(
            id=row[0],
            clock=clocks[row[1]],
            rung=ClockRung(row[2]),
            watcher=Watcher(row[3]),
            due_on=_day(row[4]),
            outbox_key=row[5],
        )
        for row in rows
    ]


def _clocks(db: Database, where: str, values: Iterable[Any]) -> list[Clock]:
    return [_clock(row) for row in db.conn.execute(_CLOCKS + where, list(values))]


def _clock(row: tuple[Any, ...]) -> Clock:
    return Clock(
        id=row[0],
        kind=ClockKind(row[1]),
        subject_id=row[2],
        claim_id=row[3],
        claim_ref=row[4],
        waiting_on=row[5],
        waiting_role=row[6],
        asked_by=row[7],
        started_on=_day(row[8]),
        days=ClockDays(
            nudge_on=_day(row[9]) if row[9] else None,
            due_on=_day(row[10]),
            escalate_on=_day(row[11]),
            lead_on=_day(row[12]),
        ),
        stopped_on=_day(row[13]) if row[13] else None,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
