"""Reads a form about a claim into what is to be kept, or into errors by the input that they stand at."""

from collections.abc import Callable
from typing import Any

from bot.acting import Acting
from bot.appeal_reading import read_appeal, read_decision
from bot.appeals import ABOUT_APPEALS, AppealDesk
from bot.clock import Clock
from bot.rules.federal_holidays import federal_calendar
from bot.rules.scrubbing import is_plain_reference
from bot.rules.work_rules import MOST_SNOOZE_DAYS, Actor, WorkAction
from bot.rules.work_words import (
    DECLINE_REASONS,
    LETTERS,
    NOTES,
    RESENT_AS,
    SAID,
    WAYS,
    WRITE_OFF_REASONS,
)
from bot.views import work_modals as named
from bot.views.appeal_forms import CAUSE
from bot.views.blocks import View
from bot.views.work_ids import Origin, read_origin
from bot.work import WorkDesk
from bot.work_facts import Facts
from bot.work_sheet import Errors, Sheet, read_cents, read_day
from data.errors import WorkRefused
from data.work_models import WorkKind


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
    promised = read_day(sheet.get(named.PROMISED))
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
    way, on = sheet.get(named.WAY), read_day(sheet.get(named.DAY))
    if way not in RESENT_AS:
        return {named.WAY: "Choose one."}
    if on is None or on > sheet.today:
        return {named.DAY: "The day on which it went out: today or before."}
    return Facts(kind=WorkKind.RESENT, way=way, on=on)


def _letter(sheet: Sheet) -> Facts | Errors:
    about, last_on = sheet.get(named.ABOUT), read_day(sheet.get(named.DAY))
    if about not in LETTERS:
        return {named.ABOUT: "Choose one."}
    if last_on is None:
        return {named.DAY: "The last day that the letter gives."}
    return Facts(kind=WorkKind.LETTER, way=about, until=last_on)


_READERS: dict[WorkAction, Callable[[Sheet], Facts | Errors]] = {
    WorkAction.NOTE: _note,
    WorkAction.TOUCH: _touch,
    WorkAction.SNOOZE: read_snooze,
    WorkAction.ASSIGN: _assign,
    WorkAction.WRITE_OFF: _write_off,
    WorkAction.DECLINE: _decline,
    WorkAction.RESEND: _resend,
    WorkAction.APPEAL: read_appeal,
    WorkAction.CORRECT_APPEAL: read_appeal,
    WorkAction.DECISION: read_decision,
    WorkAction.CORRECT_DECISION: read_decision,
    WorkAction.LETTER: _letter,
}


class WorkForms:
    """Forms as people open, fill and send them."""

    def __init__(self, work: WorkDesk, acting: Acting, clock: Clock, appeals: AppealDesk, *, can_type: bool) -> None:
        self._work = work
        self._acting = acting
        self._clock = clock
        self._appeals = appeals
        self._can_type = can_type

    def open(self, action: WorkAction, origin: Origin, actor: Actor) -> View:
        """Raises WorkRefused where the claim or the role does not allow the action now."""
        why_not = self._work.why_not(origin.ref, action, actor)
        if why_not:
            raise WorkRefused(why_not)
        appeal = self._appeals.form(origin.ref, action) if action in ABOUT_APPEALS else None
        asked = named.FormFor(origin=origin, today=self._clock.today(), can_type=self._can_type, appeal=appeal)
        return named.work_form(action, asked)

    def read(self, view: dict[str, Any], actor: Actor) -> Facts | Errors:
        """What the form says, as far as it can be read; the claim is not asked."""
        return read_form(action_of(view), self.sheet(view, actor))

    def problems(self, view: dict[str, Any], actor: Actor) -> Errors:
        """What is wrong with the form, or why the claim would not take it now; {} for nothing."""
        action, read = action_of(view), self.read(view, actor)
        if not isinstance(read, Facts):
            return read
        ref = read_origin(view["private_metadata"]).ref
        why_not = self._work.why_not(ref, action, actor, read)
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        if why_not:
            return {inputs[0]: why_not}
        late = self._appeals.why_late(ref, read) if action is WorkAction.APPEAL else ""
        return {CAUSE if CAUSE in inputs else inputs[0]: late} if late else {}

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
