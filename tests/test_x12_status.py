"""277CA and 277 tell what became of each claim, or of a whole batch or provider where no claim is named."""

from datetime import date

import pytest
from x12_text import Delimiters, a_file, items_of

from data.x12_models import BatchStatus, ClaimStatus, StatusCode

HEAD = ("BHT*0085*08*REF1*20250201*0900*TH", "HL*1**20*1", "NM1*PR*2*SAMPLE PAYER*****PI*12345", "TRN*1*T0")
RECEIVER = ("HL*2*1*21*1", "NM1*41*2*SAMPLE BILLER*****46*S1", "TRN*2*BATCH-1", "STC*A1:19:PR*20250203*WQ*150")
PROVIDER = ("HL*3*2*19*1", "NM1*85*2*SAMPLE CLINIC*****XX*1999999984", "TRN*1*0")
CLAIM = (
    "HL*4*3*PT",
    "NM1*QC*1*SAMPLE*PAT****MI*W00012345",
    "TRN*2*A-100",
    "STC*A2:20:PR*20250204*WQ*150.5",
    "REF*1K*ICN1",
    "REF*D9*CH1",
    "DTP*472*RD8*20250110-20250112",
)


def statuses(*lines: str, guide: str = "005010X214") -> list[ClaimStatus | BatchStatus]:
    items = items_of(a_file("277", guide, *lines))
    return [item for item in items if isinstance(item, ClaimStatus | BatchStatus)]


def claim_rows(*lines: str, guide: str = "005010X214") -> list[ClaimStatus]:
    return [item for item in statuses(*lines, guide=guide) if isinstance(item, ClaimStatus)]


def batch_rows(*lines: str, guide: str = "005010X214") -> list[BatchStatus]:
    return [item for item in statuses(*lines, guide=guide) if isinstance(item, BatchStatus)]


def test_a_277ca_gives_the_batch_and_its_claim_in_order() -> None:
    batch, claim = statuses(*HEAD, *RECEIVER, *PROVIDER, *CLAIM)

    assert batch == BatchStatus(
        place="ST 0001 (interchange 000000006), receiver status",
        level="receiver",
        on=date(2025, 2, 3),
        batch_reference="BATCH-1",
        provider_npi="",
        action="WQ",
        codes=(StatusCode(category="A1", status="19", entity="PR"),),
        source_is_payer=True,
        source_name="SAMPLE PAYER",
        has_claims=True,
    )
    assert claim == ClaimStatus(
        place="ST 0001 (interchange 000000006), claim 1",
        ordinal=1,
        on=date(2025, 2, 4),
        batch_reference="BATCH-1",
        claim_number="A-100",
        payer_claim_number="ICN1",
        clearinghouse_number="CH1",
        action="WQ",
        codes=(StatusCode(category="A2", status="20", entity="PR"),),
        charge_cents=15050,
        source_is_payer=True,
        source_name="SAMPLE PAYER",
        source_number="12345",
        patient_last="SAMPLE",
        patient_first="PAT",
        service_from=date(2025, 1, 10),
        service_to=date(2025, 1, 12),
        message="",
    )


def test_a_batch_may_be_rejected_without_claim_rows() -> None:
    (batch,) = batch_rows(*HEAD, *RECEIVER[:3], "STC*A3:24:41*20250203*U*150")

    assert (batch.action, batch.codes[0].category, batch.has_claims) == ("U", "A3", False)


def test_a_provider_may_be_rejected_without_claim_rows_beside_one_that_has_them() -> None:
    rejected = ("HL*3*2*19*0", "NM1*85*2*SAMPLE CLINIC*****XX*1999999992", "TRN*1*0", "STC*A3:24:85*20250203*U*50")
    accepted = (*PROVIDER, "STC*A1:19:85*20250203*WQ*150")

    receiver, first, second, claim = statuses(*HEAD, *RECEIVER, *rejected, *accepted, *CLAIM)

    assert isinstance(receiver, BatchStatus)
    assert isinstance(first, BatchStatus)
    assert isinstance(second, BatchStatus)
    assert isinstance(claim, ClaimStatus)
    assert (receiver.has_claims, first.has_claims, second.has_claims) == (True, False, True)
    assert (first.provider_npi, second.provider_npi) == ("1999999992", "1999999984")
    assert first.level == second.level == "provider"


def test_a_clearinghouse_is_no_payer() -> None:
    head = tuple(line.replace("NM1*PR", "NM1*AY") for line in HEAD)

    (claim,) = claim_rows(*head, *RECEIVER, *PROVIDER, *CLAIM)

    assert not claim.source_is_payer


