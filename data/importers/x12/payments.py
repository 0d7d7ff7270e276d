"""The head of an 835: BPR, TRN and the loops 1000A and 1000B of payer and payee, as one Payment."""

from datetime import date

from data.importers.x12.values import element, parse_cents, parse_date
from data.x12_models import Payment, TransactionSet


class PaymentHead:
    """Takes the segments before the first CLP; the first of each kind counts."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}
        self._party = ""

    def take(self, elements: list[str]) -> None:
        name, qualifier = elements[0], element(elements, 1)
        if name in ("BPR", "TRN"):
            self._found.setdefault(name, elements)
        elif name == "N1":
            self._party = qualifier
            self._found.setdefault(f"N1*{qualifier}", elements)
        elif name == "DTM" or (name == "REF" and (self._party, qualifier) in (("PR", "2U"), ("PE", "HPI"))):
            self._found.setdefault(f"{name}*{qualifier}", elements)
        elif name == "LX":
            self._party = ""

    def finish(self, transaction: TransactionSet) -> Payment:
        problems: list[str] = []
        payer, payee = self._of("N1*PR"), self._of("N1*PE")
        return Payment(
            place=transaction.place,
            amount_cents=self._amount(problems),
            method=element(self._of("BPR"), 4),
            paid_on=self._paid_on(problems),
            trace=element(self._of("TRN"), 2),
            payer_name=element(payer, 2),
            payer_number=element(payer, 4) or element(self._of("REF*2U"), 2) or element(self._of("TRN"), 3),
            payee_name=element(payee, 2),
            payee_npi=element(payee, 4) if element(payee, 3) == "XX" else element(self._of("REF*HPI"), 2),
            problems=tuple(problems),
        )

    def _of(self, name: str) -> list[str]:
        return self._found.get(name, [])

    def _amount(self, problems: list[str]) -> int | None:
        """BPR02, negative where BPR03 is D (money that the payee owes)."""
        bpr = self._of("BPR")
        cents = parse_cents(element(bpr, 2))
        if cents is None:
            problems.append("BPR02, the amount of the payment, is no amount." if bpr else "BPR is missing.")
        return -cents if cents is not None and element(bpr, 3) == "D" else cents

    def _paid_on(self, problems: list[str]) -> date | None:
        """BPR16, else DTM*405, the day it was produced."""
        sent = element(self._of("BPR"), 16)
        day = parse_date(sent)
        if sent and day is None:
            problems.append("BPR16, the day of the payment, is no date.")
        return day or parse_date(element(self._of("DTM*405"), 2))
