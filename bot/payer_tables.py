"""The practice's payers and rules as tables: written whole, read back all or nothing, claims dated anew once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.audit import AuditTrail
from bot.clock import Clock
from bot.payer_pages import meant
from bot.payers import Kept, PayerDesk, Redate
from bot.rules.payer_sheet_entries import entry_of, sheet_entry_of
from bot.rules.work_rules import Actor
from data.errors import BillingBotError, PayerNotFound, PayersRefused
from data.importers.payer_rules_csv import TableLine, read_payer_table, write_rule_table, write_sheet_table
from data.payer_models import RuleEntry, SheetEntry
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.payer_rules import load_rules, newest_changes
from data.store.payer_sheets import get_sheet, kind_said, list_sheets, same_payers, sheet_version, sheets_by_payer
from data.store.payers import PayerBook, payer_key
from data.store.worklist import list_worklist_payers


@dataclass(slots=True, kw_only=True)
class TableReport:
    """What an import came to. Where `problems` is not empty nothing was kept: (line, what is wrong and its mend)."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    redated: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)

    def count(self, kept: Kept) -> None:
        self.new += kept.is_new
        self.changed += kept.is_changed and not kept.is_new
        self.unchanged += not kept.is_changed


class _TakenBack(Exception):
    """Ends a write that is to leave nothing."""


class _Later:
    """Remembers whose claims are to be dated anew, so that it is done once for a whole table."""

    def __init__(self) -> None:
        self.is_everybody = False
        self.payer_ids: set[int] = set()

    def redate(self, payer_ids: Collection[int] | None) -> int:
        self.is_everybody |= payer_ids is None
        self.payer_ids |= set(payer_ids or ())
        return 0

    def run(self, redate: Redate) -> int:
        if not self.is_everybody and not self.payer_ids:
            return 0
        return redate(None if self.is_everybody else self.payer_ids)


class PayerTables:
    """Reads and writes tables for one store."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, redate: Redate) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._redate = redate

    def rules(self) -> tuple[str, int]:
        """The practice's own rules in force as a table, and how many they are."""
        with self._store.read() as db:
            sheets, changes = sheets_by_payer(db), newest_changes(db)
            rules = sorted(load_rules(db).rules, key=lambda rule: int(rule.id.rpartition(".")[2]))
        names = {payer_id: sheet.name for payer_id, sheet in sheets.items()} | {None: ""}
        rows = [(entry_of(rule, names[rule.payer_id]), str(changes[rule.id].id)) for rule in rules]
        return write_rule_table(rows), len(rows)

    def sheets(self) -> tuple[str, int]:
        """The sheets that something is kept in, as a table."""
        with self._store.read() as db:
            rows = [
                (sheet_entry_of(sheet, kind_said(db, sheet.payer_id)), str(sheet_version(db, sheet.payer_id)))
                for sheet in list_sheets(db)
            ]
        return write_sheet_table(rows), len(rows)

    def import_file(self, path: Path, by: Actor, *, dry_run: bool = False, add_payers: bool = False) -> TableReport:
        """Keeps every row of the table, or none where one of them is wrong or it is a dry run. Rows that are not in it
        stay as they are. Raises UnreadableTable.
        """
        lines, report, later = read_payer_table(path), TableReport(), _Later()
        desk = PayerDesk(self._store, self._clock, self._audit, later.redate)
        report.rows = len(lines)
        try:
            with self._store.write() as db:
                _Reading(db, desk, by, report, add_payers=add_payers).keep(lines)
                if not report.problems:
                    report.redated = later.run(self._redate)
                    self._audit.record(by, "payers.import", _what(lines), by.place, _counts(report))
                if report.problems or dry_run:
                    raise _TakenBack
        except _TakenBack:
            pass
        return report


class _Reading:
    """One table within one write."""

    def __init__(self, db: ClaimsDb, desk: PayerDesk, by: Actor, report: TableReport, *, add_payers: bool) -> None:
        self._db = db
        self._desk = desk
        self._by = by
        self._report = report
        self._add_payers = add_payers
        self._seen: dict[str, int] = {}

    def keep(self, lines: Sequence[TableLine]) -> None:
        for line in lines:
            try:
                self._report.count(self._keep(line))
            except PayersRefused as refused:
                self._report.problems += [(line.line, f"{one}: {text}") for one, text in refused.problems.items()]
            except BillingBotError as error:
                self._report.problems.append((line.line, f"{error} {error.hint}".strip()))

    def _keep(self, line: TableLine) -> Kept:
        """Raises BillingBotError."""
        if line.problem:
            raise PayersRefused({"row": line.problem})
        if isinstance(line.entry, RuleEntry):
            return self._keep_rule(line, line.entry)
        return self._keep_sheet(line, line.entry)

    def _keep_rule(self, line: TableLine, entry: RuleEntry) -> Kept:
        """On top of what the rule says where the table has no column."""
        self._once(line, "id", entry.id)
        before = newest_changes(self._db).get(entry.id)
        if before:
            payer_id = before.rule.payer_id
            name = get_sheet(self._db, payer_id).name if payer_id is not None else ""
            entry = replace(entry_of(before.rule, name), **{one: getattr(entry, one) for one in line.columns})
        after = _after(line, before.id if before else 0)
        return self._desk.keep_rule(self._by, entry, self._payer_id(entry.payer), after=after)

    def _keep_sheet(self, line: TableLine, entry: SheetEntry) -> Kept:
        payer_id = self._payer_id(entry.payer)
        if payer_id is None:
            raise PayersRefused({"payer": "Name the payer, as it stands in the store."})
        self._once(line, "payer", str(payer_id))
        before = sheet_entry_of(get_sheet(self._db, payer_id), kind_said(self._db, payer_id))
        entry = replace(before, **{one: getattr(entry, one) for one in line.columns})
        return self._desk.keep_sheet(self._by, entry, payer_id, after=_after(line, sheet_version(self._db, payer_id)))

    def _once(self, line: TableLine, column: str, key: str) -> None:
        if key and self._seen.setdefault(key, line.line) != line.line:
            raise PayersRefused({column: f"It stands in line {self._seen[key]} already: leave one of them."})

    def _payer_id(self, name: str) -> int | None:
        """By its name in any writing. Raises PayerNotFound that names the nearest one."""
        if not name:
            return None
        known = list_worklist_payers(self._db)
        wanted = payer_key(name)
        found = next((one.id for one in known if payer_key(one.name) == wanted), None)
        if found is None and self._add_payers:
            book = PayerBook(self._db)
            found = book.id_of(name, "")
            book.close()
        if found is None:
            near = meant(name, known)[:1]
            raise PayerNotFound(f"“{name}”", near=near[0].name if near else "")
        return same_payers(self._db).get(found, found)


def _after(line: TableLine, newest: int) -> int:
    """The change that the row was written from; where it names none, or nothing is kept here yet, the newest."""
    if not line.change or not newest:
        return newest
    if not (line.change.isascii() and line.change.isdigit()):
        raise PayersRefused({"change": f"“{line.change[:20]}” is no number: leave it as it was exported, or empty."})
    return int(line.change)


def _what(lines: Sequence[TableLine]) -> str:
    return "rules" if lines and isinstance(lines[0].entry, RuleEntry) else "sheets"


def _counts(report: TableReport) -> dict[str, str | int | bool]:
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "redated": report.redated,
    }
