"""Whether a request from Slack is answered: who sent it, from where, and for what; it reads no payload and no store."""

from dataclasses import dataclass

from bot.rules.roles import Permission, may, refusal_sentence
from data.errors import NotAllowed
from data.people_models import Person

SHARED_CHANNEL = "shared_channel"
NOT_LISTED, DEACTIVATED, OTHER_WORKSPACE = "not_listed", "deactivated", "other_workspace"
OUTSIDE = frozenset({NOT_LISTED, DEACTIVATED, OTHER_WORKSPACE})
"""Why somebody gets nothing at all, whatever they ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who did something in Slack, as the request says: `team` is the person's own workspace, `home_team` the bot's."""

    team: str
    user: str
    home_team: str
    place: str
    """The channel's id, "modal", "home", or "" where Slack names none."""
    is_shared_channel: bool = False
    """Another organization reads along there."""


def admitted(sender: Sender, person: Person | None, permission: Permission | None) -> Person:
    """The person where the sender may do it. Raises NotAllowed: what is not allowed here is refused."""
    if sender.is_shared_channel:
        raise NotAllowed(
            "This channel is shared with another organization, so I answer nothing here. Write to me directly.",
            why=SHARED_CHANNEL,
        )
    if not sender.home_team or sender.team != sender.home_team:
        raise NotAllowed("I answer members of my own workspace only.", why=OTHER_WORKSPACE)
    if person is None:
        raise NotAllowed(_not_listed(sender), why=NOT_LISTED)
    if not person.is_active:
        raise NotAllowed(_deactivated(sender), why=DEACTIVATED)
    return allowed(person, permission)


def allowed(person: Person, permission: Permission | None) -> Person:
    """The person where a role grants it; what names no permission is nobody's. Raises NotAllowed."""
    if permission is None:
        raise NotAllowed("That is not open to anybody yet.", why="no_permission_named")
    if not may(person, permission):
        raise NotAllowed(refusal_sentence(permission), why=permission)
    return person


def _not_listed(sender: Sender) -> str:
    return (
        "You are not on this bot's list yet. Ask an administrator of it to add you: "
        f"`billing-bot people add {sender.team} {sender.user} --name NAME --role ROLE`."
    )


def _deactivated(sender: Sender) -> str:
    return (
        "You are no longer on this bot's list. If that is a mistake, ask an administrator of it: "
        f"`billing-bot people change {sender.team} {sender.user} --activate`."
    )
