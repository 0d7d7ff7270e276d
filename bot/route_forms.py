"""Routes as people add, change and remove them: the form as it is opened, filled and sent."""

from collections.abc import Mapping
from typing import Any

from bot.routing import RoutingDesk
from bot.rules.channels import PUBLIC_NOTE, ChannelState, why_not_post
from bot.rules.roles import Permission, may
from bot.settings_reading import CHANGED, Errors, kept_or_why_not
from bot.slack_directory import SlackDirectory
from bot.views import settings_ids as ids
from bot.views.blocks import Block, View
from bot.views.settings_inputs import chosen, chosen_many
from bot.views.settings_modals import MOST_ROUTES, payer_options, route_form
from data.claim_models import PayerKind
from data.people_models import Person
from data.routing_models import Route, RouteChange, Topic


class RouteForms:
    """One desk for the list of routes. Who may change it is asked before."""

    def __init__(self, desk: RoutingDesk, directory: SlackDirectory) -> None:
        self._desk = desk
        self._directory = directory

    def open(self, route_id: int = 0) -> View:
        """0 for a new route."""
        return route_form(self._find(route_id), self._desk.payer_names(), self._desk.route_changes())

    def suggest_payers(self, typed: str) -> list[Block]:
        payers = self._desk.payer_names()
        return payer_options(payers, list(payers), typed)

    def keep(self, view: Mapping[str, Any], person: Person) -> Errors:
        """Keeps it, or says what is wrong, by input."""
        route_id, change_id = ids.read_stamp(view["private_metadata"])
        known = self._find(route_id)
        if (known.id if known else 0) != change_id:
            return {ids.CHANNEL: CHANGED}
        route = _read(view, route_id)
        errors = self._errors(route, person)
        if errors:
            return errors
        place = chosen(view, ids.PLACE)
        at = int(place) if place.isdecimal() else len(self._desk.route_changes()) + 1
        return kept_or_why_not(ids.CHANNEL, lambda: self._desk.keep_route(person, route, place=at))

    def remove(self, route_id: int, person: Person) -> None:
        self._desk.remove_route(person, route_id)

    def told_of(self, view: Mapping[str, Any]) -> str:
        """What somebody must know of the channel that they have just chosen."""
        channel = chosen(view, ids.CHANNEL)
        note = f" It {PUBLIC_NOTE}" if self._directory.state_of(channel) is ChannelState.PUBLIC else ""
        return f"<#{channel}> is kept.{note}"

    def _errors(self, route: Route, person: Person) -> Errors:
        """Slack is asked last, and only where all else is right."""
        errors: Errors = {}
        if not route.payer_ids <= set(self._desk.payer_names()):
            errors[ids.PAYERS] = "Choose payers from the list: it shows those of your claims."
        owners = [self._desk.colleague(user, person) for user in route.owners]
        if not all(may(owner, Permission.WORK_CLAIM) for owner in owners):
            errors[ids.OWNERS] = "Not all of them work claims here: an administrator adds people to the bot's list."
        if not route.id and len(self._desk.route_changes()) >= MOST_ROUTES:
            errors[ids.PLACE] = f"{MOST_ROUTES} routes are the most."
        why_not = "" if errors else why_not_post(self._directory.state_of(route.channel))
        return {ids.CHANNEL: why_not} if why_not else errors

    def _find(self, route_id: int) -> RouteChange | None:
        return next((one for one in self._desk.route_changes() if one.route.id == route_id), None)


def _read(view: Mapping[str, Any], route_id: int) -> Route:
    topics, kinds = chosen_many(view, ids.TOPICS), chosen_many(view, ids.KINDS)
    return Route(
        id=route_id,
        channel=chosen(view, ids.CHANNEL),
        topics=frozenset(one for one in Topic if one in topics),
        payer_ids=frozenset(int(one) for one in chosen_many(view, ids.PAYERS) if one.isdecimal()),
        payer_kinds=frozenset(one for one in PayerKind if one in kinds),
        owners=frozenset(chosen_many(view, ids.OWNERS)),
    )
