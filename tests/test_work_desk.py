"""What people do with claims: each action, who comes too late, undoing, and what is never kept."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from claim_store import FilledStore
from people import ADA, BEA, CODY, LEE, PAT, TEAM, add_staff
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.acting import Acting, local_actor
from bot.audit import AuditTrail
from bot.rules.work_rules import Actor, WorkAction
from bot.work import WorkDesk
from bot.work_facts import Facts, Typed
from data.errors import ClaimNotFound, WorkRefused
from data.store.claim_details import get_detail
from data.store.claims import find_claims
from data.store.people import get_person
from data.work_models import Worked, WorkKind

DENIED = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)), paid_on="20260120")
NOON = datetime(2026, 1, 28, 12, tzinfo=UTC)


class MovingClock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def wait(self, **span: float) -> None:
        self.at += timedelta(**span)


class Office:
    """One denied claim of $200 and the people of the practice."""

    def __init__(self, folder: Path, *files: bytes) -> None:
        self.filled = FilledStore(folder).take_all(files or [a_sent_claim(), DENIED])
        add_staff(self.filled.store)
        self.clock = MovingClock()
        self.work = WorkDesk(self.filled.store, self.clock, self.filled.desk, AuditTrail(self.filled.store, self.clock))
        self.acting = Acting(self.filled.store)

    def person(self, user: str) -> Actor:
        return self.acting.actor(get_person(self.filled.store.db, TEAM, user))

    def ref(self, number: str = "1001") -> str:
        (claim,) = find_claims(self.filled.store.db, number)
        return claim.ref

    def claim(self) -> dict[str, Any]:
        return self.filled.claim()

    def worked(self) -> list[Worked]:
        return list(self.work.look(self.ref()).worked)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_taking_a_claim_makes_it_ones_own(office: Office) -> None:
    bea = office.person(BEA)

    done = office.work.take(office.ref(), bea)

    assert done.claim.position.overlay.owner_id == bea.person_id
    assert office.claim()["owner_id"] == bea.person_id


def test_the_second_who_takes_it_is_told_who_was_first_and_when(office: Office) -> None:
    office.work.take(office.ref(), office.person(BEA))
    office.clock.wait(minutes=3)

    with pytest.raises(WorkRefused, match=r"Bea Biller has this claim. Bea Biller assigned it 3 minutes ago"):
        office.work.take(office.ref(), office.person(LEE))

    assert len(office.worked()) == 1


def test_taking_twice_is_taking_once(office: Office) -> None:
    bea = office.person(BEA)
    office.work.take(office.ref(), bea)

    again = office.work.take(office.ref(), bea)

    assert again.work_id is None
    assert len(office.worked()) == 1


def test_a_claim_is_assigned_to_another_and_given_back(office: Office) -> None:
    bea, cody = office.person(BEA), office.person(CODY)

    given = office.work.assign(office.ref(), cody.person_id, bea)
    back = office.work.assign(office.ref(), None, bea)

    assert given.claim.position.overlay.owner_id == cody.person_id
    assert back.claim.position.overlay.owner_id is None


def test_a_snooze_counts_business_days_and_returns_to_who_snoozed(office: Office) -> None:
    bea = office.person(BEA)

    done = office.work.snooze(office.ref(), 3, bea)

    assert done.claim.position.overlay.snoozed_until == date(2026, 2, 2)
    assert office.worked()[0].to_person_id == bea.person_id


def test_a_touch_keeps_how_who_what_and_the_promised_day(office: Office) -> None:
    office.work.touch(
        office.ref(),
        office.person(BEA),
        way="called paid_promised",
        promised_on=date(2026, 2, 10),
        typed=Typed(contact="Maria in claims", reference="A4711", text="check is cut"),
    )

    (one,) = office.worked()
    assert (one.kind, one.way, one.contact, one.reference, one.text, one.until) == (
        WorkKind.TOUCHED,
        "called paid_promised",
        "Maria in claims",
        "A4711",
        "check is cut",
        date(2026, 2, 10),
    )
    assert office.claim()["touched_on"] == "2026-01-28"


def test_resolved_and_reopened(office: Office) -> None:
    bea = office.person(BEA)

    office.work.resolve(office.ref(), bea)
    assert office.claim()["resolved_on"] == "2026-01-28"
    with pytest.raises(WorkRefused, match=r"not open. Bea Biller said it is resolved just now"):
        office.work.resolve(office.ref(), office.person(LEE))
    office.work.reopen(office.ref(), office.person(LEE))

    assert office.claim()["resolved_on"] is None


def test_what_is_sent_again_waits_from_the_day_it_went_out(office: Office) -> None:
    office.work.resend(office.ref(), office.person(BEA), way="replacement", on=date(2026, 1, 27))

    assert (office.claim()["state"], office.claim()["state_on"]) == ("submitted", "2026-01-27")


@pytest.mark.parametrize(("on", "why"), [(date(2026, 1, 29), "not come yet"), (date(2026, 1, 19), "before the payer")])
def test_a_day_that_cannot_be_is_refused(office: Office, on: date, why: str) -> None:
    with pytest.raises(WorkRefused, match=why):
        office.work.resend(office.ref(), office.person(BEA), way="new", on=on)

    assert office.worked() == []


# --- write-offs ----------------------------------------------------------------------------------------------------


def test_a_lead_confirms_what_a_biller_asked_for(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=None, reason="small_balance")
    assert (office.claim()["asked_cents"], office.claim()["balance_cents"]) == (20_000, 20_000)

    office.work.confirm_write_off(office.ref(), office.person(LEE))

    assert (office.claim()["state"], office.claim()["balance_cents"]) == ("written_off", 0)


def test_a_part_may_be_written_off(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=5_000, reason="other")
    office.work.confirm_write_off(office.ref(), office.person(ADA))

    assert (office.claim()["state"], office.claim()["balance_cents"]) == ("denied", 15_000)


def test_who_asked_cannot_confirm_even_as_a_lead(office: Office) -> None:
    lee = office.person(LEE)
    office.work.ask_write_off(office.ref(), lee, cents=None, reason="small_balance")

    with pytest.raises(WorkRefused, match="another lead must confirm"):
        office.work.confirm_write_off(office.ref(), lee)

    assert office.claim()["written_off_cents"] == 0


def test_a_biller_cannot_confirm(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=None, reason="small_balance")

    with pytest.raises(WorkRefused, match="confirm write-offs"):
        office.work.confirm_write_off(office.ref(), office.person(CODY))


def test_a_lead_declines_with_a_reason(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=None, reason="small_balance")

    office.work.decline_write_off(office.ref(), office.person(LEE), reason="appeal_first")

    assert office.claim()["asked_cents"] == 0
    assert office.worked()[-1].way == "appeal_first"
    with pytest.raises(WorkRefused, match="Lee Lead declined the write-off just now"):
        office.work.confirm_write_off(office.ref(), office.person(ADA))


def test_confirming_twice_writes_off_once(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=5_000, reason="other")
    office.work.confirm_write_off(office.ref(), office.person(LEE))

    assert office.work.confirm_write_off(office.ref(), office.person(LEE)).work_id is None
    assert office.claim()["written_off_cents"] == 5_000


@pytest.mark.parametrize("cents", [0, -1, 20_001])
def test_no_more_than_the_balance_is_written_off(office: Office, cents: int) -> None:
    with pytest.raises(WorkRefused, match="no more than the balance"):
        office.work.ask_write_off(office.ref(), office.person(BEA), cents=cents, reason="other")


def test_a_payment_that_came_meanwhile_stops_the_confirmation(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=None, reason="other")
    paid = a_remittance(Paid(icn="ICN2"), sequence_number="E2", paid_on="20260127")
    office.filled.take(paid)

    with pytest.raises(WorkRefused, match="balance is now smaller"):
        office.work.confirm_write_off(office.ref(), office.person(LEE))


# --- undoing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "is_undone"), [(0, True), (600, True), (601, False)])
def test_an_action_is_undone_within_ten_minutes(office: Office, seconds: int, is_undone: bool) -> None:
    done = office.work.take(office.ref(), office.person(BEA))
    assert done.work_id
    office.clock.wait(seconds=seconds)

    try:
        office.work.undo(office.ref(), done.work_id, office.person(BEA))
    except WorkRefused as error:
        assert "10 minutes" in error.sentence  # noqa: PT017

    assert (office.claim()["owner_id"] is None) is is_undone


def test_nobody_undoes_anothers_action_or_one_that_something_newer_stands_on(office: Office) -> None:
    done = office.work.take(office.ref(), office.person(BEA))
    assert done.work_id

    with pytest.raises(WorkRefused, match="Only the one who did it"):
        office.work.undo(office.ref(), done.work_id, office.person(LEE))
    office.work.note(office.ref(), office.person(LEE), picked="looked_at")
    with pytest.raises(WorkRefused, match=r"Something newer .* Lee Lead wrote a note"):
        office.work.undo(office.ref(), done.work_id, office.person(BEA))


def test_undoing_twice_undoes_once(office: Office) -> None:
    bea = office.person(BEA)
    first = office.work.take(office.ref(), bea)
    second = office.work.snooze(office.ref(), 1, bea)
    assert first.work_id
    assert second.work_id

    office.work.undo(office.ref(), second.work_id, bea)
    office.work.undo(office.ref(), second.work_id, bea)

    assert office.claim()["owner_id"] == bea.person_id
    assert office.claim()["snoozed_until"] is None


def test_a_confirmed_write_off_is_undone_by_who_confirmed_it(office: Office) -> None:
    office.work.ask_write_off(office.ref(), office.person(BEA), cents=None, reason="other")
    done = office.work.confirm_write_off(office.ref(), office.person(LEE))
    assert done.work_id

    office.work.undo(office.ref(), done.work_id, office.person(LEE))

    assert (office.claim()["balance_cents"], office.claim()["asked_cents"]) == (20_000, 20_000)


# --- who may, and what is kept -------------------------------------------------------------------------------------


def test_who_does_not_work_claims_changes_nothing(office: Office) -> None:
    with pytest.raises(WorkRefused, match="cannot work on claims"):
        office.work.take(office.ref(), office.person(PAT))

    assert office.worked() == []


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda office, who: office.work.assign(office.ref(), None, who), "hand claims to others"),
        (
            lambda office, who: office.work.ask_write_off(office.ref(), who, cents=None, reason="other"),
            "propose write-offs",
        ),
        (lambda office, who: office.work.confirm_write_off(office.ref(), who), "confirm write-offs"),
    ],
)
def test_a_coder_works_a_claim_but_decides_no_money_and_hands_none_out(office: Office, act: Any, why: str) -> None:
    office.work.take(office.ref(), office.person(CODY))

    with pytest.raises(WorkRefused, match=why):
        act(office, office.person(CODY))


def test_each_action_stands_in_the_audit_trail_by_reference(office: Office) -> None:
    office.work.take(office.ref(), office.person(BEA))

    (row,) = office.filled.store.db.query("SELECT user, action, object FROM audit")
    assert row == {"user": BEA, "action": "claim.assigned", "object": office.ref()}


def test_the_local_operator_may_work(office: Office) -> None:
    office.work.resolve(office.ref(), local_actor())

    assert office.worked()[0].person_id is None


def test_what_names_a_patient_is_taken_out_before_it_is_kept(office: Office) -> None:
    done = office.work.note(
        office.ref(), office.person(BEA), typed=Typed(text="dob 01/02/1980 ssn 123-45-6789, call 555-123-4567")
    )

    assert set(done.removed) == {"a date of birth", "a social security number", "a telephone number"}
    assert office.worked()[0].text == "[removed] ssn [removed], call [removed]"
    dump = str(list(office.filled.store.db.query("SELECT * FROM worked")))
    assert "1980" not in dump
    assert "6789" not in dump


def test_an_unknown_reference_is_said_to_be_unknown(office: Office) -> None:
    with pytest.raises(ClaimNotFound):
        office.work.take("Z9Z-9Z9", office.person(BEA))


# --- many, and alike -----------------------------------------------------------------------------------------------


def test_many_claims_at_once_and_why_some_are_left_out(tmp_path: Path) -> None:
    office = Office(tmp_path, a_sent_claim(), DENIED, a_sent_claim("1002", control="0002", group="8"))
    bea = office.person(BEA)
    office.work.resolve(office.ref("1002"), bea)

    many = office.work.many(
        [office.ref("1001"), office.ref("1002"), "Z9Z-9Z9"], WorkAction.SNOOZE, office.work.snoozing(3, bea), bea
    )

    assert [claim.ref for claim in many.done] == [office.ref("1001")]
    assert [ref for ref, _ in many.skipped] == [office.ref("1002"), "Z9Z-9Z9"]
    assert "nothing to snooze" in many.skipped[0][1]


def test_claims_that_look_alike_are_joined_parted_or_told_apart(tmp_path: Path) -> None:
    listed = b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n'
    office = Office(tmp_path, a_sent_claim(), listed)
    ref, other, bea = office.ref("1001"), office.ref("X77"), office.person(BEA)

    office.work.join(ref, other, bea)
    office.work.join(ref, other, bea)
    assert office.ref("X77") == ref
    office.work.part(ref, bea)
    assert len(office.filled.claims()) == 2
    office.work.tell_apart(ref, office.ref("X77"), bea)

    assert get_detail(office.filled.store.db, office.work.look(ref).claim.id).alike == ()


def test_facts_of_the_desk_are_those_of_the_ledger(office: Office) -> None:
    office.work.do(office.ref(), WorkAction.NOTE, Facts(kind=WorkKind.NOTED, way="looked_at"), office.person(BEA))
    before = office.claim()

    assert office.filled.desk.recompute() == (1, 0)
    assert office.claim() == before
