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
    assert "CARC, bundling, usually coder\n" in result.output
    assert "What not to do:\n  - Never bill the patient for a CO amount." in result.output


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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.csv"], "nowhere.csv is no file. Give one CSV file"),
        ([""], "An empty name is no file."),
        ([], "Give one CSV file with the columns code, kind and text"),
        (["a.csv", "b.csv"], "Give one CSV file"),
        (["."], ". is no file."),
    ],
)
def test_what_is_no_file_is_told_with_how_to_import(cli: CommandLine, words: list[str], told: str) -> None:
    result = cli.run("denial", "import", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_without_codes_it_says_how_to_type_them(cli: CommandLine) -> None:
    result = cli.run("denial")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Type codes as they stand on the remittance: billing-bot denial CO-97 N30\n"


@pytest.mark.parametrize("text", ["", " ", "hello", "999", "$16.00"])
def test_text_without_a_code_is_answered_with_how_to_type_them(cli: CommandLine, text: str) -> None:
    result = cli.run("denial", text)

    assert result.exit_code == 0
    assert "billing-bot denial CO-97 N30" in result.stdout


def test_more_codes_than_fit_are_counted_and_not_left_out_silently(cli: CommandLine) -> None:
    many = [f"CO-{number}" for number in range(1, 21)]

    assert "8 more codes left out: ask for 12 at most." in cli.run("denial", *many).stderr
    assert document_of(cli.run("denial", *many, "--json"))["note"].startswith("8 more codes left out")
    assert cli.run("denial", "CO-97 " * 5_000).exit_code == 0


def test_an_unknown_code_is_told_without_empty_facts(cli: CommandLine) -> None:
    result = cli.run("denial", "M999")

    assert "M999 is not in my list of remark codes" in result.stdout
    assert "unknown" not in result.stdout


def test_the_kind_of_payer_may_be_typed_large(cli: CommandLine) -> None:
    advice = document_of(cli.run("denial", "CO-29", "--payer-kind", "Medicare", "--other-payer", "NO", "--json"))

    assert "Ask the contractor for an exception" in advice["advice"]["steps"][0]
    assert "one of 'medicare', 'medicare_advantage'" in cli.run("denial", "CO-29", "--payer-kind", "aetna").stderr


def test_no_inner_word_is_shown(cli: CommandLine) -> None:
    for carc in ("1", "29", "22", "50", "B7"):
        assert "_" not in cli.run("denial", f"CO-{carc}").stdout
