"""What follows from what happens to a task: its clock, the claim's history and steps, further tasks.

Everything here is inside the caller's write, and asks no permission.
"""

from dataclasses import replace
from datetime import date

from bot.clock import Clock
from bot.dating import load_dating
from bot.imports.linking import compute_positions
from bot.rules.hand_off_clocks import clock_days, days_until
from bot.rules.tasks import task_of
from data.errors import TaskNotFound
from data.hand_off_models import ClockDays, ClockKind, ClockRung, NewClock, Watcher
from data.importers.reference_tables import read_carc_actions
from data.people_models import Role
from data.store.claims import get_claims
from data.store.claims_file import ClaimsDb
from data.store.hand_off_clocks import move_clock, start_clock, stop_clock, tell_once
from data.store.tasks import add_task, find_task, keep_task_state
from data.store.work import add_worked
from data.task_models import CodingAnswer, Task, TaskDid, TaskEvent, TaskKind
from data.work_models import Worked, WorkKind

_ENDS = frozenset({TaskDid.ANSWERED, TaskDid.DONE, TaskDid.CANCELLED})


def clock_kind(kind: TaskKind) -> ClockKind:
    return ClockKind.CODING_REVIEW if kind is TaskKind.CODING_REVIEW else ClockKind.TASK


def kept_task(db: ClaimsDb, task_id: int, today: date) -> Task:
    """The task as its history comes to, with its row for lists brought up to date. Raises TaskNotFound."""
    record = find_task(db, task_id)
    if record is None:
        raise TaskNotFound(task_id)
    task = task_of(record, today)
    keep_task_state(db, task)
    return task


class TaskEffects:
    """One set for all tasks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._carcs = read_carc_actions()

    # --- clocks ---

    def start(self, db: ClaimsDb, task: Task, days: ClockDays, *, tell: bool = True) -> None:
        """Whoever has it now is waited on, and told; nobody is told what they asked of themselves."""
        new = NewClock(
            kind=clock_kind(task.kind),
            subject_id=task.id,
            claim_id=task.claim_id,
            waiting_on=task.has_id,
            waiting_role=task.role,
            asked_by=task.asked_by,
            started_on=self._clock.today(),
            days=days,
        )
        is_own = task.has_id is not None and task.has_id == task.asked_by
        start_clock(db, new, self._clock.now(), tell=tell and not is_own)

    def wind(self, db: ClaimsDb, task: Task, event: TaskEvent) -> None:
        """Moved with the task, wound anew where it waits for another day, stopped where it is over."""
        kind = clock_kind(task.kind)
        if event.did is TaskDid.TAKEN:
            move_clock(db, kind, task.id, waiting_on=task.has_id, role=task.role)
            return
        stopped = stop_clock(db, kind, task.id, on=self._clock.today())
        if stopped is None:
            return
        calendar = load_dating(db).calendar
        if event.did is TaskDid.HANDED_ON:
            self.start(db, task, stopped.days)
        elif event.did is TaskDid.PENDED and task.pended_until is not None:
            self.start(db, replace(task, has_id=task.returns_to), days_until(task.pended_until, calendar), tell=False)
        elif event.did is TaskDid.ESCALATED:
            self.start(db, replace(task, role=str(Role.LEAD)), clock_days(kind, self._clock.today(), calendar))
        elif event.did in _ENDS:
            is_answer = event.did is not TaskDid.CANCELLED
            watcher = Watcher.ASKER if is_answer else Watcher.WAITED_ON
            whom = stopped.asked_by if is_answer else stopped.waiting_on
            if whom is not None and whom != event.person_id:  # nobody is told what they did themselves
                tell_once(db, stopped.id, ClockRung.ANSWERED, watcher, self._clock.today())

    # --- a coder's answer ---

    def follow(self, db: ClaimsDb, task: Task, event: TaskEvent) -> None:
        """What a coder's answer brings beside the claim's next step."""
        if event.did is not TaskDid.ANSWERED:
            return
        if task.answer == CodingAnswer.CORRECTED and task.asked_by is not None:
            self._add_corrected(db, task, event)
        elif task.answer == CodingAnswer.WRITE_OFF and task.claim_id is not None:
            self._advise_write_off(db, task.claim_id, event)

    def _add_corrected(self, db: ClaimsDb, review: Task, answered: TaskEvent) -> None:
        """Whoever asked sends the claim again with the corrected codes; the answer itself tells of it."""
        days = clock_days(ClockKind.TASK, self._clock.today(), load_dating(db).calendar)
        event = replace(
            answered,
            did=TaskDid.ASKED,
            to_person_id=review.asked_by,
            role="",
            until=days.due_on,
            way="",
            about=review.about,
            line=review.line,
            text="",
        )
        task_id = add_task(db, TaskKind.CORRECTED_CLAIM, review.claim_id, event)
        task = kept_task(db, task_id, self._clock.today())
        self.start(db, task, days, tell=False)
        _work_row(db, task, event)

    def _advise_write_off(self, db: ClaimsDb, claim_id: int, event: TaskEvent) -> None:
        """Asked for as any write-off is, of what is denied; it waits for a lead, unless one waits already."""
        [claim] = get_claims(db, [claim_id])
        position = claim.position
        if position.overlay.asked_cents or position.balance_cents <= 0:
            return
        cents = position.denied_cents if 0 < position.denied_cents <= position.balance_cents else position.balance_cents
        add_worked(db, claim.id, _worked(WorkKind.WRITE_OFF_ASKED, event, way="coding_advice", cents=cents))

    # --- the claim ---

    def on_claim(self, db: ClaimsDb, task: Task, event: TaskEvent) -> None:
        """Into its history; its steps follow."""
        if task.claim_id is not None:
            _work_row(db, task, event)
            compute_positions(db, [task.claim_id], self._carcs)


def _work_row(db: ClaimsDb, task: Task, event: TaskEvent) -> None:
    """The task's kind, what happened, the first word of the pick-list."""
    if task.claim_id is not None:
        way = " ".join(filter(None, [str(task.kind), str(event.did), event.way.split(" ")[0]]))
        add_worked(db, task.claim_id, _worked(WorkKind.TASK, event, way=way))


def _worked(kind: WorkKind, event: TaskEvent, *, way: str, cents: int | None = None) -> Worked:
    return Worked(
        id=0,
        at=event.at,
        on=event.on,
        kind=kind,
        person_id=event.person_id,
        to_person_id=event.to_person_id,
        until=None,
        cents=cents,
        way=way,
        contact="",
        reference="",
        text="",
        undoes=None,
    )
