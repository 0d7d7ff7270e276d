"""Tasks in the store: from biller to coder and back, what each answer does to the claim, who comes late."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from people import ADA, BEA, CODY, LEE, PAT
from test_work_desk import Office
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.audit import AuditTrail
from bot.rules.task_words import QUESTIONS
from bot.rules.timeline import timeline_of
from bot.rules.work_rules import WorkAction
from bot.tasks import Asked, TaskDesk
from bot.work_facts import Facts
from data.errors import TaskNotFound, WorkRefused
from data.follow_up_models import Step
from data.hand_off_models import ClockKind
from data.importers.reference_tables import read_carc_actions
from data.store.audit import iterate_rows
from data.store.claim_details import get_detail
from data.store.hand_off_clocks import running_clocks
from data.store.steps import read_steps
from data.task_models import CodingAnswer, Task, TaskKind, TaskQuery, TaskState
from data.work_models import WorkKind


class Practice(Office):
    """The denied claim, with tasks about it."""

    def __init__(self, folder: Path, *files: bytes) -> None:
        super().__init__(folder, *files)
        store = self.filled.store
        self.tasks = TaskDesk(store, self.clock, AuditTrail(store, self.clock))

    def ask(self, *, to: str | None = CODY, question: str = "codes", **more: Any) -> Task:
        to_id = self.person(to).person_id if to else None
        asked = Asked(
            kind=TaskKind.CODING_REVIEW,
            to_person_id=to_id,
            role="coder",
            question=question,
            about="CO-197",
            **more,
        )
        return self.tasks.ask(self.ref(), asked, self.person(BEA)).task

    def add(self, kind: TaskKind, *, to: str | None = None, by: str = BEA, **more: Any) -> Task:
        to_id = self.person(to).person_id if to else None
        asked = Asked(kind=kind, to_person_id=to_id, **more)
        return self.tasks.ask(self.ref(), asked, self.person(by)).task

    def steps(self) -> list[tuple[str, str, str]]:
        return [(one.kind, one.due_on.isoformat(), one.because) for one in self._steps()]

    def _steps(self) -> tuple[Step, ...]:
        return read_steps(self.claim()["steps"])

    def history(self) -> list[str]:
        db = self.filled.store.db
        detail = get_detail(db, self.claim()["id"])
        names = dict(db.execute("SELECT id, name FROM person").fetchall())
        return [one.text for one in timeline_of(detail.ledger, read_carc_actions(), names=names)]

    def clocks(self) -> list[tuple[str, int | None, str]]:
        found = running_clocks(self.filled.store.db)
        return [(str(one.kind), one.waiting_on, one.days.due_on.isoformat()) for one in found]


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(tmp_path)  # denied on January 20; today is Wednesday, January 28


APPEAL = ("appeal", "2026-03-13", "")


def test_while_a_coder_is_asked_nobody_works_the_denial_but_its_last_days_stand(practice: Practice) -> None:
    assert [one[0] for one in practice.steps()] == ["work_denial", "appeal"]

    task = practice.ask()

    assert practice.steps() == [("wait_coder", "2026-02-02", ""), APPEAL]
    assert practice.clocks() == [("coding_review", 2, "2026-01-30")]
    assert (task.state, task.due_on) == (TaskState.OPEN, date(2026, 1, 30))
    assert practice.history()[-1] == (
        "Coding review asked for by Bea Biller, of Cody Coder: do the codes agree with the note?"
    )


ANSWERS = {
    CodingAnswer.CORRECTED: ("modifier", ("correct_claim", "2026-01-30", "corrected")),
    CodingAnswer.STANDS: ("documented", ("appeal", "2026-01-30", "stands")),
    CodingAnswer.WRITE_OFF: ("not_documented", ("decide", "2026-01-30", "write_off")),
}


@pytest.mark.parametrize("answer", list(CodingAnswer))
def test_each_answer_gives_the_claim_back_with_its_next_step(practice: Practice, answer: CodingAnswer) -> None:
    way, step = ANSWERS[answer]
    task = practice.ask()

    done = practice.tasks.answer(task.id, answer, practice.person(CODY), way=way, seen=task.version).task

    assert (done.state, done.answer, done.answer_way) == (TaskState.DONE, answer, way)
    assert practice.steps() == [step, APPEAL]
    assert "Coding review answered by Cody Coder: " in practice.history()[-1]
    assert ("coding_review", 2, "2026-01-30") not in practice.clocks()


def test_corrected_codes_become_a_task_of_the_one_who_asked(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.answer(task.id, CodingAnswer.CORRECTED, practice.person(CODY), codes="E11.22, 99213-25")

    _, [sending], _ = practice.tasks.find(TaskQuery(today=practice.clock.today()))

    assert (sending.kind, sending.has_id, sending.due_on) == (TaskKind.CORRECTED_CLAIM, 1, date(2026, 1, 30))
    assert sending.events[0].codes == "E11.22, 99213-25"
    assert practice.clocks() == [("task", 1, "2026-01-30")]


def test_advice_to_write_off_waits_for_a_lead_and_whoever_declines_gives_the_denial_back(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.answer(task.id, CodingAnswer.WRITE_OFF, practice.person(CODY), way="not_documented")

    assert practice.claim()["asked_cents"] == 20_000
    with pytest.raises(WorkRefused):
        practice.work.confirm_write_off(practice.ref(), practice.person(CODY))
    practice.work.decline_write_off(practice.ref(), practice.person(LEE), reason="appeal_first")

    assert practice.claim()["asked_cents"] == 0
    assert practice.steps()[0][0] == "work_denial"


def test_a_coder_who_asks_the_provider_stops_their_own_clock_until_the_answer(practice: Practice) -> None:
    task = practice.ask()
    store, cody = practice.filled.store, practice.person(CODY)
    with store.write() as db:
        practice.tasks.wait_for_provider(db, task.id, cody)
    assert practice.clocks() == []
    assert practice.tasks.look(task.id).task.waits_for_provider

    practice.clock.wait(days=5)
    with store.write() as db:
        practice.tasks.back_from_provider(db, task.id)
        practice.tasks.back_from_provider(db, task.id)

    back = practice.tasks.look(task.id).task
    assert (back.state, back.has_id) == (TaskState.TAKEN, 2)
    assert practice.clocks() == [("coding_review", 2, "2026-02-04")]
    assert practice.steps()[0][0] == "wait_coder"


def test_a_query_without_a_review_changes_no_task(practice: Practice) -> None:
    with practice.filled.store.write() as db:
        practice.tasks.wait_for_provider(db, 0, practice.person(CODY))
        practice.tasks.back_from_provider(db, 0)

    assert practice.tasks.find(TaskQuery(today=practice.clock.today()))[0] == 0


# --- the claim goes on --------------------------------------------------------------------------------------------


def test_an_answer_that_was_acted_on_asks_nothing_more(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.answer(task.id, CodingAnswer.STANDS, practice.person(CODY))
    practice.work.log_appeal(practice.ref(), practice.person(BEA), level=1, way="fax", on=practice.clock.today())

    assert [one[0] for one in practice.steps()] == ["check_appeal"]


def test_a_newer_denial_is_a_new_question(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.answer(task.id, CodingAnswer.STANDS, practice.person(CODY))
    practice.filled.desk._clock = practice.clock
    practice.clock.wait(days=3)
    again = Paid(paid="0", adjustments=("CO*16*200",))
    practice.filled.take(a_remittance(again, paid_on="20260130", sequence_number="E9"))

    assert practice.steps()[0][0] == "work_denial"


def test_what_was_never_processed_is_not_appealed_whatever_the_coder_says(tmp_path: Path) -> None:
    unprocessable = a_remittance(Paid(paid="0", adjustments=("CO*16*200",), remarks="MA130"), paid_on="20260120")
    practice = Practice(tmp_path, a_sent_claim(), unprocessable)
    task = practice.ask()

    practice.tasks.answer(task.id, CodingAnswer.STANDS, practice.person(CODY))

    assert practice.steps()[0] == ("work_denial", "2026-01-30", "stands")


def test_a_review_outlives_a_snooze_and_its_answer_ends_it(practice: Practice) -> None:
    task = practice.ask()
    practice.work.snooze(practice.ref(), 20, practice.person(BEA))
    practice.tasks.answer(task.id, CodingAnswer.STANDS, practice.person(CODY))

    assert practice.steps()[0] == ("appeal", "2026-01-30", "stands")


# --- two at once, and who may --------------------------------------------------------------------------------------


def test_the_second_coder_is_told_who_was_first(practice: Practice) -> None:
    task = practice.ask(to=None)
    practice.tasks.take(task.id, practice.person(CODY), seen=task.version)

    with pytest.raises(WorkRefused, match="Cody Coder took it"):
        practice.tasks.take(task.id, practice.person(ADA), seen=task.version)
    again = practice.tasks.take(task.id, practice.person(CODY), seen=task.version)
    assert not again.is_news


def test_one_review_at_a_time(practice: Practice) -> None:
    practice.ask()
    practice.clock.wait(minutes=5)

    with pytest.raises(WorkRefused, match="A coder has it already: Bea Biller asked 5 minutes ago"):
        practice.ask()


@pytest.mark.parametrize("user", [BEA, LEE, PAT])
def test_only_a_coder_answers(practice: Practice, user: str) -> None:
    task = practice.ask()

    with pytest.raises(WorkRefused):
        practice.tasks.answer(task.id, CodingAnswer.STANDS, practice.person(user))
    assert practice.tasks.look(task.id).task.state is TaskState.OPEN


def test_a_task_is_pended_for_so_long_and_no_longer(practice: Practice) -> None:
    review, other = practice.ask(), practice.add(TaskKind.RECORDS, to=BEA)
    cody, bea, today = practice.person(CODY), practice.person(BEA), practice.clock.today()

    for until in (today, today + timedelta(days=40), today - timedelta(days=1)):
        with pytest.raises(WorkRefused):
            practice.tasks.pend(review.id, until, cody)
    assert practice.tasks.pend(other.id, today + timedelta(days=40), bea).task.state is TaskState.PENDED
    practice.tasks.pend(review.id, date(2026, 2, 6), cody)
    assert ("coding_review", 2, "2026-02-06") in practice.clocks()


def test_what_is_given_to_the_lead_is_waited_for_there(practice: Practice) -> None:
    task = practice.add(TaskKind.ELIGIBILITY, to=CODY, due_on=date(2026, 2, 3))
    practice.tasks.escalate(task.id, practice.person(BEA))

    [clock] = running_clocks(practice.filled.store.db)
    assert (clock.kind, clock.waiting_on, clock.waiting_role) == (ClockKind.TASK, None, "lead")
    done = practice.tasks.finish(task.id, practice.person(LEE)).task
    assert (done.state, practice.clocks()) == (TaskState.DONE, [])


def test_a_task_is_never_changed_only_added_to(practice: Practice) -> None:
    task = practice.add(TaskKind.COB, question="ask_other_insurance")
    practice.tasks.take(task.id, practice.person(CODY))
    practice.tasks.hand_on(task.id, 1, practice.person(CODY))
    practice.tasks.finish(task.id, practice.person(BEA), text="Jane Doe, SSN 123-45-6789, asked")

    record = practice.tasks.look(task.id).task
    assert [str(one.did) for one in record.events] == ["asked", "taken", "handed_on", "done"]
    assert "123-45-6789" not in record.events[-1].text
    assert [entry.action for entry in _entries(practice)][-4:] == [
        "task.asked",
        "task.taken",
        "task.handed_on",
        "task.done",
    ]


def _entries(practice: Practice) -> list[Any]:
    return [row.entry for row in iterate_rows(practice.filled.store.db)]


def test_what_a_task_did_cannot_be_undone_by_the_claims_button(practice: Practice) -> None:
    practice.ask()
    newest = practice.worked()[-1]

    with pytest.raises(WorkRefused, match="cancel the task"):
        practice.work.undo(practice.ref(), newest.id, practice.person(BEA))
    assert newest.kind is WorkKind.TASK


def test_a_cancelled_review_gives_the_denial_back(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.cancel(task.id, practice.person(BEA))

    assert practice.steps()[0][0] == "work_denial"
    assert practice.clocks() == []
    practice.ask()


def test_tasks_go_with_their_claim_when_two_become_one(tmp_path: Path) -> None:
    other = a_sent_claim(number="2002", group="2")
    practice = Practice(tmp_path, a_sent_claim(), other)
    task = practice.tasks.ask(
        practice.ref("2002"), Asked(kind=TaskKind.CODING_REVIEW, role="coder"), practice.person(BEA)
    ).task
    first, second = practice.filled.store.db.execute("SELECT id FROM claim ORDER BY id").fetchall()
    practice.filled.desk.join(first[0], second[0])

    assert practice.tasks.look(task.id).task.claim_id == practice.claim()["id"]
    assert "wait_coder" in [one[0] for one in practice.steps()]


def test_an_unknown_task_is_told_so(practice: Practice) -> None:
    with pytest.raises(TaskNotFound):
        practice.tasks.look(99)


def test_a_closed_claim_is_handed_to_nobody(practice: Practice) -> None:
    practice.work.ask_write_off(practice.ref(), practice.person(BEA), cents=None, reason="other")
    practice.work.confirm_write_off(practice.ref(), practice.person(LEE))

    with pytest.raises(WorkRefused, match="nothing left to hand on"):
        practice.ask()


def test_every_question_to_a_coder_is_without_pressure() -> None:
    for question in QUESTIONS.values():
        assert not any(word in question.lower() for word in ("paid", "deni", "money", "reimburs", "higher"))


def test_a_note_after_the_answer_is_a_touch_like_any_other(practice: Practice) -> None:
    task = practice.ask()
    practice.tasks.answer(task.id, CodingAnswer.CORRECTED, practice.person(CODY))
    practice.clock.wait(days=1)
    practice.work.do(practice.ref(), WorkAction.NOTE, Facts(kind=WorkKind.NOTED, way="corrected"), practice.person(BEA))

    assert practice.steps()[0][0] == "follow_up"
