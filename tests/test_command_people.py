"""`billing-bot people`: the list is kept on the machine, from the first administrator on."""

from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, a_command_line, document_of

from data.people_models import Role

ADD = ("people", "add", "T0AB", "U0AB", "--name", "Ada Admin", "--role", "admin")


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def listed(cli: CommandLine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document_of(cli.run("people", "list", "--json"))["people"]
    return found


def test_the_first_administrator_is_added_and_listed(cli: CommandLine) -> None:
    result = cli.run(*ADD)

    assert (result.exit_code, result.stdout) == (0, "T0AB U0AB  Ada Admin: admin\n")
    (person,) = listed(cli)
    assert list(person) == ["team", "user", "name", "roles", "active", "added_at"]
    assert (person["user"], person["roles"], person["active"]) == ("U0AB", ["admin"], True)
    assert person["added_at"].startswith("2026-01-15T")


def test_an_empty_list_says_how_to_begin(cli: CommandLine) -> None:
    assert "billing-bot people add TEAM USER" in cli.run("people", "list").stdout
    assert listed(cli) == []


def test_the_same_person_twice_is_refused_and_changes_nothing(cli: CommandLine) -> None:
    cli.run(*ADD)

    result = cli.run(*ADD[:5], "Other", "--role", "viewer")

    assert result.exit_code == 1
    assert "on the list already" in result.stderr
    assert [one["name"] for one in listed(cli)] == ["Ada Admin"]


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_given(cli: CommandLine, role: Role) -> None:
    answer = document_of(cli.run("people", "add", "T0AB", "U0AB", "--name", "A", "--role", role.value, "--json"))

    assert answer["people"][0]["roles"] == [role]


def test_roles_that_are_named_take_the_place_of_those_before(cli: CommandLine) -> None:
    cli.run(*ADD)

    answer = document_of(
        cli.run("people", "change", "T0AB", "U0AB", "--role", "lead", "--role", "biller", "--name", "Ada L", "--json")
    )

    assert answer["people"][0]["roles"] == ["biller", "lead"]
    assert answer["people"] == listed(cli)


def test_somebody_is_deactivated_and_let_in_again(cli: CommandLine) -> None:
    cli.run(*ADD)

    assert cli.run("people", "deactivate", "T0AB", "U0AB").stdout.endswith("admin  (deactivated)\n")
    assert [one["active"] for one in listed(cli)] == [False]
    cli.run("people", "change", "T0AB", "U0AB", "--activate")
    assert [one["active"] for one in listed(cli)] == [True]


@pytest.mark.parametrize("words", [("change", "--role", "admin"), ("deactivate",)])
def test_somebody_who_is_not_on_the_list_cannot_be_changed(cli: CommandLine, words: tuple[str, ...]) -> None:
    result = cli.run("people", words[0], "T0AB", "U0XY", *words[1:])

    assert (result.exit_code, result.stdout) == (1, "")
    assert "U0XY of T0AB is not on the list." in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "U0AB", "T0AB", "--name", "A", "--role", "admin"), "U0AB is no workspace id"),
        (("add", "T0AB", "C0AB", "--name", "A", "--role", "admin"), "C0AB is no member id"),
        (("add", "T0AB", "U0AB", "--name", "  ", "--role", "admin"), "A name has 1 to 80 characters"),
        (("add", "T0AB", "U0AB", "--name", "a" * 500, "--role", "admin"), "A name has 1 to 80 characters"),
        (("add", "T0AB", "U0AB", "--name", "A"), "at least one --role"),
        (("add", "T0AB", "U0AB", "--name", "A", "--role", "boss"), "'boss' is not one of"),
        (("change", "T0AB", "U0AB"), "Say what to change"),
    ],
)
def test_what_cannot_be_used_exits_2(cli: CommandLine, words: tuple[str, ...], said: str) -> None:
    result = cli.run("people", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_ids_may_be_typed_small_and_a_name_stands_on_one_line(cli: CommandLine) -> None:
    added = cli.run("people", "add", "t0ab", "u0ab", "--name", " Ada\n\x07Admin ", "--role", "admin")

    assert (added.exit_code, added.stdout) == (0, "T0AB U0AB  Ada Admin: admin\n")
    assert cli.run("people", "change", "t0ab", "u0ab", "--name", "Ada\tLead").stdout == "T0AB U0AB  Ada Lead: admin\n"
    assert "(deactivated)" in cli.run("people", "deactivate", "t0ab", "u0ab").stdout


def test_a_check_names_the_way_to_the_first_administrator(cli: CommandLine) -> None:
    assert "NO  people: nobody yet" in cli.run("check").stdout
    cli.run("people", "add", "T0AB", "U0CD", "--name", "Bea", "--role", "biller")
    assert "NO  people: no administrator yet" in cli.run("check").stdout
    cli.run(*ADD)
    assert "ok  people: 2 active, 1 administrator among them" in cli.run("check").stdout
