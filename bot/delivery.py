"""Sends what waits in the outbox, each message once, as fast as Slack permits; it decides no text and no destination.

A worker leases one row at a time. A row whose call got no answer is looked for in Slack by its mark before it is sent
again, so that neither a lost answer nor a worker that dies between the post and its record makes a second message. What
is left: a worker that freezes for longer than its lease between its last look at it and the write to the socket, and a
clock that is set ahead twice while one call is under way.
"""

import logging
import random
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.aftermath import Aftermath
from bot.alarms import Alarms
from bot.breaker import Breaker
from bot.clock import Clock, monotonic
from bot.courier import Courier
from bot.delivery_parts import Parts, Renderer, Reroute, Timing
from bot.pace import Pace
from bot.sending import CallFailed, SlackSender
from bot.updating import Updater
from data.errors import ClaimStoreUnusable
from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store import alarms as alarms_kept
from data.store import outbox
from data.store.claims_file import ClaimsFile
from data.store.outbox_places import get_secret

MOST_IN_A_RUN = 500
LATE_ALARM = "late"
_SHORTEST_SLEEP_S = 0.001
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One run. `waiting` counts what should be out already and is not."""

    sent: int = 0
    cancelled: int = 0
    dead: int = 0
    waiting: int = 0


class Delivery:
    """A worker. Several may run at once, in one process or in many."""

    def __init__(
        self,
        store: ClaimsFile,
        clock: Clock,
        sender: SlackSender,
        renderers: Mapping[MessageKind, Renderer],
        pace: Pace,
        *,
        reroute: Reroute,
        alarms: Alarms | None = None,
        may_send: Callable[[], bool] = lambda: True,
        timing: Timing | None = None,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], object] | None = None,
        chance: random.Random | None = None,
    ) -> None:
        """`may_send` holds everything back while it is False: the watchdog's pause. `now` is monotonic."""
        timing = timing or Timing()
        self._parts = parts = Parts(
            store=store,
            clock=clock,
            sender=sender,
            renderers=renderers,
            reroute=reroute,
            pace=pace,
            breaker=Breaker(now, rest_s=timing.rest_s),
            alarms=alarms or Alarms(store, clock),
            timing=timing,
            now=now,
            chance=chance or random.Random(),  # noqa: S311 (pauses, nothing secret)
        )
        with store.write() as db:
            secret = get_secret(db)
        aftermath = Aftermath(parts)
        self._courier = Courier(parts, aftermath, secret)
        self._updater = Updater(parts, aftermath)
        self._aftermath = aftermath
        self._may_send = may_send
        self._stopping = threading.Event()
        self._sleep = sleep or self._stopping.wait
        self._running = threading.Lock()

    def deliver(self, limit: int = MOST_IN_A_RUN) -> Delivered:
        """One run of at most so many messages, the most urgent first. While another thread is at it: only counts.

        Raises ClaimStoreUnusable; a message that was under way then is looked for later.
        """
        ended: Counter[OutboxState] = Counter()
        if self._running.acquire(blocking=False):
            try:
                self._take_back()
                while ended.total() < limit and (row := self._next()) is not None:
                    ended[self._carry(row)] += 1
                self._watch_late()
            finally:
                self._running.release()
        with self._parts.store.read() as db:
            waiting = outbox.count_due(db, self._parts.clock.now())
        return Delivered(
            sent=ended[OutboxState.SENT],
            cancelled=ended[OutboxState.CANCELLED],
            dead=ended[OutboxState.DEAD],
            waiting=waiting,
        )

    def may_send(self) -> bool:
        """Whether anything may go out now: while the clock cannot be right, nothing may."""
        return self._may_send()

    def stop(self) -> None:
        """For good: the message under way is finished, no other is begun."""
        self._stopping.set()

    def _take_back(self) -> None:
        timing, now = self._parts.timing, self._parts.clock.now()
        with self._parts.store.read() as db:
            if not outbox.has_expired(db, now=now, lease=timing.lease):
                return
        with self._parts.store.write() as db:
            taken = outbox.release_expired(db, now=now, lease=timing.lease, pause=timing.takeover_pause)
        _log.warning("leases taken back rows=%s", taken)

    def _next(self) -> OutboxRow | None:
        """The next row of this run, after the wait that the pace demands; None ends the run."""
        pace = self._parts.pace
        while self._may_go_on():
            wait_s: float | None = pace.posts.wait_s()
            if not wait_s:
                row = self._lease()
                if row is not None:
                    return row
                wait_s = self._wait_for_destination_s()
            if wait_s is None or wait_s > self._parts.timing.patience_s:
                return None
            self._sleep(max(wait_s, _SHORTEST_SLEEP_S))
        return None

    def _lease(self) -> OutboxRow | None:
        """None without a write where there is nothing to do: an import may be writing."""
        if not self._has_ready():
            return None
        with self._parts.store.write() as db:
            return outbox.lease_next(
                db,
                now=self._parts.clock.now(),
                lease=self._parts.timing.lease,
                owner=secrets.token_hex(8),
                without=self._parts.pace.busy().keys(),
            )

    def _has_ready(self) -> bool:
        with self._parts.store.read() as db:
            return outbox.has_ready(db, self._parts.clock.now())

    def _wait_for_destination_s(self) -> float | None:
        """Until a destination that had a message just now takes the next; None where none has one waiting."""
        return min(self._parts.pace.busy().values(), default=0.0) if self._has_ready() else None

    def _may_go_on(self) -> bool:
        breaker = self._parts.breaker
        if self._stopping.is_set() or breaker.rests or not self._may_send():
            return False
        if breaker.is_check_due:
            self._check_token()
        return not breaker.is_open

    def _check_token(self) -> None:
        try:
            self._parts.sender.check_token()
        except CallFailed as failed:
            _log.warning("Slack still refuses the bot error=%s", failed.failure.word)
            self._parts.breaker.refused()
        else:
            self._parts.breaker.accepted()

    def _carry(self, row: OutboxRow) -> OutboxState:
        """What became of the row. One message that makes trouble does not stop the others."""
        leased_at = self._parts.now()
        carry = self._updater.update if row.outgoing.kind is MessageKind.UPDATE else self._courier.post
        try:
            return carry(row, leased_at)
        except ClaimStoreUnusable:
            raise
        except Exception:
            _log.exception("message not handled row=%s kind=%s", row.id, row.outgoing.kind)
            return self._aftermath.stumbled(row)

    def _watch_late(self) -> None:
        with self._parts.store.read() as db:
            late = outbox.count_late(db, self._parts.clock.now() - self._parts.timing.late)
            is_known = alarms_kept.is_ringing(db, LATE_ALARM)
        if late and not is_known:
            text = f"{late} messages have failed for more than half an hour and are still tried"
            self._parts.alarms.ring(LATE_ALARM, text)
        elif is_known and not late:
            self._parts.alarms.end(LATE_ALARM)
