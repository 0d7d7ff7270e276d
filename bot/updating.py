"""Brings a message that stands in Slack up to date, in place; doing it twice does no harm, so nothing is looked for."""

import logging

from bot.aftermath import Aftermath
from bot.delivery_parts import Parts
from bot.sending import CallFailed, Place
from bot.views.blocks import View
from bot.views.outgoing import as_plain
from data.reminder_models import OutboxRow, OutboxState, PostedMessage
from data.store import outbox, outbox_ends, outbox_places

_SOON_S = 5.0
_GONE = ("message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_archived")
_log = logging.getLogger(__name__)


class Updater:
    """For `MessageKind.UPDATE`: `subject` and `destination` name the message."""

    def __init__(self, parts: Parts, aftermath: Aftermath) -> None:
        self._parts = parts
        self._after = aftermath

    def update(self, row: OutboxRow, leased_at: float) -> OutboxState:
        """What became of it. `leased_at` is monotonic."""
        subject, destination = row.outgoing.subject, row.outgoing.destination
        with self._parts.store.read() as db:
            posted = outbox_places.find_posted(db, subject, destination)
            may_come = outbox.has_unsettled(db, row)
        if may_come:  # rendered before the change, perhaps, and not there yet
            return self._after.put_off(row, seconds=_SOON_S)
        if posted is None:
            return self._after.cancel(row)
        try:
            view = self._parts.renderers[row.outgoing.kind](row)
            shaped = as_plain(view) if view is not None and row.is_plain else view
        except Exception:
            _log.exception("update not rendered row=%s", row.id)
            return self._after.not_rendered(row)
        if shaped is None:
            return self._after.cancel(row)
        return self._send(row, posted, shaped, leased_at)

    def _send(self, row: OutboxRow, posted: PostedMessage, view: View, leased_at: float) -> OutboxState:
        if not self._parts.has_time(leased_at) or not self._parts.pace.edits.take():
            return self._after.put_off(row, seconds=_SOON_S)
        place = Place(channel=posted.channel, ts=posted.ts)
        try:
            self._parts.sender.update(place, view)
        except CallFailed as failed:
            if failed.failure.error in _GONE:
                return self._forget(row, failed.failure.error)
            return self._after.failed(row, failed.failure, is_repeat=False)
        self._parts.breaker.answered()
        with self._parts.store.write() as db:
            outbox_ends.end_sent(db, row, channel=place.channel, ts=place.ts, at=self._parts.clock.now())
        return OutboxState.SENT

    def _forget(self, row: OutboxRow, error: str) -> OutboxState:
        with self._parts.store.write() as db:
            outbox_places.forget_posted(db, row.outgoing.subject, row.outgoing.destination)
        return self._after.cancel(row, error=error)
