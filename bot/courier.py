"""Carries one message to Slack: looked for where it may be there already, rendered now, posted, recorded."""

import logging
from dataclasses import replace

from bot.aftermath import DESTINATION_ALARM, WORKSPACE_ALARM, Aftermath
from bot.delivery_parts import Parts
from bot.reconciling import Search, Seen, look_for
from bot.rules.resending import is_last_day, repeat_at
from bot.rules.slack_errors import FailureKind
from bot.sending import CallFailed, Place, mark_of
from bot.views.blocks import View
from bot.views.outgoing import as_plain, as_repeat
from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store import alarms, outbox, outbox_ends, outbox_places

_log = logging.getLogger(__name__)


class Courier:
    """For every kind of message but an update in place."""

    def __init__(self, parts: Parts, aftermath: Aftermath, secret: str) -> None:
        self._parts = parts
        self._after = aftermath
        self._secret = secret

    def post(self, row: OutboxRow, leased_at: float) -> OutboxState:
        """What became of it. `leased_at` is monotonic."""
        if row.outgoing.kind is MessageKind.REPLY and not self._thread(row):
            return self._after.cancel(row)
        if row.is_ambiguous:
            search = self._search(row)
            if search.place is not None:
                return self._record(row, search.place)
            if search.seen is not Seen.ABSENT:
                return self._post_unseen(row, search, leased_at)
            row = replace(row, is_ambiguous=False)
        return self._post_once(row, leased_at, is_repeat=False)

    def _post_unseen(self, row: OutboxRow, search: Search, leased_at: float) -> OutboxState:
        """It may be there, and could not be looked for."""
        is_out_of_reach = search.seen is Seen.UNREADABLE and self._find_broken(row) is not None
        if is_out_of_reach or self._may_repeat(row, search):
            return self._post_once(row, leased_at, is_repeat=True)
        return self._after.unseen(row, search)

    def _post_once(self, row: OutboxRow, leased_at: float, *, is_repeat: bool) -> OutboxState:
        broken = self._find_broken(row)
        if broken is not None:
            return self._after.reroute(row, broken)
        return self._render_and_send(row, leased_at, is_repeat=is_repeat)

    def _find_broken(self, row: OutboxRow) -> str | None:
        since = self._parts.clock.now() - self._parts.timing.broken
        with self._parts.store.read() as db:
            return outbox_places.find_broken(db, row.outgoing.destination, since)

    def _search(self, row: OutboxRow) -> Search:
        destination = row.outgoing.destination
        channel: str | None = destination
        if outbox_places.is_person(destination):
            with self._parts.store.read() as db:
                channel = outbox_places.find_direct(db, destination)
        oldest = (row.first_try_at or row.created_at) - self._parts.timing.history_margin
        mark = mark_of(self._secret, row.outgoing.key)
        thread_ts = self._thread(row)
        search = look_for(self._parts.sender, self._parts.pace, channel, mark, oldest=oldest, thread_ts=thread_ts)
        if search.seen in (Seen.FOUND, Seen.ABSENT):
            self._parts.breaker.answered()
        return search

    def _thread(self, row: OutboxRow) -> str:
        """Of a reply: the message that it stands below; "" for every other kind, and where that message is gone."""
        if row.outgoing.kind is not MessageKind.REPLY:
            return ""
        with self._parts.store.read() as db:
            posted = outbox_places.find_posted(db, row.outgoing.subject, row.outgoing.destination)
        return posted.ts if posted else ""

    def _may_repeat(self, row: OutboxRow, search: Search) -> bool:
        """A second message is better than none where nobody can ever look, and on the last day."""
        now, today = self._parts.clock.now(), self._parts.clock.today()
        if search.seen is Seen.HINDERED and search.kind in (FailureKind.WORKSPACE, FailureKind.DESTINATION):
            return False
        is_worth_it = search.seen is Seen.UNREADABLE or is_last_day(row, today)
        return is_worth_it and now >= repeat_at(row, today, now)

    def _render_and_send(self, row: OutboxRow, leased_at: float, *, is_repeat: bool) -> OutboxState:
        try:
            view = self._parts.renderers[row.outgoing.kind](row)
            shaped = None if view is None else _shaped(row, view, is_repeat=is_repeat)
        except Exception:
            _log.exception("message not rendered row=%s kind=%s", row.id, row.outgoing.kind)
            return self._after.not_rendered(row)
        if shaped is None:
            return self._after.cancel(row)
        return self._send(row, shaped, leased_at, is_repeat=is_repeat)

    def _send(self, row: OutboxRow, view: View, leased_at: float, *, is_repeat: bool) -> OutboxState:
        """The last look at the lease is just before the post."""
        destination = row.outgoing.destination
        with self._parts.store.read() as db:
            is_leased = outbox.is_leased(db, row)
        if not is_leased:
            _log.warning("lease lost row=%s", row.id)
            return OutboxState.PENDING
        if not self._parts.has_time(leased_at):
            return self._after.too_slow(row)
        if not self._parts.pace.take_post(destination):
            return self._after.put_off(row, seconds=0)
        has_id = not row.last_error.startswith("duplicate_")
        mark = mark_of(self._secret, row.outgoing.key)
        try:
            place = self._parts.sender.post(destination, view, mark, has_id=has_id, thread_ts=self._thread(row))
        except CallFailed as failed:
            return self._after.failed(row, failed.failure, is_repeat=is_repeat)
        self._mend(destination)
        return self._record(row, place)

    def _record(self, row: OutboxRow, place: Place) -> OutboxState:
        with self._parts.store.write() as db:
            is_ours = outbox_ends.end_sent(db, row, channel=place.channel, ts=place.ts, at=self._parts.clock.now())
        if not is_ours:
            _log.warning("sent after the lease was lost row=%s", row.id)
            return OutboxState.PENDING
        return OutboxState.SENT

    def _mend(self, destination: str) -> None:
        """A message went there, so that what was said of it and of Slack is over."""
        self._parts.breaker.answered()
        with self._parts.store.read() as db:
            is_known = outbox_places.is_broken(db, destination) or alarms.is_ringing(db, WORKSPACE_ALARM)
        if not is_known:
            return
        with self._parts.store.write() as db:
            outbox_places.mend_destination(db, destination)
            self._parts.alarms.end_within(db, DESTINATION_ALARM + destination)
            self._parts.alarms.end_within(db, WORKSPACE_ALARM)


def _shaped(row: OutboxRow, view: View, *, is_repeat: bool) -> View:
    shaped = as_plain(view) if row.is_plain else view
    return as_repeat(shaped) if is_repeat else shaped
