"""What a task's history comes to, what may be done with it now, and by whom: values in, a task or a refusal out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.rules.roles import Permission, refusal_sentence
from bot.rules.task_words import did_words, role_words
from bot.rules.work_rules import Actor, Refusal, ago
from bot.rules.work_words import Names, name_of
from data.people_models import Role
from data.task_models import OVER, Task, TaskDid, TaskEvent, TaskKind, TaskRecord, TaskState

MOST_PEND_DAYS = 60
MOST_REVIEW_PEND_DAYS = 10
"""Business days. Somebody waits for the answer of a review."""


class TaskAction(StrEnum):
    """What the buttons say."""

    TAKE = "take"
    HAND_ON = "hand_on"
    PEND = "pend"
    ASK_PROVIDER = "ask_provider"
    ESCALATE = "escalate"
    ANSWER = "answer"
    DONE = "done"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskScene:
    """A task as it is, the names of people, and the moment."""

    task: Task
    names: Names
    now: datetime


# --- what its history comes to -------------------------------------------------------------------------------------


def task_of(record: TaskRecord, today: date) -> Task:
    """What a record comes to by that day: what was pended until then is back with whom it returns to."""
    task = _asked(record)
    for one in record.events[1:]:
        task = replace(_after(task, one), version=one.id)
    if task.state is TaskState.PENDED and task.pended_until is not None and task.pended_until <= today:
        return _back(task, task.pended_until)
    return task


def _asked(record: TaskRecord) -> Task:
    first = record.events[0]
    return Task(
        id=record.id,
        kind=record.kind,
        claim_id=record.claim_id,
        claim_ref=record.claim_ref,
        state=TaskState.TAKEN if _is_own(first) else TaskState.OPEN,
        asked_by=first.person_id,
        asked_on=first.on,
        has_id=first.to_person_id,
        role=first.role,
        due_on=first.until,
        pended_until=None,
        returns_to=None,
        waits_for_provider=False,
        question=first.way,
        about=first.about,
        line=first.line,
        text=first.text,
        answer="",
        answer_way="",
        answer_codes="",
        answer_text="",
        version=first.id,
        events=record.events,
    )


def _is_own(asked: TaskEvent) -> bool:
    """Who gives a task to themselves has taken it."""
    return asked.to_person_id is not None and asked.to_person_id == asked.person_id


def _after(task: Task, one: TaskEvent) -> Task:
    match one.did:
        case TaskDid.TAKEN:
            return replace(_rested(task), state=TaskState.TAKEN, has_id=one.person_id)
        case TaskDid.HANDED_ON:
            return replace(_rested(task), state=TaskState.OPEN, has_id=one.to_person_id, role=one.role)
        case TaskDid.PENDED:
            returns_to = one.person_id if task.has_id is None else task.has_id
            return replace(task, state=TaskState.PENDED, pended_until=one.until, returns_to=returns_to)
        case TaskDid.ASKED_PROVIDER:
            returns_to = one.person_id if task.has_id is None else task.has_id
            return replace(
                task, state=TaskState.PENDED, pended_until=None, returns_to=returns_to, waits_for_provider=True
            )
        case TaskDid.CAME_BACK:
            return replace(_back(task, one.until), due_on=one.until)
        case TaskDid.ESCALATED:
            return replace(_rested(task), state=TaskState.ESCALATED, has_id=None)
        case TaskDid.ANSWERED:
            answer, _, way = one.way.partition(" ")
            done = replace(_rested(task), state=TaskState.DONE, has_id=one.person_id)
            return replace(done, answer=answer, answer_way=way, answer_codes=one.codes, answer_text=one.text)
        case TaskDid.DONE:
            return replace(_rested(task), state=TaskState.DONE, has_id=one.person_id)
        case TaskDid.CANCELLED:
            return replace(_rested(task), state=TaskState.CANCELLED)
        case _:
            return task


def _back(task: Task, due_on: date | None) -> Task:
    """Pended no more: with whom it returns to."""
    state = TaskState.TAKEN if task.returns_to is not None else TaskState.OPEN
    return replace(_rested(task), state=state, has_id=task.returns_to, due_on=due_on or task.due_on)


def _rested(task: Task) -> Task:
    return replace(task, pended_until=None, returns_to=None, waits_for_provider=False)


def holder_of(task: Task, names: Names) -> str:
    """Who has it, or who may take it: "Cody Coder", "any coder", "the lead"."""
    if task.has_id is not None:
        return name_of(task.has_id, names) or "somebody who left"
    return "the lead" if task.state is TaskState.ESCALATED else role_words(task.role)


# --- what may be done ----------------------------------------------------------------------------------------------

_WORKING = frozenset({TaskState.OPEN, TaskState.TAKEN, TaskState.PENDED, TaskState.ESCALATED})
_ALLOWED = {
    TaskAction.TAKE: frozenset({TaskState.OPEN, TaskState.PENDED, TaskState.ESCALATED}),
    TaskAction.HAND_ON: _WORKING,
    TaskAction.PEND: frozenset({TaskState.OPEN, TaskState.TAKEN}),
    TaskAction.ASK_PROVIDER: frozenset({TaskState.OPEN, TaskState.TAKEN}),
    TaskAction.ESCALATE: frozenset({TaskState.OPEN, TaskState.TAKEN, TaskState.PENDED}),
    TaskAction.ANSWER: _WORKING,
    TaskAction.DONE: _WORKING,
    TaskAction.CANCEL: _WORKING,
}
DID = {
    TaskAction.TAKE: TaskDid.TAKEN,
    TaskAction.HAND_ON: TaskDid.HANDED_ON,
    TaskAction.PEND: TaskDid.PENDED,
    TaskAction.ASK_PROVIDER: TaskDid.ASKED_PROVIDER,
    TaskAction.ESCALATE: TaskDid.ESCALATED,
    TaskAction.ANSWER: TaskDid.ANSWERED,
    TaskAction.DONE: TaskDid.DONE,
    TaskAction.CANCEL: TaskDid.CANCELLED,
}
_OF_REVIEWS_ALONE = frozenset({TaskAction.ANSWER, TaskAction.ASK_PROVIDER})
_OF_THE_ONE_ASKED = frozenset(
    {TaskAction.TAKE, TaskAction.PEND, TaskAction.ASK_PROVIDER, TaskAction.ANSWER, TaskAction.DONE}
)
"""Of a review these are the coder's."""
_SAME_TWICE = frozenset({TaskAction.TAKE, TaskAction.ESCALATE, TaskAction.DONE, TaskAction.CANCEL})


