"""Writes the 835: one for each payer, payee and payment day, balanced by line, by claim and in the whole.

Where reversals and recoveries exceed the payments, the rest is carried to the payer's next 835 (PLB FB).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.samples.chain_835_claim import remittance_segments
from data.samples.practice import PHONE, SENDER, address_segments
from data.samples.shapes import Organization, Payer, Remitted, TakenBack
from data.samples.transmissions import File
from data.samples.x12_text import Group, Interchange, day, dollars, segment, written

VERSION = "005010X221A1"
_ROUTING = "011000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAmount:
    """One reason of a PLB: a positive amount reduces the payment."""

    reason: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one payer settles on one day. `owed_before_cents` was carried from its 835 before, named by `owed_since`."""

    on: date
    payer: Payer
    payee: Organization
    remitted: tuple[Remitted, ...]
    taken_back: tuple[TakenBack, ...]
    owed_before_cents: int
    owed_since: str

    @property
    def provider_amounts(self) -> list[ProviderAmount]:
        amounts = [ProviderAmount(reason="WO", reference=row.payer_number, cents=row.cents) for row in self.taken_back]
        amounts += [
            ProviderAmount(reason="L6", reference=row.payer_number, cents=-row.interest_cents)
            for row in self.remitted
            if row.interest_cents
        ]
        if self.owed_before_cents:
            amounts.append(ProviderAmount(reason="FB", reference=self.owed_since, cents=self.owed_before_cents))
        return amounts

    @property
    def _net_cents(self) -> int:
        return sum(row.paid_cents for row in self.remitted) - sum(amount.cents for amount in self.provider_amounts)

    @property
    def total_cents(self) -> int:
        """BPR02."""
        return max(0, self._net_cents)

    @property
    def owed_after_cents(self) -> int:
        return max(0, -self._net_cents)

    @property
    def trace(self) -> str:
        """TRN02: the number of the transfer."""
        return f"{self.payer.key[:4].upper()}{self.on:%y%m%d}{self.payee.npi[-2:]}"


def remittance_file(payment: Payment, control: int) -> File:
    interchange = Interchange(sender=payment.payer.number, receiver=SENDER, on=payment.on, time="0515", control=control)
    group = Group(function="HP", version=VERSION, control=control, sets=(("835", "0001", _body(payment)),))
    return File(on=payment.on, kind="835", text=written(interchange, [group]))


def _body(payment: Payment) -> list[str]:
    claims = [part for row in payment.remitted for part in remittance_segments(row)]
    return [*_head(payment), *([segment("LX", "1")] if claims else []), *claims, *_provider_adjustments(payment)]


def _head(payment: Payment) -> list[str]:
    payer, payee = payment.payer, payment.payee
    return [
        *opening_segments(payer, total_cents=payment.total_cents, on=payment.on, trace=payment.trace),
        segment("N1", "PE", payee.name, "XX", payee.npi),
        *address_segments(payee.street),
        segment("REF", "TJ", payee.tax_id),
    ]


def opening_segments(payer: Payer, *, total_cents: int, on: date, trace: str) -> list[str]:
    """From BPR to the payer's contact: who pays how much, when and how."""
    account = ("01", _ROUTING, "DA", "1000000001")
    company = f"1{payer.tax_id}"
    moved = ("I", "ACH", "CCP", *account, company, "", *account) if total_cents else ("H", "NON", *("",) * 11)
    handling, method, *banks = moved
    return [
        segment("BPR", handling, dollars(total_cents), "C", method, *banks, day(on)),
        segment("TRN", "1", trace, company),
        segment("DTM", "405", day(on)),
        segment("N1", "PR", payer.name.upper()),
        *address_segments("300 SAMPLE AVENUE"),
        segment("REF", "2U", payer.number),
        segment("PER", "BL", "PROVIDER HELP", "TE", PHONE),
    ]


def _provider_adjustments(payment: Payment) -> list[str]:
    """PLB rows; a payment that would be negative is lifted to zero by a balance carried forward."""
    amounts = payment.provider_amounts
    if payment.owed_after_cents:
        amounts.append(ProviderAmount(reason="FB", reference=payment.trace, cents=-payment.owed_after_cents))
    year_end = day(date(payment.on.year, 12, 31))
    npi = payment.payee.npi
    return [_provider_segment(npi, year_end, amounts[start : start + 6]) for start in range(0, len(amounts), 6)]


def _provider_segment(npi: str, year_end: str, amounts: Sequence[ProviderAmount]) -> str:
    parts = [part for row in amounts for part in ((row.reason, row.reference), dollars(row.cents))]
    return segment("PLB", npi, year_end, *parts)
