"""The playground's control door: who may use it, what it refuses, what it shows, and its day."""

import http.client
import json
import time
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bare_client, a_bot, a_playground, text_block
from slack_bolt import App
from slack_sdk import WebClient

Json = dict[str, Any]
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with a_playground() as stage:
        yield stage


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.x:{port}"]
)
@pytest.mark.parametrize("path", ["/", "/playground/people", "/api/auth.test", "/page/index.html"])
def test_another_host_is_refused(stage: Stage, host: str, path: str) -> None:
    status, answer = stage.door.request("GET", path, headers={"Host": host.format(port=stage.door.port)})

    assert (status, answer["error"]) == (403, "forbidden")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_names_of_this_machine_are_taken(stage: Stage, host: str) -> None:
    status, _ = stage.door.request("GET", "/playground/people", headers={"Host": host.format(port=stage.door.port)})

    assert status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
def test_a_foreign_origin_is_refused(stage: Stage, origin: str) -> None:
    headers = JSON | {"Origin": origin.format(port=stage.door.port)}

    assert stage.door.request("POST", "/playground/command", "{}", headers)[0] == 403


def test_the_own_origin_is_taken(stage: Stage) -> None:
    headers = JSON | {"Origin": f"http://localhost:{stage.door.port}"}

    assert stage.door.request("POST", "/playground/message", '{"text": "hi", "channel": "general"}', headers)[0] == 200


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("command", "no json"),
        ("command", "[]"),
        ("command", "{}"),
        ("command", '{"command": 7}'),
        ("command", '{"command": "/code", "user": "nobody"}'),
        ("command", '{"command": "/code", "channel": "nowhere"}'),
        ("command", b'{"command": "\xff"}'),
        ("message", "{}"),
        ("click", '{"message": "1"}'),
        ("click", '{"action_id": "x"}'),
        ("submit", "{}"),
        ("submit", '{"view": "V1", "values": [1]}'),
        ("submit", '{"view": "V1", "values": {"a": 1}}'),
        ("suggest", '{"text": "x"}'),
        ("shortcut", "{}"),
        ("home", '{"tab": "cellar"}'),
        ("day", "{}"),
        ("day", '{"days": -1}'),
        ("day", '{"days": true}'),
        ("fault", "{}"),
        ("close", "{}"),
    ],
)
def test_a_body_that_lacks_what_is_needed_is_answered_with_400_and_a_hint(
    stage: Stage, name: str, body: str | bytes
) -> None:
    status, answer = stage.door.request("POST", f"/playground/{name}", body, JSON)

    assert status == 400
    assert (answer["ok"], answer["error"]) == (False, "bad_request")
    assert answer["hint"]


def test_a_body_of_another_content_type_is_refused(stage: Stage) -> None:
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"Content-Type": content_type}
        assert stage.door.request("POST", "/playground/day", '{"days": 1}', headers)[0] == 400


def test_what_is_not_there_is_told_in_json(stage: Stage) -> None:
    assert stage.door.request("GET", "/playground/nothing")[0] == 404
    assert stage.door.request("GET", "/playground/command")[0] == 405
    assert stage.door.request("GET", "/playground/messages?user=nobody")[0] == 400


def test_the_page_comes_with_headers_that_keep_others_out(stage: Stage) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", stage.door.port)
    connection.request("GET", "/")
    response = connection.getresponse()
    page = response.read()
    connection.close()

    assert response.status == 200
    assert b"<!doctype html>" in page.lower()
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_cast_is_there_in_its_order(stage: Stage) -> None:
    people = stage.door.people()

    assert [(one["name"], one["kind"]) for one in people] == [
        ("bea", "member"),
        ("cody", "member"),
        ("lee", "member"),
        ("ada", "member"),
        ("pat", "member"),
        ("fran", "member"),
        ("cam", "member"),
        ("nia", "member"),
        ("gus", "guest"),
        ("sam", "stranger"),
        ("dee", "deactivated"),
        ("billing-bot", "bot"),
    ]
    assert people[0]["real_name"] == "Bea Biller"
    assert len({one["tz"] for one in people[:5]}) == 5


def test_a_person_sees_own_dm_only_and_where_they_and_the_bot_are_members(stage: Stage) -> None:
    channels = {one["id"]: one for one in stage.door.channels(user="sam")}

    assert [one["kind"] for one in channels.values()] == ["private", "private", "private", "channel", "shared", "dm"]
    assert (channels["C0BILLING1"]["member"], channels["C0PARTNER1"]["member"]) == (False, True)
    assert (channels["C0GENERAL1"]["bot_member"], channels["C0PARTNER1"]["bot_member"]) == (False, True)
    assert channels["D0SAM0001"]["person"] == "U0SAM0001"
    assert len([one for one in stage.door.channels() if one["kind"] == "dm"]) == 11


