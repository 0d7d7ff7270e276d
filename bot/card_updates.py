"""Keeps cards that stand in Slack true: updated in place, with a word in the thread when a claim moved on."""

from datetime import timedelta

from bot.clock import Clock
from bot.gathering import claim_subject
from data.reminder_models import MessageKind, Outgoing
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.outbox import add_outgoing
from data.store.reminders import OutdatedCard, forget_cards, keep_shown, outdated_cards

_REPLY_URGENCY, _UPDATE_URGENCY = 550, 600
_KEPT_DAYS = 30
"""Cards of claims on which nothing is left are kept true for so long."""


class CardUpdates:
    """Whatever changed a claim, an import or a person, is seen by what its card shows."""

    def __init__(self, store: ClaimsFile, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self) -> int:
        """How many messages were made."""
        with self._store.read() as db:
            outdated = outdated_cards(db)
        if not outdated:
            return 0
        with self._store.write() as db:
            return sum(self._update(db, one) for one in outdated)

    def prune(self) -> int:
        """Old cards are left as they are."""
        with self._store.write() as db:
            return forget_cards(db, before=self._clock.today() - timedelta(days=_KEPT_DAYS))

    def _update(self, db: ClaimsDb, one: OutdatedCard) -> int:
        keep_shown(db, one.claim_id, one.destination)
        at = self._clock.now().isoformat()
        made = self._add(db, one, MessageKind.UPDATE, f"update|{one.claim_id}|{one.destination}|{at}", _UPDATE_URGENCY)
        if one.news and one.destination.startswith(("C", "G")):
            key = f"reply|{one.claim_id}|{one.destination}|{one.news}"
            made += self._add(db, one, MessageKind.REPLY, key, _REPLY_URGENCY)
        return made

    def _add(self, db: ClaimsDb, one: OutdatedCard, kind: MessageKind, key: str, urgency: int) -> int:
        outgoing = Outgoing(
            key=key,
            kind=kind,
            destination=one.destination,
            subject=claim_subject(one.claim_id),
            urgency=urgency,
            not_before=self._clock.now(),
            last_day=None,
        )
        return int(add_outgoing(db, outgoing, self._clock.now()))
