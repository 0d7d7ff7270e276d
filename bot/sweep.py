"""The daily check: which claims need a person now, decided once each and kept; it never talks to Slack.

Running it once or a hundred times comes to the same: what was decided about an alert stands.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.alarms import Alarms
from bot.clock import Clock
from bot.dating import load_dating
from bot.routing import RoutingDesk
from bot.rules.calendar import Calendar
from bot.rules.sweeping import Decision, decide
from data.follow_up_models import Alert, DueClaim, Told
from data.reminder_models import Heartbeat
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.heartbeat import begin_beat, find_beat, finish_beat
from data.store.reminders import find_due, forget_future, has_decided, keep_decided, look_again_on

JOB = "sweep"
UNREADABLE_ALARM = "unreadable claim"
_AT_ONCE = 500
_BACKLOG = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A reminder that was decided now."""

    claim: DueClaim
    alert: Alert
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one check came to. `queued` is empty where everything that is due was decided before."""

    today: date
    looked_at: int
    queued: tuple[Queued, ...]


class Sweep:
    """Looks through what is due in parts, each in a transaction of its own."""

    def __init__(self, store: ClaimsFile, clock: Clock, routing: RoutingDesk, alarms: Alarms) -> None:
        self._store = store
        self._clock = clock
        self._routing = routing
        self._alarms = alarms

    def run(self, *, today: date | None = None, dry_run: bool = False) -> Swept:
        """As of that day. In a dry run nothing is kept."""
        day = today or self._clock.today()
        self._begin(day, dry_run=dry_run)
        small_cents = self._routing.practice().small_balance_cents
        looked_at, queued = 0, []
        for part in self._parts(day, small_cents, is_first=self._is_backlog(day), dry_run=dry_run):
            looked_at += len(part)
            queued += [one for one in part if one is not None]
        swept = Swept(today=day, looked_at=looked_at, queued=tuple(queued))
        self._finish(swept, dry_run=dry_run)
        return swept

    def _is_backlog(self, day: date) -> bool:
        """A practice begins with the bot, and with more than can be told one by one."""
        with self._store.read() as db:
            return not has_decided(db) and len(find_due(db, day, most=_BACKLOG + 1)) > _BACKLOG

    def _parts(self, day: date, small_cents: int, *, is_first: bool, dry_run: bool) -> Iterator[list[Queued | None]]:
        after = ("", 0)
        while True:
            with self._store.read() if dry_run else self._store.write() as db:
                calendar = self._calendar(db)
                due = find_due(db, day, after=after, most=_AT_ONCE)
                decided = [
                    (claim, decide(claim, day, calendar, small_cents=small_cents, is_first=is_first)) for claim in due
                ]
                if not dry_run:
                    self._keep(db, decided, day)
            yield [_queued(claim, decision) for claim, decision in decided]
            if len(due) < _AT_ONCE:
                return
            after = (due[-1].remind_on, due[-1].id)

    def _calendar(self, db: ClaimsDb) -> Calendar:
        return load_dating(db).calendar

    def _keep(self, db: ClaimsDb, decided: list[tuple[DueClaim, Decision]], day: date) -> None:
        at = self._clock.now()
        for claim, decision in decided:
            if not claim.is_readable:
                self._alarms.ring_within(db, UNREADABLE_ALARM, f"the steps of claim {claim.ref} cannot be read")
                continue
            alerts: list[tuple[Alert, tuple[Told, ...]]] = [(one, ()) for one in decision.silenced]
            if decision.spoken is not None:
                alerts.append((decision.spoken, decision.told))
            keep_decided(db, claim.id, alerts, today=day, at=at)
        look_again_on(db, [(claim.id, decision.next_on) for claim, decision in decided if claim.is_readable])

    def _begin(self, day: date, *, dry_run: bool) -> None:
        if not dry_run:
            with self._store.write() as db:
                begin_beat(db, JOB, self._clock.now())
                if forget_future(db, day):
                    _log.warning("decisions of later days were taken back today=%s", day)

    def _finish(self, swept: Swept, *, dry_run: bool) -> None:
        if not dry_run:
            with self._store.write() as db:
                counts = _added(find_beat(db, JOB), swept)
                finish_beat(db, JOB, self._clock.now(), counts)
        if swept.looked_at:
            _log.info("sweep looked_at=%s queued=%s", swept.looked_at, len(swept.queued))


def _added(beat: Heartbeat | None, swept: Swept) -> dict[str, int]:
    """What the checks of that day came to together."""
    before = beat.counts if beat and beat.counts.get("day") == swept.today.toordinal() else {}
    return {
        "day": swept.today.toordinal(),
        "looked_at": before.get("looked_at", 0) + swept.looked_at,
        "queued": before.get("queued", 0) + len(swept.queued),
    }


def _queued(claim: DueClaim, decision: Decision) -> Queued | None:
    return Queued(claim=claim, alert=decision.spoken, told=decision.told) if decision.spoken else None
