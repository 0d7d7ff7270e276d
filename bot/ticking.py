"""One tick of the reminders: the daily check, the messages of what waits, their delivery; each part safe to repeat."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.addressing import AddressBook
from bot.card_updates import CardUpdates
from bot.clock import Clock
from bot.delivery import Delivered, Delivery
from bot.gathering import Gathering
from bot.notices import Notices
from bot.redating import Redating
from bot.sweep import Sweep
from data.store.claims_file import ClaimsFile
from data.store.heartbeat import begin_beat, finish_beat

JOB = "tick"
_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class Ticker:
    """What the scheduler calls. A part that fails is logged, and the others are done all the same."""

    def __init__(
        self,
        store: ClaimsFile,
        clock: Clock,
        redating: Redating,
        sweep: Sweep,
        cards: CardUpdates,
        gathering: Gathering,
        notices: Notices,
        book: Callable[[], AddressBook],
        *,
        days_ahead_file: Path | None = None,
    ) -> None:
        """`days_ahead_file`: where days are turned by hand, its neighbor says which of them is done with."""
        self._store = store
        self._clock = clock
        self._redating = redating
        self._sweep = sweep
        self._cards = cards
        self._gathering = gathering
        self._notices = notices
        self._book = book
        self._days_ahead_file = days_ahead_file

    def tick(self, delivery: Delivery) -> Delivered | None:
        """None where nothing could be delivered."""
        days_ahead = self._days_ahead()
        self._try(lambda: self._beat(is_begun=True))
        if delivery.may_send():  # else the clock cannot be right, and what is due is not known
            self._try(lambda: self._redating.follow(self._clock.today()))
            self._try(self._sweep.run)
            self._try(self._cards.add)
            self._try(self._gathering.gather)
            self._try(self._add_daily)
        delivered = self._try(delivery.deliver)
        self._try(lambda: self._beat(is_begun=False, delivered=delivered))
        if delivered is not None and not delivered.waiting:
            self._say_drained(days_ahead)
        return delivered

    def _add_daily(self) -> bool:
        """Once the practice's day has begun; a practice without a channel for it has the same in App Home."""
        book = self._book()
        channel = book.practice.admin_channel
        if not channel:
            return False
        office = book.office(channel)
        if not book.is_digest_time(office.hours):
            return False
        with self._store.write() as db:
            return self._notices.add_daily(db, channel, book.day_of(office.hours))

    def _try(self, part: Callable[[], _Result]) -> _Result | None:
        try:
            return part()
        except Exception:  # the edge of one part: the others are done all the same
            _log.exception("part of a tick failed part=%s", getattr(part, "__qualname__", part))
            return None

    def _beat(self, *, is_begun: bool, delivered: Delivered | None = None) -> None:
        now = self._clock.now()
        with self._store.write() as db:
            if is_begun:
                begin_beat(db, JOB, now)
            else:
                counts = (
                    {"sent": delivered.sent, "dead": delivered.dead, "waiting": delivered.waiting} if delivered else {}
                )
                finish_beat(db, JOB, now, counts)

    def _days_ahead(self) -> str:
        if self._days_ahead_file is None:
            return ""
        try:
            return self._days_ahead_file.read_text(encoding="ascii").strip()
        except OSError:
            return "0"

    def _say_drained(self, days_ahead: str) -> None:
        if self._days_ahead_file is not None:
            self._days_ahead_file.with_name(f"{self._days_ahead_file.name}.drained").write_text(
                days_ahead, encoding="ascii"
            )
