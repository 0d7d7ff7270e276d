"""Which sent batches an acknowledgement is about: candidates are found here, and what was decided of them is kept."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlite_utils import Database

from data.claim_models import BatchAck, SentBatch


def acks_by_id(db: Database, ids: Collection[int]) -> list[BatchAck]:
    return _acks(db, "batch_ack.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def keep_envelope(db: Database, transaction_id: int, envelope: SentBatch) -> bool:
    """Keeps the numbers under which a batch went out; whether they were new."""
    cursor = db.conn.execute(
        "INSERT OR IGNORE INTO envelope (transaction_id, sender, receiver, interchange_control, group_control, "
        "control, sent_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            transaction_id,
            envelope.sender,
            envelope.receiver,
            envelope.interchange,
            envelope.group,
            envelope.control,
            envelope.sent_on.isoformat() if envelope.sent_on else None,
        ),
    )
    return bool(cursor.rowcount)


def acks_naming(db: Database, transaction_id: int) -> list[BatchAck]:
    """Acknowledgements that may be about this sent batch, in any of its envelopes."""
    rows = db.conn.execute(
        "SELECT DISTINCT batch_ack.id FROM envelope "
        "JOIN x12_transaction ON x12_transaction.id = envelope.transaction_id JOIN batch_ack ON "
        "(batch_ack.interchange_control <> '' AND batch_ack.interchange_control = envelope.interchange_control) OR "
        "(batch_ack.group_control <> '' AND batch_ack.group_control = envelope.group_control) OR "
        "(batch_ack.batch_reference <> '' AND batch_ack.batch_reference = x12_transaction.batch_reference) "
        "WHERE envelope.transaction_id = ?",
        [transaction_id],
    )
    return acks_by_id(db, [row[0] for row in rows])


def batches_named(db: Database, ack: BatchAck) -> list[SentBatch]:
    """Sent batches that carry the number that the acknowledgement names."""
    numbers = {
        "x12_transaction.batch_reference": ack.batch_reference,
        "envelope.group_control": ack.group,
        "envelope.interchange_control": ack.interchange,
    }
    named = [(column, value) for column, value in numbers.items() if value]
    if not named:
        return []
    column, value = named[0]
    rows = db.conn.execute(
        "SELECT envelope.id, envelope.sender, envelope.receiver, envelope.interchange_control, "  # noqa: S608
        "envelope.group_control, envelope.control, x12_transaction.batch_reference, envelope.sent_on FROM envelope "
        f"JOIN x12_transaction ON x12_transaction.id = envelope.transaction_id WHERE {column} <> '' AND {column} = ?",
        [value],
    )
    return [
        SentBatch(
            envelope_id=row[0],
            sender=row[1],
            receiver=row[2],
            interchange=row[3],
            group=row[4],
            control=row[5],
            batch_reference=row[6],
            sent_on=_day(row[7]),
        )
        for row in rows
    ]


def keep_answers(db: Database, answers: Mapping[int, Iterable[int]]) -> set[int]:
    """Acknowledgement id -> the envelopes it is about, in place of what was kept; the transactions concerned."""
    moved: set[int] = set()
    for ack_id, envelopes in answers.items():
        rows = db.conn.execute("SELECT envelope_id FROM acknowledges WHERE ack_id = ?", [ack_id])
        before, now = {row[0] for row in rows}, set(envelopes)
        if before == now:
            continue
        db.conn.execute("DELETE FROM acknowledges WHERE ack_id = ?", [ack_id])
        db.conn.executemany("INSERT INTO acknowledges VALUES (?, ?)", [(one, ack_id) for one in sorted(now)])
        moved |= before ^ now
    rows = db.conn.execute(
        "SELECT DISTINCT transaction_id FROM envelope WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(moved))],
    )
    return {row[0] for row in rows}


def claims_sent_in(db: Database, transactions: Collection[int]) -> set[int]:
    rows = db.conn.execute(
        "SELECT DISTINCT claim_id FROM fact WHERE transaction_id IN (SELECT value FROM json_each(?)) "
        "AND claim_id IS NOT NULL",
        [json.dumps(list(transactions))],
    )
    return {row[0] for row in rows}


def _acks(db: Database, condition: str, value: str) -> list[BatchAck]:
    rows = db.conn.execute(
        "SELECT batch_ack.id, sender, receiver, batch_ack.interchange_control, batch_ack.group_control, "  # noqa: S608
        "batch_ack.control, batch_ack.batch_reference, happened_on "
        f"FROM batch_ack JOIN x12_transaction ON x12_transaction.id = batch_ack.transaction_id WHERE {condition}",
        [value],
    )
    return [
        BatchAck(
            id=row[0],
            sender=row[1],
            receiver=row[2],
            interchange=row[3],
            group=row[4],
            control=row[5],
            batch_reference=row[6],
            on=_day(row[7]),
        )
        for row in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
