"""`/billing import` in the chat, and the summary in the import channel."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, buttons, words
from slack_sdk import WebClient
from test_inbox import ODD, put
from x12_claims import a_sent_claim

from bot.app import build_services
from bot.scheduling import take_inbox
from bot.settings import read_settings
from data.store.claims_file import ClaimsFile

NAME = "Agate April 1961.csv"
"""People do name files after patients."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    waiting = tmp_path / "inbox" / "waiting"
    waiting.mkdir(parents=True)
    (waiting / NAME).write_bytes(ODD)
    return tmp_path


@pytest.fixture
def chat(codes_dir: Path, folder: Path) -> Iterator[Chat]:
    with a_chat(codes_dir, folder) as running:
        yield running


def test_the_modal_lists_what_waits_without_its_name(chat: Chat) -> None:
    view = opened(chat)

    assert "File 1" in words(view["blocks"])
    assert "Agate" not in words(view["blocks"])


def test_an_export_comes_in_by_naming_its_columns(chat: Chat, folder: Path) -> None:
    columns = columns_of(chat)
    assert [block["label"]["text"] for block in inputs(columns)] == ["Our no.", "Plan", "Day", "Amt"]

    chat.door.submit(columns["id"], chosen("claim_number", "payer", "service_from", "billed"), user="bea")
    trial = settled(chat, "Import it?")
    assert "1 new" in words(trial["blocks"])
    assert ClaimsFile(folder).db.table("claim").count == 0

    chat.door.submit(trial["id"], {}, user="bea")
    settled(chat, "Imported")
    assert ClaimsFile(folder).db.table("claim").count == 1
    assert (folder / "inbox" / "done" / NAME).exists()


def test_columns_without_a_claim_number_are_told_in_place(chat: Chat) -> None:
    columns = columns_of(chat)

    answer = chat.door.submit(columns["id"], chosen("-", "payer", "service_from", "billed"), user="bea")

    assert answer["errors"] == {"column:0": "One column must be the claim number. Choose it here or below."}


def test_one_meaning_for_two_columns_is_told_in_place(chat: Chat) -> None:
    columns = columns_of(chat)

    answer = chat.door.submit(columns["id"], chosen("claim_number", "billed", "-", "billed"), user="bea")

    assert answer["errors"] == {"column:3": "Another column has this meaning already."}


def test_columns_that_cannot_be_read_so_change_nothing(chat: Chat, folder: Path) -> None:
    columns = columns_of(chat)

    chat.door.submit(columns["id"], chosen("claim_number", "service_from", "payer", "billed"), user="bea")

    told = words(settled(chat, "Not possible so")["blocks"])
    assert "1 of 1 rows cannot be read" in told
    assert "• line 2: column “Day”" in told or '• line 2: column "' in told
    assert "Agate" not in told
    assert "Aetna" not in told
    assert (folder / "inbox" / "waiting" / NAME).exists()


def test_columns_can_be_changed_after_a_trial(chat: Chat) -> None:
    columns = columns_of(chat)
    chat.door.submit(columns["id"], chosen("claim_number", "service_from", "payer", "billed"), user="bea")
    (change,) = buttons(settled(chat, "Not possible so")["blocks"])

    chat.door.click(change["action_id"], user="bea", view=columns["id"], value=change["value"])

    again = [block["element"]["initial_option"]["value"] for block in inputs(settled(chat, "Columns"))]
    assert again == ["claim_number", "service_from", "payer", "billed"]


def test_a_second_submission_imports_nothing_and_says_so(chat: Chat, folder: Path) -> None:
    columns = columns_of(chat)
    chat.door.submit(columns["id"], chosen("claim_number", "payer", "service_from", "billed"), user="bea")
    trial = settled(chat, "Import it?")
    done = folder / "inbox" / "done"
    (folder / "inbox" / "waiting" / NAME).rename(done / "taken by another.csv")

    chat.door.submit(trial["id"], {}, user="bea")

    assert "That file is no longer waiting." in told_when(chat, "no longer")
    assert ClaimsFile(folder).db.table("claim").count == 0


def test_a_submission_that_slack_sends_twice_imports_once(chat: Chat, folder: Path) -> None:
    columns = columns_of(chat)
    chat.door.submit(columns["id"], chosen("claim_number", "payer", "service_from", "billed"), user="bea")
    trial = settled(chat, "Import it?")
    chat.door.fault("redeliver", count=1)

    chat.door.submit(trial["id"], {}, user="bea")

    assert "1 new" in words(settled(chat, "Imported")["blocks"])
    time.sleep(0.5)
    assert "1 new" in words(settled(chat, "Imported")["blocks"])
    assert ClaimsFile(folder).db.table("claim").count == 1


