"""Fills the playground's claim store with the sample practice, its people and its routes; no other store."""

import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.clock import Clock
from bot.imports.service import ImportDesk
from bot.people import PeopleDesk, local_operator
from bot.playground.cast import BILLING_CHANNEL_ID, PEOPLE, TEAM_ID
from bot.playground.folder import MARKER
from bot.routing import RoutingDesk
from bot.settings import Settings
from data.errors import SettingsError
from data.people_models import Person, Role
from data.routing_models import PracticeSettings, Route, Topic
from data.samples import write_practice
from data.store.claims import count_claims
from data.store.claims_file import ClaimsFile

DEMO = "demo"
_ROLES = {
    "bea": (Role.BILLER,),
    "cody": (Role.CODER,),
    "lee": (Role.LEAD, Role.BILLER),
    "ada": (Role.ADMIN,),
    "pat": (Role.PROVIDER,),
    "fran": (Role.FRONT_DESK,),
    "cam": (Role.COMPLIANCE,),
    "dee": (Role.BILLER,),
}
"""Who of the local Slack is on the list; a newcomer, the guest and the other organization's person are not."""
_DENIALS_CHANNEL_ID = "C0DENIALS1"
_LEAD = "lee"
_log = logging.getLogger(__name__)


def require_playground(settings: Settings) -> None:
    """`demo` shows everything, so it is for the playground's folder alone. Raises SettingsError."""
    if settings.mode == DEMO and not is_playground(settings):
        raise SettingsError(
            ["BILLING_BOT_MODE is demo, which shows everything and is for invented claims in the playground only"],
            hint="Set it to minimum, or try `billing-bot playground`.",
        )


def fill_demo_store(settings: Settings, store: ClaimsFile, desk: ImportDesk, clock: Clock) -> None:
    """About 400 invented claims of the last months, if this is the playground and its store is empty."""
    with store.read() as db:
        if not is_playground(settings) or count_claims(db):
            return
    with tempfile.TemporaryDirectory() as folder:
        practice = write_practice(Path(folder), today=clock.today())
        for path in sorted(practice.files):
            desk.import_file(path)
    _log.info("sample practice imported claims=%s", len(practice.intended))


def fill_demo_people(settings: Settings, desk: PeopleDesk, clock: Clock) -> None:
    """The staff of the local Slack, if this is the playground and nobody was ever added."""
    if not is_playground(settings) or desk.people():
        return
    for one in PEOPLE:
        if one.name in _ROLES:
            person = Person(
                team=TEAM_ID,
                user=one.id,
                name=one.real_name,
                roles=frozenset(_ROLES[one.name]),
                is_active=one.kind != "deactivated",
                added_at=clock.now(),
            )
            desk.add(local_operator(), person)


def fill_demo_routing(settings: Settings, desk: RoutingDesk) -> None:
    """Denials in a channel of theirs, the rest in another; everybody in their own time zone; unless any is set."""
    if not is_playground(settings) or desk.route_changes() or desk.practice_change():
        return
    by, people = local_operator(), desk.staff().people
    ids = {one.name: one.id for one in PEOPLE}
    denials = Route(channel=_DENIALS_CHANNEL_ID, topics=frozenset({Topic.DENIALS, Topic.APPEALS}))
    desk.keep_route(by, denials, place=1)
    desk.keep_route(by, Route(channel=BILLING_CHANNEL_ID), place=2)
    desk.keep_practice(by, PracticeSettings(admin_channel=BILLING_CHANNEL_ID, unowned_to=ids[_LEAD]))
    for one in PEOPLE:
        if one.id in people and not desk.has_chosen(people[one.id]):
            desk.keep_preferences(by, replace(desk.preferences_of(people[one.id]), time_zone=one.time_zone))


def is_playground(settings: Settings) -> bool:
    """Whatever the mode: the playground runs in others, too, to show what they show."""
    return (settings.data_dir / MARKER).is_file()
