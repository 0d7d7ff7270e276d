"""response_urls: five answers within thirty minutes to what a person just did; it posts nothing itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.playground.refusal import Refusal

USES = 5
KEPT = timedelta(days=7)


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Whom it answers, and where; `original_ts` is the message that was acted on, None for a command."""

    person_id: str
    channel_id: str
    original_ts: str | None
    issued_at: datetime
    uses: int = 0


class ResponseUrls:
    """Issued response_urls by their secret part."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._life = timedelta(seconds=seconds)
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, *, person_id: str, channel_id: str, original_ts: str | None) -> str:
        now = self._clock.now()
        self._drop_old(now)
        secret = secrets.token_urlsafe(18)
        self._issued[secret] = ResponseUrl(
            person_id=person_id, channel_id=channel_id, original_ts=original_ts, issued_at=now
        )
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """Count one use. Refuses: invalid_url, expired_url, used_url."""
        found = self._issued.get(secret)
        if found is None:
            raise Refusal("invalid_url")
        if self._clock.now() - found.issued_at > self._life:
            raise Refusal("expired_url")
        if found.uses >= USES:
            raise Refusal("used_url")
        found.uses += 1
        return found

    def _drop_old(self, now: datetime) -> None:
        """Forget what expired long ago; until then its use is answered with expired_url."""
        while self._issued:
            oldest = next(iter(self._issued))
            if now - self._issued[oldest].issued_at < KEPT:
                return
            del self._issued[oldest]
