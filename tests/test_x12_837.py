"""Claims of an 837 are read with what stands above them, each name taken from the loop it stands in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x12_text import a_file, items_of

from data.importers.x12.diagnoses import with_dot
from data.importers.x12.values import last_four, parse_cents, parse_date
from data.x12_models import OtherPayer, RefusedClaim, SubmittedClaim, SubmittedLine

HEAD = ("BHT*0019*00*BATCH-1*20250201*0900*CH", "NM1*41*2*SAMPLE BILLER*****46*S1", "NM1*40*2*SAMPLE PAYER*****46*P1")
BILLING = ("HL*1**20*1", "NM1*85*2*SAMPLE CLINIC*****XX*1999999984", "REF*EI*990000000", "NM1*87*2*SAMPLE PAY-TO")
SUBSCRIBER = (
    "HL*2*1*22*0",
    "SBR*P*18*******CI",
    "NM1*IL*1*SAMPLE*PAT****MI*W00012345",
    "N3*1 SAMPLE STREET",
    "DMG*D8*19500101*F",
    "REF*SY*900000000",
    "NM1*PR*2*SAMPLE PAYER*****PI*12345",
)
CLAIM = ("CLM*A-100*150.5***11:B:1*Y*A*Y*Y", "HI*ABK:E119*ABF:I10")
LINE = ("LX*1", "SV1*HC:99213:25:59*150.5*UN*1***1:2", "DTP*472*D8*20250113", "REF*6R*L-1")


def claims(*lines: str, version: str = "005010X222A1") -> list[SubmittedClaim]:
    return [item for item in items_of(a_file("837", version, *lines)) if isinstance(item, SubmittedClaim)]


def a_claim(*lines: str, version: str = "005010X222A1") -> SubmittedClaim:
    (claim,) = claims(*HEAD, *BILLING, *SUBSCRIBER, *lines, version=version)
    return claim


def test_a_professional_claim_is_read_with_all_that_stands_above_it() -> None:
    assert a_claim(*CLAIM, *LINE) == SubmittedClaim(
        place="ST 0001 (interchange 000000006), claim 1",
        ordinal=1,
        batch_reference="BATCH-1",
        sent_on=date(2025, 2, 1),
        claim_number="A-100",
        charge_cents=15050,
        facility_code="11",
        frequency="1",
        payer_sequence="P",
        filing_code="CI",
        payer_name="SAMPLE PAYER",
        payer_number="12345",
        payer_claim_number="",
        clearinghouse_number="",
        authorization="",
        billing_name="SAMPLE CLINIC",
        billing_npi="1999999984",
        rendering_name="",
        rendering_npi="",
        patient_last="SAMPLE",
        patient_first="PAT",
        member_last4="2345",
        service_from=date(2025, 1, 13),
        service_to=date(2025, 1, 13),
        patient_paid_cents=0,
        diagnoses=("E11.9", "I10"),
        other_payers=(),
        lines=(
            SubmittedLine(
                number=1,
                revenue_code="",
                procedure="99213",
                modifiers=("25", "59"),
                charge_cents=15050,
                units="1",
                pointers=(1, 2),
                service_from=date(2025, 1, 13),
                service_to=date(2025, 1, 13),
                control_number="L-1",
            ),
        ),
    )


def test_dates_of_birth_addresses_and_social_security_numbers_are_not_carried() -> None:
    carried = repr(a_claim(*CLAIM, *LINE))

    assert not [secret for secret in ("1950", "SAMPLE STREET", "900000000", "W00012345") if secret in carried]


def test_a_dependent_is_the_patient_and_the_next_subscriber_is_not() -> None:
    dependent = ("HL*3*2*23*0", "PAT*19", "NM1*QC*1*SAMPLE*KIM")
    other = ("HL*4*1*22*0", "SBR*S*18*******MB", "NM1*IL*1*SAMPLE*JO****MI*12")

    first, second = claims(*HEAD, *BILLING, *SUBSCRIBER, *dependent, *CLAIM, *LINE, *other, *CLAIM, *LINE)

    assert (first.patient_first, first.member_last4, first.payer_sequence) == ("KIM", "2345", "P")
    assert (second.patient_first, second.member_last4, second.payer_sequence) == ("JO", "2", "S")
    assert (second.payer_name, second.ordinal) == ("", 2)


def test_a_second_billing_provider_replaces_the_first() -> None:
    second = ("HL*3**20*1", "NM1*85*1*SAMPLE*DEE****XX*1999999992", "HL*4*3*22*0", "SBR*P")

    one, other = claims(*HEAD, *BILLING, *SUBSCRIBER, *CLAIM, *second, *CLAIM)

    assert (one.billing_name, one.billing_npi) == ("SAMPLE CLINIC", "1999999984")
    assert (other.billing_name, other.billing_npi) == ("SAMPLE, DEE", "1999999992")


def test_names_and_numbers_are_taken_from_their_loops() -> None:
    claim = a_claim(
        *CLAIM,
        "REF*F8*ICN-OLD",
        "REF*D9*CH-1",
        "REF*G1*AUTH-1",
        "AMT*F5*20",
        "NM1*82*1*RENDER*DEE****XX*1999999976",
        "SBR*S*01*******MB",
        "AMT*D*39.15",
        "NM1*IL*1*OTHER*ANN****MI*X1",
        "NM1*PR*2*OTHER PAYER*****PI*999",
        "REF*F8*ICN-OF-THE-OTHER",
        "NM1*82*1",
        "SBR*T*01*******CI",
        "NM1*PR*2*THIRD PAYER*****PI*888",
        *LINE,
        "REF*G1*AUTH-OF-THE-LINE",
        "NM1*82*1*LINE*LEE****XX*1999999968",
        "NM1*PR*2*NOBODY*****PI*777",
        "DTP*573*D8*20250201",
    )

    assert (claim.payer_claim_number, claim.clearinghouse_number, claim.authorization) == ("ICN-OLD", "CH-1", "AUTH-1")
    assert (claim.rendering_name, claim.rendering_npi) == ("RENDER, DEE", "1999999976")
    assert (claim.payer_name, claim.patient_paid_cents, claim.patient_first) == ("SAMPLE PAYER", 2000, "PAT")
    assert claim.other_payers == (
        OtherPayer(sequence="S", filing_code="MB", name="OTHER PAYER", payer_number="999", paid_cents=3915),
        OtherPayer(sequence="T", filing_code="CI", name="THIRD PAYER", payer_number="888", paid_cents=None),
    )
    assert claim.lines[0].service_to == date(2025, 1, 13)


def test_an_institutional_claim_has_statement_dates_and_revenue_codes() -> None:
    claim = a_claim(
        "CLM*A-100*90***13:A:7",
        "DTP*434*RD8*20250110-20250112",
        "DTP*435*DT*202501100900",
        "LX*1",
        "SV2*0305*HC:85025:91*40*UN*1",
        "DTP*472*D8*20250111",
        "LX*2",
        "SV2*0120**50*DA*2.5",
        version="005010X223A2",
    )

    assert (claim.facility_code, claim.frequency) == ("13", "7")
    assert (claim.service_from, claim.service_to) == (date(2025, 1, 10), date(2025, 1, 12))
    first, second = claim.lines
    assert (first.revenue_code, first.procedure, first.modifiers, first.units) == ("0305", "85025", ("91",), "1")
    assert (second.revenue_code, second.procedure, second.charge_cents, second.units) == ("0120", "", 5000, "2.5")


def test_the_days_of_a_professional_claim_span_its_lines() -> None:
    lines = ("LX*1", "SV1*HC:A*1*UN*1", "DTP*472*RD8*20250113-20250120", "LX*2", "SV1*HC:B*1*UN*1")

    claim = a_claim(*CLAIM, *lines, "DTP*472*D8*20250110")

    assert (claim.service_from, claim.service_to) == (date(2025, 1, 10), date(2025, 1, 20))


def test_lines_without_lx_are_numbered_and_an_lx_without_service_is_no_line() -> None:
    claim = a_claim(*CLAIM, "SV1*HC:A*1*UN*1", "SV1*HC:B*1*UN*1", "LX*9")

    assert [(line.number, line.procedure) for line in claim.lines] == [(1, "A"), (2, "B")]


def test_diagnoses_are_the_principal_then_the_others_then_admitting_reason_and_cause() -> None:
    claim = a_claim(
        CLAIM[0],
        "HI*ABN:W1830XA*APR:R0789*ABJ:R079",
        "HI*ABF:I10*ABF:E785",
        "HI*ABK:I2510",
        "HI*BE:A2:::15.31*BG:09*BH:A1:D8:20250101*BI:70:RD8:20250101-20250102*DR:0470",
        "HI*BBR:0210093:D8:20250101*BBQ:02100Z3*BR:3606*BQ:3607",
    )

    assert claim.diagnoses == ("I25.10", "I10", "E78.5", "R07.9", "R07.89", "W18.30XA")


def test_a_diagnosis_sent_twice_is_listed_once_and_pointers_follow_it() -> None:
    claim = a_claim(CLAIM[0], "HI*ABK:E119*ABF:E119*ABF:I10", "LX*1", "SV1*HC:A*1*UN*1***1:3:2:9")

    assert claim.diagnoses == ("E11.9", "I10")
    assert claim.lines[0].pointers == (1, 2, 1, 9)


def test_a_diagnosis_without_a_code_is_a_problem() -> None:
    claim = a_claim(CLAIM[0], "HI*BK*8901*BF:5559")

    assert (claim.diagnoses, claim.problems) == (("555.9",), ("A diagnosis in HI has no code.",))


@pytest.mark.parametrize(
    ("code", "is_cause", "dotted"),
    [
        ("E119", False, "E11.9"),
        ("E860", False, "E86.0"),
        ("E119", True, "E11.9"),
        ("I10", False, "I10"),
        ("W1830XA", False, "W18.30XA"),
        ("E11.9", False, "E11.9"),
        ("4779", True, "477.9"),
        ("V5861", True, "V58.61"),
        ("E8889", True, "E888.9"),
        ("E849", True, "E849"),
    ],
)
def test_the_dot_of_a_diagnosis_stands_behind_its_category(code: str, is_cause: bool, dotted: str) -> None:
    assert with_dot(code, is_cause=is_cause) == dotted


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("CLM**150", *LINE), "CLM01, the claim number, is missing."),
        (("CLM*A-100", *LINE), "Claim A-100: CLM02, the charge, is no amount."),
        (("CLM*A-100*15O.5", *LINE), "Claim A-100: CLM02, the charge, is no amount."),
        ((*CLAIM, "LX*1", "SV1*HC:A*1,50*UN*1"), "Claim A-100: SV102, the charge of line 1, is no amount."),
        ((*CLAIM, "LX*1", "SV2*0305*HC:A**UN*1"), "Claim A-100: SV203, the charge of line 1, is no amount."),
    ],
)
def test_a_claim_without_number_or_amounts_is_refused_and_the_next_is_read(lines: tuple[str, ...], reason: str) -> None:
    raw = a_file("837", "005010X222A1", *HEAD, *BILLING, *SUBSCRIBER, *lines, *CLAIM, *LINE)

    refused, taken = items_of(raw)

    assert isinstance(refused, RefusedClaim)
    assert refused.place == "ST 0001 (interchange 000000006), claim 1, segment 16"
    assert refused.text == f"{reason} Correct it in the practice system and export the claim again."
    assert isinstance(taken, SubmittedClaim)
    assert (taken.ordinal, taken.problems) == (2, ())


def test_unreadable_dates_and_side_amounts_stay_with_the_claim_as_problems() -> None:
    claim = a_claim(*CLAIM, "AMT*F5*2O", "SBR*S", "AMT*D*x", "LX*1", "SV1*HC:A*1*UN*1", "DTP*472*RD8*20250113-20251345")

    assert (claim.service_from, claim.service_to) == (date(2025, 1, 13), date(2025, 1, 13))
    assert claim.problems == ("AMT*F5 is no amount.", "AMT*D is no amount.", "DTP*472 of line 1 is no date.")


def test_without_bht04_the_day_sent_is_that_of_the_interchange() -> None:
    (claim,) = claims("BHT*0019*00*BATCH-1", *BILLING, *SUBSCRIBER, *CLAIM)

    assert claim.sent_on == date(2025, 2, 8)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("370.43", 37043),
        ("12", 1200),
        ("12.", 1200),
        (".5", 50),
        ("1234.5", 123450),
        ("-12.30", -1230),
        ("-.05", -5),
        ("0", 0),
        ("12.3400", 1234),
        (" 12.30 ", 1230),
        ("12.345", None),
        ("37O.43", None),
        ("1E3", None),
        ("1,234.50", None),
        ("$5", None),
        ("+5", None),
        ("5-", None),
        ("--5", None),
        ("1.2.3", None),
        ("", None),
        (".", None),
        ("-", None),
        ("٣", None),
        ("²", None),
        ("9" * 16, None),
    ],
)
def test_amounts_are_exact_cents_or_nothing(text: str, cents: int | None) -> None:
    assert parse_cents(text) == cents


@given(st.integers(-(10**12) + 1, 10**12 - 1))
def test_every_amount_in_cents_is_read_back(cents: int) -> None:
    sign, whole, part = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100

    assert parse_cents(f"{sign}{whole}.{part:02}") == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20250113", date(2025, 1, 13)),
        ("202501130915", date(2025, 1, 13)),
        ("20240229", date(2024, 2, 29)),
        ("20250229", None),
        ("20251345", None),
        ("00010101", None),
        ("2025-01-13", None),
        ("2025W011", None),
        ("250113", None),
        ("", None),
    ],
)
def test_days_are_true_days_of_eight_digits_or_nothing(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("number", "qualifier", "kept"),
    [
        ("W00012345", "MI", "2345"),
        ("12345678", "MI", "5678"),
        ("1234567", "MI", "567"),
        ("123", "MI", "3"),
        ("1", "MI", ""),
        ("", "", ""),
        ("900000000", "34", ""),
    ],
)
def test_of_a_member_number_four_characters_are_kept_and_never_more_than_half(
    number: str, qualifier: str, kept: str
) -> None:
    assert last_four(number, qualifier) == kept
