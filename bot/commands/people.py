"""`billing-bot people`: who may use the bot, and what each may do."""

import re
from datetime import datetime
from pathlib import Path

import click

from bot.audit import AuditTrail
from bot.commands.shared import (
    UNUSABLE,
    data_dir_option,
    fail,
    json_option,
    print_json,
    settings_for,
    told_clearly,
)
from bot.people import PeopleDesk, local_operator
from bot.settings import clock_of
from data.people_models import Person, Role
from data.store.claims_file import ClaimsFile

_TEAM, _USER = re.compile(r"T[A-Z0-9]{2,20}"), re.compile(r"[UW][A-Z0-9]{2,20}")
_LONGEST_NAME = 80
_roles_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="Once per role."
)


@click.group()
def people() -> None:
    """Add, list, change and deactivate the people who may use the bot; nobody else gets an answer.

    TEAM is the Slack workspace's id (T...), USER a member's id (U...): in Slack, profile, "Copy member ID".
    """


@people.command()
@click.argument("team")
@click.argument("user")
@click.option("--name", required=True, help="How the bot names them.")
@_roles_option
@json_option
@data_dir_option
@told_clearly
def add(team: str, user: str, name: str, roles: tuple[str, ...], as_json: bool, data_dir: Path | None) -> None:
    """Add somebody with one or more roles."""
    team, user, name = team.upper(), user.upper(), _plain(name)
    _check(team, user, name)
    if not roles:
        fail(f"Name at least one --role: {', '.join(Role)}.", UNUSABLE)
    desk, now = _desk(data_dir)
    person = Person(team=team, user=user, name=name, roles=frozenset(map(Role, roles)), is_active=True, added_at=now)
    _show([desk.add(local_operator(), person)], as_json=as_json)


@people.command(name="list")
@json_option
@data_dir_option
@told_clearly
def list_(as_json: bool, data_dir: Path | None) -> None:
    """Show everybody who was ever added."""
    found = _desk(data_dir)[0].people()
    if not found and not as_json:
        click.echo("Nobody yet. Add the first administrator: billing-bot people add TEAM USER --name NAME --role admin")
    _show(found, as_json=as_json)


@people.command()
@click.argument("team")
@click.argument("user")
@click.option("--name", help="Another name.")
@_roles_option
@click.option("--activate", is_flag=True, help="Let somebody in again who was deactivated.")
@json_option
@data_dir_option
@told_clearly
def change(
    team: str, user: str, name: str | None, roles: tuple[str, ...], activate: bool, as_json: bool, data_dir: Path | None
) -> None:
    """Change somebody's name or roles: the roles named take the place of those before."""
    team, user, name = team.upper(), user.upper(), None if name is None else _plain(name)
    _check(team, user, name)
    if name is None and not roles and not activate:
        fail("Say what to change: --name, --role or --activate.", UNUSABLE)
    changed = _desk(data_dir)[0].change(
        local_operator(),
        team,
        user,
        name=name,
        roles=map(Role, roles) if roles else None,
        is_active=True if activate else None,
    )
    _show([changed], as_json=as_json)


@people.command()
@click.argument("team")
@click.argument("user")
@json_option
@data_dir_option
@told_clearly
def deactivate(team: str, user: str, as_json: bool, data_dir: Path | None) -> None:
    """Give somebody no answer from now on; what they did stays in the audit trail."""
    team, user = team.upper(), user.upper()
    _check(team, user, None)
    _show([_desk(data_dir)[0].change(local_operator(), team, user, is_active=False)], as_json=as_json)


def _desk(data_dir: Path | None) -> tuple[PeopleDesk, datetime]:
    settings = settings_for(data_dir)
    store, clock = ClaimsFile(settings.data_dir), clock_of(settings)
    return PeopleDesk(store, clock, AuditTrail(store, clock)), clock.now()


def _plain(name: str) -> str:
    """On one line, without signs that do not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def _check(team: str, user: str, name: str | None) -> None:
    """Ends the command with every problem of the ids and the name."""
    problems = []
    if not _TEAM.fullmatch(team):
        problems.append(f"{team} is no workspace id: it begins with T, such as T0AB12CD3.")
    if not _USER.fullmatch(user):
        problems.append(f"{user} is no member id: it begins with U or W, such as U0AB12CD3.")
    if name is not None and not 0 < len(name) <= _LONGEST_NAME:
        problems.append(f"A name has 1 to {_LONGEST_NAME} characters.")
    if problems:
        fail("\n".join(problems), UNUSABLE)


def _show(people: list[Person], *, as_json: bool) -> None:
    if as_json:
        print_json({"people": [_json(person) for person in people]})
        return
    for person in people:
        standing = "" if person.is_active else "  (deactivated)"
        click.echo(f"{person.team} {person.user}  {person.name}: {', '.join(_in_order(person))}{standing}")


def _in_order(person: Person) -> list[str]:
    return [role.value for role in Role if role in person.roles]


def _json(person: Person) -> dict[str, object]:
    return {
        "team": person.team,
        "user": person.user,
        "name": person.name,
        "roles": _in_order(person),
        "active": person.is_active,
        "added_at": person.added_at.isoformat(timespec="seconds"),
    }
