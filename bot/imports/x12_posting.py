"""Posts one X12 transaction as facts: item by item, in batches, inside the caller's transaction; it links nothing."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.imports.report import FileReport
from bot.rules.acknowledging import control_key
from bot.rules.balancing import find_imbalances, find_payment_imbalance
from data.claim_models import SentBatch
from data.claim_numbers import claim_key, payer_key
from data.store.claims_file import ClaimsDb
from data.store.fact_rows import FactRows, add_batch_ack
from data.store.imported_files import add_problems, add_transaction, find_payment, finish_transaction, rows_of_payment
from data.store.payers import PayerBook
from data.x12_models import (
    BatchStatus,
    ClaimStatus,
    GroupAck,
    InterchangeAck,
    Payment,
    ProviderAdjustment,
    RefusedClaim,
    RemittedClaim,
    SubmittedClaim,
    TransactionAck,
    TransactionSet,
    X12Item,
    X12Kind,
)

_Row = TypeVar("_Row", SubmittedClaim, ClaimStatus, RemittedClaim)
_AT_ONCE = 1_000
_ORIGIN_SIGNS = 24
_ACCEPTED, _REJECTED = frozenset({"A", "E"}), frozenset({"R", "M", "W", "X"})
_REJECTED_CATEGORIES = frozenset({"A3", "A6", "A7", "A8"})


class SamePayment(Exception):
    """The check or transfer of this 835 is in the store already, from a transaction with other content."""


@dataclass(slots=True, kw_only=True)
class Posted:
    """What posting one transaction added: facts and batch acknowledgements to be linked."""

    transaction_id: int
    fact_ids: list[int] = field(default_factory=list)
    ack_ids: list[int] = field(default_factory=list)


def count_items(items: Iterable[X12Item], report: FileReport) -> int:
    """Counts a transaction that is not posted: how many claims it has."""
    before = report.claims
    for item in items:
        _count(item, report)
    return report.claims - before


class TransactionPosting:
    """Posts the items of one transaction. Raises SamePayment before anything of a payment was posted twice."""

    def __init__(
        self, db: ClaimsDb, file_id: int, transaction: TransactionSet, report: FileReport, *, accept_resent: bool
    ) -> None:
        self._db = db
        self._file_id = file_id
        self._transaction = transaction
        self._report = report
        self._accept_resent = accept_resent
        self._payers = PayerBook(db)
        self._id = add_transaction(db, file_id, transaction, control_keys=control_keys(transaction))
        self._rows = FactRows(db, self._payers, transaction_id=self._id, origin=transaction.sha256[:_ORIGIN_SIGNS])
        self._posted = Posted(transaction_id=self._id)
        self._sent: list[SubmittedClaim] = []
        self._answers: list[ClaimStatus] = []
        self._remitted: list[RemittedClaim] = []
        self._plb: list[ProviderAdjustment] = []
        self._payment: Payment | None = None
        self._payment_id = 0
        self._paid_cents = 0
        self._known: set[tuple[str, str, str, int, int]] = set()
        """Rows of the same payment that are in the store."""
        self._batch_reference = ""
        self._sent_on: date | None = None

    def post(self, items: Iterable[X12Item]) -> Posted:
        before = self._report.claims
        for item in items:
            _count(item, self._report)
            self._take(item)
            if len(self._sent) + len(self._answers) + len(self._remitted) >= _AT_ONCE:
                self._write()
        self._write()
        self._close_payment()
        self._payers.close()
        finish_transaction(
            self._db,
            self._id,
            claims=self._report.claims - before,
            batch_reference=self._batch_reference,
            sent_on=self._sent_on,
            payment_key=payment_key(self._payment) if self._payment else "",
        )
        return self._posted

    def _take(self, item: X12Item) -> None:
        match item:
            case RemittedClaim():
                self._paid_cents += item.paid_cents
                if remitted_key(item) not in self._known:
                    self._remitted.append(item)
            case SubmittedClaim():
                self._sent.append(item)
                self._batch_reference = item.batch_reference
                self._sent_on = item.sent_on
            case ClaimStatus():
                self._answers.append(item)
            case Payment():
                self._open_payment(item)
            case ProviderAdjustment():
                self._plb.append(item)
            case RefusedClaim():
                self._keep_problems([(item.place, item.text, None)])
            case _:
                self._acknowledge(item)

    # --- facts in batches

    def _write(self) -> None:
        self._flush(self._sent, self._rows.add_sent)
        self._flush(self._answers, self._rows.add_answers)
        self._flush(self._remitted, self._add_remitted)

    def _flush(self, waiting: list[_Row], add: Callable[[list[_Row]], list[int]]) -> None:
        if not waiting:
            return
        ids = add(waiting)
        self._posted.fact_ids += ids
        self._keep_problems(
            [
                (claim.place, text, fact_id)
                for fact_id, claim in zip(ids, waiting, strict=True)
                for text in claim.problems
            ]
        )
        waiting.clear()

    def _add_remitted(self, claims: list[RemittedClaim]) -> list[int]:
        ids = self._rows.add_remitted(self._payment_id, self._paid_on(), claims)
        for fact_id, claim in zip(ids, claims, strict=True):
            texts = find_imbalances(claim)
            if texts:
                self._keep_problems([(claim.place, f"does not balance: {text}", fact_id) for text in texts])
        return ids

    def _keep_problems(self, problems: list[tuple[str, str, int | None]]) -> None:
        for place, text, _ in problems:
            self._report.problem(place, text)
        add_problems(self._db, self._file_id, problems)

    # --- payments

    def _open_payment(self, payment: Payment) -> None:
        self._payment = payment
        if payment.amount_cents != 0 and find_payment(
            self._db, payment_key(payment), amount_cents=payment.amount_cents, paid_on=self._paid_on()
        ):
            if not self._accept_resent:
                raise SamePayment
            self._known = rows_of_payment(self._db, payment_key(payment))
        self._payment_id = self._rows.add_payment(payment, self._paid_on())
        self._keep_problems([(payment.place, text, None) for text in payment.problems])

    def _paid_on(self) -> date | None:
        """The payment's day; a payment without one is dated by its interchange."""
        day = self._payment.paid_on if self._payment else None
        return day or self._transaction.interchange.sent_on

    def _close_payment(self) -> None:
        if self._payment is None:
            return
        self._rows.add_provider_adjustments(self._payment_id, self._plb)
        provider = sum(one.cents for one in self._plb)
        text = find_payment_imbalance(self._payment.amount_cents, self._paid_cents, provider)
        if text:
            self._keep_problems([(self._payment.place, f"does not balance: {text}", None)])

    # --- acknowledgements

    def _acknowledge(self, item: GroupAck | TransactionAck | InterchangeAck | BatchStatus) -> None:
        match item:
            case GroupAck():
                ack_id = add_batch_ack(
                    self._db,
                    self._id,
                    kind="999",
                    on=item.on,
                    outcome=_outcome(item.outcome),
                    text=item.outcome,
                    group=control_key(item.group_control),
                )
            case TransactionAck():
                ack_id = add_batch_ack(
                    self._db,
                    self._id,
                    kind="999",
                    on=item.on,
                    outcome=_outcome(item.outcome),
                    text="; ".join(item.errors),
                    group=control_key(item.group_control),
                    control=control_key(item.control),
                )
            case InterchangeAck():
                outcome = "rejected" if item.outcome == "R" else "noted"
                ack_id = add_batch_ack(
                    self._db,
                    self._id,
                    kind="TA1",
                    on=item.on,
                    outcome=outcome,
                    text=item.note,
                    interchange=control_key(item.control),
                )
            case BatchStatus():
                if item.has_claims or self._transaction.kind is not X12Kind.CLAIM_ACK:
                    return
                codes = " ".join(f"{one.category}:{one.status}:{one.entity}" for one in item.codes)
                ack_id = add_batch_ack(
                    self._db,
                    self._id,
                    kind="277CA",
                    on=item.on,
                    outcome=_batch_outcome(item),
                    text=codes,
                    batch=item.batch_reference,
                    provider_npi=item.provider_npi,
                )
        self._posted.ack_ids.append(ack_id)


