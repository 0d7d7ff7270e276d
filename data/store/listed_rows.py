"""Writes claims as an export lists them: a new row only where the export says something new of a claim."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from data.claim_models import FactKind
from data.claim_numbers import claim_key
from data.store.fact_rows import iso
from data.store.payers import PayerBook
from data.store.unlisted import save_still_listed
from data.table_models import ListedClaim
from data.words import without_identifiers

Row = tuple[Any, ...]


class ListedRows:
    """Adds the claims of one export. `source` tells exports of one layout apart from those of another."""

    def __init__(self, db: Database, *, file_id: int, source: str, origin: str, today: date) -> None:
        self._db = db
        self._file_id = file_id
        self._source = source
        self._origin = origin
        self._today = today
        self._payers = PayerBook(db)
        self._count = 0
        self._next_id: int = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM fact").fetchone()[0]

    def add(self, claims: Sequence[ListedClaim]) -> tuple[list[int], set[int]]:
        """(ids of the facts added, claims that are listed as they were before)."""
        before = self._listed_before([claim.claim_number for claim in claims])
        known: set[int] = set()
        seen: list[tuple[int, str | None, int]] = []
        added: list[tuple[int, ListedClaim, str]] = []
        for claim in claims:
            digest = _digest(claim)
            fact_id, claim_id, last = before.get(claim.claim_number, (0, 0, ""))
            if digest == last:
                known.add(claim_id)
                seen.append((self._file_id, iso(self._today), fact_id))
            else:
                added.append((self._next_id, claim, digest))
                self._next_id += 1
        self._db.conn.executemany("UPDATE listed SET seen_file_id = ?, seen_on = ? WHERE fact_id = ?", seen)
        save_still_listed(self._db, self._file_id, known)
        self._write(added)
        return [fact_id for fact_id, _, _ in added], known

    def close(self) -> None:
        self._payers.close()

    def _listed_before(self, numbers: Sequence[str]) -> dict[str, tuple[int, int, str]]:
        """Claim number -> (fact, claim, digest) of the newest row of the same source."""
        rows = self._db.conn.execute(
            "SELECT fact.number, fact.id, fact.claim_id, listed.digest FROM fact "
            "JOIN listed ON listed.fact_id = fact.id "
            "JOIN imported_file ON imported_file.id = listed.file_id "
            "WHERE fact.number IN (SELECT value FROM json_each(?)) AND imported_file.source = ? ORDER BY fact.id",
            (json.dumps(list(numbers)), self._source),
        )
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def _write(self, added: Sequence[tuple[int, ListedClaim, str]]) -> None:
        self._db.conn.executemany(
            "INSERT INTO fact VALUES (?, NULL, ?, ?, NULL, ?, '', '', '', 0, ?, ?, ?, ?, ?, ?, ?, '', '', NULL, 0)",
            [self._fact(fact_id, claim) for fact_id, claim, _ in added],
        )
        self._db.conn.executemany(
            "INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [self._listed(fact_id, claim, digest) for fact_id, claim, digest in added],
        )
        self._db.conn.executemany(
            "INSERT INTO sent_line VALUES (?, ?, '', ?, ?, ?, ?, '', ?, ?, '')",
            [
                (
                    fact_id,
                    number,
                    line.procedure,
                    " ".join(line.modifiers),
                    line.charge_cents or 0,
                    line.units,
                    iso(line.service_from),
                    iso(line.service_from),
                )
                for fact_id, claim, _ in added
                for number, line in enumerate(claim.lines, 1)
            ],
        )

    def _fact(self, fact_id: int, claim: ListedClaim) -> Row:
        self._count += 1
        return (
            fact_id,
            FactKind.LISTED,
            f"{self._origin}:{self._count:06}",
            claim.claim_number,
            claim.patient_last,
            claim.patient_first,
            iso(claim.service_from),
            iso(claim.service_to),
            claim.billed_cents,
            iso(self._today),
            claim_key(claim.claim_number),
        )

    def _listed(self, fact_id: int, claim: ListedClaim, digest: str) -> Row:
        primary = next((payer for payer in claim.payers if payer.sequence == "P"), None)
        payers = [(one.sequence, one.name, one.paid_cents, one.adjusted_cents) for one in claim.payers]
        return (
            fact_id,
            self._file_id,
            self._file_id,
            digest,
            claim.account_number,
            claim.provider,
            without_identifiers(claim.status),
            claim.state,
            iso(claim.sent_on),
            iso(self._today),
            iso(self._today),
            claim.billed_cents,
            _total(claim.paid_cents, [one.paid_cents for one in claim.payers]),
            _total(claim.adjusted_cents, [one.adjusted_cents for one in claim.payers]),
            claim.patient_paid_cents,
            claim.insurance_balance_cents,
            claim.patient_balance_cents,
            claim.balance_cents,
            self._payers.id_of(primary.name, "") if primary and primary.name else None,
            json.dumps(payers, ensure_ascii=False),
            " ".join(claim.diagnoses),
        )


def _total(whole: int | None, parts: Sequence[int | None]) -> int | None:
    """The claim's own amount, else what its payers' columns come to; None where the export has neither."""
    known = [part for part in parts if part is not None]
    return sum(known) if whole is None and known else whole


def _digest(claim: ListedClaim) -> str:
    """The same for the same listing, wherever in the file it stands."""
    return hashlib.sha256(repr(astuple(replace(claim, place="", lines=()))).encode()).hexdigest() + str(
        len(claim.lines)
    )
