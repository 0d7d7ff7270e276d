"""Who acts: a person on the list, with the number under which work is kept and what the roles grant."""

from bot.people import local_operator
from bot.rules.roles import Permission, may
from bot.rules.work_rules import Actor
from data.people_models import Person
from data.store.claims_file import ClaimsFile
from data.store.people import find_person
from data.store.person_ids import find_person_id


class Acting:
    """Knows everybody who acts by the workspace and member ids that Slack sends."""

    def __init__(self, store: ClaimsFile) -> None:
        self._store = store

    def actor(self, person: Person, place: str = "") -> Actor:
        """`place` is where they act from, for the audit trail."""
        with self._store.read() as db:
            person_id = find_person_id(db, person.team, person.user)
        return Actor(
            person_id=person_id,
            name=person.name,
            team=person.team,
            user=person.user,
            place=place,
            permissions=frozenset(one for one in Permission if may(person, one)),
        )

    def find_worker(self, team: str, user: str) -> int | None:
        """The number of somebody who works claims; None for all others."""
        with self._store.read() as db:
            is_worker = may(find_person(db, team, user), Permission.WORK_CLAIM)
            return find_person_id(db, team, user) if is_worker else None


def local_actor() -> Actor:
    """Whoever works on the bot's own machine, who may do everything."""
    operator = local_operator()
    return Actor(
        person_id=None,
        name="the local operator",
        team=operator.team,
        user=operator.user,
        place="",
        permissions=frozenset(Permission),
    )