def control_keys(transaction: TransactionSet) -> tuple[str, str, str]:
    """Interchange, group and transaction numbers as they are compared."""
    return (
        control_key(transaction.interchange.control),
        control_key(transaction.group_control),
        control_key(transaction.control),
    )


def envelope_of(transaction: TransactionSet) -> SentBatch:
    """The numbers under which a batch went out."""
    interchange, group, control = control_keys(transaction)
    return SentBatch(
        envelope_id=0,
        sender=transaction.interchange.sender,
        receiver=transaction.interchange.receiver,
        interchange=interchange,
        group=group,
        control=control,
        batch_reference="",
        sent_on=transaction.interchange.sent_on,
    )


def remitted_key(claim: RemittedClaim) -> tuple[str, str, str, int, int]:
    """What tells a payment's rows apart."""
    numbers = claim_key(claim.claim_number), payer_key(claim.payer_claim_number)
    return (*numbers, claim.status, claim.charge_cents, claim.paid_cents)


def payment_key(payment: Payment) -> str:
    """The same for the same check or transfer of one payer; one without a number is known by its day and amount."""
    number = payment.trace or f"no number, {payment.paid_on}, {payment.amount_cents}"
    return hashlib.sha256(f"{payment.payer_number}|{number}".encode()).hexdigest()


def _outcome(code: str) -> str:
    if code in _ACCEPTED:
        return "accepted"
    return "rejected" if code in _REJECTED else "noted"


def _batch_outcome(item: BatchStatus) -> str:
    """A batch with no claim rows below it: its own word is all there is."""
    categories = {code.category for code in item.codes}
    if categories & _REJECTED_CATEGORIES or (item.action == "U" and not categories):
        return "rejected"
    return "accepted" if categories & {"A0", "A1", "A2"} else "noted"


def _count(item: X12Item, report: FileReport) -> None:
    match item:
        case RemittedClaim():
            report.claims += 1
            report.add(
                billed=item.charge_cents, paid=item.paid_cents, patient=item.patient_cents, lines=len(item.lines)
            )
        case SubmittedClaim():
            report.claims += 1
            report.add(billed=item.charge_cents, lines=len(item.lines))
        case ClaimStatus() | TransactionAck():
            report.claims += 1
        case Payment():
            report.add(payments=item.amount_cents or 0)
        case ProviderAdjustment():
            report.add(provider_adjustments=item.cents)
        case RefusedClaim():
            report.refused = True
        case _:
            pass
