"""The card of one claim: where it stands, what it comes to, why it is denied, what is next, what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.rules.appeal_rights import AppealRight
from bot.rules.claim_deadlines import ClaimDeadline, band
from bot.rules.denied_reasons import DeniedReason
from bot.rules.listing import unlisted_words
from bot.rules.privacy import (
    Shown,
    age_bucket,
    day_text,
    distance,
    money_text,
    number_text,
    patient_text,
    service_text,
    shows_codes,
)
from bot.rules.step_words import action_words
from bot.rules.timeline import EventKind, TimelineEvent
from bot.views.appeal_lines import appeal_lines, next_level_lines
from bot.views.blocks import Block, View, actions, button, context, divider, escape, message, section, shorten
from bot.views.claim_words import STATES
from bot.views.deadline_lines import deadline_lines
from bot.views.denied_reasons import reason_blocks
from bot.views.ids import OPEN_CLAIM
from bot.views.plain import counted
from bot.views.reminder_head import ReminderHead, reminder_blocks, reminder_buttons
from bot.views.work_row import CardWork, work_blocks, work_lines
from data.appeal_models import AppealRecord
from data.claim_models import Claim, ClaimDetail

_MOST_EVENTS = 10
_MOST_ALIKE = 5
_MOST_WHY = 2
"""Blocks of a reminder about why it is denied: the heading and the first reason."""
_LONGEST_EVENT = 270
_LONGEST_NAME = 80
_SEQUENCES = {"P": "primary", "S": "secondary", "T": "tertiary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """All that a card shows. `no_reason` says what is known of a denial that came without a reason."""

    detail: ClaimDetail
    reasons: tuple[DeniedReason, ...]
    no_reason: str
    events: tuple[TimelineEvent, ...]
    shown: Shown
    today: date
    deadlines: tuple[ClaimDeadline, ...] = ()
    appeals: tuple[AppealRecord, ...] = ()
    right: AppealRight | None = None
    """To appeal; None where nothing is refused."""
    work: CardWork | None = None
    """None where nothing can be pressed."""
    reminder: ReminderHead | None = None
    """Why the card comes unasked: then it is short, and what happened stands in the details."""


def claim_card(card: ClaimCard) -> View:
    return _card(card) if card.reminder is None else _reminder(card, card.reminder)


def _reminder(card: ClaimCard, reminder: ReminderHead) -> View:
    """What is to be done first, then enough to decide; the rest is behind Details."""
    claim = card.detail.claim
    blocks = [
        *reminder_blocks(claim, reminder),
        section("\n".join([claim_line(claim, card.shown), *_next(card), *_deadlines(card), *_work(card)])),
        *_why(card)[:_MOST_WHY],
        *(work_blocks(claim, card.work) if card.work else []),
        *reminder_buttons(claim, reminder),
    ]
    return message(f"Claim {claim.ref}: {reminder.plain}", blocks)


def _card(card: ClaimCard) -> View:
    claim = card.detail.claim
    blocks = [
        section(claim_line(claim, card.shown)),
        *_identity(card),
        section("\n".join([_money(card), _age(card), *_last(card), *_next(card), *_deadlines(card), *_work(card)])),
        *_why(card),
        *_to_review(card),
        divider(),
        *_what_happened(card),
        context(_sources(card)),
        *(work_blocks(claim, card.work) if card.work else []),
    ]
    return message(f"Claim {claim.ref}: {STATES[claim.position.state]}", blocks)


def claim_line(claim: Claim, shown: Shown) -> str:
    """Reference, state, payer, balance: what a list shows, too."""
    position = claim.position
    payer = escape(shorten(claim.payer, _LONGEST_NAME)) or "no payer known"
    which = _SEQUENCES.get(position.payer_sequence, "")
    return "  ·  ".join(
        [
            f"*{claim.ref}*",
            f"*{STATES[position.state]}*",
            f"{payer} ({which})" if which else payer,
            f"balance {money_text(position.balance_cents, shown)}",
        ]
    )


def claim_news(claim: Claim, shown: Shown) -> View:
    """For the thread of a card: "Now paid, balance $0.00"."""
    position = claim.position
    text = f"Now *{STATES[position.state]}*  ·  balance {money_text(position.balance_cents, shown)}"
    return message(f"Claim {claim.ref}: now {STATES[position.state]}", [section(text)])


# --- facts ---------------------------------------------------------------------------------------------------------


def _identity(card: ClaimCard) -> list[Block]:
    """What names the claim outside the bot, as far as it is shown."""
    position, shown = card.detail.claim.position, card.shown
    number = number_text(position.claim_number, shown)
    service = service_text(position.service_from, position.service_to, shown)
    parts = [
        f"claim number {escape(shorten(number, _LONGEST_NAME))}" if number else "",
        f"patient {escape(who)}" if (who := patient_text(position.patient_last, position.patient_first, shown)) else "",
        f"service {service}" if service else "",
    ]
    return [context("  ·  ".join(filter(None, parts)))] if any(parts) else []


def _money(card: ClaimCard) -> str:
    position = card.detail.claim.position
    amounts = [
        ("billed", position.billed_cents, True),
        ("paid", position.paid_cents, True),
        ("adjusted", position.adjusted_cents, True),
        ("denied", position.denied_cents, position.denied_cents != 0),
        ("patient", position.patient_cents, True),
        ("patient paid", position.patient_paid_cents, position.patient_paid_cents != 0),
        ("balance", position.balance_cents, True),
    ]
    told = [f"{word} {money_text(cents, card.shown)}" for word, cents, is_told in amounts if is_told]
    return "  ·  ".join(told).capitalize()


def _age(card: ClaimCard) -> str:
    """By the day of service; a claim without one by the day that it was first sent."""
    position = card.detail.claim.position
    clock, what = (position.service_from, "service") if position.service_from else (position.first_sent_on, "sending")
    if clock is None:
        return "*Age:* not known, no day of service is on file"
    if not card.shown.is_exact:
        return f"*Age:* {age_bucket(clock, card.today)} since {what}"
    return f"*Age:* {counted(max(0, (card.today - clock).days), 'day')} since {what}"


def _last(card: ClaimCard) -> list[str]:
    """The newest event; what an export lists is one only where nothing else is known."""
    told = [event for event in card.events if event.kind is not EventKind.LISTED] or card.events
    if not told:
        return []
    return [f"*Last:* {_text(told[-1])} ({_when_and_whence(told[-1], card)})"]


def _next(card: ClaimCard) -> list[str]:
    position = card.detail.claim.position
    if not position.next_action:
        nothing, open_still = "nothing is left to do", "no step is known, but a balance is left: look at it"
        return [f"*Next:* {nothing if position.balance_cents <= 0 else open_still}"]
    due = position.next_action_on
    words = f"*Next:* {escape(action_words(position.next_action))}"
    if due is None:
        return [words]
    if position.steps[0].is_from_service and not card.shown.is_exact:
        return [f"{words}: {band(due, card.today)}"]
    when = f"{due.isoformat()}, {distance(due, card.today)}" if card.shown.is_exact else distance(due, card.today)
    return [f"{words}. Due {when}" + (" ⚠️" if due < card.today else "")]


def _deadlines(card: ClaimCard) -> list[str]:
    """Appeals that went out, then what has a last day, then what else is to be known of the next level."""
    kind, today, shown = card.detail.claim.payer_kind, card.today, card.shown
    return [
        *appeal_lines(card.appeals, kind, today, shown),
        *deadline_lines(card.deadlines, today, shown),
        *(next_level_lines(card.right, today, shown) if card.right else []),
    ]


def _work(card: ClaimCard) -> list[str]:
    if card.work is None:
        return []
    return work_lines(card.detail.claim.position.overlay, card.work, card.shown, card.today)


# --- why it is denied ----------------------------------------------------------------------------------------------


def _why(card: ClaimCard) -> list[Block]:
    if card.no_reason:
        return [section(f"*Why it is denied*\n{escape(card.no_reason)}")]
    detail = card.detail
    procedures = [one.procedure for reason in card.reasons for one in reason.denials]
    known = [*detail.diagnoses, *(line.procedure for line in detail.lines), *procedures]
    return reason_blocks(card.reasons, card.shown, with_procedures=shows_codes(known, card.shown))


# --- to review -----------------------------------------------------------------------------------------------------


def _to_review(card: ClaimCard) -> list[Block]:
    """What a person should look at: what does not add up, what the import noted, claims that may be this one."""
    detail = card.detail
    texts = [detail.claim.position.review] if detail.claim.position.review else []
    if detail.unlisted_on:
        texts.append(unlisted_words(detail.unlisted_on))
    if detail.problems and card.shown.is_exact:
        texts += [f"Noted at the import: {problem}" for problem in detail.problems[:3]]
    left = len(detail.problems) - (3 if card.shown.is_exact else 0)
    if left > 0:
        texts.append(f"{counted(left, 'note')} of the import: `billing-bot claim {detail.claim.ref}` has them.")
    blocks = [section(f"⚠️ {escape(shorten(text, 500))}") for text in texts]
    if detail.alike:
        blocks.append(section(_alike_text(len(detail.alike))))
        blocks += actions([open_button(claim.ref, f"Open {claim.ref}") for claim in detail.alike[:_MOST_ALIKE]])
    return blocks


def _alike_text(count: int) -> str:
    which = "Another claim has" if count == 1 else f"{count:,} other claims have"
    return (
        f"⚠️ {which} the same service day, charge and patient, and only one side was sent from here. They may be one "
        "claim under two numbers: compare them before you work either."
    )


def open_button(ref: str, label: str) -> Block:
    """Opens a claim in place of the message."""
    return button(label, f"{OPEN_CLAIM}:{ref}", ref)


# --- what happened -------------------------------------------------------------------------------------------------


def _what_happened(card: ClaimCard) -> list[Block]:
    newest = list(reversed(card.events))[:_MOST_EVENTS]
    lines = [f"• {_when(event, card)}  {_text(event)}" for event in newest]
    left = len(card.events) - len(newest)
    if left:
        lines.append(f"and {left:,} earlier")
    return [section("*What happened*\n" + "\n".join(lines))] if lines else []


def _text(event: TimelineEvent) -> str:
    return escape(shorten(event.text, _LONGEST_EVENT))


def _when(event: TimelineEvent, card: ClaimCard) -> str:
    return day_text(event.on, card.today, card.shown) if event.on else "no day"


def _when_and_whence(event: TimelineEvent, card: ClaimCard) -> str:
    if event.kind is EventKind.WORKED:  # the sentence says already who did it
        return _when(event, card)
    return f"{_when(event, card)}, from {_article(event.source)}"


def _sources(card: ClaimCard) -> str:
    """The newest of each kind of file that the card is from."""
    newest: dict[str, TimelineEvent] = {}
    for event in card.events:
        if event.kind is not EventKind.WORKED:
            newest[event.source] = event
    told = [f"{_article(source)}, {_when(event, card)}" for source, event in newest.items()]
    return f"From {_joined(told)}." if told else "Nothing of it is on file."


def _article(source: str) -> str:
    return "an export" if source == "export" else f"the {escape(source)}"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
