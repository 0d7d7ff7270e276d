"""Where a claim stands that is known from a practice-management export alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from data.claim_models import ClaimState, Listed, Position
from data.work_models import NO_WORK

_AMOUNTS = (
    "billed_cents",
    "paid_cents",
    "adjusted_cents",
    "patient_paid_cents",
    "insurance_balance_cents",
    "patient_balance_cents",
    "balance_cents",
)
_DATED = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})
_UNDATED = (
    "When the payer denied it is not known: an export alone says so, and days count from when that was first listed. "
    "Log the date of the payer's letter."
)
SETTLED = (ClaimState.WRITTEN_OFF, ClaimState.CLOSED, ClaimState.PAID)


def newest_listing(listed: Sequence[Listed]) -> Listed | None:
    """What exports say of a claim: each thing as the newest says it that says it; amounts together, from one export."""
    if not listed:
        return None
    ordered = sorted(listed, key=lambda one: (-one.imported, -one.fact_id))
    newest = ordered[0]
    if len(ordered) == 1:
        return newest
    money = next((one for one in ordered if _has_money(one)), newest)
    told = {
        name: next((value for one in ordered if (value := getattr(one, name))), getattr(newest, name))
        for name in ("provider", "account_number", "sent_on", "payer", "payer_id", "service_from", "service_to")
    }
    named = next((one.patient for one in ordered if one.patient[0]), newest.patient)
    amounts = {name: getattr(money, name) for name in _AMOUNTS}
    return replace(newest, patient=named, **told, **amounts)


def state_listed_since(listed: Sequence[Listed]) -> date | None:
    """The day on which exports began to list the claim in the state that the newest one gives."""
    ordered = sorted(listed, key=lambda one: (-one.imported, -one.fact_id))
    same = list(takewhile(lambda one: (one.state, one.status) == (ordered[0].state, ordered[0].status), ordered))
    return min((one.on for one in same), default=None)


def _has_money(listed: Listed) -> bool:
    return any(getattr(listed, name) is not None for name in _AMOUNTS)


def newest_export(listed: Sequence[Listed]) -> int | None:
    """The file that listed the claim last."""
    return max((one.imported for one in listed), default=None)


def unlisted_words(newest_on: date) -> str:
    """Of a claim that the newest export of its kind no longer holds."""
    return f"Not in the newest export of {newest_on}: check whether it was closed there."


def listed_position(listed: Listed) -> Position:
    billed = listed.billed_cents or 0
    paid = listed.paid_cents or 0
    patient_paid = listed.patient_paid_cents or 0
    balance = _listed_balance(listed)
    adjusted = listed.adjusted_cents
    if adjusted is None:
        adjusted = max(0, billed - paid - patient_paid - balance)
    state = _listed_state(listed, balance)
    return Position(
        claim_number=listed.number,
        patient_last=listed.patient[0],
        patient_first=listed.patient[1],
        provider=listed.provider,
        account_number=listed.account_number,
        state=state,
        state_on=listed.on,
        payer_id=listed.payer_id,
        payer_sequence="P" if listed.payer_id else "",
        billed_cents=billed,
        paid_cents=paid,
        adjusted_cents=adjusted,
        patient_cents=listed.patient_balance_cents or 0,
        patient_paid_cents=patient_paid,
        denied_cents=0,
        written_off_cents=0,
        balance_cents=balance,
        service_from=listed.service_from,
        service_to=listed.service_to,
        first_sent_on=listed.sent_on,
        last_sent_on=listed.sent_on,
        last_event_on=listed.on,
        review=_UNDATED if state in _DATED else "",
        denials=(),
        overlay=NO_WORK,
    )


def _listed_balance(listed: Listed) -> int:
    if listed.balance_cents is not None:
        return listed.balance_cents
    parts = (listed.insurance_balance_cents, listed.patient_balance_cents)
    if any(part is not None for part in parts):
        return sum(part or 0 for part in parts)
    taken = (listed.paid_cents or 0) + (listed.adjusted_cents or 0) + (listed.patient_paid_cents or 0)
    return (listed.billed_cents or 0) - taken


def _listed_state(listed: Listed, balance: int) -> ClaimState:
    """As the export's status says; where it says nothing known, as its balances say."""
    if listed.state:
        return ClaimState(listed.state)
    if balance <= 0:
        return ClaimState.PAID if (listed.paid_cents or 0) > 0 else ClaimState.CLOSED
    if listed.patient_balance_cents and not listed.insurance_balance_cents and balance == listed.patient_balance_cents:
        return ClaimState.PATIENT_BALANCE
    is_insured = listed.payer_id is not None or bool(listed.paid_cents)
    return ClaimState.SUBMITTED if is_insured else ClaimState.PATIENT_BALANCE
