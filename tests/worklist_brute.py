"""The same question asked of every claim one by one, in plain Python: what a worklist's SQL must agree with."""

from collections.abc import Collection
from datetime import date, timedelta

from data.claim_models import Claim, ClaimState
from data.worklist_models import Marked, RefusedFor, Span, WorklistQuery


def fits(claim: Claim, asked: WorklistQuery, remarks: Collection[str] = (), unlisted: Collection[int] = ()) -> bool:
    """`remarks` are those of all remittances of the claim, `unlisted` the ids of open claims no longer listed."""
    return all(
        (
            _is_open(claim, asked),
            _is_of_payer(claim, asked),
            _is_worked(claim, asked),
            _is_when(claim, asked),
            _is_owed(claim, asked),
            _is_refused(claim, asked),
            _is_marked(claim, asked),
            asked.remarks <= set(remarks),
            Marked.UNLISTED not in asked.marked or claim.id in unlisted,
        )
    )


def _is_open(claim: Claim, asked: WorklistQuery) -> bool:
    position, overlay = claim.position, claim.position.overlay
    is_done = position.state in (ClaimState.CLOSED, ClaimState.WRITTEN_OFF) or (
        position.state is ClaimState.PAID and position.balance_cents == 0
    )
    is_open = not is_done and overlay.resolved_on is None
    is_snoozed = overlay.snoozed_until is not None and overlay.snoozed_until > asked.today
    if asked.is_open is not None and is_open is not asked.is_open:
        return False
    if asked.is_snoozed is not None and is_snoozed is not asked.is_snoozed and (is_open or asked.is_snoozed):
        return False
    return not asked.is_resolved or overlay.resolved_on is not None


def _is_of_payer(claim: Claim, asked: WorklistQuery) -> bool:
    position = claim.position
    if asked.payer_ids is not None and position.payer_id not in asked.payer_ids:
        return False
    if position.payer_id in asked.not_payer_ids or position.state in asked.not_states:
        return False
    return asked.sequence in ("", position.payer_sequence) and (not asked.states or position.state in asked.states)


def _is_worked(claim: Claim, asked: WorklistQuery) -> bool:
    position, overlay = claim.position, claim.position.overlay
    if asked.is_unowned and overlay.owner_id is not None:
        return False
    if asked.is_owned and overlay.owner_id is None:
        return False
    if overlay.owner_id in asked.not_owner_ids:
        return False
    if asked.owner_ids is not None and overlay.owner_id not in asked.owner_ids:
        return False
    touched = overlay.touched_on or position.state_on or position.first_sent_on
    return asked.untouched_since is None or touched is None or touched <= asked.untouched_since


def _is_when(claim: Claim, asked: WorklistQuery) -> bool:
    position = claim.position
    return all(
        _in_span(day, span)
        for day, span in (
            (position.service_from or position.first_sent_on, asked.aged),
            (position.service_from, asked.service),
            (position.last_sent_on, asked.sent),
            (position.state_on, asked.in_state),
            (position.next_action_on, asked.due),
        )
    )


def _in_span(day: date | None, span: Span | None) -> bool:
    if span is None:
        return True
    if day is None:
        return False
    return (span.start is None or day >= span.start) and (span.end is None or day <= span.end)


def _is_owed(claim: Claim, asked: WorklistQuery) -> bool:
    balance = claim.position.balance_cents
    if asked.balance_min is not None and balance < asked.balance_min:
        return False
    if asked.balance_max is not None and balance > asked.balance_max:
        return False
    provider = claim.position.provider.upper()
    if any(one.upper() in provider for one in asked.not_providers):
        return False
    return asked.provider.upper() in provider and (
        not asked.number
        or asked.number.upper() in claim.position.claim_number.upper()
        or asked.number.upper() == claim.ref
    )


def _is_refused(claim: Claim, asked: WorklistQuery) -> bool:
    if asked.refused != RefusedFor() and not _has(claim, asked.refused):
        return False
    return not any(_has(claim, one) for one in asked.not_refused)


def _has(claim: Claim, asked: RefusedFor) -> bool:
    return any(
        (not asked.carcs or one.carc in asked.carcs)
        and (not asked.groups or one.group in asked.groups)
        and (not asked.categories or one.category in asked.categories)
        for one in claim.position.denials
    )


def _is_marked(claim: Claim, asked: WorklistQuery) -> bool:
    position, touched = claim.position, claim.position.overlay.touched_on
    if Marked.UNWORKED in asked.marked and touched is not None and position.state_on and touched >= position.state_on:
        return False
    if Marked.PAID in asked.marked and position.paid_cents <= 0:
        return False
    if Marked.RESENT in asked.marked:
        first, last = position.first_sent_on, position.last_sent_on
        return first is not None and last is not None and last > first
    return True


def ages(claims: list[Claim], today: date) -> int | None:
    """Days of the oldest, by the day of service."""
    days = [day for one in claims if (day := one.position.service_from or one.position.first_sent_on)]
    return (today - min(days)) // timedelta(days=1) if days else None
