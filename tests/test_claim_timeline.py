"""What happened to a claim, in plain words and in the order of time, and which refusals stand."""

from pathlib import Path

import pytest
from claim_store import FilledStore
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.rules.event_words import category_word
from bot.rules.standing_denials import Denial, denials_of, why_no_reason
from bot.rules.timeline import EventKind, TimelineEvent, timeline_of
from data.claim_models import ClaimDetail
from data.importers.reference_tables import read_carc_actions
from data.store.claim_details import get_detail
from data.store.claims import iterate_claims

CARCS = read_carc_actions()


def detail_of(folder: Path, *files: bytes) -> ClaimDetail:
    """The only claim of a store with these files."""
    filled = FilledStore(folder).take_all(files)
    (claim,) = iterate_claims(filled.store.db)
    return get_detail(filled.store.db, claim.id)


def events_of(folder: Path, *files: bytes) -> tuple[TimelineEvent, ...]:
    return timeline_of(detail_of(folder, *files).ledger, CARCS)


def texts_of(folder: Path, *files: bytes) -> list[str]:
    return [event.text for event in events_of(folder, *files)]


def denials(folder: Path, *files: bytes) -> tuple[Denial, ...]:
    detail = detail_of(folder, *files)
    return denials_of(detail.ledger, CARCS, detail.remittances)


def test_a_claims_life_is_told_in_the_order_of_its_days_whatever_came_first(tmp_path: Path) -> None:
    files = [
        a_remittance(Paid(patient="50", paid="70", adjustments=("CO*45*80", "PR*2*50"))),
        a_claim_answer(),
        a_batch_ack(),
        a_sent_claim(),
    ]

    events = events_of(tmp_path, *files)

    assert [f"{event.on} {event.source}: {event.text}" for event in events] == [
        "2026-01-06 837: Sent to AETNA (primary), original claim, $200.00",
        "2026-01-07 999: Clearinghouse accepted the batch (999)",
        "2026-01-08 277CA: Accepted by payer: A2 (status 20, entity PR)",
        "2026-01-20 835: Paid $70.00 by AETNA, check EFT1; write-off $80.00 (CO-45), patient $50.00 (PR-2)",
    ]
    assert [event.cents for event in events] == [20_000, None, None, 7_000]


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ([a_sent_claim(sequence="S")], "Sent to AETNA (secondary), original claim, $200.00"),
        ([a_sent_claim(frequency="7")], "Sent to AETNA (primary), replacement of an earlier claim, $200.00"),
        ([a_sent_claim(frequency="8")], "Sent to AETNA (primary), void of an earlier claim, $200.00"),
        ([a_sent_claim(), a_batch_ack(outcome="R")], "Clearinghouse rejected the batch (999)"),
        (
            [a_claim_answer(category="A7", action="U", source="AY")],
            "Rejected by clearinghouse: A7 (status 20, entity AY)",
        ),
        ([a_claim_answer(category="R4", kind="277")], "Records requested by payer: R4 (status 20, entity PR)"),
        (
            [a_remittance(Paid(status="4", paid="0", adjustments=("CO*197*200",), remarks="N130"))],
            "Denied by AETNA: CO-197, N130, check EFT1",
        ),
        ([a_remittance(Paid(status="1", paid="0", adjustments=()))], "Denied by AETNA: no reason given, check EFT1"),
        (
            [a_remittance(Paid(status="22", charge="-200", paid="-120", adjustments=("CO*45*-80",)))],
            "Payment taken back by AETNA, -$120.00 (reversal), check EFT1",
        ),
        (
            [a_remittance(Paid(status="19"))],
            "Paid $120.00 by AETNA, check EFT1; write-off $80.00 (CO-45); forwarded to the next payer",
        ),
        (
            [a_remittance(Paid(status="23", paid="0", adjustments=("OA*109*200",)))],
            "Not this payer's claim, says AETNA; forwarded to the next payer",
        ),
        (
            [a_remittance(Paid(status="25", paid="0", adjustments=("OA*101*200",)))],
            "Answer to a predetermination by AETNA: nothing is paid by it",
        ),
        (
            [a_remittance(Paid(paid="0", patient="200", adjustments=("PR*1*200",)))],
            "Paid $0.00 by AETNA, check EFT1; patient $200.00 (PR-1)",
        ),
        (
            [a_remittance(Paid(paid="100", adjustments=("CO*45*80", "CO*50*20")))],
            "Paid $100.00 by AETNA, check EFT1; write-off $80.00 (CO-45), denied $20.00 (CO-50)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_file_is_told_in_plain_words(tmp_path: Path, files: list[bytes], text: str) -> None:
    assert texts_of(tmp_path, *files)[-1].startswith(text)


def test_money_taken_from_a_later_payment_is_told(tmp_path: Path) -> None:
    events = events_of(tmp_path, a_remittance(Paid(), plb=["WO:1001*30"]))

    assert events[-1].kind is EventKind.TAKEN_BACK
    assert events[-1].text == "WO $30.00 taken from a later payment by AETNA"
    assert events[-1].cents == -3_000


def test_two_payments_alike_are_two_payments(tmp_path: Path) -> None:
    half = Paid(charge="100", paid="60", adjustments=("CO*45*40",))

    texts = texts_of(tmp_path, a_sent_claim(), a_remittance(half, half))

    assert texts[1:] == ["Paid $60.00 by AETNA, check EFT1; write-off $40.00 (CO-45)"] * 2


def test_an_acknowledgement_that_is_said_twice_is_told_once(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, a_sent_claim(), a_batch_ack())

    assert texts[1:] == ["Clearinghouse accepted the batch (999)"]


def test_an_export_is_told_with_its_own_word(tmp_path: Path) -> None:
    export = b"Claim #,Payer,DOS,Charges,Balance,Status\n77,Aetna,01/05/2026,200,150,Pending\n"

    assert texts_of(tmp_path, export) == ["Listed in an export as “Pending”, balance $150.00"]


@pytest.mark.parametrize(
    ("category", "word"),
    [
        *(("A0", "Forwarded"), ("A1", "Received"), ("A2", "Accepted"), ("A3", "Rejected"), ("A4", "Not found")),
        *(("A5", "Split into parts"), ("A6", "Rejected"), ("A7", "Rejected"), ("A8", "Rejected"), ("P1", "Pending")),
        *(("R3", "Records requested"), ("F0", "Finished"), ("F1", "Finished, paid"), ("F2", "Finished, denied")),
        *(("F3", "Finished, revised"), ("F3F", "Finished"), ("F4", "Finished, no payment"), ("D0", "Search error")),
        *(("E1", "System error"), ("Z9", "Answered"), ("", "Answered")),
    ],
)
def test_a_status_category_has_a_word_of_ours(category: str, word: str) -> None:
    assert category_word(category) == word


# --- what stands ---------------------------------------------------------------------------------------------------


def test_a_denial_stands_with_its_reason_and_our_words_for_it(tmp_path: Path) -> None:
    (denial,) = denials(tmp_path, a_remittance(Paid(paid="0", adjustments=("CO*197*200",), remarks="N130")))

    assert (denial.group, denial.carc, denial.cents, denial.line) == ("CO", "197", 20_000, 0)
    assert denial.remarks == ("N130",)
    assert denial.action is not None
    assert denial.action.category == "authorization"


def test_a_write_off_and_the_patients_share_are_no_denials(tmp_path: Path) -> None:
    paid = Paid(paid="100", patient="20", adjustments=("CO*45*50", "PR*2*20", "CO*50*30"))

    assert [denial.carc for denial in denials(tmp_path, a_remittance(paid))] == ["50"]


def test_a_denial_that_was_reversed_and_paid_stands_no_more(tmp_path: Path) -> None:
    denied = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)))
    corrected = a_remittance(
        Paid(status="22", charge="-200", paid="0", adjustments=("CO*197*-200",)),
        Paid(icn="ICN9"),
        sequence_number="EFT2",
        paid_on="20260130",
    )

    assert denials(tmp_path, denied, corrected) == ()


