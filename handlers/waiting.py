"""A modal that says "one moment" until something is done, and what then takes its place; it knows no feature."""

import time
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Payload = dict[str, Any]
_TRIES = 12
_PAUSE_S = 0.25
"""How long a result waits for Slack to show the modal that it takes the place of."""


def waits_as(view: Payload) -> str:
    """The external id of the modal that stands while this submission is worked on."""
    return f"waits:{view['id']}:{view['hash']}"


def show_result(client: WebClient, view: Payload, shown: Payload) -> None:
    """In place of "one moment", which Slack may put up only after this runs: it is found by its own id.

    A modal that was closed meanwhile shows nothing.
    """
    for _ in range(_TRIES):
        if updated(client, shown, external_id=waits_as(view)):
            return
        time.sleep(_PAUSE_S)
    updated(client, shown, view_id=view["id"])


def updated(client: WebClient, shown: Payload, **which: str) -> bool:
    """Whether there was such a modal: by `view_id` or `external_id`."""
    try:
        client.views_update(view=shown, **which)
    except SlackApiError as error:
        if error.response.get("error") != "not_found":
            raise
        return False
    return True
