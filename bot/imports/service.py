"""Imports files of any kind that an office has: the kind is read from the content, never from the name."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.imports.linking import compute_positions, link_facts
from bot.imports.report import FileReport
from bot.imports.table_import import TableImport
from bot.imports.x12_import import ImportChoices, X12Import
from data.importers.reference_tables import read_carc_actions
from data.importers.tables.suggestions import Suggestion
from data.importers.x12.not_x12 import looks_like_x12
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.fact_links import all_fact_ids, facts_by_id, say_same, unsay_same

_BLOCK = 1 << 20


class _DryRun(Exception):
    """Ends a dry run, so that its transaction is taken back."""


class ImportDesk:
    """Imports into one store, and computes the store anew from its ledger."""

    def __init__(self, store: ClaimsFile, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._carcs = read_carc_actions()

    def import_file(
        self, path: Path, *, choices: ImportChoices | None = None, dry_run: bool = False, columns: Sequence[str] = ()
    ) -> FileReport:
        """What became of the file. `columns` name columns of a table as "column=field". A file is never half posted:
        what is kept is whole transactions, and in a dry run nothing is kept.
        """
        report = FileReport(name=path.name)
        try:
            if not dry_run:
                return self._import(path, choices or ImportChoices(), columns)
            with self._store.write():
                report = self._import(path, choices or ImportChoices(), columns)
                raise _DryRun
        except _DryRun:
            return report

    def columns_of(self, path: Path) -> Suggestion:
        """What each column of an export seems to mean. Raises UnreadableTable."""
        return self._tables().columns_of(path)

    def knows_columns(self, source: str) -> bool:
        """Whether a person has named the columns of exports with this fingerprint of their headings."""
        return self._tables().knows_columns(source)

    def _tables(self) -> TableImport:
        return TableImport(self._store, self._carcs, self._clock)

    def _import(self, path: Path, choices: ImportChoices, columns: Sequence[str]) -> FileReport:
        try:
            digest = _sha256(path)
            if looks_like_x12(path):
                report = X12Import(self._store, self._carcs, choices).run(path, sha256=digest, at=self._clock.now())
            else:
                report = self._tables().run(path, sha256=digest, columns=columns)
            report.sha256 = digest
            return report
        except OSError as error:
            report = FileReport(name=path.name, unusable=True)
            report.refuse(path.name, f"cannot be read: {error.strerror}. Check that it is a file and yours to read.")
            return report

    def join(self, claim_id: int, other_id: int) -> int:
        """Makes two claims one because a person said that they are, and gives it; imports to come keep to it."""
        with self._store.write() as db:
            facts = say_same(db, claim_id, other_id, self._clock.now())
            self._link(db, facts)
            return facts_by_id(db, facts[:1])[0].claim_id or claim_id

    def part(self, claim_id: int) -> None:
        """Takes back all that people joined in this claim: its facts find their claims by their numbers again."""
        with self._store.write() as db:
            self._link(db, unsay_same(db, claim_id))

    def _link(self, db: ClaimsDb, fact_ids: list[int]) -> None:
        concerned, _ = link_facts(db, fact_ids)
        compute_positions(db, concerned, self._carcs)

    def recompute(self) -> tuple[int, int]:
        """Links and computes every claim anew from the ledger: (claims, those whose row was another before)."""
        with self._store.write() as db:
            concerned, _ = link_facts(db, all_fact_ids(db))
            return len(concerned), len(compute_positions(db, concerned, self._carcs))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
