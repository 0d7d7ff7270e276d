"""What one action brings with it: pick-list words, days, amounts, typed text; what of it cannot be taken, in words."""

from dataclasses import dataclass
from datetime import date

from bot.rules.appeal_checks import appeal_problem, decided_appeal, waiting_level
from bot.rules.scrubbing import scrub
from bot.rules.work_rules import Refusal
from data.claim_models import Claim, ClaimState
from data.follow_up_models import Step
from data.work_models import WorkKind

_MOST_TEXT = 1000
_REFUSED = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person typed, as it came. `removed` are kinds of what was taken out of it."""

    contact: str = ""
    reference: str = ""
    text: str = ""
    removed: tuple[str, ...] = ()

    def scrubbed(self) -> "Typed":
        """Without what names a patient."""
        contact, reference, text = scrub(self.contact), scrub(self.reference), scrub(self.text)
        return Typed(
            contact=contact.text[:_MOST_WORDS],
            reference=reference.text[:_MOST_WORDS],
            text=text.text[:_MOST_TEXT],
            removed=tuple(dict.fromkeys([*contact.removed, *reference.removed, *text.removed])),
        )


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is kept of an action beside who did it and when. `on` is another day than today's, where one was given."""

    kind: WorkKind
    way: str = ""
    to_person_id: int | None = None
    until: date | None = None
    on: date | None = None
    cents: int | None = None
    undoes: int | None = None
    """The action that is taken back, or the wrong entry in whose place this stands."""
    typed: Typed = NOTHING_TYPED

    def cents_on(self, claim: Claim) -> int | None:
        """A write-off that names no amount is the whole balance; what is confirmed is what was asked for."""
        if self.kind is WorkKind.WRITE_OFF_ASKED and self.cents is None:
            return claim.position.balance_cents
        if self.kind is WorkKind.WRITE_OFF_CONFIRMED:
            return claim.position.overlay.asked_cents
        return self.cents

    def way_on(self, claim: Claim) -> str:
        """A decision is of the appeal that waits; what is acknowledged is the nearest deadline."""
        if self.kind is WorkKind.DECIDED:
            return f"{decided_level(self, claim)} {self.way}"
        if self.kind is WorkKind.ACKNOWLEDGED:
            deadline = unacknowledged(claim, self.way)
            return str(deadline.kind) if deadline else self.way
        return self.way

    def until_on(self, claim: Claim) -> date | None:
        if self.kind is WorkKind.ACKNOWLEDGED and self.until is None:
            deadline = unacknowledged(claim, self.way)
            return deadline.due_on if deadline else None
        return self.until

    def refusal(self, claim: Claim, today: date) -> Refusal | None:
        """None where the claim takes these facts on that day."""
        sentence = _amount_problem(self, claim) or _day_problem(self, claim, today)
        sentence = sentence or appeal_problem(self.kind, self.way, self.undoes, claim)
        if self.kind is WorkKind.ACKNOWLEDGED and unacknowledged(claim, self.way) is None:
            sentence = sentence or "Somebody keeps that deadline in view already, or it has changed."
        return Refusal(sentence=sentence) if sentence else None


def _amount_problem(facts: Facts, claim: Claim) -> str:
    cents, balance = facts.cents_on(claim), claim.position.balance_cents
    if facts.kind is WorkKind.WRITE_OFF_ASKED and not 0 < (cents or 0) <= balance:
        return "The amount must be more than nothing and no more than the balance."
    if facts.kind is WorkKind.WRITE_OFF_CONFIRMED and (cents or 0) > balance:
        return "The balance is now smaller than the write-off that was asked for: decline it, and ask for less."
    if facts.kind is WorkKind.DECIDED and (cents or 0) > claim.position.billed_cents > 0:
        return "That is more than was billed: give what the decision recovers of this claim."
    return ""


def _day_problem(facts: Facts, claim: Claim, today: date) -> str:
    refused_on = claim.position.state_on
    if facts.kind is WorkKind.SNOOZED and (facts.until is None or facts.until <= today):
        return "A snooze ends on a later day."
    if facts.on is None:
        return ""
    if facts.on > today:
        return "That day has not come yet."
    if facts.kind is WorkKind.RESENT and refused_on is not None and facts.on < refused_on:
        return "That is before the payer's answer that it replies to: give the day on which it was sent again."
    if facts.kind is WorkKind.APPEALED and facts.undoes is None and _is_before_the_denial(facts.on, claim):
        return "That is before the denial that it appeals: give the day on which the appeal went out."
    if facts.kind is WorkKind.DECIDED and _is_before_it_was_sent(facts, claim):
        return "That is before the appeal went out: give the date of the payer's decision."
    return ""


def _is_before_the_denial(on: date, claim: Claim) -> bool:
    position = claim.position
    return position.state in _REFUSED and position.state_on is not None and on < position.state_on


def _is_before_it_was_sent(facts: Facts, claim: Claim) -> bool:
    decided = decided_appeal(facts.undoes, claim)
    return decided is not None and facts.on is not None and facts.on < decided.sent_on


def unacknowledged(claim: Claim, kind: str = "") -> Step | None:
    """The nearest deadline, of that step where one is named, that nobody keeps in view yet."""
    waiting = (step for step in claim.position.steps if step.rule_id and not step.is_acknowledged)
    return next((step for step in waiting if kind in ("", str(step.kind))), None)


def decided_level(facts: Facts, claim: Claim) -> int:
    """Of the appeal that a decision is about."""
    decided = decided_appeal(facts.undoes, claim)
    return decided.level if decided is not None else waiting_level(claim)
