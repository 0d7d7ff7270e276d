"""Sums and lists that reports are made of: all claims at once, never a patient; it changes nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from data.report_models import BUCKET_DAYS, BUCKETS, AgeBy, AgeFrom, Aging, AgingRow, Booked

_SINCE = {AgeFrom.SERVICE: "claim.service_from", AgeFrom.FIRST_BILL: "claim.first_sent_on"}
_NAME = {
    AgeBy.PAYER: "(SELECT name FROM payer WHERE id = coalesce("
    "(SELECT as_payer_id FROM payer_same WHERE payer_id = claim.payer_id), claim.payer_id))",
    AgeBy.OWNER: "(SELECT name FROM person WHERE id = claim.owner_id)",
}
"""A payer that a person said to be another goes by the other's name."""
_OWED = "balance_cents > 0 AND resolved_on IS NULL"
_SUM = "SELECT count(*), coalesce(sum(balance_cents), 0) FROM claim"
_AT_ONCE = 500


def sum_aging(db: Database, today: date, *, by: AgeBy, age_from: AgeFrom) -> Aging:
    """What is still owed, by payer or owner and age. What was resolved elsewhere and credits are summed apart."""
    since = _SINCE[age_from]
    limits = [(today - timedelta(days=days)).isoformat() for days in BUCKET_DAYS]
    found = db.conn.execute(
        f"SELECT coalesce({_NAME[by]}, '') AS name, CASE WHEN {since} IS NULL THEN 5 WHEN {since} >= ? THEN 0 "  # noqa: S608
        f"WHEN {since} >= ? THEN 1 WHEN {since} >= ? THEN 2 WHEN {since} >= ? THEN 3 ELSE 4 END AS bucket, "
        f"count(*), sum(balance_cents) FROM claim WHERE {_OWED} GROUP BY 1, 2",
        limits,
    )
    claims: dict[str, list[int]] = {}
    cents: dict[str, list[int]] = {}
    for name, bucket, count, owed in found:
        claims.setdefault(name, [0] * len(BUCKETS))[bucket] = count
        cents.setdefault(name, [0] * len(BUCKETS))[bucket] = owed
    resolved = _one_row(db, f"{_SUM} WHERE balance_cents > 0 AND resolved_on IS NOT NULL")
    credits = _one_row(db, f"{_SUM} WHERE balance_cents < 0")
    return Aging(
        by=by,
        age_from=age_from,
        today=today,
        rows=tuple(
            AgingRow(name=name, claims=tuple(claims[name]), cents=tuple(cents[name]))
            for name in sorted(cents, key=lambda one: (-sum(cents[one]), one))
        ),
        total=AgingRow(name="", claims=_totals(claims), cents=_totals(cents)),
        resolved_claims=resolved[0],
        resolved_cents=resolved[1],
        credit_claims=credits[0],
        credit_cents=-credits[1],
    )


def iterate_booked(db: Database, since: date) -> Iterator[list[Booked]]:
    """Claims with service or any event on or after that day, in parts."""
    day, last = since.isoformat(), 0
    while True:
        rows = db.conn.execute(
            "SELECT id, service_from, billed_cents, paid_cents, adjusted_cents, patient_cents FROM claim WHERE id > ? "
            "AND (service_from >= ? OR last_event_on >= ? OR first_sent_on >= ? OR touched_on >= ?) "
            "ORDER BY id LIMIT ?",
            [last, day, day, day, day, _AT_ONCE],
        ).fetchall()
        if not rows:
            return
        yield [_booked(row) for row in rows]
        last = rows[-1][0]


def payer_names(db: Database) -> dict[int, str]:
    """Of every payer by its number; one that a person said to be another goes by the other's name."""
    return dict(
        db.conn.execute(
            "SELECT payer.id, coalesce(other.name, payer.name) FROM payer "
            "LEFT JOIN payer_same ON payer_same.payer_id = payer.id LEFT JOIN payer AS other "
            "ON other.id = payer_same.as_payer_id"
        )
    )


def _one_row(db: Database, query: str) -> tuple[int, int]:
    count, cents = db.conn.execute(query).fetchone()
    return int(count), int(cents)


def _totals(rows: dict[str, list[int]]) -> tuple[int, ...]:
    return tuple(sum(row[bucket] for row in rows.values()) for bucket in range(len(BUCKETS)))


def _booked(row: tuple[Any, ...]) -> Booked:
    return Booked(
        claim_id=row[0],
        service_from=date.fromisoformat(row[1]) if row[1] else None,
        billed_cents=row[2],
        paid_cents=row[3],
        adjusted_cents=row[4],
        patient_cents=row[5],
    )
