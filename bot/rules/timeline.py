"""What happened to a claim, in the order of time and in plain words; it decides no state and knows no code lists.

Status categories are named by number with a short word of our own. What may not be shown is left out here already.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.denials import Carcs, Effect, effect_of
from bot.rules.privacy import EVERYTHING, Shown, money_text
from bot.rules.settling import FORWARDED, NOT_OURS, PREDETERMINATION, REVERSAL, settle
from data.claim_models import Acknowledged, Adjusted, Answered, Ledger, Listed, Remitted, Sent, TakenBack

_SEQUENCES = {"P": "primary", "S": "secondary", "T": "tertiary"}
_FREQUENCIES = {"1": "original claim", "7": "replacement of an earlier claim", "8": "void of an earlier claim"}
_CATEGORIES = {
    "A0": "Forwarded",
    "A1": "Received",
    "A2": "Accepted",
    "A3": "Rejected",
    "A4": "Not found",
    "A5": "Split into parts",
    "A6": "Rejected",
    "A7": "Rejected",
    "A8": "Rejected",
    "F0": "Finished",
    "F1": "Finished as paid",
    "F2": "Finished as denied",
    "F3": "Finished with a revision",
    "F4": "Finished without payment",
}
_FAMILIES = {"P": "Pending", "R": "Records requested", "F": "Finished", "D": "Search error", "E": "System error"}
_BATCHES = {"accepted": "accepted the batch", "rejected": "rejected the batch", "noted": "reported on the batch"}
_EFFECTS = {
    Effect.REDUCTION: "write-off",
    Effect.PATIENT: "patient",
    Effect.DENIAL: "denied",
    Effect.BUNDLED: "paid inside another service",
    Effect.WAITING: "not decided yet",
    Effect.ELSEWHERE: "counted elsewhere",
}
_MOST_CODES = 6


class EventKind(StrEnum):
    """Who spoke. The order is that of one day."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    REMITTED = "remitted"
    TAKEN_BACK = "taken_back"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One thing that happened. `source` is the kind of file that told it; `cents` what it is about, None for no sum."""

    on: date | None
    kind: EventKind
    text: str
    source: str
    cents: int | None


def timeline_of(ledger: Ledger, carcs: Carcs, shown: Shown = EVERYTHING) -> tuple[TimelineEvent, ...]:
    """Every event once, the oldest first; those without a day stand before all others."""
    words = _Words(carcs, shown)
    dated = [
        *_events(ledger.sent, EventKind.SENT, words.sent),
        *_events(_acks_of(ledger), EventKind.ACKNOWLEDGED, words.acknowledged),
        *_events(ledger.answered, EventKind.ANSWERED, words.answered),
        *_events(ledger.remitted, EventKind.REMITTED, words.remitted),
        *_events(ledger.taken_back, EventKind.TAKEN_BACK, words.taken_back),
        *_events(ledger.listed, EventKind.LISTED, words.listed),
    ]
    kinds = list(EventKind)
    dated.sort(key=lambda one: (one[1].on or date.min, kinds.index(one[1].kind), one[0]))
    return tuple(dict.fromkeys(event for _, event in dated))


def _events(
    facts: Iterable[object], kind: EventKind, tell: Callable[..., tuple[str, str, int | None]]
) -> list[tuple[str, TimelineEvent]]:
    """Each fact's order and event. `tell` gives text, source and cents."""
    found = []
    for fact in facts:
        text, source, cents = tell(fact)
        on = getattr(fact, "on")
        found.append((getattr(fact, "order"), TimelineEvent(on=on, kind=kind, text=text, source=source, cents=cents)))
    return found


def _acks_of(ledger: Ledger) -> list[Acknowledged]:
    """Those that are about this claim's submissions, of its billing provider where they name one."""
    npis = {one.transaction_id: one.billing_npi for one in ledger.sent}
    return [one for one in ledger.acknowledged if one.provider_npi in ("", npis.get(one.transaction_id))]
