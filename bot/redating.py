"""Reckons open claims anew after payers' rules or facts have changed; closed claims keep the days that they had."""

from collections.abc import Collection
from datetime import date

from bot.dating import load_dating
from bot.imports.linking import compute_positions
from data.importers.reference_tables import read_carc_actions
from data.store.claims_file import ClaimsFile
from data.store.due import dated_with, keep_dated_with, look_at_deadlines
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

    def follow(self, today: date) -> int:
        """Where closed days, shipped rules or tables are others than when the claims were dated, as after an upgrade:
        dates all open ones anew, and has each looked at: a reminder may have moved to a day before today. How many
        stand otherwise now.
        """
        with self._store.read() as db:
            dating, before = load_dating(db), dated_with(db)
            what = dating.mark
            if before == what:
                return 0
        with self._store.write() as db:
            keep_dated_with(db, what)
            if not before and not dating.calendar.closed:  # a new store: its claims were dated just now
                return 0
            changed = self.redate(None)
            look_at_deadlines(db, today)
        return changed
