"""The Slack app manifest: what the bot listens to, and the least scopes that it needs for that."""

from typing import Any

from bot.views import denial_ids, ids

_DESCRIPTION = "Code look-ups for medical coders and billers, answered at once and with their dates"
HISTORY_SCOPES = ("channels:history", "groups:history")
"""For looking whether a message of the bot's own arrived whose answer got lost. An administrator may leave them out:
then such a message waits, and goes out once more, saying that it may be a repeat."""
SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:history",
    "users:read",
    *HISTORY_SCOPES,
)
"""Mentions and direct messages are heard, answers and exports written, commands and shortcuts offered. Of a channel it
is asked whether it is shared and the bot is in it, of a person their time zone; nothing else is read."""
EVENTS = ("app_home_opened", "app_mention", "message.im")


def build_manifest() -> dict[str, Any]:
    """A manifest that Slack's "From a manifest" takes as it is."""
    return {
        "display_information": {
            "name": "billing-bot",
            "description": _DESCRIPTION,
            "background_color": "#1f3a4d",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "billing-bot", "always_online": True},
            "slash_commands": [
                _command(
                    ids.COMMAND_CODE, "Look up a code or find one by words", "[E11.9 | heart attack | wheelchair]"
                ),
                _command(denial_ids.COMMAND_DENIAL, "What a denial code means, what to do", "[CO-97 N30 | A7 562]"),
                _command(ids.COMMAND_CLAIM, "Where a claim stands", "[reference]"),
                _command(
                    ids.COMMAND_CLAIMS, "Worklists: claims by any words", "[denied aetna over 60 | unassigned | help]"
                ),
                _command(
                    ids.COMMAND_BILLING,
                    "Help, imports, payers, reports, and how you and your channels are told",
                    "[help | import | payers | report | settings | digest | about]",
                ),
            ],
            "shortcuts": [
                _shortcut("Find a code", "global", ids.SHORTCUT_FIND_CODE, "Search codes with type-ahead"),
                _shortcut("Look up codes here", "message", ids.SHORTCUT_CODES_HERE, "Look up what this message names"),
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, description: str, usage: str) -> dict[str, Any]:
    return {"command": name, "description": description, "usage_hint": usage, "should_escape": False}


def _shortcut(name: str, kind: str, callback_id: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}
