"""How people say how they want to be told: the form as they open, fill and send it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from bot.clock import Clock
from bot.routing import RoutingDesk
from bot.rules.roles import Permission, may
from bot.settings_reading import LATE_DIGEST, LATEST_DIGEST, Errors, kept_or_why_not, read_day, read_time
from bot.slack_directory import SlackDirectory
from bot.views import settings_ids as ids
from bot.views.blocks import Block, View
from bot.views.digest_settings import NEAR_ZONES, digest_form, digest_kept, zone_option
from bot.views.settings_inputs import MOST_OPTIONS, chosen, chosen_many
from data.people_models import Person
from data.routing_models import DigestWhen, PersonPreferences, Where


class DigestForms:
    """One desk for `/billing digest`: everybody changes their own and nobody else's."""

    def __init__(self, desk: RoutingDesk, clock: Clock, directory: SlackDirectory) -> None:
        self._desk = desk
        self._clock = clock
        self._directory = directory

    def open(self, person: Person) -> View:
        """Who never chose is offered the time zone that their Slack shows."""
        set_now = self._desk.preferences_of(person)
        if not self._desk.has_chosen(person):
            set_now = replace(set_now, time_zone=self._directory.time_zone_of(person.user) or set_now.time_zone)
        return digest_form(set_now, self._desk.practice(), self._clock.now())

    def keep(self, view: Mapping[str, Any], person: Person) -> Errors:
        """Keeps it, or says what is wrong, by input."""
        old, errors = self._desk.preferences_of(person), Errors()
        new = replace(self._read_time(view, old, errors), **self._read_away(view, person, errors))
        return errors or kept_or_why_not(ids.ZONE, lambda: self._desk.keep_preferences(person, new))

    def kept(self, person: Person) -> View:
        return digest_kept(self._desk.preferences_of(person))

    def suggest_zones(self, typed: str) -> list[Block]:
        """The zones of the US before anything is typed; then all whose name holds the words."""
        wanted = typed.strip().casefold().replace(" ", "_")
        near = [zone for zone, words in NEAR_ZONES.items() if typed.strip().casefold() in words.casefold()]
        far = [zone for zone in sorted(_zones()) if "/" in zone and zone not in near and wanted in zone.casefold()]
        return [zone_option(zone) for zone in (near + (far if wanted else []))[:MOST_OPTIONS]]

    def _read_time(self, view: Mapping[str, Any], old: PersonPreferences, errors: Errors) -> PersonPreferences:
        digest, where, zone = (chosen(view, name) for name in (ids.DIGEST, ids.WHERE, ids.ZONE))
        start, end = read_time(chosen(view, ids.HOURS_FROM)), read_time(chosen(view, ids.HOURS_TO))
        days = [int(day) for day in chosen_many(view, ids.DAYS) if day in "0123456"]
        own = read_time(chosen(view, ids.OWN_TIME))
        if digest == DigestWhen.OWN and (own is None or own > LATEST_DIGEST):
            errors[ids.OWN_TIME] = "At what time? Or choose the practice's." if own is None else LATE_DIGEST
        if start is None or end is None or end <= start:
            errors[ids.HOURS_TO] = "The end of your day must be later than its beginning."
        if not days:
            errors[ids.DAYS] = "Choose one day at least. Turn the list off above if you want none."
        if zone not in _zones():
            errors[ids.ZONE] = "Choose a time zone from the list: type a city, such as Chicago."
        if errors or start is None or end is None:
            return old
        return replace(
            old,
            digest=DigestWhen(digest),
            digest_at=own if digest == DigestWhen.OWN and own else self._desk.practice().digest_at,
            where=Where(where),
            working_days=frozenset(days),
            hours_from=start,
            hours_to=end,
            time_zone=zone,
        )

    def _read_away(self, view: Mapping[str, Any], person: Person, errors: Errors) -> dict[str, Any]:
        start, end = read_day(chosen(view, ids.AWAY_FROM)), read_day(chosen(view, ids.AWAY_UNTIL))
        cover = chosen(view, ids.COVER)
        if end and not start:
            errors[ids.AWAY_FROM] = "From which day on?"
        if start and end and end < start:
            errors[ids.AWAY_UNTIL] = "The last day away must not be before the first."
        if end and end < self._clock.today():
            errors[ids.AWAY_UNTIL] = "That day is over. Empty both days if you are back."
        if cover == person.user:
            errors[ids.COVER] = "Choose somebody else, or nobody: then the lead covers for you."
        elif cover and not may(self._desk.colleague(cover, person), Permission.WORK_CLAIM):
            errors[ids.COVER] = "They do not work claims here: an administrator adds people to the bot's list."
        return {"away_from": start, "away_until": end, "cover": cover}


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
