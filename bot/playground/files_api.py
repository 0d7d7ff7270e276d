"""Uploading files in Slack's three steps, and handing them out; contents stay in memory."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.playground.arguments import json_arg, needed_arg, text_arg
from bot.playground.cast import BOT_USER_ID, Channel
from bot.playground.hub import LocalSlack
from bot.playground.messages_api import channel_by_id, thread_root
from bot.playground.payloads import file_json
from bot.playground.posting import Content, post
from bot.playground.refusal import Refusal
from bot.playground.workspace import StoredFile

Json = dict[str, Any]
LARGEST = 50 * 1024 * 1024
MOST_ALT_TEXT = 1000


def get_upload_url(slack: LocalSlack, args: Json) -> Json:
    """files.getUploadURLExternal: where to send the contents."""
    name = needed_arg(args, "filename").replace("/", "_")
    length = needed_arg(args, "length")
    if not length.isdecimal() or not 0 < int(length) <= LARGEST:
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be above 0"]})
    alt_text = text_arg(args, "alt_txt")
    if len(alt_text) > MOST_ALT_TEXT:
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] alt_txt is too long"]})
    stored = slack.workspace.add_file(name=name, length=int(length), alt_text=alt_text)
    return {"upload_url": f"{slack.base_url}/upload/{stored.id}", "file_id": stored.id}


def complete_upload(slack: LocalSlack, args: Json) -> Json:
    """files.completeUploadExternal: share the files in channels given by id; without one they stay unseen."""
    files = [_uploaded(slack, item) for item in _file_items(args)]
    listed = text_arg(args, "channel_id") or text_arg(args, "channels")
    channels = [_open_channel(slack, one.strip()) for one in listed.split(",") if listed]
    for stored in files:
        stored.shared = True
    for channel in channels:
        _share(slack, channel, files, args)
    return {"files": [file_json(one, slack.base_url) for one in files]}


def file_info(slack: LocalSlack, args: Json) -> Json:
    """files.info."""
    stored = slack.workspace.files.get(needed_arg(args, "file"))
    if stored is None or not stored.shared:
        raise Refusal("file_not_found")
    return {"file": file_json(stored, slack.base_url)}


async def take_upload(slack: LocalSlack, request: web.Request) -> web.Response:
    """The POST to an upload_url: the bare contents, or a form with one file."""
    stored = slack.workspace.files.get(request.match_info["file_id"])
    if stored is None or stored.uploaded:
        return web.Response(status=404, text="no such upload")
    content = await _contents(request)
    if len(content) != stored.length:
        return web.Response(status=400, text=f"{stored.length} bytes were announced, {len(content)} came")
    stored.content, stored.uploaded = content, True
    return web.Response(text=f"OK - {len(content)}")


async def hand_out(slack: LocalSlack, request: web.Request) -> web.Response:
    """GET /files/ID/NAME, always as a download."""
    stored = slack.workspace.files.get(request.match_info["file_id"])
    if stored is None or not stored.shared:
        return web.Response(status=404, text="no such file")
    mimetype = file_json(stored, slack.base_url)["mimetype"]
    return web.Response(body=stored.content, content_type=str(mimetype), headers={"Content-Disposition": "attachment"})


async def _contents(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    part = next((value for value in form.values() if isinstance(value, web.FileField)), None)
    return part.file.read() if part is not None else b""


def _file_items(args: Json) -> list[Json]:
    items = json_arg(args, "files", error="invalid_arguments")
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: files"]})
    return items


def _uploaded(slack: LocalSlack, item: Json) -> StoredFile:
    stored = slack.workspace.files.get(str(item.get("id", "")))
    if stored is None or not stored.uploaded or stored.shared:
        raise Refusal("file_not_found")
    stored.title = str(item.get("title") or stored.name)
    return stored


def _open_channel(slack: LocalSlack, channel_id: str) -> Channel:
    channel = channel_by_id(slack, channel_id)
    if BOT_USER_ID not in channel.member_ids:
        raise Refusal("not_in_channel")
    return channel


def _share(slack: LocalSlack, channel: Channel, files: list[StoredFile], args: Json) -> None:
    thread_ts = thread_root(slack, channel, text_arg(args, "thread_ts") or None)
    post(slack, channel.id, Content(text=text_arg(args, "initial_comment"), thread_ts=thread_ts, files=files))
