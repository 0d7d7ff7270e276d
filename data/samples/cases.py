"""The table of cases: every life that a claim of the sample practice can have, and what should be read from it.

`share` counts the claims among 400. `left` is the money rule: what stays in the balance once the files are read,
where paid is the sum of CLP04 and adjusted the write-offs that stand.
"""

from dataclasses import dataclass
from enum import Enum

from data.samples.practice import COMMERCIAL
from data.samples.rulings import Denial, Ruling
from data.samples.shapes import Route
from data.samples.steps import Answer, Change, Numbered, Remit, Reverse, Send, Step, TakeBack, Tell


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`days_old` bounds the age of the service; a story that needs longer is moved back until it ends by today."""

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

    @property
    def files(self) -> tuple[str, ...]:
        """The kinds of files that carry the claim, in the order of its life; the export carries every claim."""
        kinds = {Send: "837", Answer: "277CA", Tell: "277", Remit: "835", Reverse: "835", TakeBack: "835"}
        return tuple(kinds[type(step)] for step in self.chain)


AT_CLEARINGHOUSE = (Send(), Answer(category="A1"))
ACCEPTED = (*AT_CLEARINGHOUSE, Answer(category="A2", by_payer=True))
RECENT = (3, 40)


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
MEDIGAP = ("medicare_medigap",)
SECONDARY = ("two_commercial",)

WAITING = (
    Case(
        name="submitted_only",
        share=9,
        chain=(Send(route=Route.LOST),),
        state="submitted",
        left=Left.ALL,
        days_old=(3, 120),
    ),
    Case(
        name="syntax_accepted_only",
        share=8,
        chain=(Send(route=Route.SYNTAX_ONLY),),
        state="received",
        left=Left.ALL,
        days_old=(5, 70),
    ),
    Case(
        name="syntax_rejected",
        share=6,
        chain=(Send(route=Route.SET_REJECTED),),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 90),
    ),
    Case(
        name="interchange_rejected",
        share=4,
        chain=(Send(route=Route.INTERCHANGE_REJECTED),),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 60),
    ),
    Case(
        name="clearinghouse_received",
        share=9,
        chain=AT_CLEARINGHOUSE,
        state="received",
        left=Left.ALL,
        days_old=(6, 80),
    ),
    Case(
        name="clearinghouse_forwarded",
        share=5,
        chain=(Send(), Answer(category="A0")),
        state="received",
        left=Left.ALL,
        days_old=RECENT,
    ),
    Case(name="accepted_waiting", share=34, chain=ACCEPTED, state="accepted", left=Left.ALL, days_old=(6, 34)),
    Case(name="accepted_silent", share=8, chain=ACCEPTED, state="accepted", left=Left.ALL, days_old=(45, 130)),
    Case(
        name="rejected_unprocessable",
        share=5,
        chain=(Send(), Answer(category="A3", status="21")),
        state="rejected",
        left=Left.ALL,
    ),
    Case(
        name="rejected_missing_information",
        share=5,
        chain=(Send(), Answer(category="A6", status="562", entity="82")),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 120),
    ),
    Case(
        name="rejected_member_id",
        share=6,
        chain=(*AT_CLEARINGHOUSE, Answer(category="A7", status="164", entity="IL", by_payer=True)),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 120),
    ),
    Case(
        name="rejected_relation",
        share=4,
        chain=(*AT_CLEARINGHOUSE, Answer(category="A8", status="255", by_payer=True)),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 120),
    ),
    Case(
        name="rejected_batch",
        share=4,
        chain=(Send(route=Route.BATCH_REJECTED),),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 60),
    ),
    Case(
        name="rejected_provider",
        share=4,
        chain=(Send(route=Route.PROVIDER_REJECTED),),
        state="rejected",
        left=Left.ALL,
        days_old=(5, 60),
    ),
    Case(
        name="rejected_sent_again_waiting",
        share=4,
        chain=(Send(), Answer(category="A6", status="562", entity="82"), *sent_again("1")),
        state="accepted",
        left=Left.ALL,
        days_old=(14, 45),
    ),
    Case(name="pending", share=9, chain=(*ACCEPTED, Tell(category="P1", status="20")), state="pending", left=Left.ALL),
    Case(
        name="pending_review",
        share=5,
        chain=(*ACCEPTED, Tell(category="P3", status="317")),
        state="pending",
        left=Left.ALL,
    ),
    Case(
        name="records_requested",
        share=6,
        chain=(*ACCEPTED, Tell(category="R4", status="294")),
        state="info_requested",
        left=Left.ALL,
    ),
    Case(
        name="final_paid_no_remittance",
        share=4,
        chain=(*ACCEPTED, Tell(category="F1", status="65", waits=(14, 20))),
        state="pending",
        left=Left.ALL,
    ),
    Case(
        name="final_denied_no_remittance",
        share=4,
        chain=(*ACCEPTED, Tell(category="F2", status="88", waits=(14, 20))),
        state="denied",
        left=Left.ALL,
    ),
    Case(
        name="suspended_by_remittance",
        share=2,
        chain=(*ACCEPTED, denied("133", group="OA", stands=False)),
        state="pending",
        left=Left.ALL,
        plans=PRIVATE,
    ),
    Case(
        name="predetermination",
        share=2,
        chain=(*ACCEPTED, Remit(status="25", ruling=Ruling(denial=Denial(group="OA", carc="101")), stands=False)),
        state="accepted",
        left=Left.ALL,
        plans=PRIVATE,
    ),
)

PAID = (
    Case(name="paid_in_full", share=50, chain=(*ACCEPTED, Remit()), state="paid", left=Left.NOTHING),
    Case(
        name="paid_less_copay",
        share=14,
        chain=(*ACCEPTED, Remit(ruling=COPAY)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
    Case(
        name="paid_less_coinsurance",
        share=10,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
    Case(
        name="paid_less_deductible_and_coinsurance",
        share=6,
        chain=(*ACCEPTED, Remit(ruling=Ruling(deductible_percent=40, coinsurance_percent=20))),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
    Case(
        name="deductible_only",
        share=8,
        chain=(*ACCEPTED, Remit(ruling=DEDUCTIBLE)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
    Case(
        name="contractual_only",
        share=3,
        chain=(*ACCEPTED, Remit(ruling=Ruling(pays_nothing=True))),
        state="closed",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="sequestered",
        share=9,
        chain=(*ACCEPTED, Remit(ruling=MEDICARE)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=("medicare",),
    ),
    Case(
        name="paid_at_check_in",
        share=6,
        chain=(*ACCEPTED, Remit(ruling=Ruling(copay_cents=4_000))),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
        patient_paid_cents=2_500,
    ),
    Case(
        name="paid_late_with_interest",
        share=3,
        chain=(
            *ACCEPTED,
            Tell(category="P1", status="20", waits=(20, 30)),
            Remit(interest_cents=137),
        ),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="workers_compensation",
        share=5,
        chain=(*ACCEPTED, Remit(ruling=Ruling(contractual="P12"))),
        state="paid",
        left=Left.NOTHING,
        plans=("workers",),
        bill=Bill.INJURY,
    ),
    Case(
        name="drug_line",
        share=4,
        chain=(*ACCEPTED, Remit()),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
        bill=Bill.DRUG,
    ),
    Case(
        name="line_bundled",
        share=6,
        chain=(*ACCEPTED, with_line_denied("97", "N19")),
        state="paid",
        left=Left.NOTHING,
        least_lines=2,
    ),
    Case(
        name="line_denied",
        share=8,
        chain=(*ACCEPTED, with_line_denied("50", "N115")),
        state="partly_paid",
        left=Left.DENIED_PART,
        least_lines=2,
    ),
    Case(
        name="line_without_authorization",
        share=4,
        chain=(*ACCEPTED, with_line_denied("197")),
        state="partly_paid",
        left=Left.DENIED_PART,
        plans=PRIVATE,
        least_lines=2,
    ),
    Case(
        name="taken_back",
        share=3,
        chain=(*ACCEPTED, Remit(), TakeBack(cents=1_850)),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="split_by_payer",
        share=3,
        chain=(*ACCEPTED, Remit(part="first"), Remit(part="rest", together=True)),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
        least_lines=2,
    ),
    Case(
        name="number_cut",
        share=2,
        chain=(*ACCEPTED, Remit(numbered=Numbered.CUT)),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="number_zero",
        share=2,
        chain=(*ACCEPTED, Remit(numbered=Numbered.ZERO)),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="export_shows_other_money",
        share=3,
        chain=(*ACCEPTED, Remit()),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
        export_differs=True,
    ),
    Case(
        name="inpatient_paid",
        share=5,
        chain=(*ACCEPTED, Remit(ruling=Ruling(deductible_percent=12, by_claim=True))),
        state="patient_balance",
        left=Left.PATIENT,
        plans=("medicare_a",),
        bill=Bill.INPATIENT,
    ),
    Case(
        name="outpatient_paid",
        share=6,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=("medicare_a", "aetna", "bcbs"),
        bill=Bill.OUTPATIENT,
    ),
)

DENIED = tuple(
    Case(name=name, share=share, chain=(*ACCEPTED, remit), state="denied", left=Left.ALL, plans=plans)
    for name, share, remit, plans in (
        ("denied_missing_information", 6, denied("16", "M51"), ANY),
        ("denied_duplicate", 4, denied("18"), ANY),
        ("denied_other_payer_first", 4, denied("22"), PRIVATE),
        ("denied_coverage_ended", 4, denied("27"), ANY),
        ("denied_medical_necessity", 6, denied("50", "N115"), ANY),
        ("denied_non_covered", 4, denied("96", "N30"), ANY),
        ("denied_bundled", 4, denied("97", "N19"), ANY),
        ("denied_wrong_payer", 3, denied("109"), ANY),
        ("denied_no_authorization", 7, denied("197"), PRIVATE),
        ("denied_provider_not_certified", 3, denied("B7"), ANY),
        ("denied_diagnosis", 4, denied("11"), ANY),
        ("denied_modifier", 4, denied("4", "N519"), ANY),
        ("denied_records_needed", 5, denied("252", "M127"), ANY),
        ("patient_unknown", 3, Remit(status="4", ruling=Ruling(denial=Denial(carc="31"))), ANY),
    )
) + (
    Case(
        name="denied_timely_filing",
        share=5,
        chain=(Send(waits=(92, 97)), *ACCEPTED[1:], denied("29")),
        state="denied",
        left=Left.ALL,
        plans=COMMERCIAL,
        days_old=(126, 148),
    ),
    Case(
        name="inpatient_denied",
        share=3,
        chain=(*ACCEPTED, Remit(ruling=Ruling(denial=Denial(carc="197"), by_claim=True))),
        state="denied",
        left=Left.ALL,
        plans=("medicare_a", "bcbs", "uhc"),
        bill=Bill.INPATIENT,
    ),
    Case(
        name="not_covered_patient_owes",
        share=4,
        chain=(*ACCEPTED, denied("204", "N130", group="PR")),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
)

SEVERAL_PAYERS = (
    Case(
        name="forwarded_secondary_silent",
        share=7,
        chain=(*ACCEPTED, Remit(ruling=MEDICARE, forwards=True)),
        state="forwarded",
        left=Left.PATIENT,
        plans=MEDIGAP,
    ),
    Case(
        name="forwarded_secondary_paid",
        share=10,
        chain=(*ACCEPTED, Remit(ruling=MEDICARE, forwards=True), Remit(rank=1, ruling=COVERS_ALL)),
        state="paid",
        left=Left.NOTHING,
        plans=MEDIGAP,
    ),
    Case(
        name="medicaid_after_medicare",
        share=5,
        chain=(
            *ACCEPTED,
            Remit(ruling=MEDICARE, forwards=True),
            Remit(rank=1, ruling=Ruling(covers_percent=35, rest=("CO", "45"))),
        ),
        state="paid",
        left=Left.NOTHING,
        plans=("medicare_medicaid",),
    ),
    Case(
        name="secondary_not_billed",
        share=4,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE)),
        state="paid",
        left=Left.PATIENT,
        plans=SECONDARY,
    ),
    Case(
        name="secondary_billed_waiting",
        share=3,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE), *billed_to(1)),
        state="accepted",
        left=Left.PATIENT,
        plans=SECONDARY,
    ),
    Case(
        name="secondary_billed_paid",
        share=5,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE), *billed_to(1), Remit(rank=1, ruling=COVERS_ALL)),
        state="paid",
        left=Left.NOTHING,
        plans=SECONDARY,
    ),
    Case(
        name="secondary_leaves_patient",
        share=3,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE), *billed_to(1), Remit(rank=1, ruling=Ruling(covers_percent=60))),
        state="patient_balance",
        left=Left.PATIENT,
        plans=SECONDARY,
    ),
    Case(
        name="secondary_denied",
        share=3,
        chain=(
            *ACCEPTED,
            Remit(ruling=COINSURANCE),
            *billed_to(1),
            Remit(rank=1, ruling=Ruling(covers_percent=0, denial=Denial(carc="22"))),
        ),
        state="partly_paid",
        left=Left.DENIED_PART,
        plans=SECONDARY,
    ),
    Case(
        name="tertiary_paid",
        share=2,
        chain=(
            *ACCEPTED,
            Remit(ruling=MEDICARE, forwards=True),
            Remit(rank=1, ruling=Ruling(covers_percent=60)),
            *billed_to(2),
            Remit(rank=2, ruling=COVERS_ALL),
        ),
        state="paid",
        left=Left.NOTHING,
        plans=("three_payers",),
    ),
    Case(
        name="not_our_claim",
        share=2,
        chain=(*ACCEPTED, Remit(status="23", forwards=True, ruling=Ruling(denial=Denial(group="OA", carc="109")))),
        state="forwarded",
        left=Left.ALL,
        plans=SECONDARY,
    ),
)

CORRECTED = (
    Case(
        name="reversed_and_corrected_together",
        share=4,
        chain=(*ACCEPTED, Remit(stands=False), Reverse(), Remit(ruling=COINSURANCE, together=True)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=PRIVATE,
    ),
    Case(
        name="reversed_and_corrected_apart",
        share=3,
        chain=(*ACCEPTED, Remit(ruling=COINSURANCE, stands=False), Reverse(), Remit()),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="reversed_only",
        share=3,
        chain=(*ACCEPTED, Remit(stands=False), Reverse()),
        state="pending",
        left=Left.ALL,
        plans=PRIVATE,
    ),
    Case(
        name="balance_forwarded",
        share=2,
        chain=(*ACCEPTED, Remit(stands=False), Reverse(alone=True), Remit(ruling=COINSURANCE)),
        state="patient_balance",
        left=Left.PATIENT,
        plans=("evergreen", "aetna"),
    ),
    Case(
        name="denied_then_replaced_and_paid",
        share=6,
        chain=(*ACCEPTED, denied("4", "N519", stands=False), *sent_again("7", Change.MODIFIER), Remit()),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="denied_then_replaced_waiting",
        share=4,
        chain=(*ACCEPTED, denied("16", "M51", stands=False), *sent_again("7", Change.MODIFIER)),
        state="accepted",
        left=Left.ALL,
        plans=PRIVATE,
    ),
    Case(
        name="replaced_for_less",
        share=3,
        chain=(*ACCEPTED, Remit(stands=False), *sent_again("7", Change.LINE_DROPPED), Reverse(), Remit(together=True)),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
        least_lines=2,
    ),
    Case(
        name="replaced_under_new_number",
        share=2,
        chain=(
            *ACCEPTED,
            denied("11", stands=False),
            *sent_again("7", Change.MODIFIER, renumbered=True),
            Remit(numbered=Numbered.AS_FIRST_SENT),
        ),
        state="paid",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="voided",
        share=3,
        chain=(*ACCEPTED, Remit(stands=False), *sent_again("8"), Reverse()),
        state="closed",
        left=Left.NOTHING,
        plans=PRIVATE,
    ),
    Case(
        name="denied_then_paid",
        share=4,
        chain=(*ACCEPTED, denied("252", "M127", stands=False), Remit()),
        state="paid",
        left=Left.NOTHING,
    ),
    Case(
        name="rejected_sent_again_paid",
        share=6,
        chain=(
            *AT_CLEARINGHOUSE,
            Answer(category="A7", status="164", entity="IL", by_payer=True),
            *sent_again("1"),
            Remit(),
        ),
        state="paid",
        left=Left.NOTHING,
    ),
)

EXPORT_ONLY = (
    Case(name="draft", share=6, state="draft", left=Left.ALL, days_old=(0, 12)),
    Case(name="self_pay", share=6, state="patient_balance", left=Left.PATIENT, days_old=(5, 100), self_pay=True),
)

CASES = WAITING + PAID + DENIED + SEVERAL_PAYERS + CORRECTED + EXPORT_ONLY
