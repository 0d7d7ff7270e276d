"""Writes the export of the practice's own management system: one row for each claim, with its own status words."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from data.samples.case import Case
from data.samples.shapes import Claim, Intended

HEADER = (
    "Claim #",
    "Patient Name",
    "DOS",
    "Rendering Provider",
    "Insurance",
    "Status",
    "Total Charge",
    "Insurance Paid",
    "Adjustment",
    "Patient Paid",
    "Patient Resp",
    "Balance",
)
STATUS_WORDS = {
    "draft": "Draft",
    "submitted": "Submitted",
    "received": "Received by Clearinghouse",
    "accepted": "Accepted by Payer",
    "rejected": "Rejected",
    "pending": "Pending",
    "info_requested": "Records Requested",
    "denied": "Denied",
    "partly_paid": "Partially Paid",
    "paid": "Paid",
    "forwarded": "Forwarded to Secondary",
    "patient_balance": "Patient Balance",
    "closed": "Closed",
}
_OTHER_MONEY_CENTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedClaim:
    case: Case
    claim: Claim
    intended: Intended


def export_text(rows: Iterable[ExportedClaim]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_row(row) for row in rows)
    return out.getvalue()


def _row(row: ExportedClaim) -> tuple[str, ...]:
    claim, intended = row.claim, row.intended
    person, provider = claim.patient.person, claim.provider
    less = _OTHER_MONEY_CENTS if row.case.export_differs else 0
    return (
        claim.number,
        f"{person.last}, {person.first}",
        f"{claim.service_to:%m/%d/%Y}",
        f"{provider.last}, {provider.first}",
        intended.payer,
        STATUS_WORDS[intended.state],
        _dollars(intended.billed_cents),
        _dollars(intended.paid_cents - less),
        _dollars(intended.adjusted_cents),
        _dollars(claim.patient_paid_cents),
        _dollars(intended.patient_cents),
        _dollars(intended.balance_cents + less),
    )


def _dollars(cents: int) -> str:
    """12050 is "120.50"."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole}.{part:02d}"
