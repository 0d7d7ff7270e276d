"""What a reader should find for one claim of the sample practice, from its events and its case alone."""

from collections.abc import Sequence

from data.samples.case import Case
from data.samples.shapes import Claim, Event, Intended, Remitted, Sent

DENIALS = frozenset("4 11 16 18 22 27 29 31 50 96 109 133 197 252 B7".split())
"""CARCs of the cases whose amounts stay in the balance."""
BUNDLED = "97"
EARLIER_PAYER = "23"


def intend(case: Case, claim: Claim, events: Sequence[Event]) -> Intended:
    sent = [event for event in events if isinstance(event, Sent)]
    remitted = [event for event in events if isinstance(event, Remitted)]
    standing = [event for event in remitted if event.stands]
    billed = _billed_cents(claim, sent)
    paid = sum(event.paid_cents for event in remitted)
    adjusted = sum(_written_off_cents(event) for event in standing)
    voided = bool(sent) and sent[-1].frequency == "8"
    return Intended(
        case=case.name,
        state=case.state,
        payer="Self-pay" if case.self_pay else claim.patient.coverages[0].payer.name,
        billed_cents=billed,
        paid_cents=paid,
        adjusted_cents=adjusted,
        patient_cents=billed if case.self_pay else _patient_cents(standing),
        balance_cents=0 if voided else billed - paid - adjusted - claim.patient_paid_cents,
        other_numbers=tuple(dict.fromkeys(event.number for event in sent if event.number != claim.number)),
    )


def _billed_cents(claim: Claim, sent: Sequence[Sent]) -> int:
    charges = [event.charge_cents for event in sent if event.frequency != "8"]
    return charges[-1] if charges else sum(line.charge_cents for line in claim.lines)


def _written_off_cents(remitted: Remitted) -> int:
    """The contractual part: no patient share, no denial, no effect of an earlier payer."""
    nothing_paid = not remitted.paid_cents and not any(part.group == "PR" for part in remitted.adjusted)
    kept = {*DENIALS, EARLIER_PAYER, BUNDLED} if nothing_paid else {*DENIALS, EARLIER_PAYER}
    return sum(part.cents for part in remitted.adjusted if part.group != "PR" and part.carc not in kept)


def _patient_cents(standing: Sequence[Remitted]) -> int:
    """The word of the last payer in sequence."""
    last = max((event.rank for event in standing), default=0)
    parts = [part for event in standing if event.rank == last for part in event.adjusted]
    return sum(part.cents for part in parts if part.group == "PR")
