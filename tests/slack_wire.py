"""Slack's Web API on loopback: it takes every call, keeps each request as it came over the wire, and judges nothing."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from people import TEAM

Json = dict[str, Any]
BOT_USER = "U0BILLBOT1"
SHARED_CHANNELS = ("C0PARTNER1",)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request of the bot: `name` is the method, "respond" or "upload"; `sent` its fields, JSON read."""

    name: str
    sent: Json
    audience: str = ""
    """What the address that was answered belongs to, for "respond"."""


@dataclass
class Wire:
    """Everything that the bot sent, in order. `url` is the API's address."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    """Slack's word by method, for calls that are to be refused."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def since(self, before: int) -> list[Call]:
        return self.calls[before:]


@contextmanager
def a_wire() -> Iterator[Wire]:
    wire = Wire()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(wire))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    wire.url = f"http://127.0.0.1:{server.server_address[1]}/api/"
    try:
        yield wire
    finally:
        server.shutdown()
        server.server_close()


def _handler(wire: Wire) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kind, _, name = self.path.strip("/").partition("/")
            if kind == "respond":
                wire.calls.append(Call(name="respond", sent=json.loads(raw), audience=name))
                self._answer(b"ok", "text/plain")
                return
            if kind == "upload":
                wire.calls.append(Call(name="upload", sent={"content": raw.decode("utf-8", errors="replace")}))
                self._answer(b"ok", "text/plain")
                return
            sent = _fields(self.headers.get("Content-Type", ""), raw)
            wire.calls.append(Call(name=name, sent=sent))
            self._answer(json.dumps(_answer(wire, name, sent)).encode(), "application/json")

        do_GET = do_POST  # noqa: N815

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    return Handler


def _fields(kind: str, raw: bytes) -> Json:
    """The arguments of a call, whichever way slack_sdk sent them."""
    if kind.startswith("application/json"):
        sent: Json = json.loads(raw or b"{}")
    elif kind.startswith("multipart/"):
        header = BytesHeaderParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode())
        raise AssertionError(f"no call of the bot is expected to be {header.get_content_type()}")
    else:
        sent = dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True))
    for name in ("blocks", "view", "metadata", "files"):
        if isinstance(sent.get(name), str):
            sent[name] = json.loads(sent[name])
    return sent


def _answer(wire: Wire, name: str, sent: Json) -> Json:
    if name in wire.refusals:
        return {"ok": False, "error": wire.refusals[name]}
    number = next(wire.numbers)
    answers: dict[str, Callable[[], Json]] = {
        "auth.test": lambda: {
            "team_id": TEAM,
            "team": "Invented Family Practice",
            "user_id": BOT_USER,
            "bot_id": "B0BILLING1",
            "url": "https://invented.slack.com/",
            "user": "billing-bot",
        },
        "chat.postMessage": lambda: {"channel": _conversation(sent["channel"]), "ts": f"17{number:08}.000100"},
        "chat.update": lambda: {"channel": sent["channel"], "ts": sent["ts"]},
        "conversations.history": lambda: {"messages": []},
        "conversations.replies": lambda: {"messages": []},
        "conversations.info": lambda: {"channel": _channel(sent["channel"])},
        "users.info": lambda: {"user": {"id": sent["user"], "tz": "America/New_York"}},
        "files.getUploadURLExternal": lambda: {
            "upload_url": wire.url.replace("/api/", f"/upload/{number}"),
            "file_id": f"F{number}",
        },
        "files.completeUploadExternal": lambda: {"files": [{"id": one["id"]} for one in sent["files"]]},
    }
    if name.startswith("views."):
        return {"ok": True, "view": {"id": f"V{number}", "hash": f"h{number}"}}
    return {"ok": True} | answers.get(name, dict)()


def _conversation(place: str) -> str:
    """Writing to a person opens the conversation with them."""
    return f"D{place[1:]}" if place.startswith("U") else place


def _channel(place: str) -> Json:
    is_shared = place in SHARED_CHANNELS
    return {
        "id": place,
        "name": "billing",
        "is_private": True,
        "is_member": True,
        "is_archived": False,
        "is_ext_shared": is_shared,
        "is_shared": is_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
    }
