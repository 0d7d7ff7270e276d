"""What people's work on a claim comes to: who has it, until when it rests, what was resolved or written off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.rules.appeal_entries import with_appeal, with_decision
from bot.rules.later_news import with_later_news
from data.claim_models import ClaimState, Ledger, Position
from data.task_models import CodingAnswer, TaskDid, TaskKind
from data.work_models import NO_WORK, LetterDay, Overlay, Worked, WorkKind

_RESENDABLE = frozenset({ClaimState.REJECTED, ClaimState.DENIED, ClaimState.PARTLY_PAID})
_LEAVES_OPEN = frozenset({WorkKind.NOTED, WorkKind.TOUCHED, WorkKind.LETTER})
_DEALT_WITH = frozenset({TaskDid.ASKED, TaskDid.ANSWERED, TaskDid.DONE})
_TOUCHES = frozenset(
    {WorkKind.NOTED, WorkKind.TOUCHED, WorkKind.RESENT, WorkKind.APPEALED, WorkKind.DECIDED, WorkKind.LETTER}
)


def overlay_of(ledger: Ledger) -> Overlay:
    """The work that stands, in the order in which it was done; what was undone does not count."""
    if not ledger.worked:
        return NO_WORK
    overlay = NO_WORK
    for one in standing_work(ledger.worked):
        overlay = _after(overlay, one)
    return with_later_news(overlay, ledger)


def worked_position(position: Position, overlay: Overlay) -> Position:
    """The position with the work on it: a write-off takes from the balance, what was sent again waits anew."""
    if overlay is NO_WORK:
        return position
    state, on = position.state, position.state_on
    if overlay.resent_on and state in _RESENDABLE and (on is None or overlay.resent_on >= on):
        state, on = ClaimState.SUBMITTED, overlay.resent_on
    balance = position.balance_cents - overlay.written_off_cents
    if overlay.written_off_cents and balance <= 0:
        state = ClaimState.WRITTEN_OFF
    return replace(
        position,
        state=state,
        state_on=on,
        written_off_cents=overlay.written_off_cents,
        balance_cents=balance,
        overlay=overlay,
    )


def standing_work(worked: Sequence[Worked]) -> list[Worked]:
    """Without what was undone, and without the undoing itself. What puts a wrong entry right stands in its place."""
    undone = {one.undoes for one in worked if one.kind is WorkKind.UNDONE}
    standing = [one for one in worked if one.kind is not WorkKind.UNDONE and one.id not in undone]
    corrected = {one.undoes for one in standing if one.undoes is not None}
    entries = {one.id: one for one in worked}
    return sorted((one for one in standing if one.id not in corrected), key=lambda one: _place(one, entries))


def newest_work(worked: Sequence[Worked]) -> Worked | None:
    """The last thing that was done and stands."""
    return max(standing_work(worked), key=lambda one: (one.at, one.id), default=None)


def _place(one: Worked, entries: Mapping[int, Worked]) -> tuple[datetime, int]:
    """Where it stands among the others: a correction where the entry stood that it puts right."""
    first = one
    while first.undoes is not None and first.undoes in entries and first.kind is not WorkKind.UNDONE:
        first = entries[first.undoes]
    return (first.at, first.id)


def _after(overlay: Overlay, one: Worked) -> Overlay:
    if one.kind in _TOUCHES:
        touched_on = max(one.on, overlay.touched_on or one.on)  # yesterday's appeal may be logged after today's call
        overlay = replace(overlay, touched_on=touched_on, touch=one.way, promised_on=_promised(one))
        overlay = replace(overlay, looked_at_on=one.on if one.kind in _LEAVES_OPEN else None)
    match one.kind:
        case WorkKind.ASSIGNED:
            return replace(overlay, owner_id=one.to_person_id)
        case WorkKind.SNOOZED:
            return replace(overlay, snoozed_until=one.until)
        case WorkKind.RESOLVED:
            return replace(overlay, resolved_on=one.on, snoozed_until=None)
        case WorkKind.REOPENED:
            return replace(overlay, resolved_on=None)
        case WorkKind.WRITE_OFF_ASKED:
            return replace(overlay, asked_cents=one.cents or 0)
        case WorkKind.WRITE_OFF_CONFIRMED:
            return replace(overlay, asked_cents=0, written_off_cents=overlay.written_off_cents + (one.cents or 0))
        case WorkKind.WRITE_OFF_DECLINED:
            return replace(overlay, asked_cents=0, coding_answer=_without_advice(overlay))
        case WorkKind.RESENT:
            return replace(overlay, resent_on=one.on, snoozed_until=None, coding_answer=None)
        case WorkKind.APPEALED:
            appeals = with_appeal(overlay.appeals, one)
            overlay = replace(overlay, appeals=appeals, drafted_on=None)
            return replace(overlay, snoozed_until=None, coding_answer=None)
        case WorkKind.DECIDED:
            return replace(overlay, appeals=with_decision(overlay.appeals, one), coding_answer=None)
        case WorkKind.DRAFTED:
            return replace(overlay, drafted_on=one.on)
        case WorkKind.LETTER:
            letter = LetterDay(about=one.way, last_on=one.until or one.on, on=one.on)
            return replace(overlay, letters=(*(old for old in overlay.letters if old.about != one.way), letter))
        case WorkKind.TASK:
            return _after_task(overlay, one)
        case WorkKind.ACKNOWLEDGED:
            return replace(overlay, acknowledged=(*overlay.acknowledged, (one.way, one.until or one.on)))
        case _:
            return overlay


def _after_task(overlay: Overlay, one: Worked) -> Overlay:
    """A review that is asked or answered takes the claim up anew; all other tasks leave it as it is."""
    kind, did, word = (*one.way.split(), "", "", "")[:3]
    if did in _DEALT_WITH:
        overlay = replace(overlay, touched_on=max(one.on, overlay.touched_on or one.on))
    if kind != TaskKind.CODING_REVIEW:
        return overlay
    if did == TaskDid.ASKED:
        return replace(overlay, coding_answer=None, looked_at_on=None)
    if did == TaskDid.ANSWERED:
        answer = (CodingAnswer(word), one.on)
        return replace(overlay, coding_answer=answer, looked_at_on=None, snoozed_until=None)
    return overlay


def _without_advice(overlay: Overlay) -> tuple[CodingAnswer, date] | None:
    """The lead has declined what the coder advised."""
    answer = overlay.coding_answer
    return None if answer and answer[0] is CodingAnswer.WRITE_OFF else answer


def _promised(one: Worked) -> date | None:
    return one.until if one.kind is WorkKind.TOUCHED else None
