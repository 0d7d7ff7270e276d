"""Tasks that people hand to each other: one write an action, which reads the task again, asks the rules, keeps it.

The claim follows: its steps, its history, and the clock of whoever waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.audit import AuditTrail
from bot.clock import Clock
from bot.dating import load_dating
from bot.rules.hand_off_clocks import clock_days, days_until
from bot.rules.roles import Permission, refusal_sentence
from bot.rules.scrubbing import scrub
from bot.rules.tasks import (
    DID,
    MOST_PEND_DAYS,
    MOST_REVIEW_PEND_DAYS,
    TaskAction,
    TaskScene,
    refusal_of_task,
    task_of,
)
from bot.rules.work_rules import Actor, Refusal, ago
from bot.rules.work_words import Names, name_of
from bot.task_effects import TaskEffects, clock_kind, kept_task
from data.claim_models import Claim, ClaimState
from data.errors import ClaimNotFound, TaskNotFound, WorkRefused
from data.hand_off_models import ClockDays, ClockKind
from data.store.claims import find_by_ref
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.person_ids import names_of_people
from data.store.tasks import add_task, add_task_event, find_task, find_tasks, tasks_of_claim
from data.task_models import OVER, CodingAnswer, Task, TaskDid, TaskEvent, TaskKind, TaskQuery

_GONE = frozenset({ClaimState.CLOSED, ClaimState.WRITTEN_OFF})
_MOST_TEXT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A task as somebody asks for it. `to_person_id` None is anybody of `role`; `due_on` None is the usual day."""

    kind: TaskKind
    to_person_id: int | None = None
    role: str = ""
    question: str = ""
    about: str = ""
    line: int = 0
    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    """The task as it is now. `removed` are kinds of what was taken out of the text; `is_news` False: done already."""

    task: Task
    removed: tuple[str, ...] = ()
    is_news: bool = True


