"""What people's work on a claim comes to: who has it, until when it rests, what was resolved or written off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.rules.later_news import with_later_news
from data.claim_models import ClaimState, Ledger, Position
from data.task_models import CodingAnswer, TaskDid, TaskKind
from data.work_models import NO_WORK, Appeal, LetterDay, Outcome, Overlay, Worked, WorkKind

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
    """Without what was undone, and without the undoing itself."""
    undone = {one.undoes for one in worked if one.kind is WorkKind.UNDONE}
    return sorted(
        (one for one in worked if one.kind is not WorkKind.UNDONE and one.id not in undone),
        key=lambda one: (one.at, one.id),
    )


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
            return replace(overlay, appeals=_with_appeal(overlay.appeals, one), snoozed_until=None, coding_answer=None)
        case WorkKind.DECIDED:
            return replace(overlay, appeals=_with_decision(overlay.appeals, one), coding_answer=None)
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


def _with_appeal(appeals: tuple[Appeal, ...], one: Worked) -> tuple[Appeal, ...]:
    """A level that is logged again stands as it was logged last."""
    level, _, way = one.way.partition(" ")
    appeal = Appeal(level=int(level), sent_on=one.on, way=way, reference=one.reference)
    return tuple(sorted((*(old for old in appeals if old.level != appeal.level), appeal), key=lambda each: each.level))


def _with_decision(appeals: tuple[Appeal, ...], one: Worked) -> tuple[Appeal, ...]:
    level, _, outcome = one.way.partition(" ")
    return tuple(
        replace(old, decided_on=one.on, outcome=Outcome(outcome)) if old.level == int(level) else old for old in appeals
    )
