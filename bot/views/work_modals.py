"""The forms for work on one claim; in `minimum` nothing is typed but a call reference and days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.rules.federal_holidays import federal_calendar
from bot.rules.privacy import distance
from bot.rules.work_rules import MOST_SNOOZE_DAYS, WorkAction
from bot.rules.work_words import (
    DECLINE_REASONS,
    LETTERS,
    NOTES,
    RESENT_AS,
    SAID,
    WAYS,
    WRITE_OFF_REASONS,
)
from bot.views.appeal_forms import AppealFormFor, appeal_blocks, decision_blocks
from bot.views.blocks import Block, View, context, option
from bot.views.forms import choice, day_input, form, menu, person_input, text_input
from bot.views.work_ids import VIEW_FORM, Origin

PICKED, TEXT, WAY, SAYS, CONTACT = "picked", "text", "way", "says", "contact"
REFERENCE, PROMISED, DAYS, OTHER_DAYS, PERSON = "reference", "promised", "days", "other_days", "person"
AMOUNT, REASON, DAY = "amount", "reason", "day"
ABOUT = "about"
OTHER = "other"
_SNOOZES = (1, 3, 5, 10)
_SCRUBBED = "Leave names, birth dates and numbers of patients out."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFor:
    """What a form is made for. `can_type` is whether free words may be kept."""

    origin: Origin
    today: date
    can_type: bool
    appeal: AppealFormFor | None = None
    """Of the forms about appeals."""


def work_form(action: WorkAction, asked: FormFor) -> View:
    """The form of an action that asks something. Raises KeyError for one that does not."""
    title, submit, blocks = _FORMS[action]
    return form(f"{title} {asked.origin.ref}", f"{VIEW_FORM}:{action}", submit, asked.origin.value(), blocks(asked))


def day_options(today: date) -> list[Block]:
    """ "3 business days", until which weekday."""
    told = []
    for count in _SNOOZES:
        until = federal_calendar().add_business_days(today, count)
        told.append(option(_days(count), str(count), f"until {until:%A}, {distance(until, today)}"))
    return [*told, option("Another number of business days", OTHER)]


def _days(count: int) -> str:
    return f"{count} business day{'' if count == 1 else 's'}"


def snooze_blocks(asked: FormFor) -> list[Block]:
    return [
        choice(DAYS, "Snooze for", day_options(asked.today), 1),
        text_input(OTHER_DAYS, "Another number", most=2, hint=f"1 to {MOST_SNOOZE_DAYS} business days."),
    ]


def _note(asked: FormFor) -> list[Block]:
    if not asked.can_type:
        return [menu(PICKED, "What is to be noted?", NOTES)]
    return [text_input(TEXT, "Note", most=1000, lines=True, needed=True, hint=_SCRUBBED)]


def _touch(asked: FormFor) -> list[Block]:
    how = "Letters and digits, 20 at most." if not asked.can_type else ""
    blocks = [
        menu(WAY, "What did you do?", WAYS),
        menu(SAYS, "What did they say?", SAID),
        day_input(PROMISED, "Payment promised for", hint="Needed where a date was promised."),
        text_input(REFERENCE, "Call or letter reference", most=20 if not asked.can_type else 40, hint=how),
    ]
    if not asked.can_type:
        return blocks
    contact = text_input(CONTACT, "Who it was", most=80)
    return [*blocks, contact, text_input(TEXT, "What else they said", most=1000, lines=True, hint=_SCRUBBED)]


def _assign(asked: FormFor) -> list[Block]:
    return [person_input(PERSON, "Who works it?", hint="Leave it empty to give the claim back: then nobody has it.")]


def _write_off(asked: FormFor) -> list[Block]:
    return [
        context("A lead confirms it before the balance changes; whoever asks cannot confirm it."),
        text_input(AMOUNT, "Amount in dollars", most=12, hint="Leave it empty for the whole balance."),
        menu(REASON, "Why?", WRITE_OFF_REASONS),
        *_comment(asked),
    ]


def _decline(asked: FormFor) -> list[Block]:
    return [menu(REASON, "Why is it declined?", DECLINE_REASONS), *_comment(asked)]


def _comment(asked: FormFor) -> list[Block]:
    return [text_input(TEXT, "Comment", most=500, lines=True, hint=_SCRUBBED)] if asked.can_type else []


def _resend(asked: FormFor) -> list[Block]:
    options = [option(text, key) for key, text in RESENT_AS.items()]
    return [
        choice(WAY, "Sent again as", options),
        day_input(DAY, "On", initial=asked.today, needed=True),
        context("This only keeps that it went out: it sends nothing."),
    ]


def _appeal(asked: FormFor) -> list[Block]:
    return appeal_blocks(_about(asked), asked.today, can_type=asked.can_type)


def _decision(asked: FormFor) -> list[Block]:
    return decision_blocks(_about(asked), asked.today)


def _about(asked: FormFor) -> AppealFormFor:
    if asked.appeal is None:
        raise ValueError("the form of an appeal needs to know the claim's levels")
    return asked.appeal


def _letter(asked: FormFor) -> list[Block]:
    return [
        menu(ABOUT, "What does the letter ask for?", LETTERS),
        day_input(DAY, "Its last day", needed=True, hint="The letter's own date outweighs every rule."),
    ]


_FORMS: dict[WorkAction, tuple[str, str, Callable[[FormFor], list[Block]]]] = {
    WorkAction.NOTE: ("Note on", "Keep", _note),
    WorkAction.TOUCH: ("Log touch:", "Keep", _touch),
    WorkAction.SNOOZE: ("Snooze", "Snooze", snooze_blocks),
    WorkAction.ASSIGN: ("Assign", "Assign", _assign),
    WorkAction.WRITE_OFF: ("Write off", "Ask a lead", _write_off),
    WorkAction.DECLINE: ("Decline:", "Decline", _decline),
    WorkAction.RESEND: ("Sent again:", "Keep", _resend),
    WorkAction.APPEAL: ("Appeal of", "Keep", _appeal),
    WorkAction.CORRECT_APPEAL: ("Put right:", "Keep", _appeal),
    WorkAction.DECISION: ("Decision:", "Keep", _decision),
    WorkAction.CORRECT_DECISION: ("Put right:", "Keep", _decision),
    WorkAction.LETTER: ("Letter:", "Keep", _letter),
}
