"""Messages in the playground: what people say, which events that makes, and what the bot may post and change."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bot, a_manifest, a_playground, text_block
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def _ack(ack: Ack) -> None:
    ack()


def _listeners(app: App) -> None:
    def answer(event: Json, client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], text="heard you", thread_ts=event["ts"])

    app.event("app_mention")(ack=_ack, lazy=[answer])
    app.event("message")(ack=_ack, lazy=[])


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with a_bot(_listeners) as stage:
        yield stage


@pytest.fixture
def quiet() -> Iterator[Stage]:
    """A playground without a bot; its `api` speaks as the bot."""
    with a_playground() as stage:
        yield stage


def _error(call: Any, **args: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return dict(caught.value.response.data)


@pytest.mark.parametrize("typed", ["what about @billing-bot", "<@U0BILLBOT1> hi"])
def test_a_mention_in_a_channel_makes_an_app_mention_and_the_answer_is_in_its_thread(stage: Stage, typed: str) -> None:
    answer = stage.door.message(typed, user="cody", channel="coding")

    assert answer["ok"]
    event = stage.heard_events("app_mention")[-1]
    assert (event["user"], event["channel"], event["ts"]) == ("U0CODY001", "C0CODING01", answer["message"])
    assert "<@U0BILLBOT1>" in event["text"]
    thread = stage.door.messages(user="cody", channel="coding", thread_ts=answer["message"])
    assert [one["text"] for one in thread][1:] == ["heard you"]
    assert thread[0]["thread_count"] == 1


def test_the_event_comes_in_an_envelope_with_what_slack_puts_around_it(stage: Stage) -> None:
    stage.door.message("hi", user="lee", channel="dm")

    body = stage.heard[-1]
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["is_bot"]
    assert body["event_time"] == int(stage.clock.now().timestamp())
    assert body["event"]["channel_type"] == "im"
    assert body["event"]["channel"] == "D0LEE0001"
    assert body["event"]["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "hi"}]


def test_a_message_that_mentions_nobody_stays_unheard_in_a_channel(stage: Stage) -> None:
    heard = len(stage.heard)

    answer = stage.door.message("lunch?", user="bea", channel="billing")

    assert (answer["ok"], answer["ack_ms"]) == (True, None)
    assert len(stage.heard) == heard


def test_a_mention_where_the_bot_is_no_member_stays_unheard(stage: Stage) -> None:
    heard = len(stage.heard)

    stage.door.message("@billing-bot hello", user="bea", channel="general")

    assert len(stage.heard) == heard


def test_what_people_type_is_escaped_and_mentions_and_links_are_made(quiet: Stage) -> None:
    quiet.door.message("a <b> & <!channel> @cody see https://example.com/x?a=1&b=2", channel="general")

    assert quiet.door.last_message()["text"] == (
        "a &lt;b&gt; &amp; &lt;!channel&gt; <@U0CODY001> see <https://example.com/x?a=1&amp;b=2>"
    )


def test_people_see_their_own_direct_messages_only(stage: Stage) -> None:
    stage.door.message("between us", user="bea", channel="dm")

    assert stage.door.last_message(user="bea", channel="dm")["text"] == "between us"
    assert "between us" not in [one["text"] for one in stage.door.messages(user="lee")]
    assert stage.door.messages(user="lee", channel="D0BEA0001") == []


def test_an_unsubscribed_event_is_not_sent() -> None:
    with a_bot(_listeners, manifest=a_manifest(events=["app_mention"])) as stage:
        assert stage.door.message("hi", channel="dm")["ack_ms"] is None
        assert stage.heard == []


def test_an_event_without_its_scope_is_not_sent() -> None:
    with a_bot(_listeners, manifest=a_manifest(scopes=["chat:write"])) as stage:
        assert stage.door.message("@billing-bot hi", channel="billing")["ack_ms"] is None
        assert stage.heard == []


def test_the_bot_hears_of_its_own_direct_messages_as_in_slack() -> None:
    with a_bot(_listeners) as stage:
        posted = stage.api.chat_postMessage(channel="U0BEA0001", text="one")
        stage.api.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
        stage.api.chat_delete(channel=posted["channel"], ts=posted["ts"])

        _wait_for(lambda: len(stage.heard) == 3)
        events = sorted((one["event"] for one in stage.heard), key=lambda event: event["event_ts"])
        assert events[0]["bot_id"]
        assert [one.get("subtype") for one in events] == [None, "message_changed", "message_deleted"]
        assert (events[1]["previous_message"]["text"], events[1]["message"]["text"]) == ("one", "two")


def _wait_for(condition: Any) -> None:
    give_up_at = time.monotonic() + 6
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_an_event_that_is_not_acknowledged_comes_three_more_times_and_says_so() -> None:
    attempts: list[str] = []

    def listeners(app: App) -> None:
        def deaf(request: Any) -> None:
            attempts.append(request.headers.get("x-slack-retry-num", [""])[0])
            time.sleep(1.0)

        app.event("message")(deaf)

    with a_bot(listeners) as stage:
        answer = stage.door.message("hello?", channel="dm")

        assert (answer["ok"], answer["error"]) == (False, "no_ack")
        _wait_for(lambda: len(attempts) == 4)
        time.sleep(0.8)
        assert attempts == ["0", "1", "2", "3"]
        assert len({one["event_id"] for one in stage.heard}) == 1


def test_an_event_acknowledged_at_the_second_attempt_does_not_come_again() -> None:
    attempts: list[int] = []

    def listeners(app: App) -> None:
        def slow_at_first(ack: Ack) -> None:
            attempts.append(1)
            if len(attempts) == 1:
                time.sleep(1.0)

        app.event("message")(slow_at_first)

    with a_bot(listeners) as stage:
        stage.door.message("hello?", channel="dm")
        time.sleep(1.5)

        assert len(attempts) == 2


def test_posting_to_a_person_opens_their_dm_and_answers_with_its_channel(quiet: Stage) -> None:
    answer = quiet.api.chat_postMessage(channel="U0PAT0001", text="hello")

    assert answer["channel"] == "D0PAT0001"
    assert answer["message"]["bot_id"]
    assert quiet.door.last_message(user="pat", channel="dm")["text"] == "hello"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0GENERAL1", "not_in_channel"),
        ("general", "not_in_channel"),
        ("C0NOWHERE1", "channel_not_found"),
        ("U0NOBODY01", "channel_not_found"),
        ("U0DEE0001", "channel_not_found"),
        ("", "channel_not_found"),
    ],
)
def test_the_bot_posts_only_where_it_is_a_member(quiet: Stage, channel: str, error: str) -> None:
    assert _error(quiet.api.chat_postMessage, channel=channel, text="hello")["error"] == error


@pytest.mark.filterwarnings("ignore:The top-level")
@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "t", "blocks": [text_block()] * 51}, "invalid_blocks"),
        ({"text": "t", "blocks": [text_block("x" * 3001)]}, "invalid_blocks"),
        ({"text": "t", "blocks": [text_block("x" * 2641)] * 5}, "msg_blocks_too_long"),
        ({"text": "t", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "t", "metadata": {"event_type": "card"}}, "invalid_metadata_format"),
        ({"text": "t", "thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
def test_content_beyond_the_limits_is_refused(quiet: Stage, content: Json, error: str) -> None:
    refused = _error(quiet.api.chat_postMessage, channel="billing", **content)

    assert refused["error"] == error
    assert quiet.door.messages() == []


def test_content_at_the_limits_is_taken(quiet: Stage) -> None:
    quiet.api.chat_postMessage(channel="billing", text="x" * 40_000)
    quiet.api.chat_postMessage(channel="billing", text="t", blocks=[text_block("x" * 2640)] * 5)
    quiet.api.chat_postMessage(channel="coding", text="t", blocks=[text_block()] * 50)

    assert len(quiet.door.messages()) == 3


def test_invalid_blocks_name_the_spot_as_slack_does(quiet: Stage) -> None:
    refused = _error(quiet.api.chat_postMessage, channel="billing", text="t", blocks=[text_block("x" * 3001)])

    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be at most 3000 characters, has 3001 [json-pointer:/blocks/0/text/text]"
    ]


def test_the_fourth_message_within_a_second_is_refused_with_429(quiet: Stage) -> None:
    for number in range(3):
        quiet.api.chat_postMessage(channel="billing", text=str(number))

    with pytest.raises(SlackApiError) as caught:
        quiet.api.chat_postMessage(channel="billing", text="too much")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    quiet.api.chat_postMessage(channel="coding", text="another channel")
    time.sleep(1.05)
    quiet.api.chat_postMessage(channel="billing", text="a second later")


def test_an_update_changes_text_and_keeps_blocks_that_are_not_given(quiet: Stage) -> None:
    posted = quiet.api.chat_postMessage(channel="billing", text="one", blocks=[text_block("card")])

    quiet.api.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")

    seen = quiet.door.last_message()
    assert (seen["text"], seen["edited"], seen["id"]) == ("two", True, posted["ts"])
    assert seen["blocks"][0]["text"]["text"] == "card"


def test_an_update_needs_the_channels_id_and_an_own_message(quiet: Stage) -> None:
    posted = quiet.api.chat_postMessage(channel="U0BEA0001", text="one")
    said = quiet.door.message("mine", channel="billing")["message"]
    quiet.api.chat_postEphemeral(channel="C0BILLING1", user="U0BEA0001", text="psst")
    ephemeral = quiet.door.last_message()

    update = quiet.api.chat_update
    assert _error(update, channel="U0BEA0001", ts=posted["ts"], text="x")["error"] == "channel_not_found"
    assert _error(update, channel="C0BILLING1", ts=posted["ts"], text="x")["error"] == "message_not_found"
    assert _error(update, channel="C0BILLING1", ts=said, text="x")["error"] == "cant_update_message"
    assert _error(update, channel="C0BILLING1", ts=ephemeral["ts"], text="x")["error"] == "message_not_found"
    assert _error(quiet.api.chat_delete, channel="C0BILLING1", ts=said)["error"] == "cant_delete_message"


def test_a_deleted_message_is_seen_no_more(quiet: Stage) -> None:
    posted = quiet.api.chat_postMessage(channel="billing", text="oops")

    quiet.api.chat_delete(channel=posted["channel"], ts=posted["ts"])

    assert quiet.door.messages() == []


def test_an_ephemeral_is_seen_by_one_person_who_must_be_in_the_channel(quiet: Stage) -> None:
    quiet.api.chat_postEphemeral(channel="C0BILLING1", user="U0BEA0001", text="psst")

    assert quiet.door.last_message(user="bea")["ephemeral"]
    assert quiet.door.messages(user="cody") == []
    refused = _error(quiet.api.chat_postEphemeral, channel="C0BILLING1", user="U0SAM0001", text="psst")
    assert refused["error"] == "user_not_in_channel"


def test_history_is_newest_first_without_replies_and_ephemerals_and_with_metadata_on_request(quiet: Stage) -> None:
    metadata = {"event_type": "claim_card", "event_payload": {"key": "k1"}}
    first = quiet.api.chat_postMessage(channel="billing", text="one", metadata=metadata)
    quiet.api.chat_postMessage(channel="billing", text="reply", thread_ts=first["ts"])
    quiet.api.chat_postEphemeral(channel="C0BILLING1", user="U0BEA0001", text="psst")
    quiet.door.message("two", channel="billing")

    history = quiet.api.conversations_history(channel="C0BILLING1", include_all_metadata=True)["messages"]
    assert [one["text"] for one in history] == ["two", "one"]
    assert (history[1]["metadata"], history[1]["reply_count"]) == (metadata, 1)
    plain = quiet.api.conversations_history(channel="C0BILLING1", latest=first["ts"], inclusive=True)["messages"]
    assert [one["text"] for one in plain] == ["one"]
    assert "metadata" not in plain[0]
    assert quiet.api.conversations_history(channel="C0BILLING1", latest=first["ts"])["messages"] == []
    replies = quiet.api.conversations_replies(channel="C0BILLING1", ts=first["ts"])["messages"]
    assert [one["text"] for one in replies] == ["one", "reply"]


def test_timestamps_differ_even_when_the_clock_stands_still(quiet: Stage) -> None:
    stamps = [quiet.door.message(str(number), channel="general")["message"] for number in range(5)]

    assert len(set(stamps)) == 5
    assert stamps == sorted(stamps)


def test_a_closed_messages_tab_takes_no_messages() -> None:
    home = {"home_tab_enabled": True, "messages_tab_enabled": False}
    with a_playground(manifest=a_manifest(app_home=home)) as stage:
        refused = _error(stage.api.chat_postMessage, channel="U0BEA0001", text="x")

        assert refused["error"] == "messages_tab_disabled"
