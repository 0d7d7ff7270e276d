"""Whether claims may be posted in a channel, judged by what Slack says of it; what is not known is refused."""

from collections.abc import Mapping
from enum import Enum
from typing import Any


class ChannelState(Enum):
    """What a channel is to us."""

    PRIVATE = "private"
    PUBLIC = "public"
    SHARED = "shared"
    ARCHIVED = "archived"
    NOT_MEMBER = "not_member"
    NO_CHANNEL = "no_channel"
    NOT_FOUND = "not_found"
    """Not there, or a private one that the bot is not in: Slack does not say which."""
    NO_SCOPE = "no_scope"
    UNKNOWN = "unknown"


_INVITE = "Type `/invite @billing-bot` there, then send this again."
_WHY_NOT = {
    ChannelState.SHARED: "That channel is shared with another organization, so nothing about claims is posted there. "
    "Choose one of your own.",
    ChannelState.ARCHIVED: "That channel is archived. Choose another one.",
    ChannelState.NOT_MEMBER: f"I am not in that channel yet. {_INVITE}",
    ChannelState.NO_CHANNEL: "That is a conversation between people. Choose a channel.",
    ChannelState.NOT_FOUND: f"I cannot see that channel: it may be a private one that I am not in. {_INVITE}",
    ChannelState.NO_SCOPE: "Slack does not let me ask about channels. Ask an administrator to add channels:read and "
    "groups:read to the app's scopes (`billing-bot check` tells more).",
    ChannelState.UNKNOWN: "Slack did not tell what kind of channel that is, so I would not post there. Send this again "
    "in a minute.",
}
PUBLIC_NOTE = "is public: everybody in your workspace can read along there. A private channel is the better place."


def state_of_channel(channel: Mapping[str, Any]) -> ChannelState:
    """Of `channel` in the answer of conversations.info. Shared comes first: the others do not outweigh it."""
    if any(channel.get(name) for name in ("is_ext_shared", "is_pending_ext_shared", "is_org_shared", "is_shared")):
        return ChannelState.SHARED
    if channel.get("is_im") or channel.get("is_mpim"):
        return ChannelState.NO_CHANNEL
    if any(not isinstance(channel.get(name), bool) for name in ("is_ext_shared", "is_private", "is_member")):
        return ChannelState.UNKNOWN
    if channel.get("is_archived"):
        return ChannelState.ARCHIVED
    if not channel["is_member"]:
        return ChannelState.NOT_MEMBER
    return ChannelState.PRIVATE if channel["is_private"] else ChannelState.PUBLIC


def state_of_refusal(error: str) -> ChannelState:
    """Of Slack's word where it did not answer the question."""
    known = {"channel_not_found": ChannelState.NOT_FOUND, "missing_scope": ChannelState.NO_SCOPE}
    return known.get(error, ChannelState.UNKNOWN)


def why_not_post(state: ChannelState) -> str:
    """Why nothing may be posted there, and the mend; "" where it may."""
    return _WHY_NOT.get(state, "")
