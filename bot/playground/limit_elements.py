"""Slack's rules for texts, options and interactive elements, as tables of checks; nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.playground.limit_checks import (
    Check,
    Json,
    Problem,
    Problems,
    also,
    anything,
    exactly_one,
    flag,
    items,
    objects,
    one_of,
    shape,
    string,
    variant,
    whole,
)
from bot.playground.limit_numbers import (
    ACTION_ID,
    BIG,
    BUTTON_LABEL,
    BUTTON_TEXT,
    BUTTON_URL,
    BUTTON_VALUE,
    CHOICE_OPTIONS,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
    IMAGE_ALT_TEXT,
    IMAGE_URL,
    OPTION_DESCRIPTION,
    OPTION_GROUP_LABEL,
    OPTION_GROUPS,
    OPTION_TEXT,
    OPTION_URL,
    OPTION_VALUE,
    OPTIONS,
    OVERFLOW_OPTIONS,
    PLACEHOLDER,
    PLAIN_TEXT_INPUT,
)

_URL = re.compile(r"^[a-z][a-z0-9+.-]*:\S+$", re.IGNORECASE)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

plain_kind = one_of("plain_text")
any_kind = one_of("plain_text", "mrkdwn")


def plain(at_most: int) -> Check:
    """A text object that must be plain_text."""
    return shape({"type": plain_kind, "text": string(at_most=at_most)}, {"emoji": flag})


def text(at_most: int) -> Check:
    """A text object, plain_text or mrkdwn."""
    keys: dict[str, Check] = {"type": any_kind, "text": string(at_most=at_most)}
    return shape(keys, {"emoji": flag, "verbatim": flag})


def url(at_most: int) -> Check:
    """A web address with its scheme."""
    size = string(at_most=at_most)

    def check(value: object, path: str, problems: Problems) -> None:
        size(value, path, problems)
        if isinstance(value, str) and value and not _URL.match(value):
            problems.append(Problem(path=path, says="must be a URL"))

    return check


def iso_date(value: object, path: str, problems: Problems) -> None:
    """YYYY-MM-DD, a day that exists."""
    try:
        if not isinstance(value, str) or len(value) != len("2026-10-01"):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        problems.append(Problem(path=path, says="must be a date like 2026-10-01"))


def clock_time(value: object, path: str, problems: Problems) -> None:
    """HH:mm, in 24 hours."""
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        problems.append(Problem(path=path, says="must be a time like 08:30"))


def _distinct_values(value: Json, path: str, problems: Problems) -> None:
    offered = [option.get("value") for option in _offered(value)]
    for again in sorted({str(one) for one in offered if one is not None and offered.count(one) > 1}):
        problems.append(Problem(path=f"{path}.options", says=f"option value {again!r} is used more than once"))


def _offered(element: Json) -> list[Json]:
    groups = objects(element.get("option_groups"))
    return objects(element.get("options")) + [option for group in groups for option in objects(group.get("options"))]


def _initial_is_offered(value: Json, path: str, problems: Problems) -> None:
    chosen = objects([value.get("initial_option")]) + objects(value.get("initial_options"))
    offered = {str(option.get("value")) for option in _offered(value)}
    if any(str(option.get("value")) not in offered for option in chosen):
        problems.append(Problem(path=path, says="the initial option must be one of the options"))


def _lengths_fit(value: Json, path: str, problems: Problems) -> None:
    low, high = value.get("min_length"), value.get("max_length")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        problems.append(Problem(path=path, says="min_length must not be above max_length"))


confirm = shape(
    {
        "title": plain(CONFIRM_TITLE),
        "text": text(CONFIRM_TEXT),
        "confirm": plain(CONFIRM_BUTTON),
        "deny": plain(CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)
_option_keys: dict[str, Check] = {"value": string(at_most=OPTION_VALUE)}
_plain_option_keys: dict[str, Check] = {"text": plain(OPTION_TEXT), **_option_keys}
_text_option_keys: dict[str, Check] = {"text": text(OPTION_TEXT), **_option_keys}
option = shape(_plain_option_keys, {"description": plain(OPTION_DESCRIPTION)})
overflow_option = shape(_plain_option_keys, {"description": plain(OPTION_DESCRIPTION), "url": url(OPTION_URL)})
choice_option = shape(_text_option_keys, {"description": text(OPTION_DESCRIPTION)})
options = items(option, at_most=OPTIONS)
option_groups = items(shape({"label": plain(OPTION_GROUP_LABEL), "options": options}), at_most=OPTION_GROUPS)

_common: dict[str, Check] = {"type": anything, "action_id": string(at_most=ACTION_ID)}
_input: dict[str, Check] = {"focus_on_load": flag}
_menu: dict[str, Check] = {**_input, "placeholder": plain(PLACEHOLDER), "confirm": confirm}
_many: dict[str, Check] = {"max_selected_items": whole(1, BIG)}
one_word = string(at_most=ACTION_ID)


def element(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An interactive element: `action_id` may be left out, Slack then invents one."""
    return shape({"type": anything, **required}, {**_common, **optional})


