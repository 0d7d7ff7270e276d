"""Where a claim stands after what happened to it, whatever the order in which it was heard."""

from pathlib import Path

import pytest
from claim_store import FilledStore
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim, an_interchange_ack

SENT = a_sent_claim()
RESENT = a_sent_claim(sent_on="20260115", batch="B2", group="8")
CORRECTED = a_sent_claim(sent_on="20260201", batch="B2", group="8", frequency="7", original="ICN1001")
VOIDED = a_sent_claim(sent_on="20260201", batch="B2", group="8", frequency="8", original="ICN1001")
WITH_SECOND_PAYER = a_sent_claim(others=[("S", "CIGNA")])
TO_SECOND_PAYER = a_sent_claim(
    sequence="S", payer="CIGNA", sent_on="20260122", batch="B3", group="9", others=[("P", "AETNA")]
)
DENIED = Paid(paid="0", adjustments=("CO*197*200",))
COINSURANCE = Paid(paid="90", patient="30", adjustments=("CO*45*80", "PR*2*30"))
DEDUCTIBLE = Paid(paid="0", patient="120", adjustments=("CO*45*80", "PR*1*120"))
TAKEN_BACK = Paid(status="22", charge="-200", paid="-120", adjustments=("CO*45*-80",))

BEFORE_PAYERS = {
    "sent": ([SENT], "submitted"),
    "999 accepted": ([SENT, a_batch_ack()], "received"),
    "999 accepted with errors": ([SENT, a_batch_ack(outcome="E")], "received"),
    "999 rejected": ([SENT, a_batch_ack(outcome="R")], "rejected"),
    "999 for another group": ([SENT, a_batch_ack(outcome="R", group="70")], "submitted"),
    "999 from before it was sent": ([SENT, a_batch_ack(outcome="R", on="20260105")], "submitted"),
    "interchange rejected": ([SENT, an_interchange_ack()], "rejected"),
    "interchange taken": ([SENT, an_interchange_ack(outcome="A")], "submitted"),
    "A0": ([SENT, a_claim_answer(category="A0")], "received"),
    "A1 is receipt only": ([SENT, a_claim_answer(category="A1")], "received"),
    "A2": ([SENT, a_claim_answer(category="A2")], "accepted"),
    "A3": ([SENT, a_claim_answer(category="A3", action="U")], "rejected"),
    "A6": ([SENT, a_claim_answer(category="A6", action="U")], "rejected"),
    "A7": ([SENT, a_claim_answer(category="A7", action="U")], "rejected"),
    "A8": ([SENT, a_claim_answer(category="A8", action="U")], "rejected"),
    "A4 found nothing": ([SENT, a_claim_answer(category="A4")], "submitted"),
    "A3 although the action says WQ": ([SENT, a_claim_answer(category="A3", action="WQ")], "rejected"),
    "clearinghouse took it, payer did not": (
        [SENT, a_claim_answer(category="A1", source="AY"), a_claim_answer(category="A3", on="20260109", action="U")],
        "rejected",
    ),
    "rejection and receipt on one day": (
        [SENT, a_claim_answer(category="A3", action="U"), a_claim_answer(category="A1", source="AY")],
        "rejected",
    ),
    "a receipt after acceptance": (
        [SENT, a_claim_answer(category="A2"), a_claim_answer(category="A1", on="20260110")],
        "accepted",
    ),
    "a 999 after acceptance": ([SENT, a_claim_answer(category="A2"), a_batch_ack(on="20260112")], "accepted"),
    "pending at payer": ([SENT, a_claim_answer(category="P1", kind="277")], "pending"),
    "records requested": ([SENT, a_claim_answer(category="R4", kind="277")], "info_requested"),
    "records requested, then pending": (
        [SENT, a_claim_answer(category="R4", kind="277"), a_claim_answer(category="P3", kind="277", on="20260114")],
        "pending",
    ),
    "payer says paid, no remittance yet": ([SENT, a_claim_answer(category="F1", kind="277")], "pending"),
    "payer says denied, no remittance yet": ([SENT, a_claim_answer(category="F2", kind="277")], "denied"),
    "rejected, then sent again": ([SENT, a_claim_answer(category="A3", action="U"), RESENT], "submitted"),
    "rejected, sent again, accepted": (
        [SENT, a_claim_answer(category="A3"), RESENT, a_claim_answer(category="A2", batch="B2", on="20260116")],
        "accepted",
    ),
    "an old rejection heard after it was sent again": (
        [SENT, RESENT, a_claim_answer(category="A3", batch="B1", on="20260116")],
        "submitted",
    ),
}

