"""Inputs of the settings' forms with what is set now, and what was chosen in them; it knows no settings."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from bot.views.blocks import Block
from bot.views.forms import input_block

MOST_OPTIONS = 100
_CHOSEN = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")
_MANY = ("selected_options", "selected_users")


def channel_input(block_id: str, label: str, *, initial: str = "", needed: bool = True, hint: str = "") -> Block:
    """Private channels are among those offered; the one where the form was opened stands there until another does."""
    element: Block = {
        "type": "conversations_select",
        "action_id": block_id,
        "filter": {
            "include": ["private", "public"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    if initial:
        element["initial_conversation"] = initial
    elif needed:
        element["default_to_current_conversation"] = True
    return input_block(block_id, label, element, needed=needed, hint=hint)


def person_choice(block_id: str, label: str, *, initial: str = "", hint: str = "") -> Block:
    element: Block = {"type": "users_select", "action_id": block_id}
    if initial:
        element["initial_user"] = initial
    return input_block(block_id, label, element, needed=False, hint=hint)


def people_choice(block_id: str, label: str, *, initial: Iterable[str], hint: str = "") -> Block:
    element: Block = {"type": "multi_users_select", "action_id": block_id}
    if users := sorted(initial):
        element["initial_users"] = users
    return input_block(block_id, label, element, needed=False, hint=hint)


def time_input(block_id: str, label: str, *, initial: time | None, needed: bool = True, hint: str = "") -> Block:
    element: Block = {"type": "timepicker", "action_id": block_id}
    if initial is not None:
        element["initial_time"] = initial.isoformat(timespec="minutes")
    return input_block(block_id, label, element, needed=needed, hint=hint)


def day_choice(block_id: str, label: str, *, initial: date | None, hint: str = "") -> Block:
    element: Block = {"type": "datepicker", "action_id": block_id}
    if initial is not None:
        element["initial_date"] = initial.isoformat()
    return input_block(block_id, label, element, needed=False, hint=hint)


def text_choice(
    block_id: str, label: str, *, initial: str, most: int, lines: bool = False, needed: bool = True, hint: str = ""
) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": block_id, "max_length": most, "initial_value": initial}
    if lines:
        element["multiline"] = True
    return input_block(block_id, label, element, needed=needed, hint=hint)


def one_of(block_id: str, label: str, kind: str, options: list[Block], *, initial: str, hint: str = "") -> Block:
    """`kind` is Slack's name of the menu: static_select or radio_buttons."""
    element: Block = {"type": kind, "action_id": block_id, "options": options}
    for one in options:
        if one["value"] == initial:
            element["initial_option"] = one
    return input_block(block_id, label, element, hint=hint)


def some_of(
    block_id: str,
    label: str,
    kind: str,
    options: list[Block],
    *,
    initial: Iterable[str],
    needed: bool = False,
    hint: str = "",
) -> Block:
    """`kind` is Slack's name of the menu: checkboxes or multi_static_select."""
    wanted = set(initial)
    element: Block = {"type": kind, "action_id": block_id, "options": options}
    if chosen_now := [one for one in options if one["value"] in wanted]:
        element["initial_options"] = chosen_now
    return input_block(block_id, label, element, needed=needed, hint=hint)


def type_ahead(block_id: str, label: str, *, initial: Block, hint: str = "") -> Block:
    element: Block = {
        "type": "external_select",
        "action_id": block_id,
        "min_query_length": 0,
        "initial_option": initial,
    }
    return input_block(block_id, label, element, hint=hint)


def type_ahead_of_many(block_id: str, label: str, *, initial: list[Block], hint: str = "") -> Block:
    element: Block = {"type": "multi_external_select", "action_id": block_id, "min_query_length": 0}
    if initial:
        element["initial_options"] = initial[:MOST_OPTIONS]
    return input_block(block_id, label, element, needed=False, hint=hint)


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """Text, an option's value, a day, a time, a member's or a channel's id; "" for nothing and for no such input."""
    state = _state(view, block_id)
    option = state.get("selected_option") or {}
    found = option.get("value") or next((state[name] for name in _CHOSEN if state.get(name)), "")
    return str(found).strip()


def chosen_many(view: Mapping[str, Any], block_id: str) -> list[str]:
    """Values of options, or member ids."""
    state = _state(view, block_id)
    found: list[Any] = next((state[name] for name in _MANY if state.get(name)), [])
    return [one["value"] if isinstance(one, dict) else str(one) for one in found]


def has_input(view: Mapping[str, Any], block_id: str) -> bool:
    return any(block.get("block_id") == block_id for block in view["blocks"])


def _state(view: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    state = view.get("state", {}).get("values", {}).get(block_id, {}).get(block_id)
    return state if isinstance(state, dict) else {}
