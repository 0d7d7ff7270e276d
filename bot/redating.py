"""Reckons open claims anew after payers' rules or facts have changed; closed claims keep the days that they had."""

from collections.abc import Collection
from datetime import date

from bot.imports.linking import compute_positions
from data.importers.reference_tables import read_carc_actions
from data.store.claims_file import ClaimsFile
from data.store.due import closed_days_dated_with, keep_closed_days_dated_with
from data.store.payer_sheets import open_claims_of_payers


class Redating:
    """One for the whole bot."""

    def __init__(self, store: ClaimsFile) -> None:
        self._store = store
        self._carcs = read_carc_actions()

    def redate(self, payer_ids: Collection[int] | None) -> int:
        """How many open claims of these payers, or of all, stand otherwise now. Part of the caller's write."""
        with self._store.write() as db:
            return len(compute_positions(db, open_claims_of_payers(db, payer_ids), self._carcs))

    def follow_closed_days(self, closed: frozenset[date]) -> int:
        """Where the practice's closed days are others than when the claims were dated: dates all open ones anew."""
        with self._store.read() as db:
            if closed_days_dated_with(db) == closed:
                return 0
        with self._store.write() as db:
            keep_closed_days_dated_with(db, closed)
            return self.redate(None)
