"""Reads what comes through the control door: JSON objects, people and channels by id or name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.playground.cast import Channel, Person
from bot.playground.hub import LocalSlack

Json = dict[str, Any]


class BadRequest(Exception):
    """The request cannot be understood; the text says what is wrong with it."""


async def read_object(request: web.Request) -> Json:
    """The body as a JSON object. Raises BadRequest."""
    if request.content_type != "application/json":
        raise BadRequest("The content type must be application/json.")
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise BadRequest("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object.")
    return body


def text_of(body: Mapping[str, Any], key: str) -> str:
    """An optional text, empty when missing. Raises BadRequest."""
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRequest(f"{key} must be text.")
    return value


def needed_text(body: Mapping[str, Any], key: str) -> str:
    """A text that must be there. Raises BadRequest."""
    value = text_of(body, key)
    if not value:
        raise BadRequest(f"{key} is missing.")
    return value


def whole_number(body: Mapping[str, Any], key: str, *, at_most: int) -> int:
    """A whole number from 0 on. Raises BadRequest."""
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= at_most:
        raise BadRequest(f"{key} must be a whole number from 0 to {at_most}.")
    return value


def number_of(body: Mapping[str, Any], key: str, *, at_most: float) -> float | None:
    """An optional number from 0 on. Raises BadRequest."""
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= at_most:
        raise BadRequest(f"{key} must be a number from 0 to {at_most:g}.")
    return float(value)


def person_of(slack: LocalSlack, body: Mapping[str, Any]) -> Person:
    """`user` by id or name; the first person when it is missing or empty. Raises BadRequest."""
    ref = text_of(body, "user")
    person = slack.workspace.find_person(ref) if ref else slack.workspace.people[0]
    if person is None:
        raise BadRequest(f"There is nobody called {ref!r}.")
    return person


def channel_of(slack: LocalSlack, body: Mapping[str, Any], person: Person) -> Channel:
    """`channel` by id or name, `dm` for the person's own with the bot; the first when missing. Raises BadRequest."""
    ref = text_of(body, "channel")
    if ref.removeprefix("#") == "dm":
        return slack.workspace.dm_of(person)
    channel = slack.workspace.find_channel(ref) if ref else slack.workspace.channels[0]
    if channel is None:
        raise BadRequest(f"There is no channel {ref!r}.")
    return channel