def test_a_denial_gives_way_to_a_newer_submission(tmp_path: Path) -> None:
    denied = a_remittance(Paid(paid="0", adjustments=("CO*16*200",), remarks="MA130"))
    again = a_sent_claim(frequency="7", original="ICN1001", sent_on="20260128", control="0002", group="8")

    assert denials(tmp_path, a_sent_claim(), denied, again) == ()


@pytest.mark.parametrize(("paid", "adjustments", "stands"), [("0", ("CO*97*200",), 1), ("120", ("CO*97*80",), 0)])
def test_a_bundled_service_is_denied_only_where_nothing_was_paid(
    tmp_path: Path, paid: str, adjustments: tuple[str, ...], stands: int
) -> None:
    assert len(denials(tmp_path, a_remittance(Paid(paid=paid, adjustments=adjustments)))) == stands


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([a_claim_answer(category="F2", kind="277")], "remittance with the reason has not come yet"),
        ([a_remittance(Paid(status="4", paid="0", adjustments=()))], "does not know the patient"),
        ([a_remittance(Paid(paid="0", adjustments=(), remarks="MA04"))], "its remarks are MA04"),
        ([a_remittance(Paid(paid="0", adjustments=()))], "neither reason nor remark"),
        ([b"Claim #,Payer,DOS,Charges,Balance,Status\n7,Aetna,01/05/2026,9,9,Denied\n"], "An export lists it so"),
    ],
    ids=["status answer", "patient unknown", "remarks alone", "nothing", "export"],
)
def test_a_denial_without_a_reason_says_what_is_known(tmp_path: Path, files: list[bytes], words: str) -> None:
    detail = detail_of(tmp_path, *files)

    assert denials_of(detail.ledger, CARCS) == ()
    assert words in why_no_reason(detail.ledger, CARCS)


def test_the_standing_denials_come_to_what_the_claim_counts_as_denied(tmp_path: Path) -> None:
    for number, adjustments in enumerate([("CO*97*120", "CO*50*80"), ("CO*197*200",), ("CO*45*80", "CO*B7*120")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        detail = detail_of(folder, a_remittance(Paid(paid="0", adjustments=adjustments)))

        cents = sum(denial.cents for denial in denials_of(detail.ledger, CARCS))

        assert cents == detail.claim.position.denied_cents > 0
