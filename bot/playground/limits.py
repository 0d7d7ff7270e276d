"""Finds what Slack would refuse in raw blocks and views; it never mends, and knows nothing of our cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from bot.playground.limit_checks import (
    Check,
    Json,
    Problem,
    Problems,
    flag,
    items,
    objects,
    one_of,
    shape,
    string,
    variant,
)
from bot.playground.limit_elements import option_groups, options, plain
from bot.playground.limit_numbers import (
    CALLBACK_ID,
    EXTERNAL_ID,
    MARKDOWN_TEXT,
    MESSAGE_BLOCKS,
    MESSAGE_BLOCKS_CHARACTERS,
    PRIVATE_METADATA,
    VIEW_BLOCKS,
    VIEW_BUTTON,
    VIEW_TITLE,
)
from bot.playground.limit_tables import BLOCKS

Surface = Literal["message", "modal", "home"]

_LEGAL: dict[Surface, set[str]] = {
    "message": set(BLOCKS) - {"input"},
    "modal": set(BLOCKS) - {"markdown", "table"},
    "home": set(BLOCKS) - {"markdown", "table"},
}
_CHECKS: dict[Surface, Check] = {
    surface: items(
        variant({kind: BLOCKS[kind] for kind in kinds}, what="block"),
        at_least=0,
        at_most=MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS,
    )
    for surface, kinds in _LEGAL.items()
}
_VIEW_OPTIONAL: dict[str, Check] = {
    "private_metadata": string(at_most=PRIVATE_METADATA, at_least=0),
    "callback_id": string(at_most=CALLBACK_ID, at_least=0),
    "external_id": string(at_most=EXTERNAL_ID, at_least=0),
}
_MODAL_OPTIONAL: dict[str, Check] = {
    **_VIEW_OPTIONAL,
    "submit": plain(VIEW_BUTTON),
    "close": plain(VIEW_BUTTON),
    "clear_on_close": flag,
    "notify_on_close": flag,
    "submit_disabled": flag,
}
_VIEWS: dict[str, Check] = {
    "modal": shape({"type": one_of("modal"), "title": plain(VIEW_TITLE), "blocks": _CHECKS["modal"]}, _MODAL_OPTIONAL),
    "home": shape({"type": one_of("home"), "blocks": _CHECKS["home"]}, _VIEW_OPTIONAL),
}


def find_problems(blocks: object, *, surface: Surface) -> list[Problem]:
    """Every reason for which Slack would refuse these blocks on this surface; empty when it would take them."""
    problems: Problems = []
    _CHECKS[surface](blocks, "blocks", problems)
    listed = objects(blocks)
    problems.extend(_repeated_ids(listed))
    if surface == "message":
        problems.extend(_message_totals(listed))
    return problems


def find_view_problems(view: object) -> list[Problem]:
    """Every reason for which Slack would refuse this view, a modal or a home tab."""
    if not isinstance(view, dict):
        return [Problem(path="view", says="must be an object")]
    kind = view.get("type")
    if kind not in _VIEWS:
        return [Problem(path="view.type", says=f"{kind!r} is not modal or home")]
    problems: Problems = []
    _VIEWS[kind](view, "view", problems)
    listed = objects(view.get("blocks"))
    problems.extend(Problem(path=f"view.{one.path}", says=one.says) for one in _repeated_ids(listed))
    if kind == "modal" and "submit" not in view and any(block.get("type") == "input" for block in listed):
        problems.append(Problem(path="view.submit", says="is required when the modal has an input block"))
    return problems


def find_option_problems(answer: object) -> list[Problem]:
    """What is wrong with the answer to a block_suggestion: `{"options": [...]}` or `{"option_groups": [...]}`."""
    problems: Problems = []
    if not isinstance(answer, dict) or len(answer.keys() & {"options", "option_groups"}) != 1:
        return [Problem(path="options", says="must have exactly one of options and option_groups")]
    if answer.get("options") == [] or answer.get("option_groups") == []:
        return []
    shape({}, {"options": options, "option_groups": option_groups})(answer, "answer", problems)
    return problems


def count_characters(blocks: object) -> int:
    """Characters of text anywhere in the blocks, which is what Slack's cap on a whole message counts."""
    return sum(len(one) for one in _texts(blocks))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and key in ("text", "alt_text"):
                yield part
            elif isinstance(part, (dict, list)):
                yield from _texts(part)


def _message_totals(blocks: list[Json]) -> Problems:
    problems: Problems = []
    total = count_characters(blocks)
    if total > MESSAGE_BLOCKS_CHARACTERS:
        says = f"must be at most {MESSAGE_BLOCKS_CHARACTERS} characters in all, has {total}"
        problems.append(Problem(path="blocks", says=says))
    markdown = count_characters([block for block in blocks if block.get("type") == "markdown"])
    if markdown > MARKDOWN_TEXT:
        says = f"markdown blocks must be at most {MARKDOWN_TEXT} characters together, have {markdown}"
        problems.append(Problem(path="blocks", says=says))
    if sum(block.get("type") == "table" for block in blocks) > 1:
        problems.append(Problem(path="blocks", says="only one table is allowed in a message"))
    return problems


def _repeated_ids(blocks: list[Json]) -> Problems:
    block_ids = Counter(block["block_id"] for block in blocks if isinstance(block.get("block_id"), str))
    problems = [
        Problem(path="blocks", says=f"block_id {name!r} is used more than once")
        for name, times in block_ids.items()
        if times > 1
    ]
    for index, block in enumerate(blocks):
        action_ids = Counter(one["action_id"] for one in elements(block) if isinstance(one.get("action_id"), str))
        problems.extend(
            Problem(path=f"blocks[{index}].elements", says=f"action_id {name!r} is used more than once")
            for name, times in action_ids.items()
            if times > 1
        )
    return problems


def elements(block: Json) -> list[Json]:
    """The interactive elements of a block, in order; rich text and context have none."""
    if block.get("type") == "actions":
        return objects(block.get("elements"))
    return objects([block.get("accessory"), block.get("element")])
