"""`billing-bot audit`: what stands in the trail, and whether it still stands as it was written."""

import json
from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of
from conftest import IN_FORCE
from fixed_clock import FixedClock

from bot.audit import AuditTrail
from bot.people import local_operator
from data.store.claims_file import ClaimsFile


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    """A command line on whose store somebody was added, changed and deactivated on 2026-01-15."""
    made = a_command_line(codes_dir, tmp_path)
    made.run("people", "add", "T0AB", "U0AB", "--name", "Ada", "--role", "admin")
    made.run("people", "change", "T0AB", "U0AB", "--role", "lead")
    made.run("people", "deactivate", "T0AB", "U0AB")
    return made


def tamper(cli: CommandLine, statement: str) -> None:
    db = ClaimsFile(Path(cli.environment["BILLING_BOT_DATA_DIR"])).db
    db.conn.executescript(f"DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; {statement}")


def test_a_whole_trail_is_verified_with_its_newest_hash(cli: CommandLine) -> None:
    answer = document_of(cli.run("audit", "verify", "--json"))

    assert list(answer) == ["ok", "rows", "head", "broken"]
    assert (answer["ok"], answer["rows"], answer["broken"]) == (True, 3, None)
    assert answer["head"] in cli.run("audit", "verify").stdout


def test_an_empty_trail_is_whole(codes_dir: Path, tmp_path: Path) -> None:
    result = a_command_line(codes_dir, tmp_path).run("audit", "verify")

    assert (result.exit_code, result.stdout) == (0, "The audit trail is whole: 0 rows, the newest none.\n")


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE audit SET user = 'nobody' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 3", 3),
    ],
)
def test_a_broken_trail_exits_1_and_names_the_first_broken_row(cli: CommandLine, statement: str, row: int) -> None:
    tamper(cli, statement)

    in_words, as_json = cli.run("audit", "verify"), cli.run("audit", "verify", "--json")

    assert (in_words.exit_code, as_json.exit_code) == (1, 1)
    assert f"broken at row {row}" in in_words.stdout
    assert json.loads(as_json.stdout)["broken"] == row
    assert f"NO  audit trail: broken at row {row}" in cli.run("check").stdout


def test_rows_are_shown_in_words_in_the_practices_time(cli: CommandLine) -> None:
    lines = cli.run("audit", "show").stdout.splitlines()

    assert len(lines) == 3
    assert lines[0].startswith("1  2026-01-15 ")
    assert lines[2].endswith("people.deactivate  T0AB/U0AB  active=False roles=lead")


def test_rows_are_shown_as_json(cli: CommandLine) -> None:
    rows = document_of(cli.run("audit", "show", "--json"))["rows"]

    assert list(rows[0]) == ["id", "at", "team", "user", "action", "object", "place", "detail", "hash"]
    assert [row["action"] for row in rows] == ["people.add", "people.change", "people.deactivate"]
    assert rows[1]["detail"] == {"roles": "lead", "active": True}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--since", "2026-01-15"), 3),
        (("--since", "2026-01-16"), 0),
        (("--ref", "t0ab/u0ab"), 3),
        (("--ref", "K7M-4QX"), 0),
        (("--user", "U0AB"), 0),
        (("--since", "1/15/2026"), 3),
        (("--since", "0001-01-01"), 3),
        (("--since", "3000-01-01"), 0),
    ],
)
def test_rows_are_narrowed_down(cli: CommandLine, words: tuple[str, ...], count: int) -> None:
    assert len(document_of(cli.run("audit", "show", "--json", *words))["rows"]) == count


def test_an_empty_answer_is_an_answer(cli: CommandLine) -> None:
    result = cli.run("audit", "show", "--ref", "K7M-4QX")

    assert (result.exit_code, result.stdout) == (0, "No row matches (as of 2026-01-15).\n")


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m4qx", " k7m-4qx "])
def test_a_reference_is_read_as_people_type_it(cli: CommandLine, typed: str) -> None:
    store = ClaimsFile(Path(cli.environment["BILLING_BOT_DATA_DIR"]))
    AuditTrail(store, FixedClock(IN_FORCE)).record(local_operator(), "claim.view", "K7M-4QX")

    (row,) = document_of(cli.run("audit", "show", "--ref", typed, "--json"))["rows"]

    assert row["object"] == "K7M-4QX"


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "1/2", ""])
def test_what_is_no_day_is_told_with_how_to_write_one(cli: CommandLine, day: str) -> None:
    result = cli.run("audit", "show", "--since", day)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"“{day}” is no day. Write it like 2026-01-15." in result.stderr
