"""The steps on a claim that a payer refuses, whole or in part: look at it, correct it, appeal it, level by level."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.rules.dating import Dating
from data.claim_models import ClaimState, Ledger, PayerKind, Position
from data.deadline_models import Purpose
from data.follow_up_models import Step, StepKind
from data.work_models import Appeal, Outcome

TRIAGED_WITHIN = 2
"""Business days from a denial to the first look at it."""
UNPROCESSABLE = "MA130"
"""Medicare's remark for a claim that was never processed: no appeal, a new claim."""
_LATE = "29"
_DECIDED_WITHIN = 60
"""Calendar days a payer usually takes for an appeal, where no rule says it."""
_REPROCESSED_WITHIN = 30
_WON = frozenset({Outcome.OVERTURNED})


def denial_steps(position: Position, ledger: Ledger, notice_on: date, dating: Dating) -> Iterator[Step]:
    """From the day of the notice, or from the last decision of an appeal."""
    appeals = [one for one in position.overlay.appeals if one.sent_on >= notice_on]
    if appeals:
        yield from _after_appeals(appeals[-1], position, dating)
        return
    kind = StepKind.WORK_DENIAL if position.state is ClaimState.DENIED else StepKind.WORK_DENIED_LINES
    yield Step(kind=kind, due_on=dating.after(notice_on, TRIAGED_WITHIN), since=notice_on)
    if UNPROCESSABLE in _remarks(ledger, notice_on):
        yield from _new_claim(position, ledger, dating)
        return
    reasons = {one.carc for one in position.denials}
    if _LATE in reasons and dating.kind_of(position) is PayerKind.MEDICARE:
        yield from dating.limit(StepKind.FILING_EXCEPTION, Purpose.FILING_EXCEPTION, position, notice_on)
        return
    yield from dating.limit(StepKind.APPEAL, Purpose.APPEAL, position, notice_on, level=1)
    usual = {dating.usual_step(one.carc) for one in position.denials}
    if "send_records" in usual:
        yield from dating.limit(StepKind.SEND_RECORDS, Purpose.RECORDS, position, notice_on)
    if "correct_and_resubmit" in usual:
        yield from _correction(position, notice_on, dating)


def appeal_under_way(position: Position, dating: Dating) -> Step | None:
    """The appeal that waits for the payer, for a claim that is not denied now: its payer takes it up again."""
    waiting = [one for one in position.overlay.appeals if one.decided_on is None]
    if not waiting or position.state is not ClaimState.PENDING:
        return None
    return _decision_due(waiting[-1], position, dating)


def _after_appeals(last: Appeal, position: Position, dating: Dating) -> Iterator[Step]:
    """Quiet until the payer should have decided; then the next level, or the payment."""
    if last.decided_on is None:
        yield _decision_due(last, position, dating)
    elif last.outcome in _WON:
        due_on = dating.working(last.decided_on + timedelta(days=_REPROCESSED_WITHIN))
        yield Step(kind=StepKind.CHECK_STATUS, due_on=due_on, since=last.decided_on)
    else:
        looked_at = dating.after(last.decided_on, TRIAGED_WITHIN)
        level = last.level + 1
        further = list(dating.limit(StepKind.APPEAL, Purpose.APPEAL, position, last.decided_on, level=level))
        yield Step(kind=StepKind.WORK_DENIAL if further else StepKind.DECIDE, due_on=looked_at, since=last.decided_on)
        yield from further


def _decision_due(appeal: Appeal, position: Position, dating: Dating) -> Step:
    days = dating.decision_days(position, appeal.level) or _DECIDED_WITHIN
    due_on = dating.working(appeal.sent_on + timedelta(days=days))
    return Step(kind=StepKind.CHECK_APPEAL, due_on=due_on, since=appeal.sent_on, level=appeal.level)


def _new_claim(position: Position, ledger: Ledger, dating: Dating) -> Iterator[Step]:
    """It was never processed: a new claim, within the filing limit that has run all the time."""
    is_institutional = any(one.is_institutional for one in ledger.sent)
    service = position.service_to if is_institutional and position.service_to else position.service_from
    if service is not None:
        yield from dating.limit(StepKind.FIX_AND_RESEND, Purpose.FILING, position, service)


def _correction(position: Position, notice_on: date, dating: Dating) -> Iterator[Step]:
    if dating.kind_of(position) is PayerKind.MEDICARE:
        yield from dating.limit(StepKind.CORRECT_CLAIM, Purpose.REOPENING, position, notice_on)
    else:
        yield from dating.limit(StepKind.CORRECT_CLAIM, Purpose.CORRECTED_CLAIM, position, notice_on)


def _remarks(ledger: Ledger, notice_on: date) -> set[str]:
    return {remark for row in ledger.remitted if row.on == notice_on for remark in row.remarks}
