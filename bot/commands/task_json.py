"""A task as the command line tells it: as JSON, and as a line."""

from typing import Any

from bot.rules.task_words import KINDS, QUESTIONS, STATES, WHAT, answer_words
from bot.rules.tasks import holder_of
from bot.rules.work_words import Names, name_of
from data.task_models import OVER, Task, TaskEvent, TaskKind


def task_json(task: Task, names: Names) -> dict[str, Any]:
    """Days are ISO; people are named as others know them, "" for nobody."""
    return {
        "id": task.id,
        "claim": task.claim_ref,
        "kind": str(task.kind),
        "state": str(task.state),
        "asked_by": name_of(task.asked_by, names),
        "asked_on": task.asked_on.isoformat(),
        "has": name_of(task.has_id, names) if task.has_id is not None else "",
        "role": task.role,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "pended_until": task.pended_until.isoformat() if task.pended_until else None,
        "returns_to": name_of(task.returns_to, names) if task.returns_to is not None else "",
        "waits_for_provider": task.waits_for_provider,
        "question": task.question,
        "about": task.about,
        "line": task.line or None,
        "answer": task.answer,
        "answer_why": task.answer_way,
        "codes": task.answer_codes or task.events[0].codes,
        "history": [_event(one, names) for one in task.events],
    }


def task_line(task: Task, names: Names) -> str:
    """ "Coding review, open, with Cody Coder, due 2026-01-30: do the codes agree with the note?"."""
    asked = (QUESTIONS if task.kind is TaskKind.CODING_REVIEW else WHAT).get(task.question, "")
    parts = [
        KINDS[task.kind],
        STATES[task.state],
        f"with {holder_of(task, names)}" if task.state not in OVER else "",
        f"due {task.due_on}" if task.due_on and task.state not in OVER else "",
    ]
    head = ", ".join(filter(None, parts))
    told = answer_words(task.answer, task.answer_way) or asked
    return f"{head}: {told[:1].lower()}{told[1:]}" if told else head


def _event(one: TaskEvent, names: Names) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "did": str(one.did),
        "by": name_of(one.person_id, names),
        "to": name_of(one.to_person_id, names) if one.to_person_id is not None else "",
        "until": one.until.isoformat() if one.until else None,
        "why": one.way,
        "codes": one.codes,
        "text": one.text,
    }
