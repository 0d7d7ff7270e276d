"""Where a query to a provider stands after each act, who may do it, and what the second of two people is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.rules.provider_query import QueryScene, next_state, refusal_of, standing_of
from bot.rules.query_kinds import options_of
from bot.rules.roles import GRANTED, Permission, may
from bot.rules.work_rules import Actor
from data.people_models import Person, Role
from data.query_models import Query, QueryAct, QueryKind, QueryState, QueryStep, Question

NOW = datetime(2026, 1, 28, 15, tzinfo=UTC)
CODER, PROVIDER, COLLEAGUE, BACKUP, LEAD = 1, 2, 3, 4, 5
NAMES = {CODER: "Cody Coder", PROVIDER: "Paula Provider", COLLEAGUE: "Quinn Colleague", BACKUP: "Bo", LEAD: "Lee Lead"}
S, A = QueryState, QueryAct
TABLE = {
    (S.DRAFT, A.DRAFT): S.DRAFT,
    (S.DRAFT, A.SEND): S.SENT,
    (S.DRAFT, A.WITHDRAW): S.WITHDRAWN,
    (S.SENT, A.ACKNOWLEDGE): S.ACKNOWLEDGED,
    (S.SENT, A.ANSWER): S.ANSWERED,
    (S.SENT, A.PASS_ON): S.SENT,
    (S.SENT, A.RETURN): S.DRAFT,
    (S.SENT, A.CLOSE): S.CLOSED,
    (S.SENT, A.WITHDRAW): S.WITHDRAWN,
    (S.ACKNOWLEDGED, A.ANSWER): S.ANSWERED,
    (S.ACKNOWLEDGED, A.PASS_ON): S.SENT,
    (S.ACKNOWLEDGED, A.RETURN): S.DRAFT,
    (S.ACKNOWLEDGED, A.CLOSE): S.CLOSED,
    (S.ACKNOWLEDGED, A.WITHDRAW): S.WITHDRAWN,
    (S.ANSWERED, A.DOCUMENT): S.DOCUMENTED,
    (S.ANSWERED, A.CLOSE): S.CLOSED,
    (S.DOCUMENTED, A.CLOSE): S.CLOSED,
}
WAYS = {
    S.DRAFT: (),
    S.SENT: (A.SEND,),
    S.ACKNOWLEDGED: (A.SEND, A.ACKNOWLEDGE),
    S.ANSWERED: (A.SEND, A.ANSWER),
    S.DOCUMENTED: (A.SEND, A.ANSWER, A.DOCUMENT),
    S.CLOSED: (A.SEND, A.ANSWER, A.CLOSE),
    S.WITHDRAWN: (A.SEND, A.WITHDRAW),
}
DOES = {A.ACKNOWLEDGE: PROVIDER, A.ANSWER: PROVIDER, A.RETURN: PROVIDER, A.PASS_ON: PROVIDER}
ACTORS = {CODER: Role.CODER, PROVIDER: Role.PROVIDER, COLLEAGUE: Role.PROVIDER, BACKUP: Role.PROVIDER, LEAD: Role.LEAD}


def a_query(*acts: QueryAct, backup: int | None = None, **facts: Any) -> Query:
    """Drafted by the coder for the provider, then each act by whoever does it, a minute apart."""
    first = QueryStep(
        number=1,
        at=NOW - timedelta(hours=1),
        on=NOW.date(),
        act=A.DRAFT,
        person_id=CODER,
        provider_id=PROVIDER,
        backup_id=backup,
        question=Question(kind=QueryKind.ACUITY),
    )
    steps = [first]
    for number, act in enumerate(acts, 2):
        step = replace(first, number=number, act=act, person_id=DOES.get(act, CODER), question=None, provider_id=None)
        step = replace(step, at=NOW - timedelta(minutes=3), backup_id=None, **facts)
        steps.append(step)
    return Query(id=1, ref="Q-K7M-4QX", claim_ref="K7M-4QX", review_id=0, steps=tuple(steps))


def an_actor(person_id: int, *roles: Role) -> Actor:
    granted = frozenset[Permission]().union(*(GRANTED[role] for role in roles or (ACTORS[person_id],)))
    return Actor(person_id=person_id, name=NAMES[person_id], team="T1", user="U1", place="", permissions=granted)


def a_scene(query: Query) -> QueryScene:
    return QueryScene(query=query, names=NAMES, now=NOW)


def why_not(act: QueryAct, query: Query, actor: Actor, *, seen: int | None = None) -> str:
    refusal = refusal_of(act, a_scene(query), actor, seen=seen)
    return refusal.sentence if refusal else ""


@pytest.mark.parametrize("act", list(QueryAct))
@pytest.mark.parametrize("state", list(QueryState))
def test_each_act_leads_where_the_table_says_and_nowhere_else(state: QueryState, act: QueryAct) -> None:
    assert next_state(state, act) is TABLE.get((state, act))


@pytest.mark.parametrize("act", list(QueryAct))
@pytest.mark.parametrize("state", list(QueryState))
def test_an_act_is_refused_exactly_where_it_fits_no_state(state: QueryState, act: QueryAct) -> None:
    query = a_query(*WAYS[state])
    actor = an_actor(DOES.get(act, LEAD))

    sentence = why_not(act, query, actor)

    assert standing_of(query).state is state
    assert bool(sentence) is ((state, act) not in TABLE)


@pytest.mark.parametrize("act", [A.ACKNOWLEDGE, A.ANSWER, A.RETURN])
@pytest.mark.parametrize(
    ("person_id", "roles", "is_allowed"),
    [
        (PROVIDER, (Role.PROVIDER,), True),
        (BACKUP, (Role.PROVIDER,), True),
        (COLLEAGUE, (Role.PROVIDER,), False),
        (CODER, (Role.CODER,), False),
        (LEAD, (Role.LEAD,), False),
        (LEAD, (Role.ADMIN,), False),
        (PROVIDER, (Role.VIEWER,), False),
    ],
)
def test_only_the_provider_who_is_asked_or_the_backup_answers(
    act: QueryAct, person_id: int, roles: tuple[Role, ...], is_allowed: bool
) -> None:
    query = a_query(A.SEND, backup=BACKUP)

    assert (why_not(act, query, an_actor(person_id, *roles)) == "") is is_allowed


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", [A.DRAFT, A.SEND, A.DOCUMENT, A.CLOSE, A.WITHDRAW])
def test_the_askers_side_is_coders_billers_and_leads(act: QueryAct, role: Role) -> None:
    query = a_query(*WAYS[S.DRAFT if act in (A.DRAFT, A.SEND, A.WITHDRAW) else S.ANSWERED])

    is_allowed = why_not(act, query, an_actor(LEAD, role)) == ""

    assert is_allowed is (role in (Role.CODER, Role.BILLER, Role.LEAD, Role.ADMIN))


def test_a_provider_may_look_up_codes_and_answer_and_nothing_else() -> None:
    assert GRANTED[Role.PROVIDER] == {
        Permission.LOOK_UP_CODES,
        Permission.SEE_DENIAL_HELP,
        Permission.ANSWER_QUERY,
    }


def test_a_deactivated_provider_may_not_answer() -> None:
    left = Person(team="T1", user="U2", name="", roles=frozenset({Role.PROVIDER}), is_active=False, added_at=NOW)

    assert not may(left, Permission.ANSWER_QUERY)


def test_the_second_of_two_is_told_who_did_what() -> None:
    query = a_query(A.SEND, A.ANSWER)

    sentence = why_not(A.WITHDRAW, query, an_actor(LEAD))

    assert sentence == "This query is answered. Paula Provider answered it 3 minutes ago."


def test_doing_the_same_twice_is_no_mistake_and_changes_nothing() -> None:
    query = a_query(A.SEND, A.ACKNOWLEDGE)

    refusal = refusal_of(A.ACKNOWLEDGE, a_scene(query), an_actor(PROVIDER))

    assert refusal is not None
    assert refusal.is_done


def test_whoever_acts_on_what_changed_meanwhile_is_told() -> None:
    query = a_query(A.SEND, A.ACKNOWLEDGE)

    sentence = why_not(A.WITHDRAW, query, an_actor(CODER), seen=2)

    assert "Paula Provider acknowledged it 3 minutes ago." in sentence
    assert why_not(A.WITHDRAW, query, an_actor(CODER), seen=3) == ""


def test_what_one_did_oneself_meanwhile_hinders_nothing() -> None:
    query = a_query(A.SEND, A.ACKNOWLEDGE)

    assert why_not(A.ANSWER, query, an_actor(PROVIDER), seen=2) == ""


def test_a_colleague_it_is_passed_on_to_is_who_answers() -> None:
    query = a_query(A.SEND, A.ACKNOWLEDGE)
    passed = replace(query.steps[-1], number=4, act=A.PASS_ON, person_id=PROVIDER, provider_id=COLLEAGUE)
    query = replace(query, steps=(*query.steps, passed))

    standing = standing_of(query)

    assert (standing.state, standing.provider_id, standing.acknowledged_on) == (S.SENT, COLLEAGUE, None)
    assert why_not(A.ANSWER, query, an_actor(COLLEAGUE)) == ""
    assert why_not(A.ANSWER, query, an_actor(PROVIDER)) != ""


def test_an_answer_counts_from_the_charts_own_day() -> None:
    query = a_query(A.SEND, A.ANSWER, A.DOCUMENT, day=date(2026, 1, 27))

    assert standing_of(query).documented_on == date(2026, 1, 27)


def test_a_query_that_came_back_says_why_until_it_is_changed() -> None:
    query = a_query(A.SEND, A.RETURN, choice="not_my_patient")
    again = replace(query.steps[0], number=4, provider_id=COLLEAGUE)

    changed = standing_of(replace(query, steps=(*query.steps, again)))

    assert (standing_of(query).state, standing_of(query).reason) == (S.DRAFT, "not_my_patient")
    assert (changed.provider_id, changed.reason) == (COLLEAGUE, "")


@pytest.mark.parametrize("acts", [(A.ANSWER,), (A.SEND, A.DOCUMENT), (A.SEND, A.WITHDRAW, A.SEND)])
def test_a_history_that_cannot_be_is_not_read(acts: tuple[QueryAct, ...]) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        standing_of(a_query(*acts))


def test_the_askers_own_choices_stand_only_where_the_kind_takes_them() -> None:
    own = options_of(Question(kind=QueryKind.TYPE, choices=("Systolic", "Diastolic")))
    fixed = options_of(Question(kind=QueryKind.LATERALITY, choices=("Up", "Down")))

    assert list(own.values())[:2] == ["Systolic", "Diastolic"]
    assert list(own)[2:] == ["other", "undetermined"]
    assert "Up" not in fixed.values()
