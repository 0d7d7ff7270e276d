"""The worklists that everybody has: what is in each, and what is told with it."""

from datetime import date
from pathlib import Path

import pytest
from claim_store import FilledStore
from work import done
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.rules.queues import QUEUES
from bot.worklist_finding import Found, Wanted, find
from data.store.work import add_worked
from data.work_models import WorkKind
from data.worklist_models import Queue

PAID_DAY = date(2026, 1, 20)


def asked(filled: FilledStore, words: str, *, today: date = date(2026, 2, 1)) -> Found:
    return find(filled.store.db, Wanted(words=words, today=today))


def numbers(found: Found) -> list[str]:
    return sorted(claim.position.claim_number for claim in found.page.claims)


@pytest.mark.parametrize("queue", list(Queue))
def test_every_queue_is_opened_by_its_own_words(tmp_path: Path, queue: Queue) -> None:
    found = asked(FilledStore(tmp_path), QUEUES[queue].words)

    assert found.asked.queue is queue
    assert found.left_out == ()


def test_a_denial_leaves_the_unworked_ones_when_it_is_touched(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_remittance(Paid(paid="0", adjustments=("CO*197*200",)))])
    assert numbers(asked(filled, "unworked denials")) == ["1001"]

    with filled.store.write() as db:
        db.conn.execute("UPDATE claim SET touched_on = '2026-01-20'")

    assert numbers(asked(filled, "unworked denials")) == []
    assert numbers(asked(filled, "denied")) == ["1001"]


def test_a_rejected_claim_stays_until_it_is_sent_again(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), a_claim_answer(category="A3")])
    found = asked(filled, "rejected and not resent")
    assert numbers(found) == ["1001"]
    assert "there is no appeal" in found.warnings[0]

    filled.take(a_sent_claim(sent_on="20260115", control="0002", batch="B2", group="8"))

    assert numbers(asked(filled, "rejected and not resent")) == []


@pytest.mark.parametrize(("today", "is_in"), [(date(2026, 2, 19), False), (date(2026, 2, 20), True)])
def test_a_crossover_is_late_on_the_31st_day(tmp_path: Path, today: date, is_in: bool) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim(payer="MEDICARE PART B", others=[("S", "SAMPLE MEDIGAP")]),
            a_remittance(Paid(status="19", patient="20", paid="100", adjustments=("CO*45*80", "PR*2*20"))),
        ]
    )

    assert (numbers(asked(filled, "crossed over unpaid", today=today)) == ["1001"]) is is_in


def test_a_credit_and_a_payment_taken_back_stand_together_with_medicares_clock(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim("1001"),
            a_remittance(Paid(number="1001", paid="250", adjustments=()), sequence_number="E1"),
            a_sent_claim("1002", control="0002", group="8", patient="BERYL*MAY"),
            a_remittance(Paid(number="1002", icn="ICN1002", patient_name="BERYL*MAY"), sequence_number="E2"),
            a_sent_claim("1003", control="0003", group="9", patient="CORAL*JUNE"),
            a_remittance(
                Paid(number="1003", icn="ICN1003", patient_name="CORAL*JUNE"), sequence_number="E3", plb=["WO:1002*50"]
            ),
        ]
    )

    found = asked(filled, "credit balances")

    assert numbers(found) == ["1001", "1002"]
    assert "within 60 days after it was identified" in found.warnings[0]


def test_a_patient_balance_is_ready_unless_medicaid_has_a_part(tmp_path: Path) -> None:
    deductible = {"paid": "100", "patient": "20", "adjustments": ("CO*45*80", "PR*1*20")}
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim("1001"),
            a_remittance(Paid(number="1001", **deductible), sequence_number="E1"),
            a_sent_claim("1002", payer="STATE MEDICAID", control="0002", group="8", patient="BERYL*MAY"),
            a_remittance(
                Paid(number="1002", icn="ICN1002", patient_name="BERYL*MAY", **deductible),
                sequence_number="E2",
                payer="STATE MEDICAID",
                payer_number="777",
            ),
        ]
    )
    with filled.store.write() as db:
        db.conn.execute("UPDATE payer SET kind = 'medicaid' WHERE name LIKE '%MEDICAID%'")

    found = asked(filled, "patient balance ready to bill")

    assert numbers(asked(filled, "patient balance")) == ["1001", "1002"]
    assert numbers(found) == ["1001"]
    assert "(QMB) is not known here" in found.warnings[0]


@pytest.mark.parametrize(
    ("words", "expected"), [("small balances", ["1001"]), ("small balances under $100", ["1001", "1002"])]
)
def test_a_balance_is_small_below_25_dollars_or_what_is_said(tmp_path: Path, words: str, expected: list[str]) -> None:
    filled = FilledStore(tmp_path).take_all(
        [
            a_sent_claim("1001", charge="24.99"),
            a_sent_claim("1002", charge="25", control="0002", group="8", patient="BERYL*MAY"),
        ]
    )

    assert numbers(asked(filled, words)) == expected


def test_a_claim_that_was_marked_as_sent_again_is_found_by_it(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim()])
    assert numbers(asked(filled, "resubmitted")) == []

    with filled.store.write() as db:
        (claim,) = db.conn.execute("SELECT id FROM claim").fetchone()
        add_worked(db, claim, done(WorkKind.RESENT, way="new"))

    assert numbers(asked(filled, "resubmitted")) == ["1001"]
