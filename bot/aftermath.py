"""What becomes of a message after a try that did not send it, and who must be alarmed; it calls Slack for nothing."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery_parts import Parts
from bot.reconciling import Search, Seen
from bot.rules.resending import MOST_FAILURES, MOST_RENDERINGS, failure_pause, is_last_day, pause, repeat_at
from bot.rules.slack_errors import Failure, FailureKind, classify, is_too_long, wait_s
from data.reminder_models import MessageKind, OutboxRow, OutboxState
from data.store import outbox_ends, outbox_places
from data.store.alarms import DEAD_ALARM
from data.store.claims_file import ClaimsDb
from data.store.outbox_ends import Later

DESTINATION_ALARM = "destination:"
"""And the destination."""
WORKSPACE_ALARM = "slack"
RATE_ALARM = "rate"
_MOST_DESTINATIONS = 8
_log = logging.getLogger(__name__)


class Aftermath:
    """Each method ends the lease and says in which state the message is then."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def failed(self, row: OutboxRow, failure: Failure, *, is_repeat: bool) -> OutboxState:
        """A post or an update without the answer it should have."""
        kind = classify(failure)
        _log.warning("not sent row=%s kind=%s error=%s", row.id, kind, failure.word)
        self._note(kind)
        match kind:
            case FailureKind.RATE:
                return self._too_many(row, failure)
            case FailureKind.WORKSPACE:
                return self._refused(row, failure)
            case FailureKind.DESTINATION:
                return self._nowhere(row, failure)
            case FailureKind.PAYLOAD if row.is_plain:
                return self.die(row, failure.word)
            case FailureKind.PAYLOAD:
                return self._later(row, _again(row, self._parts.at(0), failure.word, is_plain=True))
            case FailureKind.UNKNOWN:
                return self._unknown(row, failure.word)
        is_lost = kind is FailureKind.AMBIGUOUS
        return self._lost(row, failure.word, is_ambiguous=is_lost, is_repeat=is_repeat and is_lost)

    def unseen(self, row: OutboxRow, search: Search) -> OutboxState:
        """It may be there and could not be looked for; it is not sent again yet."""
        word, now, today = search.failure.word, self._parts.clock.now(), self._parts.clock.today()
        if search.seen is Seen.UNREADABLE:
            return self._later(row, _again(row, repeat_at(row, today, now), word))
        _log.warning("not looked for row=%s error=%s", row.id, word)
        self._note(search.kind)
        if search.kind is FailureKind.WORKSPACE:
            return self._refused(row, search.failure)
        if search.kind is FailureKind.DESTINATION:
            return self._nowhere(row, search.failure)
        is_rate = search.kind is FailureKind.RATE
        try_after = self._parts.at(wait_s(search.failure.retry_after)) if is_rate else now + self._pause(row)
        if is_last_day(row, today):
            try_after = min(try_after, max(repeat_at(row, today, now), now))
        return self._later(row, replace(_again(row, try_after, word), counts=not is_rate))

    def reroute(self, row: OutboxRow, error: str) -> OutboxState:
        """Nothing can go to its destination: it goes to the next; when nobody is left, a person is alarmed."""
        asked, tried = row, [*row.rerouted_from.split(), row.outgoing.destination]
        since = self._parts.clock.now() - self._parts.timing.broken
        for _ in range(_MOST_DESTINATIONS):
            there = self._parts.reroute(asked)
            if there is None or there in tried:
                break
            with self._parts.store.write() as db:
                if outbox_places.find_broken(db, there, since) is None:
                    outbox_ends.end_rerouted(db, row, there, tried=tried, error=error)
                    return OutboxState.PENDING
            asked = replace(asked, outgoing=replace(asked.outgoing, destination=there), rerouted_from=" ".join(tried))
            tried.append(there)
        return self.die(row, error)

    def not_rendered(self, row: OutboxRow) -> OutboxState:
        """Its renderer raised; nothing was sent."""
        if row.failures + 1 >= MOST_RENDERINGS:
            return self.die(row, "not_rendered")
        at = self._parts.clock.now() + failure_pause(row.failures)
        return self._later(row, replace(_again(row, at, "not_rendered"), counts=True, fails=True))

    def stumbled(self, row: OutboxRow) -> OutboxState:
        """Something of our own raised, before or after it was sent."""
        return self._unknown(row, "stumbled")

    def too_slow(self, row: OutboxRow) -> OutboxState:
        """Getting it ready took most of its lease."""
        at = self._parts.clock.now() + self._pause(row)
        return self._later(row, replace(_again(row, at, "too_slow"), counts=True))

    def put_off(self, row: OutboxRow, *, seconds: float) -> OutboxState:
        """Not now, for no fault of its own."""
        return self._later(row, _again(row, self._parts.at(seconds), row.last_error))

    def cancel(self, row: OutboxRow, *, error: str = "") -> OutboxState:
        """It is not needed any more."""
        with self._parts.store.write() as db:
            outbox_ends.end_cancelled(db, row, self._parts.clock.now(), error=error)
        return OutboxState.CANCELLED

    def die(self, row: OutboxRow, error: str) -> OutboxState:
        """It cannot be sent: a person must see to it."""
        with self._parts.store.write() as db:
            if outbox_ends.end_dead(db, row, error, self._parts.clock.now()):
                text = f"message {row.id} ({row.outgoing.kind}) could not be sent: {error}"
                self._ring(db, row, f"{DEAD_ALARM}{row.id}", text)
        return OutboxState.DEAD

    def _note(self, kind: FailureKind) -> None:
        if kind in (FailureKind.AMBIGUOUS, FailureKind.SURELY_NOT_SENT):
            self._parts.breaker.lost()
        else:
            self._parts.breaker.answered()

    def _too_many(self, row: OutboxRow, failure: Failure) -> OutboxState:
        seconds = wait_s(failure.retry_after)
        bucket = self._parts.pace.edits if row.outgoing.kind is MessageKind.UPDATE else self._parts.pace.posts
        bucket.stop(seconds)
        if is_too_long(failure.retry_after):
            text = f"Slack wants no message for {failure.retry_after} seconds; it is asked again in an hour"
            self._parts.alarms.ring(RATE_ALARM, text)
        return self._later(row, _again(row, self._parts.at(seconds), failure.word))

    def _refused(self, row: OutboxRow, failure: Failure) -> OutboxState:
        self._parts.breaker.refused()
        text = f"Slack refuses the bot ({failure.word}); every message waits"
        self._parts.alarms.ring(WORKSPACE_ALARM, text, tells=False)
        return self._later(row, _again(row, self._parts.at(0), failure.word))

    def _nowhere(self, row: OutboxRow, failure: Failure) -> OutboxState:
        destination = row.outgoing.destination
        with self._parts.store.write() as db:
            outbox_places.mark_broken(db, destination, failure.word, self._parts.clock.now())
            text = f"nothing can go to {destination} ({failure.word}); its messages go elsewhere"
            self._ring(db, row, DESTINATION_ALARM + destination, text)
        if row.outgoing.kind is MessageKind.UPDATE:
            return self.cancel(row, error=failure.word)
        return self.reroute(row, failure.word)

    def _unknown(self, row: OutboxRow, word: str) -> OutboxState:
        if row.failures + 1 >= MOST_FAILURES:
            return self.die(row, word)
        at = self._parts.clock.now() + failure_pause(row.failures)
        later = Later(try_after=at, error=word, fails=True, is_ambiguous=True, is_plain=row.is_plain)
        return self._later(row, later)

    def _lost(self, row: OutboxRow, word: str, *, is_ambiguous: bool, is_repeat: bool) -> OutboxState:
        if is_repeat and row.repeats + 1 >= MOST_FAILURES:
            return self.die(row, word)
        later = Later(
            try_after=self._parts.clock.now() + self._pause(row),
            error=word,
            repeats=is_repeat,
            is_ambiguous=is_ambiguous or row.is_ambiguous,
            is_plain=row.is_plain,
        )
        return self._later(row, later)

    def _later(self, row: OutboxRow, later: Later) -> OutboxState:
        with self._parts.store.write() as db:
            outbox_ends.end_later(db, row, later, self._parts.clock.now())
        return OutboxState.PENDING

    def _pause(self, row: OutboxRow) -> timedelta:
        timing = self._parts.timing
        return pause(
            row.attempts,
            first_s=timing.first_pause_s,
            longest_s=timing.longest_pause_s,
            chance=self._parts.chance.random(),
        )

    def _ring(self, db: ClaimsDb, row: OutboxRow, name: str, text: str) -> None:
        """An alarm about an administrator's message is not told by another one."""
        self._parts.alarms.ring_within(db, name, text, tells=row.outgoing.kind is not MessageKind.ADMIN)


def _again(row: OutboxRow, at: datetime, error: str, *, is_plain: bool = False) -> Later:
    """The next try, without a mark against the message; whether it may be there already stays as it is."""
    return Later(
        try_after=at, error=error, counts=False, is_ambiguous=row.is_ambiguous, is_plain=row.is_plain or is_plain
    )
