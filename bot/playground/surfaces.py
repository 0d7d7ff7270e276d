"""Where a person can click: a message or a view, with what Slack sends along from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.cast import Person
from bot.playground.entries import state_values
from bot.playground.hub import LocalSlack
from bot.playground.limits import elements
from bot.playground.payloads import channel_name, message_json, view_json
from bot.playground.refusal import Refusal
from bot.playground.view_stacks import View
from bot.playground.workspace import Entered, Message

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """`id` of the message or view; `entered` is changed in place; exactly one of `message` and `view` is set."""

    id: str
    blocks: list[Json]
    entered: Entered
    message: Message | None = None
    view: View | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An interactive element and the block it is in."""

    block: Json
    element: Json

    @property
    def is_quiet(self) -> bool:
        """An input that tells the app only when the whole view is submitted."""
        return self.block["type"] == "input" and not self.block.get("dispatch_action")


def on_message(slack: LocalSlack, person: Person, ts: str) -> Surface:
    """Refuses with message_not_found what this person does not see."""
    message = slack.workspace.find_message(ts)
    if message is None or not slack.workspace.sees(person, message):
        raise Refusal("message_not_found", hint="This person sees no such message.")
    entered = message.entered.setdefault(person.id, {})
    return Surface(id=ts, blocks=message.blocks, entered=entered, message=message)


def on_view(slack: LocalSlack, person: Person, view_id: str) -> Surface:
    """The person's home tab or the modal on top. Refuses with view_not_found any other."""
    reachable = [slack.views.home_of(person.id), *slack.views.stack_of(person.id)[-1:]]
    view = next((one for one in reachable if one is not None and one.id == view_id), None)
    if view is None:
        raise Refusal("view_not_found", hint="It is neither this person's home tab nor their modal on top.")
    return Surface(id=view.id, blocks=view.blocks, entered=view.values, view=view)


def find_spot(surface: Surface, action_id: str, block_id: str | None, value: object = None) -> Spot:
    """The element with this action_id; where several have it, the block_id or the button's value decides.

    Refuses: no_such_action.
    """
    spots = [
        Spot(block=block, element=element)
        for block in surface.blocks
        if block_id in (None, "", block.get("block_id"))
        for element in elements(block)
        if element.get("action_id") == action_id
    ]
    for spot in spots:
        if spot.element["type"] != "button" or value in (None, "", spot.element.get("value")):
            return spot
    raise Refusal("no_such_action", hint=f"There is no {action_id!r} with that value in this message or view.")


def origin(slack: LocalSlack, person: Person, surface: Surface) -> Json:
    """The parts of a payload that say where it happened."""
    if surface.view is not None:
        return {"container": {"type": "view", "view_id": surface.id}, "view": view_json(surface.view)}
    if surface.message is None:
        raise ValueError("a surface is a message or a view")
    return _message_origin(slack, surface.message)


def answer_parts(slack: LocalSlack, person: Person, surface: Surface) -> Json:
    """The parts of a block_actions payload by which the bot can answer on a message; a view has none."""
    message = surface.message
    if message is None:
        return {}
    return {
        "state": {"values": state_values(surface.blocks, surface.entered)},
        "response_url": slack.response_url(person.id, message.channel_id, message.ts),
    }


def _message_origin(slack: LocalSlack, message: Message) -> Json:
    channel = slack.workspace.find_channel(message.channel_id)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel_id,
        "is_ephemeral": message.visible_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    parts: Json = {
        "container": container,
        "channel": {"id": message.channel_id, "name": channel_name(channel) if channel else ""},
    }
    if message.visible_to is None:
        parts["message"] = message_json(message, slack.base_url)
    return parts
