"""By when a claim must be with a payer: the filing limits of the first payer and of the next ones; nothing is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.rules.dating import Dating
from bot.rules.progress import latest
from bot.rules.refusals import Refusal
from data.claim_models import ClaimState, Ledger, Position
from data.deadline_models import Purpose, Scope
from data.follow_up_models import Step, StepKind

_NOT_ACCEPTED = frozenset({ClaimState.DRAFT, ClaimState.REJECTED, ClaimState.SUBMITTED, ClaimState.RECEIVED})
_TAKEN = frozenset({ClaimState.ACCEPTED, ClaimState.PENDING})
_PAYERS_WORD = frozenset({"A2"})
_CORRECTION = "7"
_VOID = "8"
_FIRST = "P"


def service_day(position: Position, ledger: Ledger) -> date | None:
    """The day from which filing limits count: the first one, of an institutional claim the last one ("through")."""
    sent = latest(ledger.sent)
    if sent is not None and sent.is_institutional:
        return position.service_to or position.service_from
    return position.service_from


def filing_limit(position: Position, ledger: Ledger, refusals: Sequence[Refusal], dating: Dating) -> Iterator[Step]:
    """Until the payer itself has accepted a claim its filing limit runs; a rejection does not stop it.

    A claim that an export alone lists as sent may long be accepted: for it no limit is told. A corrected claim has the
    limit of corrections, from the first refusal; a later payer's has that payer's own.
    """
    if position.state not in _NOT_ACCEPTED and not _only_the_clearinghouse_took_it(position, ledger):
        return
    sent = latest(ledger.sent)
    service_on = service_day(position, ledger)
    if sent is None:
        if position.state in (ClaimState.DRAFT, ClaimState.REJECTED):
            yield from _first_filing(position, service_on, dating)
    elif sent.sequence not in ("", _FIRST):
        paid_on = _first_paid_on(ledger) or sent.on
        if paid_on is not None:
            yield from next_payer_limit(StepKind.FILE, position.payer_id, position, ledger, paid_on, dating)
    elif sent.frequency == _CORRECTION or refusals:
        since = min((one.since for one in refusals), default=None)
        if since is not None:
            yield from dating.limit(
                StepKind.FILE, Purpose.CORRECTED_CLAIM, position.payer_id, since, service_on=service_on
            )
    elif sent.frequency != _VOID:
        yield from _first_filing(position, service_on, dating)


def next_payer_limit(
    kind: StepKind, payer_id: int | None, position: Position, ledger: Ledger, paid_on: date, dating: Dating
) -> Iterator[Step]:
    """By when a later payer must have the claim: counted from the payment before, or from the service where that
    payer's own filing limit says so (Medicare's year runs whoever paid first); the earlier of the two.
    """
    service_on = service_day(position, ledger)
    limits = dating.limit(kind, Purpose.SECONDARY_FILING, payer_id, paid_on, service_on=service_on)
    filing = dating.rule(Purpose.FILING, payer_id)
    if filing is not None and filing.scope is not Scope.GLOBAL:
        limits += dating.limit(kind, Purpose.FILING, payer_id, paid_on, service_on=service_on)
    if limits:
        yield min(limits, key=lambda step: (step.last_on or date.max, step.due_on))


def _first_filing(position: Position, service_on: date | None, dating: Dating) -> Iterator[Step]:
    """Reminders from before it was sent, or rejected, are over."""
    if service_on is not None:
        moved_on = position.state_on if position.state is ClaimState.REJECTED else position.last_sent_on
        limits = dating.limit(StepKind.FILE, Purpose.FILING, position.payer_id, service_on, service_on=service_on)
        yield from (replace(step, since=max(step.since, moved_on or step.since)) for step in limits)


def _only_the_clearinghouse_took_it(position: Position, ledger: Ledger) -> bool:
    """Its acceptance is not the payer's."""
    if position.state not in _TAKEN or ledger.remitted or not ledger.sent:
        return False
    payers = [one for one in ledger.answered if one.source_is_payer]
    accepted = any(category in _PAYERS_WORD or category[:1] in "PFR" for one in payers for category, _, _ in one.codes)
    return bool(ledger.answered) and not accepted


def _first_paid_on(ledger: Ledger) -> date | None:
    return min((row.on for row in ledger.remitted if row.on), default=None)