def test_the_app_is_shown_as_its_manifest_describes_it(stage: Stage) -> None:
    app = stage.door.app()

    assert app["commands"] == [{"command": "/code", "description": "Look up a code", "usage_hint": "[code]"}]
    assert [one["type"] for one in app["shortcuts"]] == ["global", "message"]
    assert (app["name"], app["home"], app["connected"], app["bot_user"]) == ("billing-bot", True, False, "U0BILLBOT1")


def test_names_and_ids_are_taken_with_or_without_their_marks(stage: Stage) -> None:
    for user, channel in (("@pat", "#coding"), ("pat", "coding"), ("U0PAT0001", "C0CODING01")):
        stage.door.message(f"by {user}", user=user, channel=channel)

    said = [one for one in stage.door.messages(user="pat", channel="coding") if one["text"].startswith("by ")]
    assert [(one["user"], one["user_name"], one["channel"]) for one in said] == [
        ("U0PAT0001", "Pat Provider", "C0CODING01")
    ] * 3
    stage.door.message("private", user="pat", channel="dm")
    assert stage.door.last_message(user="pat", channel="dm")["channel"] == "D0PAT0001"


def test_messages_without_a_channel_are_all_that_the_person_sees(stage: Stage) -> None:
    stage.door.message("for billing", user="lee", channel="billing")

    assert "for billing" in [one["text"] for one in stage.door.messages(user="gus")]
    assert "for billing" not in [one["text"] for one in stage.door.messages(user="sam")]


def test_the_days_go_on_and_the_bot_does_its_work_before_the_door_answers() -> None:
    with a_playground() as stage:
        assert stage.door.app()["today"] == "2026-11-24"

        assert stage.door.day(3) == {"ok": True, "today": "2026-11-27"}
        assert stage.door.day(1)["today"] == "2026-11-28"

        assert stage.clock.days_ahead == 4
        stamp = stage.door.message("later", channel="general")["message"]
        assert stage.door.messages()[-1]["ts_iso"].startswith("2026-11-28")
        assert float(stamp) > stage.clock.instant.timestamp() + 4 * 86_400 - 1


def _events(stage: Stage, user: str) -> Generator[Json, None, None]:
    connection = http.client.HTTPConnection("127.0.0.1", stage.door.port, timeout=5)
    connection.request("GET", f"/playground/events?user={user}")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    try:
        while True:
            line = response.readline().decode()
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))
            elif line.startswith(": open"):
                yield {"what": "open"}
    finally:
        connection.close()


def test_changes_are_told_to_those_who_may_see_them() -> None:
    with a_playground() as stage:
        bea, sam = _events(stage, "bea"), _events(stage, "sam")
        assert [next(bea), next(sam)] == [{"what": "open"}] * 2

        stage.door.message("hi", user="cody", channel="billing")
        stage.api.views_publish(user_id="U0SAM0001", view={"type": "home", "blocks": [text_block()]})
        stage.door.day(1)
        stage.door.fault("slow", rate=0.1)

        assert [next(bea) for _ in range(3)] == [
            {"what": "messages", "channel": "C0BILLING1"},
            {"what": "day", "today": "2026-11-25"},
            {"what": "faults"},
        ]
        assert next(sam) == {"what": "views"}
        bea.close()
        sam.close()


def test_the_page_hears_when_the_bot_comes() -> None:
    with a_playground() as stage:
        events = _events(stage, "bea")
        next(events)

        with a_bare_client(stage):
            assert next(events) == {"what": "bot", "connected": True}
        events.close()


def test_stopping_ends_at_once_even_with_a_page_open() -> None:
    with a_playground() as stage:
        events = _events(stage, "bea")
        next(events)
        began = time.monotonic()

        stage.server.stop()

        assert time.monotonic() - began < 2
        events.close()


def test_the_door_does_not_wait_for_what_does_not_come() -> None:
    def listeners(app: App) -> None:
        def busy(client: WebClient) -> None:
            for _ in range(4):
                client.auth_test()
                time.sleep(0.03)

        app.command("/code")(ack=lambda ack: ack(), lazy=[busy])

    with a_bot(listeners) as stage:
        began = time.monotonic()
        stage.door.command("/code", settle=False)
        at_once = time.monotonic() - began
        stage.door.command("/code")

        assert at_once < 0.1
        assert time.monotonic() - began > 0.15
