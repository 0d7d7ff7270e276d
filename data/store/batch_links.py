"""Which sent batches an acknowledgement is about: candidates are found here, and what was decided of them is kept."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlite_utils import Database

from data.claim_models import BatchAck, SentBatch


def acks_by_id(db: Database, ids: Collection[int]) -> list[BatchAck]:
    return _acks(db, "batch_ack.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def acks_naming(db: Database, transaction_id: int) -> list[BatchAck]:
    """Acknowledgements that may be about this sent batch."""
    row = db.conn.execute(
        "SELECT interchange_control, group_control, batch_reference FROM x12_transaction WHERE id = ?", [transaction_id]
    ).fetchone()
    found: dict[int, BatchAck] = {}
    for column, value in zip(("interchange_control", "group_control", "batch_reference"), row, strict=True):
        if value:
            found |= {ack.id: ack for ack in _acks(db, f"batch_ack.{column} <> '' AND batch_ack.{column} = ?", value)}
    return list(found.values())


def batches_named(db: Database, ack: BatchAck) -> list[SentBatch]:
    """Sent batches that carry the number that the acknowledgement names."""
    numbers = {
        "batch_reference": ack.batch_reference,
        "group_control": ack.group,
        "interchange_control": ack.interchange,
    }
    named = [(column, value) for column, value in numbers.items() if value]
    if not named:
        return []
    column, value = named[0]
    rows = db.conn.execute(
        "SELECT id, sender, receiver, interchange_control, group_control, control, batch_reference, sent_on "  # noqa: S608
        f"FROM x12_transaction WHERE kind IN ('837P', '837I') AND {column} <> '' AND {column} = ?",
        [value],
    )
    return [
        SentBatch(
            transaction_id=row[0],
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
    """Acknowledgement id -> the transactions it is about, in place of what was kept; the transactions concerned."""
    concerned: set[int] = set()
    for ack_id, transactions in answers.items():
        before = {
            row[0] for row in db.conn.execute("SELECT transaction_id FROM acknowledges WHERE ack_id = ?", [ack_id])
        }
        now = set(transactions)
        if before == now:
            continue
        db.conn.execute("DELETE FROM acknowledges WHERE ack_id = ?", [ack_id])
        db.conn.executemany("INSERT INTO acknowledges VALUES (?, ?)", [(one, ack_id) for one in sorted(now)])
        concerned |= before ^ now
    return concerned


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
