"""What is left to do on a claim and by when: its state, its ledger and the rules in, steps out; it asks no time.

Every day that matters is computed here once, when something about the claim changes. Sources of the cadence: payers'
usual times to pay, Medicare's payment floors (day 14, day 31), 2 business days for an acknowledgement.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.rules.dating import KNOWN_YEARS, Dating
from bot.rules.denial_steps import Case, appeal_under_way, appeals_against, denial_steps
from bot.rules.filing_steps import filing_limit, next_payer_limit, service_day
from bot.rules.letter_steps import letter_steps
from bot.rules.refusals import Refusal, refusals_of
from bot.rules.waiting_steps import held_back, with_answer
from data.claim_models import ClaimState, Ledger, PayerKind, Position
from data.deadline_models import Purpose
from data.follow_up_models import NO_DAY, Step, StepKind

ACKNOWLEDGED_WITHIN = 2
"""Business days after a claim went out in which it should be accepted."""
FIRST_CHECK_DAYS = 7
SECONDARY_SILENT_DAYS = 30
_AGAIN_AFTER = 3
"""Business days after a touch, where it says nothing else."""
_IN_PROCESS_DAYS = 10
_RECORDS_SENT_DAYS = 30
_OVER = frozenset({ClaimState.CLOSED, ClaimState.WRITTEN_OFF})
_REFUSED = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})
_OUT = frozenset({ClaimState.SUBMITTED, ClaimState.RECEIVED, ClaimState.ACCEPTED, ClaimState.REJECTED})
"""A newer submission is under way."""


def followed_up(position: Position, ledger: Ledger, dating: Dating) -> Position:
    """The position with what is left to do."""
    return replace(position, steps=steps_of(position, ledger, dating))


def steps_of(position: Position, ledger: Ledger, dating: Dating) -> tuple[Step, ...]:
    """The steps, the one to act on first in front; () where nothing is left to do."""
    if position.overlay.resolved_on:
        return ()
    steps = list(_of_state(position, ledger, dating))
    if position.state not in _OVER:
        steps = with_answer(letter_steps(steps, position, dating), position, dating)
    steps = _touched(steps, position, dating)
    if position.state not in _OVER:
        steps = held_back(steps, position, ledger)
    steps = [_rested(step, position) for step in steps]
    return tuple(sorted(steps, key=lambda step: (step.due_on, step.last_on or date.max, step.kind)))


def _of_state(position: Position, ledger: Ledger, dating: Dating) -> Iterator[Step]:
    if position.balance_cents < 0:
        yield _overpaid(position, ledger, dating)
    if position.state in _OVER:
        return
    since = position.state_on or position.last_sent_on
    if since is None or since.year not in KNOWN_YEARS:
        yield Step(kind=StepKind.LOOK_AT, due_on=NO_DAY, since=NO_DAY)
        return
    refusals = refusals_of(position, ledger, dating.carcs)
    yield from filing_limit(position, ledger, refusals, dating)
    yield from _refused(refusals, position, ledger, dating)
    if position.state in _REFUSED:
        if position.next_payer:
            yield from _next_payer(position, ledger, since, dating)
    elif (step := None if refusals else appeal_under_way(position, dating)) is not None:
        yield step
    else:
        yield from _waiting(position, ledger, since, dating)


def _refused(refusals: list[Refusal], position: Position, ledger: Ledger, dating: Dating) -> Iterator[Step]:
    """Each payer's refusal; appeals are against the last payer that had refused it by then."""
    left = list(position.overlay.appeals)
    for refusal in reversed(refusals):
        mine = appeals_against(refusal, left)
        left = [one for one in left if one not in mine]
        case = Case(
            refusal=refusal,
            appeals=mine,
            service_on=service_day(position, ledger),
            is_resent=position.state in _OUT,
        )
        yield from denial_steps(case, position, dating)


def _waiting(position: Position, ledger: Ledger, since: date, dating: Dating) -> Iterator[Step]:
    """Of a claim that nobody refuses: what comes next, and when it is too long in coming."""
    match position.state:
        case ClaimState.DRAFT:
            yield Step(kind=StepKind.SEND, due_on=since, since=since)
        case ClaimState.SUBMITTED | ClaimState.RECEIVED:
            yield from _unaccepted(position, ledger, since, dating)
        case ClaimState.ACCEPTED | ClaimState.PENDING:
            yield _silent_payer(position, since, dating)
        case ClaimState.INFO_REQUESTED:
            yield Step(kind=StepKind.SEND_RECORDS, due_on=dating.after(since, ACKNOWLEDGED_WITHIN), since=since)
            yield from dating.limit(StepKind.SEND_RECORDS, Purpose.RECORDS, position.payer_id, since)
        case ClaimState.REJECTED:
            yield Step(kind=StepKind.FIX_AND_RESEND, due_on=dating.after(since, 1), since=since)
        case ClaimState.FORWARDED:
            due_on = dating.working(since + timedelta(days=SECONDARY_SILENT_DAYS))
            yield Step(kind=StepKind.CHECK_NEXT_PAYER, due_on=due_on, since=since)
            yield from next_payer_limit(StepKind.CHECK_NEXT_PAYER, position.payer_id, position, ledger, since, dating)
        case ClaimState.PAID if position.next_payer and position.balance_cents > 0:
            yield from _next_payer(position, ledger, since, dating)
        case ClaimState.PATIENT_BALANCE:
            yield Step(kind=StepKind.BILL_PATIENT, due_on=dating.after(since, 1), since=since)
        case ClaimState.PAID if position.balance_cents > 0:
            yield Step(kind=StepKind.LOOK_AT, due_on=dating.after(since, ACKNOWLEDGED_WITHIN), since=since)


