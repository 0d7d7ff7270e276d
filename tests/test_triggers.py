"""The table of triggers against what Slack sends and Bolt offers: nothing misspelt, nothing forgotten."""

import inspect
import re

import pytest
from slack_bolt.kwargs_injection import Args

from bot.manifest import EVENTS, SCOPES, build_manifest
from bot.rules.roles import Permission
from bot.views import ids, payer_modals_ids
from handlers import TRIGGERS, Kind, Trigger
from handlers.triggers import parameters_of

_FUNCTIONS = [function for trigger in TRIGGERS for function in (trigger.ack, trigger.after) if function is not None]
_SHOW_NO_CLAIM = {ids.WORKLIST_SAVE, ids.WORKLIST_FORGET, ids.VIEW_SAVE_WORKLIST} | {
    *(payer_modals_ids.PAYER_FIND, payer_modals_ids.OPEN_PAYER, payer_modals_ids.OPEN_RULE)
}
"""They are about the filter that somebody keeps, and answer with its name alone; or about payers and their rules."""
_HEARD_AS = {"app_home_opened": "app_home_opened", "app_mention": "app_mention", "message.im": "message"}


@pytest.mark.parametrize("function", _FUNCTIONS, ids=lambda function: function.__name__)
def test_every_listener_asks_only_for_what_bolt_offers(function: object) -> None:
    offered = set(inspect.signature(Args.__init__).parameters) - {"self", "kwargs"}

    assert callable(function)
    assert set(parameters_of(function)) <= offered
    assert "bot" in inspect.signature(function).parameters


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: str(trigger.name))
def test_every_trigger_answers(trigger: Trigger) -> None:
    assert trigger.ack or trigger.after


def _names(kind: Kind) -> set[object]:
    return {trigger.name for trigger in TRIGGERS if trigger.kind is kind}


def test_the_manifest_offers_just_the_commands_that_are_heard() -> None:
    offered = {command["command"] for command in build_manifest()["features"]["slash_commands"]}

    assert offered == _names(Kind.COMMAND)


@pytest.mark.parametrize(("type_", "kind"), [("global", Kind.SHORTCUT), ("message", Kind.MESSAGE_SHORTCUT)])
def test_the_manifest_offers_just_the_shortcuts_that_are_heard(type_: str, kind: Kind) -> None:
    shortcuts = build_manifest()["features"]["shortcuts"]

    assert {shortcut["callback_id"] for shortcut in shortcuts if shortcut["type"] == type_} == _names(kind)


def test_the_manifest_subscribes_to_just_the_events_that_are_heard() -> None:
    assert {_HEARD_AS[event] for event in EVENTS} == _names(Kind.EVENT)


def test_the_manifest_asks_what_a_channel_is_and_where_a_person_is_and_reads_no_files() -> None:
    reads = {scope for scope in SCOPES if scope.endswith(":read")}

    assert reads == {"app_mentions:read", "channels:read", "groups:read", "users:read"}


def test_the_manifest_asks_to_read_what_was_said_in_channels_for_finding_its_own_messages() -> None:
    said = {scope for scope in SCOPES if scope.endswith(":history")}

    assert said == {"im:history", "channels:history", "groups:history"}


def test_no_trigger_hides_another_of_its_kind() -> None:
    for place, trigger in enumerate(TRIGGERS):
        for earlier in TRIGGERS[:place]:
            if earlier.kind is trigger.kind and isinstance(earlier.name, re.Pattern) and isinstance(trigger.name, str):
                assert not earlier.name.search(trigger.name)


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: str(trigger.name))
def test_every_trigger_names_who_may(trigger: Trigger) -> None:
    assert trigger.permission is not None


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: str(trigger.name))
def test_what_is_there_to_show_claims_writes_down_who_saw_them(trigger: Trigger) -> None:
    takes_witness = any(
        "witness" in inspect.signature(function).parameters for function in (trigger.ack, trigger.after) if function
    )

    assert takes_witness == bool(trigger.audit)
    assert trigger.audit or trigger.permission is not Permission.SEE_CLAIM or trigger.label in _SHOW_NO_CLAIM
