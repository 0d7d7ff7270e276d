"""What the table importer makes of a practice-management export: frozen values; no behavior beyond naming.

Money is integer cents, None where the export has no such column or an empty cell. Identifiers are text as exported.
Dates of birth, social security and whole member numbers are never carried: the importer drops those columns.
`place` names the row: "line 14" of a text file, "row 14" of a sheet.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """One service line of an export with a row per line."""

    place: str
    procedure: str
    modifiers: tuple[str, ...]
    units: str
    charge_cents: int | None
    service_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPayer:
    """One payer of a claim as an export lists it. `sequence` is P, S or T."""

    sequence: str
    name: str
    paid_cents: int | None
    adjusted_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim as an export shows it: one row, or the rows of its lines taken together."""

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
    """The export's own word, "" where it has none."""
    state: str
    """What the word means, as one of the claim states, or "" where it is not known."""
    billed_cents: int | None
    paid_cents: int | None
    adjusted_cents: int | None
    patient_paid_cents: int | None
    insurance_balance_cents: int | None
    patient_balance_cents: int | None
    balance_cents: int | None
    payers: tuple[ListedPayer, ...]
    diagnoses: tuple[str, ...]
    lines: tuple[ListedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that cannot be taken, with the reason and the mend, without the cell's text where it may name a person."""

    place: str
    text: str
