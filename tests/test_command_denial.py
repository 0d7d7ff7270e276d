"""`billing-bot denial`: the promised JSON, words, and the import of official texts."""

from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of

from bot.rules.denial_typed import MOST_CODES
from data.importers.reference_tables import read_carc_actions

KEYS = ["code", "kind", "group", "meaning", "category", "next_step", "owner", "guards", "confidence"]


@pytest.fixture
def cli(tmp_path: Path) -> CommandLine:
    return a_command_line(tmp_path / "no-codes-needed", tmp_path)


def test_each_code_has_the_promised_keys_and_the_advice_stands_beside_them(cli: CommandLine) -> None:
    answer = document_of(cli.run("denial", "CO-97", "N30", "--json"))

    first, second = answer["codes"]
    assert list(first)[: len(KEYS)] == KEYS
    assert (first["code"], first["kind"], first["group"]) == ("97", "CARC", "CO")
    assert (first["category"], first["next_step"], first["owner"]) == ("bundling", "verify_then_decide", "coder")
    assert first["confidence"] == "high"
    assert "Never bill the patient for a CO amount." in first["guards"]
    assert (second["code"], second["kind"], second["group"]) == ("N30", "RARC", "")
    assert answer["advice"]["steps"]
    assert answer["advice"]["owner"] == "coder"


def test_every_number_of_our_table_is_answered_with_its_meaning_a_step_and_a_guard(cli: CommandLine) -> None:
    carcs = list(read_carc_actions().values())
    assert len(carcs) == 327
    for start in range(0, len(carcs), MOST_CODES):
        asked = carcs[start : start + MOST_CODES]
        answer = document_of(cli.run("denial", *(f"CO-{one.code}" for one in asked), "--json"))

        assert [code["code"] for code in answer["codes"]] == [one.code for one in asked]
        for code, one in zip(answer["codes"], asked, strict=True):
            assert (code["kind"], code["group"], code["retired"]) == ("CARC", "CO", one.retired)
            assert code["meaning"]
            assert (code["category"], code["next_step"], code["owner"]) == (one.category, one.next_step, one.owner)
            assert code["confidence"] in ("high", "medium", "low")
            assert code["guards"][0] == "Never bill the patient for a CO amount."
            assert any(step.startswith(f"CO-{one.code}: ") for step in answer["advice"]["steps"])


def test_codes_may_be_given_in_one_word_or_several(cli: CommandLine) -> None:
    one, other = (document_of(cli.run("denial", *typed, "--json")) for typed in (["CO 16 M51"], ["co16", "m51"]))

    assert one == other


def test_the_kind_of_payer_changes_the_advice(cli: CommandLine) -> None:
    medicare = document_of(cli.run("denial", "CO-16", "N290", "--payer-kind", "medicare", "--json"))["advice"]
    commercial = document_of(cli.run("denial", "CO-16", "N290", "--payer-kind", "commercial", "--json"))["advice"]

    assert (medicare["correction"], commercial["correction"]) == ("reopening", "replacement claim")


def test_a_qmb_patient_is_never_billed(cli: CommandLine) -> None:
    advice = document_of(cli.run("denial", "PR-2", "--qmb", "--json"))["advice"]

    assert advice["next_step"] == "bill_other_payer"
    assert "Never bill a QMB patient for Medicare cost share." in advice["guards"]


def test_an_unknown_code_is_answered_with_a_note(cli: CommandLine) -> None:
    [code] = document_of(cli.run("denial", "CO-400", "--json"))["codes"]

    assert code["confidence"] == "unknown"
    assert "not in my list of reason codes" in code["note"]


def test_a_bare_number_of_two_lists_is_read_as_a_reason_and_says_so(cli: CommandLine) -> None:
    [code] = document_of(cli.run("denial", "97", "--json"))["codes"]

    assert (code["kind"], code["group"]) == ("CARC", "")
    assert "type: status 97" in code["note"]
    assert document_of(cli.run("denial", "status", "97", "--json"))["codes"][0]["kind"] == "status code"


def test_text_without_codes_is_an_empty_answer(cli: CommandLine) -> None:
    answer = document_of(cli.run("denial", "hello", "--json"))

    assert (answer["codes"], answer["advice"]) == ([], None)
    assert answer["note"]


def test_without_json_the_answer_is_words(cli: CommandLine) -> None:
    result = cli.run("denial", "CO-97", "N30")

    assert result.exit_code == 0
    assert "Already paid inside another service" in result.output
    assert "  Not: Never bill the patient for a CO amount." in result.output


def test_official_texts_are_imported_and_shown_beside_our_words(cli: CommandLine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("code,kind,text\n97,CARC,An official text\n")

    imported = cli.run("denial", "import", str(source))

    assert imported.exit_code == 0, imported.output
    [code] = document_of(cli.run("denial", "CO-97", "--json"))["codes"]
    assert code["official_text"] == "An official text"
    assert code["meaning"] == "Already paid inside another service"
    assert (tmp_path / "data" / "denial_texts.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "exit_code", "told"),
    [
        ("code,kind,text\n97,CARC,Good\n98,XYZ,Bad\n", 1, "line 3"),
        ("code,kind,text\n98,XYZ,Bad\n", 2, "nothing was changed"),
        ("a,b\n1,2\n", 1, "code, kind and text"),
    ],
)
def test_what_cannot_be_imported_is_told(
    cli: CommandLine, tmp_path: Path, text: str, exit_code: int, told: str
) -> None:
    source = tmp_path / "list.csv"
    source.write_text(text)

    result = cli.run("denial", "import", str(source))

    assert result.exit_code == exit_code
    assert told in result.output


def test_a_missing_file_is_told(cli: CommandLine) -> None:
    assert cli.run("denial", "import", "nowhere.csv").exit_code == 2
