"""Asks Slack what a channel is and where a person is, within an acknowledgement's time; it decides nothing."""

import logging
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.rules.channels import ChannelState, state_of_channel, state_of_refusal

TIMEOUT_S = 2
_log = logging.getLogger(__name__)


class SlackDirectory:
    """One call each, never repeated: where Slack does not answer in time, nothing is known."""

    def __init__(self, token: str, base_url: str) -> None:
        self._client = WebClient(token=token, base_url=base_url, timeout=TIMEOUT_S, retry_handlers=[])

    def state_of(self, channel: str) -> ChannelState:
        """Raises nothing: a question without an answer is `UNKNOWN`."""
        try:
            answer = self._client.conversations_info(channel=channel).get("channel")
        except SlackApiError as error:
            return state_of_refusal(_word(error))
        except Exception as error:  # slack_sdk lets through what urllib, ssl, http and json raise
            _log.warning("no answer about a channel error=%s", type(error).__name__)
            return ChannelState.UNKNOWN
        return state_of_channel(answer) if isinstance(answer, dict) else ChannelState.UNKNOWN

    def time_zone_of(self, user: str) -> str:
        """The IANA name that the person's Slack shows, "" where Slack does not say."""
        try:
            found: Any = (self._client.users_info(user=user).get("user") or {}).get("tz")
            return ZoneInfo(found).key
        except Exception as error:  # no answer, no zone, or none that is known here: the practice's will do
            _log.warning("no time zone of a person error=%s", type(error).__name__)
            return ""


def _word(error: SlackApiError) -> str:
    word = error.response.get("error")
    return word if isinstance(word, str) else ""
