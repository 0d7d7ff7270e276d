"""What is said about the bot itself: the daily line, alarms, and what a lead must know; counts and references only."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.views.blocks import View, escape, message, section
from bot.views.plain import counted
from data.reminder_models import Alarm, MessageKind, OutboxRow, OutboxState, Outgoing
from data.store.alarms import list_alarms
from data.store.claims_file import ClaimsDb, ClaimsFile
from data.store.heartbeat import find_beat
from data.store.notices import count_ended, count_made, count_unowned_due, write_offs_asked
from data.store.outbox import add_outgoing, count_due, count_states

DAILY, ALARM = "daily:", "alarm:"
SWEEP_JOB = "sweep"
_URGENCY = 900
_MOST_ALARMS = 10
_MOST_REFS = 8


class Notices:
    """Adds notices to the outbox and renders them when they are sent."""

    def __init__(self, store: ClaimsFile, clock: Clock, count_stale: Callable[[], int]) -> None:
        """`count_stale`: how many rules in use nobody here has checked within a year."""
        self._store = store
        self._clock = clock
        self._count_stale = count_stale

    def add_daily(self, db: ClaimsDb, channel: str, day: date) -> bool:
        """The line of that day, once; whether it is new."""
        return self._add(db, f"admin|{day.isoformat()}", channel, f"{DAILY}{day.isoformat()}")

    def add_alarm(self, db: ClaimsDb, channel: str, alarm: Alarm) -> bool:
        """An alarm, once for each time that it begins."""
        return self._add(db, f"alarm|{alarm.name}|{alarm.since.isoformat()}", channel, f"{ALARM}{alarm.name}")

    def render(self, row: OutboxRow) -> View | None:
        """None for an alarm that is over."""
        subject = row.outgoing.subject
        with self._store.read() as db:
            if subject.startswith(ALARM):
                return _alarm_view(list_alarms(db), subject.removeprefix(ALARM))
            return self._daily_view(db, date.fromisoformat(subject.removeprefix(DAILY)))

    def for_lead(self, db: ClaimsDb) -> tuple[str, ...]:
        """Sentences for a lead's list: write-offs to decide, what could not be sent, which rules nobody has checked."""
        dead = count_states(db).get(OutboxState.DEAD, 0)
        stale = self._count_stale()
        told = [
            _write_offs_waiting(write_offs_asked(db)),
            f"{counted(dead, 'message')} could not be sent: `billing-bot check` says why." if dead else "",
            f"{counted(stale, 'deadline rule')} in use that nobody here has checked within a year: `/billing payers`."
            if stale
            else "",
        ]
        return tuple(filter(None, told))

    def health(self, db: ClaimsDb) -> str:
        """When the check last ran, what waits, what rings: one line for those who answer for it."""
        beat, now = find_beat(db, SWEEP_JOB), self._clock.now()
        if beat is None or beat.finished_at is None:
            return "The daily check has not run yet."
        minutes = max(0, int((now - beat.finished_at).total_seconds() // 60))
        waiting, dead = count_due(db, now), count_states(db).get(OutboxState.DEAD, 0)
        alarms = [one.text for one in list_alarms(db)[:_MOST_ALARMS]]
        line = (
            f"Last check {'just now' if not minutes else counted(minutes, 'minute') + ' ago'}, "
            f"{counted(waiting, 'message')} waiting, {dead:,} could not be sent."
        )
        return " ".join([line, *(f"⚠️ {text}." for text in alarms)])

    def _daily_view(self, db: ClaimsDb, day: date) -> View:
        """ "Daily check of 2026-11-24: 1,203 claims looked at, 14 reminders, 13 messages sent, 0 could not be sent"."""
        beat = find_beat(db, SWEEP_JOB)
        since = self._clock.now() - timedelta(days=1)
        looked_at = beat.counts.get("looked_at", 0) if beat else 0
        line = (
            f"Daily check of {day.isoformat()}: {counted(looked_at, 'claim')} looked at, "
            f"{counted(count_made(db, since), 'reminder')} made, {counted(_sent(db, since), 'message')} sent since "
            f"yesterday, {count_states(db).get(OutboxState.DEAD, 0):,} could not be sent, "
            f"{counted(count_unowned_due(db, day), 'claim')} overdue that nobody has."
        )
        alarms = list_alarms(db)[:_MOST_ALARMS]
        return message(line, [section(escape(line)), *(section(f"⚠️ {escape(one.text)}") for one in alarms)])

    def _add(self, db: ClaimsDb, key: str, channel: str, subject: str) -> bool:
        now = self._clock.now()
        outgoing = Outgoing(
            key=key,
            kind=MessageKind.ADMIN,
            destination=channel,
            subject=subject,
            urgency=_URGENCY,
            not_before=now,
            last_day=None,
        )
        return add_outgoing(db, outgoing, now)


def _alarm_view(alarms: Sequence[Alarm], name: str) -> View | None:
    found = next((one for one in alarms if one.name == name), None)
    if found is None:
        return None
    text = f"⚠️ {found.text}. `billing-bot check` on the bot's machine says what to do."
    return message("billing-bot needs a look", [section(escape(text))])


def _sent(db: ClaimsDb, since: datetime) -> int:
    return count_ended(db, OutboxState.SENT, since)


def _write_offs_waiting(refs: Sequence[str]) -> str:
    """ "2 write-offs wait for a lead: K7M-4QX, W2P-9DT. `/claim` with the reference shows one."; "" for none."""
    if not refs:
        return ""
    left = f" and {len(refs) - _MOST_REFS:,} more" if len(refs) > _MOST_REFS else ""
    waits = "waits" if len(refs) == 1 else "wait"
    listed = ", ".join(refs[:_MOST_REFS]) + left
    return f"{counted(len(refs), 'write-off')} {waits} for a lead: {listed}. `/claim` with the reference shows one."
