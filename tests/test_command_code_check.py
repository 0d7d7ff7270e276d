"""`billing-bot code check`: findings as JSON of the promised shape or in words."""

from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def test_findings_as_json_have_exactly_the_promised_shape(cli: CommandLine) -> None:
    document = document_of(cli.run("code", "check", "I10,", "E11.22,", "N18.30", "--json"))

    assert list(document) == ["findings"]
    assert all(list(finding) == ["severity", "rule", "codes", "text"] for finding in document["findings"])
    first = document["findings"][0]
    assert (first["severity"], first["rule"], first["codes"]) == ("error", "hypertension", ["I10", "N18.30"])


def test_codes_may_be_one_word_or_several(cli: CommandLine) -> None:
    one, other = (
        document_of(cli.run("code", "check", *codes, "--json")) for codes in (["E11.9,E10.9"], ["E11.9", "E10.9"])
    )

    assert one == other
    assert one["findings"][0]["rule"] == "excludes1"


def test_nothing_found_is_an_answer(cli: CommandLine) -> None:
    assert document_of(cli.run("code", "check", "G30.9, F02.80", "--json")) == {"findings": []}
    assert "Nothing to correct as of 2026-01-15." in cli.run("code", "check", "G30.9, F02.80").output


def test_the_date_of_service_may_be_an_option_or_in_the_text(cli: CommandLine) -> None:
    by_option = document_of(cli.run("code", "check", "E78.5, I10", "--on", "2026-11-01", "--json"))
    in_text = document_of(cli.run("code", "check", "E78.5, I10 on 2026-11-01", "--json"))

    assert by_option == in_text
    assert [one["rule"] for one in by_option["findings"]] == ["dates", "use-additional"]


def test_in_words_each_code_and_each_finding_has_a_line(cli: CommandLine) -> None:
    lines = cli.run("code", "check", "E11.9, E10.9").output.splitlines()

    assert lines[0] == "E11.9     Type 2 diabetes mellitus without complications"
    assert lines[2].startswith("error: E10.9")


@pytest.mark.parametrize("words", [["check"], ["check", "12"]])
def test_a_check_without_codes_is_refused_with_an_example(cli: CommandLine, words: list[str]) -> None:
    result = cli.run("code", *words)

    assert result.exit_code == 2
    assert "billing-bot code check I10, E11.22, N18.30" in result.output


def test_words_after_check_are_looked_up(cli: CommandLine) -> None:
    assert "matches" in document_of(cli.run("code", "check", "up", "--json"))