def test_several_stc_give_all_codes_the_latest_day_and_the_last_action() -> None:
    stcs = ("STC*A7:562:85*20250206*U*150******A7:21:PR*A3:33", "STC*A6:187*20250205*WQ*151********CALL US")

    (claim,) = claim_rows(*HEAD, *RECEIVER, *PROVIDER, *CLAIM[:3], *stcs)

    assert [code.category for code in claim.codes] == ["A7", "A7", "A3", "A6"]
    assert (claim.on, claim.action, claim.charge_cents, claim.message) == (date(2025, 2, 6), "WQ", 15100, "CALL US")


def test_without_stc02_the_day_is_that_of_bht04() -> None:
    (claim,) = claim_rows(*HEAD, *RECEIVER, *PROVIDER, *CLAIM[:3], "STC*A2:20")

    assert claim.on == date(2025, 2, 1)


def test_service_lines_add_no_rows_and_no_codes() -> None:
    lines = ("SVC*HC:99213*150*0", "STC*A7:453*20250209", "REF*FJ*L1", "DTP*472*D8*20250111")

    (claim,) = claim_rows(*HEAD, *RECEIVER, *PROVIDER, *CLAIM, *lines)

    assert ([code.category for code in claim.codes], claim.on) == (["A2"], date(2025, 2, 4))
    assert claim.service_from == date(2025, 1, 10)


def test_unreadable_values_stay_with_the_claim_as_problems() -> None:
    (claim,) = claim_rows(*HEAD, *RECEIVER, *PROVIDER, *CLAIM[:3], "STC*A2:20*2025-02-04*WQ*15O", "DTP*472*D8*20251345")

    assert (claim.charge_cents, claim.service_from, claim.on) == (None, None, date(2025, 2, 1))
    assert claim.problems == ("STC02 is no date.", "STC04, the charge, is no amount.", "DTP*472 is no date.")


def test_a_277_names_our_claim_in_ref_ej_and_dependents_below_their_subscriber() -> None:
    rows = claim_rows(
        *HEAD[:3],
        "HL*2*1*21*1",
        "NM1*41*2*SAMPLE BILLER*****46*S1",
        "HL*3*2*19*1",
        "NM1*1P*2*SAMPLE CLINIC*****XX*1999999984",
        "HL*4*3*22*0",
        "NM1*IL*1*SAMPLE*ANN****MI*W00012345",
        "TRN*2*TRACE1",
        "STC*P3:317*20250204**150",
        "REF*EJ*A-100",
        "TRN*2*TRACE2",
        "STC*F2:88:QC*20250205**60",
        "REF*EJ*A-101",
        "HL*5*3*22*1",
        "NM1*IL*1*SAMPLE*JO****MI*W00012346",
        "HL*6*5*23",
        "NM1*QC*1*SAMPLE*KIM",
        "TRN*2*TRACE3",
        "STC*A4:35*20250206",
        guide="005010X212",
    )

    assert [(row.claim_number, row.patient_first, row.codes[0].category) for row in rows] == [
        ("A-100", "ANN", "P3"),
        ("A-101", "ANN", "F2"),
        ("", "KIM", "A4"),
    ]


def test_a_277_that_answers_above_the_claims_gives_batch_statuses() -> None:
    lines = (*HEAD[:3], "HL*2*1*21*0", "NM1*41*2*SAMPLE BILLER*****46*S1", "TRN*2*TRACE1", "STC*E0:0*20250204")

    (batch,) = batch_rows(*lines, guide="005010X212")

    assert (batch.level, batch.codes[0].category, batch.has_claims) == ("receiver", "E0", False)


def test_status_codes_are_parted_by_the_separator_of_their_interchange() -> None:
    raw = a_file("277", "005010X214", *HEAD, *RECEIVER, *PROVIDER, *CLAIM, delimiters=Delimiters(component="|"))

    assert [item.codes for item in items_of(raw) if isinstance(item, ClaimStatus)] == [
        (StatusCode(category="A2", status="20", entity="PR"),)
    ]


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("MEMBER W123456789 NOT FOUND", "MEMBER … NOT FOUND"),
        ("BORN 02/03/1961 OR 1961-02-03", "BORN … OR …"),
        ("CALL 555-0100 WITHIN 30 DAYS", "CALL … WITHIN 30 DAYS"),
        ("CLAIM NOT ON FILE", "CLAIM NOT ON FILE"),
    ],
)
def test_a_sources_free_text_keeps_its_words_and_no_identifiers(message: str, kept: str) -> None:
    (claim,) = claim_rows(*HEAD, *RECEIVER, *PROVIDER, *CLAIM[:3], f"STC*A7:562:85*20250206*U*150********{message}")

    assert claim.message == kept
