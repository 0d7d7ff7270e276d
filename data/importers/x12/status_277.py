"""Claim acknowledgements (277CA) and answers on claim status (277); service lines and dates of birth are passed over.

HL03 tells the loop: 20 source, 21 receiver (the batch), 19 billing provider, 22, 23 or PT the patient. Each TRN below
a patient begins a claim row. A source may also judge a whole batch or provider without naming any claim.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from data.importers.x12.segments import COMPONENT
from data.importers.x12.values import element, parse_cents, parse_date, parse_period
from data.words import without_identifiers
from data.x12_models import BatchStatus, ClaimStatus, StatusCode, TransactionSet, X12Kind

_PATIENTS = ("22", "23", "PT")
_LEVEL_NAMES = {"21": "receiver", "19": "provider"}
_NONE: list[str] = []


@dataclass(slots=True)
class _Status:
    """The STC segments of one loop, together: all their codes, the latest day, the last action and amount."""

    on: date | None = None
    action: str = ""
    codes: list[StatusCode] = field(default_factory=list)
    charge_cents: int | None = None
    message: str = ""
    problems: list[str] = field(default_factory=list)

    def add(self, stc: list[str]) -> None:
        """STC: 01, 10 and 11 codes, 02 day, 03 action, 04 amount, 12 free text."""
        self.codes.extend(_to_code(stc[position]) for position in (1, 10, 11) if element(stc, position))
        day = parse_date(element(stc, 2))
        if day:
            self.on = max(day, self.on) if self.on else day
        elif element(stc, 2):
            self.problems.append("STC02 is no date.")
        self.action = element(stc, 3) or self.action
        cents = parse_cents(element(stc, 4))
        if cents is None and element(stc, 4):
            self.problems.append("STC04, the charge, is no amount.")
        self.charge_cents = self.charge_cents if cents is None else cents
        self.message = without_identifiers(element(stc, 12)) or self.message


@dataclass(slots=True)
class _Row:
    """One claim row as far as it was read."""

    ordinal: int
    trace: str
    status: _Status = field(default_factory=_Status)
    references: dict[str, str] = field(default_factory=dict)
    period: tuple[date | None, date | None] = (None, None)
    is_line: bool = False


@dataclass(slots=True)
class _Batch:
    """The status of a receiver or provider; `is_done` once its loop has ended without a claim row."""

    level: str
    provider: list[str]
    status: _Status = field(default_factory=_Status)
    is_done: bool = False


def read_statuses(transaction: TransactionSet, segments: Iterator[list[str]]) -> Iterator[ClaimStatus | BatchStatus]:
    """Claim rows and batch statuses in the order of the file."""
    reader = _StatusReader(transaction)
    handlers = reader.handlers()
    for elements in segments:
        handler = handlers.get(elements[0])
        if handler:
            handler(elements)
            if reader.ready:
                yield from reader.take_ready()
    reader.end()
    yield from reader.take_ready()


class _StatusReader:
    """Keeps the loops above, the open claim row, and batch statuses until it is known whether claim rows follow."""

    def __init__(self, transaction: TransactionSet) -> None:
        self.ready: list[ClaimStatus | BatchStatus] = []
        self._transaction = transaction
        self._is_ack = transaction.kind is X12Kind.CLAIM_ACK
        self._level = ""
        self._sent_on = transaction.interchange.sent_on
        self._count = 0
        self._batch_reference = ""
        self._names: dict[str, list[str]] = {}
        self._source: list[str] = _NONE
        self._provider: list[str] = _NONE
        self._batches: list[_Batch] = []
        self._row: _Row | None = None

    def handlers(self) -> dict[str, Callable[[list[str]], None]]:
        return {
            "BHT": self._bht,
            "HL": self._hl,
            "NM1": self._nm1,
            "TRN": self._trn,
            "STC": self._stc,
            "REF": self._ref,
            "DTP": self._dtp,
            "SVC": self._svc,
        }

    def take_ready(self) -> list[ClaimStatus | BatchStatus]:
        ready, self.ready = self.ready, []
        return ready

    def end(self) -> None:
        self._finish_row()
        self._give_batches(has_claims=False)

    def _bht(self, elements: list[str]) -> None:
        self._sent_on = parse_date(element(elements, 4)) or self._sent_on

    def _hl(self, elements: list[str]) -> None:
        self._finish_row()
        self._level = element(elements, 3)
        if self._level in ("20", "21"):
            self._give_batches(has_claims=False)
            self._provider, self._batch_reference = _NONE, ""
        if self._level == "20":
            self._source = _NONE
        elif self._level == "19":
            self._provider = _NONE
            for batch in self._batches:
                batch.is_done = batch.is_done or batch.level == "provider"
        if self._level == "23":
            self._names.pop("QC", None)
        else:
            self._names.clear()

    def _nm1(self, elements: list[str]) -> None:
        if self._level == "20":
            self._source = self._source or elements
        elif self._level == "19":
            self._provider = self._provider or elements
        elif self._level in _PATIENTS:
            self._names[element(elements, 1)] = elements

    def _trn(self, elements: list[str]) -> None:
        if self._level == "21":
            self._batch_reference = element(elements, 2)
        elif self._level in _PATIENTS:
            self._open_row(element(elements, 2))

    def _stc(self, elements: list[str]) -> None:
        if self._level in _PATIENTS:
            row = self._row or self._open_row("")
            if not row.is_line:
                row.status.add(elements)
        elif self._level in _LEVEL_NAMES:
            self._batch_status().add(elements)

    def _ref(self, elements: list[str]) -> None:
        if self._row and not self._row.is_line:
            self._row.references.setdefault(element(elements, 1), element(elements, 2))

    def _dtp(self, elements: list[str]) -> None:
        """DTP*472 of the claim, else of its lines."""
        row = self._row
        if not row or element(elements, 1) != "472" or (row.is_line and row.period[0]):
            return
        row.period = parse_period(element(elements, 3))
        if row.period[0] is None:
            row.status.problems.append("DTP*472 is no date.")

    def _svc(self, _: list[str]) -> None:
        if self._row:
            self._row.is_line = True

    def _open_row(self, trace: str) -> _Row:
        self._finish_row()
        self._give_batches(has_claims=True)
        self._count += 1
        self._row = _Row(self._count, trace)
        return self._row

    def _batch_status(self) -> _Status:
        level = _LEVEL_NAMES[self._level]
        if not self._batches or self._batches[-1].level != level or self._batches[-1].is_done:
            self._batches.append(_Batch(level, self._provider))
        return self._batches[-1].status

    def _give_batches(self, *, has_claims: bool) -> None:
        for batch in self._batches:
            self.ready.append(self._freeze_batch(batch, has_claims=has_claims and not batch.is_done))
        self._batches.clear()

    def _finish_row(self) -> None:
        row, self._row = self._row, None
        if row:
            self.ready.append(self._freeze_row(row))

    def _freeze_batch(self, batch: _Batch, *, has_claims: bool) -> BatchStatus:
        npi = element(batch.provider, 9) if element(batch.provider, 8) == "XX" else ""
        return BatchStatus(
            place=f"{self._transaction.place}, {batch.level} status",
            level=batch.level,
            on=batch.status.on or self._sent_on,
            batch_reference=self._batch_reference,
            provider_npi=npi,
            action=batch.status.action,
            codes=tuple(batch.status.codes),
            source_is_payer=element(self._source, 1) == "PR",
            source_name=element(self._source, 3),
            has_claims=has_claims,
        )

    def _freeze_row(self, row: _Row) -> ClaimStatus:
        patient = self._names.get("QC") or self._names.get("IL", _NONE)
        first, last = row.period
        return ClaimStatus(
            place=f"{self._transaction.place}, claim {row.ordinal}",
            ordinal=row.ordinal,
            on=row.status.on or self._sent_on,
            batch_reference=self._batch_reference,
            claim_number=row.trace if self._is_ack else row.references.get("EJ", ""),
            payer_claim_number=row.references.get("1K", ""),
            clearinghouse_number=row.references.get("D9", ""),
            action=row.status.action,
            codes=tuple(row.status.codes),
            charge_cents=row.status.charge_cents,
            source_is_payer=element(self._source, 1) == "PR",
            source_name=element(self._source, 3),
            source_number=element(self._source, 9),
            patient_last=element(patient, 3),
            patient_first=element(patient, 4),
            service_from=first,
            service_to=last or first,
            message=row.status.message,
            problems=tuple(row.status.problems),
        )


def _to_code(composite: str) -> StatusCode:
    """Category:status:entity, each of them optional."""
    category, status, entity, *_ = (*composite.split(COMPONENT), "", "", "")
    return StatusCode(category=category, status=status, entity=entity)
