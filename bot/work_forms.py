"""Reads a form about a claim into what is to be kept, or into errors by the input that they stand at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.acting import Acting
from bot.clock import Clock
from bot.rules.federal_holidays import federal_calendar
from bot.rules.scrubbing import is_plain_reference
from bot.rules.work_rules import MOST_SNOOZE_DAYS, Actor, WorkAction
from bot.rules.work_words import (
    APPEAL_LEVELS,
    APPEAL_WAYS,
    DECLINE_REASONS,
    LETTERS,
    NOTES,
    RESENT_AS,
    SAID,
    WAYS,
    WRITE_OFF_REASONS,
)
from bot.views import work_modals as named
from bot.views.blocks import View
from bot.views.forms import entered
from bot.views.work_ids import Origin, read_origin
from bot.work import WorkDesk
from bot.work_facts import Facts, Typed
from data.errors import WorkRefused
from data.work_models import Outcome, WorkKind

Errors = dict[str, str]
_AMOUNT = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form as it was sent. `find_person` gives a member's number, None for somebody who is not on the list."""

    view: dict[str, Any]
    actor: Actor
    today: date
    can_type: bool
    find_person: Callable[[str], int | None]

    def get(self, name: str) -> str:
        return entered(self.view, name)

    def typed(self, *, reference: str = "") -> Typed:
        """Free words, as far as they may be kept."""
        if not self.can_type:
            return Typed(reference=reference)
        return Typed(contact=self.get(named.CONTACT), reference=reference, text=self.get(named.TEXT))


def read_form(action: WorkAction, sheet: Sheet) -> Facts | Errors:
    """What is to be kept, or what is wrong, by block."""
    return _READERS[action](sheet)


def _note(sheet: Sheet) -> Facts | Errors:
    if sheet.can_type:
        typed = sheet.typed()
        return Facts(kind=WorkKind.NOTED, typed=typed) if typed.text else {named.TEXT: "Write what is to be noted."}
    picked = sheet.get(named.PICKED)
    return Facts(kind=WorkKind.NOTED, way=picked) if picked in NOTES else {named.PICKED: "Choose one."}


def _touch(sheet: Sheet) -> Facts | Errors:
    way, says, reference = sheet.get(named.WAY), sheet.get(named.SAYS), sheet.get(named.REFERENCE)
    promised = _day(sheet.get(named.PROMISED))
    errors: Errors = {}
    if way not in WAYS:
        errors[named.WAY] = "Choose one."
    if says not in SAID:
        errors[named.SAYS] = "Choose one."
    if says == "paid_promised" and promised is None:
        errors[named.PROMISED] = "For when did they promise it?"
    if promised is not None and promised < sheet.today:
        errors[named.PROMISED] = "That day is over."
    if reference and not sheet.can_type and not is_plain_reference(reference):
        errors[named.REFERENCE] = "Letters and digits only, 20 at most, and no number of a patient."
    if errors:
        return errors
    return Facts(kind=WorkKind.TOUCHED, way=f"{way} {says}", until=promised, typed=sheet.typed(reference=reference))


def read_snooze(sheet: Sheet) -> Facts | Errors:
    days = sheet.get(named.DAYS)
    block = named.DAYS
    if days != named.OTHER and sheet.get(named.OTHER_DAYS):
        return {named.OTHER_DAYS: "Choose “Another number” above for this number to count, or leave it empty."}
    if days == named.OTHER:
        days, block = sheet.get(named.OTHER_DAYS), named.OTHER_DAYS
    if not (days.isascii() and days.isdecimal() and 1 <= int(days) <= MOST_SNOOZE_DAYS):
        return {block: f"A whole number from 1 to {MOST_SNOOZE_DAYS}."}
    until = federal_calendar().add_business_days(sheet.today, int(days))
    return Facts(kind=WorkKind.SNOOZED, until=until, to_person_id=sheet.actor.person_id)


def _assign(sheet: Sheet) -> Facts | Errors:
    user = sheet.get(named.PERSON)
    if not user:
        return Facts(kind=WorkKind.ASSIGNED)
    person_id = sheet.find_person(user)
    if person_id is None:
        return {named.PERSON: "They do not work claims here: an administrator adds people to the bot's list."}
    return Facts(kind=WorkKind.ASSIGNED, to_person_id=person_id)


def _write_off(sheet: Sheet) -> Facts | Errors:
    amount, reason = sheet.get(named.AMOUNT), sheet.get(named.REASON)
    cents = read_cents(amount) if amount else None
    if amount and not cents:
        return {named.AMOUNT: "An amount such as 120 or 120.50."}
    if reason not in WRITE_OFF_REASONS:
        return {named.REASON: "Choose one."}
    return Facts(kind=WorkKind.WRITE_OFF_ASKED, cents=cents, way=reason, typed=sheet.typed())


