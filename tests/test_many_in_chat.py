"""What people see when they work a whole list at once: the question with count and sum, and what was left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import TODAY, FilledStore
from fixed_clock import FixedClock
from people import LEE, TEAM
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.acting import Acting
from bot.audit import AuditTrail
from bot.work import WorkDesk
from data.store.claims import find_claims
from data.store.people import get_person

DENIED = ("1001", "1002", "1003")


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    """Three denied claims of $200 each."""
    sent = [a_sent_claim(number, control=f"000{number[-1]}", group=number[-1]) for number in DENIED]
    paid = [Paid(number=number, icn=f"ICN{number}", paid="0", adjustments=("CO*197*200",)) for number in DENIED]
    return FilledStore(tmp_path).take_all([*sent, a_remittance(*paid, paid_on="20260112")])


@pytest.fixture
def chat(codes_dir: Path, filled: FilledStore) -> Iterator[Chat]:
    with a_chat(codes_dir, filled.folder) as running:
        yield running


def ask_for_all(chat: Chat, words_: str) -> None:
    """Bea's list, and its button for all."""
    chat.door.command("/claims", words_, user="bea", channel="billing")
    listed = chat.door.last_message(user="bea", channel="billing")
    pressed = next(one for one in buttons(listed["blocks"]) if one["text"]["text"] == "Work on all of them")
    chat.door.click(pressed["action_id"], user="bea", message=listed["id"], value=pressed["value"])


def send(chat: Chat, **values: object) -> dict[str, Any]:
    view = chat.door.top_modal(user="bea")
    return chat.door.submit(view["id"], {name: {name: one} for name, one in values.items()}, user="bea")


def shown(chat: Chat) -> str:
    return words(chat.door.top_modal(user="bea")["blocks"])


def snoozed(filled: FilledStore) -> list[str | None]:
    return [claim["snoozed_until"] for claim in filled.claims()]


def test_many_claims_are_snoozed_after_a_question_with_count_and_sum(chat: Chat, filled: FilledStore) -> None:
    ask_for_all(chat, "denied")
    assert "What is to be done with 3 claims?" in shown(chat)

    assert not send(chat, action="snooze", days="3").get("errors")
    assert "Snooze 3 claims, $600, for 3 business days?" in shown(chat)
    assert snoozed(filled) == [None, None, None]
    send(chat)

    assert "Snooze: 3 claims done." in shown(chat)
    assert snoozed(filled) == ["2026-01-21"] * 3  # the 19th is a holiday


def test_what_was_left_out_is_told_with_its_reason(chat: Chat, filled: FilledStore) -> None:
    (claim,) = find_claims(filled.store.db, "1002")
    ask_for_all(chat, "denied")
    send(chat, action="take")
    clock = FixedClock(TODAY)
    work = WorkDesk(filled.store, clock, filled.desk, AuditTrail(filled.store, clock))
    work.take(claim.ref, Acting(filled.store).actor(get_person(filled.store.db, TEAM, LEE)))

    send(chat)

    told = shown(chat)
    assert "Take: 2 claims done." in told
    assert f"{claim.ref}: Lee Lead has this claim." in told


def test_a_question_that_slack_sends_twice_is_carried_out_once(chat: Chat, filled: FilledStore) -> None:
    ask_for_all(chat, "denied")
    send(chat, action="note", picked="looked_at")
    chat.door.fault("redeliver", count=1)

    send(chat)

    (count,) = filled.store.db.query("SELECT count(*) AS n FROM worked")
    assert count["n"] == 3


@pytest.mark.parametrize(
    ("values", "block"),
    [
        ({"action": "note"}, "picked"),
        ({"action": "snooze", "days": "other"}, "other_days"),
        ({"action": "snooze", "days": "other", "other_days": "0"}, "other_days"),
    ],
)
def test_what_is_missing_is_told_in_the_form(chat: Chat, values: dict[str, object], block: str) -> None:
    ask_for_all(chat, "denied")

    assert set(send(chat, **values)["errors"]) == {block}


def test_the_modal_carries_an_opaque_id_and_no_claim(chat: Chat, filled: FilledStore) -> None:
    ask_for_all(chat, "denied")

    opened = chat.door.calls("views.open")[-1]

    assert not [claim["ref"] for claim in filled.claims() if claim["ref"] in str(opened)]
