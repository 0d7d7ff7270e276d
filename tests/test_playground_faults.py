"""Faults that can be switched on in the playground, and what the bot meets then; connections that come and go."""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bare_client, a_bot, a_playground
from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.playground.channel_pace import ChannelPace

Json = dict[str, Any]


def _listeners(app: App) -> None:
    def answer(ack: Ack) -> None:
        ack("answered")

    app.command("/code")(answer)
    app.event("message")(lambda ack: ack())


@pytest.fixture
def quiet() -> Iterator[Stage]:
    with a_playground() as stage:
        yield stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_bot(_listeners) as stage:
        yield stage


def _post(stage: Stage) -> None:
    stage.api.chat_postMessage(channel="billing", text="hello")


def _wait_for(condition: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_a_counted_429_is_met_that_often_and_says_how_long_to_wait(quiet: Stage) -> None:
    assert quiet.door.fault("429", count=1, seconds=7) == {"ok": True, "faults": {"429": {"count": 1}}}

    with pytest.raises(SlackApiError) as caught:
        _post(quiet)

    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert quiet.door.faults() == {}
    _post(quiet)
    assert [one["text"] for one in quiet.door.messages()] == ["hello"]


def test_an_error_is_a_500_and_nothing_is_done(quiet: Stage) -> None:
    quiet.door.fault("error", count=1)

    with pytest.raises(SlackApiError) as caught:
        _post(quiet)

    assert (caught.value.response.status_code, caught.value.response["error"]) == (500, "internal_error")
    assert quiet.door.messages() == []


def test_an_error_may_be_any_word_of_slacks(quiet: Stage) -> None:
    quiet.door.fault("error", rate=1, error="is_archived")

    with pytest.raises(SlackApiError) as caught:
        _post(quiet)

    assert (caught.value.response.status_code, caught.value.response["error"]) == (200, "is_archived")


def test_a_dropped_answer_means_it_was_done_and_nobody_said_so(quiet: Stage) -> None:
    quiet.door.fault("drop_answer", count=1)

    with pytest.raises(OSError, match=r"closed|reset|aborted"):
        _post(quiet)

    assert [one["text"] for one in quiet.door.messages()] == ["hello"]


def test_a_slow_answer_comes_late(quiet: Stage) -> None:
    quiet.door.fault("slow", count=1, seconds=0.4)
    began = time.monotonic()

    _post(quiet)

    assert time.monotonic() - began >= 0.4


def test_faults_are_cleared_by_zero_or_all_at_once(quiet: Stage) -> None:
    quiet.door.fault("429", rate=0.5)
    quiet.door.fault("slow", count=3)
    assert quiet.door.faults() == {"429": {"rate": 0.5}, "slow": {"count": 3}}

    assert quiet.door.fault("429", rate=0)["faults"] == {"slow": {"count": 3}}
    assert quiet.door.fault("none")["faults"] == {}


def test_starting_up_meets_no_faults(quiet: Stage) -> None:
    quiet.door.fault("error", rate=1)

    assert quiet.api.auth_test()["ok"]
    assert quiet.api.apps_connections_open(app_token=quiet.server.app_token)["ok"]


def test_faults_that_cannot_be_understood_are_refused(quiet: Stage) -> None:
    wrong: list[Json] = [{"kind": "flood", "rate": 1}, {"kind": "429"}, {"kind": "429", "rate": 2}]
    for body in [*wrong, {"kind": "429", "count": -1}]:
        assert quiet.door.post("fault", **body)["error"] == "bad_request"


def test_redelivery_sends_an_event_again_with_the_same_id(stage: Stage) -> None:
    stage.door.fault("redeliver", count=1)

    stage.door.message("hi", channel="dm")

    assert len(stage.heard) == 2
    assert stage.heard[0]["event_id"] == stage.heard[1]["event_id"]


def test_a_command_delivered_twice_is_answered_once_by_slack(stage: Stage) -> None:
    stage.door.fault("redeliver", count=1)

    stage.door.command("/code", "x")

    assert len(stage.heard) == 2
    assert stage.heard[0]["trigger_id"] == stage.heard[1]["trigger_id"]
    assert [one["text"] for one in stage.door.messages()] == ["answered"]


def test_the_bot_comes_back_after_a_disconnect_and_hears_what_is_said_then(stage: Stage) -> None:
    before = len(stage.door.calls("apps.connections.open"))
    stage.door.fault("disconnect", count=1)

    answer = stage.door.message("still there?", channel="dm")
    _wait_for(lambda: len(stage.door.calls("apps.connections.open")) == before + 1)

    assert answer["ok"] or answer["error"] == "no_ack"
    _wait_for(lambda: bool(stage.heard_events("message")))
    assert stage.door.faults() == {}


def test_without_a_bot_nothing_is_acknowledged_and_slackbot_says_so(quiet: Stage) -> None:
    assert quiet.door.app()["connected"] is False

    answer = quiet.door.command("/code", "x")

    assert answer["error"] == "no_ack"
    assert quiet.door.last_message()["text"] == "/code failed because the app did not respond"


def test_an_event_waits_for_a_bot_that_connects_in_time(quiet: Stage) -> None:
    quiet.door.message("anyone?", channel="dm")

    with a_bare_client(quiet) as heard:
        _wait_for(lambda: len(heard) == 1)


def test_several_connections_share_the_envelopes(quiet: Stage) -> None:
    with a_bare_client(quiet) as one, a_bare_client(quiet) as other:
        assert quiet.server.wait_connected(5)
        time.sleep(0.1)
        for number in range(6):
            quiet.door.post("message", text=str(number), channel="dm", settle=False)

        assert (len(one), len(other)) == (3, 3)


def test_a_ticket_is_good_for_one_connection(quiet: Stage) -> None:
    url = quiet.api.apps_connections_open(app_token=quiet.server.app_token)["url"]
    path = "/link/" + url.partition("/link/")[2]
    handshake = {
        "Host": "127.0.0.1",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }

    assert quiet.door.request("GET", path.replace("ticket=", "ticket=no"), headers=handshake)[0] == 401
    with socket.create_connection(("127.0.0.1", quiet.door.port)) as line:
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in handshake.items()), "", ""]
        line.sendall("\r\n".join(lines).encode())
        assert b" 101 " in line.recv(200)
        assert quiet.door.request("GET", path, headers=handshake)[0] == 401


def test_a_channel_takes_a_burst_of_three_then_one_a_second() -> None:
    now = [100.0]
    pace = ChannelPace(lambda: now[0])

    assert [pace.allows("C1") for _ in range(4)] == [True, True, True, False]
    now[0] = 100.9
    assert not pace.allows("C1")
    now[0] = 101.0
    assert [pace.allows("C1") for _ in range(2)] == [True, False]
    now[0] = 110.0
    assert [pace.allows("C1") for _ in range(4)] == [True, True, True, False]
