"""Modals and home tabs in the playground: triggers, stacks, submissions, type-ahead and hashes."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playground_bot import Stage, a_bot, a_manifest, button, text_block
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def a_modal(title: str = "Find a code", *blocks: Json, **more: object) -> Json:
    plain = {"type": "plain_text"}
    shown: Json = {"type": "modal", "title": {**plain, "text": title}, "blocks": list(blocks) or [text_block()]}
    if any(block["type"] == "input" for block in blocks):
        shown["submit"] = {**plain, "text": "Send"}
    return shown | more


def an_input(block_id: str = "note", action_id: str = "text", *, optional: bool = False, **element: object) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": {"type": "plain_text", "text": "Note"},
        "element": {"type": "plain_text_input", "action_id": action_id, **element},
    }


def a_home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks) or [text_block()]}


def _type_ahead() -> Json:
    element = {"type": "external_select", "min_query_length": 2}
    return an_input("code", "pick") | {"element": {**element, "action_id": "pick"}}


def _listeners(app: App) -> None:
    def find(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=a_modal("Root", an_input(), callback_id="root"))

    def submitted(ack: Ack, view: Json) -> None:
        text = view["state"]["values"]["note"]["text"]["value"]
        answers: dict[str, Json] = {
            "bad": {"response_action": "errors", "errors": {"note": "Not that."}},
            "stray": {"response_action": "errors", "errors": {"nowhere": "Lost."}},
            "update": {"response_action": "update", "view": a_modal("Updated")},
            "push": {"response_action": "push", "view": a_modal("Pushed", an_input(), callback_id="root")},
            "clear": {"response_action": "clear"},
            "broken": {"response_action": "update", "view": a_modal("x" * 25)},
        }
        if text != "silent":
            ack(**answers.get(text, {}))

    def options(ack: Ack, body: Json) -> None:
        typed = body["value"]
        count = 101 if typed == "many" else 2
        ack(options=[_option(f"{typed} {number}", f"v{number}") for number in range(count)])

    app.shortcut("find_code")(find)
    app.view("root")(submitted)
    app.options("pick")(options)
    app.event("app_home_opened")(ack=lambda ack: ack(), lazy=[_publish])
    app.action("refresh")(lambda ack: ack())
    app.view_closed("told")(lambda ack: ack())


def _publish(event: Json, client: WebClient) -> None:
    if event["tab"] == "home":
        client.views_publish(user_id=event["user"], view=a_home(text_block("my work")))


def _option(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


@pytest.fixture(scope="module")
def running() -> Iterator[Stage]:
    with a_bot(_listeners) as stage:
        yield stage


@pytest.fixture
def stage(running: Stage) -> Stage:
    """The module's bot, with no modal open."""
    while modals := running.door.views()["modals"]:
        running.door.close(modals[-1]["id"])
    return running


def _open(stage: Stage, view: Json) -> Json:
    return dict(stage.api.views_open(trigger_id=_trigger(stage), view=view)["view"])


def _trigger(stage: Stage) -> str:
    """A fresh trigger id of the first person, by a shortcut that opens a modal of its own, closed again."""
    stage.door.shortcut("find_code")
    stage.door.close(stage.door.top_modal()["id"])
    stage.door.post("click", user="bea", message=_button_message(stage), action_id="refresh", settle=False)
    return str(stage.heard[-1]["trigger_id"])


def _button_message(stage: Stage) -> str:
    block = {"type": "actions", "elements": [button("refresh")]}
    stage.api.chat_postEphemeral(channel="C0BILLING1", user="U0BEA0001", text="b", blocks=[block])
    return str(stage.door.last_message(channel="billing")["id"])


