"""`billing-bot code`: one look-up, as JSON of the promised shape or in words."""

from datetime import date
from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, codes_of, document_of

MATCH = {
    "system": str, "code": str, "description": str, "billable": bool, "valid_from": str, "valid_to": type(None),
    "release": str, "score": float, "why": str, "notes": list, "children": list,
}  # fmt: skip


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def test_a_look_up_as_json_has_exactly_the_promised_shape(cli: CommandLine) -> None:
    answer = document_of(cli.run("code", "E11.6", "--json"))

    assert list(answer) == ["query", "on", "matches", "note", "took_ms"]
    assert (answer["query"], answer["on"], answer["note"]) == ("E11.6", "2026-01-15", "")
    assert isinstance(answer["took_ms"], float)
    [match] = answer["matches"]
    assert {key: type(value) for key, value in match.items()} == MATCH
    assert list(match) == list(MATCH)
    assert (match["system"], match["code"], match["billable"], match["score"]) == ("ICD-10-CM", "E11.6", False, 100.0)
    assert (match["valid_from"], match["valid_to"], match["release"]) == ("2025-10-01", None, "FY2026")


def test_children_and_notes_of_a_match_have_their_own_shape(cli: CommandLine) -> None:
    [match] = document_of(cli.run("code", "E11.6", "--json"))["matches"]

    assert [list(child) for child in match["children"]] == [["code", "description", "billable"]] * 6
    assert match["children"][4] == {
        "code": "E11.65",
        "description": "Type 2 diabetes mellitus with hyperglycemia",
        "billable": True,
    }
    assert {
        "kind": "use additional",
        "text": "insulin (Z79.4)",
        "from": "E11",
    } in match["notes"]
    assert all(list(note) == ["kind", "text", "from"] for note in match["notes"])


def test_words_may_be_given_with_or_without_quotes(cli: CommandLine) -> None:
    one, other = (document_of(cli.run("code", *words, "--json")) for words in (["heart attack"], ["heart", "attack"]))

    assert codes_of(one)[0] == codes_of(other)[0] == "I21.9"
    assert one["query"] == other["query"] == "heart attack"


def test_an_empty_answer_is_an_answer(cli: CommandLine) -> None:
    for query in ("12345", "D0120", "asdf", "", "?!"):
        answer = document_of(cli.run("code", query, "--json"))
        assert answer["matches"] == []
        assert answer["note"]


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("2025-09-30", "FY2026 starts on 2025-10-01"),
        ("2025-10-01", ""),
        ("9/30/2026", ""),
        ("2026-10-01", "FY2026 ended on 2026-09-30"),
    ],
)
def test_the_date_of_service_is_held_against_the_edition(cli: CommandLine, day: str, note: str) -> None:
    answer = document_of(cli.run("code", "E11.9", "--on", day, "--json"))

    assert codes_of(answer) == ["E11.9"]
    assert date.fromisoformat(answer["on"])
    assert answer["note"].startswith(note)
    assert bool(answer["note"]) is bool(note)
    assert (note in answer["matches"][0]["why"]) is True


@pytest.mark.parametrize("name", ["HCPCS", "hcpcs", "ICD-10-CM", "icd10cm", "ICD 10 CM", "any", ""])
def test_a_system_may_be_named_in_any_writing(cli: CommandLine, name: str) -> None:
    systems = [
        match["system"] for match in document_of(cli.run("code", "E0781", "--system", name, "--json"))["matches"]
    ]

    wanted = {"h": ["HCPCS"], "i": ["ICD-10-CM"]}.get(name[:1].lower(), ["ICD-10-CM", "HCPCS"])
    assert systems == wanted


def test_matches_keep_to_the_limit(cli: CommandLine) -> None:
    assert len(document_of(cli.run("code", "fracture", "--limit", "3", "--json"))["matches"]) == 3
    assert len(document_of(cli.run("code", "fracture", "--json"))["matches"]) == 10


def test_without_json_the_answer_is_words(cli: CommandLine) -> None:
    result = cli.run("code", "E11.6")

    assert result.exit_code == 0
    assert "E11.6     Type 2 diabetes mellitus with other specified complications  [needs more detail]" in result.stdout
    assert "ICD-10-CM FY2026; the code you typed" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["code"],
        ["code", "E11.9", "--on", "2025-13-45"],
        ["code", "E11.9", "--on", "soon"],
        ["code", "E11.9", "--system", "ICD-9"],
        ["code", "E11.9", "--limit", "0"],
        ["code", "E11.9", "--limit", "51"],
        ["code", "E11.9", "--no-such-option"],
        ["code", "E11.9", "--batch", __file__],
        ["code", "--batch", "/no/such/file.csv"],
        ["code", "--batch", "/"],
        ["no-such-command"],
        ["codes", "no-such-command"],
    ],
)
def test_input_that_cannot_be_used_exits_2_with_a_sentence_on_stderr(cli: CommandLine, words: list[str]) -> None:
    result = cli.run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
