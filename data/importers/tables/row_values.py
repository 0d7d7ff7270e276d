"""The values of one row under a mapping; a row with an unreadable one is refused, with its column and the mend.

It never puts a cell's text that may name a person into a refusal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import TypeVar

from data.importers.tables.cells import (
    SERIAL_ORIGIN,
    Cell,
    UnreadableCell,
    is_social_security,
    looks_like_serial,
    read_cents,
    read_day,
    read_identifier,
    read_text,
    split_days,
)
from data.importers.tables.codes import is_diagnosis, split_codes, split_procedure
from data.importers.tables.fields import DATES, MONEY, Field
from data.importers.tables.mapping import Mapping
from data.importers.tables.names import split_name
from data.importers.tables.rows import is_total
from data.importers.tables.shapes import Table, TableRow
from data.importers.tables.signs import Amounts, balance_with_sign, paid_and_adjusted_signs
from data.table_models import RefusedRow

AMOUNTS = tuple(field for field in Field if field in MONEY)
"""The order of `RowValues.amounts`."""
PAYERS = (Field.PAYER, Field.SECONDARY_PAYER, Field.TERTIARY_PAYER)

_BALANCED = tuple(map(AMOUNTS.index, (Field.BILLED, Field.PAID, Field.ADJUSTED, Field.BALANCE)))
_, _PAID, _ADJUSTED, _BALANCE = _BALANCED
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class RowValues:
    """One row, read. `amounts` are cents in the order of AMOUNTS, `payers` names in the order of PAYERS."""

    place: str
    claim_number: str
    account_number: str
    patient_last: str
    patient_first: str
    provider: str
    service_from: date | None
    service_to: date | None
    sent_on: date | None
    status: str
    amounts: tuple[int | None, ...]
    payers: tuple[str, ...]
    diagnoses: tuple[str, ...]
    procedure: str
    modifiers: tuple[str, ...]
    units: str

    def amount(self, field: Field) -> int | None:
        return self.amounts[AMOUNTS.index(field)]


class RowReader:
    """Reads rows of one table under one mapping."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._headers = table.headers
        self._columns = {field: mapping.columns(field) for field in Field}
        self._amounts = [self._columns[field] for field in AMOUNTS]
        self._serials_from = {field: _serials_from(table, self._columns[field]) for field in DATES}
        self._cells: Sequence[Cell] = ()
        self._at = 0
        self._is_balanced = all(self._amounts[at] for at in _BALANCED)
        self._signs = [1] * len(AMOUNTS)
        self._signs[_PAID], self._signs[_ADJUSTED] = paid_and_adjusted_signs(list(self._balanced_amounts(table)))

    def read(self, row: TableRow) -> RowValues | RefusedRow | None:
        """The row's values; None for a total."""
        self._cells = row.cells
        try:
            claim_number = self._value(Field.CLAIM_NUMBER, read_identifier, "")
            if is_total(row.cells) and (not claim_number or is_total([claim_number])):
                return None
            if not claim_number:
                return RefusedRow(place=row.place, text="has no claim number")
            if is_social_security(claim_number):
                return RefusedRow(place=row.place, text="has a claim number in the form of a social security number")
            return self._read(row.place, claim_number)
        except UnreadableCell as error:
            return RefusedRow(place=row.place, text=f'column "{self._headers[self._at]}" {error}')

    def _read(self, place: str, claim_number: str) -> RowValues:
        service_from, service_to = self._service()
        account_number = self._value(Field.ACCOUNT_NUMBER, read_identifier, "")
        last, first = self._patient()
        procedure, modifiers = split_procedure(self._repeated(Field.PROCEDURE))
        return RowValues(
            place=place,
            claim_number=claim_number,
            account_number="" if is_social_security(account_number) else account_number,
            patient_last=last,
            patient_first=first,
            provider=self._repeated(Field.PROVIDER),
            service_from=service_from,
            service_to=service_to,
            sent_on=self._day(Field.SENT_ON),
            status=self._repeated(Field.STATUS),
            amounts=self._signed_amounts(),
            payers=tuple(self._repeated(field) for field in PAYERS),
            diagnoses=tuple(filter(is_diagnosis, self._codes(Field.DIAGNOSIS))),
            procedure=procedure,
            modifiers=tuple(dict.fromkeys((*modifiers, *self._codes(Field.MODIFIER)))),
            units=self._repeated(Field.UNITS),
        )

    def _value(self, field: Field, read: Callable[[Cell], _Value], empty: _Value) -> _Value:
        columns = self._columns[field]
        if not columns:
            return empty
        self._at = columns[0]
        return read(self._cells[self._at])

    def _repeated(self, field: Field) -> str:
        """Text that many rows share is kept once."""
        return intern(self._value(field, read_text, ""))

    def _signed_amounts(self) -> tuple[int | None, ...]:
        cents = [self._cents(columns) for columns in self._amounts]
        signed = [amount and sign * amount for amount, sign in zip(cents, self._signs, strict=True)]
        if self._is_balanced and signed[_BALANCE]:
            signed[_BALANCE] = balance_with_sign(_balanced(signed))
        return tuple(signed)

    def _balanced_amounts(self, table: Table) -> Iterator[Amounts]:
        """Those of the sample's readable rows, for an export that has all four."""
        for row in table.sample if self._is_balanced else ():
            self._cells = row.cells
            try:
                yield _balanced([self._cents(columns) for columns in self._amounts])
            except UnreadableCell:
                continue

    def _cents(self, columns: tuple[int, ...]) -> int | None:
        if not columns:
            return None
        self._at = columns[0]
        return read_cents(self._cells[self._at])

    def _day(self, field: Field) -> date | None:
        serials_from = self._serials_from[field]
        return self._value(field, lambda cell: read_day(cell, serials_from=serials_from), None)

    def _service(self) -> tuple[date | None, date | None]:
        """The first and the last day; one column may hold both."""
        first, last = self._value(Field.SERVICE_FROM, split_days, ("", ""))
        if last:
            service_from, service_to = read_day(first), read_day(last)
        else:
            service_from, service_to = self._day(Field.SERVICE_FROM), self._day(Field.SERVICE_TO)
        if service_from and service_to and service_to < service_from:
            raise UnreadableCell("holds a day before the service began; correct it and export again")
        return service_from, service_to

    def _patient(self) -> tuple[str, str]:
        last, first = self._value(Field.PATIENT_LAST, read_text, ""), self._value(Field.PATIENT_FIRST, read_text, "")
        if last or first:
            return split_name(f"{last.replace(',', ' ')}, {first}")
        return split_name(self._value(Field.PATIENT_NAME, read_text, ""))

    def _codes(self, field: Field) -> tuple[str, ...]:
        """Codes of all the field's columns."""
        columns = self._columns[field]
        return split_codes(" ".join(read_text(self._cells[at]) for at in columns)) if columns else ()


def _balanced(amounts: Sequence[int | None]) -> Amounts:
    billed, paid, adjusted, balance = (amounts[at] or 0 for at in _BALANCED)
    return billed, paid, adjusted, balance


def _serials_from(table: Table, columns: tuple[int, ...]) -> date | None:
    """Day 0 of day counts: that of a sheet; in a text file only where the whole sample is day counts."""
    if table.serials_from or not columns:
        return table.serials_from
    cells = [cell for row in table.sample if read_text(cell := row.cells[columns[0]])]
    return SERIAL_ORIGIN if cells and all(map(looks_like_serial, cells)) else None