class TaskDesk:
    """One method an action. `seen` is the version of the task that the person looked at, 0 for whatever it is."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail, *, can_ask_provider: bool = False) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self.can_ask_provider = can_ask_provider
        self._effects = TaskEffects(clock)

    # --- asking ---

    def ask(self, ref: str, asked: Asked, actor: Actor) -> TaskDone:
        """A new task of a claim. Raises ClaimNotFound, and WorkRefused where the claim does not allow it now."""
        words = scrub(asked.text)
        with self._store.write() as db:
            claim = _claim(db, ref)
            why_not = self._why_not_ask(db, claim, asked, actor)
            if why_not:
                raise WorkRefused(why_not)
            days = self._days(db, asked)
            event = TaskEvent(
                at=self._clock.now(),
                on=self._clock.today(),
                did=TaskDid.ASKED,
                person_id=actor.person_id,
                to_person_id=asked.to_person_id,
                role=asked.role,
                until=days.due_on,
                way=asked.question,
                about=asked.about,
                line=asked.line,
                text=words.text[:_MOST_TEXT],
            )
            task_id = add_task(db, asked.kind, claim.id, event)
            task = self._kept(db, task_id)
            self._effects.start(db, task, days)
            self._effects.on_claim(db, task, event)
            self._record(task, event, actor)
        return TaskDone(task=task, removed=words.removed)

    def why_not_ask(self, ref: str, asked: Asked, actor: Actor) -> str:
        """Why it would be refused now, "" where it would be kept."""
        with self._store.read() as db:
            return self._why_not_ask(db, _claim(db, ref), asked, actor)

    def _why_not_ask(self, db: ClaimsDb, claim: Claim, asked: Asked, actor: Actor) -> str:
        if Permission.WORK_CLAIM not in actor.permissions:
            return refusal_sentence(Permission.WORK_CLAIM)
        if claim.position.state in _GONE:
            return "This claim is closed or written off: there is nothing left to hand on."
        if asked.due_on is not None and asked.due_on < self._clock.today():
            return "That day is over."
        if asked.kind is TaskKind.CODING_REVIEW:
            return self._waiting_review(db, claim)
        return ""

    def _waiting_review(self, db: ClaimsDb, claim: Claim) -> str:
        """One review of a claim at a time."""
        for record in tasks_of_claim(db, claim.id):
            if record.kind is TaskKind.CODING_REVIEW and task_of(record, self._clock.today()).state not in OVER:
                first = record.events[0]
                who = name_of(first.person_id, names_of_people(db)) or "Somebody"
                return f"A coder has it already: {who} asked {ago(first.at, self._clock.now())}."
        return ""

    def _days(self, db: ClaimsDb, asked: Asked) -> ClockDays:
        calendar = load_dating(db).calendar
        if asked.due_on is not None:
            return days_until(asked.due_on, calendar)
        return clock_days(clock_kind(asked.kind), self._clock.today(), calendar)

    # --- working ---

    def take(self, task_id: int, actor: Actor, *, seen: int = 0) -> TaskDone:
        return self.do(task_id, TaskAction.TAKE, actor, seen=seen)

    def hand_on(self, task_id: int, to_person_id: int | None, actor: Actor, *, seen: int = 0) -> TaskDone:
        """To a person, or back to anybody who may do it."""
        return self.do(task_id, TaskAction.HAND_ON, actor, seen=seen, to_person_id=to_person_id)

    def pend(self, task_id: int, until: date, actor: Actor, *, seen: int = 0) -> TaskDone:
        """It comes back on that day to the one who has it."""
        return self.do(task_id, TaskAction.PEND, actor, seen=seen, until=until)

    def escalate(self, task_id: int, actor: Actor, *, seen: int = 0) -> TaskDone:
        return self.do(task_id, TaskAction.ESCALATE, actor, seen=seen)

    def finish(self, task_id: int, actor: Actor, *, seen: int = 0, text: str = "") -> TaskDone:
        return self.do(task_id, TaskAction.DONE, actor, seen=seen, text=text)

    def cancel(self, task_id: int, actor: Actor, *, seen: int = 0) -> TaskDone:
        return self.do(task_id, TaskAction.CANCEL, actor, seen=seen)

    def answer(
        self,
        task_id: int,
        answer: CodingAnswer,
        actor: Actor,
        *,
        seen: int = 0,
        way: str = "",
        codes: str = "",
        text: str = "",
    ) -> TaskDone:
        """A coder answers a review; the claim goes on as the answer asks. `codes` as the coder gave them."""
        words = f"{answer} {way}".strip()
        return self.do(task_id, TaskAction.ANSWER, actor, seen=seen, way=words, codes=codes, text=text)

    def do(
        self,
        task_id: int,
        action: TaskAction,
        actor: Actor,
        *,
        seen: int = 0,
        to_person_id: int | None = None,
        until: date | None = None,
        way: str = "",
        codes: str = "",
        text: str = "",
    ) -> TaskDone:
        """Raises TaskNotFound, and WorkRefused where the task does not allow it now or somebody was first."""
        words = scrub(text)
        with self._store.write() as db:
            scene = self._scene(db, task_id)
            refusal = refusal_of_task(action, scene, actor, seen=seen) or self._day_problem(action, scene.task, until)
            if refusal is not None:
                if refusal.is_done:
                    return TaskDone(task=scene.task, is_news=False)
                raise WorkRefused(refusal.sentence)
            event = self._event(DID[action], actor)
            event = replace(event, to_person_id=to_person_id, until=until, way=way, codes=codes)
            event = replace(event, role=scene.task.role, text=words.text[:_MOST_TEXT])
            task = self._do(db, scene.task, event, actor)
        return TaskDone(task=task, removed=words.removed)

    def why_not(
        self, task_id: int, action: TaskAction, actor: Actor, *, seen: int = 0, until: date | None = None
    ) -> str:
        """Why it would be refused now, "" where it would be done: for a form that opens or is open."""
        with self._store.read() as db:
            scene = self._scene(db, task_id)
        refusal = refusal_of_task(action, scene, actor, seen=seen)
        if refusal is None and until is not None:
            refusal = self._day_problem(action, scene.task, until)
        return refusal.sentence if refusal else ""

    def _day_problem(self, action: TaskAction, task: Task, until: date | None) -> Refusal | None:
        if action is not TaskAction.PEND:
            return None
        today = self._clock.today()
        most = MOST_REVIEW_PEND_DAYS if task.kind is TaskKind.CODING_REVIEW else MOST_PEND_DAYS
        with self._store.read() as db:
            last = load_dating(db).calendar.add_business_days(today, most)
        if until is None or until <= today:
            return Refusal(sentence="It comes back on a later day.")
        if until > last:
            return Refusal(sentence=f"{most} business days at most: give it to the lead, or cancel it.")
        return None

    # --- a review and the query that its coder sends to a provider ---

    def wait_for_provider(self, db: ClaimsDb, review_id: int, actor: Actor) -> None:
        """Within a write: the coder has asked the provider, and the review waits for that. 0 is no review."""
        if not review_id:
            return
        scene = self._scene(db, review_id)
        refusal = refusal_of_task(TaskAction.ASK_PROVIDER, scene, actor, seen=0)
        if refusal is not None:
            raise WorkRefused(refusal.sentence)
        self._do(db, scene.task, self._event(TaskDid.ASKED_PROVIDER, actor), actor)

    def back_from_provider(self, db: ClaimsDb, review_id: int) -> None:
        """Within a write: the query is over, so the review waits for its coder again. 0 is no review."""
        record = find_task(db, review_id) if review_id else None
        if record is None:
            return
        task = task_of(record, self._clock.today())
        if not task.waits_for_provider:
            return
        days = clock_days(ClockKind.CODING_REVIEW, self._clock.today(), load_dating(db).calendar)
        event = TaskEvent(
            at=self._clock.now(),
            on=self._clock.today(),
            did=TaskDid.CAME_BACK,
            person_id=task.returns_to,
            until=days.due_on,
        )
        add_task_event(db, task.id, event)
        task = self._kept(db, task.id)
        self._effects.start(db, task, days)
        self._effects.on_claim(db, task, event)

    # --- reading ---

    def look(self, task_id: int) -> TaskScene:
        """Raises TaskNotFound."""
        with self._store.read() as db:
            return self._scene(db, task_id)

    def of_claim(self, db: ClaimsDb, claim_id: int) -> list[Task]:
        """All of them, the oldest first."""
        return [task_of(record, self._clock.today()) for record in tasks_of_claim(db, claim_id)]

    def find(self, asked: TaskQuery, *, most: int = 200) -> tuple[int, Sequence[Task], Names]:
        """How many there are, the first ones, and the names of people."""
        with self._store.read() as db:
            total, records = find_tasks(db, asked, most=most)
            return total, [task_of(record, asked.today) for record in records], names_of_people(db)

    # --- parts ---

    def _scene(self, db: ClaimsDb, task_id: int) -> TaskScene:
        record = find_task(db, task_id)
        if record is None:
            raise TaskNotFound(task_id)
        task = task_of(record, self._clock.today())
        return TaskScene(task=task, names=names_of_people(db), now=self._clock.now())

    def _event(self, did: TaskDid, actor: Actor) -> TaskEvent:
        return TaskEvent(at=self._clock.now(), on=self._clock.today(), did=did, person_id=actor.person_id)

    def _do(self, db: ClaimsDb, before: Task, event: TaskEvent, actor: Actor) -> Task:
        """Keeps what happened, with all that follows from it."""
        add_task_event(db, before.id, event)
        task = self._kept(db, before.id)
        self._effects.wind(db, task, event)
        self._effects.follow(db, task, event)
        self._effects.on_claim(db, task, event)
        self._record(task, event, actor)
        return task

    def _record(self, task: Task, event: TaskEvent, actor: Actor) -> None:
        detail: dict[str, str | int | bool] = {"task": task.id, "kind": str(task.kind)}
        self._audit.record(actor, f"task.{event.did}", task.claim_ref or f"task {task.id}", actor.place, detail)

    def _kept(self, db: ClaimsDb, task_id: int) -> Task:
        return kept_task(db, task_id, self._clock.today())


def _claim(db: ClaimsDb, ref: str) -> Claim:
    found = find_by_ref(db, ref)
    if not found:
        raise ClaimNotFound(ref)
    return found[0]
