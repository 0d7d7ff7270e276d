"""Answers by an interaction's response address, whose refusals slack_sdk returns instead of raising."""

from typing import Any

from slack_bolt import Respond

from data.errors import SlackRefused

_LONGEST_REASON = 60


def reply(respond: Respond, **answer: Any) -> None:
    """Sends the answer. Raises SlackRefused with Slack's word where it was not taken."""
    response = respond(**answer)
    if response.status_code != 200:
        raise SlackRefused((response.body or str(response.status_code))[:_LONGEST_REASON])
