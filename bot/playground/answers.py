"""What the bot says in an ack or through a response_url, put where Slack would put it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.playground import events
from bot.playground.arguments import flag_arg, text_arg
from bot.playground.hub import LocalSlack
from bot.playground.messages_api import thread_root
from bot.playground.posting import Content, check_content, post, post_ephemeral, rewrite
from bot.playground.refusal import RateLimited, Refusal
from bot.playground.response_urls import ResponseUrl
from bot.playground.web_api import early_faults, late_faults, rate_limited, record_call

Json = dict[str, Any]


async def answer_response_url(slack: LocalSlack, request: web.Request) -> web.StreamResponse:
    """POST /response/ID. Slack answers a bad one with HTTP 404 and a bad message with 400."""
    slack.calls.begin()
    try:
        body = await _read_body(request)
        answer, response = _answer(slack, request.match_info["secret"], body)
        record_call(slack, "response_url", body, answer)
        return await late_faults(slack, request, response)
    finally:
        slack.calls.end()


def _answer(slack: LocalSlack, secret: str, body: Json) -> tuple[Json, web.Response]:
    try:
        early_faults(slack)
        found = slack.response_urls.use(secret)
    except RateLimited as limited:
        return limited.as_json(), rate_limited(limited.retry_after_s)
    except Refusal as refusal:
        status = refusal.http_status if refusal.http_status != 200 else 404
        return refusal.as_json(), web.json_response(refusal.as_json(), status=status)
    try:
        _put(slack, found, body)
    except Refusal as refusal:
        return refusal.as_json(), web.json_response(refusal.as_json(), status=400)
    return {"ok": True}, web.json_response({"ok": True})


async def _read_body(request: web.Request) -> Json:
    text = (await request.read()).decode("utf-8", "replace")
    if request.content_type == "application/x-www-form-urlencoded":
        text = str((await request.post()).get("payload", ""))
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _put(slack: LocalSlack, where: ResponseUrl, body: Json) -> None:
    original = slack.workspace.find_message(where.original_ts) if where.original_ts else None
    if flag_arg(body, "delete_original"):
        if original is None:
            raise Refusal("message_not_found")
        slack.workspace.remove(original)
        events.tell_of_removal(slack, original)
        return
    content = check_content(text_arg(body, "text"), body.get("blocks"))
    if flag_arg(body, "replace_original") and original is not None:
        rewrite(slack, original, content)
        return
    say_to(slack, where.channel_id, where.person_id, body, content)


def say_to(slack: LocalSlack, channel_id: str, person_id: str, body: Json, content: Content) -> None:
    """To the person alone unless `response_type` is in_channel; into a thread when `thread_ts` names one."""
    channel = slack.workspace.find_channel(channel_id)
    if channel is None:
        raise Refusal("channel_not_found")
    root = thread_root(slack, channel, text_arg(body, "thread_ts") or None)
    placed = Content(text=content.text, blocks=content.blocks, thread_ts=root)
    if body.get("response_type") == "in_channel":
        post(slack, channel_id, placed)
    else:
        post_ephemeral(slack, channel_id, person_id, placed)
