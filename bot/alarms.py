"""Raises and ends alarms: kept in the store for `billing-bot check`, logged, and told once to whoever wants to know."""

import logging
from collections.abc import Callable

from bot.clock import Clock
from data.reminder_models import Alarm
from data.store import alarms
from data.store.claims_file import ClaimsDb, ClaimsFile

Tell = Callable[[ClaimsDb, Alarm], None]
"""Called once for each new alarm, inside the write that keeps it: it adds a message to the outbox, or nothing."""
_log = logging.getLogger(__name__)


class Alarms:
    """One matter, one name. Slack may be what is broken, so nothing here relies on it."""

    def __init__(self, store: ClaimsFile, clock: Clock, tell: Tell | None = None) -> None:
        self._store = store
        self._clock = clock
        self._tell = tell

    def ring(self, name: str, text: str, *, tells: bool = True) -> None:
        """Something is wrong. `text` holds ids and counts only. `tells` False: do not tell of it by the outbox."""
        with self._store.write() as db:
            self.ring_within(db, name, text, tells=tells)

    def ring_within(self, db: ClaimsDb, name: str, text: str, *, tells: bool = True) -> None:
        """The same, within a write."""
        at = self._clock.now()
        if not alarms.raise_alarm(db, name, text, at):
            return
        _log.error("alarm name=%s: %s", name, text)
        if tells and self._tell is not None:
            self._tell(db, Alarm(name=name, text=text, since=at, times=1))

    def end(self, name: str) -> None:
        """It is over, if it was."""
        with self._store.write() as db:
            self.end_within(db, name)

    def end_within(self, db: ClaimsDb, name: str) -> None:
        """The same, within a write."""
        if alarms.end_alarm(db, name):
            _log.info("alarm over name=%s", name)