def _error(call: Any, **args: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return dict(caught.value.response.data)


def test_a_shortcut_opens_a_modal_for_that_person_alone(stage: Stage) -> None:
    answer = stage.door.shortcut("find_code", user="bea")

    assert answer["ok"]
    modal = stage.door.top_modal(user="bea")
    assert (modal["title"], modal["callback_id"], modal["submit"]) == ("Root", "root", "Send")
    assert stage.door.views(user="cody")["modals"] == []
    payload = stage.heard[-1]
    assert (payload["type"], payload["user"]["id"], payload["team"]["id"]) == ("shortcut", "U0BEA0001", "T0FAMILY01")
    assert "channel" not in payload


def test_a_shortcut_the_manifest_does_not_list_is_refused(stage: Stage) -> None:
    assert stage.door.shortcut("nothing")["error"] == "unknown_shortcut"
    assert stage.door.shortcut("codes_here")["error"] == "unknown_shortcut"


def test_a_trigger_works_once(stage: Stage) -> None:
    trigger = _trigger(stage)
    stage.api.views_open(trigger_id=trigger, view=a_modal())

    assert _error(stage.api.views_open, trigger_id=trigger, view=a_modal())["error"] == "exchanged_trigger_id"


def test_a_trigger_dies_when_its_time_is_over(stage: Stage) -> None:
    trigger = _trigger(stage)
    time.sleep(1.1)

    assert _error(stage.api.views_open, trigger_id=trigger, view=a_modal())["error"] == "expired_trigger_id"


def test_an_invented_trigger_is_refused(stage: Stage) -> None:
    assert _error(stage.api.views_open, trigger_id="1.2.x", view=a_modal())["error"] == "invalid_trigger_id"


def test_a_view_beyond_the_limits_is_refused_and_says_where_and_keeps_the_trigger(stage: Stage) -> None:
    trigger = _trigger(stage)

    refused = _error(stage.api.views_open, trigger_id=trigger, view=a_modal("x" * 25))

    assert refused["error"] == "invalid_arguments"
    assert "/view/title/text" in refused["response_metadata"]["messages"][0]
    stage.api.views_open(trigger_id=trigger, view=a_modal())


def test_three_modals_lie_on_one_another_and_no_more(stage: Stage) -> None:
    root = _open(stage, a_modal("Root", an_input(), callback_id="root"))
    for _ in range(2):
        stage.door.submit(stage.door.top_modal()["id"], {"note": {"text": "push"}})

    refused = stage.door.submit(stage.door.top_modal()["id"], {"note": {"text": "push"}})

    assert (refused["ok"], refused["error"]) == (False, "push_limit_reached")
    modals = stage.door.views()["modals"]
    assert [one["title"] for one in modals] == ["Root", "Pushed", "Pushed"]
    assert modals[0]["id"] == root["id"]


def test_pushing_needs_an_open_modal(stage: Stage) -> None:
    assert _error(stage.api.views_push, trigger_id=_trigger(stage), view=a_modal())["error"] == "not_found"


def test_a_submission_carries_what_was_entered_and_closes_the_modal(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root", private_metadata="m1"))

    answer = stage.door.submit(view["id"], {"note": {"text": "called payer"}})

    assert (answer["ok"], answer["errors"]) == (True, {})
    payload = stage.heard[-1]
    assert payload["type"] == "view_submission"
    assert payload["view"]["private_metadata"] == "m1"
    assert payload["view"]["state"]["values"]["note"]["text"] == {"type": "plain_text_input", "value": "called payer"}
    assert stage.door.views()["modals"] == []


def test_errors_of_the_bot_are_handed_on_and_the_modal_stays(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))

    answer = stage.door.submit(view["id"], {"note": {"text": "bad"}})

    assert (answer["ok"], answer["errors"]) == (True, {"note": "Not that."})
    assert stage.door.top_modal()["id"] == view["id"]


@pytest.mark.parametrize(("text", "error"), [("stray", "invalid_errors"), ("broken", "invalid_arguments")])
def test_an_answer_slack_would_not_take_is_refused_and_the_modal_stays(stage: Stage, text: str, error: str) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))

    answer = stage.door.submit(view["id"], {"note": {"text": text}})

    assert (answer["ok"], answer["error"]) == (False, error)
    assert stage.door.top_modal()["id"] == view["id"]


def test_an_update_in_the_ack_changes_the_modal_in_place(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))

    stage.door.submit(view["id"], {"note": {"text": "update"}})

    top = stage.door.top_modal()
    assert (top["id"], top["title"]) == (view["id"], "Updated")
    assert top["hash"] != view["hash"]


def test_clear_closes_the_whole_stack(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))
    stage.door.submit(view["id"], {"note": {"text": "push"}})

    stage.door.submit(stage.door.top_modal()["id"], {"note": {"text": "clear"}})

    assert stage.door.views()["modals"] == []


def test_a_submission_without_an_ack_leaves_the_modal_open(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))

    answer = stage.door.submit(view["id"], {"note": {"text": "silent"}})

    assert (answer["ok"], answer["error"]) == (False, "no_ack")
    assert stage.door.top_modal()["id"] == view["id"]


def test_slack_itself_asks_for_what_is_missing_or_too_long(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), an_input("two", max_length=3, optional=True), callback_id="root"))
    heard = len(stage.heard)

    answer = stage.door.submit(view["id"], {"note": {"text": ""}, "two": {"text": "four"}})

    assert (answer["ok"], answer["error"], answer["ack_ms"]) == (False, "invalid_input", None)
    assert answer["errors"] == {
        "note": "Please complete this required field.",
        "two": "Please enter at most 3 characters.",
    }
    assert len(stage.heard) == heard


def test_only_the_modal_on_top_can_be_submitted(stage: Stage) -> None:
    root = _open(stage, a_modal("Root", an_input(), callback_id="root"))
    stage.door.submit(root["id"], {"note": {"text": "push"}})

    assert stage.door.submit(root["id"], {"note": {"text": "x"}})["error"] == "view_not_found"
    assert stage.door.submit(root["id"], {"note": {"text": "x"}}, user="cody")["error"] == "view_not_found"


