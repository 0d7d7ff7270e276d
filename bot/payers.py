"""Payers' sheets and the practice's own rules: changed, checked, withdrawn, each with its row in the audit trail, and
open claims dated anew, in one transaction. Who may do it is asked before.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from bot.audit import AuditTrail, Detail
from bot.clock import Clock
from bot.rules.payer_sheet_checks import facts_of
from bot.rules.payer_sheet_reading import Named, read_rule, read_sheet
from bot.rules.work_rules import Actor
from data.deadline_models import DeadlineRule, Mark, PayerSheet, Purpose
from data.errors import PayersRefused
from data.importers.payer_rule_table import read_payer_rules
from data.payer_models import RuleChange, RuleCheck, RuleEntry, SheetEntry
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.payer_rules import (
    get_change,
    load_rules,
    newest_changes,
    next_rule_id,
    save_check,
    save_rule,
    withdraw_rule,
)
from data.store.payer_sheets import (
    get_sheet,
    kind_said,
    payers_as_one,
    same_payers,
    save_sheet,
    say_same_payer,
    unsay_same_payer,
)

Redate = Callable[[Collection[int] | None], int]
"""Dates the open claims of these payers anew, of all where None; how many stand otherwise now."""
_SEVERAL = (Purpose.OTHER, Purpose.NEGOTIATION)
"""Of these a payer may have any number of rules; of all others one for each level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a change: the rule or payer that it was about, and how many open claims have another date."""

    object: str
    is_new: bool = False
    is_changed: bool = True
    redated: int = 0


class PayerDesk:
    """Changes to what the practice keeps about payers. `after` is the change that somebody had before their eyes."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, redate: Redate) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._redate = redate

    def problems(self, entry: RuleEntry, payer_id: int | None) -> dict[str, str]:
        """What is wrong with a rule as it was entered, by field; {} where it can be kept."""
        with self._store.read() as db:
            try:
                self._read(db, entry, payer_id)
            except PayersRefused as refused:
                return refused.problems
        return {}

    def sheet_problems(self, entry: SheetEntry, payer_id: int) -> dict[str, str]:
        """What is wrong with a sheet as it was entered, by field."""
        with self._store.read() as db:
            read = read_sheet(entry, get_sheet(db, payer_id))
        return read if isinstance(read, dict) else {}

    def keep_rule(self, by: Actor, entry: RuleEntry, payer_id: int | None, *, after: int) -> Kept:
        """A new rule where the entry has no id, else what that one says from now on.

        Raises PayersRefused, PayerNotFound, RuleChanged.
        """
        with self._store.write() as db:
            rule = self._read(db, entry, payer_id)
            before = newest_changes(db).get(rule.id)
            if before and not before.is_withdrawn:
                rule = _check_dropped(rule, before.rule)
                if rule == before.rule:
                    return Kept(object=rule.id, is_changed=False)
            change = save_rule(db, rule, at=self._clock.now(), by=by.name, after=after)
            is_new = before is None or before.is_withdrawn
            return self._finished(db, by, "payers.rule.add" if is_new else "payers.rule.change", change, before)

    def withdraw(self, by: Actor, rule_id: str, *, after: int) -> Kept:
        """An own rule answers no more. Raises RuleNotFound, RuleChanged."""
        with self._store.write() as db:
            before = get_change(db, rule_id)
            change = withdraw_rule(db, rule_id, at=self._clock.now(), by=by.name, after=after)
            return self._finished(db, by, "payers.rule.withdraw", change, before)

    def check(self, by: Actor, rule_id: str, *, after: int) -> Kept:
        """The actor has held the rule against its source today. Raises RuleNotFound, RuleChanged."""
        today = self._clock.today()
        with self._store.write() as db:
            shipped = next((rule for rule in read_payer_rules() if rule.id == rule_id), None)
            if shipped is not None and shipped.mark is Mark.UNSET:
                raise PayersRefused(
                    {"rule": "That is a default, no rule of a payer: add the payer's own rule instead."}
                )
            if shipped is None:
                rule = replace(get_change(db, rule_id).rule, verified_on=today, verified_by=by.name)
                save_rule(db, rule, at=self._clock.now(), by=by.name, after=after)
            else:
                check = RuleCheck(rule_id=rule_id, checked_on=today, by=by.name, facts=facts_of(shipped))
                save_check(db, check, at=self._clock.now())
            self._record(by, "payers.rule.check", rule_id, {"on": today.isoformat()})
        return Kept(object=rule_id)

    def keep_sheet(self, by: Actor, entry: SheetEntry, payer_id: int, *, after: int) -> Kept:
        """Raises PayersRefused, PayerNotFound, SheetChanged."""
        with self._store.write() as db:
            before, said = get_sheet(db, payer_id), kind_said(db, payer_id)
            read = read_sheet(entry, before)
            if isinstance(read, dict):
                raise PayersRefused(read)
            sheet, kind = read
            name = f"payer/{before.payer_id}"
            if kind is said and replace(sheet, kind=before.kind) == before:
                return Kept(object=name, is_changed=False)
            save_sheet(db, sheet, kind, at=self._clock.now(), by=by.name, after=after)
            redated = self._redate(payers_as_one(db, before.payer_id))
            self._record(by, "payers.sheet", name, _sheet_detail(sheet) | {"redated": redated})
        return Kept(object=name, redated=redated)

    def join(self, by: Actor, payer_id: int, as_payer_id: int) -> Kept:
        """From now on the payer goes by the other's sheet and rules. Raises PayersRefused, PayerNotFound."""
        with self._store.write() as db:
            one, other = get_sheet(db, payer_id), get_sheet(db, as_payer_id)
            if one.payer_id == other.payer_id:
                raise PayersRefused({"same_as": "They are one already."})
            say_same_payer(db, one.payer_id, other.payer_id, at=self._clock.now(), by=by.name)
            redated = self._redate(payers_as_one(db, other.payer_id))
            self._record(by, "payers.join", f"payer/{one.payer_id}", {"as": other.payer_id, "redated": redated})
        return Kept(object=f"payer/{other.payer_id}", redated=redated)

    def part(self, by: Actor, payer_id: int) -> Kept:
        """The payer goes by its own sheet and rules again. Raises PayersRefused for one that was never joined."""
        with self._store.write() as db:
            if payer_id not in same_payers(db):
                raise PayersRefused({"same_as": "It stands for itself already."})
            together = payers_as_one(db, payer_id)
            unsay_same_payer(db, payer_id)
            redated = self._redate(together)
            self._record(by, "payers.part", f"payer/{payer_id}", {"redated": redated})
        return Kept(object=f"payer/{payer_id}", redated=redated)

    def _read(self, db: ClaimsDb, entry: RuleEntry, payer_id: int | None) -> DeadlineRule:
        """Raises PayersRefused, PayerNotFound."""
        sheet = get_sheet(db, payer_id) if payer_id is not None else None
        named = Named(
            rule_id=entry.id or next_rule_id(db),
            payer_id=sheet.payer_id if sheet else None,
            payer=sheet.name if sheet else "",
        )
        read = read_rule(entry, named, self._clock.today())
        if isinstance(read, dict):
            raise PayersRefused(read)
        twin = next((one for one in load_rules(db).rules if _is_twin(one, read)), None)
        if twin:
            raise PayersRefused(
                {"purpose": f"There is such a rule already: change “{twin.title}” ({twin.id}) instead."}
            )
        return read

    def _finished(self, db: ClaimsDb, by: Actor, action: str, change: RuleChange, before: RuleChange | None) -> Kept:
        """Dates claims anew and writes down what was done."""
        rule = change.rule
        touched = {one.payer_id for one in (rule, before.rule if before else rule)}
        payers = {one for payer_id in touched if payer_id for one in payers_as_one(db, payer_id)}
        redated = self._redate(None if None in touched else payers)
        detail: Detail = {
            "payer": rule.payer_id or 0,
            "purpose": rule.purpose,
            "level": rule.level,
            "limit": rule.limit,
            "unit": rule.unit,
            "change": change.id,
            "redated": redated,
        }
        self._record(by, action, rule.id, detail)
        return Kept(object=rule.id, is_new=action.endswith("add"), redated=redated)

    def _record(self, by: Actor, action: str, object: str, detail: Detail) -> None:
        self._audit.record(by, action, object, by.place, detail)


