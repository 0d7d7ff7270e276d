"""What one row of the table of cases is made of, and the chains that many rows share."""

from dataclasses import dataclass
from enum import Enum

from data.samples.practice import COMMERCIAL
from data.samples.rulings import Denial, Ruling
from data.samples.steps import Answer, Change, Remit, Send, Step


class Left(Enum):
    """What stays in the balance of a claim."""

    ALL = "the whole charge"
    PATIENT = "the patient's share, less what was paid at check-in"
    DENIED_PART = "the patient's share and what was denied"
    NOTHING = "nothing"


class Bill(Enum):
    """What kind of claim is drawn."""

    OFFICE = "office"
    DRUG = "drug"
    INJURY = "injury"
    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"


ANY = (*COMMERCIAL, "humana", "medicare", "medicaid", "tricare")
PRIVATE = (*COMMERCIAL, "humana")


@dataclass(frozen=True, slots=True)
class Case:
    """`share` is the case's weight among all claims, `plans` the kinds of coverage that its claims may have.

    `days_old` bounds the age of the service; a story that needs longer is moved back until it ends by today.
    """

    name: str
    share: int
    state: str
    left: Left
    chain: tuple[Step, ...] = ()
    plans: tuple[str, ...] = ANY
    bill: Bill = Bill.OFFICE
    days_old: tuple[int, int] = (20, 148)
    least_lines: int = 1
    patient_paid_cents: int = 0
    export_differs: bool = False
    """The practice's own export shows other money than the remittance."""
    self_pay: bool = False


AT_CLEARINGHOUSE = (Send(), Answer(category="A1"))
ACCEPTED = (*AT_CLEARINGHOUSE, Answer(category="A2", by_payer=True))


def sent_again(frequency: str, change: Change = Change.NOTHING, *, renumbered: bool = False) -> tuple[Step, ...]:
    """A later submission to the first payer that is accepted."""
    again = Send(frequency=frequency, change=change, renumbered=renumbered, waits=(3, 8))
    return (again, Answer(category="A1"), Answer(category="A2", by_payer=True))


def billed_to(rank: int) -> tuple[Step, ...]:
    """A claim of our own to a later payer that is accepted."""
    return (Send(rank=rank, waits=(2, 6)), Answer(category="A1"), Answer(category="A2", by_payer=True))


def denied(carc: str, *remarks: str, group: str = "CO", stands: bool = True) -> Remit:
    return Remit(ruling=Ruling(denial=Denial(group=group, carc=carc, remarks=remarks)), stands=stands)


def with_line_denied(carc: str, *remarks: str) -> Remit:
    return Remit(ruling=Ruling(denial=Denial(carc=carc, remarks=remarks, lines="last")))


COPAY = Ruling(copay_cents=2_500)
COINSURANCE = Ruling(coinsurance_percent=20)
DEDUCTIBLE = Ruling(deductible_percent=100)
MEDICARE = Ruling(coinsurance_percent=20, sequestered=True)
COVERS_ALL = Ruling(covers_percent=100)
