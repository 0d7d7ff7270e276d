"""The list of people: added, changed, deactivated, never deleted; every change is seen at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fixed_clock import FixedClock

from bot.access import Access
from bot.audit import AuditTrail
from bot.people import Operator, PeopleDesk
from bot.rules.access import Sender
from bot.rules.roles import Permission
from data.errors import NotAllowed, PersonExists, PersonNotFound
from data.people_models import Person, Role
from data.store.audit import iterate_rows
from data.store.claims_file import ClaimsFile
from data.store.connection import DatabaseError
from data.store.people import find_person, list_people

TEAM, USER = "T0AB", "U0AB"
BY = Operator(team="local", user="op")
ADDED = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def a_person(user: str = USER, *roles: Role, name: str = "Ada Admin", team: str = TEAM) -> Person:
    chosen = frozenset(roles or (Role.ADMIN,))
    return Person(team=team, user=user, name=name, roles=chosen, is_active=True, added_at=ADDED)


@pytest.fixture
def store(tmp_path: Path) -> ClaimsFile:
    return ClaimsFile(tmp_path)


@pytest.fixture
def desk(store: ClaimsFile) -> PeopleDesk:
    clock = FixedClock(ADDED.date())
    return PeopleDesk(store, clock, AuditTrail(store, clock))


def test_a_person_is_found_as_they_were_added(store: ClaimsFile, desk: PeopleDesk) -> None:
    added = desk.add(BY, a_person(USER, Role.LEAD, Role.BILLER))

    assert find_person(store.db, TEAM, USER) == added
    assert added.roles == {Role.LEAD, Role.BILLER}


def test_the_same_member_id_in_another_workspace_is_somebody_else(store: ClaimsFile, desk: PeopleDesk) -> None:
    desk.add(BY, a_person())

    assert find_person(store.db, "T0CD", USER) is None
    desk.add(BY, a_person(team="T0CD"))
    assert len(list_people(store.db)) == 2


def test_nobody_is_added_twice(desk: PeopleDesk) -> None:
    desk.add(BY, a_person())

    with pytest.raises(PersonExists):
        desk.add(BY, a_person(name="Another Ada"))


def test_people_are_listed_by_name(desk: PeopleDesk) -> None:
    desk.add(BY, a_person("U2", name="Lee"))
    desk.add(BY, a_person("U1", name="Bea"))

    assert [one.name for one in desk.people()] == ["Bea", "Lee"]


def test_what_is_not_named_stays_as_it_was(desk: PeopleDesk) -> None:
    old = desk.add(BY, a_person())

    changed = desk.change(BY, TEAM, USER, roles=[Role.VIEWER])

    assert (changed.name, changed.roles, changed.is_active) == (old.name, {Role.VIEWER}, True)
    assert desk.people() == [changed]


def test_somebody_who_is_not_there_cannot_be_changed(desk: PeopleDesk) -> None:
    with pytest.raises(PersonNotFound):
        desk.change(BY, TEAM, USER, is_active=False)


def test_a_deactivated_person_stays_on_the_list_and_can_come_back(desk: PeopleDesk) -> None:
    desk.add(BY, a_person())

    assert not desk.change(BY, TEAM, USER, is_active=False).is_active
    assert [one.is_active for one in desk.people()] == [False]
    assert desk.change(BY, TEAM, USER, is_active=True).is_active


def test_nobody_can_be_deleted(store: ClaimsFile, desk: PeopleDesk) -> None:
    desk.add(BY, a_person())

    with pytest.raises(DatabaseError, match="never deleted"):
        store.db.execute("DELETE FROM person")


def test_each_change_is_a_row_of_the_audit_trail_without_the_name(store: ClaimsFile, desk: PeopleDesk) -> None:
    desk.add(BY, a_person())
    desk.change(BY, TEAM, USER, roles=[Role.VIEWER])
    desk.change(BY, TEAM, USER, is_active=False)
    desk.change(BY, TEAM, USER, is_active=False)

    rows = [row.entry for row in iterate_rows(store.db)]
    assert [row.action for row in rows] == ["people.add", "people.change", "people.deactivate"]
    assert {row.object for row in rows} == {"T0AB/U0AB"}
    assert {row.user for row in rows} == {"op"}
    assert rows[1].detail == {"roles": "viewer", "active": True}
    assert "Ada" not in str(rows)


def test_a_change_that_fails_leaves_no_row(store: ClaimsFile, desk: PeopleDesk) -> None:
    desk.add(BY, a_person())

    with pytest.raises(PersonExists):
        desk.add(BY, a_person())

    assert [row.entry.action for row in iterate_rows(store.db)] == ["people.add"]


def test_the_door_sees_every_change_at_once_by_another_process_too(tmp_path: Path, desk: PeopleDesk) -> None:
    door = Access(ClaimsFile(tmp_path))
    sender = Sender(team=TEAM, user=USER, home_team=TEAM, place="C1")

    with pytest.raises(NotAllowed, match="not on this bot's list yet"):
        door.admit(sender, Permission.LOOK_UP_CODES)
    desk.add(BY, a_person(USER, Role.VIEWER))
    assert door.admit(sender, Permission.SEE_CLAIM).user == USER
    desk.change(BY, TEAM, USER, roles=[Role.PROVIDER])
    with pytest.raises(NotAllowed, match="cannot look at claims"):
        door.admit(sender, Permission.SEE_CLAIM)
    desk.change(BY, TEAM, USER, is_active=False)
    with pytest.raises(NotAllowed, match="no longer on this bot's list"):
        door.admit(sender, Permission.LOOK_UP_CODES)