def test_a_file_that_was_taken_away_is_told_in_the_modal(chat: Chat, folder: Path) -> None:
    view = opened(chat)
    (choose,) = buttons(view["blocks"])
    (folder / "inbox" / "waiting" / NAME).unlink()

    chat.door.click(choose["action_id"], user="bea", view=view["id"], value=choose["value"])

    assert "That file is no longer waiting." in told_when(chat, "no longer")


def test_a_file_that_cannot_be_read_any_more_is_told_without_its_name(chat: Chat, folder: Path) -> None:
    view = opened(chat)
    (choose,) = buttons(view["blocks"])
    (folder / "inbox" / "waiting" / NAME).write_bytes(b"")

    chat.door.click(choose["action_id"], user="bea", view=view["id"], value=choose["value"])

    assert "The file is empty. Export it again." in told_when(chat, "empty")


def test_the_modal_tells_what_came_in_last(chat: Chat, folder: Path) -> None:
    columns = columns_of(chat)
    chat.door.submit(columns["id"], chosen("claim_number", "payer", "service_from", "billed"), user="bea")
    chat.door.submit(settled(chat, "Import it?")["id"], {}, user="bea")
    settled(chat, "Imported")

    told = words(opened(chat)["blocks"])

    assert "2026-01-15" in told
    assert "UTC: table: 1 claim read, 1 new" in told
    assert "Agate" not in told
    assert str(folder) not in told


def test_personal_columns_are_never_offered(codes_dir: Path, tmp_path: Path) -> None:
    waiting = tmp_path / "inbox" / "waiting"
    waiting.mkdir(parents=True)
    (waiting / "x.csv").write_bytes(b"Our no.;DOB;SSN;Amt;Plan\n10432;1961-04-03;000-00-0000;250;Aetna\n")

    with a_chat(codes_dir, tmp_path) as chat:
        columns = columns_of(chat)

    assert [block["label"]["text"] for block in inputs(columns)] == ["Our no.", "Amt", "Plan"]
    assert "Never read, because they are personal: DOB, SSN." in words(columns["blocks"])
    assert "1961" not in str(columns["blocks"])


def test_the_channel_hears_counts_and_neither_names_nor_numbers(codes_dir: Path, tmp_path: Path, chat: Chat) -> None:
    services = build_services(
        read_settings(
            data_dir=tmp_path,
            environment={"BILLING_BOT_CODES_DIR": str(codes_dir), "BILLING_BOT_IMPORT_CHANNEL": "C0BILLING1"},
        )
    )
    put(tmp_path / "inbox", "Topaz May.837", a_sent_claim("10777"))
    client = WebClient(token=chat.server.bot_token, base_url=chat.server.api_url)

    taken = [take_inbox(services, client) for _ in range(3)]

    told = [one for one in chat.door.messages(user="bea", channel="billing") if "came in" in one["text"]]
    assert taken == [0, 1, 0]
    assert len(told) == 1
    assert "File 1 (837P): 1 claim read, 1 new" in words(told[0]["blocks"])
    assert "Topaz" not in str(told[0]["blocks"])
    assert "10777" not in str(told[0]["blocks"])


def opened(chat: Chat) -> dict[str, Any]:
    assert chat.door.command("/billing", "import", user="bea", channel="billing")["ok"]
    return settled(chat, "Imports")


def columns_of(chat: Chat) -> dict[str, Any]:
    view = opened(chat)
    choose = buttons(view["blocks"])[0]
    chat.door.click(choose["action_id"], user="bea", view=view["id"], value=choose["value"])
    view = settled(chat, "Columns")
    chat.door.suggest("column_choice", "", user="bea", view=view["id"], block_id="column:0")
    return view


def settled(chat: Chat, title: str) -> dict[str, Any]:
    """The modal on top, once it has this title."""
    until = time.monotonic() + 10
    while True:
        modals = chat.door.views(user="bea")["modals"]
        if modals and modals[-1]["title"] == title:
            return dict(modals[-1])
        assert time.monotonic() < until, [modal["title"] for modal in modals]
        time.sleep(0.05)


def told_when(chat: Chat, part: str) -> str:
    """The words of the modal on top, once they hold this."""
    until = time.monotonic() + 10
    while part not in (told := words(chat.door.top_modal(user="bea")["blocks"])):
        assert time.monotonic() < until, told
        time.sleep(0.05)
    return told


def inputs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def chosen(*fields: str) -> dict[str, Any]:
    return {f"column:{place}": {"column_choice": field} for place, field in enumerate(fields)}
