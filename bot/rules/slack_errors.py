"""What a call to Slack that failed means for the message it carried; it knows no client and waits for nothing.

Sources: the errors that Slack documents for chat.postMessage, chat.update and conversations.history, and what slack_sdk
raises when a server misbehaves.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

LONGEST_WAIT_S = 3600.0
"""Longer than this no Retry-After is obeyed; a person is told instead."""
_USUAL_WAIT_S = 30.0


class FailureKind(StrEnum):
    RATE = "rate"
    """Too many: it was not sent."""
    SURELY_NOT_SENT = "surely_not_sent"
    """Slack was not reached at all."""
    AMBIGUOUS = "ambiguous"
    """It may have been sent."""
    DESTINATION = "destination"
    """Nothing can go there."""
    WORKSPACE = "workspace"
    """Nothing can go anywhere: the token or the app is refused."""
    PAYLOAD = "payload"
    """This content is refused."""
    UNKNOWN = "unknown"
    """A refusal that nobody here knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """How a call failed. `error` is Slack's word; `exceptions` the names of what was raised, the cause last."""

    status: int | None = None
    error: str = ""
    retry_after: str | None = None
    """The header as it came."""
    exceptions: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """One word for logs and rows."""
        return self.error or (f"http_{self.status}" if self.status else self.exceptions[-1] if self.exceptions else "")


_RATE = ("ratelimited", "rate_limited", "message_limit_exceeded")
_AMBIGUOUS = ("fatal_error", "internal_error", "request_timeout", "service_unavailable")
_DESTINATION = (
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "ekm_access_denied",
    "messages_tab_disabled",
    "cannot_dm_bot",
    "user_not_found",
)
_WORKSPACE = ("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed", "missing_scope")
_PAYLOAD = ("msg_too_long", "msg_blocks_too_long", "too_many_attachments", "no_text")
_NEVER_CONNECTED = ("gaierror", "ConnectionRefusedError", "SSLCertVerificationError", "CertificateError")


def classify(failure: Failure) -> FailureKind:
    """Where nothing says that it was surely not sent, it may have been."""
    if failure.status == 429 or failure.error in _RATE:
        return FailureKind.RATE
    if any(name in _NEVER_CONNECTED for name in failure.exceptions):
        return FailureKind.SURELY_NOT_SENT
    if failure.status is None or failure.status >= 500 or not failure.error:
        return FailureKind.AMBIGUOUS
    return _of_word(failure.error)


def _of_word(error: str) -> FailureKind:
    if error in _AMBIGUOUS or (error.startswith("duplicate_") and error.endswith("_not_found")):
        return FailureKind.AMBIGUOUS
    if error in _DESTINATION or error.startswith("restricted_action"):
        return FailureKind.DESTINATION
    if error in _WORKSPACE:
        return FailureKind.WORKSPACE
    if error in _PAYLOAD or error.startswith(("invalid_blocks", "invalid_metadata_")):
        return FailureKind.PAYLOAD
    return FailureKind.UNKNOWN


def wait_s(retry_after: str | None) -> float:
    """Seconds to wait by a Retry-After header, at most an hour; half a minute where it says nothing usable."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return _USUAL_WAIT_S
    if math.isnan(seconds) or seconds < 0:
        return _USUAL_WAIT_S
    return min(seconds, LONGEST_WAIT_S)


def is_too_long(retry_after: str | None) -> bool:
    """Whether Slack asked for a longer wait than is obeyed."""
    try:
        return float(retry_after or "") > LONGEST_WAIT_S
    except ValueError:
        return False
