"""One X12 file into the store, transaction by transaction: each is kept whole with all that follows from it, or not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.imports.linking import answer_acks, answer_batch, compute_positions, link_facts, redate_claims
from bot.imports.report import FileReport
from bot.imports.x12_posting import Posted, SamePayment, TransactionPosting, control_keys, count_items, envelope_of
from bot.rules.denials import Carcs
from data.importers.x12.reading import read
from data.importers.x12.survey import Survey, survey
from data.store.batch_links import claims_sent_in, keep_envelope
from data.store.claims_file import ClaimsDb, ClaimsFile, kept_apart
from data.store.imported_files import add_file, add_problems, same_numbers, transactions_seen
from data.x12_models import TransactionSet, X12Item, X12Kind

_SENT = (X12Kind.PROFESSIONAL, X12Kind.INSTITUTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What the person who imports allows: test files, and what is new in a payment that is in the store."""

    accept_test: bool = False
    accept_resent: bool = False


class X12Import:
    """Imports X12 files into one store. Every transaction is one database transaction."""

    def __init__(self, store: ClaimsFile, carcs: Carcs, choices: ImportChoices) -> None:
        self._store = store
        self._carcs = carcs
        self._choices = choices

    def run(self, path: Path, *, sha256: str, at: datetime) -> FileReport:
        surveyed = _told_by_usage(survey(path))
        report = FileReport(name=path.name)
        if surveyed.refusal:
            report.unusable = True
            report.refuse(path.name, surveyed.refusal)
            return report
        self._describe(surveyed, report)
        seen = self._seen(surveyed)
        wanted = {one.position for one in surveyed.transactions if not one.refusal}
        file = _FileRow(path.name, report.kind, sha256, at)
        for transaction, items in read(path, wanted, surveyed=surveyed):
            if transaction.sha256 in seen:
                self._note_again(transaction, items, report)
            elif transaction.interchange.is_test and not self._choices.accept_test:
                count_items(items, report)
            else:
                self._post(transaction, items, file, report)
                seen.add(transaction.sha256)
        return report

    def _describe(self, surveyed: Survey, report: FileReport) -> None:
        readable = [one for one in surveyed.transactions if not one.refusal]
        kinds = dict.fromkeys(str(one.kind) for one in readable)
        report.kind = "/".join(kinds)
        report.transactions = len(surveyed.transactions)
        report.is_test = any(one.interchange.is_test for one in surveyed.transactions)
        report.problems += surveyed.problems
        for one in surveyed.transactions:
            if one.refusal:
                report.refuse(one.place, one.refusal)
            for warning in one.warnings:
                report.problem(one.place, warning)
        report.unusable = not readable

    def _seen(self, surveyed: Survey) -> set[str]:
        hashes = [one.sha256 for one in surveyed.transactions]
        with self._store.read() as db:
            return set(transactions_seen(db, hashes))

    def _post(
        self, transaction: TransactionSet, items: Iterable[X12Item], file: "_FileRow", report: FileReport
    ) -> None:
        try:
            with self._store.write() as db, kept_apart(db):
                if transaction.sha256 in transactions_seen(db, [transaction.sha256]):  # another process was faster
                    self._note_again(transaction, items, report)
                    return
                file_id = file.keep(db)
                posting = TransactionPosting(
                    db, file_id, transaction, report, accept_resent=self._choices.accept_resent
                )
                self._follow(db, transaction, posting.post(items), report)
                self._tell_same_numbers(db, file_id, transaction, report)
        except SamePayment:
            report.duplicate += 1
            count_items(items, report)
            report.problem(
                transaction.place,
                "this check or transfer is in the store already, with other rows: it may have been sent again. "
                "Nothing of it was added. To add the rows that are not there yet, import with --accept-resent.",
            )

    def _note_again(self, transaction: TransactionSet, items: Iterable[X12Item], report: FileReport) -> None:
        """Known content: only a batch of ours under new control numbers tells something, that it went out again."""
        report.duplicate += 1
        count_items(items, report)
        if transaction.kind not in _SENT or (transaction.interchange.is_test and not self._choices.accept_test):
            return
        with self._store.write() as db:
            known = transactions_seen(db, [transaction.sha256])[transaction.sha256]
            if keep_envelope(db, known.id, envelope_of(transaction)):
                concerned = claims_sent_in(db, [known.id]) | answer_batch(db, known.id)
                changed = compute_positions(db, concerned, self._carcs)
                report.changed_ids |= changed
                report.unchanged_ids |= concerned - changed

    def _tell_same_numbers(self, db: ClaimsDb, file_id: int, transaction: TransactionSet, report: FileReport) -> None:
        if same_numbers(db, transaction, control_keys(transaction)):
            text = "carries the numbers of an earlier transaction, with other content. Both are kept."
            report.problem(transaction.place, text)
            add_problems(db, file_id, [(transaction.place, text, None)])

    def _follow(self, db: ClaimsDb, transaction: TransactionSet, posted: Posted, report: FileReport) -> None:
        """Links the new facts and computes every claim that they, or the acknowledgements, concern."""
        concerned, new = link_facts(db, posted.fact_ids)
        if transaction.kind in _SENT:
            keep_envelope(db, posted.transaction_id, envelope_of(transaction))
            concerned |= answer_batch(db, posted.transaction_id)
        if posted.ack_ids:
            concerned |= answer_acks(db, posted.ack_ids)
        changed = compute_positions(db, concerned, self._carcs, new=new)
        redate_claims(db, self._carcs, done=concerned)
        report.new_ids |= new
        report.changed_ids |= changed - new
        report.unchanged_ids |= concerned - changed - new


def _told_by_usage(surveyed: Survey) -> Survey:
    """A test is never taken for the real thing: its identity says that it was one."""
    marked = [
        replace(one, sha256=f"{one.sha256}-test") if one.interchange.is_test else one for one in surveyed.transactions
    ]
    return replace(surveyed, transactions=tuple(marked))


class _FileRow:
    """The file's row, made when its first transaction is kept: a file of which nothing was kept leaves none."""

    def __init__(self, name: str, kind: str, sha256: str, at: datetime) -> None:
        self._name, self._kind, self._sha256, self._at = name, kind, sha256, at

    def keep(self, db: ClaimsDb) -> int:
        return add_file(db, sha256=self._sha256, name=self._name, kind=self._kind, source="", at=self._at)
