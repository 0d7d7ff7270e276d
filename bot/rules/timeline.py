"""What happened to a claim, in the order of time; it decides no state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules import event_words
from bot.rules.denials import Carcs
from bot.rules.privacy import EVERYTHING, Shown
from bot.rules.work_words import Names, work_text
from bot.rules.working import standing_work
from data.claim_models import Acknowledged, Ledger


class EventKind(StrEnum):
    """Who spoke; of one day, in this order."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    REMITTED = "remitted"
    TAKEN_BACK = "taken_back"
    LISTED = "listed"
    WORKED = "worked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One thing that happened. `source` is the kind of file that told it; `cents` what it is about, None for no sum."""

    on: date | None
    kind: EventKind
    text: str
    source: str
    cents: int | None


_NOBODY: Names = {}
_RANKS = {kind: rank for rank, kind in enumerate(EventKind)}


def timeline_of(
    ledger: Ledger, carcs: Carcs, shown: Shown = EVERYTHING, names: Names = _NOBODY
) -> tuple[TimelineEvent, ...]:
    """Every event, the oldest first; those without a day stand before all others. What acknowledgements and answers
    of one day repeat is told once; two submissions or payments alike are two. `names` are those of people who worked.
    """
    said = {event: order for order, event in reversed(_said_of_it(ledger))}
    sent = [
        (one.order, _event(one.on, EventKind.SENT, event_words.sent_text(one, shown), "837", one.charge_cents))
        for one in ledger.sent
    ]
    events = [*sent, *((order, event) for event, order in said.items()), *_payments(ledger, carcs, shown)]
    events += _work(ledger, names, shown)
    events.sort(key=lambda one: (one[1].on or date.min, _RANKS[one[1].kind], one[0]))
    return tuple(event for _, event in events)


def _said_of_it(ledger: Ledger) -> list[tuple[str, TimelineEvent]]:
    """Acknowledgements and answers: (order, event)."""
    acknowledged = [
        (one.order, _event(one.on, EventKind.ACKNOWLEDGED, event_words.ack_text(one), one.kind, None))
        for one in _acks_of(ledger)
    ]
    answered = [
        (one.order, _event(one.on, EventKind.ANSWERED, event_words.answer_text(one), one.transaction_kind, None))
        for one in ledger.answered
    ]
    return [*acknowledged, *answered]


def _payments(ledger: Ledger, carcs: Carcs, shown: Shown) -> list[tuple[str, TimelineEvent]]:
    """What was paid, refused, taken back or listed: (order, event)."""
    remitted = [
        (
            one.order,
            _event(
                one.on, EventKind.REMITTED, event_words.remitted_text(one, ledger, carcs, shown), "835", one.paid_cents
            ),
        )
        for one in ledger.remitted
    ]
    taken = [
        (one.order, _event(one.on, EventKind.TAKEN_BACK, event_words.taken_back_text(one, shown), "835", -one.cents))
        for one in ledger.taken_back
    ]
    listed = [
        (one.order, _event(one.on, EventKind.LISTED, event_words.listed_text(one, shown), "export", one.balance_cents))
        for one in ledger.listed
    ]
    return [*remitted, *taken, *listed]


def _work(ledger: Ledger, names: Names, shown: Shown) -> list[tuple[str, TimelineEvent]]:
    """What people did, without what was undone: (order, event)."""
    return [
        (f"{place:06}", _event(one.on, EventKind.WORKED, work_text(one, names, shown), "person", one.cents))
        for place, one in enumerate(standing_work(ledger.worked))
    ]


def _event(on: date | None, kind: EventKind, text: str, source: str, cents: int | None) -> TimelineEvent:
    return TimelineEvent(on=on, kind=kind, text=text, source=source, cents=cents)


def _acks_of(ledger: Ledger) -> list[Acknowledged]:
    """Those that are about this claim's submissions, of its billing provider where they name one.

    A file that refuses our transaction may accept the group around it: then the refusal alone is told.
    """
    npis = {one.transaction_id: one.billing_npi for one in ledger.sent}
    mine = [one for one in ledger.acknowledged if one.provider_npi in ("", npis.get(one.transaction_id))]
    refused = {(one.order, one.transaction_id) for one in mine if one.outcome == "rejected"}
    return [one for one in mine if one.outcome == "rejected" or (one.order, one.transaction_id) not in refused]
