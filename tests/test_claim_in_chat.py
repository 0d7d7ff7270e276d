"""What people see when they ask for claims in the chat: the real bot on a store that real imports filled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from claim_store import FilledStore
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from data.store.claims import find_claims

FILES = [
    a_sent_claim(sent_on="20260106"),
    a_claim_answer(),
    a_remittance(Paid(paid="0", adjustments=("CO*197*200",), remarks="N130"), paid_on="20260112"),
    a_sent_claim("1002", service="20250105", sent_on="20250106", patient="BERYL*MAY", control="0002", group="8"),
    a_sent_claim("1002", service="20251105", sent_on="20251106", patient="CORAL*JUNE", control="0003", group="9"),
]


def a_filled(folder: Path) -> FilledStore:
    return FilledStore(folder).take_all(FILES)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    return a_filled(tmp_path_factory.mktemp("minimum"))


@pytest.fixture(scope="module")
def chat(codes_dir: Path, filled: FilledStore) -> Iterator[Chat]:
    """The bot in its default mode."""
    with a_chat(codes_dir, filled.folder) as running:
        yield running


@pytest.fixture(scope="module")
def open_chat(codes_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The bot where an agreement allows more."""
    folder = tmp_path_factory.mktemp("baa")
    a_filled(folder)
    with a_chat(codes_dir, folder, mode="baa") as running:
        yield running


def ref_of(filled: FilledStore) -> str:
    (claim,) = find_claims(filled.store.db, "1001")
    return claim.ref


def test_the_command_answers_the_asker_alone(chat: Chat, filled: FilledStore) -> None:
    message = chat.claim(ref_of(filled))

    assert message["ephemeral"]
    assert "*denied*  ·  AETNA (primary)  ·  balance $200" in words(message["blocks"])
    assert "*CO-197*, N130" in words(message["blocks"])
    assert message["id"] not in [one["id"] for one in chat.door.messages(user="lee", channel="billing")]


def test_a_reference_may_be_typed_small_and_without_its_hyphen(chat: Chat, filled: FilledStore) -> None:
    message = chat.claim(ref_of(filled).lower().replace("-", ""))

    assert f"*{ref_of(filled)}*" in words(message["blocks"])


def test_the_word_claim_may_be_said_twice(chat: Chat, filled: FilledStore) -> None:
    ref = ref_of(filled)

    assert f"*{ref}*" in words(chat.claim(f"claim {ref}")["blocks"])


def test_a_claim_number_is_not_taken_and_not_repeated(chat: Chat) -> None:
    message = chat.claim("1001")

    assert "1001" not in words(message["blocks"])
    assert "Ask for a claim by its reference here" in words(message["blocks"])


@pytest.mark.parametrize("typed", ["claim {}", "/claim {}", "Claim: {}", "*claim {}*", "claim #{} is it paid?"])
def test_a_direct_message_that_begins_with_claim_is_about_a_claim(chat: Chat, filled: FilledStore, typed: str) -> None:
    answer = chat.ask_directly(typed.format(ref_of(filled)), user="lee")

    assert f"*{ref_of(filled)}*  ·  *denied*" in words(answer["blocks"])


def test_everything_else_stays_a_code_look_up(chat: Chat) -> None:
    answer = chat.ask_directly("claimed injury of left knee", user="pat")

    assert "reference" not in words(answer["blocks"])


def test_a_mention_is_answered_in_its_thread(chat: Chat, filled: FilledStore) -> None:
    chat.door.message(f"@billing-bot claim {ref_of(filled)}", user="bea", channel="coding")

    asked = next(one for one in reversed(chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    answer = chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    assert f"*{ref_of(filled)}*  ·  *denied*" in words(answer["blocks"])


def test_the_command_alone_and_help_say_how_to_ask(chat: Chat) -> None:
    assert "Which claim?" in words(chat.claim("")["blocks"])
    assert "Look up claims" in words(chat.claim("help")["blocks"])


@pytest.mark.parametrize("typed", ["<!channel>", "😀", "x" * 3000, "'; DROP TABLE claim; --", "-", "\u0000"])
def test_any_text_gets_a_kind_answer(chat: Chat, typed: str) -> None:
    message = chat.claim(typed)

    assert "Traceback" not in words(message["blocks"])
    assert "<!channel>" not in words(message["blocks"])
    assert words(message["blocks"]).strip()


# --- where an agreement allows more --------------------------------------------------------------------------------


def test_a_claim_number_finds_the_claim_where_the_mode_allows_it(open_chat: Chat) -> None:
    message = open_chat.claim("1001")

    assert "claim number 1001  ·  patient A. A.  ·  service 2026-01-05" in words(message["blocks"])


def test_of_several_claims_one_is_opened_in_place(open_chat: Chat) -> None:
    listed = open_chat.claim("1002")
    assert "2 claims with that number" in words(listed["blocks"])
    assert len(buttons(listed["blocks"])) == 2

    card = open_chat.press(listed, "Open")

    assert card["id"] == listed["id"]
    assert "patient M. B." in words(card["blocks"])


def test_what_a_channel_reads_holds_no_patient_however_it_is_opened(open_chat: Chat) -> None:
    open_chat.door.message("@billing-bot claim 1002", user="bea", channel="coding")
    asked = next(one for one in reversed(open_chat.door.messages(user="bea", channel="coding")) if not one["is_bot"])
    listed = open_chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    first = next(one for one in buttons(listed["blocks"]) if one["text"]["text"] == "Open")
    open_chat.door.click(first["action_id"], user="bea", message=listed["id"], value=first["value"])
    card = open_chat.door.messages(user="bea", channel="coding", thread_ts=asked["ts"])[-1]

    assert "service January 2025" in words(card["blocks"])
    assert "patient M. B." not in words(card["blocks"])
    assert "2025-01-05" not in words(card["blocks"])
