"""Writes the ledger: the facts of X12 transactions and exports, in batches, inside the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.claim_models import FactKind
from data.claim_numbers import claim_key, payer_key
from data.store.payers import PayerBook
from data.x12_models import (
    Adjustment,
    ClaimStatus,
    Payment,
    ProviderAdjustment,
    RemittedClaim,
    RemittedLine,
    SubmittedClaim,
    SubmittedLine,
)

Row = tuple[Any, ...]
_FACT = "INSERT INTO fact VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REJECTING = frozenset({"A3", "A6", "A7", "A8"})
_REPLACING = ("7", "8")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class FactRows:
    """Adds facts of one transaction. `origin` names the transaction by its content; ids count up from the last one."""

    def __init__(self, db: Database, payers: PayerBook, *, transaction_id: int, origin: str) -> None:
        self._db = db
        self._payers = payers
        self._transaction_id = transaction_id
        self._origin = origin
        self._payer_id = 0
        self._next_id: int = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM fact").fetchone()[0]

    def add_sent(self, claims: Sequence[SubmittedClaim]) -> list[int]:
        """837 claims; gives their fact ids."""
        ids = self._ids(len(claims))
        numbered = list(zip(ids, claims, strict=True))
        self._many(_FACT, (self._sent_fact(fact_id, claim) for fact_id, claim in numbered))
        self._many(
            "INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._sent(fact_id, claim) for fact_id, claim in numbered),
        )
        self._many(
            "INSERT INTO sent_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                _sent_line(fact_id, number, line)
                for fact_id, claim in numbered
                for number, line in enumerate(claim.lines, 1)
            ),
        )
        return ids

    def add_answers(self, rows: Sequence[ClaimStatus]) -> list[int]:
        """277CA and 277 rows; gives their fact ids."""
        ids = self._ids(len(rows))
        numbered = list(zip(ids, rows, strict=True))
        self._many(_FACT, (self._answer_fact(fact_id, row) for fact_id, row in numbered))
        self._many(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    fact_id,
                    row.batch_reference,
                    row.action,
                    json.dumps([(code.category, code.status, code.entity) for code in row.codes]),
                    row.source_is_payer,
                    row.source_name,
                    row.clearinghouse_number,
                    row.message,
                )
                for fact_id, row in numbered
            ),
        )
        return ids

    def add_payment(self, payment: Payment, paid_on: date | None) -> int:
        """The head of an 835; gives its id."""
        self._payer_id = self._payers.id_of(payment.payer_name, payment.payer_number)
        cursor = self._db.conn.execute(
            "INSERT INTO payment (transaction_id, payer_id, amount_cents, method, paid_on, trace, payee_npi) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._transaction_id,
                self._payer_id,
                payment.amount_cents,
                payment.method,
                iso(paid_on),
                payment.trace,
                payment.payee_npi,
            ),
        )
        return int(cursor.lastrowid or 0)

    def add_remitted(self, payment_id: int, paid_on: date | None, claims: Sequence[RemittedClaim]) -> list[int]:
        """835 claims; gives their fact ids."""
        ids = self._ids(len(claims))
        numbered = list(zip(ids, claims, strict=True))
        day = iso(paid_on)
        self._many(_FACT, [self._remitted_fact(fact_id, claim, day, self._payer_id) for fact_id, claim in numbered])
        self._many(
            "INSERT INTO remitted VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    fact_id,
                    payment_id,
                    claim.status,
                    claim.paid_cents,
                    claim.patient_cents,
                    claim.filing_code,
                    claim.facility_code,
                    claim.frequency,
                    claim.rendering_npi,
                    claim.crossover_name,
                    iso(claim.received_on),
                    " ".join(claim.remarks),
                )
                for fact_id, claim in numbered
            ],
        )
        self._many(
            "INSERT INTO remitted_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                _remitted_line(fact_id, number, line)
                for fact_id, claim in numbered
                for number, line in enumerate(claim.lines, 1)
            ],
        )
        self._many(
            "INSERT INTO adjustment VALUES (?, ?, ?, ?, ?, ?)",
            [row for fact_id, claim in numbered for row in _adjustments(fact_id, claim)],
        )
        self._many(
            "INSERT INTO remark VALUES (?, ?, NULL)",
            [(fact_id, code) for fact_id, claim in numbered for code in _remarks(claim)],
        )
        return ids

    def add_provider_adjustments(self, payment_id: int, rows: Sequence[ProviderAdjustment]) -> None:
        self._many(
            "INSERT INTO provider_adjustment (payment_id, position, provider, reason, reference, cents) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (payment_id, position, row.provider, row.reason, row.reference, row.cents)
                for position, row in enumerate(rows, 1)
            ],
        )

    def _ids(self, count: int) -> list[int]:
        first = self._next_id
        self._next_id += count
        return list(range(first, self._next_id))

    def _many(self, statement: str, rows: Iterable[Row]) -> None:
        self._db.conn.executemany(statement, rows)

    def _sent_fact(self, fact_id: int, claim: SubmittedClaim) -> Row:
        return (
            fact_id,
            FactKind.SENT,
            f"{self._origin}:{claim.ordinal:06}",
            self._transaction_id,
            claim.claim_number,
            "",
            claim.payer_claim_number,
            claim.payer_sequence,
            claim.frequency in _REPLACING,
            claim.patient_last,
            claim.patient_first,
            iso(claim.service_from),
            iso(claim.service_to),
            claim.charge_cents,
            iso(claim.sent_on),
            claim_key(claim.claim_number),
            "",
            payer_key(claim.payer_claim_number),
            self._payers.id_of(claim.payer_name, claim.payer_number),
            False,
        )

    def _sent(self, fact_id: int, claim: SubmittedClaim) -> Row:
        others = [
            (other.sequence, other.name, self._payers.id_of(other.name, other.payer_number, other.filing_code))
            for other in claim.other_payers
        ]
        return (
            fact_id,
            claim.frequency,
            self._payers.id_of(claim.payer_name, claim.payer_number, claim.filing_code),
            claim.filing_code,
            claim.facility_code,
            claim.clearinghouse_number,
            claim.authorization,
            claim.billing_npi,
            claim.rendering_npi,
            claim.rendering_name or claim.billing_name,
            claim.member_last4,
            claim.patient_paid_cents,
            " ".join(claim.diagnoses),
            json.dumps(others, ensure_ascii=False),
        )

    def _answer_fact(self, fact_id: int, row: ClaimStatus) -> Row:
        return (
            fact_id,
            FactKind.ANSWER,
            f"{self._origin}:{row.ordinal:06}",
            self._transaction_id,
            row.claim_number,
            row.payer_claim_number,
            "",
            "",
            False,
            row.patient_last,
            row.patient_first,
            iso(row.service_from),
            iso(row.service_to),
            row.charge_cents,
            iso(row.on),
            claim_key(row.claim_number),
            payer_key(row.payer_claim_number),
            "",
            None,
            any(code.category in _REJECTING for code in row.codes),
        )

    def _remitted_fact(self, fact_id: int, claim: RemittedClaim, day: str | None, payer_id: int) -> Row:
        return (
            fact_id,
            FactKind.REMITTED,
            f"{self._origin}:{claim.ordinal:06}",
            self._transaction_id,
            claim.claim_number,
            claim.payer_claim_number,
            claim.original_payer_claim_number,
            "",
            False,
            claim.patient_last,
            claim.patient_first,
            iso(claim.service_from),
            iso(claim.service_to),
            claim.charge_cents,
            day,
            claim_key(claim.claim_number),
            payer_key(claim.payer_claim_number),
            payer_key(claim.original_payer_claim_number),
            payer_id,
            False,
        )


def add_batch_ack(
    db: Database,
    transaction_id: int,
    *,
    kind: str,
    on: date | None,
    outcome: str,
    text: str,
    interchange: str = "",
    group: str = "",
    control: str = "",
    batch: str = "",
    provider_npi: str = "",
) -> int:
    """One acknowledgement of a whole batch; gives its id. Only the numbers that it names are given."""
    cursor = db.conn.execute(
        "INSERT INTO batch_ack (transaction_id, kind, happened_on, interchange_control, group_control, control, "
        "batch_reference, provider_npi, outcome, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (transaction_id, kind, iso(on), interchange, group, control, batch, provider_npi, outcome, text),
    )
    return int(cursor.lastrowid or 0)


def _sent_line(fact_id: int, number: int, line: SubmittedLine) -> Row:
    return (
        fact_id,
        number,
        line.revenue_code,
        line.procedure,
        " ".join(line.modifiers),
        line.charge_cents,
        line.units,
        " ".join(map(str, line.pointers)),
        iso(line.service_from),
        iso(line.service_to),
        line.control_number,
    )


def _remitted_line(fact_id: int, number: int, line: RemittedLine) -> Row:
    return (
        fact_id,
        number,
        line.revenue_code,
        line.procedure,
        " ".join(line.modifiers),
        line.submitted_procedure,
        line.charge_cents,
        line.paid_cents,
        line.units,
        iso(line.service_from),
        iso(line.service_to),
        line.control_number,
        line.allowed_cents,
        " ".join(line.remarks),
    )


def _remarks(claim: RemittedClaim) -> set[str]:
    """Of the claim and its lines, each once."""
    return {*claim.remarks, *(code for line in claim.lines for code in line.remarks)}


def _adjustments(fact_id: int, claim: RemittedClaim) -> list[Row]:
    rows = [_adjustment(fact_id, 0, position, one) for position, one in enumerate(claim.adjustments, 1)]
    for number, line in enumerate(claim.lines, 1):
        rows += [_adjustment(fact_id, number, position, one) for position, one in enumerate(line.adjustments, 1)]
    return rows


def _adjustment(fact_id: int, line: int, position: int, one: Adjustment) -> Row:
    return (fact_id, line, position, one.group, one.carc, one.cents)
