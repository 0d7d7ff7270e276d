"""What is left to do on a claim: which steps, by when, and what people's work does to them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claim_store import FilledStore
from work import done
from x12_claims import Paid, a_batch_ack, a_claim_answer, a_remittance, a_sent_claim

from bot.imports.linking import compute_positions
from data.importers.reference_tables import read_carc_actions
from data.store.steps import read_steps
from data.store.work import add_worked
from data.work_models import Worked, WorkKind

SENT = a_sent_claim()  # on Tuesday 2026-01-06, for a service of 2026-01-05
DENIED_ON = date(2026, 1, 20)
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))
CORRECTABLE = a_remittance(Paid(paid="0", adjustments=("CO*4*200",)))


def steps_after(folder: Path, *raws: bytes, work: tuple[Worked, ...] = ()) -> list[tuple[str, str]]:
    """(what, the day to act) in order, by the store itself."""
    filled = FilledStore(folder).take_all(raws)
    work_on(filled, *work)
    return [(step.kind, step.due_on.isoformat()) for step in read_steps(filled.claim()["steps"])]


def work_on(filled: FilledStore, *work: Worked) -> None:
    with filled.store.write() as db:
        for one in work:
            add_worked(db, filled.claim()["id"], one)
        compute_positions(db, [filled.claim()["id"]], read_carc_actions())


def worked(kind: WorkKind, on: date, **facts: Any) -> Worked:
    return done(kind, on=on, **facts)


STATES = {
    "sent: the acknowledgement within 2 business days, a status check after 7 days": (
        [SENT],
        [("check_acknowledgement", "2026-01-08"), ("check_status", "2026-01-13"), ("file", "2026-04-03")],
    ),
    "at the clearinghouse": (
        [SENT, a_batch_ack()],
        [("check_acceptance", "2026-01-09"), ("check_status", "2026-01-14"), ("file", "2026-04-03")],
    ),
    "accepted: the payer's usual time, and the filing limit is met": (
        [SENT, a_claim_answer(category="A2")],
        [("check_status", "2026-02-05")],
    ),
    "rejected: at once, and the filing limit runs on": (
        [SENT, a_claim_answer(category="A3", action="U")],
        [("fix_and_resend", "2026-01-09"), ("file", "2026-04-03")],
    ),
    "records asked for": (
        [SENT, a_claim_answer(category="R4", kind="277")],
        [("send_records", "2026-01-12")],
    ),
    "paid in full": ([SENT, a_remittance(Paid())], []),
    "denied: a look within 2 business days, then the appeal": (
        [SENT, DENIED],
        [("work_denial", "2026-01-22"), ("appeal", "2026-03-13")],
    ),
    "denied for what a correction mends": (
        [SENT, CORRECTABLE],
        [("work_denial", "2026-01-22"), ("appeal", "2026-03-13"), ("correct_claim", "2026-03-20")],
    ),
    "not processed (MA130): a new claim within the filing limit, no appeal": (
        [SENT, a_remittance(Paid(paid="0", adjustments=("CO*16*200",), remarks="MA130"))],
        [("work_denial", "2026-01-22"), ("fix_and_resend", "2026-04-03")],
    ),
    "the patient's share": (
        [SENT, a_remittance(Paid(paid="90", patient="30", adjustments=("CO*45*80", "PR*2*30")))],
        [("bill_patient", "2026-01-21")],
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_each_state_has_its_steps(name: str, tmp_path: Path) -> None:
    raws, steps = STATES[name]

    assert steps_after(tmp_path, *raws) == steps


def test_medicare_denials_follow_medicares_rules(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [SENT.replace(b"******CI", b"******MB"), a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))]
    )
    steps = {step.kind: step for step in read_steps(filled.claim()["steps"])}

    appeal = steps["appeal"]
    assert (appeal.rule_id, appeal.level, appeal.start_on) == ("mcr.l1", 1, DENIED_ON)
    assert appeal.last_on == date(2026, 5, 26)  # + 5 presumed + 120 is Memorial Day, the 25th
    assert appeal.due_on == date(2026, 5, 13)  # the 20th, less five business days of mail


def test_records_that_medicare_asks_for_have_a_limit_of_their_own(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [SENT.replace(b"******CI", b"******MB"), a_remittance(Paid(paid="0", adjustments=("CO*252*200",)))]
    )
    records = next(step for step in read_steps(filled.claim()["steps"]) if step.kind == "send_records")

    assert (records.rule_id, records.last_on) == ("mcr.adr", date(2026, 3, 6))


def test_a_late_claim_of_medicare_has_no_appeal_but_an_exception(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [SENT.replace(b"******CI", b"******MB"), a_remittance(Paid(paid="0", adjustments=("CO*29*200",)))]
    )
    steps = [step.kind for step in read_steps(filled.claim()["steps"])]

    assert steps == ["work_denial", "filing_exception"]


WORK = {
    "a touch is followed up 3 business days later": (
        [worked(WorkKind.TOUCHED, date(2026, 1, 22), way="called other")],
        [("follow_up", "2026-01-27"), ("appeal", "2026-03-13")],
    ),
    "in process: ten days": (
        [worked(WorkKind.TOUCHED, date(2026, 1, 22), way="called in_process")],
        [("follow_up", "2026-02-02"), ("appeal", "2026-03-13")],
    ),
    "a promised payment is looked for the business day after": (
        [worked(WorkKind.TOUCHED, date(2026, 1, 22), way="called paid_promised", until=date(2026, 1, 30))],
        [("follow_up", "2026-02-02"), ("appeal", "2026-03-13")],
    ),
    "a touch from before the denial changes nothing": (
        [worked(WorkKind.TOUCHED, date(2026, 1, 14), way="called other")],
        [("work_denial", "2026-01-22"), ("appeal", "2026-03-13")],
    ),
    "snoozed: it rests, the deadline does not move": (
        [worked(WorkKind.SNOOZED, date(2026, 1, 22), until=date(2026, 2, 3))],
        [("work_denial", "2026-02-03"), ("appeal", "2026-03-13")],
    ),
    "resolved in PM: nothing is left": ([worked(WorkKind.RESOLVED, date(2026, 1, 22))], []),
    "appealed: quiet until the payer should have decided": (
        [worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 mail")],
        [("check_appeal", "2026-04-03")],
    ),
    "the appeal was won: the payment is looked for": (
        [
            worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 mail"),
            worked(WorkKind.DECIDED, date(2026, 3, 2), way="1 overturned", id=2),
        ],
        [("check_status", "2026-04-01")],
    ),
    "the appeal was lost, and no further level is known": (
        [
            worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 mail"),
            worked(WorkKind.DECIDED, date(2026, 3, 2), way="1 upheld", id=2),
        ],
        [("decide", "2026-03-04")],
    ),
    "a letter sets a day of its own": (
        [worked(WorkKind.LETTER, date(2026, 1, 28), way="records", until=date(2026, 2, 20))],
        [("follow_up", "2026-02-02"), ("letter", "2026-02-12"), ("appeal", "2026-03-13")],
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_work_moves_the_steps(name: str, tmp_path: Path) -> None:
    work, steps = WORK[name]

    assert steps_after(tmp_path, SENT, DENIED, work=tuple(work)) == steps


def test_the_second_level_counts_from_the_first_decision(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all(
        [SENT.replace(b"******CI", b"******MB"), a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))]
    )
    work_on(
        filled,
        worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 mail"),
        worked(WorkKind.DECIDED, date(2026, 3, 30), way="1 upheld", id=2),
    )

    steps = read_steps(filled.claim()["steps"])
    assert [(step.kind, step.rule_id, step.start_on) for step in steps] == [
        ("work_denial", "", None),
        ("appeal", "mcr.l2", date(2026, 3, 30)),
    ]


def test_an_acknowledged_deadline_is_marked(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([SENT, DENIED])
    work_on(filled, worked(WorkKind.ACKNOWLEDGED, date(2026, 3, 10), way="appeal", until=date(2026, 3, 13)))

    assert [step.is_acknowledged for step in read_steps(filled.claim()["steps"])] == [False, True]


def test_an_institutional_claim_counts_from_the_last_day_of_service(tmp_path: Path) -> None:
    institutional = FilledStore(tmp_path)
    institutional.take(SENT)
    before = read_steps(institutional.claim()["steps"])
    with institutional.store.write() as db:
        db.execute("UPDATE x12_transaction SET kind = '837I'")
        db.execute("UPDATE fact SET service_to = '2026-01-15'")
        compute_positions(db, [1], read_carc_actions())
    after = read_steps(institutional.claim()["steps"])

    assert [step.start_on for step in before if step.kind == "file"] == [date(2026, 1, 5)]
    assert [step.start_on for step in after if step.kind == "file"] == [date(2026, 1, 15)]


def test_a_payer_that_turns_out_to_be_medicare_redates_its_open_claims(tmp_path: Path) -> None:
    listed = b"Claim No,Payer,Status,DOS,Sent,Charge,Balance\n77,AETNA,Denied,01/05/2026,01/06/2026,200,200\n"
    filled = FilledStore(tmp_path)
    filled.take(listed, name="export.csv")
    before = filled.claim()["steps"]

    filled.take(a_sent_claim(number="1002", patient="BERYL*BO").replace(b"******CI", b"******MB"))
    after = filled.store.db.execute("SELECT steps FROM claim WHERE claim_number = '77'").fetchone()[0]

    assert "default.appeal1" in before
    assert "mcr.l1" in after
    assert filled.desk.recompute()[1] == 0
