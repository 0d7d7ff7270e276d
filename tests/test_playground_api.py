"""The Web API of the playground beside messages and views: tokens, scopes, who and what there is, files."""

from collections.abc import Iterator
from typing import Any

import pytest
from playground_bot import SCOPES, Stage, a_manifest, a_playground
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with a_playground() as stage:
        yield stage


def _error(call: Any, *args: Any, **named: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        call(*args, **named)
    return dict(caught.value.response.data)


def _client(stage: Stage, token: str) -> WebClient:
    return WebClient(token=token, base_url=stage.server.api_url, retry_handlers=[])


def test_auth_test_says_who_the_bot_is_and_the_header_names_its_scopes(stage: Stage) -> None:
    answer = stage.api.auth_test()

    assert (answer["user_id"], answer["team"]) == ("U0BILLBOT1", "Invented Family Practice")
    assert answer.headers["x-oauth-scopes"].split(",") == sorted(SCOPES)


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_the_token_may_come_in_the_header_or_in_the_body(stage: Stage, content_type: str) -> None:
    token = stage.server.bot_token
    body = f'{{"token": "{token}"}}' if content_type.endswith("json") else f"token={token}"

    in_body = stage.door.request("POST", "/api/auth.test", body, {"Content-Type": content_type})
    in_header = stage.door.request("GET", "/api/auth.test", headers={"Authorization": f"Bearer {token}"})

    assert in_body[1]["ok"]
    assert in_header[1]["ok"]


def test_a_wrong_token_is_refused(stage: Stage) -> None:
    assert _error(_client(stage, "xoxb-wrong").auth_test)["error"] == "invalid_auth"
    assert stage.door.request("POST", "/api/auth.test")[1]["error"] == "not_authed"


def test_each_kind_of_token_opens_its_own_methods(stage: Stage) -> None:
    app_client = _client(stage, stage.server.app_token)
    assert _error(app_client.chat_postMessage, channel="billing", text="x")["error"] == "not_allowed_token_type"
    wrong = _error(stage.api.apps_connections_open, app_token=stage.server.bot_token)
    assert wrong["error"] == "not_allowed_token_type"


def test_a_method_that_is_not_there_is_refused(stage: Stage) -> None:
    assert _error(stage.api.api_call, "files.upload")["error"] == "unknown_method"


def test_a_method_beyond_the_manifests_scopes_is_refused_with_the_scope_it_needs() -> None:
    with a_playground(manifest=a_manifest(scopes=["chat:write", "im:history"])) as stage:
        assert _error(stage.api.users_list)["needed"] == "users:read"
        refused = _error(stage.api.conversations_info, channel="C0BILLING1")
        assert (refused["error"], refused["needed"], refused["provided"]) == (
            "missing_scope",
            "groups:read",
            "chat:write,im:history",
        )
        assert _error(stage.api.conversations_history, channel="C0PARTNER1")["needed"] == "channels:history"
        assert stage.api.conversations_history(channel="D0BEA0001")["messages"] == []


def test_channels_say_whether_they_are_private_shared_and_the_bots(stage: Stage) -> None:
    billing = stage.api.conversations_info(channel="C0BILLING1")["channel"]
    partner = stage.api.conversations_info(channel="C0PARTNER1", include_num_members=True)["channel"]
    general = stage.api.conversations_info(channel="C0GENERAL1")["channel"]

    assert (billing["is_private"], billing["is_member"], billing["is_ext_shared"]) == (True, True, False)
    assert (partner["is_ext_shared"], partner["num_members"]) == (True, 5)
    assert (general["is_private"], general["is_member"]) == (False, False)
    assert _error(stage.api.conversations_info, channel="C0NOWHERE1")["error"] == "channel_not_found"
    assert _error(stage.api.conversations_info, channel="billing")["error"] == "channel_not_found"


def test_lists_come_in_pages(stage: Stage) -> None:
    names: list[str] = []
    cursor = ""
    while True:
        page = stage.api.conversations_list(types="public_channel,private_channel", limit=2, cursor=cursor)
        names += [one["name"] for one in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert names == ["billing", "coding", "denials", "general", "partner-shared"]
    assert "U0GUS0001" in stage.api.conversations_members(channel="C0BILLING1")["members"]


def test_people_say_what_kind_they_are(stage: Stage) -> None:
    users = {one["name"]: one for one in stage.api.users_list()["members"]}

    assert users["gus"]["is_restricted"]
    assert (users["sam"]["is_stranger"], users["sam"]["team_id"]) == (True, "T0PARTNER1")
    assert users["dee"]["deleted"]
    assert users["billing-bot"]["is_bot"]
    cody = stage.api.users_info(user="U0CODY001")["user"]
    assert (cody["tz"], cody["tz_offset"], cody["is_stranger"]) == ("America/Chicago", -21600, False)
    assert _error(stage.api.users_info, user="U0NOBODY01")["error"] == "user_not_found"


def test_a_dm_is_opened_with_a_person_only(stage: Stage) -> None:
    assert stage.api.conversations_open(users="U0BEA0001")["channel"]["id"] == "D0BEA0001"
    assert _error(stage.api.conversations_open, users="U0NOBODY01")["error"] == "user_not_found"
    assert _error(stage.api.conversations_open, users="U0DEE0001")["error"] == "user_disabled"
    assert _error(stage.api.conversations_open, users="U0BILLBOT1")["error"] == "cannot_dm_bot"


def test_reactions_are_seen_and_come_once(stage: Stage) -> None:
    ts = stage.api.chat_postMessage(channel="denials", text="look")["ts"]

    stage.api.reactions_add(channel="C0DENIALS1", timestamp=ts, name="eyes")

    assert stage.door.last_message(channel="denials")["reactions"] == [{"name": "eyes", "count": 1}]
    again = _error(stage.api.reactions_add, channel="C0DENIALS1", timestamp=ts, name="eyes")
    assert again["error"] == "already_reacted"


def test_a_file_is_uploaded_in_three_steps_and_can_be_fetched(stage: Stage) -> None:
    content = "ref,payer\nA1,Invented Health\n"

    stage.api.files_upload_v2(
        channel="D0BEA0001", filename="claims.csv", title="Claims", content=content, initial_comment="Here it is"
    )

    seen = stage.door.last_message(user="bea", channel="dm")
    assert seen["text"] == "Here it is"
    file = seen["files"][0]
    assert (file["name"], file["title"], file["mimetype"], file["size"]) == (
        "claims.csv",
        "Claims",
        "text/csv",
        len(content),
    )
    assert stage.door.download(file["url"]).decode() == content
    assert stage.api.files_info(file=file["id"])["file"]["size"] == len(content)


def test_a_picture_in_a_block_must_be_a_picture_that_was_uploaded(stage: Stage) -> None:
    def posted(file_id: str) -> str:
        block = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a chart"}
        return str(stage.api.chat_postMessage(channel="denials", text="look", blocks=[block])["ts"])

    picture, text = (
        stage.api.files_upload_v2(filename=name, content=b"x", alt_txt="a chart")["file"]["id"]
        for name in ("a.png", "a.txt")
    )
    announced = stage.api.files_getUploadURLExternal(filename="b.png", length=3)["file_id"]

    assert posted(picture)
    for other in (text, announced, "F0NOWHERE"):
        with pytest.raises(SlackApiError) as refused:
            posted(other)
        assert refused.value.response["error"] == "invalid_blocks"
        assert "invalid slack file" in str(refused.value.response["errors"])


def test_a_file_goes_only_where_the_bot_is_and_by_channel_id(stage: Stage) -> None:
    upload = stage.api.files_upload_v2
    general = _error(upload, channel="C0GENERAL1", filename="a.txt", content="a")
    person = _error(upload, channel="U0BEA0001", filename="a.txt", content="a")

    assert (general["error"], person["error"]) == ("not_in_channel", "channel_not_found")


def test_an_upload_of_another_size_than_announced_is_refused(stage: Stage) -> None:
    announced = stage.api.files_getUploadURLExternal(filename="a.txt", length=3)
    path = announced["upload_url"].removeprefix(stage.server.url)

    status, _ = stage.door.request("POST", path, "four", {"Content-Type": "application/octet-stream"})

    assert status == 400
    never = _error(stage.api.files_completeUploadExternal, files=[{"id": announced["file_id"], "title": "a"}])
    assert never["error"] == "file_not_found"


def test_a_permalink_names_channel_and_message(stage: Stage) -> None:
    ts = stage.api.chat_postMessage(channel="coding", text="look")["ts"]

    link = stage.api.chat_getPermalink(channel="C0CODING01", message_ts=ts)["permalink"]

    assert link.endswith(f"/archives/C0CODING01/p{ts.replace('.', '')}")


def test_the_log_of_calls_holds_arguments_and_errors_and_no_token(stage: Stage) -> None:
    _error(stage.api.chat_postMessage, channel="general", text="x")

    call = stage.door.calls("chat.postMessage")[-1]
    assert (call["ok"], call["error"], call["args"]["channel"]) == (False, "not_in_channel", "general")
    assert stage.server.bot_token not in str(stage.door.calls())
