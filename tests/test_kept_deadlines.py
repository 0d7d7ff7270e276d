"""Deadlines that must survive what happens to claims: other payers, later news, people's slips, odd files."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from claim_store import FilledStore
from deadline_rules import a_rule
from fixed_clock import FixedClock
from people import BEA
from reminding import Practice
from test_follow_up import work_on, worked
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.imports.service import ImportDesk
from bot.redating import Redating
from data.deadline_models import Purpose, Scope, Starts
from data.follow_up_models import Step
from data.store.payer_rules import save_rule
from data.store.steps import read_steps
from data.work_models import WorkKind

SENT = a_sent_claim()
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)))  # on 2026-01-20
WITH_SECOND = a_sent_claim(others=[("S", "CIGNA")])
CROSSED_OVER = a_remittance(Paid(status="19", paid="60", patient="20", adjustments=("PR*2*20", "CO*50*120")))
SECOND_CLAIM = a_sent_claim(number="2002", patient="BERYL*BO", batch="B2", group="8", control="0002", charge="150")


def medicare(raw: bytes) -> bytes:
    return raw.replace(b"******CI", b"******MB")


def steps_of(filled: FilledStore) -> dict[str, Step]:
    return {str(step.kind): step for step in read_steps(filled.claims()[0]["steps"])}


# --- the day from which an appeal counts ---------------------------------------------------------------------------

REPLACED = a_sent_claim(frequency="7", original="ICN1001", sent_on="20260410", batch="B2", group="8", control="0002")
DENIED_AGAIN = a_remittance(
    Paid(paid="0", adjustments=("CO*50*200",), icn="ICN2", original="ICN1001"),
    sequence_number="E2",
    paid_on="20260501",
)
OTHER_HALF_PAID = a_remittance(
    Paid(charge="100", paid="80", adjustments=("CO*45*20",), icn="A2"), sequence_number="E2", paid_on="20260320"
)
HALF_DENIED = a_remittance(Paid(charge="100", paid="0", adjustments=("CO*50*100",), icn="A1"))
FIRST_DENIAL_STANDS = {
    "sent again as a replacement": [medicare(SENT), DENIED, medicare(REPLACED)],
    "and denied again": [medicare(SENT), DENIED, medicare(REPLACED), DENIED_AGAIN],
    "another part of it is paid later": [medicare(SENT), HALF_DENIED, OTHER_HALF_PAID],
    "one late line beside it": [
        medicare(SENT),
        a_remittance(Paid(paid="0", adjustments=("CO*29*50", "CO*50*150"))),
    ],
}


@pytest.mark.parametrize("name", FIRST_DENIAL_STANDS)
def test_the_time_to_appeal_runs_from_the_first_denial(name: str, tmp_path: Path) -> None:
    appeal = steps_of(FilledStore(tmp_path).take_all(FIRST_DENIAL_STANDS[name]))["appeal"]

    assert (appeal.rule_id, appeal.start_on, appeal.last_on) == ("mcr.l1", date(2026, 1, 20), date(2026, 5, 26))


def test_what_is_logged_as_sent_again_keeps_its_appeal_day(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([medicare(SENT), DENIED])
    work_on(filled, worked(WorkKind.RESENT, date(2026, 2, 2), way="replacement"))

    assert steps_of(filled)["appeal"].last_on == date(2026, 5, 26)


def test_a_decision_that_is_taken_back_and_made_again_starts_anew(tmp_path: Path) -> None:
    taken_back = Paid(status="22", charge="-200", paid="0", adjustments=("CO*50*-200",))
    again = Paid(paid="0", adjustments=("CO*197*200",))
    later = a_remittance(taken_back, again, sequence_number="E2", paid_on="20260330")

    appeal = steps_of(FilledStore(tmp_path).take_all([medicare(SENT), DENIED, later]))["appeal"]

    assert appeal.start_on == date(2026, 3, 30)


def test_a_remittance_that_pays_in_part_after_an_appeal_leads_to_the_next_level(tmp_path: Path) -> None:
    taken_back = Paid(status="22", charge="-200", paid="0", adjustments=("CO*50*-200",))
    in_part = Paid(paid="80", adjustments=("CO*45*20", "CO*50*100"))
    decided = a_remittance(taken_back, in_part, sequence_number="E2", paid_on="20260330")
    filled = FilledStore(tmp_path).take_all([medicare(SENT), DENIED, decided])
    work_on(filled, worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 mail"))

    appeal = steps_of(filled)["appeal"]
    assert (appeal.level, appeal.rule_id, appeal.start_on) == (2, "mcr.l2", date(2026, 3, 30))


def test_an_export_alone_moves_no_denial_and_undoes_no_appeal(tmp_path: Path) -> None:
    export = b"Claim No,Payer,Status,DOS,Sent,Charge,Balance\n77,AETNA,Denied,11/05/2025,11/06/2025,200,%d\n"
    filled = FilledStore(tmp_path)
    filled.take(export % 200, name="a.csv")
    first = steps_of(filled)["appeal"]
    filled.desk = ImportDesk(filled.store, FixedClock(date(2026, 3, 1)))
    filled.take(export % 195, name="b.csv")
    moved = steps_of(filled)["appeal"]
    work_on(filled, worked(WorkKind.APPEALED, date(2026, 2, 5), way="1 fax"))

    assert (first.start_on, moved.start_on) == (date(2026, 2, 1), date(2026, 2, 1))
    assert "check_appeal" in steps_of(filled)
    assert "is not known" in filled.claim()["review"]


# --- other payers --------------------------------------------------------------------------------------------------


def test_a_denied_line_of_a_claim_that_was_crossed_over_is_worked(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([WITH_SECOND, CROSSED_OVER])

    assert {"work_denied_lines", "appeal", "check_next_payer"} <= steps_of(filled).keys()


def test_it_stays_denied_once_the_second_payer_has_paid(tmp_path: Path) -> None:
    second = a_remittance(
        Paid(status="2", paid="20", icn="C1", adjustments=("OA*23*180",)),
        payer="CIGNA",
        payer_number="1",
        sequence_number="E9",
        paid_on="20260215",
    )
    appeal = steps_of(FilledStore(tmp_path).take_all([WITH_SECOND, CROSSED_OVER, second]))["appeal"]

    assert appeal.start_on == date(2026, 1, 20)


def test_medicare_as_the_second_payer_keeps_its_year_from_the_service(tmp_path: Path) -> None:
    sent = a_sent_claim(service="20250301", others=[("S", "MEDICARE PART B")])
    paid = a_remittance(Paid(paid="120", patient="80", adjustments=("PR*2*80",), service="20250301"))
    filled = FilledStore(tmp_path).take_all([sent.replace(b"SBR*S*18*******CI", b"SBR*S*18*******MB"), paid])

    limits = [step for step in read_steps(filled.claim()["steps"]) if step.rule_id]
    assert [(one.kind, one.rule_id, one.start_on) for one in limits] == [("bill_secondary", "mcr.tf", date(2025, 3, 1))]


def test_a_rule_counts_from_the_event_that_it_names(tmp_path: Path) -> None:
    sent = a_sent_claim(service="20250901", sent_on="20250902")
    denied = a_remittance(Paid(paid="0", adjustments=("CO*4*200",), service="20250901"))
    filled = FilledStore(tmp_path).take_all([sent, denied])
    payer_id = filled.claim()["payer_id"]
    rule = a_rule(id="own.1", purpose=Purpose.CORRECTED_CLAIM, level=0, scope=Scope.CONTRACT, payer_id=payer_id)
    with filled.store.write() as db:
        rule = replace(rule, starts=Starts.SERVICE, limit=180)
        save_rule(db, rule, at=FixedClock(date(2026, 2, 1)).now(), by="lee", after=0)
        Redating(filled.store).redate([payer_id])

    corrected = steps_of(filled)["correct_claim"]
    assert (corrected.start_on, corrected.last_on) == (date(2025, 9, 1), date(2026, 2, 28))


# --- filing limits -------------------------------------------------------------------------------------------------

LIMITS = {
    "a rejection that is known without its submission": [a_claim_answer(category="A3", action="U")],
    "the clearinghouse's own acceptance": [SENT, a_claim_answer(category="A2", source="AY")],
}


@pytest.mark.parametrize("name", LIMITS)
def test_the_filing_limit_runs_until_the_payer_has_it(name: str, tmp_path: Path) -> None:
    assert steps_of(FilledStore(tmp_path).take_all(LIMITS[name]))["file"].start_on == date(2026, 1, 5)


def test_a_line_that_was_never_processed_is_a_new_claim_and_no_appeal(tmp_path: Path) -> None:
    line = b"DTM*232*20260105~\nSVC*HC:99213*200*0**0~\nCAS*CO*16*200~\nLQ*HE*MA130"
    raw = a_remittance(Paid(paid="0", adjustments=())).replace(b"DTM*232*20260105", line)
    filled = FilledStore(tmp_path).take_all([medicare(SENT), raw.replace(b"SE*10*", b"SE*14*")])

    assert "appeal" not in steps_of(filled)
    assert steps_of(filled)["fix_and_resend"].rule_id == "mcr.tf"


def test_an_impossible_day_of_one_claim_stops_no_remittance(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([a_sent_claim(service="99991231"), SECOND_CLAIM])
    unprocessed = Paid(paid="0", adjustments=("CO*16*200",), remarks="MA130")
    paid = Paid(number="2002", charge="150", paid="100", icn="I2", adjustments=("CO*45*50",), patient_name="BERYL*BO")

    filled.take(a_remittance(unprocessed, paid))

    assert sorted(claim["state"] for claim in filled.claims()) == ["denied", "paid"]


def test_an_overpayments_sixty_days_do_not_start_anew(tmp_path: Path) -> None:
    paid_twice = a_remittance(
        Paid(paid="120", adjustments=("CO*45*80",)), Paid(paid="120", adjustments=("CO*45*80",), icn="X2", charge="199")
    )
    filled = FilledStore(tmp_path).take_all([medicare(SENT), paid_twice])
    before = steps_of(filled)["return_overpayment"].last_on
    filled.take(a_claim_answer(category="F1", kind="277", on="20260310"))

    assert steps_of(filled)["return_overpayment"].last_on == before


# --- later news, and slips -----------------------------------------------------------------------------------------


def a_practice(folder: Path, *raws: bytes, today: date) -> Practice:
    practice = Practice(folder, *raws, today=today)
    practice.give_to(BEA)
    return practice


def test_a_denial_that_is_heard_after_resolved_brings_the_claim_back(tmp_path: Path) -> None:
    practice = a_practice(tmp_path, SENT, a_claim_answer(category="A2"), today=date(2026, 1, 22))
    practice.work(WorkKind.RESOLVED)
    practice.clock.day = date(2026, 1, 25)
    practice.filled.take(DENIED)  # of the 20th

    assert (practice.filled.claim()["is_open"], practice.filled.claim()["came_back_on"]) == (1, "2026-01-22")


def test_a_rejection_after_resolved_brings_it_back(tmp_path: Path) -> None:
    practice = a_practice(tmp_path, SENT, today=date(2026, 1, 7))
    practice.work(WorkKind.RESOLVED)
    practice.clock.at = time(15)
    practice.filled.take(a_claim_answer(category="A3", action="U"))

    assert practice.filled.claim()["is_open"]


def test_a_denial_ends_a_snooze_from_before_it(tmp_path: Path) -> None:
    practice = a_practice(tmp_path, SENT, a_claim_answer(category="A2"), today=date(2026, 1, 12))
    practice.work(WorkKind.SNOOZED, until=date(2026, 3, 9), to_person_id=1)
    practice.clock.day = date(2026, 1, 21)
    practice.filled.take(DENIED)

    assert [where for where, _ in practice.told(date(2026, 1, 22))] == [BEA]


def test_a_clock_that_jumped_for_one_check_silences_no_deadline(tmp_path: Path) -> None:
    practice = a_practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    practice.clock.day = date(2100, 1, 4)
    practice.reminding.sweep.run()
    practice.clock.day = date(2026, 1, 26)

    singles = [text for _, where, text in practice.told_until(date(2026, 3, 13)) if where == BEA and "Claim" in text]
    assert [text.partition(": Appeal: ")[2] for text in singles][:2] == ["14 days left", "7 days left"]


def test_a_letters_day_outlives_a_status_answer_and_ends_with_what_it_asked_for(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([SENT, a_claim_answer(category="A2")])
    work_on(filled, worked(WorkKind.LETTER, date(2026, 1, 18), way="records", until=date(2026, 2, 20)))
    filled.take(a_claim_answer(category="R4", kind="277", on="20260122"))
    asked = steps_of(filled)
    work_on(filled, worked(WorkKind.TOUCHED, date(2026, 1, 26), way="fax other", id=2))

    assert "letter" in asked
    assert "letter" not in steps_of(filled)


def test_a_letter_about_the_appeal_stands_in_its_place_and_ends_with_it(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([SENT, DENIED])
    work_on(filled, worked(WorkKind.LETTER, date(2026, 1, 28), way="appeal", until=date(2026, 6, 30)))
    asked = steps_of(filled)
    work_on(filled, worked(WorkKind.APPEALED, date(2026, 2, 2), way="1 fax", id=2))

    assert asked["letter"].last_on == date(2026, 6, 30)
    assert "appeal" not in asked
    assert "letter" not in steps_of(filled)


def test_a_claims_number_is_never_given_again(tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([SENT, SECOND_CLAIM])
    filled.desk.join(1, 2)
    third = a_sent_claim(number="3003", patient="CORAL*CY", batch="B3", group="9", control="0003", charge="175")
    filled.take(third)

    assert sorted(claim["id"] for claim in filled.claims()) == [1, 3]


def test_shipped_rules_that_changed_date_open_claims_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = a_practice(tmp_path, medicare(SENT), DENIED, today=date(2026, 1, 21))
    practice.told()  # from here on it is known what the claims were dated with
    shipped = Redating(practice.store)
    monkeypatch.setattr("bot.rules.dating.RECKONING", 1_000)
    with practice.store.write() as db:
        db.execute("UPDATE claim SET deadline_on = '2000-01-01', steps = ''")

    today = practice.clock.today()
    assert shipped.follow(today) == 1
    assert (practice.filled.claim()["deadline_on"], shipped.follow(today)) == ("2026-05-13", 0)


def test_a_day_that_is_closed_at_short_notice_costs_no_reminder(tmp_path: Path) -> None:
    practice = a_practice(tmp_path, SENT, DENIED, today=date(2026, 1, 21))
    practice.told_until(date(2026, 3, 10))  # the next word would come on Thursday, March 12
    practice.clock.day = date(2026, 3, 11)
    practice.decide(closed_days=frozenset({date(2026, 3, 12)}))

    assert f"Claim {practice.ref}: Appeal: 2 days left" in [text for where, text in practice.told() if where == BEA]
