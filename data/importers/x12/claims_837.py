"""Claims sent: the segments of an 837P or 837I, loops 2000A to 2420; dates of birth and addresses are passed over.

The same NM1 and REF mean different things in different loops, so the reader keeps the loop it stands in and each
handler looks only at the qualifiers of that loop. Loops follow HL03: 20 billing provider, 22 subscriber, 23 patient.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto

from data.importers.x12.claim_drafts import (
    NOBODY,
    Above,
    DraftClaim,
    DraftLine,
    DraftOtherPayer,
    Person,
    finish_claim,
)
from data.importers.x12.segments import COMPONENT
from data.importers.x12.values import component, element, parse_cents, parse_date, parse_period, whole_number
from data.x12_models import RefusedClaim, SubmittedClaim, TransactionSet


class _Loop(Enum):
    ABOVE = auto()
    CLAIM = auto()
    OTHER_PAYER = auto()
    LINE = auto()


def read_claims(transaction: TransactionSet, segments: Iterator[list[str]]) -> Iterator[SubmittedClaim | RefusedClaim]:
    """One item per CLM, in the order of the file."""
    reader = _ClaimReader(transaction)
    handlers = reader.handlers()
    for number, elements in enumerate(segments, start=2):
        name = elements[0]
        if name == "CLM" or name == "HL":
            yield from reader.close()
        if name == "CLM":
            reader.open(elements, number)
        elif handler := handlers.get(name):
            handler(elements)
    yield from reader.close()


class _ClaimReader:
    """Keeps what stands above the claim, and the one claim that is open."""

    def __init__(self, transaction: TransactionSet) -> None:
        self._place = transaction.place
        self._above = Above(transaction.interchange.sent_on)
        self._claim: DraftClaim | None = None
        self._count = 0
        self._loop = _Loop.ABOVE

    def handlers(self) -> dict[str, Callable[[list[str]], None]]:
        return {
            "BHT": self._bht,
            "HL": self._hl,
            "SBR": self._sbr,
            "NM1": self._nm1,
            "REF": self._ref,
            "DTP": self._dtp,
            "AMT": self._amt,
            "HI": self._hi,
            "LX": self._lx,
            "SV1": self._sv1,
            "SV2": self._sv2,
        }

    def open(self, elements: list[str], segment: int) -> None:
        """CLM: 01 claim number, 02 charge, 05 place of service or bill type with the frequency."""
        self._count += 1
        self._loop = _Loop.CLAIM
        place_of_service = element(elements, 5)
        self._claim = DraftClaim(
            ordinal=self._count,
            segment=segment,
            number=element(elements, 1),
            charge_cents=parse_cents(element(elements, 2)),
            facility=component(place_of_service, 1),
            frequency=component(place_of_service, 3),
        )
        if not self._claim.number:
            self._claim.refuse("CLM01, the claim number, is missing.")
        elif self._claim.charge_cents is None:
            self._claim.refuse(f"Claim {self._claim.number}: CLM02, the charge, is no amount.")

    def close(self) -> Iterator[SubmittedClaim | RefusedClaim]:
        claim, self._claim = self._claim, None
        if claim:
            yield finish_claim(claim, self._above, self._place)

    # --- above the claim ---

    def _bht(self, elements: list[str]) -> None:
        self._above.batch_reference = element(elements, 3)
        self._above.sent_on = parse_date(element(elements, 4)) or self._above.sent_on

    def _hl(self, elements: list[str]) -> None:
        """A new patient leaves the subscriber, a new subscriber leaves the billing provider."""
        self._loop = _Loop.ABOVE
        above, level = self._above, element(elements, 3)
        above.patient = NOBODY
        if level != "23":
            above.subscriber = above.payer = NOBODY
            above.sequence = above.filing_code = ""
        if level == "20":
            above.billing = NOBODY

    def _sbr(self, elements: list[str]) -> None:
        sequence, filing_code = element(elements, 1), element(elements, 9)
        if self._claim:
            self._loop = _Loop.OTHER_PAYER
            self._claim.other_payers.append(DraftOtherPayer(sequence, filing_code))
        else:
            self._above.sequence, self._above.filing_code = sequence, filing_code

    def _nm1(self, elements: list[str]) -> None:
        role = element(elements, 1)
        person = Person(element(elements, 3), element(elements, 4), element(elements, 8), element(elements, 9))
        if self._claim:
            self._name_in_claim(self._claim, role, person)
        elif role == "85":
            self._above.billing = person
        elif role == "IL":
            self._above.subscriber = person
        elif role == "QC":
            self._above.patient = person
        elif role == "PR":
            self._above.payer = person

    def _name_in_claim(self, claim: DraftClaim, role: str, person: Person) -> None:
        """2310 names who rendered the claim, 2420A who rendered a line; 2330B names the other payer."""
        if role == "82" and self._loop is _Loop.CLAIM:
            claim.rendering = person
        elif role == "PR" and self._loop is _Loop.OTHER_PAYER:
            claim.other_payers[-1].payer = person

    # --- the claim ---

    def _ref(self, elements: list[str]) -> None:
        if self._claim and self._loop is _Loop.CLAIM:
            self._claim.references.setdefault(element(elements, 1), element(elements, 2))
        elif self._claim and self._loop is _Loop.LINE and element(elements, 1) == "6R":
            self._claim.lines[-1].control_number = element(elements, 2)

    def _dtp(self, elements: list[str]) -> None:
        """DTP*434 is the statement period of an 837I, DTP*472 the days of a line."""
        claim, qualifier = self._claim, element(elements, 1)
        if not claim or (self._loop, qualifier) not in ((_Loop.CLAIM, "434"), (_Loop.LINE, "472")):
            return
        first, last = parse_period(element(elements, 3))
        dated = claim.lines[-1] if self._loop is _Loop.LINE else claim
        dated.service_from, dated.service_to = first, last
        if first is None or last is None:
            where = f" of line {claim.lines[-1].number}" if self._loop is _Loop.LINE else ""
            claim.problems.append(f"DTP*{qualifier}{where} is no date.")

    def _amt(self, elements: list[str]) -> None:
        claim, qualifier = self._claim, element(elements, 1)
        if not claim or (self._loop, qualifier) not in ((_Loop.CLAIM, "F5"), (_Loop.OTHER_PAYER, "D")):
            return
        cents = parse_cents(element(elements, 2))
        if qualifier == "D":
            claim.other_payers[-1].paid_cents = cents
        else:
            claim.patient_paid_cents = cents or 0
        if cents is None:
            claim.problems.append(f"AMT*{qualifier} is no amount.")

    def _hi(self, elements: list[str]) -> None:
        if self._claim and not self._claim.diagnoses.add(elements[1:]):
            self._claim.problems.append("A diagnosis in HI has no code.")

    # --- its lines ---

    def _lx(self, elements: list[str]) -> None:
        if self._claim:
            self._loop = _Loop.LINE
            number = whole_number(element(elements, 1))
            self._claim.lines.append(DraftLine(len(self._claim.lines) + 1 if number is None else number))

    def _sv1(self, elements: list[str]) -> None:
        """SV1: 01 procedure, 02 charge, 04 quantity, 07 pointers."""
        if self._claim:
            line = self._open_line(self._claim)
            line.procedure, line.modifiers = _procedure(element(elements, 1))
            line.charge_cents, line.units = parse_cents(element(elements, 2)), element(elements, 4)
            pointers = map(whole_number, element(elements, 7).split(COMPONENT))
            line.pointers = tuple(pointer for pointer in pointers if pointer is not None)
            _check_charge(self._claim, line, "SV102")

    def _sv2(self, elements: list[str]) -> None:
        """SV2: 01 revenue code, 02 procedure, 03 charge, 05 quantity."""
        if self._claim:
            line = self._open_line(self._claim)
            line.revenue_code = element(elements, 1)
            line.procedure, line.modifiers = _procedure(element(elements, 2))
            line.charge_cents, line.units = parse_cents(element(elements, 3)), element(elements, 5)
            _check_charge(self._claim, line, "SV203")

    def _open_line(self, claim: DraftClaim) -> DraftLine:
        """The line of the LX before; a line of its own where the LX is missing."""
        if self._loop is not _Loop.LINE or claim.lines[-1].has_service:
            self._loop = _Loop.LINE
            claim.lines.append(DraftLine(len(claim.lines) + 1))
        claim.lines[-1].has_service = True
        return claim.lines[-1]


def _check_charge(claim: DraftClaim, line: DraftLine, name: str) -> None:
    if line.charge_cents is None:
        claim.refuse(f"Claim {claim.number}: {name}, the charge of line {line.number}, is no amount.")


def _procedure(composite: str) -> tuple[str, tuple[str, ...]]:
    """HC:code:m1:m2:m3:m4, also with another qualifier."""
    parts = composite.split(COMPONENT)
    return element(parts, 1), tuple(modifier for modifier in parts[2:6] if modifier)
