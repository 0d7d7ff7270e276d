"""What one action brings with it: pick-list words, days, amounts, typed text; what of it cannot be taken, in words."""

from dataclasses import dataclass
from datetime import date

from bot.rules.scrubbing import scrub
from bot.rules.work_rules import Refusal
from data.claim_models import Claim
from data.work_models import WorkKind

_MOST_TEXT = 1000
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
    typed: Typed = NOTHING_TYPED

    def cents_on(self, claim: Claim) -> int | None:
        """A write-off that names no amount is the whole balance; what is confirmed is what was asked for."""
        if self.kind is WorkKind.WRITE_OFF_ASKED and self.cents is None:
            return claim.position.balance_cents
        if self.kind is WorkKind.WRITE_OFF_CONFIRMED:
            return claim.position.overlay.asked_cents
        return self.cents

    def refusal(self, claim: Claim, today: date) -> Refusal | None:
        """None where the claim takes these facts on that day."""
        sentence = _amount_problem(self, claim) or _day_problem(self, claim, today)
        return Refusal(sentence=sentence) if sentence else None


def _amount_problem(facts: Facts, claim: Claim) -> str:
    cents, balance = facts.cents_on(claim), claim.position.balance_cents
    if facts.kind is WorkKind.WRITE_OFF_ASKED and not 0 < (cents or 0) <= balance:
        return "The amount must be more than nothing and no more than the balance."
    if facts.kind is WorkKind.WRITE_OFF_CONFIRMED and (cents or 0) > balance:
        return "The balance is now smaller than the write-off that was asked for: decline it, and ask for less."
    return ""


def _day_problem(facts: Facts, claim: Claim, today: date) -> str:
    refused_on = claim.position.state_on
    if facts.kind is WorkKind.SNOOZED and (facts.until is None or facts.until <= today):
        return "A snooze ends on a later day."
    if facts.kind is not WorkKind.RESENT or facts.on is None:
        return ""
    if facts.on > today:
        return "That day has not come yet."
    if refused_on is not None and facts.on < refused_on:
        return "That is before the payer's answer that it replies to: give the day on which it was sent again."
    return ""
