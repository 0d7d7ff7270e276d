"""What may be done with a task in each state, and by whom: tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.roles import GRANTED
from bot.rules.tasks import TaskAction, TaskScene, offered, refusal_of_task, task_of
from bot.rules.work_rules import Actor
from data.people_models import Role
from data.task_models import Task, TaskDid, TaskEvent, TaskKind, TaskRecord, TaskState

NOW = datetime(2026, 1, 28, 15, tzinfo=UTC)
TODAY = NOW.date()
BEA, CODY, DANA, LEE = 1, 2, 3, 4
NAMES = {BEA: "Bea Biller", CODY: "Cody Coder", DANA: "Dana Coder", LEE: "Lee Lead"}
ROLES = {BEA: Role.BILLER, CODY: Role.CODER, DANA: Role.CODER, LEE: Role.LEAD}


def happened(did: TaskDid, who: int, *, to: int | None = None, until: date | None = None, way: str = "") -> TaskEvent:
    return TaskEvent(
        at=NOW - timedelta(minutes=5), on=TODAY, did=did, person_id=who, to_person_id=to, until=until, way=way
    )


def a_task(
    *events: TaskEvent, kind: TaskKind = TaskKind.CODING_REVIEW, to: int | None = CODY, on: date = TODAY
) -> Task:
    """Bea asked Cody, or whoever."""
    asked = TaskEvent(
        at=NOW - timedelta(hours=2),
        on=TODAY,
        did=TaskDid.ASKED,
        person_id=BEA,
        to_person_id=to,
        role=str(Role.CODER) if kind is TaskKind.CODING_REVIEW else "",
        until=date(2026, 1, 30),
        way="codes",
    )
    numbered = [_numbered(one, number) for number, one in enumerate((asked, *events), start=1)]
    return task_of(TaskRecord(id=7, kind=kind, claim_id=1, claim_ref="K7M-4QX", events=tuple(numbered)), on)


def _numbered(one: TaskEvent, number: int) -> TaskEvent:
    return TaskEvent(**{name: getattr(one, name) for name in one.__slots__} | {"id": number})


def refused(action: TaskAction, task: Task, who: int, *, seen: int = 0) -> str:
    actor = Actor(person_id=who, name="", team="T1", user="U1", place="", permissions=GRANTED[ROLES[who]])
    refusal = refusal_of_task(action, TaskScene(task=task, names=NAMES, now=NOW), actor, seen=seen)
    return refusal.sentence if refusal else ""


TAKEN = happened(TaskDid.TAKEN, CODY)
PENDED = happened(TaskDid.PENDED, CODY, until=date(2026, 2, 2))
ASKED_PROVIDER = happened(TaskDid.ASKED_PROVIDER, CODY)
ESCALATED = happened(TaskDid.ESCALATED, BEA)
ANSWERED = happened(TaskDid.ANSWERED, CODY, way="stands documented")
DONE = happened(TaskDid.DONE, CODY)
CANCELLED = happened(TaskDid.CANCELLED, BEA)
REVIEWS = {
    TaskState.OPEN: a_task(),
    TaskState.TAKEN: a_task(TAKEN),
    TaskState.PENDED: a_task(TAKEN, PENDED),
    TaskState.ESCALATED: a_task(ESCALATED),
    TaskState.DONE: a_task(TAKEN, ANSWERED),
    TaskState.CANCELLED: a_task(CANCELLED),
}
COMMON = {TaskAction.HAND_ON, TaskAction.CANCEL}
OFFERED = {
    TaskState.OPEN: COMMON
    | {TaskAction.TAKE, TaskAction.PEND, TaskAction.ASK_PROVIDER, TaskAction.ESCALATE, TaskAction.ANSWER},
    TaskState.TAKEN: COMMON | {TaskAction.PEND, TaskAction.ASK_PROVIDER, TaskAction.ESCALATE, TaskAction.ANSWER},
    TaskState.PENDED: COMMON | {TaskAction.TAKE, TaskAction.ESCALATE, TaskAction.ANSWER},
    TaskState.ESCALATED: COMMON | {TaskAction.TAKE, TaskAction.ANSWER},
    TaskState.DONE: set(),
    TaskState.CANCELLED: set(),
}


@pytest.mark.parametrize("state", list(TaskState))
def test_every_state_of_a_review_offers_what_leads_out_of_it(state: TaskState) -> None:
    assert REVIEWS[state].state is state
    assert set(offered(REVIEWS[state])) == OFFERED[state]


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("action", list(TaskAction))
def test_what_a_state_does_not_offer_is_refused_even_to_a_lead_who_codes(state: TaskState, action: TaskAction) -> None:
    both = GRANTED[Role.ADMIN]
    actor = Actor(person_id=9, name="", team="T1", user="U1", place="", permissions=both)
    scene = TaskScene(task=REVIEWS[state], names=NAMES, now=NOW)

    assert (refusal_of_task(action, scene, actor, seen=0) is None) == (action in OFFERED[state])


@pytest.mark.parametrize(
    ("action", "billers", "other_coders"),
    [
        (TaskAction.TAKE, "answer coding reviews", "Cody Coder has it"),
        (TaskAction.ANSWER, "answer coding reviews", "Cody Coder has it"),
        (TaskAction.PEND, "answer coding reviews", "Cody Coder has it"),
        (TaskAction.ASK_PROVIDER, "answer coding reviews", "Cody Coder has it"),
        (TaskAction.HAND_ON, "", "a lead hands it on"),
        (TaskAction.ESCALATE, "", "a lead gives it to the lead"),
        (TaskAction.CANCEL, "", "a lead cancels it"),
        (TaskAction.DONE, "A coding review is answered", "A coding review is answered"),
    ],
)
def test_a_review_is_its_coders_to_answer_and_its_askers_to_take_back(
    action: TaskAction, billers: str, other_coders: str
) -> None:
    review = a_task()

    for who, sentence in ((BEA, billers), (DANA, other_coders)):
        told = refused(action, review, who)
        assert (sentence in told) if sentence else told == "", (who, told)


def test_any_coder_takes_what_was_handed_to_no_one() -> None:
    review = a_task(to=None)

    assert refused(TaskAction.TAKE, review, DANA) == ""
    assert "answer coding reviews" in refused(TaskAction.TAKE, review, BEA)
    assert "answer coding reviews" in refused(TaskAction.TAKE, review, LEE)


def test_whoever_acts_on_an_older_sight_of_it_is_told_who_was_first() -> None:
    taken = a_task(TAKEN, to=None)

    assert refused(TaskAction.PEND, taken, CODY, seen=2) == ""
    told = refused(TaskAction.TAKE, taken, DANA, seen=1)
    assert told == "It has changed meanwhile: Cody Coder took it 5 minutes ago. Open it again to see it as it is."
    assert "It is over: Bea Biller cancelled it" in refused(TaskAction.ANSWER, a_task(CANCELLED), CODY, seen=1)


def test_taking_twice_is_no_mistake() -> None:
    task = a_task(TAKEN)
    actor = Actor(person_id=CODY, name="", team="T1", user="U1", place="", permissions=GRANTED[Role.CODER])

    refusal = refusal_of_task(TaskAction.TAKE, TaskScene(task=task, names=NAMES, now=NOW), actor, seen=1)

    assert refusal is not None
    assert refusal.is_done


@pytest.mark.parametrize(("day", "state"), [(1, TaskState.PENDED), (2, TaskState.TAKEN), (3, TaskState.TAKEN)])
def test_what_is_pended_comes_back_on_its_day_to_who_had_it(day: int, state: TaskState) -> None:
    task = a_task(TAKEN, PENDED, on=date(2026, 2, day))

    assert (task.state, task.returns_to if state is TaskState.PENDED else task.has_id) == (state, CODY)


def test_a_review_that_waits_for_the_provider_comes_back_with_a_new_day() -> None:
    waiting = a_task(TAKEN, ASKED_PROVIDER, on=date(2026, 5, 1))
    back = a_task(TAKEN, ASKED_PROVIDER, happened(TaskDid.CAME_BACK, CODY, until=date(2026, 2, 4)))

    assert (waiting.state, waiting.waits_for_provider) == (TaskState.PENDED, True)
    assert (back.state, back.has_id, back.due_on) == (TaskState.TAKEN, CODY, date(2026, 2, 4))


def test_other_tasks_are_finished_by_who_has_them_and_by_anybody_where_nobody_has() -> None:
    for kind in TaskKind:
        if kind is not TaskKind.CODING_REVIEW:
            assert "Cody Coder has it" in refused(TaskAction.DONE, a_task(kind=kind), DANA)
            assert refused(TaskAction.DONE, a_task(kind=kind, to=None), BEA) == ""
            assert "no review" in refused(TaskAction.ANSWER, a_task(kind=kind), CODY)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PROVIDER, Role.COMPLIANCE])
@pytest.mark.parametrize("action", list(TaskAction))
def test_who_only_looks_does_nothing_with_tasks(role: Role, action: TaskAction) -> None:
    actor = Actor(person_id=8, name="", team="T1", user="U1", place="", permissions=GRANTED[role])
    for task in (a_task(to=None), a_task(to=None, kind=TaskKind.RECORDS)):
        assert refusal_of_task(action, TaskScene(task=task, names=NAMES, now=NOW), actor, seen=0) is not None


def test_what_is_with_the_lead_is_the_leads() -> None:
    assert "with the lead" in refused(TaskAction.DONE, a_task(ESCALATED, kind=TaskKind.COB), DANA)
    assert refused(TaskAction.DONE, a_task(ESCALATED, kind=TaskKind.COB), LEE) == ""