def _next_payer(position: Position, ledger: Ledger, since: date, dating: Dating) -> Iterator[Step]:
    """The next payer is billed, within its own limit."""
    yield Step(kind=StepKind.BILL_SECONDARY, due_on=dating.after(since, 1), since=since)
    payer_id = position.next_payer_id
    yield from next_payer_limit(StepKind.BILL_SECONDARY, payer_id, position, ledger, since, dating)


def _unaccepted(position: Position, ledger: Ledger, since: date, dating: Dating) -> Iterator[Step]:
    if not (ledger.sent or ledger.answered):
        yield _silent_payer(position, since, dating)
        return
    sent_on = position.last_sent_on or since
    is_received = position.state is ClaimState.RECEIVED
    kind = StepKind.CHECK_ACCEPTANCE if is_received else StepKind.CHECK_ACKNOWLEDGEMENT
    yield Step(kind=kind, due_on=dating.after(since, ACKNOWLEDGED_WITHIN), since=since)
    first_check = max(sent_on, since) + timedelta(days=FIRST_CHECK_DAYS)
    yield Step(kind=StepKind.CHECK_STATUS, due_on=dating.working(first_check), since=sent_on)


def _silent_payer(position: Position, since: date, dating: Dating) -> Step:
    """At the payer's usual time after it was sent; a payer that has just said something gets some days more."""
    sent_on = position.last_sent_on or since
    usual = sent_on + timedelta(days=dating.usual_days(position.payer_id))
    spoke = since + timedelta(days=_IN_PROCESS_DAYS) if position.state is ClaimState.PENDING else since
    return Step(kind=StepKind.CHECK_STATUS, due_on=dating.working(max(usual, spoke)), since=sent_on)


def _overpaid(position: Position, ledger: Ledger, dating: Dating) -> Step:
    """From the last payment: what a payer says later starts no new time."""
    paid_on = max((row.on for row in ledger.remitted if row.on), default=None)
    since = paid_on or position.state_on or position.last_sent_on
    if since is None or since.year not in KNOWN_YEARS:
        return Step(kind=StepKind.RETURN_OVERPAYMENT, due_on=NO_DAY, since=NO_DAY)
    if dating.kind_of(position.payer_id) is PayerKind.MEDICARE:
        for step in dating.limit(StepKind.RETURN_OVERPAYMENT, Purpose.OVERPAYMENT, position.payer_id, since):
            return step
    return Step(kind=StepKind.RETURN_OVERPAYMENT, due_on=dating.after(since, 5), since=since)


# --- what people did -----------------------------------------------------------------------------------------------


def _touched(steps: list[Step], position: Position, dating: Dating) -> list[Step]:
    """After a touch the follow-up takes the place of the steps without a last day that it was about."""
    looked_at_on = position.overlay.looked_at_on
    if looked_at_on is None:
        return steps
    kept = [step for step in steps if step.rule_id or step.since > looked_at_on or _is_far(step, looked_at_on)]
    if len(kept) == len(steps):
        return steps
    again_on = _again_on(position, looked_at_on, dating)
    return [*kept, Step(kind=StepKind.FOLLOW_UP, due_on=again_on, since=looked_at_on)]


def _is_far(step: Step, looked_at_on: date) -> bool:
    """What is asked of a payer at its usual time is not asked earlier because somebody looked."""
    return step.kind in (StepKind.CHECK_APPEAL, StepKind.CHECK_STATUS) and step.due_on > looked_at_on


def _again_on(position: Position, touched_on: date, dating: Dating) -> date:
    overlay = position.overlay
    if overlay.promised_on is not None and overlay.promised_on >= touched_on:
        return dating.after(overlay.promised_on, 1)
    said = overlay.touch.split()
    if position.state is ClaimState.INFO_REQUESTED and said[:1] in (["fax"], ["mail"]):
        return dating.working(touched_on + timedelta(days=_RECORDS_SENT_DAYS))
    if "in_process" in said or "waits_payer" in said:
        return dating.working(touched_on + timedelta(days=_IN_PROCESS_DAYS))
    return dating.after(touched_on, _AGAIN_AFTER)


def _rested(step: Step, position: Position) -> Step:
    """A snoozed claim comes back on its day; a deadline keeps its own, and speaks when it is close."""
    until = position.overlay.snoozed_until
    if step.rule_id and (str(step.kind), step.due_on) in position.overlay.acknowledged:
        step = replace(step, is_acknowledged=True)
    if until is None:
        return step
    if step.rule_id:
        return replace(step, quiet_until=until)
    return replace(step, due_on=max(step.due_on, until))
