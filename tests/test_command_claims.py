"""`billing-bot claims`, as people and checks drive it."""

import re
from pathlib import Path

import pytest
from claim_store import FilledStore
from command_line import CommandLine, a_command_line, document_of
from people import BEA, add_staff
from x12_claims import Paid, a_remittance, a_sent_claim

PROMISED = [
    *("ref", "claim_number", "payer", "state", "billed", "paid", "adjusted", "patient", "balance", "age_days"),
    *("service_from", "owner", "carcs", "next_action", "next_action_on"),
]
FILES = [
    a_sent_claim(),
    a_remittance(Paid(paid="0", adjustments=("CO*197*150", "CO*45*50"))),
    a_sent_claim("1002", service="20251005", sent_on="20251006", patient="BERYL*MAY", control="0002", group="8"),
    a_sent_claim("1003", service="20251105", sent_on="20251106", patient="CORAL*JUNE", control="0003", group="9"),
]
TODAY = ("--today", "2026-02-01")


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    folder = tmp_path / "data"
    folder.mkdir()
    filled = FilledStore(folder).take_all(FILES)
    add_staff(filled.store)
    with filled.store.write() as db:
        db.conn.execute(
            "UPDATE claim SET owner_id = (SELECT id FROM person WHERE user = ?) WHERE state = 'denied'", [BEA]
        )
    return filled


def test_a_worklist_is_one_json_document_with_all_that_is_promised(cli: CommandLine, filled: FilledStore) -> None:
    found = document_of(cli.run("claims", "denied", "aetna", "over", "20", *TODAY, "--json"))

    assert found["filter"] == "denied; Aetna; more than 20 days old; largest balance first"
    assert (found["total"], found["sum_cents"], found["is_more"]) == (1, 15_000, False)
    (claim,) = found["claims"]
    assert list(claim) == PROMISED
    assert claim | {"ref": ""} == {
        "ref": "",
        "claim_number": "1001",
        "payer": "AETNA",
        "state": "denied",
        "billed": 20_000,
        "paid": 0,
        "adjusted": 5_000,
        "patient": 0,
        "balance": 15_000,
        "age_days": 27,
        "service_from": "2026-01-05",
        "owner": "Bea Biller",
        "carcs": ["197"],
        "next_action": "work_denial",
        "next_action_on": "2026-01-22",
    }


def test_words_may_be_one_argument_or_several(cli: CommandLine, filled: FilledStore) -> None:
    assert document_of(cli.run("claims", "over 60", *TODAY, "--json"))["total"] == 2
    assert document_of(cli.run("claims", "over", "60", *TODAY, "--json"))["total"] == 2


def test_without_words_all_that_is_open_is_listed(cli: CommandLine, filled: FilledStore) -> None:
    assert document_of(cli.run("claims", *TODAY, "--json"))["total"] == 3


@pytest.mark.parametrize("who", [BEA, "bea", "Bea Biller"])
def test_mine_is_the_persons_that_is_named(cli: CommandLine, filled: FilledStore, who: str) -> None:
    found = document_of(cli.run("claims", "mine", "--as", who, *TODAY, "--json"))

    assert [claim["claim_number"] for claim in found["claims"]] == ["1001"]


def test_mine_without_a_person_says_so(cli: CommandLine, filled: FilledStore) -> None:
    found = document_of(cli.run("claims", "mine", *TODAY, "--json"))

    assert found["total"] == 0
    assert "no claim is yours" in found["notes"][0]


def test_limit_and_offset_page_through(cli: CommandLine, filled: FilledStore) -> None:
    pages = [
        document_of(cli.run("claims", "by age", "--limit", "1", "--offset", str(offset), *TODAY, "--json"))
        for offset in range(4)
    ]

    assert [[claim["claim_number"] for claim in page["claims"]] for page in pages] == [["1002"], ["1003"], ["1001"], []]
    assert {page["total"] for page in pages} == {3}


def test_what_was_not_understood_is_named(cli: CommandLine, filled: FilledStore) -> None:
    found = document_of(cli.run("claims", "denied xyzzy", *TODAY, "--json"))

    assert found["left_out"] == ["xyzzy"]
    assert found["notes"] == ["Not understood, so left out: xyzzy."]


def test_people_read_a_line_a_claim(cli: CommandLine, filled: FilledStore) -> None:
    answer = cli.run("claims", "denied", *TODAY)

    assert answer.exit_code == 0
    assert "1 claim, $150.00 (denied; largest balance first)" in answer.stdout
    assert "1001  denied  AETNA  $150.00  27 days  Bea Biller  CO-197" in answer.stdout


def test_balances_of_several_claims_stand_below_each_other(cli: CommandLine, filled: FilledStore) -> None:
    _, *rows = cli.run("claims", *TODAY).stdout.splitlines()

    assert len(rows) > 1
    assert len({re.search(r"\.\d\d  ", row).end() for row in rows}) == 1  # type: ignore[union-attr]


def test_a_day_that_is_none_is_refused(cli: CommandLine) -> None:
    assert cli.run("claims", "--today", "yesterday").exit_code == 2


def test_an_empty_store_gives_an_empty_answer(cli: CommandLine) -> None:
    assert document_of(cli.run("claims", "denied", "--json"))["claims"] == []


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "1/2"])
def test_what_is_no_day_is_told_with_how_to_write_one(cli: CommandLine, filled: FilledStore, day: str) -> None:
    result = cli.run("claims", "--today", day)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"“{day}” is no day. Write it like 2026-01-15." in result.stderr


def test_a_day_may_be_written_as_in_the_us(cli: CommandLine, filled: FilledStore) -> None:
    american = document_of(cli.run("claims", "--today", "2/1/2026", "--json"))

    assert american == document_of(cli.run("claims", *TODAY, "--json"))


def test_a_worklist_of_nobody_is_no_answer(cli: CommandLine, filled: FilledStore) -> None:
    nobody = cli.run("claims", "mine", "--as", "Nobody Known")

    assert (nobody.exit_code, nobody.stdout) == (2, "")
    assert "Nobody named Nobody Known is on the bot's list" in nobody.stderr
    assert document_of(cli.run("claims", "mine", "--as", "bea", "--json"))["total"] == 1
    assert document_of(cli.run("claims", "mine", "--as", BEA, "--json"))["total"] == 1


def test_an_offset_behind_the_end_says_so(cli: CommandLine, filled: FilledStore) -> None:
    assert "The list ends before that" in cli.run("claims", "--offset", "99").stderr
    assert "The list ends" not in cli.run("claims", "denied", "over", "9000", "--offset", "0").stderr
