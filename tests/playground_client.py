"""The playground's control door for tests: one method per call, each giving the parsed JSON; it asserts nothing."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

Json = dict[str, Any]


class PlaygroundClient:
    """Does what a person does, through HTTP. `user` and `channel` are ids or names; None means the first."""

    def __init__(self, url: str, *, timeout_s: float = 60.0) -> None:
        parts = urlsplit(url)
        self._host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self._timeout_s = timeout_s

    def command(
        self, command: str, text: str = "", *, user: str | None = None, channel: str | None = None, settle: bool = True
    ) -> Json:
        return self.post("command", user=user, channel=channel, command=command, text=text, settle=settle)

    def message(
        self, text: str, *, user: str | None = None, channel: str | None = None, thread_ts: str | None = None
    ) -> Json:
        return self.post("message", user=user, channel=channel, text=text, thread_ts=thread_ts)

    def click(
        self,
        action_id: str,
        *,
        user: str | None = None,
        message: str | None = None,
        view: str | None = None,
        value: object = None,
        block_id: str | None = None,
    ) -> Json:
        return self.post(
            "click", user=user, message=message, view=view, action_id=action_id, block_id=block_id, value=value
        )

    def submit(self, view: str, values: Json | None = None, *, user: str | None = None) -> Json:
        return self.post("submit", user=user, view=view, values=values or {})

    def suggest(
        self,
        action_id: str,
        text: str,
        *,
        user: str | None = None,
        message: str | None = None,
        view: str | None = None,
        block_id: str | None = None,
    ) -> Json:
        return self.post(
            "suggest", user=user, message=message, view=view, block_id=block_id, action_id=action_id, text=text
        )

    def shortcut(self, callback_id: str, *, user: str | None = None, message: str | None = None) -> Json:
        return self.post("shortcut", user=user, callback_id=callback_id, message=message)

    def home(self, *, user: str | None = None, tab: str | None = None) -> Json:
        return self.post("home", user=user, tab=tab)

    def close(self, view: str, *, user: str | None = None) -> Json:
        return self.post("close", user=user, view=view)

    def day(self, days: int = 1) -> Json:
        return self.post("day", days=days)

    def fault(self, kind: str, **how: object) -> Json:
        """`rate` or `count`, and `seconds` or `error` where the kind has them; kind "none" clears all."""
        return self.post("fault", kind=kind, **how)

    def messages(
        self, *, user: str | None = None, channel: str | None = None, thread_ts: str | None = None
    ) -> list[Json]:
        return list(self.get("messages", user=user, channel=channel, thread_ts=thread_ts)["messages"])

    def last_message(self, *, user: str | None = None, channel: str | None = None) -> Json:
        """The newest message this person sees. Raises LookupError when they see none."""
        seen = self.messages(user=user, channel=channel)
        if not seen:
            raise LookupError(f"{user or 'the first person'} sees no message")
        return dict(seen[-1])

    def views(self, *, user: str | None = None) -> Json:
        return self.get("views", user=user)

    def top_modal(self, *, user: str | None = None) -> Json:
        """The modal on top. Raises LookupError when none is open."""
        modals = self.views(user=user)["modals"]
        if not modals:
            raise LookupError(f"{user or 'the first person'} has no modal open")
        return dict(modals[-1])

    def calls(self, method: str | None = None) -> list[Json]:
        """Every call of the bot, or those of one method."""
        return [one for one in self.get("calls")["calls"] if method in (None, one["method"])]

    def people(self) -> list[Json]:
        return list(self.get("people")["people"])

    def channels(self, *, user: str | None = None) -> list[Json]:
        return list(self.get("channels", user=user)["channels"])

    def app(self) -> Json:
        return self.get("app")

    def faults(self) -> Json:
        return dict(self.get("fault")["faults"])

    def get(self, name: str, **query: str | None) -> Json:
        given = {key: value for key, value in query.items() if value is not None}
        return self.request("GET", f"/playground/{name}?{urlencode(given)}")[1]

    def post(self, name: str, **body: object) -> Json:
        given = {key: value for key, value in body.items() if value is not None}
        headers = {"Content-Type": "application/json"}
        return self.request("POST", f"/playground/{name}", json.dumps(given), headers)[1]

    def request(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Json]:
        """Status and parsed JSON of one request; {} where the answer is no JSON object."""
        connection = http.client.HTTPConnection(self._host, self.port, timeout=self._timeout_s)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, _parsed(response.read())
        finally:
            connection.close()

    def download(self, path: str) -> bytes:
        """The contents of a file, by the `url` in a message's `files`."""
        connection = http.client.HTTPConnection(self._host, self.port, timeout=self._timeout_s)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        finally:
            connection.close()


def _parsed(text: bytes) -> Json:
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
