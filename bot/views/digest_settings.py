"""How somebody is told: what is set now, in words, and the form that changes it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.routing_words import DAYS, preference_lines, time_words
from bot.views import settings_ids as ids
from bot.views.blocks import Block, View, context, option, section
from bot.views.forms import form, notice
from bot.views.settings_inputs import day_choice, one_of, person_choice, some_of, time_input, type_ahead
from data.routing_models import DigestWhen, PersonPreferences, PracticeSettings, Where

_TITLE = "How you are told"
NEAR_ZONES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Arizona (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
    "Pacific/Guam": "Chamorro (Guam)",
}
"""What is offered before anything is typed."""


def digest_form(person: PersonPreferences, practice: PracticeSettings, now: datetime) -> View:
    blocks = [
        section("\n".join(preference_lines(person))),
        context(f"It is {time_words(now.astimezone(ZoneInfo(person.time_zone)).time())} there now."),
        _digest(person, practice),
        time_input(
            ids.OWN_TIME,
            "Your own time",
            initial=person.digest_at if person.digest is DigestWhen.OWN else None,
            needed=False,
            hint="Only for a list at your own time; by 10 PM.",
        ),
        one_of(
            ids.WHERE,
            "Where am I to tell you?",
            "radio_buttons",
            [
                option("In my messages with you", Where.DM),
                option("In the claim's channel, with your name", Where.MENTION),
            ],
            initial=person.where,
        ),
        some_of(
            ids.DAYS,
            "Your working days",
            "checkboxes",
            [option(name, str(number)) for number, name in enumerate(DAYS)],
            initial=map(str, person.working_days),
            needed=True,
        ),
        time_input(ids.HOURS_FROM, "You work from", initial=person.hours_from),
        time_input(ids.HOURS_TO, "You work until", initial=person.hours_to, hint="Outside these hours I keep quiet."),
        type_ahead(
            ids.ZONE, "Your time zone", initial=zone_option(person.time_zone), hint="Type a city, such as Chicago."
        ),
        day_choice(ids.AWAY_FROM, "Away from", initial=person.away_from),
        day_choice(
            ids.AWAY_UNTIL,
            "Away until",
            initial=person.away_until,
            hint="The last day away. Empty: until you say otherwise.",
        ),
        person_choice(
            ids.COVER, "Who covers for you", initial=person.cover, hint="They are told in your place. Empty: the lead."
        ),
    ]
    return form(_TITLE, ids.VIEW_DIGEST, "Keep", "", blocks)


def digest_kept(person: PersonPreferences) -> View:
    return notice(_TITLE, [section("✅ That is kept."), section("\n".join(preference_lines(person)))])


def zone_option(zone: str) -> Block:
    return option(NEAR_ZONES.get(zone, zone.replace("_", " ")), zone)


def _digest(person: PersonPreferences, practice: PracticeSettings) -> Block:
    options = [
        option(f"At the practice's time, {time_words(practice.digest_at)}", DigestWhen.USUAL),
        option("At a time of my own", DigestWhen.OWN),
        option("Off", DigestWhen.OFF),
    ]
    return one_of(ids.DIGEST, "Your list of the day", "radio_buttons", options, initial=person.digest)
