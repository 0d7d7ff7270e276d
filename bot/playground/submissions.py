"""What a person does with a whole modal: submits it or closes it."""

from __future__ import annotations

from typing import Any

from bot.playground.cast import Person
from bot.playground.clicks import resolved_entry
from bot.playground.entries import is_blank, state_values
from bot.playground.hub import LocalSlack
from bot.playground.interactions import check_active
from bot.playground.outcome import Outcome, from_ack, from_refusal
from bot.playground.payloads import envelope_base, view_json
from bot.playground.refusal import Refusal
from bot.playground.surfaces import Surface, find_spot, on_view
from bot.playground.view_stacks import View
from bot.playground.views_api import check_view, push_onto

Json = dict[str, Any]
REQUIRED = "Please complete this required field."


async def submit(slack: LocalSlack, person: Person, view_id: str, values: Json) -> Outcome:
    """Fill in and submit the modal on top. `errors` of the outcome: block id -> what the person reads there."""
    check_active(person)
    view, surface = _modal(slack, person, view_id)
    _enter(slack, person, surface, values)
    if errors := _own_errors(view):
        return Outcome(error="invalid_input", extra={"errors": errors})
    payload = envelope_base(slack, person) | {"type": "view_submission", "view": view_json(view), "response_urls": []}
    ack = await slack.link.ask("interactive", payload)
    if ack is None:
        return from_ack(None, errors={})
    try:
        return from_ack(ack, errors=_obey(slack, view, ack.payload or {}))
    except Refusal as refusal:
        return from_refusal(Refusal(refusal.error, errors={}, problems=refusal.extra), ack)


async def close(slack: LocalSlack, person: Person, view_id: str) -> Outcome:
    """Close the modal on top; the bot is told when it asked for that."""
    check_active(person)
    view, _ = _modal(slack, person, view_id)
    if view.body.get("clear_on_close"):
        slack.views.clear(person.id)
    else:
        slack.views.close(view)
    if not view.body.get("notify_on_close"):
        return Outcome()
    payload = envelope_base(slack, person) | {"type": "view_closed", "view": view_json(view)}
    payload["is_cleared"] = bool(view.body.get("clear_on_close"))
    del payload["trigger_id"]
    return from_ack(await slack.link.ask("interactive", payload))


def _modal(slack: LocalSlack, person: Person, view_id: str) -> tuple[View, Surface]:
    surface = on_view(slack, person, view_id)
    if surface.view is None or surface.view.kind != "modal":
        raise Refusal("view_not_found", hint="A home tab is neither submitted nor closed.")
    return surface.view, surface


def _enter(slack: LocalSlack, person: Person, surface: Surface, values: Json) -> None:
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            element = find_spot(surface, action_id, block_id).element
            state = resolved_entry(slack, person, surface, element, value)
            surface.entered.setdefault(block_id, {})[action_id] = state


def _own_errors(view: View) -> dict[str, str]:
    """What Slack itself finds missing or too long before it asks the bot."""
    errors: dict[str, str] = {}
    states = state_values(view.blocks, view.values)
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        wrong = _own_error(element, states[block["block_id"]][element["action_id"]], bool(block.get("optional")))
        if wrong:
            errors[block["block_id"]] = wrong
    return errors


def _own_error(element: Json, state: Json, optional: bool) -> str | None:
    if is_blank(state):
        return None if optional else REQUIRED
    text = state.get("value")
    if element["type"] != "plain_text_input" or not isinstance(text, str):
        return None
    low, high = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < low:
        return f"Please enter at least {low} characters."
    return f"Please enter at most {high} characters." if len(text) > high else None


def _obey(slack: LocalSlack, view: View, answer: Json) -> dict[str, str]:
    """Do what the ack's response_action says; the errors it carries."""
    action = answer.get("response_action")
    if action is None:
        slack.views.close(view)
    elif action == "clear":
        slack.views.clear(view.person_id)
    elif action == "update":
        slack.views.update(view, check_view(answer.get("view"), "modal"))
    elif action == "push":
        push_onto(slack, view.person_id, check_view(answer.get("view"), "modal"))
    elif action == "errors":
        return _checked_errors(view, answer.get("errors"))
    else:
        raise Refusal("invalid_response_action")
    return {}


def _checked_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refusal("invalid_errors", hint="Errors must name input blocks of the view.")
    return {str(block_id): str(text) for block_id, text in errors.items()}
