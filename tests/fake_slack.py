"""A Slack in memory that misbehaves as it is told, under the real `SlackSender`; it keeps every message it took."""

from __future__ import annotations

import http.client
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

Json = dict[str, Any]
START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class WorkerDied(BaseException):
    """Stands for kill -9: nothing after it is carried out."""


@dataclass
class FakeTime:
    """Wall and monotonic time, moved by hand. `wrong_by` is how far somebody set the wall clock wrong."""

    passed_s: float = 0.0
    wrong_by: timedelta = timedelta()

    def now(self) -> datetime:
        return self.true_now() + self.wrong_by

    def today(self) -> date:
        return self.now().date()

    def true_now(self) -> datetime:
        return START + timedelta(seconds=self.passed_s)

    def monotonic(self) -> float:
        return 1000.0 + self.passed_s

    def sleep(self, seconds: float) -> None:
        self.passed_s += seconds


@dataclass(kw_only=True)
class Posted:
    """A message that Slack has. `mark` is what its metadata holds."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    mark: str
    sent: Json


BEFORE = {
    "refused": lambda: URLError(ConnectionRefusedError(111, "refused")),
    "no_dns": lambda: URLError(OSErrorNamed("gaierror")),
    "slow_before": lambda: TimeoutError("timed out"),
}
"""The call never reached Slack, or Slack never did what it asked."""
AFTER = {
    "lost": lambda: http.client.RemoteDisconnected("closed"),
    "reset": lambda: ConnectionResetError(104, "reset"),
    "slow": lambda: TimeoutError("timed out"),
    "cut": lambda: http.client.IncompleteRead(b"{"),
}
"""Slack did it, and the answer never came."""


def OSErrorNamed(name: str) -> OSError:  # noqa: N802
    """An OSError of a class with this name, as socket raises it."""
    return type(name, (OSError,), {})()


@dataclass
class FakeSlack:
    """`faults` are met in turn, one a call; "" is none. Stands where slack_sdk's WebClient does.

    A fault is a word of BEFORE or AFTER, an HTTP status ("500", "500_after", "429", "429:1.5"), "html", "html_after",
    "died", "died_after", a word that `hooks` knows, or any other word, with which Slack refuses. One that begins with
    "post:" is met by a post alone; in front of another call it is dropped. "HOOK>FAULT" lets the hook happen first.
    """

    time: FakeTime
    faults: deque[str] = field(default_factory=deque)
    messages: list[Posted] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    updates: list[Json] = field(default_factory=list)
    history_error: str = ""
    """Met by every look into history."""
    refuses: dict[str, str] = field(default_factory=dict)
    """Destination -> the word with which it takes nothing."""
    token_error: str = ""
    hooks: dict[str, Callable[[], None]] = field(default_factory=dict)
    """Words of faults -> what happens after Slack did it, before its answer comes; or before all, with ">"."""
    direct: dict[str, str] = field(default_factory=dict)
    page: int = 100
    watch: Callable[[Posted], None] = lambda message: None
    """Sees each message at the moment when Slack takes it."""

    def chat_postMessage(self, **sent: Any) -> SlackResponse:  # noqa: N802
        channel = self.direct.get(sent["channel"], sent["channel"])

        def post() -> Json:
            ts = f"{self.time.true_now().timestamp():.3f}{len(self.messages):06d}"
            mark = sent["metadata"]["event_payload"]["id"]
            blocks = sent.get("blocks") or []
            message = Posted(channel=channel, ts=ts, text=sent["text"], blocks=blocks, mark=mark, sent=sent)
            self.messages.append(message)
            self.watch(message)
            return {"ok": True, "channel": channel, "ts": ts}

        return self._answer("chat.postMessage", post, self.refuses.get(sent["channel"], ""))

    def chat_update(self, **sent: Any) -> SlackResponse:
        def update() -> Json:
            self.updates.append(sent)
            return {"ok": True, "channel": sent["channel"], "ts": sent["ts"]}

        return self._answer("chat.update", update, self.refuses.get(sent["channel"], ""))

    def conversations_history(self, **asked: Any) -> SlackResponse:
        def read() -> Json:
            assert asked["include_all_metadata"] is True
            oldest, start = float(asked["oldest"]), int(asked["cursor"] or 0)
            there = [one for one in self.messages if one.channel == asked["channel"] and float(one.ts) >= oldest]
            there = [one for one in there if not one.sent.get("thread_ts")]
            page = there[::-1][start : start + self.page]
            more = str(start + self.page) if start + self.page < len(there) else ""
            return {"ok": True, "messages": [_shown(one) for one in page], "response_metadata": {"next_cursor": more}}

        return self._answer("conversations.history", read, self.history_error)

    def conversations_replies(self, *, ts: str, **asked: Any) -> SlackResponse:
        def read() -> Json:
            there = [one for one in self.messages if one.sent.get("thread_ts") == ts or one.ts == ts]
            return {"ok": True, "messages": [_shown(one) for one in there], "response_metadata": {"next_cursor": ""}}

        return self._answer("conversations.replies", read, self.history_error)

    def auth_test(self) -> SlackResponse:
        return self._answer("auth.test", lambda: {"ok": True}, "", has_faults=False)

    def marks(self) -> list[str]:
        return [one.mark for one in self.messages]

    def _answer(self, method: str, do: Callable[[], Json], refusal: str, *, has_faults: bool = True) -> SlackResponse:
        self.calls.append(method)
        refusal = self.token_error or refusal
        if refusal:
            raise _refused(refusal)
        fault = self.faults.popleft() if has_faults and self.faults else ""
        if fault.startswith("post:"):
            fault = fault.removeprefix("post:") if method == "chat.postMessage" else ""
        if ">" in fault:
            hook, _, fault = fault.partition(">")
            self.hooks[hook]()
        if fault in BEFORE:
            raise BEFORE[fault]()
        if fault == "died":
            raise WorkerDied
        if fault in ("", "html_after", "died_after", "500_after", *AFTER, *self.hooks):
            return self._after(fault, do())
        raise _failure(fault)

    def _after(self, fault: str, answer: Json) -> SlackResponse:
        if fault in self.hooks:
            self.hooks[fault]()
        if fault == "died_after":
            raise WorkerDied
        if fault in AFTER:
            raise AFTER[fault]()
        if fault in ("html_after", "500_after"):
            raise _failure(fault.removesuffix("_after"))
        return _response(200, answer)


def _shown(message: Posted) -> Json:
    metadata = {"event_type": "billing_bot_message", "event_payload": {"id": message.mark}}
    return {"type": "message", "ts": message.ts, "text": message.text, "metadata": metadata}


def _failure(fault: str) -> SlackApiError:
    status, _, retry_after = fault.partition(":")
    if fault == "html":
        return _refused("Received a response in a non-JSON format: <html>")
    if status.isdecimal():
        headers = {"Retry-After": retry_after or "1"} if status == "429" else {}
        word = "ratelimited" if status == "429" else "Received a response in a non-JSON format: "
        return SlackApiError("failed", _response(int(status), {"ok": False, "error": word}, headers))
    return _refused(fault)


def _refused(word: str) -> SlackApiError:
    return SlackApiError("refused", _response(200, {"ok": False, "error": word}))


def _response(status: int, data: Json, headers: Json | None = None) -> SlackResponse:
    return SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )
