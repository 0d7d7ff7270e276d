"""Slack blocks as plain dicts, cut to Slack's limits; it knows no codes and no claims."""

from typing import Any

Block = dict[str, Any]
View = dict[str, Any]
"""What a surface takes: {"text", "blocks"} for a message; a modal or home view's own keys."""

MOST_SECTION = 3000
MOST_BUTTON = 75
MOST_IN_ACTIONS = 25
MOST_OPTION = 75
MOST_MESSAGE_BLOCKS = 50


def escape(text: str) -> str:
    """Text from data or people, so that nothing in it mentions, links or calls: Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def section(text: str, *, accessory: Block | None = None, block_id: str = "") -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": shorten(text, MOST_SECTION)}}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": shorten(text, 150)}}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shorten(text, MOST_SECTION)} for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def button(label: str, action_id: str, value: str, *, style: str = "") -> Block:
    made: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": shorten(label, MOST_BUTTON)},
        "action_id": action_id,
        "value": value,
    }
    if style:
        made["style"] = style
    return made


def actions(buttons: list[Block]) -> list[Block]:
    """As many actions blocks as the buttons need; none for no button."""
    return [
        {"type": "actions", "elements": buttons[start : start + MOST_IN_ACTIONS]}
        for start in range(0, len(buttons), MOST_IN_ACTIONS)
    ]


def option(label: str, value: str, description: str = "") -> Block:
    made: Block = {"text": {"type": "plain_text", "text": shorten(label, MOST_OPTION)}, "value": value}
    if description:
        made["description"] = {"type": "plain_text", "text": shorten(description, MOST_OPTION)}
    return made


def message(text: str, blocks: list[Block]) -> View:
    """A message: `text` is what a notification shows."""
    return {"text": shorten(text, 300), "blocks": blocks[:MOST_MESSAGE_BLOCKS]}
