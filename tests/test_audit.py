"""The audit trail: what is written stands in a chain, and whatever is done to it afterwards is found."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, words
from claim_store import FilledStore
from fixed_clock import FixedClock
from people import BEA, LEE, TEAM
from x12_claims import a_sent_claim

from bot.audit import AuditTrail
from bot.people import Operator
from data.errors import AuditUnwritable
from data.people_models import AuditEntry, AuditRow
from data.store.audit import append_entries, find_broken, iterate_rows, read_head
from data.store.claims import find_claims
from data.store.claims_file import ClaimsFile
from data.store.connection import DatabaseError

WHO = Operator(team="T1", user="U1")
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
GUARDS = ("no_update", "no_delete", "no_replace", "head_grows", "head_stays", "head_alone")


@pytest.fixture
def store(tmp_path: Path) -> ClaimsFile:
    return ClaimsFile(tmp_path)


@pytest.fixture
def trail(store: ClaimsFile) -> AuditTrail:
    return AuditTrail(store, FixedClock(AT.date()))


@pytest.fixture
def five(store: ClaimsFile, trail: AuditTrail) -> ClaimsFile:
    """A trail of five rows whose guards somebody has taken away."""
    trail.record_each(WHO, "claim.view", ["A", "B", "C"], "C1")
    trail.record(WHO, "claim.note", "B", "C1", {"kind": "called"})
    trail.record(WHO, "claim.view", "D", "D1")
    for name in GUARDS:
        store.db.execute(f"DROP TRIGGER audit_{name}")
    return store


def rows_of(store: ClaimsFile, **only: Any) -> list[AuditRow]:
    with store.read() as db:
        return list(iterate_rows(db, **only))


def test_a_row_says_who_did_what_to_what_when_and_where(store: ClaimsFile, trail: AuditTrail) -> None:
    trail.record(WHO, "claim.note", "K7M-4QX", "C1", {"kind": "called", "again": True, "count": 2})

    (row,) = rows_of(store)
    assert row.entry == AuditEntry(
        at=AT,
        team="T1",
        user="U1",
        action="claim.note",
        object="K7M-4QX",
        place="C1",
        detail={"kind": "called", "again": True, "count": 2},
    )
    assert read_head(store.db).hash == row.hash


def test_an_empty_trail_and_an_untouched_one_are_whole(store: ClaimsFile, five: ClaimsFile, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    assert find_broken(ClaimsFile(tmp_path / "new").db) is None
    assert find_broken(five.db) is None


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        ("UPDATE audit SET user = 'U2' WHERE id = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE id = 4", 4),
        ("UPDATE audit SET at = '2026-01-06T12:00:00.000+00:00' WHERE id = 1", 1),
        ("UPDATE audit SET hash = 'x' WHERE id = 5", 5),
        ("UPDATE audit SET previous_hash = '' WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 5", 5),
        ("DELETE FROM audit WHERE id > 2", 3),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET id = 9 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; "
         "UPDATE audit SET id = 3 WHERE id = 9", 2),
        ("INSERT INTO audit SELECT 6, at, team, user, action, object, place, detail, hash, hash FROM audit "
         "WHERE id = 5", 6),
        ("DELETE FROM audit WHERE id = 5; UPDATE audit_head SET count = 4", 4),
        ("UPDATE audit_head SET count = 7", 6),
        ("DELETE FROM audit_head", 1),
        ("DELETE FROM audit; DELETE FROM audit_head; INSERT INTO audit_head VALUES (5, '')", 1),
    ],
)  # fmt: skip
def test_what_somebody_does_to_the_rows_is_found(five: ClaimsFile, tampering: str, first_broken: int) -> None:
    five.db.conn.executescript(tampering)

    assert find_broken(five.db) == first_broken


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET user = 'U2'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT id, at, team, 'U2', action, object, place, detail, previous_hash, hash FROM audit",
        "UPDATE audit_head SET count = 0",
        "UPDATE audit_head SET hash = 'x'",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head VALUES (0, '')",
    ],
)
def test_the_store_itself_refuses_to_change_it(store: ClaimsFile, trail: AuditTrail, statement: str) -> None:
    trail.record(WHO, "claim.view", "A")

    with pytest.raises(DatabaseError, match="audit trail"):
        store.db.execute(statement)
    store.db.conn.rollback()

    assert find_broken(store.db) is None
    assert len(rows_of(store)) == 1


def test_a_row_is_kept_or_dropped_with_the_change_it_tells_of(store: ClaimsFile, trail: AuditTrail) -> None:
    def change(*, fails: bool) -> None:
        with store.write():
            trail.record(WHO, "claim.note", "A")
            if fails:
                raise RuntimeError("no")

    change(fails=False)
    with pytest.raises(RuntimeError, match="no"):
        change(fails=True)

    assert len(rows_of(store)) == 1
    assert find_broken(store.db) is None


def test_a_row_within_a_read_would_be_lost_and_is_a_fault(store: ClaimsFile, trail: AuditTrail) -> None:
    with store.read(), pytest.raises(RuntimeError, match="inside a read"):
        trail.record(WHO, "claim.view", "A")

    trail.record(WHO, "claim.view", "A")
    assert len(rows_of(store)) == 1


def test_a_row_that_must_wait_too_long_is_said_to_be_unwritable(
    store: ClaimsFile, tmp_path: Path, trail: AuditTrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.audit.PATIENCE_S", 0.05)

    with ClaimsFile(tmp_path).write(), pytest.raises(AuditUnwritable):
        trail.record(WHO, "claim.view", "A")

    assert rows_of(store) == []


def test_a_row_that_waits_for_a_thread_of_the_same_bot_gives_up_too(
    store: ClaimsFile, trail: AuditTrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.audit.PATIENCE_S", 0.05)
    writing, done = threading.Event(), threading.Event()

    def importing() -> None:
        with store.write():
            writing.set()
            done.wait(10)

    thread = threading.Thread(target=importing)
    thread.start()
    writing.wait(10)
    with pytest.raises(AuditUnwritable):
        trail.record(WHO, "claim.view", "A")
    done.set()
    thread.join()

    trail.record(WHO, "claim.view", "A")


def test_rows_of_many_threads_and_stores_make_one_chain(tmp_path: Path) -> None:
    def write(number: int) -> None:
        own = AuditTrail(ClaimsFile(tmp_path), FixedClock(AT.date()))
        for turn in range(20):
            own.record(WHO, "claim.view", f"{number}-{turn}")

    ClaimsFile(tmp_path)
    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    store = ClaimsFile(tmp_path)
    assert find_broken(store.db) is None
    assert read_head(store.db).count == 120


def test_rows_are_found_by_day_claim_and_person(store: ClaimsFile) -> None:
    def an_entry(day: int, user: str, ref: str) -> AuditEntry:
        return AuditEntry(at=datetime(2026, 1, day, tzinfo=UTC), team="T1", user=user, action="x", object=ref, place="")

    with store.write() as db:
        append_entries(db, [an_entry(1, "U1", "A"), an_entry(2, "U2", "A"), an_entry(3, "U1", "B")])

    def ids(**only: Any) -> list[int]:
        return [row.id for row in rows_of(store, **only)]

    assert ids(since=datetime(2026, 1, 2, tzinfo=UTC)) == [2, 3]
    assert ids(object="A") == [1, 2]
    assert ids(user="U1", object="B") == [3]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    return FilledStore(tmp_path_factory.mktemp("audited")).take_all([a_sent_claim(sent_on="20260106")])


@pytest.fixture(scope="module")
def chat(codes_dir: Path, filled: FilledStore) -> Iterator[Chat]:
    with a_chat(codes_dir, filled.folder) as running:
        yield running


def views_of(filled: FilledStore) -> list[tuple[str, str, str]]:
    rows = [row.entry for row in rows_of(filled.store) if row.entry.action == "claim.view"]
    return [(row.user, row.object, row.place) for row in rows]


def ref_of(filled: FilledStore) -> str:
    (claim,) = find_claims(filled.store.db, "1001")
    return claim.ref


def test_every_view_of_a_claim_is_written_down_on_every_surface(chat: Chat, filled: FilledStore) -> None:
    ref, before = ref_of(filled), len(views_of(filled))

    chat.claim(ref)
    chat.ask_directly(f"claim {ref}", user="lee")
    chat.door.message(f"<@U0BILLBOT1> claim {ref}", user="lee", channel="billing")

    assert views_of(filled)[before:] == [(BEA, ref, "C0BILLING1"), (LEE, ref, "D0LEE0001"), (LEE, ref, "C0BILLING1")]
    assert {row.entry.team for row in rows_of(filled.store)} == {TEAM}
    assert find_broken(filled.store.db) is None


def test_what_shows_no_claim_and_look_ups_of_codes_leave_no_row(chat: Chat, filled: FilledStore) -> None:
    before = len(rows_of(filled.store))

    chat.code("heart attack")
    chat.claim("help")
    chat.claim("ZZZ-ZZZ")

    assert len(rows_of(filled.store)) == before


def test_a_claim_whose_view_cannot_be_written_down_is_not_shown(
    chat: Chat, filled: FilledStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.audit.PATIENCE_S", 0.1)
    before = len(views_of(filled))

    with ClaimsFile(filled.folder).write():
        message = chat.claim(ref_of(filled))

    assert message["text"].startswith("That is not shown, because I could not write down who looked at it.")
    assert "AETNA" not in words(message["blocks"])
    assert len(views_of(filled)) == before
