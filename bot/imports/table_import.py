"""One practice-management export into the store: mapped, read row by row, and kept whole or not at all."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.clock import Clock
from bot.imports.linking import compute_positions, link_facts, redate_claims
from bot.imports.report import FileReport
from bot.rules.denials import Carcs
from data.importers.tables.claims import read_claims
from data.importers.tables.errors import UnreadableTable
from data.importers.tables.mapping import Mapping, fingerprint, mapping_from_json, read_map_options
from data.importers.tables.reading import read_table
from data.importers.tables.shapes import Table
from data.importers.tables.suggestions import Suggestion, suggest_mapping
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.imported_files import add_file, add_problems, find_file, find_mapping, save_mapping
from data.store.listed_rows import ListedRows
from data.table_models import ListedClaim, RefusedRow

_AT_ONCE = 1_000
_MOST_BAD_PART = 0.01
_MOST_PROBLEMS_SHOWN = 200
KIND = "table"


class ColumnsUncertain(UnreadableTable):
    """A person must say once which column means what."""


class _TooManyBadRows(Exception):
    """More than one row in a hundred cannot be read: the columns may be mapped wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mapped:
    """A table with the meaning of its columns, and whether a person gave it just now."""

    table: Table
    mapping: Mapping
    is_given: bool


class TableImport:
    """Imports exports into one store. A file is one database transaction."""

    def __init__(self, store: ClaimsFile, carcs: Carcs, clock: Clock) -> None:
        self._store = store
        self._carcs = carcs
        self._clock = clock

    def run(self, path: Path, *, sha256: str, columns: Sequence[str]) -> FileReport:
        report = FileReport(name=path.name, kind=KIND, transactions=1)
        try:
            mapped = self._mapped(path, columns)
            self._keep(mapped, path.name, sha256, report)
        except UnreadableTable as error:
            report.needs_columns = isinstance(error, ColumnsUncertain)
            report.unusable = True
            report.hint = error.hint
            report.refuse(path.name, str(error))
        except _TooManyBadRows:
            report.unusable = True
            bad = len(report.problems)
            for ids in (report.new_ids, report.changed_ids, report.unchanged_ids):
                ids.clear()
            report.refuse(
                path.name,
                f"{bad} of {bad + report.claims} rows cannot be read, more than 1 %: nothing of the file was stored. "
                "Mend the rows named above, or check which column means what.",
            )
        return report

    def columns_of(self, path: Path) -> Suggestion:
        """What each column seems to mean. Raises UnreadableTable."""
        table = read_table(path)
        return suggest_mapping(table.headers, table.sample)

    def knows_columns(self, source: str) -> bool:
        """Whether a person has named the columns of exports with this fingerprint of their headings."""
        with self._store.read() as db:
            return find_mapping(db, source) is not None

    def _mapped(self, path: Path, columns: Sequence[str]) -> _Mapped:
        """Columns as given now, as confirmed before, or as they read without doubt. Raises UnreadableTable."""
        table = read_table(path)
        if columns:
            return _Mapped(table=table, mapping=read_map_options(columns, table.headers), is_given=True)
        with self._store.read() as db:
            saved = find_mapping(db, fingerprint(table.headers))
        if saved is not None:
            return _Mapped(table=table, mapping=mapping_from_json(saved, table.headers), is_given=False)
        suggestion = suggest_mapping(table.headers, table.sample)
        if not suggestion.is_unambiguous:
            options = " ".join(f'--map "{option}"' for option in suggestion.as_map_options())
            raise ColumnsUncertain(
                f"It is not certain which column of {path.name} means what, so nothing was stored.",
                f"Say so once, for example: billing-bot import {path.name} {options or '--map column=field ...'}",
            )
        return _Mapped(table=table, mapping=suggestion.mapping, is_given=False)

    def _keep(self, mapped: _Mapped, name: str, sha256: str, report: FileReport) -> None:
        source = fingerprint(mapped.table.headers)
        columns = json.dumps(mapped.mapping.as_json(), sort_keys=True)
        sha256 = hashlib.sha256(f"{sha256}{columns}".encode()).hexdigest()  # read with other columns it is another file
        with self._store.write() as db:
            if mapped.is_given:
                save_mapping(db, source, mapped.mapping.as_json(), self._clock.now())
            if find_file(db, sha256) is not None:
                report.duplicate = 1
                report.claims = sum(isinstance(one, ListedClaim) for one in read_claims(mapped.table, mapped.mapping))
                return
            file_id = add_file(db, sha256=sha256, name=name, kind=KIND, source=source, at=self._clock.now())
            rows = ListedRows(db, file_id=file_id, source=source, origin=sha256[:24], today=self._clock.today())
            for claims in _in_parts(self._readable(mapped, report), _AT_ONCE):
                self._keep_some(db, rows, claims, report)
            rows.close()
            redate_claims(db, self._carcs, done=())
            if len(report.problems) > _MOST_BAD_PART * (len(report.problems) + report.claims):
                raise _TooManyBadRows
            add_problems(db, file_id, [(one.place, one.text, None) for one in report.problems])

    def _readable(self, mapped: _Mapped, report: FileReport) -> Iterator[ListedClaim]:
        for one in read_claims(mapped.table, mapped.mapping):
            if isinstance(one, RefusedRow):
                report.refuse(one.place, one.text)
                continue
            report.claims += 1
            report.add(billed=one.billed_cents or 0, paid=one.paid_cents or 0, lines=len(one.lines))
            yield one

    def _keep_some(self, db: ClaimsDb, rows: ListedRows, claims: list[ListedClaim], report: FileReport) -> None:
        fact_ids, known = rows.add(claims)
        concerned, new = link_facts(db, fact_ids)
        changed = compute_positions(db, concerned, self._carcs, new=new)
        report.new_ids |= new
        report.changed_ids |= changed - new
        report.unchanged_ids |= (concerned | known) - changed - new


def _in_parts(claims: Iterator[ListedClaim], size: int) -> Iterator[list[ListedClaim]]:
    while part := list(islice(claims, size)):
        yield part
