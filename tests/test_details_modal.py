"""The details of a claim: all of it, within Slack's limits, and only what the mode allows."""

import json
from pathlib import Path

import pytest
from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from people import BEA, TEAM, add_staff
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.acting import Acting
from bot.audit import AuditTrail
from bot.claims import ClaimDesk
from bot.playground.limits import find_view_problems
from bot.rules.arithmetic import arithmetic_of, arithmetic_text
from bot.rules.privacy import EVERYTHING
from bot.work import WorkDesk
from bot.work_facts import Typed
from data.claim_models import Adjusted
from data.importers.reference_tables import read_carc_actions
from data.store.claims import iterate_claims
from data.store.people import get_person

CARCS = read_carc_actions()
LISTED = b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n'
SECRETS = ("CANARY", "2026", "99213", "E119", "E11", "January", ".37", ".49", "W0000")


def details(filled: FilledStore, mode: str) -> str:
    claim = next(iter(iterate_claims(filled.store.db)))
    view = ClaimDesk(filled.store, FixedClock(TODAY), mode).details(claim.ref)
    assert find_view_problems(view) == []
    return json.dumps(view, ensure_ascii=False)


@pytest.fixture
def canary(tmp_path: Path) -> FilledStore:
    """One claim with a canary in every place that could let one out, typed words included."""
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim("CANARY77", patient="CANARYLAST*CANARYFIRST", batch="CANARYBATCH"),
            a_batch_ack(),
            a_claim_answer("CANARY77", icn="CANARYICN"),
            a_remittance(
                Paid(
                    number="CANARY77",
                    icn="CANARYICN",
                    paid="0",
                    charge="200.49",
                    adjustments=("CO*197*170.37", "CO*45*30.12"),
                    remarks="N130",
                    patient_name="CANARYLAST*CANARYFIRST",
                ),
                sequence_number="CANARYCHECK",
            ),
        ]
    )
    add_staff(filled.store)
    clock = FixedClock(TODAY)
    work = WorkDesk(filled.store, clock, filled.desk, AuditTrail(filled.store, clock))
    bea = Acting(filled.store).actor(get_person(filled.store.db, TEAM, BEA))
    (claim,) = iterate_claims(filled.store.db)
    work.note(claim.ref, bea, typed=Typed(text="CANARYTEXT"))
    work.touch(
        claim.ref, bea, way="called in_process", typed=Typed(contact="CANARYWHO", reference="CANARYREF", text="CANARYX")
    )
    return filled


def test_minimum_lets_out_no_name_number_date_code_cent_or_typed_word(canary: FilledStore) -> None:
    shown = details(canary, "minimum")

    assert "CO-197" in shown
    assert "Called the payer: in process" in shown
    for secret in (*SECRETS, "Bea Biller"):
        assert secret not in shown, secret


def test_baa_shows_the_asker_numbers_codes_and_scrubbed_words_and_no_whole_name(canary: FilledStore) -> None:
    shown = details(canary, "baa")

    for told in ("CANARYICN", "CANARYCHECK", "2026-01-05", "99213", "E11", "CANARYTEXT", "by Bea Biller", "$170.37"):
        assert told in shown, told
    for secret in ("CANARYLAST", "CANARYFIRST", "W0000"):
        assert secret not in shown, secret


def test_one_sensitive_code_hides_all_codes(tmp_path: Path) -> None:
    raw = a_sent_claim().replace(b"HI*ABK:E119", b"HI*ABK:F1020")
    shown = details(FilledStore(tmp_path).take_all([raw]), "baa")

    assert "Diagnoses and procedures are not shown here." in shown
    assert "F10" not in shown
    assert "99213" not in shown


def test_a_remittance_is_told_as_arithmetic(tmp_path: Path) -> None:
    paid = Paid(paid="90", patient="30", adjustments=("CO*45*80", "PR*2*30"))
    shown = details(FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(paid)]), "demo")

    assert "billed $200.00 - write-off $80.00 (CO-45) - paid $90.00 = $30.00 patient (PR-2)" in shown


@pytest.mark.parametrize(
    ("billed", "paid", "adjustments", "words"),
    [
        (20_000, 20_000, [], "billed $200.00 - paid $200.00 = $0.00"),
        (20_000, 0, [("CO", "197", 20_000)], "billed $200.00 - denied $200.00 (CO-197) - paid $0.00 = $0.00"),
        (
            -20_000,
            -9_000,
            [("CO", "45", -8_000), ("PR", "2", -3_000)],
            "billed -$200.00 - write-off -$80.00 (CO-45) - paid -$90.00 = -$30.00 patient (PR-2)",
        ),
        (
            20_000,
            9_000,
            [("CO", "45", 8_000)],
            "billed $200.00 - write-off $80.00 (CO-45) - paid $90.00 = $30.00. ⚠️ It does not add up by $30.00",
        ),
    ],
)
def test_the_sum_is_told_with_what_does_not_add_up(
    billed: int, paid: int, adjustments: list[tuple[str, str, int]], words: str
) -> None:
    adjusted = [Adjusted(line=0, group=group, carc=carc, cents=cents) for group, carc, cents in adjustments]

    assert arithmetic_text(arithmetic_of(billed, paid, adjusted, CARCS), EVERYTHING) == words


@pytest.mark.parametrize("mode", ["minimum", "baa", "demo"])
def test_a_claim_with_very_much_behind_it_keeps_slacks_limits(tmp_path: Path, mode: str) -> None:
    many = [
        a_remittance(
            Paid(icn=f"ICN{number}", paid="1", adjustments=("CO*45*199",)),
            sequence_number=f"E{number}",
            paid_on=f"2026{1 + number // 28:02}{1 + number % 28:02}",
        )
        for number in range(300)
    ]
    shown = details(FilledStore(tmp_path).take_all([a_sent_claim(), *many]), mode)

    assert "All that happened" in shown or "More does not fit here" in shown


def test_claims_that_look_alike_have_their_buttons_until_somebody_told_them_apart(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), LISTED])
    add_staff(filled.store)
    first, second = iterate_claims(filled.store.db)
    assert "Same claim" in details(filled, "minimum")
    assert "Not the same" in details(filled, "minimum")

    clock = FixedClock(TODAY)
    work = WorkDesk(filled.store, clock, filled.desk, AuditTrail(filled.store, clock))
    work.tell_apart(first.ref, second.ref, Acting(filled.store).actor(get_person(filled.store.db, TEAM, BEA)))

    assert "Same claim" not in details(filled, "minimum")


def test_what_was_joined_can_be_parted(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), LISTED])
    assert "Part again" not in details(filled, "minimum")

    filled.desk.join(*(claim["id"] for claim in filled.claims()))

    assert "Part again" in details(filled, "minimum")


def test_the_title_and_the_hidden_words_hold_the_reference_alone(canary: FilledStore) -> None:
    (claim,) = iterate_claims(canary.store.db)
    view = ClaimDesk(canary.store, FixedClock(TODAY), "baa").details(claim.ref)

    assert view["title"]["text"] == f"Claim {claim.ref}"
    assert view["private_metadata"] == claim.ref
