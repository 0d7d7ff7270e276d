"""How the local Slack says no: Slack's own error word and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.playground.limit_checks import Problem


class Refusal(Exception):
    """`error` is Slack's word for it, like `not_in_channel`; `extra` goes into the answer beside it."""

    http_status = 200

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def as_json(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.extra}


class RateLimited(Refusal):
    """HTTP 429 with Retry-After."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("ratelimited")
        self.retry_after_s = retry_after_s


class ServerFailure(Refusal):
    """HTTP 500: Slack itself is in trouble."""

    http_status = 500


def refused_for(error: str, problems: Iterable[Problem]) -> Refusal:
    """A refusal that names every problem the way Slack does, in `errors` and `response_metadata.messages`."""
    told = [f"{one.says} [json-pointer:{one.pointer}]" for one in problems]
    return Refusal(error, errors=told, response_metadata={"messages": [f"[ERROR] {one}" for one in told]})
