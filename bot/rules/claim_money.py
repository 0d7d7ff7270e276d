"""What a claim was billed and what became of it, all payers together; cents."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.progress import latest
from bot.rules.settling import SEQUENCES, Leg
from data.claim_models import Ledger, Listed, Sent

VOID = "8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """`balance` is what anyone still owes."""

    billed: int
    paid: int
    adjusted: int
    patient: int
    patient_paid: int
    denied: int
    balance: int


def sent_charge(sent: Sequence[Sent]) -> int | None:
    """The charge of the newest submission that is no void, of the first payer's where several are billed."""
    charging = [one for one in sent if one.frequency != VOID]
    first = [one for one in charging if one.sequence == SEQUENCES[0]]
    newest = latest(first or charging or sent)
    return newest.charge_cents if newest else None


def billed_of(ledger: Ledger, legs: Sequence[Leg], listed: Listed | None) -> int:
    """As sent; else as the first payer repeats it, the parts of a split together; else as listed or answered."""
    charge = sent_charge(ledger.sent)
    if charge is not None:
        return charge
    standing = [row.charge_cents for row in (legs[0].standing if legs else ()) if row.charge_cents > 0]
    repeated = [abs(row.charge_cents) for row in ledger.remitted]
    if standing or repeated:
        return sum(standing) or max(repeated)
    if listed is not None and listed.billed_cents is not None:
        return listed.billed_cents
    return max((one.charge_cents or 0 for one in ledger.answered), default=0)


def money_of(ledger: Ledger, legs: Sequence[Leg], billed: int, listed: Listed | None) -> Money:
    """Later payers' reductions never take more than what the earlier ones left (their OA-23 is no write-off)."""
    paid = sum(leg.paid_cents for leg in legs)
    deciding = next((leg for leg in reversed(legs) if leg.standing), None)
    patient = deciding.patient_cents if deciding else 0
    denied = deciding.denied_cents if deciding else 0
    patient_paid = max((one.patient_paid_cents for one in ledger.sent if one.frequency != VOID), default=0)
    if not patient_paid and listed is not None and listed.patient_paid_cents:
        patient_paid = listed.patient_paid_cents
    adjusted = 0
    for number, leg in enumerate(legs):
        if number == 0:
            adjusted += leg.adjusted_cents
        else:
            left = billed - paid - adjusted - patient - denied
            adjusted += max(0, min(leg.adjusted_cents, left))
    balance = billed - paid - adjusted - patient_paid
    return Money(
        billed=billed,
        paid=paid,
        adjusted=adjusted,
        patient=patient,
        patient_paid=patient_paid,
        denied=max(0, min(denied, balance)),
        balance=balance,
    )
