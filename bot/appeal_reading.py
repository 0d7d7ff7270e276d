"""Reads the forms about an appeal and its decision into what is to be kept, or into errors by the input."""

from bot.rules.appeal_entries import appeal_way
from bot.rules.appeal_words import APPEAL_WAYS, CAUSES
from bot.rules.scrubbing import is_plain_reference
from bot.views import appeal_forms as named
from bot.work_facts import Facts
from bot.work_sheet import Errors, Sheet, read_cents, read_day
from data.work_models import Outcome, WorkKind


def read_appeal(sheet: Sheet) -> Facts | Errors:
    level, way, reference = (sheet.get(name) for name in (named.LEVEL, named.WAY, named.REFERENCE))
    day, cause = read_day(sheet.get(named.DAY)), sheet.get(named.CAUSE)
    errors: Errors = {}
    if not (level.isascii() and level.isdecimal() and int(level) >= 1):
        errors[named.LEVEL] = "Choose one."
    if way not in APPEAL_WAYS:
        errors[named.WAY] = "Choose one."
    if day is None or day > sheet.today:
        errors[named.DAY] = "The day on which it went out: today or before."
    if reference and not sheet.can_type and not is_plain_reference(reference):
        errors[named.REFERENCE] = "Letters and digits only, 20 at most, and no number of a patient."
    if errors:
        return errors
    words = appeal_way(int(level), way, named.documents_of(sheet.view), cause if cause in CAUSES else "")
    return Facts(
        kind=WorkKind.APPEALED,
        way=words,
        on=day,
        undoes=named.entry_of(sheet.view),
        typed=sheet.typed(reference=reference),
    )


def read_decision(sheet: Sheet) -> Facts | Errors:
    outcome, on, typed = sheet.get(named.OUTCOME), read_day(sheet.get(named.DAY)), sheet.get(named.RECOVERED)
    cents = read_cents(typed) if typed else None
    if outcome not in set(Outcome):
        return {named.OUTCOME: "Choose one."}
    if on is None or on > sheet.today:
        return {named.DAY: "The day of the payer's letter: today or before."}
    if typed and cents is None:
        return {named.RECOVERED: "An amount such as 120 or 120.50."}
    if cents and outcome not in (Outcome.OVERTURNED, Outcome.PARTLY):
        return {named.RECOVERED: "Only a decision in the practice's favor recovers something: leave it empty."}
    return Facts(kind=WorkKind.DECIDED, way=outcome, on=on, cents=cents, undoes=named.entry_of(sheet.view))
