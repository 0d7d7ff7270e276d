"""Trigger ids: proof that a person did something a moment ago, good for opening one modal; it opens nothing itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.clock import monotonic
from bot.playground.refusal import Refusal

KEPT_S = 600.0


@dataclass(slots=True, kw_only=True)
class _Trigger:
    person_id: str
    issued_at: float
    used: bool = False


class TriggerIds:
    """Issued trigger ids; each lasts `seconds` and works once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._issued: dict[str, _Trigger] = {}

    def issue(self, person_id: str) -> str:
        now = monotonic()
        self._drop_old(now)
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(person_id=person_id, issued_at=now)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """The person's id. Refuses: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if monotonic() - trigger.issued_at > self._seconds:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger.person_id

    def _drop_old(self, now: float) -> None:
        while self._issued:
            oldest = next(iter(self._issued))
            if now - self._issued[oldest].issued_at < KEPT_S:
                return
            del self._issued[oldest]
