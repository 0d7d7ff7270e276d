"""What reports count of one claim: its first submission, its first remittance, what payers decided, its appeals.

Facts of the ledger in, values out; the figures themselves are counted in `report_kpis.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.rules.claim_money import VOID, sent_charge
from bot.rules.denials import Carcs
from bot.rules.progress import ACCEPTED, REJECTED, latest
from bot.rules.settling import NOT_OURS, PREDETERMINATION, REVERSAL, denials_in, in_order, settle
from bot.rules.working import overlay_of
from data.claim_models import Adjusted, Answered, Ledger, Remitted, Sent
from data.report_models import Booked, ClaimFacts, FirstPass, FirstSend, Reason, RemitFact

_NO_DECISION = frozenset({REVERSAL, NOT_OURS, PREDETERMINATION})
"""Rows that take back, send on or estimate: they decide nothing about the claim."""


def facts_of(booked: Booked, ledger: Ledger, carcs: Carcs, payers: Mapping[int, str]) -> ClaimFacts:
    """`payers` are names by number: of payers that are one, the same name."""
    first, newest = first_sent(ledger), latest(ledger.sent)
    decided = [row for row in ledger.remitted if row.status not in _NO_DECISION]
    return ClaimFacts(
        service_from=booked.service_from,
        first_sent_on=first.on if first else None,
        billed_cents=booked.billed_cents,
        paid_cents=booked.paid_cents,
        adjusted_cents=booked.adjusted_cents,
        patient_cents=booked.patient_cents,
        is_void=newest is not None and newest.frequency == VOID,
        is_remitted=bool(decided),
        knows_contract=_knows_contract(ledger),
        first_send=first_send_of(ledger),
        first_pass=first_pass_of(ledger, carcs),
        remits=tuple(_remit(row, ledger, carcs, payers) for row in sorted(decided, key=in_order)),
        appeals=overlay_of(ledger).appeals,
    )


def first_sent(ledger: Ledger) -> Sent | None:
    return min(ledger.sent, key=lambda one: (one.on or date.max, one.order), default=None)


def _knows_contract(ledger: Ledger) -> bool:
    """An export alone says what a contract took off only where it has a column for adjustments."""
    if ledger.sent or ledger.remitted or ledger.answered or not ledger.listed:
        return True
    newest = max(ledger.listed, key=lambda one: (one.imported, one.order))
    return newest.adjusted_cents is not None


# --- the first submission ------------------------------------------------------------------------------------------


def first_send_of(ledger: Ledger) -> FirstSend:
    """Accepted where a 277CA row says A2 of the first submission and none rejects it; a rejected batch rejects it, too.

    Receipt alone (A0, A1) is no answer to the question.
    """
    first = first_sent(ledger)
    if first is None:
        return FirstSend.UNANSWERED
    codes = {category for one in _answers_to(first, ledger) for category, _, _ in one.codes}
    if codes & REJECTED or _is_batch_rejected(first, ledger):
        return FirstSend.REJECTED
    return FirstSend.ACCEPTED if codes & ACCEPTED else FirstSend.UNANSWERED


def _answers_to(first: Sent, ledger: Ledger) -> list[Answered]:
    """By the batch that they echo, else by their day: before the claim went out anew."""
    others = [one for one in ledger.sent if one is not first]
    batches = {one.batch_reference for one in others if one.batch_reference} - {first.batch_reference}
    again = min((day for one in others if (day := one.on)), default=date.max)
    again = min(again, first.resent_on or date.max)
    found = []
    for one in ledger.answered:
        if one.transaction_kind != "277CA" or one.batch_reference in batches:
            continue
        is_echoed = bool(one.batch_reference) and one.batch_reference == first.batch_reference
        if (is_echoed and not first.resent_on) or (one.on or date.min) < again:
            found.append(one)
    return found


def _is_batch_rejected(first: Sent, ledger: Ledger) -> bool:
    return any(
        one.transaction_id == first.transaction_id
        and one.outcome == "rejected"
        and (not one.provider_npi or one.provider_npi == first.billing_npi)
        for one in ledger.acknowledged
    )


# --- the first remittance ------------------------------------------------------------------------------------------


def first_pass_of(ledger: Ledger, carcs: Carcs) -> FirstPass:
    """Settled where the first payer's first remittance left that payer nothing to decide, and nothing came after it.

    What is left to the patient or to the next payer is not left to this one.
    """
    rows = sorted((row for row in ledger.remitted if row.status != PREDETERMINATION), key=in_order)
    if not rows:
        return FirstPass.WAITING
    first_day = [row for row in rows if row.on == rows[0].on and row.payer_id == rows[0].payer_id]
    later = [row for row in rows if row.payer_id == rows[0].payer_id and row not in first_day]
    if later or any(row.status in _NO_DECISION for row in first_day):
        return FirstPass.UNSETTLED
    charge = sent_charge(ledger.sent)
    legs = settle(first_day, (), charge, carcs)
    if any(leg.is_denied or leg.denied_cents or leg.waiting_cents for leg in legs):
        return FirstPass.UNSETTLED
    is_whole = charge is None or sum(row.charge_cents for leg in legs for row in leg.standing) >= charge
    return FirstPass.SETTLED if is_whole else FirstPass.UNSETTLED


# --- what payers decided -------------------------------------------------------------------------------------------


def _remit(row: Remitted, ledger: Ledger, carcs: Carcs, payers: Mapping[int, str]) -> RemitFact:
    """A row alone, as it was decided, whatever replaced it later. A part of a split claim refuses a part of it."""
    (leg,) = settle([row], (), None, carcs)
    charge = sent_charge(ledger.sent)
    is_whole = charge is None or row.charge_cents >= charge
    reasons = _reasons([one for _, one in denials_in(leg, carcs)] if leg.denied_cents else [], carcs)
    if leg.is_denied and not reasons:
        reasons = (Reason(carc="", category="", cents=row.charge_cents),)
    return RemitFact(
        on=row.on,
        payer_id=row.payer_id,
        payer=payers.get(row.payer_id, row.payer),
        number=row.payer_claim_number,
        charge_cents=row.charge_cents,
        is_denied=leg.is_denied and is_whole,
        reasons=reasons,
    )


def _reasons(refused: Sequence[Adjusted], carcs: Carcs) -> tuple[Reason, ...]:
    cents: dict[str, int] = {}
    for one in refused:
        cents[one.carc] = cents.get(one.carc, 0) + one.cents
    return tuple(
        Reason(carc=carc, category=carcs[carc].category if carc in carcs else "", cents=amount)
        for carc, amount in sorted(cents.items())
    )
