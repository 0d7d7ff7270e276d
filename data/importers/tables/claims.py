"""The rows of an export as listed claims: one each, or gathered where the rows are service lines; nothing is stored.

A refused row is given with its place and reason. Whether so many make the whole file doubtful is the caller's to judge.
"""

from collections.abc import Iterator, Sequence

from data.importers.tables.fields import Field
from data.importers.tables.line_rows import LineRows
from data.importers.tables.mapping import Mapping
from data.importers.tables.row_values import RowReader, RowValues
from data.importers.tables.shapes import Table
from data.importers.tables.states import state_of
from data.table_models import ListedClaim, ListedLine, ListedPayer, RefusedRow

_MAP_PROCEDURE = "if rows are service lines, map the column with their procedure code"
_PAYER_FIELDS = (
    ("P", Field.PAYER_PAID, Field.PAYER_ADJUSTED),
    ("S", Field.SECONDARY_PAID, Field.SECONDARY_ADJUSTED),
    ("T", Field.TERTIARY_PAID, Field.TERTIARY_ADJUSTED),
)


def read_claims(table: Table, mapping: Mapping) -> Iterator[ListedClaim | RefusedRow]:
    """Claims and refused rows. With a procedure column rows are service lines, and claims come after the last row.

    Raises UnreadableTable, possibly after many claims, where the file turns out to be broken.
    """
    rows = _read_rows(table, mapping)
    return _claims_of_lines(rows) if mapping.columns(Field.PROCEDURE) else _claim_per_row(rows)


def _read_rows(table: Table, mapping: Mapping) -> Iterator[RowValues | RefusedRow]:
    reader = RowReader(table, mapping)
    for row in table.rows():
        values = row if isinstance(row, RefusedRow) else reader.read(row)
        if values is not None:
            yield values


def _claim_per_row(rows: Iterator[RowValues | RefusedRow]) -> Iterator[ListedClaim | RefusedRow]:
    places: dict[str, str] = {}
    for row in rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        before = places.setdefault(row.claim_number, row.place)
        if before != row.place:
            yield RefusedRow(place=row.place, text=f"repeats the claim number of {before}; {_MAP_PROCEDURE}")
            continue
        yield _listed(row, statuses=(row.status,), lines=())


def _claims_of_lines(rows: Iterator[RowValues | RefusedRow]) -> Iterator[ListedClaim | RefusedRow]:
    gathered = LineRows()
    for row in rows:
        if isinstance(row, RefusedRow):
            yield row
        elif reason := gathered.add(row):
            yield RefusedRow(place=row.place, text=reason)
    for claim in gathered.claims():
        yield _listed(claim.row, statuses=claim.statuses, lines=claim.lines)


def _listed(row: RowValues, *, statuses: Sequence[str], lines: Sequence[ListedLine]) -> ListedClaim:
    return ListedClaim(
        place=row.place,
        claim_number=row.claim_number,
        account_number=row.account_number,
        patient_last=row.patient_last,
        patient_first=row.patient_first,
        provider=row.provider,
        service_from=row.service_from,
        service_to=row.service_to,
        sent_on=row.sent_on,
        status=" / ".join(statuses),
        state=_common_state(statuses),
        billed_cents=row.amount(Field.BILLED),
        paid_cents=row.amount(Field.PAID),
        adjusted_cents=row.amount(Field.ADJUSTED),
        patient_paid_cents=row.amount(Field.PATIENT_PAID),
        insurance_balance_cents=row.amount(Field.INSURANCE_BALANCE),
        patient_balance_cents=row.amount(Field.PATIENT_BALANCE),
        balance_cents=row.amount(Field.BALANCE),
        payers=tuple(_listed_payers(row)),
        diagnoses=row.diagnoses,
        lines=tuple(lines),
    )


def _common_state(statuses: Sequence[str]) -> str:
    """The state that all words mean; "" where they disagree: lines of one claim may be paid and denied."""
    states = {state_of(status) for status in statuses}
    return states.pop() if len(states) == 1 else ""


def _listed_payers(row: RowValues) -> Iterator[ListedPayer]:
    """Payers with a name or money; an export may have empty columns for a second and a third."""
    for name, (sequence, paid, adjusted) in zip(row.payers, _PAYER_FIELDS, strict=True):
        paid_cents, adjusted_cents = row.amount(paid), row.amount(adjusted)
        if name or paid_cents or adjusted_cents:
            yield ListedPayer(sequence=sequence, name=name, paid_cents=paid_cents, adjusted_cents=adjusted_cents)
