"""Whether a remittance adds up, at line, claim and payment level (X12 RFI 2348, 2601, 222); it flags, never blocks."""

from collections.abc import Iterable

from data.x12_models import Adjustment, RemittedClaim

_REVERSAL = "22"
_PREDETERMINATION = "25"


def find_imbalances(claim: RemittedClaim) -> list[str]:
    """Every sum of one claim payment that does not come out, in words; no line is legal, a wrong sum is not."""
    return [*_lines(claim), *_claim(claim)]


def find_payment_imbalance(amount_cents: int | None, paid_cents: int, provider_cents: int) -> str:
    """The payment's own sum: BPR02 = all CLP04 less all PLB; "" where it comes out or is not known."""
    expected = paid_cents - provider_cents
    if amount_cents is None or amount_cents == expected:
        return ""
    return f"the payment is {dollars(amount_cents)}, its claims less provider adjustments come to {dollars(expected)}"


def dollars(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


def _lines(claim: RemittedClaim) -> Iterable[str]:
    for line in claim.lines:
        expected = line.charge_cents - _sum(line.adjustments)
        if expected != line.paid_cents:
            yield (
                f"line {line.number}: charge less adjustments is {dollars(expected)}, paid is "
                f"{dollars(line.paid_cents)}"
            )


def _claim(claim: RemittedClaim) -> Iterable[str]:
    if claim.status == _PREDETERMINATION:
        return
    adjusted = _sum(claim.adjustments) + sum(_sum(line.adjustments) for line in claim.lines)
    expected = claim.charge_cents - adjusted
    if expected != claim.paid_cents:
        yield f"charge less adjustments is {dollars(expected)}, paid is {dollars(claim.paid_cents)}"
    charged = sum(line.charge_cents for line in claim.lines)
    if claim.lines and charged != claim.charge_cents:
        yield f"its lines come to {dollars(charged)}, the claim to {dollars(claim.charge_cents)}"
    patient = _patient(claim)
    if claim.status != _REVERSAL and patient != claim.patient_cents:
        yield f"patient responsibility is {dollars(claim.patient_cents)}, its PR adjustments {dollars(patient)}"


def _patient(claim: RemittedClaim) -> int:
    every = [*claim.adjustments, *(one for line in claim.lines for one in line.adjustments)]
    return sum(one.cents for one in every if one.group == "PR")


def _sum(adjustments: Iterable[Adjustment]) -> int:
    return sum(one.cents for one in adjustments)
