"""Which actions a claim offers in each state, and who may do them: a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from work import done

from bot.rules.roles import GRANTED, Permission
from bot.rules.work_rules import (
    Actor,
    Scene,
    WorkAction,
    ago,
    is_open,
    newest_undoable,
    offers,
    refusal_of,
    why_not_undo,
)
from data.claim_models import Claim, ClaimState, PayerKind, Position
from data.people_models import Role
from data.work_models import Overlay, WorkKind

NOW = datetime(2026, 1, 28, 15, tzinfo=UTC)
ALWAYS = {WorkAction.NOTE, WorkAction.TOUCH, WorkAction.ASSIGN}
OPEN = {WorkAction.SNOOZE, WorkAction.RESOLVE, WorkAction.LETTER}
REFUSED = {*OPEN, WorkAction.RESEND, WorkAction.APPEAL}
NAMES = {1: "Bea Biller", 2: "Lee Lead"}


def a_claim(state: ClaimState = ClaimState.DENIED, *, balance: int = 20_000, **overlay: Any) -> Claim:
    position = Position(
        claim_number="1001",
        patient_last="",
        patient_first="",
        provider="",
        account_number="",
        state=state,
        state_on=date(2026, 1, 20),
        payer_id=1,
        payer_sequence="P",
        billed_cents=20_000,
        paid_cents=0,
        adjusted_cents=0,
        patient_cents=0,
        patient_paid_cents=0,
        denied_cents=0,
        written_off_cents=0,
        balance_cents=balance,
        service_from=None,
        service_to=None,
        first_sent_on=None,
        last_sent_on=None,
        last_event_on=None,
        review="",
        denials=(),
        overlay=Overlay(**overlay),
    )
    return Claim(id=1, ref="K7M-4QX", position=position, payer="AETNA", payer_kind=PayerKind.COMMERCIAL)


def an_actor(role: Role = Role.BILLER, person_id: int = 1) -> Actor:
    return Actor(person_id=person_id, name="", team="T1", user="U1", place="", permissions=GRANTED[role])


def a_scene(claim: Claim, *worked: Any) -> Scene:
    numbered = [replace(one, id=number) for number, one in enumerate(worked, start=1)]
    return Scene(claim=claim, worked=numbered, names=NAMES, now=NOW)


@pytest.mark.parametrize(
    ("claim", "more"),
    [
        (a_claim(), {WorkAction.TAKE, WorkAction.WRITE_OFF, *REFUSED}),
        (a_claim(owner_id=2), {WorkAction.WRITE_OFF, *REFUSED}),
        (a_claim(ClaimState.REJECTED), {WorkAction.TAKE, WorkAction.WRITE_OFF, WorkAction.RESEND, *OPEN}),
        (a_claim(ClaimState.PARTLY_PAID), {WorkAction.TAKE, WorkAction.WRITE_OFF, *REFUSED}),
        (a_claim(ClaimState.SUBMITTED), {WorkAction.TAKE, WorkAction.WRITE_OFF, *OPEN}),
        (a_claim(ClaimState.PENDING, balance=0), {WorkAction.TAKE, *OPEN}),
        (a_claim(ClaimState.PAID, balance=0), {WorkAction.TAKE}),
        (a_claim(ClaimState.PAID, balance=-500), {WorkAction.TAKE, *OPEN}),
        (a_claim(ClaimState.CLOSED, balance=0), {WorkAction.TAKE}),
        (a_claim(ClaimState.WRITTEN_OFF, balance=0), {WorkAction.TAKE}),
        (
            a_claim(resolved_on=date(2026, 1, 27)),
            {WorkAction.TAKE, WorkAction.REOPEN, WorkAction.WRITE_OFF, WorkAction.RESEND},
        ),
        (
            a_claim(asked_cents=5_000),
            {WorkAction.TAKE, WorkAction.CONFIRM, WorkAction.DECLINE, *REFUSED},
        ),
    ],
)
def test_a_claim_offers_what_its_state_allows(claim: Claim, more: set[WorkAction]) -> None:
    assert offers(claim) == ALWAYS | more


@pytest.mark.parametrize("action", list(WorkAction))
@pytest.mark.parametrize("role", [Role.VIEWER, Role.PROVIDER, Role.COMPLIANCE])
def test_who_only_looks_does_nothing(role: Role, action: WorkAction) -> None:
    assert refusal_of(action, a_scene(a_claim(asked_cents=5_000)), an_actor(role)) is not None


@pytest.mark.parametrize("action", sorted(offers(a_claim()) - {WorkAction.TAKE}))
def test_a_biller_does_what_is_offered(action: WorkAction) -> None:
    assert refusal_of(action, a_scene(a_claim()), an_actor()) is None


@pytest.mark.parametrize("state", list(ClaimState))
@pytest.mark.parametrize("action", sorted(set(WorkAction) - {WorkAction.TAKE}))
def test_what_is_not_offered_is_refused_with_a_reason(state: ClaimState, action: WorkAction) -> None:
    claim = a_claim(state, balance=0)

    refusal = refusal_of(action, a_scene(claim), an_actor(Role.LEAD))

    assert (refusal is None) is (action in offers(claim))
    assert refusal is None or refusal.sentence.endswith(".")


@pytest.mark.parametrize(
    ("who", "role", "action", "is_refused"),
    [
        (1, Role.BILLER, WorkAction.CONFIRM, True),
        (1, Role.LEAD, WorkAction.CONFIRM, True),
        (1, Role.ADMIN, WorkAction.CONFIRM, True),
        (2, Role.LEAD, WorkAction.CONFIRM, False),
        (2, Role.ADMIN, WorkAction.CONFIRM, False),
        (2, Role.BILLER, WorkAction.CONFIRM, True),
        (1, Role.BILLER, WorkAction.DECLINE, False),
        (2, Role.LEAD, WorkAction.DECLINE, False),
        (2, Role.BILLER, WorkAction.DECLINE, True),
    ],
)
def test_a_write_off_is_decided_by_another_lead(who: int, role: Role, action: WorkAction, is_refused: bool) -> None:
    """Person 1 asked for it."""
    scene = a_scene(a_claim(asked_cents=5_000), done(WorkKind.WRITE_OFF_ASKED, person_id=1, cents=5_000))

    assert (refusal_of(action, scene, an_actor(role, who)) is not None) is is_refused


def test_a_conflict_names_who_and_when() -> None:
    taken = done(WorkKind.ASSIGNED, person_id=2, to_person_id=2, at=NOW - timedelta(minutes=5))

    refusal = refusal_of(WorkAction.TAKE, a_scene(a_claim(owner_id=2), taken), an_actor())

    assert refusal is not None
    assert refusal.sentence == "Lee Lead has this claim. Lee Lead assigned it 5 minutes ago."


def test_who_has_it_already_is_not_refused() -> None:
    refusal = refusal_of(WorkAction.TAKE, a_scene(a_claim(owner_id=1)), an_actor())

    assert refusal is not None
    assert refusal.is_done


@pytest.mark.parametrize(("seconds", "is_refused"), [(599, False), (600, False), (601, True)])
def test_ten_minutes_to_undo(seconds: int, is_refused: bool) -> None:
    scene = a_scene(a_claim(), done(WorkKind.RESOLVED, person_id=1, at=NOW - timedelta(seconds=seconds)))

    assert (why_not_undo(scene, 1, an_actor()) is not None) is is_refused


@pytest.mark.parametrize(("seconds", "number"), [(0, 2), (600, 2), (601, None)])
def test_a_card_that_is_written_anew_offers_to_undo_the_newest_action(seconds: int, number: int | None) -> None:
    then = NOW - timedelta(seconds=seconds)
    scene = a_scene(a_claim(), done(WorkKind.NOTED, at=then), done(WorkKind.RESOLVED, at=then))

    assert newest_undoable(scene.worked, NOW) == number
    assert newest_undoable((), NOW) is None


def test_an_action_beneath_a_newer_one_or_of_another_claim_is_not_undone() -> None:
    scene = a_scene(a_claim(), done(WorkKind.RESOLVED, person_id=1), done(WorkKind.REOPENED, person_id=1))

    assert why_not_undo(scene, 1, an_actor()) is not None
    assert why_not_undo(scene, 2, an_actor()) is None
    assert why_not_undo(scene, 99, an_actor()) is not None


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(days=1), "1 day ago"),
    ],
)
def test_how_long_ago(span: timedelta, words: str) -> None:
    assert ago(NOW - span, NOW) == words


def test_every_state_is_open_or_done() -> None:
    assert {state for state in ClaimState if not is_open(a_claim(state, balance=0))} == {
        ClaimState.PAID,
        ClaimState.CLOSED,
        ClaimState.WRITTEN_OFF,
    }


def test_each_action_needs_a_permission_that_some_role_has() -> None:
    assert Permission.WRITE_OFF_CONFIRM not in GRANTED[Role.BILLER]
    for action in set(WorkAction) - {WorkAction.CONFIRM, WorkAction.DECLINE, WorkAction.TAKE}:
        for claim in (a_claim(), a_claim(resolved_on=date(2026, 1, 27))):
            if action in offers(claim):
                assert refusal_of(action, a_scene(claim), an_actor(Role.ADMIN)) is None
