"""Slack's rules for blocks and rich text, as tables of checks; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.limit_checks import (
    Check,
    Problems,
    also,
    anything,
    at_least_one,
    exactly_one,
    flag,
    items,
    one_of,
    shape,
    string,
    variant,
    whole,
)
from bot.playground.limit_elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements_of,
    one_word,
    plain,
    text,
    url,
)
from bot.playground.limit_numbers import (
    ACTIONS_ELEMENTS,
    BIG,
    BLOCK_ID,
    CONTEXT_ELEMENTS,
    HEADER_TEXT,
    IMAGE_ALT_TEXT,
    IMAGE_TITLE,
    IMAGE_URL,
    INPUT_HINT,
    INPUT_LABEL,
    MARKDOWN_TEXT,
    RICH_TEXT_INDENT,
    SECTION_FIELD_TEXT,
    SECTION_FIELDS,
    TABLE_COLUMNS,
    TABLE_ROWS,
    TEXT,
    UNBOUNDED,
)

_style = shape({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag, "underline": flag})
_long = string(at_most=UNBOUNDED)
_kind: dict[str, Check] = {"type": anything}
_styled: dict[str, Check] = {"style": _style}
_RICH_PARTS: dict[str, Check] = {
    "text": shape({**_kind, "text": _long}, _styled),
    "link": shape({**_kind, "url": url(IMAGE_URL)}, {**_styled, "text": _long, "unsafe": flag}),
    "emoji": shape({**_kind, "name": one_word}, {**_styled, "unicode": one_word, "skin_tone": whole(1, 6)}),
    "user": shape({**_kind, "user_id": one_word}, _styled),
    "channel": shape({**_kind, "channel_id": one_word}, _styled),
    "broadcast": shape({**_kind, "range": one_of("here", "channel", "everyone")}, _styled),
    "date": shape(
        {**_kind, "timestamp": whole(0, 10**11), "format": one_word}, {"url": url(IMAGE_URL), "fallback": _long}
    ),
}
_rich_parts: dict[str, Check] = {**_kind, "elements": items(variant(_RICH_PARTS, what="rich text"), at_most=BIG)}
_rich_section = shape(_rich_parts)
_border: dict[str, Check] = {"border": whole(0, 1)}
_RICH_BLOCKS: dict[str, Check] = {
    "rich_text_section": _rich_section,
    "rich_text_preformatted": shape(_rich_parts, {**_border, "language": one_word}),
    "rich_text_quote": shape(_rich_parts, _border),
    "rich_text_list": shape(
        {
            **_kind,
            "style": one_of("bullet", "ordered"),
            "elements": items(variant({"rich_text_section": _rich_section}, what="list item"), at_most=BIG),
        },
        {**_border, "indent": whole(0, RICH_TEXT_INDENT), "offset": whole(0, BIG)},
    ),
}
_rich_text: dict[str, Check] = {**_kind, "elements": items(variant(_RICH_BLOCKS, what="rich text"), at_most=BIG)}
_CELLS: dict[str, Check] = {"raw_text": shape({**_kind, "text": _long}), "rich_text": shape(_rich_text)}
_row = items(variant(_CELLS, what="table cell"), at_most=TABLE_COLUMNS)


def _column(value: object, path: str, problems: Problems) -> None:
    if value is not None:
        shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})(value, path, problems)


def block(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A block: `block_id` may be left out, Slack then invents one."""
    return shape({**_kind, **required}, {"block_id": string(at_most=BLOCK_ID), **(optional or {})})


_texts: dict[str, Check] = {kind: text(TEXT) for kind in ("plain_text", "mrkdwn")}
BLOCKS: dict[str, Check] = {
    "section": also(
        block(
            {},
            {
                "text": text(TEXT),
                "fields": items(text(SECTION_FIELD_TEXT), at_most=SECTION_FIELDS),
                "accessory": elements_of(*IN_SECTION),
                "expand": flag,
            },
        ),
        at_least_one("text", "fields"),
    ),
    "actions": block({"elements": items(elements_of(*IN_ACTIONS), at_most=ACTIONS_ELEMENTS)}),
    "context": block(
        {"elements": items(variant({**_texts, "image": ELEMENTS["image"]}, what="element"), at_most=CONTEXT_ELEMENTS)}
    ),
    "header": block({"text": plain(HEADER_TEXT)}),
    "divider": block({}),
    "image": also(
        block(
            {"alt_text": string(at_most=IMAGE_ALT_TEXT)},
            {"image_url": url(IMAGE_URL), "slack_file": anything, "title": plain(IMAGE_TITLE)},
        ),
        exactly_one("image_url", "slack_file"),
    ),
    "input": block(
        {"label": plain(INPUT_LABEL), "element": elements_of(*IN_INPUT)},
        {"hint": plain(INPUT_HINT), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": block({"elements": _rich_text["elements"]}),
    "markdown": block({"text": string(at_most=MARKDOWN_TEXT)}),
    "table": block(
        {"rows": items(_row, at_most=TABLE_ROWS)}, {"column_settings": items(_column, at_most=TABLE_COLUMNS)}
    ),
}
