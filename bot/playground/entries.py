"""What a person has entered into select menus and inputs, in the shape of Slack's `state.values`; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.limit_checks import objects
from bot.playground.limits import elements
from bot.playground.refusal import Refusal

Json = dict[str, Any]
Values = Mapping[str, Mapping[str, Json]]

ONE_OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
MANY_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
_INITIAL: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    **dict.fromkeys(ONE_OPTION, ("selected_option", "initial_option")),
    **dict.fromkeys(MANY_OPTIONS, ("selected_options", "initial_options")),
}


def state_values(blocks: Sequence[Json], entered: Values) -> Json:
    """`{block_id: {action_id: {"type", "value" | "selected_..."}}}`: what was entered, else what it began with."""
    values: Json = {}
    for block in blocks:
        held = entered.get(block["block_id"], {})
        states = {
            one["action_id"]: held.get(one["action_id"]) or _initial_state(one)
            for one in elements(block)
            if one["type"] in _INITIAL and one["type"] != "overflow"
        }
        if states:
            values[block["block_id"]] = states
    return values


def entered_value(element: Json, raw: object, suggested: Sequence[Json] = ()) -> Json:
    """The state of an element into which a person entered `raw`: text, a date, an option's value, a list of those.

    A value in Slack's own shape (`{"type": ..., "value": ...}`) is taken as it is. Refuses with no_such_option what
    the element does not offer; an external menu offers what it last suggested, and takes an unknown value as typed.
    """
    kind = element["type"]
    if kind not in _INITIAL:
        raise Refusal("no_such_action", hint=f"Nothing can be entered into a {kind}.")
    if isinstance(raw, dict):
        return {"type": kind, **raw}
    key = _INITIAL[kind][0]
    if kind in ONE_OPTION:
        return {"type": kind, key: _find_option(element, raw, suggested) if raw not in (None, "") else None}
    if kind in MANY_OPTIONS:
        return {"type": kind, key: [_find_option(element, one, suggested) for one in _as_list(raw)]}
    if key.endswith("s"):
        return {"type": kind, key: _as_list(raw)}
    return {"type": kind, key: None if raw in (None, "") else str(raw)}


def is_blank(state: Json) -> bool:
    """Nothing entered."""
    return all(part in (None, "", []) for key, part in state.items() if key != "type")


def offered_options(element: Json) -> list[Json]:
    """The options of a menu, those in groups included."""
    groups = objects(element.get("option_groups"))
    return objects(element.get("options")) + [option for group in groups for option in objects(group.get("options"))]


def _initial_state(element: Json) -> Json:
    key, initial = _INITIAL[element["type"]]
    return {"type": element["type"], key: element.get(initial, [] if key.endswith("s") else None)}


def _find_option(element: Json, raw: object, suggested: Sequence[Json]) -> Json:
    external = "external" in element["type"]
    begun = objects([element.get("initial_option")]) + objects(element.get("initial_options"))
    for option in [*suggested, *begun] if external else offered_options(element):
        if option.get("value") == raw:
            return option
    if external:
        return {"text": {"type": "plain_text", "text": str(raw), "emoji": True}, "value": str(raw)}
    raise Refusal("no_such_option", hint=f"The menu does not offer {raw!r}.")


def _as_list(raw: object) -> list[object]:
    if raw in (None, ""):
        return []
    return list(raw) if isinstance(raw, (list, tuple)) else [raw]
