"""Which role may do what, written out; and what is asked before anything is answered."""

from datetime import UTC, datetime

import pytest

from bot.rules.access import SHARED_CHANNEL, Sender, admitted
from bot.rules.roles import GRANTED, Permission, may, refusal_sentence
from data.errors import NotAllowed
from data.people_models import Person, Role

TABLE = """
                   viewer front_desk provider coder biller credentialing compliance lead admin
look_up_codes      yes    yes        yes      yes   yes    yes           yes        yes  yes
see_denial_help    yes    yes        yes      yes   yes    yes           yes        yes  yes
see_claim          yes    yes        no       yes   yes    yes           yes        yes  yes
work_claim         no     yes        no       yes   yes    yes           no         yes  yes
answer_review      no     no         no       yes   no     no            no         no   yes
assign             no     no         no       no    yes    no            no         yes  yes
write_off_propose  no     no         no       no    yes    no            no         yes  yes
write_off_confirm  no     no         no       no    no     no            no         yes  yes
import             no     no         no       no    yes    no            no         yes  yes
see_reports        no     no         no       no    yes    no            yes        yes  yes
export             no     no         no       no    no     no            no         yes  yes
manage_people      no     no         no       no    no     no            no         no   yes
see_audit          no     no         no       no    no     no            yes        no   yes
settings           no     no         no       no    no     no            no         no   yes
routes             no     no         no       no    no     no            no         yes  yes
payers             no     no         no       no    no     no            no         yes  yes
ask_provider       no     no         no       yes   yes    no            no         yes  yes
answer_query       no     no         yes      no    no     no            no         no   yes
glossary           no     yes        no       yes   yes    yes           yes        yes  yes
glossary_others    no     no         no       no    no     no            no         yes  yes
"""
_LINES = [line.split() for line in TABLE.strip().splitlines()]
CASES = [
    (Role(role), Permission(permission), answer == "yes")
    for permission, *answers in _LINES[1:]
    for role, answer in zip(_LINES[0], answers, strict=True)
]


def a_person(*roles: Role, is_active: bool = True) -> Person:
    return Person(
        team="T1",
        user="U1",
        name="Bea",
        roles=frozenset(roles),
        is_active=is_active,
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def a_sender(*, team: str = "T1", home_team: str = "T1", is_shared_channel: bool = False) -> Sender:
    return Sender(team=team, user="U1", home_team=home_team, place="C1", is_shared_channel=is_shared_channel)


@pytest.mark.parametrize(("role", "permission", "expected"), CASES)
def test_a_role_may_what_the_table_says(role: Role, permission: Permission, expected: bool) -> None:
    assert may(a_person(role), permission) is expected


def test_the_table_names_every_role_and_every_permission() -> None:
    assert {(role, permission) for role, permission, _ in CASES} == {(r, p) for r in Role for p in Permission}
    assert set(GRANTED) == set(Role)


def test_several_roles_add_up() -> None:
    both = a_person(Role.PROVIDER, Role.COMPLIANCE)

    assert may(both, Permission.SEE_AUDIT)
    assert not may(both, Permission.WORK_CLAIM)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_without_a_role_and_deactivated_people_may_do_nothing(permission: Permission) -> None:
    assert not may(None, permission)
    assert not may(a_person(), permission)
    assert not may(a_person(Role.ADMIN, is_active=False), permission)


@pytest.mark.parametrize("permission", Permission)
def test_a_refusal_says_what_why_and_whom_to_ask(permission: Permission) -> None:
    sentence = refusal_sentence(permission)

    assert sentence.startswith("You cannot ")
    assert "none of your roles includes it" in sentence
    assert "Ask an administrator" in sentence


@pytest.mark.parametrize(
    ("sender", "person", "why"),
    [
        (a_sender(), None, "not_listed"),
        (a_sender(), a_person(Role.ADMIN, is_active=False), "deactivated"),
        (a_sender(team="T2"), a_person(Role.ADMIN), "other_workspace"),
        (a_sender(team=""), a_person(Role.ADMIN), "other_workspace"),
        (a_sender(team="", home_team=""), a_person(Role.ADMIN), "other_workspace"),
        (a_sender(is_shared_channel=True), a_person(Role.ADMIN), SHARED_CHANNEL),
        (a_sender(is_shared_channel=True), None, SHARED_CHANNEL),
        (a_sender(), a_person(Role.PROVIDER), "see_claim"),
    ],
)
def test_who_is_refused_and_why(sender: Sender, person: Person | None, why: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        admitted(sender, person, Permission.SEE_CLAIM)

    assert refused.value.why == why


def test_what_names_no_permission_is_nobodys() -> None:
    with pytest.raises(NotAllowed):
        admitted(a_sender(), a_person(Role.ADMIN), None)


def test_a_refusal_tells_an_unknown_person_the_ids_to_be_added_with() -> None:
    with pytest.raises(NotAllowed, match="`billing-bot people add T1 U1 --name NAME --role ROLE`"):
        admitted(a_sender(), None, Permission.LOOK_UP_CODES)
