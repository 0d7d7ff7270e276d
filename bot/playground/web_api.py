"""The front of the Web API: token, scope, faults and the log around each method; the methods live in *_api.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground import directory_api, files_api, messages_api, views_api
from bot.playground.arguments import read_call
from bot.playground.calls import CallRecord
from bot.playground.faults import Fault
from bot.playground.hub import LocalSlack
from bot.playground.refusal import RateLimited, Refusal, ServerFailure

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Method:
    run: Callable[[LocalSlack, Json], Json]
    scope: str | None = None
    app_token: bool = False


METHODS: dict[str, _Method] = {
    "chat.postMessage": _Method(messages_api.post_message, "chat:write"),
    "chat.postEphemeral": _Method(messages_api.post_ephemeral_message, "chat:write"),
    "chat.update": _Method(messages_api.update_message, "chat:write"),
    "chat.delete": _Method(messages_api.delete_message, "chat:write"),
    "chat.getPermalink": _Method(messages_api.get_permalink),
    "views.open": _Method(views_api.open_view),
    "views.push": _Method(views_api.push_view),
    "views.update": _Method(views_api.update_view),
    "views.publish": _Method(views_api.publish_view),
    "conversations.open": _Method(directory_api.open_conversation, "im:write"),
    "conversations.info": _Method(directory_api.conversation_info),
    "conversations.list": _Method(directory_api.list_conversations),
    "conversations.members": _Method(directory_api.list_members),
    "conversations.history": _Method(directory_api.read_history),
    "conversations.replies": _Method(directory_api.read_replies),
    "users.info": _Method(directory_api.user_info, "users:read"),
    "users.list": _Method(directory_api.list_users, "users:read"),
    "files.getUploadURLExternal": _Method(files_api.get_upload_url, "files:write"),
    "files.completeUploadExternal": _Method(files_api.complete_upload, "files:write"),
    "files.info": _Method(files_api.file_info, "files:read"),
    "reactions.add": _Method(messages_api.add_reaction, "reactions:write"),
    "auth.test": _Method(directory_api.test_auth),
    "apps.connections.open": _Method(directory_api.open_connection, app_token=True),
}
SPARED = ("auth.test", "apps.connections.open")
"""Methods that meet no faults, so that the bot can always come back."""


async def answer_call(slack: LocalSlack, request: web.Request) -> web.StreamResponse:
    """POST or GET /api/METHOD."""
    method = request.match_info["method"]
    slack.calls.begin()
    try:
        return await _answer(slack, request, method)
    finally:
        slack.calls.end()


async def _answer(slack: LocalSlack, request: web.Request, method: str) -> web.StreamResponse:
    args: Json = {}
    try:
        token, args = await read_call(request)
        answer = {"ok": True} | _run(slack, method, token, args)
        response = _respond(slack, answer)
    except RateLimited as limited:
        answer = limited.as_json()
        response = rate_limited(limited.retry_after_s)
    except Refusal as refusal:
        answer = refusal.as_json()
        response = _respond(slack, answer, status=refusal.http_status)
    record_call(slack, method, args, answer)
    return response if method in SPARED else await late_faults(slack, request, response)


def _run(slack: LocalSlack, method: str, token: str, args: Json) -> Json:
    entry = METHODS.get(method)
    if entry is None:
        raise Refusal("unknown_method", req_method=method)
    _check_token(slack, token, app_token=entry.app_token)
    if entry.scope is not None:
        directory_api.need_scope(slack, entry.scope)
    if method not in SPARED:
        early_faults(slack)
    return entry.run(slack, args)


def _check_token(slack: LocalSlack, token: str, *, app_token: bool) -> None:
    if not token:
        raise Refusal("not_authed")
    if token not in (slack.bot_token, slack.app_token):
        raise Refusal("invalid_auth")
    if token != (slack.app_token if app_token else slack.bot_token):
        raise Refusal("not_allowed_token_type")


def _respond(slack: LocalSlack, answer: Json, *, status: int = 200) -> web.Response:
    headers = {"x-oauth-scopes": ",".join(sorted(slack.app.scopes))}
    return web.json_response(answer, headers=headers, status=status)


def rate_limited(retry_after_s: float) -> web.Response:
    """The answer to one call too many."""
    headers = {"Retry-After": f"{retry_after_s:g}"}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


def record_call(slack: LocalSlack, method: str, args: Json, answer: Json) -> None:
    """Into the log that GET calls shows."""
    error = None if answer["ok"] else str(answer["error"])
    slack.calls.records.append(CallRecord(method=method, args=args, error=error, at=slack.clock.now()))


def early_faults(slack: LocalSlack) -> None:
    """The faults that keep a call from being carried out: 429 and error."""
    if limit := slack.faults.meet("429"):
        raise RateLimited(limit.seconds)
    if broken := slack.faults.meet("error"):
        raise _broken(broken)


async def late_faults(slack: LocalSlack, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """The faults that a call meets after it was carried out: slow and drop_answer."""
    if slow := slack.faults.meet("slow"):
        await asyncio.sleep(slow.seconds)
    if slack.faults.meet("drop_answer") and request.transport is not None:
        request.transport.abort()
    return response


def _broken(fault: Fault) -> Refusal:
    return ServerFailure("internal_error") if fault.error is None else Refusal(fault.error)
