"""Appeals of all claims: kept with each claim's position, listed by where they stand, given to statistics."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.appeal_models import AppealRecord, AppealResult, AppealState, ListedAppeal
from data.claim_models import PayerKind
from data.work_models import Outcome
from data.worklist_models import Span

_DRAFTED = (
    "(SELECT max(worked.done_on) FROM worked WHERE worked.claim_id = claim.id AND worked.kind = 'appeal_drafted' "
    "AND worked.id > coalesce((SELECT max(sent.id) FROM worked AS sent WHERE sent.claim_id = claim.id "
    "AND sent.kind = 'appealed'), 0))"
)
_OF_CLAIM = (
    "claim.ref, coalesce(payer.name, ''), coalesce(payer.kind, 'unknown'), claim.owner_id, "
    "coalesce(person.name, ''), claim.balance_cents"
)
_JOINED = "LEFT JOIN payer ON payer.id = claim.payer_id LEFT JOIN person ON person.id = claim.owner_id"
_STATES = {
    AppealState.AWAITING: "outcome IS NULL AND answered_on IS NULL AND decision_due_on >= ?",
    AppealState.OVERDUE: "outcome IS NULL AND answered_on IS NULL AND decision_due_on < ?",
    AppealState.ANSWERED: "outcome IS NULL AND answered_on IS NOT NULL AND ? <> ''",
    AppealState.DECIDED: "outcome IS NOT NULL AND decided_on >= ?",
}
"""Each with the day that it asks for: today, of those decided the first one."""
_ORDERS = {AppealState.ANSWERED: "answered_on", AppealState.DECIDED: "decided_on DESC"}


def save_appeals(db: Database, records: Iterable[tuple[int, tuple[AppealRecord, ...]]]) -> None:
    """Claim id and all its appeals, in place of what was kept of them."""
    records = list(records)
    db.conn.executemany("DELETE FROM claim_appeal WHERE claim_id = ?", [(claim_id,) for claim_id, _ in records])
    db.conn.executemany(
        "INSERT INTO claim_appeal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(claim_id, *_row(one), int(one is some[-1])) for claim_id, some in records for one in some],
    )


def list_appeals(
    db: Database, state: AppealState, day: date, *, owner_ids: Collection[int] | None = None, most: int
) -> tuple[int, list[ListedAppeal]]:
    """How many, and the first ones: the most urgent, of decided ones the newest. `day` is today; of those decided the
    first day that counts. `owner_ids` None is everybody's.
    """
    where, values = _owned(owner_ids)
    condition = (
        f"FROM claim_appeal JOIN claim ON claim.id = claim_appeal.claim_id {_JOINED} WHERE {_STATES[state]}{where}"
    )
    asked = [day.isoformat(), *values]
    count = db.conn.execute(f"SELECT count(*) {condition}", asked).fetchone()[0]
    rows = db.conn.execute(
        f"SELECT {_OF_CLAIM}, level, decision_due_on, sent_on, decided_on, outcome, recovered_cents, paid_since_cents "
        f"{condition} ORDER BY {_ORDERS.get(state, 'decision_due_on')}, claim.balance_cents DESC, claim.id LIMIT ?",
        [*asked, most],
    )
    return count, [_listed(row) for row in rows]


def list_to_send(
    db: Database, due: Span, *, owner_ids: Collection[int] | None = None, most: int
) -> tuple[int, list[ListedAppeal]]:
    """Open claims whose appeal is to be sent within these days, the first due in front."""
    where, values = _owned(owner_ids)
    steps = "json_each(CASE WHEN json_valid(claim.steps) THEN claim.steps END) AS step"
    condition = (
        f"FROM claim, {steps} {_JOINED} WHERE claim.is_open = 1 AND claim.deadline_on <= ? "
        "AND json_extract(step.value, '$[0]') = 'appeal' AND json_extract(step.value, '$[3]') <> '' "
        f"AND json_extract(step.value, '$[1]') BETWEEN ? AND ?{where}"
    )
    first, last = (due.start or date.min).isoformat(), (due.end or date.max).isoformat()
    asked = [last, first, last, *values]
    count = db.conn.execute(f"SELECT count(*) {condition}", asked).fetchone()[0]
    rows = db.conn.execute(
        f"SELECT {_OF_CLAIM}, coalesce(json_extract(step.value, '$[6]'), 1), json_extract(step.value, '$[1]'), "
        f"{_DRAFTED}, json_extract(step.value, '$[3]') {condition} "
        "ORDER BY json_extract(step.value, '$[1]'), claim.balance_cents DESC, claim.id LIMIT ?",
        [*asked, most],
    )
    return count, [_to_send(row) for row in rows]


def appeal_results(db: Database, *, since: date | None = None) -> list[AppealResult]:
    """All that are in flight, and those decided since that day."""
    rows = db.conn.execute(
        "SELECT coalesce(payer.name, ''), carcs, outcome, recovered_cents, paid_since_cents, sent_on, decided_on "
        "FROM claim_appeal LEFT JOIN payer ON payer.id = claim_appeal.payer_id "
        "WHERE decided_on IS NULL OR decided_on >= ? ORDER BY claim_id, number",
        [since.isoformat() if since else ""],
    )
    return [
        AppealResult(
            payer=row[0],
            carcs=tuple(row[1].split()),
            outcome=Outcome(row[2]) if row[2] else None,
            recovered_cents=row[3],
            paid_since_cents=row[4],
            sent_on=date.fromisoformat(row[5]),
            decided_on=_day(row[6]),
        )
        for row in rows
    ]


def _row(one: AppealRecord) -> tuple[Any, ...]:
    appeal = one.appeal
    return (
        one.number,
        appeal.level,
        appeal.sent_on.isoformat(),
        one.decision_due_on.isoformat(),
        one.answered_on.isoformat() if one.answered_on else None,
        appeal.decided_on.isoformat() if appeal.decided_on else None,
        str(appeal.outcome) if appeal.outcome else None,
        appeal.recovered_cents,
        one.paid_since_cents,
        one.payer_id,
        " ".join(one.carcs),
    )


def _owned(owner_ids: Collection[int] | None) -> tuple[str, list[str]]:
    if owner_ids is None:
        return "", []
    return " AND claim.owner_id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(owner_ids))]


def _listed(row: tuple[Any, ...]) -> ListedAppeal:
    return ListedAppeal(
        ref=row[0],
        payer=row[1],
        payer_kind=PayerKind(row[2]),
        owner_id=row[3],
        owner=row[4],
        balance_cents=row[5],
        level=row[6],
        due_on=_day(row[7]),
        sent_on=_day(row[8]),
        decided_on=_day(row[9]),
        outcome=Outcome(row[10]) if row[10] else None,
        recovered_cents=row[11],
        paid_since_cents=row[12],
        drafted_on=None,
    )


def _to_send(row: tuple[Any, ...]) -> ListedAppeal:
    return ListedAppeal(
        ref=row[0],
        payer=row[1],
        payer_kind=PayerKind(row[2]),
        owner_id=row[3],
        owner=row[4],
        balance_cents=row[5],
        level=row[6],
        due_on=_day(row[7]),
        sent_on=None,
        decided_on=None,
        outcome=None,
        recovered_cents=None,
        paid_since_cents=0,
        drafted_on=_day(row[8]),
        rule_id=row[9],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