def _decline(sheet: Sheet) -> Facts | Errors:
    reason = sheet.get(named.REASON)
    if reason not in DECLINE_REASONS:
        return {named.REASON: "Choose one."}
    return Facts(kind=WorkKind.WRITE_OFF_DECLINED, way=reason, typed=sheet.typed())


def _resend(sheet: Sheet) -> Facts | Errors:
    way, on = sheet.get(named.WAY), _day(sheet.get(named.DAY))
    if way not in RESENT_AS:
        return {named.WAY: "Choose one."}
    if on is None or on > sheet.today:
        return {named.DAY: "The day on which it went out: today or before."}
    return Facts(kind=WorkKind.RESENT, way=way, on=on)


def _appeal(sheet: Sheet) -> Facts | Errors:
    level, way, on, reference = (sheet.get(name) for name in (named.LEVEL, named.WAY, named.DAY, named.REFERENCE))
    day = _day(on)
    errors: Errors = {}
    if level not in APPEAL_LEVELS:
        errors[named.LEVEL] = "Choose one."
    if way not in APPEAL_WAYS:
        errors[named.WAY] = "Choose one."
    if day is None or day > sheet.today:
        errors[named.DAY] = "The day on which it went out: today or before."
    if reference and not sheet.can_type and not is_plain_reference(reference):
        errors[named.REFERENCE] = "Letters and digits only, 20 at most, and no number of a patient."
    if errors:
        return errors
    return Facts(kind=WorkKind.APPEALED, way=f"{level} {way}", on=day, typed=sheet.typed(reference=reference))


def _decision(sheet: Sheet) -> Facts | Errors:
    outcome, on = sheet.get(named.OUTCOME), _day(sheet.get(named.DAY))
    if outcome not in set(Outcome):
        return {named.OUTCOME: "Choose one."}
    if on is None or on > sheet.today:
        return {named.DAY: "The day of the payer's letter: today or before."}
    return Facts(kind=WorkKind.DECIDED, way=outcome, on=on)


def _letter(sheet: Sheet) -> Facts | Errors:
    about, last_on = sheet.get(named.ABOUT), _day(sheet.get(named.DAY))
    if about not in LETTERS:
        return {named.ABOUT: "Choose one."}
    if last_on is None:
        return {named.DAY: "The last day that the letter gives."}
    return Facts(kind=WorkKind.LETTER, way=about, until=last_on)


def read_cents(text: str) -> int | None:
    """ "$1,234.50" -> 123450; None for what is no amount."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or not text.isascii():
        return None
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


_READERS: dict[WorkAction, Callable[[Sheet], Facts | Errors]] = {
    WorkAction.NOTE: _note,
    WorkAction.TOUCH: _touch,
    WorkAction.SNOOZE: read_snooze,
    WorkAction.ASSIGN: _assign,
    WorkAction.WRITE_OFF: _write_off,
    WorkAction.DECLINE: _decline,
    WorkAction.RESEND: _resend,
    WorkAction.APPEAL: _appeal,
    WorkAction.DECISION: _decision,
    WorkAction.LETTER: _letter,
}


class WorkForms:
    """Forms as people open, fill and send them."""

    def __init__(self, work: WorkDesk, acting: Acting, clock: Clock, *, can_type: bool) -> None:
        self._work = work
        self._acting = acting
        self._clock = clock
        self._can_type = can_type

    def open(self, action: WorkAction, origin: Origin, actor: Actor) -> View:
        """Raises WorkRefused where the claim or the role does not allow the action now."""
        why_not = self._work.why_not(origin.ref, action, actor)
        if why_not:
            raise WorkRefused(why_not)
        return named.work_form(action, named.FormFor(origin=origin, today=self._clock.today(), can_type=self._can_type))

    def read(self, view: dict[str, Any], actor: Actor) -> Facts | Errors:
        """What the form says, as far as it can be read; the claim is not asked."""
        return read_form(action_of(view), self.sheet(view, actor))

    def problems(self, view: dict[str, Any], actor: Actor) -> Errors:
        """What is wrong with the form, or why the claim would not take it now; {} for nothing."""
        action, read = action_of(view), self.read(view, actor)
        if not isinstance(read, Facts):
            return read
        why_not = self._work.why_not(read_origin(view["private_metadata"]).ref, action, actor, read)
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        return {inputs[0]: why_not} if why_not else {}

    def sheet(self, view: dict[str, Any], actor: Actor) -> Sheet:
        return Sheet(
            view=view,
            actor=actor,
            today=self._clock.today(),
            can_type=self._can_type,
            find_person=lambda user: self._acting.find_worker(actor.team, user),
        )


def action_of(view: dict[str, Any]) -> WorkAction:
    """What a form is for, by its name."""
    return WorkAction(view["callback_id"].rpartition(":")[2])