AGAIN = SENT.replace(b"000000007", b"000000012").replace(b"*0900*7*X", b"*0900*12*X").replace(b"GE*1*7", b"GE*1*12")
AGAIN = AGAIN.replace(b"*260106*0900*^", b"*260114*0900*^")
"""The same batch, byte for byte, in a new envelope."""
BEFORE_PAYERS |= {
    "a batch sent again after its envelope was rejected": ([SENT, an_interchange_ack(), AGAIN], "submitted"),
    "a batch sent again and accepted": (
        [SENT, an_interchange_ack(), AGAIN, a_batch_ack(group="12", on="20260115")],
        "received",
    ),
    "a batch sent again and rejected again": (
        [SENT, an_interchange_ack(), AGAIN, an_interchange_ack(group="12", on="20260115")],
        "rejected",
    ),
}

BY_PAYERS = {
    # case: (files, state, paid, adjusted, patient, balance) in dollars
    "paid": ([SENT, a_remittance(Paid())], "paid", 120, 80, 0, 0),
    "remittance alone": ([a_remittance(Paid())], "paid", 120, 80, 0, 0),
    "coinsurance left": ([SENT, a_remittance(COINSURANCE)], "patient_balance", 90, 80, 30, 30),
    "deductible": ([SENT, a_remittance(DEDUCTIBLE)], "patient_balance", 0, 80, 120, 120),
    "copay paid at check-in": (
        [a_sent_claim(paid_at_check_in="30"), a_remittance(COINSURANCE)],
        "paid",
        90,
        80,
        30,
        0,
    ),
    "denied as status 1": ([SENT, a_remittance(DENIED)], "denied", 0, 0, 0, 200),
    "denied as status 4": (
        [SENT, a_remittance(Paid(status="4", paid="0", adjustments=("CO*31*200",)))],
        "denied",
        0,
        0,
        0,
        200,
    ),
    "nothing paid and no reason": ([SENT, a_remittance(Paid(paid="0", adjustments=()))], "denied", 0, 0, 0, 200),
    "a reason nobody knows": (
        [SENT, a_remittance(Paid(paid="0", adjustments=("CO*999*200",)))],
        "denied",
        0,
        0,
        0,
        200,
    ),
    "refused, the patient's": (
        [SENT, a_remittance(Paid(paid="0", patient="200", adjustments=("PR*204*200",)))],
        "patient_balance",
        0,
        0,
        200,
        200,
    ),
    "all contractual": ([SENT, a_remittance(Paid(paid="0", adjustments=("CO*45*200",)))], "closed", 0, 200, 0, 0),
    "all bundled": ([SENT, a_remittance(Paid(paid="0", adjustments=("CO*97*200",)))], "denied", 0, 0, 0, 200),
    "part bundled": ([SENT, a_remittance(Paid(adjustments=("CO*45*50", "CO*97*30")))], "paid", 120, 80, 0, 0),
    "sequestration": (
        [SENT, a_remittance(Paid(paid="118", adjustments=("CO*45*80", "CO*253*2")))],
        "paid",
        118,
        82,
        0,
        0,
    ),
    "part denied": (
        [SENT, a_remittance(Paid(paid="70", adjustments=("CO*45*80", "CO*50*50")))],
        "partly_paid",
        70,
        80,
        0,
        50,
    ),
    "under review": ([SENT, a_remittance(Paid(paid="0", adjustments=("OA*133*200",)))], "pending", 0, 0, 0, 200),
    "estimate only": ([SENT, a_remittance(Paid(status="25", adjustments=("OA*101*80",)))], "submitted", 0, 0, 0, 200),
    "an acknowledgement after the payment": (
        [SENT, a_remittance(Paid()), a_claim_answer(category="A1", on="20260125")],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "a rejection after the payment": (
        [SENT, a_remittance(Paid()), a_claim_answer(category="A3", on="20260125")],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "taken back": (
        [SENT, a_remittance(Paid()), a_remittance(TAKEN_BACK, sequence_number="E2", paid_on="20260201")],
        "pending",
        0,
        0,
        0,
        200,
    ),
    "taken back and corrected": (
        [SENT, a_remittance(Paid()), a_remittance(TAKEN_BACK, COINSURANCE, sequence_number="E2", paid_on="20260201")],
        "patient_balance",
        90,
        80,
        30,
        30,
    ),
    "corrected before it was taken back": (
        [
            SENT,
            a_remittance(Paid()),
            a_remittance(COINSURANCE, sequence_number="E2", paid_on="20260125"),
            a_remittance(TAKEN_BACK, sequence_number="E3", paid_on="20260201"),
        ],
        "patient_balance",
        90,
        80,
        30,
        30,
    ),
    "taken back under another payer number": (
        [
            SENT,
            a_remittance(Paid()),
            a_remittance(
                Paid(status="22", charge="-200", paid="-120", icn="ICN9", adjustments=("CO*45*-80",)),
                sequence_number="E2",
                paid_on="20260201",
            ),
        ],
        "pending",
        0,
        0,
        0,
        200,
    ),
    "taken back with the old group CR": (
        [
            SENT,
            a_remittance(Paid()),
            a_remittance(
                Paid(status="22", charge="-200", paid="-120", adjustments=("CR*45*-80",)),
                sequence_number="E2",
                paid_on="20260201",
            ),
        ],
        "pending",
        0,
        0,
        0,
        200,
    ),
    "denied, then paid without a reversal": (
        [SENT, a_remittance(DENIED), a_remittance(Paid(), sequence_number="E2", paid_on="20260201")],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "two contractual write-offs are one": (
        [
            SENT,
            a_remittance(Paid(paid="0", adjustments=("CO*45*80", "CO*16*120"))),
            a_remittance(Paid(icn="ICN2"), sequence_number="E2", paid_on="20260201"),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "split in two": (
        [
            SENT,
            a_remittance(
                Paid(charge="150", paid="90", icn="ICN1", adjustments=("CO*45*60",)),
                Paid(charge="50", paid="30", icn="ICN2", adjustments=("CO*45*20",)),
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "corrected claim sent after a denial": ([SENT, a_remittance(DENIED), CORRECTED], "submitted", 0, 0, 0, 200),
    "corrected claim paid": (
        [
            SENT,
            a_remittance(DENIED),
            CORRECTED,
            a_remittance(Paid(icn="ICN2", original="ICN1001"), sequence_number="E2", paid_on="20260215"),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "void, taken back": (
        [SENT, a_remittance(Paid()), VOIDED, a_remittance(TAKEN_BACK, sequence_number="E2", paid_on="20260215")],
        "closed",
        0,
        0,
        0,
        0,
    ),
    "crossed over": (
        [
            WITH_SECOND_PAYER,
            a_remittance(Paid(status="19", paid="90", patient="30", adjustments=("CO*45*80", "PR*2*30"))),
        ],
        "forwarded",
        90,
        80,
        30,
        30,
    ),
    "not theirs": (
        [SENT, a_remittance(Paid(status="23", paid="0", adjustments=("OA*109*200",)))],
        "forwarded",
        0,
        0,
        0,
        200,
    ),
    "second payer on file, not told": ([WITH_SECOND_PAYER, a_remittance(COINSURANCE)], "paid", 90, 80, 30, 30),
    "second payer billed": (
        [WITH_SECOND_PAYER, a_remittance(COINSURANCE), TO_SECOND_PAYER],
        "submitted",
        90,
        80,
        30,
        30,
    ),
    "second payer pays the rest": (
        [
            WITH_SECOND_PAYER,
            a_remittance(COINSURANCE),
            TO_SECOND_PAYER,
            a_remittance(
                Paid(status="2", paid="30", icn="C1", adjustments=("OA*23*170",)),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "second payer repeats the write-off": (
        [
            WITH_SECOND_PAYER,
            a_remittance(COINSURANCE),
            TO_SECOND_PAYER,
            a_remittance(
                Paid(status="2", paid="30", icn="C1", adjustments=("CO*45*80", "OA*23*90")),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "second payer pays nothing more": (
        [
            WITH_SECOND_PAYER,
            a_remittance(COINSURANCE),
            TO_SECOND_PAYER,
            a_remittance(
                Paid(status="2", paid="0", icn="C1", adjustments=("OA*23*170", "CO*45*30")),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "paid",
        90,
        110,
        0,
        0,
    ),
    "second payer denies": (
        [
            WITH_SECOND_PAYER,
            a_remittance(COINSURANCE),
            TO_SECOND_PAYER,
            a_remittance(
                Paid(status="2", paid="0", icn="C1", adjustments=("OA*23*170", "CO*27*30")),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "denied",
        90,
        80,
        0,
        30,
    ),
    "a duplicate refused after the payment": (
        [
            SENT,
            a_remittance(Paid()),
            a_remittance(
                Paid(paid="0", icn="ICN9", adjustments=("CO*18*200",)), sequence_number="E2", paid_on="20260201"
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "paid before, says the payer": (
        [
            SENT,
            a_remittance(Paid()),
            a_remittance(
                Paid(paid="0", icn="ICN9", adjustments=("CO*B13*200",)), sequence_number="E2", paid_on="20260201"
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "a second payer that answers as a first": (
        [
            WITH_SECOND_PAYER,
            a_remittance(COINSURANCE),
            TO_SECOND_PAYER,
            a_remittance(
                Paid(status="1", paid="30", icn="C1", adjustments=("OA*23*170",)),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "two payers known from remittances alone": (
        [
            a_remittance(COINSURANCE),
            a_remittance(
                Paid(status="1", paid="30", icn="C1", adjustments=("OA*23*170",)),
                payer="CIGNA",
                payer_number="62308",
                sequence_number="C1",
                paid_on="20260205",
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "taken back what was never seen, and corrected": (
        [SENT, a_remittance(TAKEN_BACK, COINSURANCE)],
        "patient_balance",
        -30,
        80,
        30,
        150,
    ),
    "denied and paid on one day": (
        [SENT, a_remittance(DENIED, sequence_number="E7"), a_remittance(Paid(), sequence_number="E2")],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "a denied line paid later under a number of its own": (
        [
            SENT,
            a_remittance(Paid(paid="70", adjustments=("CO*45*80", "CO*50*50"))),
            a_remittance(
                Paid(charge="50", paid="50", icn="ICN5", adjustments=()), sequence_number="E2", paid_on="20260205"
            ),
        ],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "paid at check-in, said on the first claim only": (
        [a_sent_claim(others=[("S", "CIGNA")], paid_at_check_in="20"), a_remittance(COINSURANCE), TO_SECOND_PAYER],
        "submitted",
        90,
        80,
        30,
        10,
    ),
    "void of what no payer answered": (
        [SENT, VOIDED, a_claim_answer(batch="B2", on="20260203")],
        "closed",
        0,
        0,
        0,
        0,
    ),
    "sent again while the payment was on the way": (
        [SENT, a_sent_claim(sent_on="20260122", batch="B2", group="8"), a_remittance(Paid())],
        "paid",
        120,
        80,
        0,
        0,
    ),
    "money taken from a later check": ([SENT, a_remittance(Paid(), plb=["WO:1001*50"])], "paid", 120, 80, 0, 0),
}


@pytest.mark.parametrize("case", BEFORE_PAYERS)
@pytest.mark.parametrize("backwards", [False, True], ids=["as it came", "backwards"])
def test_where_a_claim_stands_before_a_payer_has_decided(case: str, backwards: bool, tmp_path: Path) -> None:
    files, state = BEFORE_PAYERS[case]

    claim = FilledStore(tmp_path).take_all(reversed(files) if backwards else files).claim()

    assert claim["state"] == state


@pytest.mark.parametrize("case", BY_PAYERS)
@pytest.mark.parametrize("backwards", [False, True], ids=["as it came", "backwards"])
def test_what_a_claim_comes_to_when_payers_have_decided(case: str, backwards: bool, tmp_path: Path) -> None:
    files, *expected = BY_PAYERS[case]

    claim = FilledStore(tmp_path).take_all(reversed(files) if backwards else files).claim()

    cents = [claim[f"{name}_cents"] for name in ("paid", "adjusted", "patient", "balance")]
    assert [claim["state"], *(one / 100 for one in cents)] == expected
    assert claim["billed_cents"] == 20_000
