"""`billing-bot deadline`: the promised JSON, the words, and what it says where it cannot answer."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of
from deadline_rules import a_rule

from bot.rules.payer_sheet_checks import facts_of
from data.importers.payer_rule_table import read_payer_rules
from data.payer_models import RuleCheck
from data.store.claims_file import ClaimsFile
from data.store.payer_rules import save_check, save_rule

KEYS = ["safe", "send_by", "due_raw", "due_rolled", "steps", "rule", "source", "verified_on"]


@pytest.fixture
def cli(tmp_path: Path) -> CommandLine:
    return a_command_line(tmp_path / "no-codes-needed", tmp_path)


def test_the_promised_keys_come_first(cli: CommandLine) -> None:
    answer = document_of(cli.run("deadline", "--rule", "mcr.l1", "--start", "2026-09-02", "--json"))

    assert list(answer)[: len(KEYS)] == KEYS
    assert [answer[key] for key in KEYS if key != "steps"] == [
        *("2026-12-31", "2026-12-23", "2027-01-05", "2027-01-05"),
        *("mcr.l1", "42 CFR 405.942", "2026-11-23"),
    ]
    assert answer["steps"][0] == "Notice dated 2026-09-02 (Wednesday)."
    assert (answer["mark"], answer["warnings"], answer["opens_on"]) == ("read", [], None)


def test_a_rule_that_nobody_checked_has_no_day_and_a_warning(cli: CommandLine) -> None:
    answer = document_of(cli.run("deadline", "--rule", "default.appeal1", "--start", "2026-11-02", "--json"))

    assert (answer["verified_on"], answer["mark"], answer["is_verified"]) == (None, "unset", False)
    assert (answer["safe"], answer["due_raw"]) == ("2026-12-31", "2027-05-01")
    assert "This is a default" in answer["warnings"][0]


def test_a_window_tells_when_it_opens(cli: CommandLine) -> None:
    answer = document_of(cli.run("deadline", "--rule", "nsa.idr", "--start", "2026-11-02", "--json"))

    assert (answer["opens_on"], answer["safe"], answer["due_raw"]) == ("2026-12-17", "2026-12-21", "2026-12-22")


@pytest.mark.parametrize(
    ("way", "send_by"),
    [("mail", "2026-12-23"), ("fax", "2026-12-31"), ("portal", "2026-12-31"), ("electronic", "2026-12-31")],
)
def test_the_way_decides_when_it_leaves(cli: CommandLine, way: str, send_by: str) -> None:
    answer = document_of(cli.run("deadline", "--rule", "mcr.l1", "--start", "2026-09-02", "--way", way, "--json"))

    assert answer["send_by"] == send_by


def test_a_proven_receipt_moves_the_last_day(cli: CommandLine) -> None:
    words = ["deadline", "--rule", "mcr.l1", "--start", "2026-09-02", "--received", "9/14/2026"]
    answer = document_of(cli.run(*words, "--json"))

    assert (answer["safe"], answer["due_raw"]) == ("2026-12-31", "2027-01-12")
    assert "Last day, counted from the proven receipt: 2027-01-12 (Tuesday)" in cli.run(*words).stdout


def test_dates_are_read_as_people_write_them_and_ids_in_any_case(cli: CommandLine) -> None:
    one, other = (
        document_of(cli.run("deadline", "--rule", rule, "--start", start, "--json"))
        for rule, start in (("mcr.l1", "2026-09-02"), ("MCR.L1", "9/2/26"))
    )

    assert one == other


def test_an_amount_in_controversy_of_an_unknown_year_is_a_warning(cli: CommandLine) -> None:
    hearing, first = (
        document_of(cli.run("deadline", "--rule", rule, "--start", "2026-11-20", "--json"))["warnings"]
        for rule in ("mcr.l3", "mcr.l1")
    )

    assert "Filed in 2026, a hearing (third appeal) needs at least $200 in controversy." in hearing
    assert any("in 2027 is not known here" in sentence for sentence in hearing)
    assert first == []


def test_without_json_the_answer_is_words(cli: CommandLine) -> None:
    result = cli.run("deadline", "--rule", "mcr.l1", "--start", "2022-05-15")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:5] == [
        "Medicare redetermination (first appeal) (mcr.l1)",
        "  Work by: 2022-09-12 (Monday)",
        "  Send by (mail): 2022-09-02 (Friday)",
        "  Last day, notice presumed received after 5 days: 2022-09-17 (Saturday)",
        "  Last day after the weekend or holiday: 2022-09-19 (Monday)",
    ]
    assert "Source: 42 CFR 405.942; checked by us on 2026-11-23." in result.stdout


@pytest.mark.parametrize(
    ("typed", "near"),
    [("mcr.1", "mcr.l1"), ("redetermination", "mcr.l1"), ("ma-recon", "ma.recon"), ("external review", "aca.external")],
)
def test_an_unknown_rule_is_answered_with_the_nearest_ids(cli: CommandLine, typed: str, near: str) -> None:
    result = cli.run("deadline", "--rule", typed, "--start", "2026-09-02", "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no rule “{typed}”. Nearest: {near}" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--start", "2026-02-30"], "--start: “2026-02-30” is no date; write it as 2026-09-02."),
        (["--start", "soon"], "“soon” is no date"),
        (["--start", "1926-09-02"], "check the year"),
        (["--start", "9999-12-31"], "check the year"),
        (["--start", "2026-09-02", "--received", "later"], "--received: “later” is no date"),
        (["--start", "2026-09-02", "--way", "pigeon"], "pigeon"),
        ([], "Give --start DATE, such as 2026-09-02: for mcr.l1 it is the date of the remittance or letter."),
    ],
)
def test_what_cannot_be_read_is_told(cli: CommandLine, words: list[str], told: str) -> None:
    result = cli.run("deadline", "--rule", "mcr.l1", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_rule_has_to_be_named(cli: CommandLine) -> None:
    result = cli.run("deadline", "--start", "2026-09-02")

    assert result.exit_code == 2
    assert "deadline --list" in result.stderr


def test_the_list_shows_every_rule(cli: CommandLine) -> None:
    rules = document_of(cli.run("deadline", "--list", "--json"))["rules"]
    shown = cli.run("deadline", "--list").stdout

    assert [rule["id"] for rule in rules] == [rule.id for rule in read_payer_rules()]
    assert all(rule["id"] in shown and rule["title"] in shown for rule in rules)
    assert "not checked by anybody yet" in shown
    assert "Medicare claim filing: 1 year from the date of service" in shown


def test_every_shipped_rule_has_an_answer(cli: CommandLine) -> None:
    for rule in read_payer_rules():
        answer = document_of(cli.run("deadline", "--rule", rule.id, "--start", "2026-11-23", "--json"))

        assert answer["safe"] <= answer["due_raw"] <= answer["due_rolled"]


# --- the practice's own rules ---------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def test_the_practices_own_rules_are_known(cli: CommandLine, tmp_path: Path) -> None:
    with store(tmp_path).write() as db:
        save_rule(db, a_rule(id="own.1", title="Invented plan's appeal", limit=90), at=NOW, by="Robin Sample", after=0)

    answer = document_of(cli.run("deadline", "--rule", "own.1", "--start", "2026-11-23", "--json"))
    rules = document_of(cli.run("deadline", "--list", "--json"))["rules"]

    assert (answer["title"], answer["due_raw"]) == ("Invented plan's appeal", "2027-02-21")
    assert rules[0]["id"] == "own.1"


def test_a_shipped_rule_that_the_practice_checked_is_verified(cli: CommandLine, tmp_path: Path) -> None:
    shipped = next(rule for rule in read_payer_rules() if rule.id == "mcr.adr")
    check = RuleCheck(rule_id="mcr.adr", checked_on=date(2026, 11, 20), by="Robin Sample", facts=facts_of(shipped))
    with store(tmp_path).write() as db:
        save_check(db, check, at=NOW)

    answer = document_of(cli.run("deadline", "--rule", "mcr.adr", "--start", "2026-11-23", "--json"))

    assert (answer["verified_on"], answer["is_verified"], answer["warnings"]) == ("2026-11-20", True, [])


def test_asking_for_a_date_makes_no_store(cli: CommandLine, tmp_path: Path) -> None:
    cli.run("deadline", "--rule", "mcr.l1", "--start", "2026-11-23")

    assert not (tmp_path / "data" / "claims.db").exists()


def store(tmp_path: Path) -> ClaimsFile:
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    return ClaimsFile(folder)
