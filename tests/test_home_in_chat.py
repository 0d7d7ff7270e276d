"""App Home: a person's own work first, as far as their role may see it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bot_in_chat import Chat, a_chat, words
from claim_store import FilledStore
from fixed_clock import FixedClock
from people import add_staff
from work import done
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.imports.linking import compute_positions
from bot.notices import Notices
from data.importers.reference_tables import read_carc_actions
from data.store.work import add_worked
from data.work_models import WorkKind

DENIED = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)), paid_on="20260112")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    made = FilledStore(tmp_path_factory.mktemp("home")).take_all([a_sent_claim(), DENIED])
    add_staff(made.store)
    with made.store.write() as db:
        add_worked(db, 1, done(WorkKind.ASSIGNED, to_person_id=1))
        compute_positions(db, [1], read_carc_actions())
    return made


@pytest.fixture(scope="module")
def chat(filled: FilledStore, codes_dir: Path) -> Iterator[Chat]:
    with a_chat(codes_dir, filled.folder, mode="baa") as made:
        yield made


def home(chat: Chat, user: str) -> str:
    chat.door.home(user=user)
    return words(chat.door.views(user=user)["home"]["blocks"])


def test_a_biller_sees_their_overdue_work_and_opens_it(chat: Chat, filled: FilledStore) -> None:
    page = home(chat, "bea")

    assert "*Overdue*  ·  1 claim, $200.00" in page
    assert filled.claim()["ref"] in page
    assert "/code heart attack" in page
    assert "Last check" not in page
    assert "/claims denied aetna over 60" in page


def test_a_lead_sees_how_the_bot_itself_does(chat: Chat) -> None:
    page = home(chat, "lee")

    assert "Nothing of yours is due this week." in page
    assert "The daily check has not run yet." in page


def test_a_lead_sees_which_write_offs_wait(filled: FilledStore) -> None:
    notices = Notices(filled.store, FixedClock(date(2026, 1, 28)), count_stale=lambda: 0)
    with filled.store.write() as db:
        assert notices.for_lead(db) == ()
        add_worked(db, 1, done(WorkKind.WRITE_OFF_ASKED, cents=500))
        compute_positions(db, [1], read_carc_actions())
        assert notices.for_lead(db) == (
            f"1 write-off waits for a lead: {filled.claim()['ref']}. `/claim` with the reference shows one.",
        )
        add_worked(db, 1, done(WorkKind.WRITE_OFF_DECLINED))
        compute_positions(db, [1], read_carc_actions())
        assert notices.for_lead(db) == ()


def test_a_provider_sees_codes_alone(chat: Chat, filled: FilledStore) -> None:
    page = home(chat, "pat")

    assert filled.claim()["ref"] not in page
    assert "Overdue" not in page
    assert "/claims denied" not in page
    assert "/code heart attack" in page


def test_who_looks_at_home_stands_in_the_audit_trail(chat: Chat, filled: FilledStore) -> None:
    home(chat, "bea")

    rows = list(filled.store.db.query("SELECT action, object, place FROM audit WHERE user = 'U0BEA0001'"))
    assert {"action": "claim.view", "object": filled.claim()["ref"], "place": "home"} in rows
