"""The steps on a claim that a payer refuses, whole or in part: look at it, correct it, appeal it, level by level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.rules.dating import Dating
from bot.rules.refusals import Refusal
from data.claim_models import ClaimState, PayerKind, Position
from data.deadline_models import Purpose
from data.follow_up_models import Step, StepKind
from data.work_models import Appeal, Outcome

TRIAGED_WITHIN = 2
"""Business days from a denial to the first look at it."""
LATE_FILING = "29"
DISMISSAL_RULE = "mcr.dismissal"
_DECIDED_WITHIN = 60
"""Calendar days a payer usually takes for an appeal, where no rule says it."""
_REPROCESSED_WITHIN = 30
_WON = frozenset({Outcome.OVERTURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A refusal with what is known around it. `service_on` is the day from which filing limits count."""

    refusal: Refusal
    appeals: Sequence[Appeal]
    service_on: date | None
    is_resent: bool
    """The claim is out again: nobody works the denial now, but its time to appeal runs on."""


def denial_steps(case: Case, position: Position, dating: Dating) -> Iterator[Step]:
    """From the first refusal that stands, or from the last decision of an appeal that used its level up."""
    refusal, appeals = case.refusal, spent(case.appeals)
    if appeals:
        last = _decided_by_remittance(appeals[-1], refusal)
        yield from _after_appeals(last, case.appeals[-1], refusal, dating)
        return
    if not case.is_resent:
        kind = StepKind.WORK_DENIAL if position.state is ClaimState.DENIED else StepKind.WORK_DENIED_LINES
        since = _newest(refusal.newest, case.appeals)
        yield Step(kind=kind, due_on=dating.after(since, TRIAGED_WITHIN), since=since)
    if refusal.is_unprocessable:
        yield from dating.limit(
            StepKind.FIX_AND_RESEND, Purpose.FILING, refusal.payer_id, refusal.newest, service_on=case.service_on
        )
        return
    yield from _deadlines(case, dating)


def spent(appeals: Sequence[Appeal]) -> list[Appeal]:
    """Without those that were sent back or withdrawn: their level may still be used, in its own time."""
    return [one for one in appeals if one.is_spent]


def _newest(refused_on: date, appeals: Sequence[Appeal]) -> date:
    """The day of the last word about it: what came back is looked at anew."""
    return max([refused_on, *(one.decided_on for one in appeals if one.decided_on)])


def _deadlines(case: Case, dating: Dating) -> Iterator[Step]:
    refusal, service_on = case.refusal, case.service_on
    payer_id, since = refusal.payer_id, refusal.since
    is_medicare = dating.kind_of(payer_id) is PayerKind.MEDICARE
    if LATE_FILING in refusal.reasons and is_medicare:
        yield from dating.limit(StepKind.FILING_EXCEPTION, Purpose.FILING_EXCEPTION, payer_id, since)
        if refusal.reasons == {LATE_FILING}:
            return
    yield from dating.limit(StepKind.APPEAL, Purpose.APPEAL, payer_id, since, level=1, service_on=service_on)
    if case.is_resent:
        return
    usual = {dating.usual_step(carc) for carc in refusal.reasons}
    if "send_records" in usual:
        yield from dating.limit(StepKind.SEND_RECORDS, Purpose.RECORDS, payer_id, refusal.newest)
    if "correct_and_resubmit" in usual:
        purpose = Purpose.REOPENING if is_medicare else Purpose.CORRECTED_CLAIM
        yield from dating.limit(StepKind.CORRECT_CLAIM, purpose, payer_id, since, service_on=service_on)


# --- appeals -------------------------------------------------------------------------------------------------------


def appeals_against(refusal: Refusal, appeals: Sequence[Appeal]) -> list[Appeal]:
    """Those that went out after the payer had first refused it; one that was won is over where a refusal came after."""
    first = min((*refusal.days, refusal.since))
    mine = [one for one in appeals if one.sent_on >= first]
    over = [place for place, one in enumerate(mine, start=1) if _is_over(one, refusal)]
    return mine[over[-1] :] if over else mine