def test_closing_tells_the_bot_only_when_it_asked_for_that(stage: Stage) -> None:
    quiet = _open(stage, a_modal("Quiet"))
    assert stage.door.close(quiet["id"])["ack_ms"] is None

    told = _open(stage, a_modal("Told", callback_id="told", notify_on_close=True))
    assert stage.door.close(told["id"])["ok"]

    assert (stage.heard[-1]["type"], stage.heard[-1]["view"]["id"]) == ("view_closed", told["id"])
    assert stage.door.views()["modals"] == []


def test_views_update_checks_the_hash(stage: Stage) -> None:
    view = _open(stage, a_modal("One"))
    updated = stage.api.views_update(view_id=view["id"], hash=view["hash"], view=a_modal("Two"))["view"]

    refused = _error(stage.api.views_update, view_id=view["id"], hash=view["hash"], view=a_modal("Three"))

    assert refused["error"] == "hash_conflict"
    assert refused["view"]["hash"] == updated["hash"]
    stage.api.views_update(view_id=view["id"], view=a_modal("Four"))
    assert stage.door.top_modal()["title"] == "Four"


def test_what_was_entered_survives_an_update_of_the_view(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))
    stage.door.click("text", view=view["id"], value="typed so far")

    stage.api.views_update(view_id=view["id"], view=a_modal("Root", an_input(), callback_id="root"))
    stage.door.submit(view["id"])

    assert stage.heard[-1]["view"]["state"]["values"]["note"]["text"]["value"] == "typed so far"


def test_an_input_without_dispatch_is_not_told_to_the_bot(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", an_input(), callback_id="root"))
    heard = len(stage.heard)

    assert stage.door.click("text", view=view["id"], value="x") == {"ok": True, "ack_ms": None, "error": None}

    assert len(stage.heard) == heard


def test_type_ahead_offers_what_the_bot_suggests_and_submits_the_chosen_option(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", _type_ahead(), an_input(), callback_id="root"))

    answer = stage.door.suggest("pick", "heart", view=view["id"], block_id="code")

    assert answer["options"][1] == {"text": "heart 1", "value": "v1", "description": ""}
    payload = stage.heard[-1]
    assert (payload["type"], payload["value"], payload["block_id"]) == ("block_suggestion", "heart", "code")
    stage.door.submit(view["id"], {"code": {"pick": "v1"}, "note": {"text": "x"}})
    chosen = stage.heard[-1]["view"]["state"]["values"]["code"]["pick"]
    assert chosen["selected_option"]["text"]["text"] == "heart 1"


def test_type_ahead_waits_for_enough_characters(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", _type_ahead(), callback_id="root"))
    heard = len(stage.heard)

    assert stage.door.suggest("pick", "h", view=view["id"])["options"] == []

    assert len(stage.heard) == heard


def test_more_than_a_hundred_suggestions_are_refused(stage: Stage) -> None:
    view = _open(stage, a_modal("Root", _type_ahead(), callback_id="root"))

    answer = stage.door.suggest("pick", "many", view=view["id"])

    assert (answer["ok"], answer["error"]) == (False, "invalid_options")


def test_opening_home_makes_an_event_and_the_published_view_is_seen_by_that_person(stage: Stage) -> None:
    answer = stage.door.home(user="lee")

    assert answer["ok"]
    home = stage.door.views(user="lee")["home"]
    assert home["blocks"][0]["text"]["text"] == "my work"
    event = stage.heard_events("app_home_opened")[-1]
    assert (event["user"], event["tab"], event["channel"]) == ("U0LEE0001", "home", "D0LEE0001")
    assert stage.door.views(user="gus")["home"] is None
    stage.door.home(user="lee")
    assert stage.heard_events("app_home_opened")[-1]["view"]["id"] == home["id"]


def test_the_messages_tab_says_so_in_its_event(stage: Stage) -> None:
    stage.door.home(user="pat", tab="messages")

    assert stage.heard_events("app_home_opened")[-1]["tab"] == "messages"
    assert stage.door.views(user="pat")["home"] is None


def test_publishing_checks_the_hash_and_keeps_the_views_id(stage: Stage) -> None:
    first = stage.api.views_publish(user_id="U0ADA0001", view=a_home())["view"]
    second = stage.api.views_publish(user_id="U0ADA0001", hash=first["hash"], view=a_home())["view"]

    assert second["id"] == first["id"]
    refused = _error(stage.api.views_publish, user_id="U0ADA0001", hash=first["hash"], view=a_home())
    assert refused["error"] == "hash_conflict"


def test_publishing_needs_a_person_and_a_home_view(stage: Stage) -> None:
    publish = stage.api.views_publish
    assert _error(publish, user_id="U0NOBODY01", view=a_home())["error"] == "user_not_found"
    assert _error(publish, user_id="U0BEA0001", view=a_modal())["error"] == "invalid_arguments"


def test_without_a_home_tab_nothing_can_be_published_or_opened() -> None:
    with a_bot(_listeners, manifest=a_manifest(app_home={"home_tab_enabled": False})) as stage:
        assert _error(stage.api.views_publish, user_id="U0BEA0001", view=a_home())["error"] == "not_enabled"
        assert stage.door.home()["error"] == "tab_disabled"
