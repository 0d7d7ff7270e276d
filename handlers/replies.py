"""Answers by an interaction's response address: sent once, with Slack's refusals and silences told apart.

Bolt's own `respond` tries again when Slack's answer is lost, which posts twice, and returns refusals unraised.
"""

from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from data.errors import SlackRefused

_LONGEST_REASON = 60
_MOST_WAITS = 5


def reply_alone(respond: Respond, client: WebClient, user: str, **view: Any) -> None:
    """For the person alone, below what was pressed; in their own messages where that is the bot's page, for Slack gives
    no response address there.

    Raises as `reply` does.
    """
    if respond.response_url:
        reply(respond, response_type="ephemeral", replace_original=False, **view)
    else:
        client.chat_postMessage(channel=user, **view)


def reply(respond: Respond, **answer: Any) -> None:
    """Sends the answer to the address that `respond` holds; waits and tries again only when Slack says "too many".

    Raises SlackRefused with Slack's word where it was not taken, OSError where Slack's answer was lost.
    """
    patient = RateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)
    client = WebhookClient(respond.response_url or "", retry_handlers=[patient], proxy=respond.proxy, ssl=respond.ssl)
    response = client.send(**answer)
    if response.status_code != 200:
        raise SlackRefused((response.body or str(response.status_code))[:_LONGEST_REASON])
