"""Whether an appeal or a decision can be logged on a claim as it stands; sentences of refusal out, "" for yes."""

from datetime import date

from bot.rules.appeal_rights import AppealRight
from data.claim_models import Claim
from data.follow_up_models import StepKind
from data.work_models import Appeal, Outcome, WorkKind


def appeal_problem(kind: WorkKind, way: str, replaces: int | None, claim: Claim) -> str:
    """`way` is what the entry says, `replaces` the entry that it puts right, None for none."""
    if kind is WorkKind.APPEALED:
        level = int(way.partition(" ")[0])
        return _level_problem(level, claim) if replaces is None else _correction_problem(level, replaces, claim)
    if kind is WorkKind.DECIDED and replaces is not None and decided_appeal(replaces, claim) is None:
        return _GONE
    return ""


_GONE = "That entry has been put right or undone meanwhile: look at the claim as it is now."


def waiting_appeal(claim: Claim) -> Appeal | None:
    """The one that has not been decided."""
    appeals = claim.position.overlay.appeals
    return next((one for one in reversed(appeals) if one.decided_on is None), None)


def decided_appeal(decision_id: int | None, claim: Claim) -> Appeal | None:
    """The one of that decision; the one that waits where no decision is named."""
    if decision_id is None:
        return waiting_appeal(claim)
    return next((one for one in claim.position.overlay.appeals if one.decision_id == decision_id), None)


def waiting_level(claim: Claim) -> int:
    """The level of the appeal that waits for the payer; 1 where none is known."""
    waiting = waiting_appeal(claim)
    if waiting is not None:
        return waiting.level
    return next((step.level for step in claim.position.steps if step.kind is StepKind.CHECK_APPEAL), 1)


def levels_open(claim: Claim) -> frozenset[int]:
    """Levels follow on each other; what was sent back, withdrawn or dismissed may be sent again, and a new refusal
    begins anew. An office that begins in the middle may begin with any: then it is empty.
    """
    appeals = claim.position.overlay.appeals
    if not appeals:
        return frozenset()
    last = appeals[-1]
    wanted = {step.level for step in claim.position.steps if step.kind is StepKind.APPEAL}
    if last.is_spent:
        wanted.add(last.level + 1)
    if not last.is_spent or last.outcome is Outcome.DISMISSED:
        wanted.add(last.level)
    return frozenset(wanted)


def _level_problem(level: int, claim: Claim) -> str:
    wanted = levels_open(claim)
    if not wanted or level in wanted:
        return ""
    last = claim.position.overlay.appeals[-1]
    following = " or ".join(str(one) for one in sorted(wanted))
    return f"The last appeal logged was level {last.level}: the next one is level {following}."


def too_early(right: AppealRight, way: str, on: date | None) -> str:
    """Before the window of its level opens the payer does not take an appeal."""
    following = right.next_level
    if following is None or following.days is None or following.days.opens_on is None or on is None:
        return ""
    if int(way.partition(" ")[0]) != following.level or on >= following.days.opens_on:
        return ""
    return "Too early: on that day the payer does not take it yet."


def _correction_problem(level: int, replaces: int, claim: Claim) -> str:
    """A decided appeal keeps its level, for the decision is of that level."""
    wrong = next((one for one in claim.position.overlay.appeals if one.work_id == replaces), None)
    if wrong is None:
        return _GONE
    if wrong.decided_on is not None and wrong.level != level:
        return f"The payer has decided it as level {wrong.level}: undo or put right the decision first."
    return ""
