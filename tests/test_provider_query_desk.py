"""Queries to providers in the store: asked, answered, documented, ended; what that does to the claim and to reviews."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from people import BEA, CODY, LEE, PAT
from provider_queries import QUINN, Asking
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.rules.provider_query import standing_of
from bot.rules.timeline import timeline_of
from bot.tasks import Asked
from data.errors import QueryNotFound, QueryRefused, WorkRefused
from data.hand_off_models import ClockKind
from data.importers.reference_tables import read_carc_actions
from data.query_models import QueryKind, QueryState
from data.store.audit import iterate_rows
from data.store.claim_details import get_detail
from data.store.hand_off_clocks import find_clock, running_clocks
from data.store.steps import read_steps
from data.task_models import TaskKind, TaskState

TODAY = date(2026, 1, 28)


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    """In `minimum`; the claim was denied on January 20, today is Wednesday, January 28."""
    return Asking(tmp_path)


@pytest.fixture
def open_asking(tmp_path: Path) -> Asking:
    """Where an agreement allows more."""
    return Asking(tmp_path, mode="baa")


def steps(asking: Asking) -> list[str]:
    return [str(one.kind) for one in read_steps(asking.claim()["steps"])]


def history(asking: Asking) -> list[str]:
    db = asking.filled.store.db
    detail = get_detail(db, asking.claim()["id"])
    names = dict(db.execute("SELECT id, name FROM person").fetchall())
    return [one.text for one in timeline_of(detail.ledger, read_carc_actions(), names=names)]


def test_a_query_is_drafted_sent_acknowledged_answered_documented_and_closed(asking: Asking) -> None:
    cody, pat = asking.person(CODY), asking.person(PAT)
    ref = asking.drafted().query.ref
    seen = [asking.state(ref)]

    for act in (
        lambda: asking.queries.send(ref, cody),
        lambda: asking.queries.acknowledge(ref, pat),
        lambda: asking.queries.answer(ref, pat, choice="acute"),
        lambda: asking.queries.document(ref, TODAY, cody),
        lambda: asking.queries.close(ref, cody),
    ):
        act()
        seen.append(asking.state(ref))

    assert [str(one) for one in seen] == ["draft", "sent", "acknowledged", "answered", "documented", "closed"]


def test_while_a_provider_is_waited_for_the_denial_is_not_nagged_and_hard_deadlines_stay(asking: Asking) -> None:
    before = steps(asking)

    ref = asking.sent()

    assert "work_denial" in before
    assert "work_denial" not in steps(asking)
    assert "wait_provider" in steps(asking)
    assert "appeal" in steps(asking)

    asking.queries.answer(ref, asking.person(PAT), choice="acute")

    assert steps(asking) == before


def test_a_draft_changes_nothing_of_the_claim(asking: Asking) -> None:
    before = steps(asking), history(asking)

    ref = asking.drafted().query.ref
    asking.queries.withdraw(ref, asking.person(CODY))

    assert (steps(asking), history(asking)) == before
    assert running_clocks(asking.filled.store.db) == []


def test_the_clock_is_due_in_two_business_days_then_the_asker_then_the_lead(asking: Asking) -> None:
    ref = asking.sent()

    clock = find_clock(asking.filled.store.db, ClockKind.PROVIDER_QUERY, asking.queries.look(ref).query.id)

    assert clock is not None
    assert (clock.days.due_on, clock.days.escalate_on, clock.days.lead_on) == (
        date(2026, 1, 30),
        date(2026, 2, 2),
        date(2026, 2, 4),
    )
    assert clock.waiting_on == asking.number(PAT)
    assert clock.asked_by == asking.number(CODY)


@pytest.mark.parametrize("end", ["answer", "withdraw", "close", "give_back"])
def test_the_clock_stops_with_the_waiting(asking: Asking, end: str) -> None:
    ref = asking.sent()

    if end == "answer":
        asking.queries.answer(ref, asking.person(PAT), choice="acute")
    elif end == "give_back":
        asking.queries.give_back(ref, "not_my_patient", asking.person(PAT))
    else:
        getattr(asking.queries, end)(ref, asking.person(CODY))

    assert running_clocks(asking.filled.store.db) == []


def test_a_colleague_gets_the_whole_time_anew(asking: Asking) -> None:
    ref = asking.sent()
    asking.clock.wait(days=2)

    asking.queries.pass_on(ref, asking.number(QUINN), asking.person(PAT))

    [clock] = running_clocks(asking.filled.store.db)
    assert (clock.waiting_on, clock.days.due_on) == (asking.number(QUINN), date(2026, 2, 3))


def test_the_history_tells_that_it_was_asked_and_answered_and_not_what(open_asking: Asking) -> None:
    ask = open_asking.ask_of(indicators="Furosemide was given on day 2.")
    ref = open_asking.sent(ask)
    open_asking.queries.answer(ref, open_asking.person(PAT), choice="acute", text="since Monday")

    told = history(open_asking)[-2:]

    assert told == [f"Asked a provider ({ref}), by Cody Coder", f"The provider answered ({ref}), by Pat Provider"]


def test_every_act_is_in_the_audit_trail_with_nothing_of_the_text(open_asking: Asking) -> None:
    ref = open_asking.sent(open_asking.ask_of(indicators="Furosemide was given on day 2."))
    open_asking.queries.answer(ref, open_asking.person(PAT), choice="acute", text="since Monday")

    rows = [row.entry for row in iterate_rows(open_asking.filled.store.db)]

    assert [(one.action, one.object) for one in rows] == [
        ("query.draft", ref),
        ("query.send", ref),
        ("query.answer", ref),
    ]
    assert "Furosemide" not in repr(rows)
    assert "Monday" not in repr(rows)


# --- who comes late ------------------------------------------------------------------------------------------------


def test_the_second_of_two_who_end_it_is_told_who_did_what(asking: Asking) -> None:
    ref = asking.sent()
    asking.queries.withdraw(ref, asking.person(CODY))
    asking.clock.wait(minutes=3)

    with pytest.raises(WorkRefused, match=r"This query was withdrawn.* Cody Coder withdrew it 3 minutes ago\."):
        asking.queries.answer(ref, asking.person(PAT), choice="acute")


def test_two_who_ask_the_same_of_the_same_provider_ask_once(asking: Asking) -> None:
    ref = asking.sent()

    with pytest.raises(WorkRefused, match=f"That is asked already: {ref}, by Cody Coder just now"):
        asking.drafted(by=BEA)

    assert asking.drafted(asking.ask_of(kind=QueryKind.CAUSE), by=BEA).is_news


def test_a_form_that_slack_sends_twice_makes_one_draft(asking: Asking) -> None:
    first = asking.drafted(form_key="V1")
    again = asking.drafted(form_key="V1")
    changed = asking.drafted(asking.ask_of(QUINN), form_key="V1")

    assert (again.query, again.is_news) == (first.query, False)
    assert changed.query.id == first.query.id
    assert standing_of(changed.query).provider_id == asking.number(QUINN)


def test_answering_twice_is_answering_once(asking: Asking) -> None:
    ref = asking.sent()
    asking.queries.answer(ref, asking.person(PAT), choice="acute")

    again = asking.queries.answer(ref, asking.person(PAT), choice="chronic")

    assert not again.is_news
    assert standing_of(again.query).choice == "acute"


# --- who is asked --------------------------------------------------------------------------------------------------


def test_only_providers_on_the_list_are_asked(asking: Asking) -> None:
    with pytest.raises(WorkRefused, match="no provider on my list"):
        asking.drafted(asking.ask_of(BEA))

    assert list(asking.queries.providers().values()) == ["Pat Provider", "Quinn Colleague"]


def test_a_provider_who_left_meanwhile_is_not_sent_to(asking: Asking) -> None:
    ref = asking.drafted().query.ref
    asking.deactivate(PAT)

    with pytest.raises(WorkRefused, match="not any more"):
        asking.queries.send(ref, asking.person(CODY))

    assert asking.state(ref) is QueryState.DRAFT


def test_a_query_of_a_provider_who_left_is_passed_on_by_the_asker(asking: Asking) -> None:
    ref = asking.sent()
    asking.deactivate(PAT)

    asking.queries.pass_on(ref, asking.number(QUINN), asking.person(CODY))
    asking.queries.answer(ref, asking.person(QUINN), choice="acute")

    assert asking.state(ref) is QueryState.ANSWERED


def test_the_backup_may_answer_instead(asking: Asking) -> None:
    ref = asking.sent(asking.ask_of(backup=QUINN))

    asking.queries.answer(ref, asking.person(QUINN), choice="acute")

    assert asking.state(ref) is QueryState.ANSWERED


@pytest.mark.parametrize("user", [PAT])
def test_a_provider_asks_nobody(asking: Asking, user: str) -> None:
    with pytest.raises(WorkRefused, match="none of your roles includes it"):
        asking.drafted(asking.ask_of(QUINN), by=user)


def test_a_query_that_came_back_is_sent_to_the_right_one(asking: Asking) -> None:
    ref = asking.sent()
    asking.queries.give_back(ref, "not_my_patient", asking.person(PAT))

    asking.queries.change(ref, asking.ask_of(QUINN), asking.person(CODY))
    asking.queries.send(ref, asking.person(CODY))

    [clock] = running_clocks(asking.filled.store.db)
    assert clock.waiting_on == asking.number(QUINN)


def test_nobody_is_asked_about_a_claim_that_is_closed(tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    with asking.filled.store.write() as db:
        db.conn.execute("UPDATE claim SET state = 'closed'")

    with pytest.raises(WorkRefused, match="closed or written off"):
        asking.drafted()


def test_what_is_not_there_is_said(asking: Asking) -> None:
    with pytest.raises(QueryNotFound, match="There is no query Q-ZZZ-ZZZ"):
        asking.queries.look("Q-ZZZ-ZZZ")


# --- what may be asked ---------------------------------------------------------------------------------------------


def test_the_lint_stands_before_the_store(open_asking: Asking) -> None:
    ask = open_asking.ask_of(indicators="The payer denied it. Please document acute.")

    with pytest.raises(QueryRefused, match="Leave payers and plans out"):
        open_asking.drafted(ask)

    assert open_asking.filled.store.db.execute("SELECT count(*) FROM provider_query").fetchone()[0] == 0


def test_payers_and_patients_of_the_practice_are_known_to_the_lint(tmp_path: Path) -> None:
    denied = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)))
    asking = Asking(tmp_path, a_sent_claim(patient="QUARTZ*OLIVE"), denied, mode="baa")
    payer = asking.filled.store.db.execute("SELECT name FROM payer").fetchone()[0]

    for text in ("Olive is seen in two notes.", f"{payer.title()} asks for the stage."):
        with pytest.raises(QueryRefused):
            asking.drafted(asking.ask_of(indicators=text))


def test_in_minimum_no_words_of_anybody_are_kept(asking: Asking) -> None:
    ask = asking.ask_of(kind=QueryKind.TYPE, indicators="EF 35 percent", choices=("Systolic", "Diastolic"))
    ref = asking.sent(ask)
    asking.queries.answer(ref, asking.person(PAT), choice="documented_type", text="see echo")

    rows = asking.filled.store.db.execute("SELECT question, text FROM provider_query_step").fetchall()

    assert "EF 35" not in repr(rows)
    assert "Systolic" not in repr(rows)
    assert "echo" not in repr(rows)


def test_what_was_typed_in_another_mode_is_not_shown_in_minimum(open_asking: Asking) -> None:
    ask = open_asking.ask_of(kind=QueryKind.TYPE, indicators="EF 35 percent", choices=("Systolic", "Diastolic"))
    ref = open_asking.sent(ask)
    open_asking.queries.answer(ref, open_asking.person(PAT), choice="c1", text="see echo")
    shown_there = repr(open_asking.showing.asked(ref))

    other = type(open_asking.showing)(open_asking.filled.store, open_asking.clock, "minimum")
    shown_here = repr(other.asked(ref)) + repr(other.mine(ref, open_asking.person(PAT)))

    assert "Systolic" in shown_there
    assert "see echo" in shown_there
    assert not [word for word in ("EF 35", "Systolic", "echo") if word in shown_here]


def test_what_names_a_patient_is_taken_out_of_an_answer(open_asking: Asking) -> None:
    ref = open_asking.sent()

    done = open_asking.queries.answer(ref, open_asking.person(PAT), choice="acute", text="call 555-123-4567")

    assert done.removed == ("a telephone number",)
    assert standing_of(done.query).text == "call [removed]"


def test_an_answer_is_one_of_the_choices(asking: Asking) -> None:
    ref = asking.sent()

    with pytest.raises(WorkRefused, match="none of the choices"):
        asking.queries.answer(ref, asking.person(PAT), choice="left")


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY + timedelta(days=1), "has not come yet"),
        (TODAY, ""),
        (TODAY - timedelta(days=1), "before the query was written"),
    ],
)
def test_the_chart_was_amended_on_a_day_that_can_be(asking: Asking, day: date, problem: str) -> None:
    ref = asking.sent()
    asking.queries.answer(ref, asking.person(PAT), choice="acute")

    if problem:
        with pytest.raises(WorkRefused, match=problem):
            asking.queries.document(ref, day, asking.person(CODY))
    else:
        assert standing_of(asking.queries.document(ref, day, asking.person(CODY)).query).documented_on == day


# --- lists and reviews ---------------------------------------------------------------------------------------------


def test_each_sees_what_waits_for_them_and_what_they_wait_for(asking: Asking) -> None:
    ref = asking.sent()

    def lists(user: str) -> tuple[list[str], list[str]]:
        waiting, awaited = asking.showing.rows(asking.person(user))
        return [one.ref for one in waiting], [one.ref for one in awaited]

    assert lists(CODY) == ([], [ref])
    assert lists(PAT) == ([ref], [])
    assert lists(LEE) == ([], [])
    asking.queries.answer(ref, asking.person(PAT), choice="acute")
    assert lists(CODY) == ([ref], [])
    assert lists(PAT) == ([], [])


def test_a_providers_row_names_no_claim_and_the_askers_does(asking: Asking) -> None:
    asking.sent()

    [mine], _ = asking.showing.rows(asking.person(PAT))
    _, [asked] = asking.showing.rows(asking.person(CODY))

    assert mine.claim_ref == ""
    assert asked.claim_ref == asking.ref()
    assert mine.standing == "Waiting for you, due in 2 business days"


def test_a_review_waits_with_its_query_and_comes_back_once_it_is_documented(asking: Asking) -> None:
    asked = Asked(kind=TaskKind.CODING_REVIEW, to_person_id=asking.number(CODY), role="coder", question="codes")
    review = asking.tasks.ask(asking.ref(), asked, asking.person(BEA)).task
    ref = asking.sent(review_id=review.id)

    waiting = asking.tasks.look(review.id).task
    asking.queries.answer(ref, asking.person(PAT), choice="acute")
    asking.queries.document(ref, TODAY, asking.person(CODY))
    back = asking.tasks.look(review.id).task

    assert waiting.waits_for_provider
    assert (back.waits_for_provider, back.state) == (False, TaskState.TAKEN)
