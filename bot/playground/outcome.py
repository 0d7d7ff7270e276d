"""What came of something a person did, as the control door tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground.refusal import Refusal
from bot.playground.socket_mode import Ack

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`ack_ms` None: nothing was sent to the bot, or no ack came. `extra` stands beside the rest in the answer."""

    error: str | None = None
    ack_ms: float | None = None
    extra: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        return {"ok": self.error is None, "ack_ms": self.ack_ms, "error": self.error, **self.extra}


def from_ack(ack: Ack | None, **extra: Any) -> Outcome:
    """Fine when acknowledged, else no_ack."""
    if ack is None:
        hint = "The bot did not acknowledge within 3 seconds."
        return Outcome(error="no_ack", extra={"hint": hint, **extra})
    return Outcome(ack_ms=round(ack.ms, 3), extra=extra)


def from_refusal(refusal: Refusal, ack: Ack | None = None) -> Outcome:
    """Something that Slack itself refuses, before or after the bot's answer."""
    return Outcome(error=refusal.error, ack_ms=round(ack.ms, 3) if ack else None, extra=dict(refusal.extra))
