"""Which account stands behind a reference: one row for each reference that a claim has or had, and for each query to a
provider about it; it changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

_ROWS = (
    "WITH named AS (SELECT ref, id AS claim_id FROM claim UNION ALL SELECT ref, claim_id FROM former_ref), "
    "refs AS (SELECT ref, claim_id FROM named UNION ALL SELECT provider_query.ref, named.claim_id FROM provider_query "
    "JOIN named ON named.ref = provider_query.claim_ref) SELECT refs.ref, claim.claim_number, claim.account_number, "
    "(SELECT group_concat(payer_claim_number, ' ') FROM "
    "(SELECT DISTINCT payer_claim_number FROM fact WHERE fact.claim_id = claim.id AND payer_claim_number <> '' "
    "ORDER BY payer_claim_number)), claim.patient_last, claim.patient_first, claim.service_from FROM "
    "refs JOIN claim ON claim.id = refs.claim_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkRow:
    """A reference, of a claim or a query, and what people find the claim by elsewhere.

    `payer_claim_numbers` are parted by blanks.
    """

    ref: str
    claim_number: str
    account_number: str
    payer_claim_numbers: str
    patient_last: str
    patient_first: str
    service_from: str


def iterate_crosswalk(db: Database) -> Iterator[CrosswalkRow]:
    """In the order of the references."""
    yield from map(_row, db.conn.execute(f"{_ROWS} ORDER BY refs.ref"))


def find_crosswalk(db: Database, ref: str) -> CrosswalkRow | None:
    """One reference as it is kept; a former one gives the claim that it became part of, a query its claim."""
    found = db.conn.execute(f"{_ROWS} WHERE refs.ref = ?", (ref,)).fetchone()
    return _row(found) if found else None


def _row(row: tuple[Any, ...]) -> CrosswalkRow:
    return CrosswalkRow(
        ref=row[0],
        claim_number=row[1],
        account_number=row[2],
        payer_claim_numbers=row[3] or "",
        patient_last=row[4],
        patient_first=row[5],
        service_from=row[6] or "",
    )
