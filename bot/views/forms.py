"""Parts of modal forms: inputs as plain dicts, and the sentence that stands in a modal when nothing is asked."""

from datetime import date
from typing import Any

from bot.views.blocks import Block, View, option, section, shorten

_TITLE = 24


def form(title: str, callback_id: str, submit: str, metadata: str, blocks: list[Block]) -> View:
    made = notice(title, blocks)
    return made | {
        "callback_id": callback_id,
        "private_metadata": metadata,
        "submit": {"type": "plain_text", "text": submit},
        "close": {"type": "plain_text", "text": "Cancel"},
    }


def notice(title: str, blocks: list[Block]) -> View:
    """A modal that only tells."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": shorten(title, _TITLE)},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": blocks,
    }


def told(title: str, sentence: str) -> View:
    return notice(title, [section(sentence)])


def text_input(
    block_id: str, label: str, *, most: int, lines: bool = False, needed: bool = False, hint: str = ""
) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": block_id, "max_length": most}
    if lines:
        element["multiline"] = True
    return input_block(block_id, label, element, needed=needed, hint=hint)


def menu(block_id: str, label: str, words: dict[str, str], *, needed: bool = True, initial: str = "") -> Block:
    """`initial` is the key that is chosen at first; one that is not offered chooses none."""
    options = {key: option(text, key) for key, text in words.items()}
    element: Block = {"type": "static_select", "action_id": block_id, "options": list(options.values())}
    if initial in options:
        element["initial_option"] = options[initial]
    return input_block(block_id, label, element, needed=needed)


def choice(block_id: str, label: str, options: list[Block], initial: int | None = None) -> Block:
    element: Block = {"type": "radio_buttons", "action_id": block_id, "options": options}
    if initial is not None:
        element["initial_option"] = options[initial]
    return input_block(block_id, label, element, needed=True)


def day_input(block_id: str, label: str, *, initial: date | None = None, needed: bool = False, hint: str = "") -> Block:
    element: Block = {"type": "datepicker", "action_id": block_id}
    if initial:
        element["initial_date"] = initial.isoformat()
    return input_block(block_id, label, element, needed=needed, hint=hint)


def person_input(block_id: str, label: str, *, hint: str = "") -> Block:
    return input_block(block_id, label, {"type": "users_select", "action_id": block_id}, needed=False, hint=hint)


def input_block(block_id: str, label: str, element: Block, *, needed: bool = True, hint: str = "") -> Block:
    """Any element with its label, as Slack wants it."""
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
    }
    if not needed:
        made["optional"] = True
    if hint:
        made["hint"] = {"type": "plain_text", "text": hint}
    return made


def entered(view: dict[str, Any], block_id: str) -> str:
    """What was entered: text, the chosen option's value, a date, a member id; "" for nothing or no such input."""
    state = view.get("state", {}).get("values", {}).get(block_id, {}).get(block_id, {})
    chosen = state.get("selected_option") or {}
    found = state.get("value") or chosen.get("value") or state.get("selected_date") or state.get("selected_user")
    return str(found or "").strip()


def entered_many(view: dict[str, Any], block_id: str) -> list[str]:
    """The values that were chosen of several."""
    state = view.get("state", {}).get("values", {}).get(block_id, {}).get(block_id, {})
    return [str(one["value"]) for one in state.get("selected_options") or []]
