"""Slash commands in the playground: what the bot gets, how it may answer, and what the person sees of it."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bot, a_manifest, text_block
from slack_bolt import Ack, App, Respond

Json = dict[str, Any]


def _listeners(app: App) -> None:
    def code(ack: Ack, command: Json) -> None:
        text = command["text"]
        if text == "late":
            time.sleep(1.2)
            ack("too late")
        elif text == "silent":
            ack()
        elif text == "blocks":
            ack(text="card", blocks=[text_block("a card")])
        elif text == "long":
            ack(text="card", blocks=[text_block("x" * 3001)])
        elif text == "loud":
            ack(text="for all", response_type="in_channel")
        else:
            ack(f"you said {text}")

    app.command("/code")(code)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with a_bot(_listeners) as stage:
        yield stage


def test_a_command_arrives_with_the_fields_slack_sends(stage: Stage) -> None:
    stage.door.command("/code", "E11.9", user="cody", channel="coding")

    heard = stage.heard[-1]
    assert {key: heard[key] for key in ("command", "text", "user_id", "user_name", "channel_id", "channel_name")} == {
        "command": "/code",
        "text": "E11.9",
        "user_id": "U0CODY001",
        "user_name": "cody",
        "channel_id": "C0CODING01",
        "channel_name": "privategroup",
    }
    assert heard["response_url"].startswith(stage.server.url)
    assert heard["trigger_id"].count(".") == 2
    assert heard["is_enterprise_install"] == "false"


def test_the_text_of_an_ack_is_seen_by_the_person_alone(stage: Stage) -> None:
    answer = stage.door.command("/code", "I10", user="bea", channel="billing")

    assert answer["ok"]
    assert answer["error"] is None
    assert 0 < answer["ack_ms"] < 500
    seen = stage.door.last_message(user="bea", channel="billing")
    assert (seen["text"], seen["ephemeral"], seen["is_bot"]) == ("you said I10", True, True)
    assert all(one["text"] != "you said I10" for one in stage.door.messages(user="lee", channel="billing"))


def test_an_in_channel_answer_is_seen_by_everybody(stage: Stage) -> None:
    stage.door.command("/code", "loud", channel="billing")

    seen = stage.door.last_message(user="pat", channel="billing")
    assert (seen["text"], seen["ephemeral"]) == ("for all", False)


def test_blocks_of_an_ack_are_kept_and_get_names(stage: Stage) -> None:
    stage.door.command("/code", "blocks")

    block = stage.door.last_message(channel="billing")["blocks"][0]
    assert block["text"]["text"] == "a card"
    assert block["block_id"]


def test_an_ack_beyond_slacks_limits_is_refused_and_slackbot_says_so(stage: Stage) -> None:
    answer = stage.door.command("/code", "long")

    assert not answer["ok"]
    assert (answer["error"], answer["refused"]) == ("invalid_command_response", "invalid_blocks")
    assert "at most 3000" in answer["response_metadata"]["messages"][0]
    seen = stage.door.last_message(channel="billing")
    assert seen["user"] == "USLACKBOT"
    assert seen["text"] == '/code failed with the error "invalid_command_response"'


def test_an_empty_ack_shows_nothing(stage: Stage) -> None:
    before = stage.door.messages()

    assert stage.door.command("/code", "silent")["ok"]

    assert stage.door.messages() == before


def test_a_late_ack_counts_as_none_and_is_not_sent_again(stage: Stage) -> None:
    heard = len(stage.heard)

    answer = stage.door.command("/code", "late", user="lee", channel="billing")

    assert (answer["ok"], answer["error"], answer["ack_ms"]) == (False, "no_ack", None)
    seen = stage.door.last_message(user="lee", channel="billing")
    assert seen["text"] == "/code failed because the app did not respond"
    time.sleep(0.6)
    assert len(stage.heard) == heard + 1
    assert "too late" not in [one["text"] for one in stage.door.messages(user="lee")]


def test_a_command_the_manifest_does_not_list_never_reaches_the_bot(stage: Stage) -> None:
    heard = len(stage.heard)

    answer = stage.door.command("/nothing")

    assert (answer["ok"], answer["error"]) == (False, "unknown_command")
    assert stage.door.last_message(channel="billing")["text"] == "/nothing is not a valid command."
    assert len(stage.heard) == heard


def test_typed_markup_reaches_the_bot_escaped(stage: Stage) -> None:
    stage.door.command("/code", "<!channel> & <@U0BEA0001>")

    assert stage.heard[-1]["text"] == "&lt;!channel&gt; &amp; &lt;@U0BEA0001&gt;"


@pytest.mark.parametrize(
    ("user", "channel", "error"),
    [
        ("sam", "billing", "not_in_channel"),
        ("dee", "billing", "user_deactivated"),
        ("billing-bot", "billing", "user_is_bot"),
    ],
)
def test_who_cannot_type_in_a_channel_cannot_send_a_command_there(
    stage: Stage, user: str, channel: str, error: str
) -> None:
    answer = stage.door.command("/code", "x", user=user, channel=channel)

    assert (answer["ok"], answer["error"]) == (False, error)


def test_a_command_works_where_the_bot_is_no_member(stage: Stage) -> None:
    stage.door.command("/code", "E11.9", channel="general")

    assert stage.heard[-1]["channel_name"] == "general"
    assert stage.door.last_message(channel="general")["text"] == "you said E11.9"


def test_without_user_and_channel_it_is_the_first_person_in_the_first_channel(stage: Stage) -> None:
    stage.door.post("command", command="code", text="x", user="", channel="")

    assert (stage.heard[-1]["user_name"], stage.heard[-1]["channel_id"]) == ("bea", "C0BILLING1")


def _respond(url: str, body: Json) -> tuple[int, Json]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_a_response_url_works_five_times(stage: Stage) -> None:
    stage.door.command("/code", "silent", user="cody", channel="coding")
    url = stage.heard[-1]["response_url"]

    answers = [_respond(url, {"text": f"answer {number}"}) for number in range(6)]

    assert [status for status, _ in answers] == [200, 200, 200, 200, 200, 404]
    assert answers[5][1]["error"] == "used_url"
    texts = [one["text"] for one in stage.door.messages(user="cody", channel="coding") if one["ephemeral"]]
    assert texts[-5:] == [f"answer {number}" for number in range(5)]


def test_a_response_url_dies_after_thirty_minutes() -> None:
    with a_bot(_listeners) as stage:
        stage.door.command("/code", "silent")
        url = stage.heard[-1]["response_url"]
        assert _respond(url, {"text": "in time"})[0] == 200
        stage.door.day(1)

        assert _respond(url, {"text": "a day later"}) == (404, {"ok": False, "error": "expired_url"})


def test_a_response_url_posts_to_the_channel_when_asked_even_where_the_bot_is_no_member(stage: Stage) -> None:
    stage.door.command("/code", "silent", channel="general")

    _respond(stage.heard[-1]["response_url"], {"text": "for all", "response_type": "in_channel"})

    assert stage.door.last_message(user="cody", channel="general")["text"] == "for all"


def test_a_response_url_refuses_blocks_beyond_the_limits(stage: Stage) -> None:
    stage.door.command("/code", "silent")

    status, answer = _respond(stage.heard[-1]["response_url"], {"blocks": [text_block("x" * 3001)]})

    assert (status, answer["error"]) == (400, "invalid_blocks")


def test_calls_through_a_response_url_are_in_the_log(stage: Stage) -> None:
    stage.door.command("/code", "silent")

    _respond(stage.heard[-1]["response_url"], {"text": "noted"})

    assert stage.door.calls("response_url")[-1]["args"] == {"text": "noted"}


def test_the_door_answers_when_what_the_bot_does_after_its_ack_is_done() -> None:
    def listeners(app: App) -> None:
        def slowly(respond: Respond) -> None:
            for number in range(3):
                respond(f"part {number}")

        app.command("/code")(ack=lambda ack: ack(), lazy=[slowly])

    with a_bot(listeners) as stage:
        stage.door.command("/code")

        assert [one["text"] for one in stage.door.messages()] == ["part 0", "part 1", "part 2"]


def test_seven_people_at_once_are_all_answered(stage: Stage) -> None:
    answers: list[Json] = []

    def work(name: str) -> None:
        answers.append(stage.door.command("/code", name, user=name, channel="dm"))

    names = ("bea", "cody", "lee", "ada", "pat", "gus", "sam")
    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(answer["ok"] for answer in answers)
    assert [stage.door.last_message(user=name, channel="dm")["text"] for name in ("lee", "sam")] == [
        "you said lee",
        "you said sam",
    ]


def test_a_manifest_that_asks_for_escaping_gets_mentions_as_ids() -> None:
    manifest = a_manifest(slash_commands=[{"command": "/code", "should_escape": True}])

    with a_bot(_listeners, manifest=manifest) as stage:
        stage.door.command("/code", "ask @cody")

        assert stage.heard[-1]["text"] == "ask <@U0CODY001>"
