"""What was imported: files, transactions, problems; and the column mappings that people have confirmed."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from data.x12_models import TransactionSet


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTransaction:
    """A transaction that is in the store already."""

    id: int
    claims: int


def find_file(db: Database, sha256: str) -> int | None:
    row = db.conn.execute("SELECT id FROM imported_file WHERE sha256 = ?", [sha256]).fetchone()
    return int(row[0]) if row else None


def add_file(db: Database, *, sha256: str, name: str, kind: str, source: str, at: datetime) -> int:
    """The file's id; a file that was begun before keeps its row. `source` tells exports of one kind apart."""
    known = find_file(db, sha256)
    if known is not None:
        return known
    cursor = db.conn.execute(
        "INSERT INTO imported_file (sha256, name, kind, source, imported_at) VALUES (?, ?, ?, ?, ?)",
        (sha256, name, kind, source, at.isoformat(timespec="seconds")),
    )
    return int(cursor.lastrowid or 0)


def transactions_seen(db: Database, hashes: Collection[str]) -> dict[str, SeenTransaction]:
    rows = db.conn.execute(
        "SELECT sha256, id, claims FROM x12_transaction WHERE sha256 IN (SELECT value FROM json_each(?))",
        [json.dumps(list(hashes))],
    )
    return {row[0]: SeenTransaction(id=row[1], claims=row[2]) for row in rows}


def same_numbers(db: Database, one: TransactionSet, control_keys: tuple[str, str, str]) -> bool:
    """Whether another transaction of the same sender carries the same control numbers, with other content."""
    row = db.conn.execute(
        "SELECT 1 FROM x12_transaction WHERE interchange_control = ? AND group_control = ? AND control = ? "
        "AND sender = ? AND sha256 <> ? LIMIT 1",
        (*control_keys, one.interchange.sender, one.sha256),
    ).fetchone()
    return row is not None


def add_transaction(db: Database, file_id: int, one: TransactionSet, *, control_keys: tuple[str, str, str]) -> int:
    """Keeps the transaction's numbers; gives its id. `control_keys` are those of interchange, group and transaction."""
    cursor = db.conn.execute(
        "INSERT INTO x12_transaction (file_id, sha256, kind, version, place, sender, receiver, interchange_control, "
        "group_control, control, batch_reference, sent_on, is_test, claims, payment_key) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0, '')",
        (
            file_id,
            one.sha256,
            str(one.kind),
            one.version,
            one.place,
            one.interchange.sender,
            one.interchange.receiver,
            *control_keys,
            one.interchange.sent_on.isoformat() if one.interchange.sent_on else None,
            one.interchange.is_test,
        ),
    )
    return int(cursor.lastrowid or 0)


def finish_transaction(
    db: Database, transaction_id: int, *, claims: int, batch_reference: str, sent_on: date | None, payment_key: str
) -> None:
    """What is known of a transaction only when it has been read to its end."""
    db.conn.execute(
        "UPDATE x12_transaction SET claims = ?, batch_reference = ?, sent_on = coalesce(?, sent_on), payment_key = ? "
        "WHERE id = ?",
        (claims, batch_reference, sent_on.isoformat() if sent_on else None, payment_key, transaction_id),
    )


def find_payment(db: Database, payment_key: str, *, amount_cents: int | None, paid_on: date | None) -> bool:
    """Whether the same check or transfer is in the store already; an amount that is not known matches any."""
    if not payment_key:
        return False
    row = db.conn.execute(
        "SELECT 1 FROM x12_transaction JOIN payment ON payment.transaction_id = x12_transaction.id "
        "WHERE payment_key = ? AND (amount_cents IS NULL OR ? IS NULL OR (amount_cents = ? AND paid_on IS ?)) LIMIT 1",
        (payment_key, amount_cents, amount_cents, paid_on.isoformat() if paid_on else None),
    ).fetchone()
    return row is not None


def rows_of_payment(db: Database, payment_key: str) -> set[tuple[str, str, str, int, int]]:
    """(claim number, payer's number, status, charge, paid) of each row of a payment, numbers as they are compared."""
    rows = db.conn.execute(
        "SELECT fact.number_key, fact.payer_key, remitted.status, fact.charge_cents, remitted.paid_cents "
        "FROM x12_transaction JOIN fact ON fact.transaction_id = x12_transaction.id "
        "JOIN remitted ON remitted.fact_id = fact.id WHERE x12_transaction.payment_key = ?",
        [payment_key],
    )
    return {(row[0], row[1], row[2], row[3], row[4]) for row in rows}


def add_problems(db: Database, file_id: int, problems: Iterable[tuple[str, str, int | None]]) -> None:
    """(place, text, fact id or None)."""
    db.conn.executemany(
        "INSERT INTO import_problem (file_id, place, text, fact_id) VALUES (?, ?, ?, ?)",
        [(file_id, place, text, fact_id) for place, text, fact_id in problems],
    )


def save_mapping(db: Database, fingerprint: str, columns: Mapping[str, str], at: datetime) -> None:
    db.conn.execute(
        "INSERT INTO table_mapping VALUES (?, ?, ?) "
        "ON CONFLICT (fingerprint) DO UPDATE SET columns = excluded.columns, saved_at = excluded.saved_at",
        (fingerprint, json.dumps(dict(columns)), at.isoformat(timespec="seconds")),
    )


def find_mapping(db: Database, fingerprint: str) -> dict[str, str] | None:
    """Column -> field as a person confirmed it, or None."""
    row = db.conn.execute("SELECT columns FROM table_mapping WHERE fingerprint = ?", [fingerprint]).fetchone()
    return dict(json.loads(row[0])) if row else None
