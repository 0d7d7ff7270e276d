"""Rows of service lines gathered into claims: one claim number, one claim, wherever its rows stand; it reads no cells.

An export with a row per line writes an amount either for the line or, again and again, for the whole claim. Which one
is settled per column from all claims: amounts that differ inside one claim are of lines; amounts that never differ, in
three claims or more and not the same in all of them, are of claims. What stays open goes with the columns that are
settled, and is of lines where those disagree or none is settled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from data.importers.tables.fields import Field
from data.importers.tables.row_values import AMOUNTS, RowValues
from data.table_models import ListedLine

_ENOUGH_CLAIMS = 3
_BILLED = AMOUNTS.index(Field.BILLED)


@dataclass(slots=True)
class GatheredClaim:
    """A claim's first row with what the others add to it. `differing` names amounts by their place in AMOUNTS."""

    row: RowValues
    lines: list[ListedLine]
    statuses: tuple[str, ...]
    sums: list[int | None]
    differing: frozenset[int] = frozenset()


class LineRows:
    """All claims of an export with a row per line; it holds a small value for each line."""

    def __init__(self) -> None:
        self._claims: dict[str, GatheredClaim] = {}

    def add(self, row: RowValues) -> str:
        """Takes a row; returns why it cannot be taken, or ""."""
        claim = self._claims.get(row.claim_number)
        if claim is None:
            statuses = (row.status,) if row.status else ()
            self._claims[row.claim_number] = GatheredClaim(row, [_line(row)], statuses, list(row.amounts))
            return ""
        if _is_other_patient(claim.row, row):
            return f"has the claim number of another patient in {claim.row.place}; choose another column for it"
        _add_line(claim, row)
        return ""

    def claims(self) -> Iterator[GatheredClaim]:
        """The claims in the order of their first rows, with their amounts in `row`. To be called once, at the end."""
        of_claims = _amounts_of_claims(list(self._claims.values()))
        for claim in self._claims.values():
            amounts = [claim.row.amounts[at] if at in of_claims else amount for at, amount in enumerate(claim.sums)]
            claim.row = replace(claim.row, amounts=tuple(amounts))
            if _BILLED in of_claims and len(claim.lines) > 1:
                claim.lines = [replace(line, charge_cents=None) for line in claim.lines]
            yield claim


def _line(row: RowValues) -> ListedLine:
    return ListedLine(
        place=row.place,
        procedure=row.procedure,
        modifiers=row.modifiers,
        units=row.units,
        charge_cents=row.amounts[_BILLED],
        service_from=row.service_from,
    )


def _is_other_patient(first: RowValues, row: RowValues) -> bool:
    """By account number, else by last name, where both rows have one."""
    if first.account_number and row.account_number:
        return first.account_number != row.account_number
    return bool(first.patient_last and row.patient_last) and (
        first.patient_last.casefold() != row.patient_last.casefold()
    )


def _add_line(claim: GatheredClaim, row: RowValues) -> None:
    first = claim.row
    differing = [at for at, amount in enumerate(row.amounts) if amount != first.amounts[at]]
    if differing:
        claim.differing = claim.differing.union(differing)
    claim.lines.append(_line(row))
    claim.sums = [_sum(before, amount) for before, amount in zip(claim.sums, row.amounts, strict=True)]
    if row.status and row.status not in claim.statuses:
        claim.statuses = (*claim.statuses, row.status)
    claim.row = replace(
        first,
        account_number=first.account_number or row.account_number,
        patient_last=first.patient_last or row.patient_last,
        patient_first=first.patient_first or row.patient_first,
        provider=first.provider or row.provider,
        service_from=min(filter(None, (first.service_from, row.service_from)), default=None),
        service_to=_last_day(first, row),
        sent_on=max(filter(None, (first.sent_on, row.sent_on)), default=None),
        payers=tuple(before or name for before, name in zip(first.payers, row.payers, strict=True)),
        diagnoses=tuple(dict.fromkeys((*first.diagnoses, *row.diagnoses))),
    )


def _last_day(first: RowValues, row: RowValues) -> date | None:
    days = filter(None, (first.service_from, first.service_to, row.service_from, row.service_to))
    return max(days, default=None)


def _sum(before: int | None, amount: int | None) -> int | None:
    return amount if before is None else before + (amount or 0)


def _amounts_of_claims(claims: list[GatheredClaim]) -> frozenset[int]:
    """Places in AMOUNTS of the columns that repeat a claim's amount on each of its lines."""
    several = [claim for claim in claims if len(claim.lines) > 1]
    of_lines = frozenset().union(*(claim.differing for claim in several))
    repeated = [_repeated_amounts(several, at) for at in range(len(AMOUNTS))]
    same = frozenset(at for at, amounts in enumerate(repeated) if amounts) - of_lines
    settled = frozenset(at for at in same if len(repeated[at]) >= _ENOUGH_CLAIMS and len(set(repeated[at])) > 1)
    return settled if of_lines else same if settled else frozenset()


def _repeated_amounts(claims: list[GatheredClaim], at: int) -> list[int]:
    """The amounts, zero aside, that stand on every line of a claim."""
    return [amount for claim in claims if at not in claim.differing and (amount := claim.row.amounts[at])]
