"""What a claim that was handed to a coder or a provider leaves to do, and what the coder's answer asks; pure.

While somebody else's answer is waited for, nobody is reminded to work the denial; what has a last day stays as it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.rules.dating import Dating
from data.claim_models import ClaimState, Ledger, Position
from data.follow_up_models import Step, StepKind
from data.hand_off_models import ClockKind
from data.task_models import CodingAnswer

_WAITS = {ClockKind.CODING_REVIEW: StepKind.WAIT_CODER, ClockKind.PROVIDER_QUERY: StepKind.WAIT_PROVIDER}
_REFUSAL = frozenset({StepKind.WORK_DENIAL, StepKind.WORK_DENIED_LINES})
_UNSENT = frozenset({StepKind.FIX_AND_RESEND, StepKind.SEND})
_ANSWERED = _REFUSAL | _UNSENT
"""Steps that a coder's answer is about."""
_HELD = _ANSWERED | {StepKind.FOLLOW_UP, StepKind.CORRECT_CLAIM, StepKind.APPEAL, StepKind.DECIDE}
"""What waits with the claim, as far as it has no last day."""
_ACTED_ON_WITHIN = 2
"""Business days after the coder's answer."""


def with_answer(steps: Sequence[Step], position: Position, dating: Dating) -> list[Step]:
    """In place of a denial that is to be worked stands what the coder's answer to it asks."""
    answer = position.overlay.coding_answer
    if answer is None:
        return list(steps)
    kind, on = answer
    can_appeal = any(step.kind is StepKind.APPEAL and step.rule_id for step in steps)
    found = []
    for step in steps:
        if step.kind in _ANSWERED and not step.rule_id and step.since <= on:
            due_on = dating.after(on, _ACTED_ON_WITHIN)
            asked = _asked(kind, step.kind, can_appeal=can_appeal)
            level = _next_level(position) if asked is StepKind.APPEAL else 0
            step = replace(step, kind=asked, due_on=due_on, since=on, level=level, because=str(kind))
        found.append(step)
    return found


def _asked(answer: CodingAnswer, kind: StepKind, *, can_appeal: bool) -> StepKind:
    """What was never processed is sent, whatever the coder says; an appeal needs a right to one."""
    if kind in _UNSENT:
        return kind
    if answer is CodingAnswer.STANDS:
        return StepKind.APPEAL if can_appeal else kind
    return StepKind.CORRECT_CLAIM if answer is CodingAnswer.CORRECTED else StepKind.DECIDE


def _next_level(position: Position) -> int:
    return max((one.level for one in position.overlay.appeals), default=0) + 1


def held_back(steps: Sequence[Step], position: Position, ledger: Ledger) -> list[Step]:
    """Without what waits for somebody's answer, and with the waiting itself."""
    waiting = [one for one in ledger.waiting if one.kind in _WAITS]
    if not waiting or (position.state is ClaimState.PAID and position.balance_cents <= 0):
        return list(steps)
    kept = [step for step in steps if step.rule_id or step.kind not in _HELD]
    return [*kept, *(Step(kind=_WAITS[one.kind], due_on=one.late_on, since=one.since) for one in waiting)]