def offered(task: Task) -> tuple[TaskAction, ...]:
    """What a card offers to whoever reads it; whether they may is asked when they press."""
    return tuple(one for one in TaskAction if task.state in _ALLOWED[one] and _fits(one, task))


def _fits(action: TaskAction, task: Task) -> bool:
    if task.kind is TaskKind.CODING_REVIEW:
        return action is not TaskAction.DONE
    return action not in _OF_REVIEWS_ALONE


def needed_for(kind: TaskKind, action: TaskAction) -> Permission:
    """A review is the coder's to answer; everything else is work on a claim."""
    if kind is TaskKind.CODING_REVIEW and action in _OF_THE_ONE_ASKED:
        return Permission.ANSWER_REVIEW
    return Permission.WORK_CLAIM


def refusal_of_task(action: TaskAction, scene: TaskScene, actor: Actor, *, seen: int) -> Refusal | None:
    """None where it may be done now. `seen` is the version that the person looked at, 0 for whatever it is."""
    task = scene.task
    if not _fits(action, task):
        is_review = task.kind is TaskKind.CODING_REVIEW
        return Refusal(sentence="A coding review is answered, not finished." if is_review else "It is no review.")
    needed = needed_for(task.kind, action)
    if needed not in actor.permissions:
        return Refusal(sentence=refusal_sentence(needed))
    newest = task.events[-1]
    if task.state not in _ALLOWED[action] or seen not in (0, task.version):
        is_own = newest.person_id == actor.person_id and newest.did is DID[action] and action in _SAME_TWICE
        return Refusal(sentence=_changed(scene), is_done=is_own)
    return _why_not_this_person(action, task, scene, actor)


def _changed(scene: TaskScene) -> str:
    """Somebody was first."""
    newest = scene.task.events[-1]
    who = name_of(newest.person_id, scene.names) or "Somebody"
    over = "It is over" if scene.task.state in OVER else "It has changed meanwhile"
    return f"{over}: {who} {did_words(newest.did)} {ago(newest.at, scene.now)}. Open it again to see it as it is."


def _why_not_this_person(action: TaskAction, task: Task, scene: TaskScene, actor: Actor) -> Refusal | None:
    """Who has it works it; who asked may take it back; a lead may do all of it."""
    is_lead = Permission.WRITE_OFF_CONFIRM in actor.permissions
    has_it = task.has_id is not None and task.has_id == actor.person_id
    asked_it = task.asked_by is not None and task.asked_by == actor.person_id
    if is_lead or has_it:
        return None
    if action in (TaskAction.HAND_ON, TaskAction.ESCALATE, TaskAction.CANCEL):
        if asked_it or (task.has_id is None and action is not TaskAction.CANCEL):
            return None
        return Refusal(sentence=f"Who asked for it, who has it, or a lead {_MAY[action]}.")
    if task.state is TaskState.ESCALATED:
        return Refusal(sentence="It is with the lead, who does it or hands it on.")
    if task.has_id is not None:
        who = name_of(task.has_id, scene.names) or "Somebody else"
        return Refusal(sentence=f"{who} has it: ask them, or have it handed on to you.")
    if task.role and not _fits_role(task.role, actor):
        return Refusal(sentence=f"It is for {role_words(task.role)}.")
    return None


_MAY = {TaskAction.HAND_ON: "hands it on", TaskAction.ESCALATE: "gives it to the lead", TaskAction.CANCEL: "cancels it"}


def _fits_role(role: str, actor: Actor) -> bool:
    """What is for coders is for whoever may answer reviews; what is for others is for all who work claims."""
    return role != Role.CODER or Permission.ANSWER_REVIEW in actor.permissions
