"""Payers as people see them in Slack: which one is meant, its page, a rule, the forms, and what became of a change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.payer_pages import PayerPages
from bot.payers import Kept, PayerDesk
from bot.rules.payer_sheet_entries import entry_of, like, sheet_entry_of
from bot.rules.payer_sheet_fields import clean_text
from bot.rules.roles import Permission, may
from bot.rules.scrubbing import person_named_in
from bot.rules.work_rules import Actor
from bot.views.blocks import Block, View
from bot.views.forms import entered
from bot.views.payer_modals import PayerCard, found_view, payer_option, payer_view, start_view
from bot.views.payer_modals_forms import (
    RULE_FIELDS,
    SHEET_FIELDS,
    done_view,
    join_form,
    rule_form,
    sheet_form,
    working_view,
)
from bot.views.payer_modals_ids import JOIN_CHOICE, PayerRef, read_payer_ref
from bot.views.payer_modals_rule import RuleCard, rule_view
from bot.views.plain import counted
from data.deadline_models import Mark
from data.errors import BillingBotError
from data.payer_models import RuleEntry, SheetEntry
from data.people_models import Person

_SHOWN_AT = {"payer": "scope", "opens_after": "limit", "payer_kinds": "scope"}
"""Where the form has no such field, its problem stands at another; all others at the first."""
_LONGEST_TYPED = 80


class PayersInChat:
    """One desk for `/billing payers`. `person` decides what is offered; who may change is asked for every request."""

    def __init__(self, pages: PayerPages, desk: PayerDesk, clock: Clock) -> None:
        self._pages = pages
        self._desk = desk
        self._clock = clock

    def open(self, typed: str, person: Person) -> View:
        """The payer that the words mean, a choice of several, or the start."""
        text = clean_text(typed)[:_LONGEST_TYPED]
        if not text:
            return start_view(self._pages.stale())
        found = self._pages.find(text)
        only = [one for one in found if one.name.casefold() == text.casefold()] or found
        return self.page(only[0].id, person) if len(only) == 1 else found_view(found)

    def suggest(self, typed: str) -> list[Block]:
        return [payer_option(one) for one in self._pages.find(typed)]

    def page(self, payer_id: int, person: Person, *, told: str = "") -> View:
        """Raises PayerNotFound."""
        page = self._pages.page(payer_id)
        return payer_view(
            PayerCard(
                sheet=page.sheet,
                version=page.version,
                joined=page.joined,
                open_claims=page.open_claims,
                rules=page.rules,
                silent=page.silent,
                can_change=may(person, Permission.PAYERS),
                today=self._clock.today(),
                told=told,
            )
        )

    def rule(self, ref: PayerRef, person: Person, *, told: str = "") -> View:
        """Raises RuleNotFound."""
        page = self._pages.rule(ref.rule_id)
        return rule_view(
            RuleCard(
                rule=page.rule,
                ref=replace(ref, after=page.version),
                changes=page.changes,
                checks=page.checks,
                can_change=may(person, Permission.PAYERS),
                today=self._clock.today(),
                told=told,
            )
        )

    def after_change(self, view: Mapping[str, Any], person: Person, told: str) -> View:
        """The page below a form, as it is now: the payer's, with what became of the change."""
        return self.page(read_payer_ref(view["private_metadata"]).payer_id, person, told=told)

    # --- forms ---

    def rule_form(self, ref: PayerRef) -> View:
        """Raises PayerNotFound, RuleNotFound."""
        name = self._pages.page(ref.payer_id).sheet.name
        rule = self._pages.rule(ref.rule_id).rule if ref.rule_id else None
        if rule is None:
            return rule_form(ref, name, RuleEntry())
        if rule.mark is Mark.UNSET:  # a default stays as it is: the payer's own comes before it
            return rule_form(PayerRef(payer_id=ref.payer_id), name, like(rule))
        return rule_form(ref, name, entry_of(rule, name))

    def sheet_form(self, ref: PayerRef) -> View:
        """Raises PayerNotFound."""
        page = self._pages.page(ref.payer_id)
        form = replace(ref, payer_id=page.sheet.payer_id, after=page.version)
        return sheet_form(form, page.sheet.name, sheet_entry_of(page.sheet, page.kind_said))

    def join_form(self, ref: PayerRef) -> View:
        """Raises PayerNotFound."""
        return join_form(ref, self._pages.page(ref.payer_id).sheet.name)

    def rule_problems(self, view: Mapping[str, Any]) -> dict[str, str]:
        ref = read_payer_ref(view["private_metadata"])
        problems = self._desk.problems(self._rule_entry(view, ref), ref.payer_id)
        shown = {_shown_at(field): text for field, text in problems.items()}
        return shown | _people_named(view, RULE_FIELDS)

    def sheet_problems(self, view: Mapping[str, Any]) -> dict[str, str]:
        ref = read_payer_ref(view["private_metadata"])
        return self._desk.sheet_problems(_sheet_entry(view), ref.payer_id) | _people_named(view, SHEET_FIELDS)

    def join_problems(self, view: Mapping[str, Any]) -> dict[str, str]:
        ref = read_payer_ref(view["private_metadata"])
        one, other = self._pages.page(ref.payer_id), self._pages.page(_chosen(view))
        if one.sheet.payer_id == other.sheet.payer_id:
            return {JOIN_CHOICE: "They are one already: choose another payer."}
        return {}

    def working(self) -> View:
        return working_view()

    def done(self, told: str) -> View:
        return done_view(told)

    def trouble(self, error: BillingBotError) -> str:
        return f"{error} {error.hint}".strip()

    # --- changes ---

    def keep_rule(self, view: Mapping[str, Any], actor: Actor) -> str:
        """What became of it, in words. Raises BillingBotError."""
        ref = read_payer_ref(view["private_metadata"])
        kept = self._desk.keep_rule(actor, self._rule_entry(view, ref), ref.payer_id, after=ref.after)
        return _told("Kept as a new rule." if kept.is_new else "The rule is changed.", kept)

    def keep_sheet(self, view: Mapping[str, Any], actor: Actor) -> str:
        ref = read_payer_ref(view["private_metadata"])
        return _told(
            "The sheet is kept.", self._desk.keep_sheet(actor, _sheet_entry(view), ref.payer_id, after=ref.after)
        )

    def join(self, view: Mapping[str, Any], actor: Actor) -> str:
        ref = read_payer_ref(view["private_metadata"])
        return _told("They are one payer now.", self._desk.join(actor, ref.payer_id, _chosen(view)))

    def part(self, payer_id: int, actor: Actor) -> str:
        return _told("It stands for itself again.", self._desk.part(actor, payer_id))

    def check(self, ref: PayerRef, actor: Actor) -> str:
        self._desk.check(actor, ref.rule_id, after=ref.after)
        return f"Kept: checked today by {actor.name}."

    def withdraw(self, ref: PayerRef, actor: Actor) -> str:
        return _told("The rule is withdrawn.", self._desk.withdraw(actor, ref.rule_id, after=ref.after))

    def _rule_entry(self, view: Mapping[str, Any], ref: PayerRef) -> RuleEntry:
        """What the form asks, on top of what the rule says beside it. Raises RuleNotFound."""
        before = entry_of(self._pages.rule(ref.rule_id).rule, "") if ref.rule_id else RuleEntry()
        return replace(before, **{field: entered(dict(view), field) for field in RULE_FIELDS})


def _sheet_entry(view: Mapping[str, Any]) -> SheetEntry:
    return SheetEntry(**{field: entered(dict(view), field) for field in SHEET_FIELDS})


def _people_named(view: Mapping[str, Any], fields: Sequence[str]) -> dict[str, str]:
    """By field, that something in it names a patient, without repeating it."""
    found = {field: person_named_in(entered(dict(view), field)) for field in fields}
    return {
        field: f"This holds what looks like {kind}. Nothing about patients is kept of a payer: take it out."
        for field, kind in found.items()
        if kind
    }


def _chosen(view: Mapping[str, Any]) -> int:
    return read_payer_ref(entered(dict(view), JOIN_CHOICE)).payer_id


def _shown_at(field: str) -> str:
    return field if field in RULE_FIELDS else _SHOWN_AT.get(field, RULE_FIELDS[0])


def _told(what: str, kept: Kept) -> str:
    if not kept.is_changed:
        return "Nothing was different, so nothing was changed."
    if not kept.redated:
        return f"{what} No open claim has another date by it."
    has = "has" if kept.redated == 1 else "have"
    return f"{what} {counted(kept.redated, 'open claim')} {has} a new date; closed claims keep theirs."
