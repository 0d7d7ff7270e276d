"""An 835 is read as its payment, its claims with adjustments and lines, and its provider adjustments, to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x12_text import a_file, items_of

from data.x12_models import (
    Adjustment,
    Payment,
    ProviderAdjustment,
    RefusedClaim,
    RemittedClaim,
    RemittedLine,
    X12Item,
)

HEAD = (
    "BPR*I*80*C*ACH*CCP*01*000000000*DA*000*1999999999**01*000000000*DA*000*20250208",
    "TRN*1*EFT-1*1999999999",
    "DTM*405*20250207",
    "N1*PR*SAMPLE PAYER*XV*P-9",
    "REF*2U*12345",
    "N1*PE*SAMPLE CLINIC*XX*1999999984",
)
CLAIM = ("CLP*A-100*1*100*80*5*12*ICN-1*11*1", "NM1*QC*1*SAMPLE*PAT****MI*W00012345")
LINE = ("SVC*HC:99213:25*100*80**1", "DTM*472*20250113", "CAS*CO*45*15")


def items(*lines: str) -> list[X12Item]:
    return items_of(a_file("835", "005010X221A1", *lines))


def a_claim(*lines: str) -> RemittedClaim:
    (claim,) = (item for item in items(*HEAD, "LX*1", *lines) if isinstance(item, RemittedClaim))
    return claim


def a_payment(*lines: str) -> Payment:
    payment = items(*lines)[0]
    assert isinstance(payment, Payment)
    return payment


def test_the_payment_comes_first() -> None:
    assert a_payment(*HEAD, "LX*1", *CLAIM) == Payment(
        place="ST 0001 (interchange 000000006)",
        amount_cents=8000,
        method="ACH",
        paid_on=date(2025, 2, 8),
        trace="EFT-1",
        payer_name="SAMPLE PAYER",
        payer_number="P-9",
        payee_name="SAMPLE CLINIC",
        payee_npi="1999999984",
    )


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ((HEAD[1], "N1*PR*SAMPLE PAYER*XV*P-9", "REF*2U*12345"), "P-9"),
        ((HEAD[1], "N1*PR*SAMPLE PAYER", "REF*2U*12345"), "12345"),
        ((HEAD[1], "N1*PR*SAMPLE PAYER", "N1*PE*SAMPLE CLINIC", "REF*2U*NOT-OF-THE-PAYER"), "1999999999"),
    ],
)
def test_the_payer_number_is_n104_else_ref_2u_else_trn03(lines: tuple[str, ...], number: str) -> None:
    assert a_payment(*lines).payer_number == number


def test_a_debit_is_negative_and_a_missing_pay_date_is_the_production_date() -> None:
    payment = a_payment("BPR*I*80.5*D*NON", "DTM*405*20250207")

    assert (payment.amount_cents, payment.method, payment.paid_on) == (-8050, "NON", date(2025, 2, 7))


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ((HEAD[1],), ("BPR is missing.",)),
        (("BPR*I*8O*C*ACH",), ("BPR02, the amount of the payment, is no amount.",)),
    ],
)
def test_a_payment_without_an_amount_says_so(lines: tuple[str, ...], problems: tuple[str, ...]) -> None:
    payment = a_payment(*lines)

    assert (payment.amount_cents, payment.problems) == (None, problems)


def test_an_unreadable_pay_date_is_a_problem() -> None:
    payment = a_payment("BPR*I*80*C*ACH************20251345", "DTM*405*20250207")

    assert (payment.paid_on, payment.problems) == (date(2025, 2, 7), ("BPR16, the day of the payment, is no date.",))


def test_a_payee_with_a_tax_number_has_no_npi_unless_ref_hpi_gives_one() -> None:
    payee = "N1*PE*SAMPLE CLINIC*FI*990000000"

    assert a_payment(payee).payee_npi == ""
    assert a_payment(payee, "REF*HPI*1999999984").payee_npi == "1999999984"


def test_a_claim_is_read_with_its_adjustments_remarks_and_lines() -> None:
    claim = a_claim(
        "CLP*A-100*19*100*75*5*12*ICN-1*11*7",
        "CAS*OA*23*3",
        "NM1*QC*1*SAMPLE*PAT****MI*W00012345",
        "NM1*IL*1*SAMPLE*ANN****MI*X00099999",
        "NM1*82*1*RENDER*DEE****XX*1999999976",
        "NM1*TT*2*NEXT PAYER*****PI*777",
        "MIA*0****N1***************N20*N21*N22*N23",
        "MOA***MA01*MA18***",
        "REF*F8*ICN-0",
        "REF*SY*900000000",
        "DTM*232*20250112",
        "DTM*233*20250114",
        "DTM*050*20250120",
        "AMT*AU*80",
        *LINE,
        "CAS*PR*1*3*2*2*1.5",
        "REF*6R*L-1",
        "REF*LU*11",
        "AMT*B6*85",
        "LQ*HE*N130",
        "LQ*RX*70",
    )

    assert claim == RemittedClaim(
        place="ST 0001 (interchange 000000006), claim 1",
        ordinal=1,
        claim_number="A-100",
        status="19",
        charge_cents=10000,
        paid_cents=7500,
        patient_cents=500,
        filing_code="12",
        payer_claim_number="ICN-1",
        original_payer_claim_number="ICN-0",
        facility_code="11",
        frequency="7",
        patient_last="SAMPLE",
        patient_first="PAT",
        member_last4="2345",
        rendering_npi="1999999976",
        crossover_name="NEXT PAYER",
        crossover_number="777",
        service_from=date(2025, 1, 12),
        service_to=date(2025, 1, 14),
        received_on=date(2025, 1, 20),
        adjustments=(Adjustment(group="OA", carc="23", cents=300),),
        remarks=("N1", "N20", "N21", "N22", "N23", "MA01", "MA18"),
        lines=(
            RemittedLine(
                number=1,
                revenue_code="",
                procedure="99213",
                modifiers=("25",),
                submitted_procedure="",
                charge_cents=10000,
                paid_cents=8000,
                units="1",
                service_from=date(2025, 1, 13),
                service_to=date(2025, 1, 13),
                control_number="L-1",
                allowed_cents=8500,
                adjustments=(
                    Adjustment(group="CO", carc="45", cents=1500),
                    Adjustment(group="PR", carc="1", cents=300),
                    Adjustment(group="PR", carc="2", cents=150),
                ),
                remarks=("N130",),
            ),
        ),
    )


def test_lx_is_not_needed() -> None:
    with_lx, without = items(*HEAD, "LX*1", *CLAIM, *LINE), items(*HEAD, *CLAIM, *LINE)

    assert [item for item in without if isinstance(item, RemittedClaim)] == [
        item for item in with_lx if isinstance(item, RemittedClaim)
    ]


def test_a_corrected_member_number_beats_the_one_sent() -> None:
    claim = a_claim(*CLAIM, "NM1*74*1*CORRECT*PAT****C*Z00077777")

    assert (claim.patient_last, claim.member_last4) == ("SAMPLE", "7777")


def test_whole_member_numbers_and_social_security_numbers_are_not_carried() -> None:
    carried = repr(a_claim(*CLAIM, "REF*SY*900000000", "NM1*IL*1*SAMPLE*ANN****34*900000001"))

    assert not [secret for secret in ("W00012345", "900000000", "900000001") if secret in carried]


def test_a_missing_patient_part_is_zero() -> None:
    claim = a_claim("CLP*A-100*1*100*80**12*ICN-1")

    assert (claim.patient_cents, claim.problems) == (0, ())


def test_a_cas_has_up_to_six_reasons_and_any_group_as_sent() -> None:
    claim = a_claim(*CLAIM, "CAS*CR*45*1**2*2*1*3*-3**4*4**5*.5**6*6*1*7*7")

    assert [(one.group, one.carc, one.cents) for one in claim.adjustments] == [
        ("CR", "45", 100),
        ("CR", "2", 200),
        ("CR", "3", -300),
        ("CR", "4", 400),
        ("CR", "5", 50),
        ("CR", "6", 600),
    ]


def test_an_adjustment_without_a_reason_keeps_its_money_and_is_a_problem() -> None:
    claim = a_claim(*CLAIM, "CAS*CO***1*45*15", "CAS*PR**5")

    assert claim.adjustments == (
        Adjustment(group="CO", carc="45", cents=1500),
        Adjustment(group="PR", carc="", cents=500),
    )
    assert claim.problems == ("A CAS of group PR has an amount without a reason.",)


@pytest.mark.parametrize(
    ("svc", "revenue_code", "procedure", "submitted"),
    [
        ("SVC*HC:99213:25*1*1*0305*1", "0305", "99213", ""),
        ("SVC*NU:0120*1*1**2", "0120", "", ""),
        ("SVC*AD:D0120*1*1", "", "D0120", ""),
        ("SVC*N4:00000000000*1*1", "", "00000000000", ""),
        ("SVC*HC:99212*1*1**1*HC:99213:25*2", "", "99212", "99213"),
    ],
)
def test_svc01_is_a_procedure_or_a_revenue_code(svc: str, revenue_code: str, procedure: str, submitted: str) -> None:
    (line,) = a_claim(*CLAIM, svc).lines

    assert (line.revenue_code, line.procedure, line.submitted_procedure) == (revenue_code, procedure, submitted)


def test_a_line_may_span_days_and_a_claim_without_days_has_those_of_its_lines() -> None:
    claim = a_claim(*CLAIM, "SVC*HC:A*1*1", "DTM*150*20250110", "DTM*151*20250112", "SVC*HC:B*1*1", "DTM*472*20250109")

    assert (claim.lines[0].service_from, claim.lines[0].service_to) == (date(2025, 1, 10), date(2025, 1, 12))
    assert (claim.service_from, claim.service_to) == (date(2025, 1, 9), date(2025, 1, 12))


def test_a_reversal_keeps_its_signs() -> None:
    claim = a_claim("CLP*A-100*22*-100*-80**12*ICN-1", "CAS*CO*45*-20")

    assert (claim.status, claim.charge_cents, claim.paid_cents) == ("22", -10000, -8000)
    assert claim.adjustments[0].cents == -2000


def test_a_plb_gives_an_item_for_each_of_its_six_pairs() -> None:
    plb = "PLB*1999999984*20251231*WO:A-100*25*FB*-3.5*72:X*1*L6*2*CS*3*J1*4*ZZ*9"

    found = [item for item in items(*HEAD, *CLAIM, plb) if isinstance(item, ProviderAdjustment)]

    assert [(one.reason, one.reference, one.cents) for one in found] == [
        ("WO", "A-100", 2500),
        ("FB", "", -350),
        ("72", "X", 100),
        ("L6", "", 200),
        ("CS", "", 300),
        ("J1", "", 400),
    ]
    assert found[1].place == "ST 0001 (interchange 000000006), PLB adjustment 2"
    assert found[0].provider == "1999999984"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("CLP*A-100*1*37O.43*80",), "CLP03, the charge,"),
        (("CLP*A-100*1**80",), "CLP03, the charge,"),
        (("CLP*A-100*1*100*8O",), "CLP04, the payment,"),
        (("CLP*A-100*1*100",), "CLP04, the payment,"),
        ((*CLAIM, "SVC*HC:A*1OO*80"), "SVC02, the charge of line 1,"),
        ((*CLAIM, "SVC*HC:A*100"), "SVC03, the payment of line 1,"),
        ((*CLAIM, "SVC"), "SVC02, the charge of line 1,"),
        ((*CLAIM, "CAS*CO*45*15.123"), "the amount of a CAS (CO 45)"),
        ((*CLAIM, "CAS*CO*45*15**97"), "the amount of a CAS (CO 97)"),
    ],
)
def test_a_claim_whose_money_cannot_be_read_is_refused_and_the_next_is_read(
    lines: tuple[str, ...], reason: str
) -> None:
    _, refused, taken = items(*HEAD, *lines, *CLAIM, *LINE)

    assert isinstance(refused, RefusedClaim)
    assert refused.place == "ST 0001 (interchange 000000006), claim 1, segment 8"
    assert refused.text.startswith(f"Claim A-100: {reason} is no amount. Ask the payer")
    assert isinstance(taken, RemittedClaim)
    assert (taken.ordinal, taken.problems) == (2, ())


def test_a_plb_amount_that_cannot_be_read_is_refused_and_the_others_are_taken() -> None:
    _, first, second = items(*HEAD, "PLB*1999999984*20251231*WO:A*2S*FB*3")

    assert isinstance(first, RefusedClaim)
    assert first.text.startswith("PLB04, the amount, is no amount.")
    assert isinstance(second, ProviderAdjustment)


def test_unreadable_dates_and_side_amounts_stay_with_the_claim_as_problems() -> None:
    claim = a_claim(
        "CLP**1*100*80*x*12", "DTM*232*20251345", "DTM*050*", "SVC*HC:A*100*80", "DTM*472*2025", "AMT*B6*1O"
    )

    assert (claim.service_from, claim.received_on, claim.lines[0].allowed_cents) == (None, None, None)
    assert claim.problems == (
        "CLP05, the patient's part, is no amount and was taken as 0.",
        "CLP01, the claim number, is missing.",
        "DTM*232 is no date.",
        "DTM*050 is no date.",
        "DTM*472 of line 1 is no date.",
        "AMT*B6 of line 1 is no amount.",
    )


NAMES = ("BPR", "TRN", "N1", "REF", "CLP", "NM1", "CAS", "SVC", "DTM", "AMT", "LQ", "MOA", "MIA", "PLB", "HL", "CLM")
MORE_NAMES = ("SV1", "SV2", "SBR", "HI", "LX", "DTP", "STC", "BHT", "AK1", "AK2", "IK3", "IK4", "CTX", "IK5", "AK9")
VALUES = st.sampled_from(["", "1", "22", "-5.5", "QC", "PT", "472", "B6", "20250113", "HC:1:2", ":", "x", "6R", "CO"])
SEGMENTS = st.lists(
    st.builds(
        lambda name, values: "*".join([name, *values]),
        st.sampled_from(NAMES + MORE_NAMES),
        st.lists(VALUES, max_size=24),
    ),
    max_size=25,
)
SETS = [("835", "005010X221A1"), ("837", "005010X222A1"), ("277", "005010X214"), ("277", "005010X212"), ("999", "")]


@given(kind=st.sampled_from(SETS), lines=SEGMENTS)
def test_no_order_or_length_of_segments_stops_a_reader(kind: tuple[str, str], lines: list[str]) -> None:
    found = items_of(a_file(*kind, *lines))

    rows = sum(line.split("*")[0] == "CLP" for line in lines)
    if kind[0] == "835":
        assert sum(isinstance(item, RemittedClaim) or "claim" in item.place for item in found) == rows
