"""Appeals as people log them in the chat: the form tells the level and its rule, refuses, and is put right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_in_chat import a_chat, words
from claim_store import FilledStore
from test_work_in_chat import Desk, labels
from x12_claims import Paid, a_remittance, a_sent_claim

SENT = a_sent_claim().replace(b"******CI", b"******MB")
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)), paid_on="20260112")
UNPROCESSABLE = a_remittance(Paid(paid="0", adjustments=("CO*16*200",), remarks="MA130"), paid_on="20260112")


@pytest.fixture
def desk(codes_dir: Path, tmp_path: Path) -> Iterator[Desk]:
    """A denied claim of Medicare, in `minimum`."""
    filled = FilledStore(tmp_path).take_all([SENT, DENIED])
    with a_chat(codes_dir, tmp_path) as chat:
        yield Desk(chat, filled)


def test_an_appeal_is_logged_decided_and_put_right_in_medicares_words(desk: Desk) -> None:
    card = desk.card()
    desk.press(card, "Log appeal")
    form = desk.chat.door.top_modal(user="bea")
    asked = words(form["blocks"])

    desk.keep(level="1", way="fax", day="2026-01-14", reference="A4711", documents=["records", "letter"])
    sent = desk.again(card)

    assert "Level 1, Redetermination, to the Medicare contractor (MAC), last day in" in asked
    assert "by mcr.l1, 42 CFR 405.942" in asked
    assert "2026-05" not in asked  # in `minimum` days left, no day
    assert "*Appeal 1:* sent 1 day ago by fax, with medical records, appeal letter" in words(sent["blocks"])
    assert "the payer has not decided yet, due in 60 days" in words(sent["blocks"])
    assert {"Record decision", "Put appeal right"} <= set(labels(sent))

    desk.press(sent, "Record decision")
    assert "Partially favorable" in str(desk.chat.door.top_modal(user="bea")["blocks"])
    assert desk.send(outcome="upheld", day="2026-01-15", recovered="50")["errors"].keys() == {"recovered"}
    desk.keep(outcome="upheld", day="2026-01-15", recovered="")
    decided = desk.again(card)

    assert "unfavorable: the denial stands (today)" in words(decided["blocks"])
    assert "Medicare reconsideration (second appeal)" in words(decided["blocks"])

    desk.press(decided, "Put decision right")
    desk.keep(outcome="partly", day="2026-01-15", recovered="120.50")
    right = desk.again(card)

    assert "partially favorable (today), recovers $121" in words(right["blocks"])
    assert [(one["kind"], one["cents"]) for one in desk.worked()] == [
        *(("appealed", None), ("decided", None), ("decided", 12_050))
    ]


def test_a_claim_that_was_never_processed_is_refused_with_the_reason(codes_dir: Path, tmp_path: Path) -> None:
    filled = FilledStore(tmp_path).take_all([SENT, UNPROCESSABLE])
    with a_chat(codes_dir, tmp_path) as chat:
        desk = Desk(chat, filled)

        desk.press(desk.card(), "Log appeal")

        told = chat.door.last_message(user="bea", channel="billing")
        assert "(MA130) and has decided nothing, so there is no appeal right" in told["text"]
        assert desk.worked() == []
