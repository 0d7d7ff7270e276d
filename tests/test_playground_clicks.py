"""Clicks and choices in messages of the playground: what the bot gets for them, and how it may answer there."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bot, button, text_block
from slack_bolt import Ack, App
from slack_sdk import WebClient

Json = dict[str, Any]
WORDS: list[Json] = [{"text": {"type": "plain_text", "text": word}, "value": word} for word in ("one", "two")]
MENU: Json = {
    "type": "static_select",
    "action_id": "menu",
    "placeholder": {"type": "plain_text", "text": "Choose"},
    "options": WORDS,
}
BOXES = {"type": "checkboxes", "action_id": "boxes", "options": WORDS}
CARD = [
    {"type": "actions", "block_id": "first", "elements": [button("go", value="a"), MENU, BOXES]},
    {"type": "actions", "block_id": "second", "elements": [button("go", value="b"), button("link", url="https://x.y")]},
    text_block(accessory={"type": "datepicker", "action_id": "day"}),
    text_block(accessory={"type": "users_select", "action_id": "who"}),
    text_block(accessory={"type": "overflow", "action_id": "more", "options": WORDS}),
]


def _listeners(app: App) -> None:
    def answer(ack: Ack) -> None:
        ack()

    def look(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.chat_postEphemeral(channel=shortcut["channel"]["id"], user=shortcut["user"]["id"], text="looked")

    for action_id in ("go", "menu", "boxes", "day", "who", "more", "link"):
        app.action(action_id)(answer)
    app.shortcut("codes_here")(look)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with a_bot(_listeners) as stage:
        stage.api.chat_postMessage(channel="billing", text="card", blocks=CARD)
        yield stage


@pytest.fixture
def card(stage: Stage) -> str:
    return str(next(one["id"] for one in stage.door.messages(channel="billing") if one["text"] == "card"))


def _respond(url: str, body: Json) -> None:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


def test_a_click_arrives_with_what_slack_sends(stage: Stage, card: str) -> None:
    answer = stage.door.click("go", user="lee", message=card)

    assert answer["ok"]
    payload = stage.heard[-1]
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": "U0LEE0001", "username": "lee", "name": "lee", "team_id": "T0FAMILY01"}
    assert payload["channel"] == {"id": "C0BILLING1", "name": "privategroup"}
    container = {"type": "message", "message_ts": card, "channel_id": "C0BILLING1", "is_ephemeral": False}
    assert payload["container"] == container
    assert (payload["message"]["ts"], payload["message"]["text"]) == (card, "card")
    assert payload["trigger_id"]
    assert payload["response_url"]
    action = payload["actions"][0]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "a", "first")
    assert action["text"]["text"] == "Go"
    assert action["action_ts"]


def test_the_block_or_the_value_tells_two_buttons_of_one_name_apart(stage: Stage, card: str) -> None:
    stage.door.click("go", message=card, block_id="second")
    assert stage.heard[-1]["actions"][0]["value"] == "b"

    stage.door.click("go", message=card, value="b")
    assert stage.heard[-1]["actions"][0]["block_id"] == "second"


@pytest.mark.parametrize(
    ("action_id", "value", "key", "sent"),
    [
        ("menu", "two", "selected_option", WORDS[1]),
        ("boxes", ["one", "two"], "selected_options", WORDS),
        ("boxes", [], "selected_options", []),
        ("day", "2026-12-01", "selected_date", "2026-12-01"),
        ("who", "cody", "selected_user", "U0CODY001"),
        ("more", "one", "selected_option", WORDS[0]),
    ],
)
def test_a_choice_carries_what_was_chosen(
    stage: Stage, card: str, action_id: str, value: object, key: str, sent: object
) -> None:
    assert stage.door.click(action_id, message=card, value=value)["ok"]

    assert stage.heard[-1]["actions"][0][key] == sent


def test_the_state_holds_what_this_person_chose_before(stage: Stage, card: str) -> None:
    stage.door.click("menu", user="ada", message=card, value="two")
    stage.door.click("go", user="ada", message=card)
    chosen = stage.heard[-1]["state"]["values"]["first"]["menu"]["selected_option"]
    stage.door.click("go", user="pat", message=card)
    others = stage.heard[-1]["state"]["values"]["first"]["menu"]["selected_option"]

    assert (chosen["value"], others) == ("two", None)


@pytest.mark.parametrize(
    ("action_id", "value", "error"),
    [("nothing", None, "no_such_action"), ("go", "forged", "no_such_action"), ("menu", "three", "no_such_option")],
)
def test_what_is_not_in_the_message_cannot_be_clicked(
    stage: Stage, card: str, action_id: str, value: object, error: str
) -> None:
    heard = len(stage.heard)

    answer = stage.door.click(action_id, message=card, value=value)

    assert (answer["ok"], answer["error"], len(stage.heard)) == (False, error, heard)


@pytest.mark.parametrize(("user", "error"), [("sam", "message_not_found"), ("dee", "message_not_found")])
def test_who_does_not_see_a_message_cannot_click_in_it(stage: Stage, card: str, user: str, error: str) -> None:
    assert stage.door.click("go", user=user, message=card)["error"] == error


def test_a_click_in_an_ephemeral_comes_without_the_message_and_can_replace_it(stage: Stage) -> None:
    stage.api.chat_postEphemeral(channel="C0CODING01", user="U0BEA0001", text="old", blocks=CARD[:1])
    ephemeral = stage.door.last_message(channel="coding")["id"]

    stage.door.click("go", message=ephemeral)

    payload = stage.heard[-1]
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]
    _respond(payload["response_url"], {"replace_original": True, "text": "new"})
    seen = stage.door.last_message(channel="coding")
    assert (seen["id"], seen["text"], seen["blocks"], seen["ephemeral"]) == (ephemeral, "new", [], True)
    _respond(payload["response_url"], {"delete_original": True})
    assert all(one["id"] != ephemeral for one in stage.door.messages(channel="coding"))


def test_a_response_url_of_a_message_answers_beside_it_unless_told_to_replace_it(stage: Stage, card: str) -> None:
    stage.door.click("go", user="cody", message=card)

    _respond(stage.heard[-1]["response_url"], {"text": "beside"})

    assert stage.door.last_message(user="cody", channel="billing")["text"] == "beside"
    assert any(one["id"] == card and one["text"] == "card" for one in stage.door.messages(channel="billing"))


def test_a_click_in_a_thread_says_which(stage: Stage) -> None:
    root = stage.api.chat_postMessage(channel="denials", text="root")["ts"]
    reply = stage.api.chat_postMessage(channel="denials", text="reply", thread_ts=root, blocks=CARD[:1])["ts"]

    stage.door.click("go", message=reply)

    assert stage.heard[-1]["container"]["thread_ts"] == root


def test_a_message_shortcut_carries_the_message(stage: Stage) -> None:
    said = stage.door.message("E11.9 and I10", user="bea", channel="coding")["message"]

    assert stage.door.shortcut("codes_here", user="cody", message=said)["ok"]

    payload = stage.heard[-1]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "codes_here")
    assert (payload["message"]["text"], payload["message"]["user"]) == ("E11.9 and I10", "U0BEA0001")
    assert stage.door.last_message(user="cody", channel="coding")["text"] == "looked"
