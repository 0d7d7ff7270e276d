"""What people see when they work a claim in the chat: the real bot in the local Slack, several people at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from x12_claims import Paid, a_remittance, a_sent_claim

from data.store.claims import find_claims

Json = dict[str, Any]
DENIED = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)), paid_on="20260112")


class Desk:
    """A chat about one denied claim of $200 that nobody has."""

    def __init__(self, chat: Chat, filled: FilledStore) -> None:
        self.chat = chat
        self.filled = filled
        (claim,) = find_claims(filled.store.db, "1001")
        self.ref = claim.ref

    def card(self, user: str = "bea", channel: str = "billing") -> Json:
        return self.chat.claim(self.ref, user=user, channel=channel)

    def press(self, card: Json, label: str, user: str = "bea") -> Json:
        return self.chat.press(card, label, user=user)

    def more(self, card: Json, what: str, user: str = "bea") -> None:
        menu = next(one for block in card["blocks"] for one in block.get("elements", []) if one["type"] == "overflow")
        value = next(one["value"] for one in menu["options"] if one["text"]["text"] == what)
        answer = self.chat.door.click(menu["action_id"], user=user, message=card["id"], value=value)
        assert answer["ok"], answer

    def send(self, user: str = "bea", **values: object) -> Json:
        """Fills the modal on top and sends it; block and action have one name."""
        view = self.chat.door.top_modal(user=user)
        return self.chat.door.submit(view["id"], {name: {name: one} for name, one in values.items()}, user=user)

    def keep(self, user: str = "bea", **values: object) -> None:
        """Sends the modal, and nothing is wrong with it."""
        answer = self.send(user, **values)
        assert answer["ok"], answer
        assert not answer.get("errors"), answer

    def again(self, card: Json, user: str = "bea") -> Json:
        """The card as it is now."""
        seen = self.chat.door.messages(user=user, channel=card["channel"])
        return next(one for one in seen if one["id"] == card["id"])

    def worked(self) -> list[Json]:
        return list(self.filled.store.db.query("SELECT * FROM worked ORDER BY id"))

    def claim(self) -> Json:
        return self.filled.claim()


@pytest.fixture
def desk(codes_dir: Path, tmp_path: Path) -> Iterator[Desk]:
    """In `minimum`."""
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])
    with a_chat(codes_dir, tmp_path) as chat:
        yield Desk(chat, filled)


@pytest.fixture
def open_desk(codes_dir: Path, tmp_path: Path) -> Iterator[Desk]:
    """Where an agreement allows more."""
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), DENIED])
    with a_chat(codes_dir, tmp_path, mode="baa") as chat:
        yield Desk(chat, filled)


def labels(card: Json) -> list[str]:
    return [one["text"]["text"] for one in buttons(card["blocks"])]


def test_a_card_offers_what_can_be_done(desk: Desk) -> None:
    assert labels(desk.card()) == [
        *("Take", "Note", "Log touch", "Snooze", "Log appeal", "Ask provider", "Resolved in PM", "Details")
    ]


def test_taking_a_claim_updates_the_card_in_place_and_is_undone_from_it(desk: Desk) -> None:
    card = desk.card()

    taken = desk.press(card, "Take")

    assert taken["id"] == card["id"]
    assert "*Worked by:* Bea Biller" in words(taken["blocks"])
    assert "Bea Biller took it." in words(taken["blocks"])
    assert "Assign" in labels(taken)
    assert "Take" not in labels(taken)

    back = desk.press(taken, "Undo")

    assert "Worked by" not in words(back["blocks"])
    assert "Take" in labels(back)
    assert desk.claim()["owner_id"] is None


def test_the_second_who_presses_take_is_told_who_was_first(desk: Desk) -> None:
    bea, lee = desk.card(), desk.card("lee")
    desk.press(bea, "Take")

    desk.press(lee, "Take", user="lee")

    told = desk.chat.door.last_message(user="lee", channel="billing")
    assert "Bea Biller has this claim. Bea Biller assigned it just now. Nothing was changed." in told["text"]
    assert len(desk.worked()) == 1


def test_a_double_click_does_it_once(desk: Desk) -> None:
    card = desk.card()
    take = next(one for one in buttons(card["blocks"]) if one["text"]["text"] == "Take")

    for _ in range(2):
        desk.chat.door.click(take["action_id"], user="bea", message=card["id"], value=take["value"])

    assert len(desk.worked()) == 1


def test_a_form_that_is_sent_again_by_slack_is_kept_once(desk: Desk) -> None:
    desk.press(desk.card(), "Note")
    desk.chat.door.fault("redeliver", count=1)

    desk.send(picked="looked_at")

    assert [one["way"] for one in desk.worked()] == ["looked_at"]


def test_in_minimum_a_note_is_chosen_and_nothing_is_typed(desk: Desk) -> None:
    desk.press(desk.card(), "Note")

    modal = desk.chat.door.top_modal(user="bea")

    assert [block["element"]["type"] for block in modal["blocks"]] == ["static_select"]
    desk.keep(picked="waits_records")
    assert "Noted: Waiting for records" in words(desk.card()["blocks"])


def test_a_touch_wants_a_day_for_a_promise_and_a_plain_reference(desk: Desk) -> None:
    card = desk.card()
    desk.press(card, "Log touch")

    answer = desk.send(way="called", says="paid_promised", reference="ref 123-45-6789")
    assert set(answer["errors"]) == {"promised", "reference"}
    desk.keep(way="called", says="paid_promised", reference="A4711", promised="2026-02-10")

    shown = words(desk.again(card)["blocks"])
    assert "Called the payer: paid, date promised" in shown
    assert "last touch today" in shown
    assert "A4711" not in shown
    assert desk.worked()[0]["until"] == "2026-02-10"


def test_a_snooze_of_another_number_of_days(desk: Desk) -> None:
    card = desk.card()
    desk.press(card, "Snooze")

    assert set(desk.send(days="other", other_days="61")["errors"]) == {"other_days"}
    assert set(desk.send(days="3", other_days="5")["errors"]) == {"other_days"}
    desk.keep(days="other", other_days="2")

    assert "snoozed until Tuesday, in 5 days, then back to Bea Biller" in words(desk.again(card)["blocks"])
    assert desk.claim()["snoozed_until"] == "2026-01-20"  # the 19th is a holiday


def test_a_write_off_is_asked_for_and_confirmed_by_a_lead(desk: Desk) -> None:
    card = desk.card()
    desk.more(card, "Ask for a write-off")
    assert set(desk.send(amount="200.01", reason="small_balance")["errors"]) == {"amount"}
    desk.keep(amount="", reason="small_balance")
    assert "A write-off of $200 waits for a lead" in words(desk.again(card)["blocks"])
    assert desk.claim()["balance_cents"] == 20_000

    desk.press(desk.again(card), "Confirm write-off")
    assert "confirm write-offs" in desk.chat.door.last_message(user="bea", channel="billing")["text"]
    done = desk.press(desk.card("lee"), "Confirm write-off", user="lee")

    assert "*written off*" in words(done["blocks"])
    assert desk.claim()["balance_cents"] == 0


def test_a_lead_declines_with_a_reason(desk: Desk) -> None:
    desk.more(desk.card(), "Ask for a write-off")
    desk.send(reason="small_balance")

    card = desk.card("lee")
    desk.press(card, "Decline write-off", user="lee")
    desk.keep("lee", reason="appeal_first")

    assert "Write-off declined: appeal first" in words(desk.again(card, "lee")["blocks"])


def test_what_was_resolved_is_reopened_from_the_menu(desk: Desk) -> None:
    resolved = desk.press(desk.card(), "Resolved in PM")
    assert "resolved in PM, said today" in words(resolved["blocks"])
    assert "Snooze" not in labels(resolved)

    desk.more(resolved, "Reopen")

    assert "Snooze" in labels(desk.again(resolved))


def test_what_was_sent_again_waits_for_its_acknowledgement(desk: Desk) -> None:
    card = desk.card()
    desk.more(card, "Sent again")

    desk.keep(way="replacement", day="2026-01-14")

    assert "*sent*" in words(desk.again(card)["blocks"])


def test_a_claim_is_handed_to_somebody_on_the_list_only(desk: Desk) -> None:
    card = desk.press(desk.card(), "Take")
    desk.press(card, "Assign")

    assert set(desk.send(person="gus")["errors"]) == {"person"}
    desk.keep(person="cody")

    assert "*Worked by:* Cody Coder" in words(desk.again(card)["blocks"])


def test_a_card_that_a_channel_reads_is_updated_there(desk: Desk) -> None:
    desk.chat.door.message(f"@billing-bot claim {desk.ref}", user="bea", channel="coding")
    asked = next(one for one in reversed(desk.chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    card = desk.chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    note = next(one for one in buttons(card["blocks"]) if one["text"]["text"] == "Note")
    desk.chat.door.click(note["action_id"], user="cody", message=card["id"], value=note["value"])
    desk.keep("cody", picked="looked_at")

    after = desk.chat.door.messages(user="lee", channel="coding", thread_ts=asked["ts"])[-1]
    assert (after["id"], after["ephemeral"]) == (card["id"], False)
    assert "Cody Coder wrote a note." in words(after["blocks"])


def test_no_notification_and_no_button_says_more_than_the_reference(desk: Desk) -> None:
    card = desk.press(desk.card(), "Take")

    assert card["text"] == f"Claim {desk.ref}: denied"
    assert {one["value"].split("|")[0] for one in buttons(card["blocks"])} == {desk.ref}


# --- where free words may be kept ----------------------------------------------------------------------------------


def test_typed_words_are_scrubbed_and_the_person_is_told_without_an_echo(open_desk: Desk) -> None:
    card = open_desk.card()
    open_desk.press(card, "Note")

    open_desk.keep(text="Spoke with Maria, dob 01/02/1980, call 555-123-4567")

    shown = words(open_desk.again(card)["blocks"])
    assert "I took out what looked like a date of birth and a telephone number: it is not kept." in shown
    assert "Spoke with Maria, [removed], call [removed]" in shown
    assert "1980" not in shown
    assert "4567" not in str(open_desk.worked())


def test_a_note_without_words_is_none(open_desk: Desk) -> None:
    open_desk.press(open_desk.card(), "Note")

    assert open_desk.send(text="  ")["errors"] == {"text": "Write what is to be noted."}
    assert open_desk.worked() == []


def test_typed_words_cannot_mention_anybody(open_desk: Desk) -> None:
    card = open_desk.card()
    open_desk.press(card, "Note")

    open_desk.send(text="<!channel> *look*")

    assert "<!channel>" not in words(open_desk.again(card)["blocks"])


# --- details and claims that look alike ----------------------------------------------------------------------------


def press_in_details(desk: Desk, label: str) -> str:
    """Presses a button of the modal on top; what the modal then says."""
    view = desk.chat.door.top_modal(user="bea")
    pressed = next(one for one in buttons(view["blocks"]) if one["text"]["text"] == label)
    desk.chat.door.click(pressed["action_id"], user="bea", view=view["id"], value=pressed["value"])
    return words(desk.chat.door.top_modal(user="bea")["blocks"])


def test_claims_that_look_alike_are_joined_and_parted_in_the_details(desk: Desk) -> None:
    desk.filled.take(b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n')
    desk.press(desk.card(), "Details")

    assert "Part again" in press_in_details(desk, "Same claim")
    assert len(desk.filled.claims()) == 1
    assert "Same claim" in press_in_details(desk, "Part again")
    assert len(desk.filled.claims()) == 2
    assert "Same claim" not in press_in_details(desk, "Not the same")


def test_only_a_claim_that_others_may_belong_to_offers_joined_claims(desk: Desk) -> None:
    def offered() -> bool:
        return "Joined claims" in str(desk.card()["blocks"])

    assert not offered()
    desk.filled.take(b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n')
    assert offered()
    desk.more(desk.card(), "Joined claims")
    press_in_details(desk, "Same claim")
    assert offered()


def test_the_details_are_written_down_in_the_audit_trail(desk: Desk) -> None:
    desk.press(desk.card(), "Details")

    assert f"*{desk.ref}*" in words(desk.chat.door.top_modal(user="bea")["blocks"])
    rows = list(desk.filled.store.db.query("SELECT user, action, object, place FROM audit ORDER BY id"))
    assert rows[-1] == {"user": "U0BEA0001", "action": "claim.view", "object": desk.ref, "place": "C0BILLING1"}


def test_who_may_not_work_claims_is_refused_by_the_button(desk: Desk) -> None:
    desk.chat.door.message(f"@billing-bot claim {desk.ref}", user="bea", channel="coding")
    asked = next(one for one in reversed(desk.chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    card = desk.chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    take = next(one for one in buttons(card["blocks"]) if one["text"]["text"] == "Take")
    desk.chat.door.click(take["action_id"], user="pat", message=card["id"], value=take["value"])

    assert desk.worked() == []
