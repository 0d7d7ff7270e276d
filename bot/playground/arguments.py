"""Reads the arguments of a Web API call, which come as a form, a query or JSON; it knows no method."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.playground.refusal import Refusal

Json = dict[str, Any]


async def read_call(request: web.Request) -> tuple[str, Json]:
    """The token (empty when there is none) and the arguments without it. Refuses: invalid_json."""
    args: Json = dict(request.query)
    args |= await _read_body(request)
    token = str(args.pop("token", "") or "")
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        token = header.removeprefix("Bearer ").strip()
    return token, args


async def _read_body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    body = await request.read()
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise Refusal("invalid_json") from error
    if not isinstance(parsed, dict):
        raise Refusal("json_not_object")
    return parsed


def text_arg(args: Mapping[str, Any], name: str, default: str = "") -> str:
    """The argument as text; what is missing or null is the default."""
    value = args.get(name)
    return default if value is None else str(value)


def needed_arg(args: Mapping[str, Any], name: str) -> str:
    """The argument as text. Refuses with invalid_arguments when it is missing or empty."""
    value = text_arg(args, name)
    if not value:
        message = f"[ERROR] missing required field: {name}"
        raise Refusal("invalid_arguments", response_metadata={"messages": [message]})
    return value


def flag_arg(args: Mapping[str, Any], name: str) -> bool:
    """True for true, "true", 1 and "1"."""
    return str(args.get(name, "")).lower() in ("true", "1")


def limit_arg(args: Mapping[str, Any], default: int) -> int:
    """`limit`, at least 1 and at most 999. Refuses: invalid_limit."""
    try:
        return min(max(int(text_arg(args, "limit") or default), 1), 999)
    except ValueError as error:
        raise Refusal("invalid_limit") from error


def json_arg(args: Mapping[str, Any], name: str, *, error: str) -> Any:
    """A JSON argument, parsed when it came as text; None when it is missing or empty. Refuses with `error`."""
    value = args.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as wrong:
        raise Refusal(error) from wrong


def page_of(things: list[Json], args: Mapping[str, Any], *, default: int) -> tuple[list[Json], Json]:
    """One page of the list and its `response_metadata`. Refuses: invalid_cursor."""
    cursor = text_arg(args, "cursor") or "0"
    if not cursor.isdecimal():
        raise Refusal("invalid_cursor")
    start = int(cursor)
    end = start + limit_arg(args, default)
    return things[start:end], {"next_cursor": str(end) if end < len(things) else ""}
