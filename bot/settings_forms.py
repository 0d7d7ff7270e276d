"""`/billing settings` as people see it, and what the practice settles: the form as it is opened, filled and sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.routing import RoutingDesk
from bot.rules.channels import why_not_post
from bot.rules.report_weekly import WEEKDAYS, weekly_words
from bot.rules.roles import Permission, may
from bot.settings_reading import CHANGED, LATE_DIGEST, LATEST_DIGEST, Errors, kept_or_why_not, read_days, read_time
from bot.slack_directory import SlackDirectory
from bot.views import settings_ids as ids
from bot.views.blocks import View
from bot.views.settings_inputs import chosen, has_input
from bot.views.settings_modals import MOST_A_DAY, SINGLES, Shown, practice_form, settings_page
from bot.views.weekly_form import weekly_form
from bot.weekly import WeeklyReports
from bot.work_sheet import read_cents
from data.people_models import Person, Role
from data.report_models import WeeklyReport
from data.routing_models import PracticeSettings

_MOST_SMALL_CENTS = 100_000


class SettingsForms:
    """One desk for the page and the practice's form. Who may open them is asked before; who may settle all, here."""

    def __init__(self, desk: RoutingDesk, clock: Clock, directory: SlackDirectory, weekly: WeeklyReports) -> None:
        self._desk = desk
        self._weekly = weekly
        self._clock = clock
        self._directory = directory

    def page(self, person: Person, *, told: str = "") -> View:
        """What is set now. `told` is a sentence about what was just done."""
        return settings_page(
            Shown(
                routes=self._desk.route_changes(),
                payers=self._desk.payer_names(),
                practice=self._desk.practice(),
                changed=self._last_change(),
                today=self._clock.today(),
                can_settle=may(person, Permission.SETTINGS),
                weekly=weekly_words(self._weekly.settings()),
                told=told,
            )
        )

    def open(self, person: Person) -> View:
        """The practice's form, as far as the person may fill it."""
        return practice_form(
            self._desk.practice(), self._change_id(), self._clock.today(), can_settle=may(person, Permission.SETTINGS)
        )

    def keep(self, view: Mapping[str, Any], person: Person) -> Errors:
        """Keeps it, or says what is wrong, by input. Who may not settle the rest leaves the rest as it is."""
        if ids.read_stamp(view["private_metadata"])[1] != self._change_id():
            return {ids.SMALL: CHANGED}
        errors: Errors = {}
        cents = read_cents(chosen(view, ids.SMALL))
        if cents is None or not 0 < cents <= _MOST_SMALL_CENTS:
            errors[ids.SMALL] = "An amount such as 25 or 9.99, up to 1,000."
        new = replace(self._desk.practice(), small_balance_cents=cents or 0)
        if may(person, Permission.SETTINGS) and has_input(view, ids.STYLE):
            new = self._read_rest(view, new, errors, person)
        return errors or kept_or_why_not(ids.SMALL, lambda: self._desk.keep_practice(person, new))

    # --- the weekly report ---

    def open_weekly(self) -> View:
        return weekly_form(self._weekly.settings(), self._weekly_id())

    def keep_weekly(self, view: Mapping[str, Any], person: Person) -> Errors:
        """Keeps it, or says what is wrong, by input."""
        if ids.read_stamp(view["private_metadata"])[1] != self._weekly_id():
            return {ids.CHANNEL: CHANGED}
        channel, day, at = chosen(view, ids.CHANNEL), chosen(view, ids.WEEKDAY), read_time(chosen(view, ids.REPORT_AT))
        errors: Errors = {}
        if day not in map(str, range(len(WEEKDAYS))):
            errors[ids.WEEKDAY] = "A day from Monday to Friday."
        if at is None or at > LATEST_DIGEST:
            errors[ids.REPORT_AT] = "By 10:00 PM at the latest."
        if not errors and channel and (why_not := why_not_post(self._directory.state_of(channel))):
            errors[ids.CHANNEL] = why_not
        if errors or at is None:
            return errors
        new = WeeklyReport(channel=channel, weekday=int(day), at=at)
        return kept_or_why_not(ids.CHANNEL, lambda: self._weekly.keep(person, new))

    def _weekly_id(self) -> int:
        change = self._weekly.change()
        return change.id if change else 0

    # --- parts ---

    def _read_rest(
        self, view: Mapping[str, Any], new: PracticeSettings, errors: Errors, person: Person
    ) -> PracticeSettings:
        """What only administrators settle; what is wrong is added to `errors`. Closed days that are over stay."""
        today, lead, most = self._clock.today(), chosen(view, ids.LEAD), chosen(view, ids.MOST)
        days, unread = read_days(chosen(view, ids.CLOSED), today)
        if unread:
            errors[ids.CLOSED] = f"“{unread[:40]}” is no day that I can read: one a line, such as 2026-11-27."
        if lead and not self._is_lead(lead, person):
            errors[ids.LEAD] = "They are neither a lead nor an administrator here. Choose one who is."
        if not (most.isascii() and most.isdecimal() and 1 <= int(most) <= MOST_A_DAY):
            errors[ids.MOST] = f"A whole number from 1 to {MOST_A_DAY}."
        at = read_time(chosen(view, ids.DIGEST_AT))
        if at is None or at > LATEST_DIGEST:
            errors[ids.DIGEST_AT] = LATE_DIGEST
        channel = chosen(view, ids.ADMIN_CHANNEL)
        if not errors and channel and (why_not := why_not_post(self._directory.state_of(channel))):
            errors[ids.ADMIN_CHANNEL] = why_not
        if errors or at is None:
            return new
        return replace(
            new,
            closed_days=frozenset(day for day in new.closed_days if day < today) | days,
            admin_channel=channel,
            unowned_to=lead,
            digest_at=at,
            posts_singles=chosen(view, ids.STYLE) == SINGLES,
            most_singles_a_day=int(most),
        )

    def _is_lead(self, user: str, asker: Person) -> bool:
        found = self._desk.colleague(user, asker)
        return found is not None and found.is_active and not found.roles.isdisjoint({Role.LEAD, Role.ADMIN})

    def _change_id(self) -> int:
        change = self._desk.practice_change()
        return change.id if change else 0

    def _last_change(self) -> str:
        change = self._desk.practice_change()
        if change is None:
            return ""
        who = self._desk.staff().people.get(change.changed.user)
        return f"Changed last by {who.name if who else 'the operator'} on {change.changed.at:%Y-%m-%d}"
