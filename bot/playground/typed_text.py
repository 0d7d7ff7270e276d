"""What Slack makes of text that a person types: escaping, mentions and links; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

_MENTION = re.compile(r"<@(U[A-Z0-9]+)(?:\|[^<>]*)?>|(?<![\w@])@([a-z][a-z0-9._-]*[a-z0-9])")
_SENT_MENTION = re.compile(r"<@(U[A-Z0-9]+)>")
_PERSON_ID = re.compile(r"U[A-Z0-9]{6,}")
_LINK = re.compile(r"\bhttps?://[^\s<>|]+")


def escape(text: str) -> str:
    """`&`, `<` and `>` as Slack sends them."""
    return html.escape(text, quote=False)


def as_message(text: str, find_id: Callable[[str], str | None]) -> str:
    """A typed message as apps see it: `@name` and `<@ID>` of people become mentions, addresses become links.

    `find_id` gives the id of a person by id or name, None where there is no such person.
    """
    pieces: list[str] = []
    end = 0
    for match in _MENTION.finditer(text):
        person_id = find_id(match[1] or match[2])
        if person_id is None:
            continue
        pieces += [_with_links(text[end : match.start()]), f"<@{person_id}>"]
        end = match.end()
    return "".join([*pieces, _with_links(text[end:])])


def rich_text_of(text: str) -> list[dict[str, Any]]:
    """The blocks that Slack's own composer would have made of a message in its sent form."""
    parts: list[dict[str, Any]] = []
    for piece in _SENT_MENTION.split(text):
        if _PERSON_ID.fullmatch(piece):
            parts.append({"type": "user", "user_id": piece})
        elif piece:
            parts.append({"type": "text", "text": html.unescape(piece)})
    return [{"type": "rich_text", "block_id": "said", "elements": [{"type": "rich_text_section", "elements": parts}]}]


def _with_links(text: str) -> str:
    return _LINK.sub(lambda match: f"<{match[0]}>", escape(text))
