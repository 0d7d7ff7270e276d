"""To whom a reminder goes at this moment, and whether they may be told now; it sends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.rules.calendar import Calendar
from bot.rules.hours import is_digest_time, local_day, next_moment
from bot.rules.ladder import CLOSE
from bot.rules.roles import Permission, may
from bot.rules.routing import ClaimFacts, channel_for, recipient, topics_of
from data.claim_models import ClaimState, PayerKind
from data.follow_up_models import Alert, DueClaim, Target
from data.people_models import Person
from data.routing_models import PersonPreferences, PracticeSettings, Route, Staff, Where

_CHANNEL_FROM, _CHANNEL_TO = time(8), time(17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A channel or a person. `mention` is the member id of whom a channel message is for; `hours` are its own."""

    destination: str
    hours: PersonPreferences
    mention: str = ""


class AddressBook:
    """Everybody and every channel as they are at one moment."""

    def __init__(
        self,
        practice: PracticeSettings,
        routes: Sequence[Route],
        staff: Staff,
        calendar: Calendar,
        *,
        now: datetime,
        time_zone: str,
        always_open: bool = False,
    ) -> None:
        """`always_open`: the hour does not matter, only the day: where days are turned like pages."""
        self.practice = practice
        self.staff = staff
        self.calendar = calendar
        self.now = now
        self._routes = routes
        self._always_open = always_open
        self._office = PersonPreferences(
            team="",
            user="",
            time_zone=time_zone,
            hours_from=min(practice.digest_at, _CHANNEL_FROM),
            hours_to=max(practice.digest_at, _CHANNEL_TO),
            digest_at=practice.digest_at,
        )

    # --- who ---

    def address_of(self, claim: DueClaim, alert: Alert, target: Target) -> Address | None:
        """Where it goes now; None where the practice has neither a channel nor anybody who may work claims."""
        if target is Target.CHANNEL and (channel := self._channel(claim, alert)):
            return Address(destination=channel, hours=self._office)
        owner = self.staff.by_number.get(claim.owner_id or 0) if target is Target.OWNER else None
        person = self._who_is_there_in_time(owner, alert)
        if person is None:
            return None
        hours = self.hours_of(person)
        channel = self._channel(claim, alert) if hours.where is Where.MENTION else ""
        if channel:
            return Address(destination=channel, hours=hours, mention=person.user)
        return Address(destination=person.user, hours=hours)

    def hours_of(self, person: Person) -> PersonPreferences:
        return self.staff.preferences[person.user]

    def numbers_of_those_who_left(self) -> list[int]:
        """Under which claims still name people who do not work claims any more: nobody has these."""
        return [number for number, one in self.staff.by_number.items() if not may(one, Permission.WORK_CLAIM)]

    def hours_at(self, destination: str) -> PersonPreferences | None:
        """Of a channel or a person; None for somebody who is not on the list."""
        if destination.startswith(("C", "G")):
            return self._office
        return self.staff.preferences.get(destination)

    def office(self, channel: str) -> Address:
        return Address(destination=channel, hours=self._office)

    def _who_is_there_in_time(self, owner: Person | None, alert: Alert) -> Person | None:
        """A close deadline does not wait for somebody who comes in after its day."""
        person = recipient(owner, self._day(), self.staff)
        if person is None or alert.rung not in CLOSE:
            return person
        comes_in = next_moment(self.hours_of(person), self.calendar, self.now)
        if local_day(self.hours_of(person), comes_in) > alert.step.due_on >= self._day():
            return recipient(None, self._day(), self.staff)
        return person

    def _channel(self, claim: DueClaim, alert: Alert) -> str:
        owner = self.staff.by_number.get(claim.owner_id or 0)
        facts = ClaimFacts(
            payer_id=claim.payer_id,
            payer_kind=PayerKind(claim.payer_kind),
            owner=owner.user if owner else "",
            about=topics_of(alert.step.kind, ClaimState(claim.state), is_deadline=bool(alert.step.rule_id)),
        )
        return channel_for(self._routes, facts)

    # --- when ---

    def is_open(self, hours: PersonPreferences) -> bool:
        """Whether they may be told at this moment."""
        if self._always_open:
            return self._works_today(hours)
        return next_moment(hours, self.calendar, self.now) <= self.now

    def is_digest_time(self, hours: PersonPreferences) -> bool:
        if not self._always_open:
            return is_digest_time(hours, self.now, self.calendar)
        noon = self.now.replace(hour=17, minute=0)
        return self._works_today(hours) and any(
            is_digest_time(hours, moment, self.calendar) for moment in (noon.replace(hour=hour) for hour in range(24))
        )

    def day_of(self, hours: PersonPreferences) -> date:
        """The date on their own clock."""
        return local_day(hours, self.now)

    def is_anybody_there(self) -> bool:
        """Whether anybody at all may be told at this moment."""
        return self.is_open(self._office) or any(self.is_open(one) for one in self.staff.preferences.values())

    def _day(self) -> date:
        return local_day(self._office, self.now)

    def _works_today(self, hours: PersonPreferences) -> bool:
        day = self.day_of(hours)
        return day.weekday() in hours.working_days and day not in self.calendar.holidays | self.calendar.closed
