"""What people's work on a claim comes to, together with what payers say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claim_store import FilledStore
from work import DAY, a_note, done
from x12_claims import Paid, a_remittance, a_sent_claim

from data.store.work import add_worked
from data.work_models import Worked, WorkKind

DENIED = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)))
LATER = date(2026, 2, 1)


def test_a_snooze_and_a_note_stand_on_the_claim(tmp_path: Path) -> None:
    claim = after_work(tmp_path, done(WorkKind.SNOOZED, until=LATER), a_note())

    assert (claim["snoozed_until"], claim["touched_on"], claim["state"]) == ("2026-02-01", "2026-01-28", "denied")


def test_what_was_undone_does_not_count(tmp_path: Path) -> None:
    claim = after_work(tmp_path, done(WorkKind.SNOOZED, until=LATER), done(WorkKind.UNDONE, undoes=1))

    assert claim["snoozed_until"] is None


def test_an_appeal_of_yesterday_does_not_hide_todays_call(tmp_path: Path) -> None:
    yesterday = DAY.replace(day=27)

    claim = after_work(
        tmp_path, done(WorkKind.TOUCHED, way="called in_process"), done(WorkKind.APPEALED, way="1 mail", on=yesterday)
    )

    assert claim["touched_on"] == DAY.isoformat()


def test_a_confirmed_write_off_takes_the_balance_and_names_the_state(tmp_path: Path) -> None:
    asked = done(WorkKind.WRITE_OFF_ASKED, cents=20_000)

    claim = after_work(tmp_path, asked, done(WorkKind.WRITE_OFF_CONFIRMED, cents=20_000))

    assert (claim["state"], claim["balance_cents"], claim["written_off_cents"]) == ("written_off", 0, 20_000)
    assert (claim["next_action"], claim["asked_cents"]) == ("", 0)


def test_a_write_off_that_is_only_asked_for_changes_no_money(tmp_path: Path) -> None:
    claim = after_work(tmp_path, done(WorkKind.WRITE_OFF_ASKED, cents=20_000))

    assert (claim["state"], claim["balance_cents"], claim["asked_cents"]) == ("denied", 20_000, 20_000)


def test_a_claim_sent_again_waits_for_its_acknowledgement(tmp_path: Path) -> None:
    claim = after_work(tmp_path, done(WorkKind.RESENT, way="replacement"))

    assert (claim["state"], claim["state_on"], claim["next_action"]) == (
        "submitted",
        DAY.isoformat(),
        "check_acknowledgement",
    )


def test_a_denial_after_it_was_sent_again_is_a_denial(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])
    work_on(filled, done(WorkKind.RESENT, way="replacement"))

    filled.take(
        a_remittance(Paid(paid="0", icn="ICN2", adjustments=("CO*16*200",)), sequence_number="E2", paid_on="20260215")
    )

    assert filled.claim()["state"] == "denied"


def test_a_claim_resolved_in_the_other_system_comes_back_when_a_newer_export_lists_it(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])
    work_on(filled, done(WorkKind.RESOLVED))
    assert filled.claim()["resolved_on"] == DAY.isoformat()

    filled.take(b"Claim ID,Insurance,DOS,Charge,Paid,Balance\n1001,Aetna,01/05/2026,200,0,200\n")

    assert (filled.claim()["resolved_on"], filled.claim()["came_back_on"]) == (None, "2026-02-01")


def test_what_is_denied_is_kept_by_reason_for_worklists(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])

    (row,) = filled.store.db.query("SELECT group_code, carc, category, cents FROM claim_denial")
    assert row == {"group_code": "CO", "carc": "197", "category": "authorization", "cents": 20_000}

    filled.take(a_remittance(Paid(icn="ICN2"), sequence_number="E2", paid_on="20260215"))
    assert list(filled.store.db.query("SELECT * FROM claim_denial")) == []


@pytest.mark.parametrize("kind", list(WorkKind))
def test_computing_anew_keeps_what_people_did(kind: WorkKind, tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])
    way = {WorkKind.APPEALED: "1 mail", WorkKind.DECIDED: "1 upheld"}.get(kind, "")
    work_on(filled, done(kind, cents=5_000, until=LATER, way=way))
    before = filled.claim()

    assert filled.desk.recompute() == (1, 0)
    assert filled.claim() == before


def after_work(folder: Path, *things: Worked) -> dict[str, Any]:
    filled = FilledStore(folder).take_all([a_sent_claim(), DENIED])
    work_on(filled, *things)
    return filled.claim()


def work_on(filled: FilledStore, *things: Worked) -> None:
    with filled.store.write() as db:
        for thing in things:
            add_worked(db, filled.claim()["id"], thing)
    filled.desk.recompute()
