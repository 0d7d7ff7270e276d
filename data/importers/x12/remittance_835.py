"""Remittances: the segments of one 835, as its Payment, its claims and provider adjustments; it checks no balance.

LX is passed over: many legal 835s have none, and a claim begins with its CLP.
"""

from collections.abc import Callable, Iterator

from data.importers.x12.payments import PaymentHead
from data.importers.x12.remit_drafts import MEND, DraftClaim, DraftLine, finish_claim, open_claim
from data.importers.x12.values import component, element, parse_cents, parse_date, reference_of
from data.x12_models import Adjustment, Payment, ProviderAdjustment, RefusedClaim, RemittedClaim, TransactionSet

_MOA_REMARKS = (3, 4, 5, 6, 7)
_MIA_REMARKS = (5, 20, 21, 22, 23)
_LAST_CAS = 20
_LAST_PLB = 15
_Item = Payment | RemittedClaim | ProviderAdjustment | RefusedClaim


def read_remittance(transaction: TransactionSet, segments: Iterator[list[str]]) -> Iterator[_Item]:
    """The Payment, then one item per CLP and per pair of a PLB, in the order of the file."""
    reader = _RemittanceReader(transaction)
    find_handler = reader.handlers().get
    head: PaymentHead | None = PaymentHead()
    for number, elements in enumerate(segments, start=2):
        name = elements[0]
        if name == "CLP" or name == "PLB":
            if head:
                yield head.finish(transaction)
                head = None
            yield from reader.start(elements, number)
        elif head:
            head.take(elements)
        elif handler := find_handler(name):
            handler(elements)
    if head:
        yield head.finish(transaction)
    yield from reader.close()


class _RemittanceReader:
    """Keeps the one claim that is open, and its open line."""

    def __init__(self, transaction: TransactionSet) -> None:
        self._place = transaction.place
        self._claim: DraftClaim | None = None
        self._line: DraftLine | None = None
        self._claims = self._provider_adjustments = 0

    def handlers(self) -> dict[str, Callable[[list[str]], None]]:
        return {
            "NM1": self._nm1,
            "CAS": self._cas,
            "SVC": self._svc,
            "DTM": self._dtm,
            "REF": self._ref,
            "AMT": self._amt,
            "LQ": self._lq,
            "MOA": self._moa,
            "MIA": self._mia,
        }

    def start(self, elements: list[str], segment: int) -> Iterator[RemittedClaim | ProviderAdjustment | RefusedClaim]:
        """Ends the open claim; begins the next, or gives the pairs of a PLB."""
        yield from self.close()
        if elements[0] == "CLP":
            self._claims += 1
            self._claim = open_claim(self._claims, segment, elements)
            return
        for position in range(3, min(len(elements), _LAST_PLB), 2):
            if elements[position] or element(elements, position + 1):
                yield self._provider_adjustment(elements, position, segment)

    def close(self) -> Iterator[RemittedClaim | RefusedClaim]:
        claim, self._claim, self._line = self._claim, None, None
        if claim:
            yield finish_claim(claim, self._place)

    def _provider_adjustment(
        self, elements: list[str], position: int, segment: int
    ) -> ProviderAdjustment | RefusedClaim:
        self._provider_adjustments += 1
        place = f"{self._place}, PLB adjustment {self._provider_adjustments}"
        cents = parse_cents(element(elements, position + 1))
        if cents is None:
            text = f"PLB{position + 1:02}, the amount, is no amount. {MEND}"
            return RefusedClaim(place=f"{place}, segment {segment}", text=text)
        return ProviderAdjustment(
            place=place,
            provider=elements[1],
            reason=component(elements[position], 1),
            reference=reference_of(component(elements[position], 2)),
            cents=cents,
        )

    # --- segments below a CLP: of the claim, or of its line once an SVC has come ---

    def _nm1(self, elements: list[str]) -> None:
        if self._claim and not self._line and len(elements) > 1:
            self._claim.names.setdefault(elements[1], elements)

    def _cas(self, elements: list[str]) -> None:
        """CAS: 01 group, then up to six times reason, amount, quantity."""
        claim = self._claim
        if not claim:
            return
        adjustments = self._line.adjustments if self._line else claim.adjustments
        for position in range(2, min(len(elements), _LAST_CAS), 3):
            carc, text = elements[position], element(elements, position + 1)
            if not carc and not text:
                continue
            cents = parse_cents(text)
            if cents is None:
                claim.refuse(f"the amount of a CAS ({elements[1]} {carc})")
            else:
                adjustments.append(Adjustment(group=elements[1], carc=carc, cents=cents))
                if not carc:
                    claim.problems.append(f"A CAS of group {elements[1]} has an amount without a reason.")

    def _svc(self, elements: list[str]) -> None:
        claim = self._claim
        if not claim:
            return
        number = len(claim.lines) + 1
        charge, paid = parse_cents(element(elements, 2)), parse_cents(element(elements, 3))
        if charge is None:
            claim.refuse(f"SVC02, the charge of line {number},")
        if paid is None:
            claim.refuse(f"SVC03, the payment of line {number},")
        self._line = DraftLine(number, elements, charge or 0, paid or 0)
        claim.lines.append(self._line)

    def _dtm(self, elements: list[str]) -> None:
        qualifier = element(elements, 1)
        if self._claim and self._line:
            self._date_line(self._claim, self._line, qualifier, element(elements, 2))
        elif self._claim:
            self._date_claim(self._claim, qualifier, element(elements, 2))

    def _date_line(self, claim: DraftClaim, line: DraftLine, qualifier: str, text: str) -> None:
        """472 is the one day of service, or 150 the first and 151 the last."""
        if qualifier not in ("472", "150", "151"):
            return
        day = parse_date(text)
        if qualifier != "151":
            line.service_from = day
        if qualifier != "150":
            line.service_to = day
        if day is None:
            claim.problems.append(f"DTM*{qualifier} of line {line.number} is no date.")

    def _date_claim(self, claim: DraftClaim, qualifier: str, text: str) -> None:
        """232 and 233 are the first and last day of the claim, 050 is the day the payer received it."""
        day = parse_date(text)
        if qualifier == "232":
            claim.service_from = day
        elif qualifier == "233":
            claim.service_to = day
        elif qualifier == "050":
            claim.received_on = day
        else:
            return
        if day is None:
            claim.problems.append(f"DTM*{qualifier} is no date.")

    def _ref(self, elements: list[str]) -> None:
        qualifier = element(elements, 1)
        if self._line:
            if qualifier == "6R":
                self._line.control_number = element(elements, 2)
        elif self._claim and qualifier == "F8":
            self._claim.original_number = element(elements, 2)

    def _amt(self, elements: list[str]) -> None:
        if self._claim and self._line and element(elements, 1) == "B6":
            self._line.allowed_cents = parse_cents(element(elements, 2))
            if self._line.allowed_cents is None:
                self._claim.problems.append(f"AMT*B6 of line {self._line.number} is no amount.")

    def _lq(self, elements: list[str]) -> None:
        if self._line and element(elements, 1) == "HE" and element(elements, 2):
            self._line.remarks.append(elements[2])

    def _moa(self, elements: list[str]) -> None:
        self._remark(elements, _MOA_REMARKS)

    def _mia(self, elements: list[str]) -> None:
        self._remark(elements, _MIA_REMARKS)

    def _remark(self, elements: list[str], positions: tuple[int, ...]) -> None:
        if self._claim:
            remarks = (element(elements, position) for position in positions)
            self._claim.remarks.extend(remark for remark in remarks if remark)
