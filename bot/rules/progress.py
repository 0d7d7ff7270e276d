"""How far a submission has come before anybody has paid or refused it: from acknowledgements and status answers.

Events are taken in the order of their days; a late or older one never moves a submission back. Sources: X12 RFI 1942,
2145, 2203, 2815 and the categories of claim status codes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.claim_models import Acknowledged, Answered, ClaimState, Sent

_RECEIVED, ACCEPTED = frozenset({"A0", "A1"}), frozenset({"A2"})
REJECTED = frozenset({"A3", "A6", "A7", "A8"})
_DENIED_WITHOUT_REMITTANCE = "F2"
_NOTHING = frozenset({"A4", "A5"})
_STEP = {
    ClaimState.SUBMITTED: 0,
    ClaimState.RECEIVED: 1,
    ClaimState.ACCEPTED: 2,
    ClaimState.PENDING: 3,
    ClaimState.INFO_REQUESTED: 3,
    ClaimState.DENIED: 4,
}
_CLAIM_ACK = "277CA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a submission stands, and since when."""

    state: ClaimState
    on: date | None


@dataclass(frozen=True, slots=True)
class _Event:
    """`rank` orders events of one day: acknowledgements before answers, good news before bad."""

    on: date
    rank: int
    order: str
    state: ClaimState


def latest(sent: Sequence[Sent]) -> Sent | None:
    """The newest submission; on one day a replacement or void comes after what it replaces."""
    return max(sent, key=lambda one: (one.on or date.min, one.frequency in ("7", "8"), one.order), default=None)


def progress_of(
    submission: Sent | None, earlier: Iterable[Sent], acknowledged: Iterable[Acknowledged], answered: Sequence[Answered]
) -> Progress:
    """The state that the events about this submission come to. `earlier` are the claim's other submissions."""
    mine = [one for one in answered if _is_about(one, submission, earlier)]
    events = [event for one in mine if (event := _of_answer(one))]
    if submission is not None:
        events += [event for one in acknowledged if (event := _of_ack(one, submission, mine))]
    start = Progress(state=ClaimState.SUBMITTED, on=(submission.resent_on or submission.on) if submission else None)
    for event in sorted(events, key=lambda one: (one.on, one.rank, one.order)):
        start = _after(start, event)
    return start


def _after(now: Progress, event: _Event) -> Progress:
    moved = Progress(state=event.state, on=event.on)
    is_later = now.on is None or event.on > now.on
    if now.state is ClaimState.REJECTED:
        comes_back = (
            is_later and event.state is not ClaimState.REJECTED and _STEP[event.state] >= _STEP[ClaimState.ACCEPTED]
        )
        return moved if comes_back else now
    if event.state is ClaimState.REJECTED:
        return moved if is_later or _STEP[now.state] <= _STEP[ClaimState.ACCEPTED] else now
    if _STEP[event.state] < _STEP[now.state]:
        return now
    if event.state is now.state and event.state is not ClaimState.INFO_REQUESTED:
        return now
    return moved


def _is_about(answer: Answered, submission: Sent | None, earlier: Iterable[Sent]) -> bool:
    """By the batch that it echoes, else by its day: an answer from before the submission was about another one."""
    if submission is None:
        return True
    if answer.batch_reference and answer.transaction_kind == _CLAIM_ACK:
        if answer.batch_reference == submission.batch_reference:
            return True
        if any(answer.batch_reference == one.batch_reference for one in earlier):
            return False
    return answer.on is None or submission.on is None or answer.on >= submission.on


def _of_answer(answer: Answered) -> _Event | None:
    state = _state_of(answer)
    if state is None:
        return None
    rank = 4 if state is ClaimState.REJECTED else 3 if answer.transaction_kind == _CLAIM_ACK else 5
    return _Event(answer.on or date.min, rank, answer.order, state)


def _state_of(answer: Answered) -> ClaimState | None:
    """One row may carry several categories: a rejection outweighs, then what is furthest along."""
    states = [state for category, _, _ in answer.codes if (state := _state_of_category(category))]
    if ClaimState.REJECTED in states:
        return ClaimState.REJECTED
    if states:
        return max(states, key=_STEP.__getitem__)
    if any(category in _NOTHING for category, _, _ in answer.codes):
        return None
    if answer.action == "U":
        return ClaimState.REJECTED
    return None


def _state_of_category(category: str) -> ClaimState | None:
    if category in _RECEIVED:
        return ClaimState.RECEIVED
    if category in ACCEPTED:
        return ClaimState.ACCEPTED
    if category in REJECTED:
        return ClaimState.REJECTED
    if category == _DENIED_WITHOUT_REMITTANCE:
        return ClaimState.DENIED
    if category[:1] == "R":
        return ClaimState.INFO_REQUESTED
    if category[:1] in ("P", "F"):
        return ClaimState.PENDING
    return None


def _of_ack(ack: Acknowledged, submission: Sent, answers: Sequence[Answered]) -> _Event | None:
    """A batch's word counts for a claim only where no row of its own is there: a row beats the batch (RFI 2145)."""
    if ack.transaction_id != submission.transaction_id:
        return None
    if ack.provider_npi and ack.provider_npi != submission.billing_npi:
        return None
    if ack.kind == _CLAIM_ACK and any(one.transaction_kind == _CLAIM_ACK for one in answers):
        return None
    if ack.outcome == "rejected":
        return _Event(ack.on or date.min, 2, ack.order, ClaimState.REJECTED)
    if ack.outcome == "accepted":
        return _Event(ack.on or date.min, 1, ack.order, ClaimState.RECEIVED)
    return None