def _is_twin(one: DeadlineRule, other: DeadlineRule) -> bool:
    """Whether both would answer the same question with the same right."""
    return one.id != other.id and one.purpose not in _SEVERAL and not one.asked_only and _asked(one) == _asked(other)


def _asked(rule: DeadlineRule) -> tuple[object, ...]:
    return (rule.purpose, rule.level, rule.scope, rule.payer_id, rule.payer_kinds, rule.state, rule.asked_only)


def _check_dropped(rule: DeadlineRule, before: DeadlineRule) -> DeadlineRule:
    """A check of what the rule said before is none of what it says now."""
    is_same_check = (rule.verified_on, rule.verified_by) == (before.verified_on, before.verified_by)
    if is_same_check and facts_of(rule) != facts_of(before):
        return replace(rule, verified_on=None, verified_by="")
    return rule


def _sheet_detail(sheet: PayerSheet) -> dict[str, str | int | bool]:
    """Addresses and notes are left out: the sheet's own history has them."""
    return {
        "kind": sheet.kind,
        "state": sheet.state,
        "correction": sheet.correction,
        "usual_days_to_pay": sheet.usual_days_to_pay or 0,
        "appeal_quiet_days": -1 if sheet.appeal_quiet_days is None else sheet.appeal_quiet_days,
    }
