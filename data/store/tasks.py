"""Tasks: events are added and never changed; the task's own row repeats what they come to, for lists."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from data.task_models import OVER, Task, TaskDid, TaskEvent, TaskKind, TaskQuery, TaskRecord

_OVER = ", ".join(f"'{state}'" for state in sorted(OVER))


def add_task(db: Database, kind: TaskKind, claim_id: int | None, asked: TaskEvent) -> int:
    """A new one with its first event; gives its id."""
    cursor = db.conn.execute("INSERT INTO task (claim_id, kind) VALUES (?, ?)", (claim_id, str(kind)))
    task_id = int(cursor.lastrowid or 0)
    add_task_event(db, task_id, asked)
    return task_id


def add_task_event(db: Database, task_id: int, one: TaskEvent) -> int:
    """Keeps one thing that happened; gives its id, which is the task's version."""
    cursor = db.conn.execute(
        "INSERT INTO task_event (task_id, done_at, done_on, did, person_id, to_person_id, role, until, way, about, "
        "line, codes, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            task_id,
            one.at.isoformat(),
            one.on.isoformat(),
            str(one.did),
            one.person_id,
            one.to_person_id,
            one.role,
            one.until.isoformat() if one.until else None,
            one.way,
            one.about,
            one.line,
            one.codes,
            one.text,
        ),
    )
    return int(cursor.lastrowid or 0)


def keep_task_state(db: Database, task: Task) -> None:
    """What its events come to now."""
    db.conn.execute(
        "UPDATE task SET state = ?, has_id = ?, role = ?, asked_by = ?, due_on = ?, pended_until = ? WHERE id = ?",
        (
            str(task.state),
            task.has_id,
            task.role,
            task.asked_by,
            task.due_on.isoformat() if task.due_on else None,
            task.pended_until.isoformat() if task.pended_until else None,
            task.id,
        ),
    )


def find_task(db: Database, task_id: int) -> TaskRecord | None:
    return next(iter(_records(db, [task_id])), None)


def tasks_of_claim(db: Database, claim_id: int) -> list[TaskRecord]:
    """All of them, the oldest first."""
    rows = db.conn.execute("SELECT id FROM task WHERE claim_id = ? ORDER BY id", [claim_id])
    return _records(db, [row[0] for row in rows])


def find_tasks(db: Database, asked: TaskQuery, *, most: int = 200) -> tuple[int, list[TaskRecord]]:
    """How many there are, and the first ones: what is due first in front, what has no day behind."""
    where, values = _where(asked)
    total = int(db.conn.execute(f"SELECT count(*) FROM task WHERE {where}", values).fetchone()[0])  # noqa: S608
    rows = db.conn.execute(
        f"SELECT id FROM task WHERE {where} ORDER BY coalesce(due_on, '9999'), id LIMIT ?",  # noqa: S608
        [*values, most],
    )
    return total, _records(db, [row[0] for row in rows])


def _where(asked: TaskQuery) -> tuple[str, list[Any]]:
    parts, values = ["1 = 1"], list[Any]()
    if asked.is_over is not None:
        parts.append(f"state {'IN' if asked.is_over else 'NOT IN'} ({_OVER})")
    if asked.has_ids is not None:
        mine = "has_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(sorted(asked.has_ids)))
        if asked.roles:
            mine = f"({mine} OR (has_id IS NULL AND role IN (SELECT value FROM json_each(?))))"  # noqa: S608
            values.append(json.dumps(sorted(asked.roles)))
        parts.append(mine)
    if asked.claim_id is not None:
        parts.append("claim_id = ?")
        values.append(asked.claim_id)
    if asked.is_overdue:
        parts.append("due_on < ? AND (state <> 'pended' OR pended_until <= ?)")
        values += [asked.today.isoformat()] * 2
    if asked.kinds:
        parts.append("kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(asked.kinds)))
    return " AND ".join(parts), values


def _records(db: Database, ids: Collection[int]) -> list[TaskRecord]:
    """In the order of the ids."""
    wanted = json.dumps(list(ids))
    events: dict[int, list[TaskEvent]] = {}
    for row in db.conn.execute(
        "SELECT task_id, id, done_at, done_on, did, person_id, to_person_id, role, until, way, about, line, codes, "
        "text FROM task_event WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [wanted],
    ):
        events.setdefault(row[0], []).append(_event(row[1:]))
    rows = db.conn.execute(
        "SELECT task.id, task.kind, task.claim_id, coalesce(claim.ref, '') FROM task "
        "LEFT JOIN claim ON claim.id = task.claim_id WHERE task.id IN (SELECT value FROM json_each(?))",
        [wanted],
    )
    found = {
        row[0]: TaskRecord(
            id=row[0], kind=TaskKind(row[1]), claim_id=row[2], claim_ref=row[3], events=tuple(events[row[0]])
        )
        for row in rows
    }
    return [found[task_id] for task_id in ids if task_id in found]


def _event(row: tuple[Any, ...]) -> TaskEvent:
    return TaskEvent(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        on=date.fromisoformat(row[2]),
        did=TaskDid(row[3]),
        person_id=row[4],
        to_person_id=row[5],
        role=row[6],
        until=date.fromisoformat(row[7]) if row[7] else None,
        way=row[8],
        about=row[9],
        line=row[10],
        codes=row[11],
        text=row[12],
    )