def _is_over(one: Appeal, refusal: Refusal) -> bool:
    return one.outcome in _WON and one.decided_on is not None and one.decided_on < refusal.since


def appeal_under_way(position: Position, dating: Dating) -> Step | None:
    """The appeal that waits for the payer, for a claim that is not denied now: its payer takes it up again."""
    waiting = [one for one in position.overlay.appeals if one.decided_on is None]
    if not waiting or position.state is not ClaimState.PENDING:
        return None
    return _decision_due(waiting[-1], position.payer_id, dating)


def _decided_by_remittance(last: Appeal, refusal: Refusal) -> Appeal:
    """A remittance that still refuses after the appeal went out decides it, unless it is the payer's first word."""
    after = [day for day in refusal.days if day > last.sent_on]
    was_refused_before = any(day <= last.sent_on for day in refusal.days)
    if last.decided_on is not None or not after or not was_refused_before:
        return last
    return replace(last, decided_on=after[0], outcome=Outcome.PARTLY)


def _after_appeals(last: Appeal, newest: Appeal, refusal: Refusal, dating: Dating) -> Iterator[Step]:
    """Quiet until the payer should have decided; then the next level, or the payment. `last` used its level up;
    `newest` is another one where that came back or was withdrawn after it.
    """
    if last.decided_on is None:
        yield _decision_due(last, refusal.payer_id, dating)
    elif last.outcome in _WON:
        due_on = dating.working(last.decided_on + timedelta(days=_REPROCESSED_WITHIN))
        yield Step(kind=StepKind.CHECK_STATUS, due_on=due_on, since=last.decided_on)
    elif is_sent_on_by_the_payer(last, refusal.payer_id, dating):
        forwarded = Appeal(level=last.level + 1, sent_on=last.decided_on, way="", reference="")
        yield _decision_due(forwarded, refusal.payer_id, dating)
    else:
        since = max(last.decided_on, newest.decided_on or last.decided_on)
        further = _next_level(last, last.decided_on, refusal, dating)
        kind = StepKind.WORK_DENIAL if further else StepKind.DECIDE
        yield Step(kind=kind, due_on=dating.after(since, TRIAGED_WITHIN), since=since)
        yield from further


def is_sent_on_by_the_payer(last: Appeal, payer_id: int | None, dating: Dating) -> bool:
    """A level without a time limit of its own follows by itself, as the independent review of Medicare Advantage."""
    following = dating.level(payer_id, last.level + 1)
    return following is not None and not following.rule_id and last.outcome in (Outcome.UPHELD, Outcome.PARTLY)


def _next_level(last: Appeal, decided_on: date, refusal: Refusal, dating: Dating) -> list[Step]:
    """Of a dismissed redetermination the review of the dismissal; its own time may still run, too."""
    level = last.level + 1
    if last.outcome is Outcome.DISMISSED:
        if last.level == 1 and dating.kind_of(refusal.payer_id) is PayerKind.MEDICARE:
            return dating.limit_by(StepKind.APPEAL, DISMISSAL_RULE, decided_on, level=level)
        if dating.kind_of(refusal.payer_id) is not PayerKind.MEDICARE:
            return []
    return list(dating.limit(StepKind.APPEAL, Purpose.APPEAL, refusal.payer_id, decided_on, level=level))


def decision_due_on(appeal: Appeal, payer_id: int | None, dating: Dating) -> date:
    """The day by which the payer should have decided: its own time, its rule's, else the usual one."""
    days = dating.decision_days(payer_id, appeal.level) or _DECIDED_WITHIN
    return dating.working(appeal.sent_on + timedelta(days=days))


def _decision_due(appeal: Appeal, payer_id: int | None, dating: Dating) -> Step:
    due_on = decision_due_on(appeal, payer_id, dating)
    return Step(kind=StepKind.CHECK_APPEAL, due_on=due_on, since=appeal.sent_on, level=appeal.level)
