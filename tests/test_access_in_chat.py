"""Who is not on the list, or may not, gets one sentence and nothing else, on every surface."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bot_in_chat import Chat, a_chat, words
from claim_store import FilledStore
from people import TEAM
from slack_sdk import WebClient
from x12_claims import a_sent_claim

from bot.audit import AuditTrail
from bot.clock import SystemClock
from bot.people import PeopleDesk, local_operator
from bot.views.ids import FIND_BLOCK, FIND_CHOICE, OPEN_CLAIM, OPEN_CODE, SHORTCUT_CODES_HERE, SHORTCUT_FIND_CODE
from data.people_models import Person, Role
from data.store.audit import iterate_rows
from data.store.claims import find_claims
from handlers.senders import find_sender

Json = dict[str, Any]
NOT_LISTED = "You are not on this bot's list yet."
GONE = "You are no longer on this bot's list."
OUTSIDERS = [("nia", "billing", NOT_LISTED), ("gus", "billing", NOT_LISTED), ("cam", "billing", GONE)]
"""A member nobody added, a guest, somebody deactivated."""
CAM, FRAN = "U0CAM0001", "U0FRAN001"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    return FilledStore(tmp_path_factory.mktemp("guarded")).take_all([a_sent_claim(sent_on="20260106")])


@pytest.fixture(scope="module")
def desk(filled: FilledStore) -> PeopleDesk:
    clock = SystemClock(UTC)  # type: ignore[arg-type]
    made = PeopleDesk(filled.store, clock, AuditTrail(filled.store, clock))
    for user, name, role in ((CAM, "Cam", Role.ADMIN), (FRAN, "Fran", Role.FRONT_DESK)):
        person = Person(
            team=TEAM, user=user, name=name, roles=frozenset({role}), is_active=True, added_at=datetime.now(UTC)
        )
        made.add(local_operator(), person)
    made.change(local_operator(), TEAM, CAM, is_active=False)
    return made


@pytest.fixture(scope="module")
def chat(codes_dir: Path, filled: FilledStore, desk: PeopleDesk) -> Iterator[Chat]:
    with a_chat(codes_dir, filled.folder) as running:
        yield running


@pytest.fixture(scope="module")
def ref(filled: FilledStore) -> str:
    (claim,) = find_claims(filled.store.db, "1001")
    return claim.ref


@pytest.fixture(scope="module")
def buttons_ts(chat: Chat, ref: str) -> str:
    """A message for everybody with a button of each kind and a type-ahead, as a forwarded card has them."""
    menu = {"type": "external_select", "action_id": FIND_CHOICE, "min_query_length": 1}
    blocks = [
        {
            "type": "actions",
            "elements": [
                a_button(f"{OPEN_CODE}:1", "ICD-10-CM|E11.9||"),
                a_button(f"{OPEN_CLAIM}:{ref}", ref),
                menu | {"placeholder": {"type": "plain_text", "text": "Code"}},
            ],
        }
    ]
    web = WebClient(token=chat.server.bot_token, base_url=chat.server.api_url)
    ts: str = web.chat_postMessage(channel="C0BILLING1", text="E11.9 wanted", blocks=blocks)["ts"]
    return ts


def a_button(action_id: str, value: str) -> Json:
    return {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": {"type": "plain_text", "text": "Open"},
    }


def refused(filled: FilledStore, user: str) -> list[tuple[str, str, str]]:
    with filled.store.read() as db:
        rows = [row.entry for row in iterate_rows(db, user=user) if row.entry.action == "refused"]
    return [(row.object, row.place, str(row.detail["why"])) for row in rows]


def ids_of(chat: Chat, name: str) -> str:
    return next(str(one["id"]) for one in chat.door.people() if one["name"] == name)


@pytest.mark.parametrize(("user", "channel", "sentence"), OUTSIDERS)
@pytest.mark.parametrize("command", ["/code", "/claim", "/billing"])
def test_a_command_is_answered_with_the_sentence_alone(
    chat: Chat, filled: FilledStore, ref: str, command: str, user: str, channel: str, sentence: str
) -> None:
    answer = chat.door.command(command, ref if command == "/claim" else "E11.9", user=user, channel=channel)

    message = chat.door.last_message(user=user, channel=channel)
    assert answer["ok"]
    assert message["ephemeral"]
    assert message["text"].startswith(sentence)
    assert not message["blocks"]
    assert refused(filled, ids_of(chat, user))[-1][:2] == (command, "C0BILLING1")


def test_an_unknown_person_reads_how_to_be_added(chat: Chat) -> None:
    chat.door.command("/code", "E11.9", user="nia", channel="billing")

    text = chat.door.last_message(user="nia", channel="billing")["text"]
    assert "`billing-bot people add T0FAMILY01 U0NIA0001 --name NAME --role ROLE`" in text


def test_a_person_of_another_organization_gets_nothing(chat: Chat) -> None:
    chat.door.command("/code", "E11.9", user="sam", channel="partner-shared")

    message = chat.door.last_message(user="sam", channel="partner-shared")
    assert message["ephemeral"]
    assert "Type 2" not in str(message)


@pytest.mark.parametrize(("user", "channel", "sentence"), OUTSIDERS)
def test_a_click_on_a_card_that_others_may_see_shows_the_sentence_alone(
    chat: Chat, buttons_ts: str, ref: str, user: str, channel: str, sentence: str
) -> None:
    for action_id in (f"{OPEN_CODE}:1", f"{OPEN_CLAIM}:{ref}"):
        before = chat.door.messages(user="bea", channel=channel)

        chat.door.click(action_id, user=user, message=buttons_ts)

        message = chat.door.last_message(user=user, channel=channel)
        assert message["ephemeral"]
        assert message["text"].startswith(sentence)
        assert chat.door.messages(user="bea", channel=channel) == before


@pytest.mark.parametrize(("user", "channel", "sentence"), OUTSIDERS)
def test_a_type_ahead_offers_nothing(chat: Chat, buttons_ts: str, user: str, channel: str, sentence: str) -> None:
    assert chat.door.suggest(FIND_CHOICE, "diab", user="bea", message=buttons_ts)["options"]

    assert chat.door.suggest(FIND_CHOICE, "diab", user=user, message=buttons_ts)["options"] == []


@pytest.mark.parametrize(("user", "channel", "sentence"), OUTSIDERS)
def test_shortcuts_open_nothing(chat: Chat, buttons_ts: str, user: str, channel: str, sentence: str) -> None:
    chat.door.shortcut(SHORTCUT_FIND_CODE, user=user)
    chat.door.shortcut(SHORTCUT_CODES_HERE, user=user, message=buttons_ts)

    assert chat.door.views(user=user)["modals"] == []
    assert chat.answers(user=user)[-1]["text"].startswith(sentence)
    message = [one for one in chat.door.messages(user=user, channel=channel) if one["ephemeral"]][-1]
    assert message["text"].startswith(sentence)
    assert "E11.9" not in str(message["blocks"])


def test_a_modal_that_was_open_is_of_no_use_once_its_person_is_deactivated(chat: Chat, desk: PeopleDesk) -> None:
    chat.door.shortcut(SHORTCUT_FIND_CODE, user="fran")
    modal = chat.door.top_modal(user="fran")
    offered = chat.door.suggest(FIND_CHOICE, "diab", user="fran", view=modal["id"])["options"]
    desk.change(local_operator(), TEAM, FRAN, is_active=False)

    assert chat.door.suggest(FIND_CHOICE, "diab", user="fran", view=modal["id"])["options"] == []
    answer = chat.door.submit(modal["id"], {FIND_BLOCK: {FIND_CHOICE: offered[0]["value"]}}, user="fran")
    assert answer["ok"], answer
    assert chat.answers(user="fran")[-1]["text"].startswith(GONE)

    desk.change(local_operator(), TEAM, FRAN, is_active=True)
    assert "E11.9" in str(chat.code("E11.9", user="fran")["blocks"])


@pytest.mark.parametrize(("user", "sentence"), [("nia", NOT_LISTED), ("gus", NOT_LISTED), ("cam", GONE)])
def test_the_home_page_says_so(chat: Chat, user: str, sentence: str) -> None:
    chat.door.home(user=user)

    blocks = chat.door.views(user=user)["home"]["blocks"]
    assert words(blocks).startswith(sentence)
    assert len(blocks) == 1


def test_messages_are_answered_with_the_sentence_once_a_day(chat: Chat, filled: FilledStore) -> None:
    before = len(chat.answers(user="gus"))
    for text in ("E11.9", "heart attack", "hello"):
        chat.door.message(text, user="gus", channel="dm")

    answers = chat.answers(user="gus")[before:]
    assert [one["text"].startswith(NOT_LISTED) for one in answers] == [True]
    assert refused(filled, "U0GUS0001").count(("message", "D0GUS0001", "not_listed")) == 3


def test_a_mention_is_answered_to_the_person_alone(chat: Chat) -> None:
    before = chat.door.messages(user="bea", channel="coding")
    chat.door.message("<@U0BILLBOT1> E11.9", user="nia", channel="coding")

    message = chat.door.last_message(user="nia", channel="coding")
    assert message["ephemeral"]
    assert message["text"].startswith(NOT_LISTED)
    assert [one for one in chat.door.messages(user="bea", channel="coding")[len(before) :] if one["is_bot"]] == []


def test_what_bots_write_and_edits_are_nobodys_words(chat: Chat, filled: FilledStore) -> None:
    chat.ask_directly("E11.9", user="bea")

    assert refused(filled, "U0BILLBOT1") == []


def test_a_channel_shared_with_another_organization_hears_nothing(chat: Chat, filled: FilledStore) -> None:
    chat.door.message("<@U0BILLBOT1> E11.9", user="bea", channel="partner-shared")
    chat.door.message("<@U0BILLBOT1> E11.9", user="sam", channel="partner-shared")

    said = [*chat.door.messages(user="bea", channel="partner-shared"), *chat.door.messages(user="sam")]
    assert not [one for one in said if one["is_bot"] and not one["ephemeral"]]
    assert refused(filled, "U0BEA0001")[-1] == ("app_mention", "C0PARTNER1", "shared_channel")
    chat.door.command("/code", "E11.9", user="bea", channel="partner-shared")
    message = chat.door.last_message(user="bea", channel="partner-shared")
    assert message["text"].startswith("This channel is shared with another organization")


def test_a_role_without_claims_reads_why_on_every_surface(
    chat: Chat, filled: FilledStore, ref: str, buttons_ts: str
) -> None:
    sentence = "You cannot look at claims here: none of your roles includes it."

    chat.door.command("/claim", ref, user="pat", channel="billing")
    assert chat.door.last_message(user="pat", channel="billing")["text"].startswith(sentence)
    chat.door.click(f"{OPEN_CLAIM}:{ref}", user="pat", message=buttons_ts)
    assert chat.door.last_message(user="pat", channel="billing")["text"].startswith(sentence)
    for _ in range(2):
        assert chat.ask_directly(f"claim {ref}", user="pat")["text"].startswith(sentence)

    assert "E11.9" in str(chat.code("E11.9", user="pat")["blocks"])
    assert {why for _, _, why in refused(filled, "U0PAT0001")} == {"see_claim"}


def test_a_role_without_imports_opens_none(chat: Chat, filled: FilledStore) -> None:
    chat.door.command("/billing", "import", user="cody", channel="billing")

    said = [one for one in chat.door.messages(user="cody", channel="billing") if one["ephemeral"]]
    assert [one["text"].startswith("You cannot import files here") for one in said] == [True]
    assert chat.door.views(user="cody")["modals"] == []
    assert refused(filled, "U0CODY001") == [("/billing", "C0BILLING1", "import")]


@pytest.mark.parametrize(
    ("body", "team", "user", "place"),
    [
        ({"command": "/code", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}, "T1", "U1", "C1"),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}, "channel": {"id": "C1"}}, "T2", "U1", "C1"),
        ({"user": {"id": "U1"}, "team": {"id": "T1"}, "view": {"type": "modal"}}, "T1", "U1", "modal"),
        ({"user": {"id": "U1"}, "team": None}, "", "U1", ""),
        ({"team_id": "T1"}, "T1", "", ""),
        ({"team_id": "T1", "event": {"user": "U1", "user_team": "T2", "channel": "C1"}}, "T2", "U1", "C1"),
        ({"team_id": "T1", "event": {"user": "U1", "channel": "D1", "type": "app_home_opened"}}, "T1", "U1", "home"),
    ],
)
def test_a_request_says_who_sent_it_from_where(body: Json, team: str, user: str, place: str) -> None:
    sender = find_sender(body, "T1")

    assert sender is not None
    assert (sender.team, sender.user, sender.place, sender.home_team) == (team, user, place, "T1")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "subtype": "message_changed", "channel": "D1"},
        {"type": "message", "subtype": "message_deleted", "user": "U1"},
        {"type": "message", "bot_id": "B1", "user": "U1"},
        {"type": "message", "user": ""},
    ],
)
def test_behind_some_events_is_no_person(event: Json) -> None:
    assert find_sender({"team_id": "T1", "event": event}, "T1") is None
