"""The glossary on the command line: an entry, a difference, what may be meant, all of them."""

from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of


@pytest.fixture
def line(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def test_a_term_is_explained(line: CommandLine) -> None:
    said = line.run("glossary", "timley", "filing").stdout

    assert said.startswith("Timely filing: The last day on which a payer takes a claim.")
    assert "Source: 42 CFR 424.44" in said


def test_a_term_as_json_is_one_document_with_its_source(line: CommandLine) -> None:
    document = document_of(line.run("glossary", "clean claim", "--json"))

    assert document["entry"]["id"] == "clean-claim"
    assert document["entry"]["source"]
    assert (document["difference"], document["team"]) == (None, [])


def test_a_difference_as_json_holds_both_entries_and_the_line(line: CommandLine) -> None:
    document = document_of(line.run("glossary", "denial vs rejection", "--json"))

    assert document["entry"] is None
    assert document["difference"]["one"]["id"] == "denial"
    assert document["difference"]["other"]["id"] == "rejection"
    assert "appeal right" in document["difference"]["text"]


def test_nonsense_is_no_error_and_finds_nothing(line: CommandLine) -> None:
    document = document_of(line.run("glossary", "purple elephants", "--json"))

    assert (document["entry"], document["difference"], document["did_you_mean"]) == (None, None, [])
    assert "not in the glossary" in line.run("glossary", "purple elephants").stderr


def test_what_may_be_meant_is_offered(line: CommandLine) -> None:
    assert document_of(line.run("glossary", "insurance", "--json"))["did_you_mean"]
    assert "Did you mean" in line.run("glossary", "insurance").stderr


def test_without_a_term_all_are_listed_by_topic(line: CommandLine) -> None:
    assert "Modifiers: Modifier 25, Modifier 24" in line.run("glossary").stdout
    assert len(document_of(line.run("glossary", "--json"))["entries"]) > 200
