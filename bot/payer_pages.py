"""What is known of payers, for every surface: which one is meant, its sheet, its rules, which rules to check."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from bot.clock import Clock
from bot.deadline_rules import load_book
from bot.rules.payer_sheet_answering import StaleRule, answering, in_order, silent, stale_rules
from bot.rules.worklist_payers import payers_meant, read_payers
from bot.rules.worklist_typed import Typed
from data.claim_models import PayerKind
from data.deadline_models import DeadlineRule, PayerSheet
from data.errors import RuleNotFound
from data.payer_models import KnownPayer, RuleChange, RuleCheck
from data.store.claims_file import ClaimsFile
from data.store.payer_rules import check_history, history, load_rules
from data.store.payer_sheets import (
    count_open,
    get_sheet,
    kind_said,
    list_payers,
    payers_as_one,
    same_payers,
    sheet_version,
    sheets_by_payer,
)
from data.store.worklist import list_worklist_payers
from data.worklist_models import WorklistPayer

_LEAST_LIKE = 75
_MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerPage:
    """A payer with the rules that answer for it. `joined` are payers that a person said to be this one."""

    sheet: PayerSheet
    kind_said: PayerKind | None
    version: int
    joined: tuple[WorklistPayer, ...]
    open_claims: int
    rules: tuple[DeadlineRule, ...]
    silent: tuple[DeadlineRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """One rule: `changes` are those of an own one, `checks` those of a shipped one, both the newest first."""

    rule: DeadlineRule
    version: int
    changes: tuple[RuleChange, ...]
    checks: tuple[RuleCheck, ...]


class PayerPages:
    """Looks; it changes nothing."""

    def __init__(self, store: ClaimsFile, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def payers(self) -> list[KnownPayer]:
        """Those with the most claims first."""
        with self._store.read() as db:
            return list_payers(db)

    def find(self, typed: str) -> list[WorklistPayer]:
        """Payers that the words may mean, the likeliest first; of those that are one, one."""
        with self._store.read() as db:
            known, same = list_worklist_payers(db), same_payers(db)
        found: dict[int, WorklistPayer] = {}
        for one in meant(typed, known):
            found.setdefault(same.get(one.id, one.id), one)
        return list(found.values())[:_MOST_FOUND]

    def page(self, payer_id: int) -> PayerPage:
        """Raises PayerNotFound."""
        with self._store.read() as db:
            sheet, book = get_sheet(db, payer_id), load_book(db)
            together = payers_as_one(db, sheet.payer_id)
            names = [one for one in list_worklist_payers(db) if one.id in together and one.id != sheet.payer_id]
            found = answering(book, sheet)
            return PayerPage(
                sheet=sheet,
                kind_said=kind_said(db, sheet.payer_id),
                version=sheet_version(db, sheet.payer_id),
                joined=tuple(names),
                open_claims=count_open(db, together),
                rules=tuple(in_order(found)),
                silent=tuple(in_order(silent(book.rules, found, sheet.payer_id))),
            )

    def rule(self, rule_id: str) -> RulePage:
        """One that is in force. Raises RuleNotFound."""
        with self._store.read() as db:
            rule = load_book(db).rule_with(rule_id)
            if rule is None:
                raise RuleNotFound(rule_id)
            changes = history(db, rule_id)
            return RulePage(
                rule=rule,
                version=changes[0].id if changes else 0,
                changes=tuple(changes),
                checks=tuple(check_history(db, rule_id)),
            )

    def stale(self) -> list[StaleRule]:
        """Rules to check: own ones, and those that date open claims; what dates most payers' claims first."""
        with self._store.read() as db:
            book, own = load_book(db), load_rules(db).rules
            open_ids = {one.same_as or one.id for one in list_payers(db) if one.open_claims}
            sheets = sheets_by_payer(db)
        answers = {sheets[one].name: answering(book, sheets[one]) for one in sorted(open_ids)}
        return list(stale_rules(own, answers, self._clock.today()))


def meant(typed: str, known: Sequence[WorklistPayer]) -> list[WorklistPayer]:
    """By what people call them ("uhc", "blue cross"), by letters of the name, then by likeness."""
    text = " ".join(typed.lower().split())
    if not text:
        return list(known)
    called, kinds = read_payers(Typed(text), [one.name for one in known])
    by_name = payers_meant(called, kinds, known)
    holding = {one.id for one in known if text in one.name.lower()}
    scores = {
        place: score
        for _, score, place in process.extract(
            text, [one.name for one in known], scorer=fuzz.WRatio, processor=utils.default_process, limit=None
        )
    }
    ranked = [known[place] for place in sorted(scores, key=lambda place: (-scores[place], known[place].name))]
    first = [one for one in ranked if one.id in holding]
    second = [one for one in ranked if one.id in by_name]
    third = [known[place] for place in sorted(scores, key=lambda place: -scores[place]) if scores[place] >= _LEAST_LIKE]
    return list({one.id: one for one in (*first, *second, *third)}.values())
