"""Where a claim is posted and who is told of it; it looks nothing up and sends nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.rules.hours import is_away
from bot.rules.roles import Permission, may
from data.claim_models import ClaimState, PayerKind
from data.follow_up_models import StepKind
from data.people_models import Person, Role
from data.routing_models import Route, Staff, Topic

_DENIALS = frozenset({StepKind.WORK_DENIAL, StepKind.WORK_DENIED_LINES, StepKind.CORRECT_CLAIM, StepKind.DECIDE})
_APPEALS = frozenset({StepKind.APPEAL, StepKind.CHECK_APPEAL})
_DENIED = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What a route asks of a claim. `owner` is a member id, "" for nobody; `about` is what the message is about."""

    payer_id: int | None
    payer_kind: PayerKind
    owner: str
    about: frozenset[Topic]


def channel_for(routes: Iterable[Route], facts: ClaimFacts) -> str:
    """The channel of the first route that takes the claim, "" where none does."""
    return next((route.channel for route in routes if takes(route, facts)), "")


def takes(route: Route, facts: ClaimFacts) -> bool:
    """Whether the claim has one of each that the route names. A route that names topics takes what is about one."""
    return (
        (not route.topics or not route.topics.isdisjoint(facts.about))
        and (not route.payer_ids or facts.payer_id in route.payer_ids)
        and (not route.payer_kinds or facts.payer_kind in route.payer_kinds)
        and (not route.owners or facts.owner in route.owners)
    )


def topics_of(kind: StepKind, state: ClaimState, *, is_deadline: bool) -> frozenset[Topic]:
    """What a message about that step of a claim is about; never nothing. An appeal is about the denial, too."""
    found = set()
    if kind in _DENIALS or (kind in _APPEALS and state in _DENIED):
        found.add(Topic.DENIALS)
    if kind in _APPEALS:
        found.add(Topic.APPEALS)
    if kind is StepKind.FIX_AND_RESEND or state is ClaimState.REJECTED:
        found.add(Topic.REJECTIONS)
    if is_deadline:
        found.add(Topic.DEADLINES)
    return frozenset(found or {Topic.FOLLOW_UPS})


def recipient(person: Person | None, on_day: date, staff: Staff) -> Person | None:
    """Who is told of the person's work on that day: they, or who covers for them while they are away.

    A chain of cover is followed. Where it ends in nobody, in somebody who may not work claims, or in a circle, and
    where there is no person, the lead is told, or who covers for them. Where all are away the first lead is told all
    the same, for somebody must know. None where the practice has no lead and no administrator left.
    """
    leads = [staff.people[user] for user in staff.leads]
    asked = leads if person is None else [person, *leads]
    there = (found for one in asked if (found := _present(one, on_day, staff)))
    return next(there, leads[0] if leads else None)


def _present(person: Person, on_day: date, staff: Staff) -> Person | None:
    """The person or the end of their chain of cover; None where it has no end."""
    seen: set[str] = set()
    found: Person | None = person
    while found is not None and found.user not in seen and may(found, Permission.WORK_CLAIM):
        preferences = staff.preferences.get(found.user)
        if preferences is None or not is_away(preferences, on_day):
            return found
        seen.add(found.user)
        found = staff.people.get(preferences.cover)
    return None


def leads_in_order(people: Iterable[Person], chosen: str) -> list[str]:
    """Active leads, then active administrators, by name; the one whom the practice has chosen first of all."""
    active = sorted((one for one in people if one.is_active), key=lambda one: (one.name.casefold(), one.user))
    leads = [one.user for one in active if Role.LEAD in one.roles]
    admins = [one.user for one in active if Role.ADMIN in one.roles and one.user not in leads]
    return sorted([*leads, *admins], key=lambda user: user != chosen)
