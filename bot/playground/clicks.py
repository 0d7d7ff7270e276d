"""What a person does with the elements of a message or view: clicks, choices, type-ahead."""

from __future__ import annotations

from typing import Any

from bot.playground.cast import Person
from bot.playground.entries import entered_value, offered_options
from bot.playground.hub import LocalSlack
from bot.playground.interactions import check_active
from bot.playground.limits import find_option_problems
from bot.playground.outcome import Outcome, from_ack, from_refusal
from bot.playground.payloads import envelope_base
from bot.playground.refusal import refused_for
from bot.playground.surfaces import Spot, Surface, answer_parts, origin

Json = dict[str, Any]
SHOWN_ALONG = (
    *("text", "value", "style", "url", "placeholder"),
    *("initial_option", "initial_options", "initial_date", "initial_time"),
)
MIN_QUERY_LENGTH = 3


async def click(slack: LocalSlack, person: Person, surface: Surface, spot: Spot, value: object) -> Outcome:
    """A button pressed, an option chosen, a date picked; `value` as in `entries.entered_value`."""
    check_active(person)
    action = _action(slack, person, surface, spot, value)
    if spot.is_quiet:
        return Outcome()
    payload = envelope_base(slack, person) | origin(slack, person, surface)
    payload |= answer_parts(slack, person, surface) | {"type": "block_actions", "actions": [action]}
    return from_ack(await slack.link.ask("interactive", payload))


async def suggest(slack: LocalSlack, person: Person, surface: Surface, spot: Spot, text: str) -> Outcome:
    """What an external menu offers for a few typed characters; the outcome's `options` are `{"text", "value"}`."""
    check_active(person)
    if len(text) < spot.element.get("min_query_length", MIN_QUERY_LENGTH):
        return Outcome(extra={"options": []})
    payload = envelope_base(slack, person) | origin(slack, person, surface)
    del payload["trigger_id"]
    payload |= {
        "type": "block_suggestion",
        "action_id": spot.element["action_id"],
        "block_id": spot.block["block_id"],
        "value": text,
    }
    ack = await slack.link.ask("interactive", payload)
    if ack is None:
        return from_ack(None, options=[])
    answer = ack.payload or {"options": []}
    if problems := find_option_problems(answer):
        return from_refusal(refused_for("invalid_options", problems), ack)
    known = slack.suggested.setdefault((person.id, surface.id, spot.element["action_id"]), {})
    known.update({one["value"]: one for one in offered_options(answer)})
    return from_ack(ack, options=_shown_options(answer))


def resolved_entry(slack: LocalSlack, person: Person, surface: Surface, element: Json, value: object) -> Json:
    """The state of an element after the person entered `value`; an external menu offers what it has suggested."""
    suggested = slack.suggested.get((person.id, surface.id, element["action_id"]), {})
    return entered_value(element, _resolve(slack, element, value), list(suggested.values()))


def _action(slack: LocalSlack, person: Person, surface: Surface, spot: Spot, value: object) -> Json:
    element = spot.element
    action: Json = {"action_id": element["action_id"], "block_id": spot.block["block_id"], "type": element["type"]}
    action |= {key: element[key] for key in SHOWN_ALONG if key in element}
    if element["type"] != "button":
        state = resolved_entry(slack, person, surface, element, value)
        action |= state
        if element["type"] != "overflow":
            surface.entered.setdefault(spot.block["block_id"], {})[element["action_id"]] = state
    return action | {"action_ts": slack.workspace.next_ts()}


def _resolve(slack: LocalSlack, element: Json, value: object) -> object:
    """People and channels may be given by name."""
    if isinstance(value, list):
        return [_resolve(slack, element, one) for one in value]
    if not isinstance(value, str):
        return value
    if "users_select" in element["type"]:
        person = slack.workspace.find_person(value)
        return person.id if person else value
    if "conversations_select" in element["type"]:
        channel = slack.workspace.find_channel(value)
        return channel.id if channel else value
    return value


def _shown_options(answer: Json) -> list[Json]:
    return [
        {
            "text": one["text"]["text"],
            "value": one["value"],
            "description": one.get("description", {}).get("text", ""),
        }
        for one in offered_options(answer)
    ]
