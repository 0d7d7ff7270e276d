"""The list of people: added, changed, deactivated, each with its row in the audit trail in one transaction."""

import os
import pwd
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.audit import Actor, AuditTrail, Detail
from bot.clock import Clock
from data.people_models import Person, Role
from data.store.claims_file import ClaimsFile
from data.store.people import add_person, get_person, list_people, save_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who runs a command on this machine, by their login there; they may do everything."""

    team: str
    user: str


def local_operator() -> Operator:
    """The login of this process; its number where it has no name."""
    number = os.getuid()
    try:
        return Operator(team="local", user=pwd.getpwuid(number).pw_name)
    except KeyError:
        return Operator(team="local", user=str(number))


class PeopleDesk:
    """Changes to the list. Who may make them is asked before."""

    def __init__(self, store: ClaimsFile, clock: Clock, audit: AuditTrail) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit

    def people(self) -> list[Person]:
        with self._store.read() as db:
            return list_people(db)

    def add(self, by: Actor, person: Person) -> Person:
        """Raises PersonExists."""
        with self._store.write() as db:
            add_person(db, person)
            self._record(by, "people.add", person)
        return person

    def change(
        self,
        by: Actor,
        team: str,
        user: str,
        *,
        name: str | None = None,
        roles: Iterable[Role] | None = None,
        is_active: bool | None = None,
    ) -> Person:
        """What is None stays as it was. Raises PersonNotFound."""
        with self._store.write() as db:
            old = get_person(db, team, user)
            new = replace(
                old,
                name=old.name if name is None else name,
                roles=old.roles if roles is None else frozenset(roles),
                is_active=old.is_active if is_active is None else is_active,
            )
            if new != old:
                save_person(db, new)
                self._record(by, "people.deactivate" if old.is_active and not new.is_active else "people.change", new)
        return new

    def _record(self, by: Actor, action: str, person: Person) -> None:
        """Roles and standing, not the name: the ids say who."""
        detail: Detail = {"roles": " ".join(sorted(person.roles)), "active": person.is_active}
        self._audit.record(by, action, f"{person.team}/{person.user}", detail=detail)
