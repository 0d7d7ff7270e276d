"""The weekly report: settled by people, made once a week, rendered when it is sent; Slack is reached by who calls it.

Its picture is uploaded before the message is made, so that the message names a file that is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.addressing import AddressBook
from bot.audit import Actor, AuditTrail, Detail
from bot.clock import Clock
from bot.delivery_parts import Renderer
from bot.reminding import Reminding
from bot.reports import ReportDesk
from bot.reports_in_chat import ReportFile, picture_of
from bot.routing import PATIENCE_S
from bot.rules.privacy import Mode, Place, shown_in
from bot.rules.report_weekly import due_day, week_of
from bot.views.blocks import View
from bot.views.report import weekly_view
from data.people_models import Person
from data.reminder_models import MessageKind, OutboxRow, Outgoing
from data.report_models import WeeklyChange, WeeklyReport
from data.routing_models import Changed, PersonPreferences
from data.store.claims_file import ClaimsFile
from data.store.outbox import add_outgoing, find_outgoing
from data.store.weekly_reports import find_weekly, save_weekly

WEEKLY_SAVE = "weekly.save"
SUBJECT = "report:"
_URGENCY = 950
_STALE = timedelta(days=4)
_FILE_SETTLES = timedelta(seconds=45)
"""Slack needs a moment before a message may name a file that was just uploaded."""
Upload = Callable[[ReportFile], str]
"""Gives Slack's id of the picture, "" where there is none."""


class WeeklyReports:
    """Run `add_due` as often as you like: a week has one report."""

    def __init__(
        self, store: ClaimsFile, clock: Clock, audit: AuditTrail, desk: ReportDesk, reminding: Reminding
    ) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._desk = desk
        self._reminding = reminding

    @property
    def renderers(self) -> Mapping[MessageKind, Renderer]:
        return {MessageKind.REPORT: self.render}

    # --- as people settle it ---

    def change(self) -> WeeklyChange | None:
        with self._store.read() as db:
            return find_weekly(db)

    def settings(self) -> WeeklyReport:
        change = self.change()
        return change.settings if change else WeeklyReport()

    def keep(self, by: Actor, settings: WeeklyReport) -> None:
        with self._store.write(patience_s=PATIENCE_S) as db:
            change = find_weekly(db)
            if settings == (change.settings if change else WeeklyReport()):
                return
            save_weekly(db, settings, changed=Changed(at=self._clock.now(), team=by.team, user=by.user))
            place = "modal" if isinstance(by, Person) else ""
            detail: Detail = {"channel": settings.channel, "weekday": settings.weekday}
            self._audit.record(by, WEEKLY_SAVE, "weekly report", place, detail)

    # --- as it comes ---

    def add_due(self, upload: Upload) -> bool:
        """Whether a report was made. Drawn and uploaded at most once a week, unless making it fails afterwards."""
        change = self.change()
        day = self._due(change) if change else None
        if change is None or day is None:
            return False
        key = f"report|{week_of(day)}"
        with self._store.read() as db:
            if find_outgoing(db, key) is not None:
                return False
        picture_id = upload(picture_of(self._desk.aging(), self._desk.kpis()))
        outgoing = Outgoing(
            key=key,
            kind=MessageKind.REPORT,
            destination=change.settings.channel,
            subject=f"{SUBJECT}{day.isoformat()}:{picture_id}",
            urgency=_URGENCY,
            not_before=self._not_before(has_picture=bool(picture_id)),
            last_day=None,
        )
        with self._store.write() as db:
            return add_outgoing(db, outgoing, self._clock.now())

    def render(self, row: OutboxRow) -> View | None:
        """None where the practice wants none any more, or the next one is near."""
        day, _, picture_id = row.outgoing.subject.removeprefix(SUBJECT).partition(":")
        settings = self.settings()
        if not settings.channel or self._clock.today() - date.fromisoformat(day) > _STALE:
            return None
        shown = shown_in(Mode(self._reminding.mode), Place.CHANNEL)
        return weekly_view(self._desk.aging(), self._desk.kpis(), shown, picture_id=picture_id)

    def _due(self, change: WeeklyChange) -> date | None:
        book = self._reminding.book()
        hours = _hours(book, change.settings)
        if not book.is_digest_time(hours):
            return None
        return due_day(change, book.day_of(hours), hours.time_zone)

    def _not_before(self, *, has_picture: bool) -> datetime:
        waits = has_picture and not self._reminding.is_always_open
        return self._clock.now() + (_FILE_SETTLES if waits else timedelta(0))


def _hours(book: AddressBook, settings: WeeklyReport) -> PersonPreferences:
    """The office's days, from the report's own time on."""
    office = book.office(settings.channel).hours
    return replace(
        office,
        digest_at=settings.at,
        hours_from=min(office.hours_from, settings.at),
        hours_to=max(office.hours_to, settings.at),
    )
