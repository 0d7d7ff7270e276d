"""The one client that posts for the outbox: a message, an update, a page of history; it never tries anything twice.

slack_sdk's usual client posts twice when Slack takes a message and the answer is lost, so this one has no retry
handlers: what becomes of a failed call is for `bot/delivery.py` to decide.
"""

import hashlib
import hmac
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.rules.slack_errors import Failure
from bot.views.blocks import View

TIMEOUT_S = 10
EVENT_TYPE = "billing_bot_message"
_PAGE = 200
_NAMESPACE = uuid.UUID("6f0c2a52-9f0e-5b7e-8a55-0d6c8f3d1b11")
_WORD = re.compile(r"[a-z][a-z0-9_]{2,60}")


class CallFailed(Exception):
    """A call to Slack without the answer that it should have; what it did is for `classify` to say."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.word)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message stands: what Slack calls it by."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Marks of our messages on a page of history, with the ts of each. `cursor` "" on the last page."""

    marks: dict[str, str]
    cursor: str


def make_client(token: str, base_url: str) -> WebClient:
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT_S, retry_handlers=[])


def mark_of(secret: str, key: str) -> str:
    """What a message carries to be known by. Anybody in the workspace can read it, so it tells nothing of the key."""
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()


class SlackSender:
    """Each method is one call. All raise CallFailed."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def post(self, destination: str, view: View, mark: str, *, has_id: bool = True, thread_ts: str = "") -> Place:
        """`has_id`: with an id by which Slack may drop a second one. It is not documented, so nothing relies on it.

        `thread_ts`: in the thread of that message, and nowhere else.
        """
        extra = {"client_msg_id": str(uuid.uuid5(_NAMESPACE, f"{destination} {mark}"))} if has_id else {}
        answer = _call(
            self._client.chat_postMessage,
            channel=destination,
            text=view["text"],
            blocks=view.get("blocks"),
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": mark}},
            unfurl_links=False,
            unfurl_media=False,
            link_names=False,
            thread_ts=thread_ts or None,
            **extra,
        )
        return Place(channel=_text(answer, "channel"), ts=_text(answer, "ts"))

    def update(self, place: Place, view: View) -> None:
        _call(
            self._client.chat_update,
            channel=place.channel,
            ts=place.ts,
            text=view["text"],
            blocks=view.get("blocks", []),
            link_names=False,
        )

    def read_history(self, channel: str, *, oldest: datetime, cursor: str = "", thread_ts: str = "") -> HistoryPage:
        """Messages since then; with `thread_ts` those of that message's thread, which history leaves out."""
        asked = {
            "channel": channel,
            "oldest": f"{oldest.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE,
            "cursor": cursor or None,
        }
        if thread_ts:
            answer = _call(self._client.conversations_replies, ts=thread_ts, **asked)
        else:
            answer = _call(self._client.conversations_history, **asked)
        messages, more = answer.get("messages"), answer.get("response_metadata") or {}
        if not isinstance(messages, list) or not isinstance(more, dict):
            raise CallFailed(Failure(status=200))
        return HistoryPage(marks=_marks(messages), cursor=str(more.get("next_cursor") or ""))

    def check_token(self) -> None:
        _call(self._client.auth_test)

    def find_time(self) -> datetime | None:
        """Slack's own time, to the second; None where it does not say."""
        try:
            answer = self._client.auth_test()
            headers = {str(name).lower(): value for name, value in answer.headers.items()}
            return parsedate_to_datetime(headers["date"]).astimezone(UTC)
        except Exception:  # whatever went wrong, the time is not known
            return None


def _call(method: Callable[..., Any], **arguments: Any) -> Mapping[str, Any]:
    """Slack's answer, where it is a whole "ok". Whatever is raised on the way becomes CallFailed."""
    try:
        answer = method(**arguments)
        data = answer.data
    except SlackApiError as error:
        raise CallFailed(_refusal(error)) from error
    except Exception as error:  # slack_sdk lets through what urllib, ssl, http and json raise
        raise CallFailed(Failure(exceptions=tuple(_names(error)))) from error
    if not isinstance(data, dict) or data.get("ok") is not True:
        raise CallFailed(Failure(status=200))
    return data


def _refusal(error: SlackApiError) -> Failure:
    """slack_sdk puts the body of an answer that is no JSON where Slack's word should be: it is left out."""
    response = error.response
    data = response.data if isinstance(response.data, dict) else {}
    word = data.get("error")
    is_word = isinstance(word, str) and bool(_WORD.fullmatch(word))
    headers = {str(name).lower(): value for name, value in (response.headers or {}).items()}
    return Failure(
        status=response.status_code,
        error=word if is_word and isinstance(word, str) else "",
        retry_after=headers.get("retry-after"),
    )


def _names(error: BaseException) -> list[str]:
    """Names of the exception and of its causes: urllib hides the cause in `reason`."""
    names: list[str] = []
    cause: object = error
    while isinstance(cause, BaseException) and len(names) < 5:
        names.append(type(cause).__name__)
        cause = getattr(cause, "reason", None) or cause.__cause__
    return names


def _text(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise CallFailed(Failure(status=200))
    return value


def _marks(messages: list[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for message in messages:
        metadata = message.get("metadata") if isinstance(message, dict) else None
        payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
        mark = payload.get("id") if isinstance(payload, dict) else None
        if isinstance(mark, str) and isinstance(message.get("ts"), str):
            found[mark] = message["ts"]
    return found
