"""What people see when they ask for lists of claims in the chat: the real bot on a store that real imports filled."""

import csv
import io
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from x12_claims import Paid, a_remittance, a_sent_claim

Json = dict[str, Any]
MANY = 23


def a_filled(folder: Path) -> FilledStore:
    filled = FilledStore(folder)
    for number in range(MANY):
        filled.take(
            a_sent_claim(
                f"{2000 + number}",
                charge=f"{100 + number}",
                control=f"{number + 1:04}",
                group=str(20 + number),
                patient=f"AGATE{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}*MAY",
                payer="AETNA" if number % 2 else "CIGNA",
            )
        )
    filled.take(
        a_remittance(
            Paid(number="2001", charge="101", paid="0", adjustments=("CO*197*101",), patient_name="AGATEB*MAY")
        )
    )
    return filled


@pytest.fixture(scope="module")
def chat(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    folder = tmp_path_factory.mktemp("minimum")
    a_filled(folder)
    with a_chat(codes_dir, folder) as running:
        yield running


@pytest.fixture(scope="module")
def open_chat(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The bot where an agreement allows more."""
    folder = tmp_path_factory.mktemp("baa")
    a_filled(folder)
    with a_chat(codes_dir, folder, mode="baa") as running:
        yield running


def ask(chat: Chat, text: str, *, user: str = "bea") -> Json:
    answer = chat.door.command("/claims", text, user=user, channel="billing")
    assert answer["ok"], answer
    assert answer["ack_ms"] < 3_000
    return chat.door.last_message(user=user, channel="billing")


def test_the_command_answers_the_asker_alone_with_totals_and_rows(chat: Chat) -> None:
    message = ask(chat, "denied aetna")

    text = words(message["blocks"])
    assert message["ephemeral"]
    assert "*1 claim, $101, oldest 0-30 days*" in text
    assert "Read as: denied; Aetna; largest balance first" in text
    assert "denied  ·  AETNA  ·  $101" in text
    assert "why: CO-197" in text
    assert message["text"] == "Worklist: 1 claim"


def test_without_words_and_without_own_claims_the_unowned_ones_come(chat: Chat) -> None:
    text = words(ask(chat, "")["blocks"])

    assert "Nothing is yours, so here is what nobody has taken." in text
    assert f"*{MANY} claims" in text


def test_pages_turn_in_place(chat: Chat) -> None:
    first = ask(chat, "open")
    assert "1 to 10 of 23" in words(first["blocks"])

    second = chat.press(first, "More")
    third = chat.press(second, "More")
    back = chat.press(third, "Previous")

    assert second["id"] == first["id"]
    assert "11 to 20 of 23" in words(second["blocks"])
    assert "21 to 23 of 23" in words(third["blocks"])
    assert words(back["blocks"]) == words(second["blocks"])


def test_an_order_is_chosen_in_place(chat: Chat) -> None:
    listed = ask(chat, "open")
    select = next(
        one for block in listed["blocks"] for one in block.get("elements", []) if one["type"] == "static_select"
    )
    payer = next(one["value"] for one in select["options"] if one["value"].endswith("|payer"))

    answer = chat.door.click(select["action_id"], user="bea", message=listed["id"], value=payer)

    assert answer["ok"], answer
    seen = next(one for one in chat.door.messages(user="bea", channel="billing") if one["id"] == listed["id"])
    assert "open; by payer" in words(seen["blocks"])
    assert words(seen["blocks"]).index("AETNA") < words(seen["blocks"]).index("1 to 10 of 23")


def test_a_row_opens_its_card_and_the_list_stays(chat: Chat) -> None:
    listed = ask(chat, "denied")
    found = next(one for one in buttons(listed["blocks"]) if one["text"]["text"] == "Open")

    chat.door.click(found["action_id"], user="bea", message=listed["id"], value=found["value"])

    seen = chat.door.messages(user="bea", channel="billing")
    assert f"*{found['value']}*  ·  *denied*" in words(seen[-1]["blocks"])
    assert seen[-1]["ephemeral"]
    assert listed["id"] in [one["id"] for one in seen]


def test_buttons_carry_no_words_that_were_typed(chat: Chat) -> None:
    listed = ask(chat, "open aetna over $100")

    values = [one.get("value", "") for one in buttons(listed["blocks"])]
    assert not [value for value in values if "aetna" in value.lower() or "100" in value]


def test_a_lead_exports_to_their_own_messages(chat: Chat) -> None:
    listed = ask(chat, "open", user="lee")

    chat.press(listed, "Export", user="lee")

    message = next(one for one in reversed(chat.answers(user="lee")) if one["files"])
    rows = list(csv.DictReader(io.StringIO(_content(chat, message["files"][0]))))
    assert len(rows) == MANY
    assert {row["claim_number"] for row in rows} == {""}
    assert rows[0]["balance"] == "122"
    assert rows[0]["age"] == "0-30 days"


def test_an_export_holds_numbers_where_the_mode_allows_it(open_chat: Chat) -> None:
    listed = ask(open_chat, "denied", user="lee")

    open_chat.press(listed, "Export", user="lee")

    message = next(one for one in reversed(open_chat.answers(user="lee")) if one["files"])
    (row,) = csv.DictReader(io.StringIO(_content(open_chat, message["files"][0])))
    assert (row["claim_number"], row["balance"], row["carcs"]) == ("2001", "101.00", "CO-197")
    assert "AGATE" not in str(row)


def test_who_may_not_export_is_offered_none(chat: Chat) -> None:
    labels = [one["text"]["text"] for one in buttons(ask(chat, "open", user="bea")["blocks"])]

    assert "Export CSV to my messages" not in labels
    assert "Save this list" in labels


def test_a_list_is_saved_opened_by_its_name_and_deleted(chat: Chat) -> None:
    chat.press(ask(chat, "aetna by age", user="cody"), "Save", user="cody")
    (modal,) = chat.door.views(user="cody")["modals"]
    saved = chat.door.submit(user="cody", view=modal["id"], values={"worklist_name": {"worklist_name": "Old Aetna"}})
    assert saved["ok"], saved

    by_name = ask(chat, "old aetna", user="cody")
    listed = ask(chat, "saved", user="cody")

    assert "Read as: Aetna; oldest first" in words(by_name["blocks"])
    assert "*Old Aetna*" in words(listed["blocks"])
    assert "Old Aetna" not in words(ask(chat, "saved", user="bea")["blocks"])
    assert "You keep no list yet" in words(chat.press(listed, "Delete", user="cody")["blocks"])


def test_a_list_with_words_that_were_not_understood_is_not_saved(chat: Chat) -> None:
    chat.press(ask(chat, "denied smithson", user="cody"), "Save", user="cody")
    modal = chat.door.views(user="cody")["modals"][-1]

    refused = chat.door.submit(user="cody", view=modal["id"], values={"worklist_name": {"worklist_name": "x"}})

    assert "words that I did not understand" in str(refused["errors"])


@pytest.mark.parametrize("typed", ["claims denied", "/claims denied", "Claims: denied", "*claims denied*"])
def test_a_direct_message_that_begins_with_claims_is_a_worklist(chat: Chat, typed: str) -> None:
    answer = chat.ask_directly(typed, user="lee")

    assert "*1 claim, $101" in words(answer["blocks"])


def test_a_mention_is_answered_in_its_thread(chat: Chat) -> None:
    chat.door.message("@billing-bot claims denied", user="bea", channel="coding")

    asked = next(one for one in reversed(chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    answer = chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    assert "*1 claim, $101" in words(answer["blocks"])


def test_help_tells_how_to_ask(chat: Chat) -> None:
    text = words(ask(chat, "help")["blocks"])

    assert "/claims denied aetna over 60" in text
    assert "/claims unworked denials" in text


def test_a_provider_sees_no_list(chat: Chat) -> None:
    answer = chat.door.command("/claims", "denied", user="pat", channel="billing")

    assert answer["ok"]
    assert "You cannot look at claims here" in chat.door.last_message(user="pat", channel="billing")["text"]


def test_minimum_takes_no_claim_number_and_names_no_word(chat: Chat) -> None:
    number = words(ask(chat, "claim number 2001")["blocks"])
    name = words(ask(chat, "denied smithson")["blocks"])

    assert "2001" not in number
    assert "Ask for a claim by its reference" in number
    assert "smithson" not in name
    assert "left out: word 2 of what you typed" in name


def test_a_number_finds_its_claim_where_the_mode_allows_it(open_chat: Chat) -> None:
    assert "*1 claim, $101.00" in words(ask(open_chat, "2001")["blocks"])


@pytest.mark.parametrize("typed", ["<!channel>", "😀", "x" * 2000, "'; DROP TABLE claim; --", "-", "\u0000", "%s"])
def test_any_text_gets_a_kind_answer(chat: Chat, typed: str) -> None:
    text = words(ask(chat, typed)["blocks"])

    assert "<!channel>" not in text
    assert "fault of mine" not in text
    assert text.strip()


def _content(chat: Chat, file: Json) -> str:
    with urllib.request.urlopen(chat.server.url.rstrip("/") + file["url"], timeout=10) as answer:
        content: bytes = answer.read()
    return content.decode()
