"""People who may use the bot, by workspace and member id: added, changed, deactivated, never deleted."""

from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from data.errors import PersonExists, PersonNotFound
from data.people_models import Person, Role

_SELECT = "SELECT team, user, name, roles, is_active, added_at FROM person"


def add_person(db: Database, person: Person) -> None:
    """Raises PersonExists."""
    if find_person(db, person.team, person.user):
        raise PersonExists(person.team, person.user)
    values = (person.team, person.user, person.name, _written(person.roles), person.is_active, _instant(person))
    db.conn.execute(
        "INSERT INTO person (team, user, name, roles, is_active, added_at) VALUES (?, ?, ?, ?, ?, ?)", values
    )


def save_person(db: Database, person: Person) -> None:
    """Keeps the name, the roles and whether they are active. Raises PersonNotFound."""
    done = db.conn.execute(
        "UPDATE person SET name = ?, roles = ?, is_active = ? WHERE team = ? AND user = ?",
        (person.name, _written(person.roles), person.is_active, person.team, person.user),
    )
    if not done.rowcount:
        raise PersonNotFound(person.team, person.user)


def find_person(db: Database, team: str, user: str) -> Person | None:
    rows = db.conn.execute(_SELECT + " WHERE team = ? AND user = ?", (team, user))
    return next(map(_person, rows), None)


def get_person(db: Database, team: str, user: str) -> Person:
    """Raises PersonNotFound."""
    person = find_person(db, team, user)
    if person is None:
        raise PersonNotFound(team, user)
    return person


def list_people(db: Database) -> list[Person]:
    """Everybody who was ever added, by name."""
    return [_person(row) for row in db.conn.execute(_SELECT + " ORDER BY name, team, user")]


def people_version(db: Database) -> int:
    """Another number after every change to anybody."""
    return int(db.conn.execute("SELECT version FROM people_version").fetchone()[0])


def _person(row: tuple[Any, ...]) -> Person:
    team, user, name, roles, is_active, added_at = row
    return Person(
        team=team,
        user=user,
        name=name,
        roles=frozenset(map(Role, roles.split())),
        is_active=bool(is_active),
        added_at=datetime.fromisoformat(added_at),
    )


def _written(roles: frozenset[Role]) -> str:
    return " ".join(role for role in Role if role in roles)


def _instant(person: Person) -> str:
    return person.added_at.astimezone(UTC).isoformat(timespec="seconds")