def _static(extra: Mapping[str, Check]) -> Check:
    lists: dict[str, Check] = {"options": options, "option_groups": option_groups}
    rules = (exactly_one("options", "option_groups"), _distinct_values, _initial_is_offered)
    return also(element({}, {**_menu, **lists, **extra}), *rules)


def _choices() -> Check:
    keys: dict[str, Check] = {"initial_option": choice_option, "initial_options": items(choice_option, at_most=10)}
    listed: dict[str, Check] = {"options": items(choice_option, at_most=CHOICE_OPTIONS)}
    return also(element(listed, {**_input, **keys, "confirm": confirm}), _distinct_values, _initial_is_offered)


_button_keys: dict[str, Check] = {
    "value": string(at_most=BUTTON_VALUE),
    "url": url(BUTTON_URL),
    "style": one_of("primary", "danger"),
    "confirm": confirm,
    "accessibility_label": string(at_most=BUTTON_LABEL),
}
_text_input_keys: dict[str, Check] = {
    **_input,
    "placeholder": plain(PLACEHOLDER),
    "initial_value": string(at_most=PLAIN_TEXT_INPUT, at_least=0),
    "multiline": flag,
    "min_length": whole(0, PLAIN_TEXT_INPUT),
    "max_length": whole(1, PLAIN_TEXT_INPUT),
    "dispatch_action_config": shape(
        {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), at_most=2)}
    ),
}
_filter = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), at_most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_conversation_keys: dict[str, Check] = {"default_to_current_conversation": flag, "filter": _filter}
_words = items(one_word, at_most=OPTIONS)

ELEMENTS: dict[str, Check] = {
    "button": element({"text": plain(BUTTON_TEXT)}, _button_keys),
    "overflow": also(
        element({"options": items(overflow_option, at_most=OVERFLOW_OPTIONS)}, {"confirm": confirm}), _distinct_values
    ),
    "static_select": _static({"initial_option": option}),
    "multi_static_select": _static({"initial_options": options, **_many}),
    "external_select": element({}, {**_menu, "initial_option": option, "min_query_length": whole(0, BIG)}),
    "multi_external_select": element(
        {}, {**_menu, **_many, "initial_options": options, "min_query_length": whole(0, BIG)}
    ),
    "users_select": element({}, {**_menu, "initial_user": one_word}),
    "multi_users_select": element({}, {**_menu, **_many, "initial_users": _words}),
    "conversations_select": element(
        {}, {**_menu, **_conversation_keys, "initial_conversation": one_word, "response_url_enabled": flag}
    ),
    "datepicker": element({}, {**_menu, "initial_date": iso_date}),
    "timepicker": element({}, {**_menu, "initial_time": clock_time, "timezone": one_word}),
    "checkboxes": _choices(),
    "radio_buttons": _choices(),
    "plain_text_input": also(element({}, _text_input_keys), _lengths_fit),
    "image": also(
        shape(
            {"type": anything, "alt_text": string(at_most=IMAGE_ALT_TEXT)},
            {"image_url": url(IMAGE_URL), "slack_file": anything},
        ),
        exactly_one("image_url", "slack_file"),
    ),
}
_MENUS = ("static_select", "external_select", "users_select", "conversations_select")
_MULTI = ("multi_static_select", "multi_external_select", "multi_users_select")
IN_ACTIONS = ("button", "overflow", "datepicker", "timepicker", "checkboxes", "radio_buttons", *_MENUS)
IN_SECTION = (*IN_ACTIONS, *_MULTI, "image")
IN_INPUT = ("plain_text_input", "datepicker", "timepicker", "checkboxes", "radio_buttons", *_MENUS, *_MULTI)


def elements_of(*kinds: str) -> Check:
    """One of these element types."""
    return variant({kind: ELEMENTS[kind] for kind in kinds}, what="element")
