"""Canaries in every claim, everything pressed, typed and sent: none gets out where none may be, in no mode.

`minimum` lets out none. `baa` lets out numbers, days and codes to the person who asks, and less to a channel. What
is no text for people (button values, metadata, names of files) and notifications hold none in any mode.
"""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from canaries import BYTES, CENTS, CODE, DAY, NUMBER, PERSON, WORDS, leaks_in
from explored import Explored, explore, logged_to
from people import LEE, TEAM

from bot.rules.privacy import Place
from bot.rules.scrubbing import person_named_in
from bot.views.payer_modals_ids import PayerRef
from data.store.connection import open_for_claims
from data.store.people import get_person
from handlers import TRIGGERS, Trigger

MODES = ("minimum", "baa")


@pytest.fixture(scope="module")
def offices(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Explored]]:
    with ExitStack() as stack:
        yield {mode: stack.enter_context(explore(tmp_path_factory.mktemp(mode), codes_dir, mode)) for mode in MODES}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: f"{trigger.kind.value} {trigger.label}")
def test_every_trigger_is_reached_and_done(offices: dict[str, Explored], trigger: Trigger, mode: str) -> None:
    runs = [
        one
        for one in offices[mode].office.reached
        if (one.trigger.kind, one.trigger.name) == (trigger.kind, trigger.name)
    ]

    assert runs, "nothing on screen leads there: give tests/explored.py a beginning that does"
    assert "" in {one.error for one in runs}


@pytest.mark.parametrize("mode", MODES)
def test_no_canary_gets_out(offices: dict[str, Explored], mode: str) -> None:
    leaks = {
        (leak.found, leak.how, leak.after, leak.path)
        for one in offices[mode].office.left
        for leak in leaks_in(one.after, one.how, one.what, mode=mode, is_alone=one.is_alone)
    }

    assert leaks == set()


@pytest.mark.parametrize("mode", MODES)
def test_the_search_would_find_them(offices: dict[str, Explored], mode: str) -> None:
    """Claims were shown, in messages of every kind; in `baa` with what is allowed there."""
    left = offices[mode].office.left
    shown = "\n".join(json.dumps(one.what, ensure_ascii=False) for one in left)

    assert {"ack", "respond", "chat.postMessage", "chat.update", "views.open", "views.push", "views.update"} <= {
        one.how for one in left
    }
    assert {"views.publish", "files.completeUploadExternal", "upload"} <= {one.how for one in left}
    assert {True, False} == {one.is_alone for one in left if "CO-50" in str(one.what)}
    for pattern in (NUMBER, DAY, CODE, CENTS):
        assert bool(pattern.search(shown)) == (mode == "baa"), pattern


@pytest.mark.parametrize("mode", MODES)
def test_no_interaction_failed_through_a_fault(offices: dict[str, Explored], mode: str) -> None:
    kinds = {one.error.partition(":")[0] for one in offices[mode].office.reached}

    assert kinds <= {"", "WorkRefused", "RuleChanged"}, "the same things were pressed twice, and nothing worse happened"
    assert "fault of mine" not in str([one.what for one in offices[mode].office.left])


@pytest.mark.parametrize("mode", MODES)
def test_no_canary_is_logged_at_the_finest_level(offices: dict[str, Explored], mode: str) -> None:
    logged = offices[mode].logged

    assert "event=" in logged
    for pattern in (PERSON, NUMBER, DAY, CODE, CENTS, WORDS):
        assert pattern.search(logged) is None, pattern


@pytest.mark.parametrize("mode", MODES)
def test_no_canary_stands_in_the_audit_trail_the_outbox_or_an_alarm(offices: dict[str, Explored], mode: str) -> None:
    db = offices[mode].filled.store.db

    for table in ("audit", "outbox", "alarm", "heartbeat"):
        text = str(list(db.query(f"SELECT * FROM {table}")))
        for pattern in (PERSON, NUMBER, CODE, CENTS, WORDS):
            assert pattern.search(text) is None, (table, pattern)


@pytest.mark.parametrize("mode", MODES)
def test_births_and_numbers_of_persons_are_in_no_byte_of_the_store(
    offices: dict[str, Explored], mode: str, tmp_path: Path
) -> None:
    store = offices[mode].filled.store
    copy = open_for_claims(tmp_path / "copy.db", patience_s=1)
    store.db.conn.backup(copy.conn)
    copy.close()

    files = [*store.path.parent.glob("claims.db*"), tmp_path / "copy.db"]
    assert len(files) > 2
    for path in files:
        raw = path.read_bytes()
        assert [one for one in BYTES if one.encode() in raw] == [], path.name
    assert b"CANARYLAST" in (tmp_path / "copy.db").read_bytes()


def test_an_unforeseen_error_is_logged_without_what_it_says() -> None:
    typed = "Canarylast 02/29/1956"
    with logged_to(io.StringIO()) as lines:
        try:
            int(typed)
        except ValueError:
            logging.getLogger("bot.test").exception("listener failed reference=%s", "12ab")

    assert "ValueError" in lines.getvalue()
    assert "test_canaries.py" in lines.getvalue()
    assert PERSON.search(lines.getvalue()) is None


def test_a_failing_listener_tells_a_reference_and_nothing_else(offices: dict[str, Explored]) -> None:
    office = offices["minimum"].office
    body = office.command("/claims", "by age") | {"text": {"Canarylast": "no text"}}
    with logged_to(io.StringIO()) as lines:
        ack, _ = office.send(body)

    assert "through a fault of mine" in ack["text"]
    assert "reference=" in lines.getvalue()
    assert PERSON.search(lines.getvalue() + str(ack)) is None


# --- what people type where it is kept -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ask for Maria, dob 02/29/1956", "a date of birth"),
        ("ssn 987-65-4329", "a social security number"),
        ("1EG4-TE5-MK73", "a Medicare number"),
        ("call 555-987-1234 or write to appeals@payer.example", ""),
        ("Box 14079, Lexington", ""),
    ],
)
def test_what_names_a_patient_is_told_from_what_reaches_a_payer(text: str, kind: str) -> None:
    assert person_named_in(text) == kind


def test_a_payers_note_with_a_day_of_birth_is_refused_and_not_repeated(offices: dict[str, Explored]) -> None:
    desk = offices["minimum"].office.services.payers
    form = desk.sheet_form(PayerRef(payer_id=1))
    values = {"note": {"note": {"type": "plain_text_input", "value": "Canarylast, dob 02/29/1956"}}}

    problems = desk.sheet_problems(form | {"state": {"values": values}})

    assert "a date of birth" in problems["note"]
    assert PERSON.search(str(problems)) is None


def test_a_list_is_not_called_after_a_patient(offices: dict[str, Explored]) -> None:
    explored = offices["minimum"]
    desk, lee = explored.office.services.worklists, get_person(explored.filled.store.db, TEAM, LEE)
    listed = desk.answer("denied", Place.DIRECT, lee)
    list_id = next(
        one["value"]
        for block in listed["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == "worklist_save"
    )

    assert "a date of birth" in desk.save(list_id, "Maria dob 02/29/1956", lee)
