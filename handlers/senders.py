"""Who did something in Slack, and where, read from each kind of request; it decides nothing."""

from typing import Any

from bot.rules.access import Sender

Payload = dict[str, Any]
_WRITTEN = (None, "file_share", "thread_broadcast")
"""Message events with another subtype (edits, joins, deletions) are no message of a person."""


def find_sender(body: Payload, home_team: str) -> Sender | None:
    """None for an event behind which no person is: of a bot, an edit, a join."""
    if isinstance(body.get("event"), dict):
        return _of_event(body, body["event"], home_team)
    user = body.get("user")
    user = user if isinstance(user, dict) else {"id": body.get("user_id"), "team_id": body.get("team_id")}
    return Sender(
        team=user.get("team_id") or _id_in(body, "team"),
        user=user.get("id") or "",
        home_team=home_team,
        place=_place(body),
        is_shared_channel=body.get("is_ext_shared_channel") is True,
    )


def _of_event(body: Payload, event: Payload, home_team: str) -> Sender | None:
    user = event.get("user")
    if not isinstance(user, str) or not user or event.get("bot_id") or event.get("subtype") not in _WRITTEN:
        return None
    is_home = event.get("type") == "app_home_opened"
    return Sender(
        team=event.get("user_team") or event.get("team") or body.get("team_id") or "",
        user=user,
        home_team=home_team,
        place="home" if is_home else event.get("channel") or "",
        is_shared_channel=body.get("is_ext_shared_channel") is True,
    )


def _place(body: Payload) -> str:
    channel: str = body.get("channel_id") or _id_in(body, "channel")
    if channel:
        return channel
    view = body.get("view")
    kind: str = view.get("type", "") if isinstance(view, dict) else ""
    return kind


def _id_in(body: Payload, key: str) -> str:
    part = body.get(key)
    found: str = part.get("id") or "" if isinstance(part, dict) else ""
    return found
