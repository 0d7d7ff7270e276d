"""Looks in Slack for a message that may have been posted; it sends nothing and changes nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.pace import Pace
from bot.rules.slack_errors import Failure, FailureKind, classify, wait_s
from bot.sending import CallFailed, Place, SlackSender

MOST_PAGES = 20


class Seen(StrEnum):
    FOUND = "found"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    """Nobody can look there: it stays unknown."""
    HINDERED = "hindered"
    """Not this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """`place` where it was found, `failure` where it could not be looked for."""

    seen: Seen
    place: Place | None = None
    failure: Failure = field(default_factory=Failure)

    @property
    def kind(self) -> FailureKind:
        return classify(self.failure)


def look_for(
    sender: SlackSender, pace: Pace, channel: str | None, mark: str, *, oldest: datetime, thread_ts: str = ""
) -> Search:
    """The message with this mark among all that were posted there, or in that thread, since then.

    `channel` None: the conversation with a person to whom nothing has gone yet, which Slack does not tell us.
    """
    if channel is None:
        return Search(seen=Seen.UNREADABLE, failure=Failure(error="conversation_unknown"))
    cursor = ""
    for _ in range(MOST_PAGES):
        if not pace.reads.take():
            return Search(seen=Seen.HINDERED, failure=Failure(error="ratelimited"))
        try:
            page = sender.read_history(channel, oldest=oldest, cursor=cursor, thread_ts=thread_ts)
        except CallFailed as failed:
            return _failed(pace, failed.failure)
        if mark in page.marks:
            return Search(seen=Seen.FOUND, place=Place(channel=channel, ts=page.marks[mark]))
        if not page.cursor:
            return Search(seen=Seen.ABSENT)
        cursor = page.cursor
    return Search(seen=Seen.UNREADABLE, failure=Failure(error="history_too_long"))


def _failed(pace: Pace, failure: Failure) -> Search:
    if classify(failure) is FailureKind.RATE:
        pace.reads.stop(wait_s(failure.retry_after))
    seen = Seen.UNREADABLE if failure.error == "missing_scope" else Seen.HINDERED
    return Search(seen=seen, failure=failure)
