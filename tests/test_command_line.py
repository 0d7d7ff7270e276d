"""The command line as people and checks drive it: its other commands, its settings, and as a real process."""

import json
from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, codes_of, document_of
from filelock import FileLock
from small_codes import build_small

from bot import __version__
from bot.cli import COMMANDS


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


def test_loaded_editions_are_listed_as_json(cli: CommandLine) -> None:
    releases = document_of(cli.run("codes", "list", "--json"))["releases"]

    wanted = ["system", "release", "valid_from", "valid_to", "codes", "billable", "source"]
    assert [list(release) for release in releases] == [wanted] * 4
    assert releases[0] | {"source": ""} == {
        "system": "ICD-10-CM",
        "release": "FY2026",
        "valid_from": "2025-10-01",
        "valid_to": None,
        "codes": 98_186,
        "billable": 74_719,
        "source": "",
    }
    assert [release["system"] for release in releases] == ["ICD-10-CM", "HCPCS", "MODIFIER", "POS"]


def test_loaded_editions_are_listed_in_words(cli: CommandLine) -> None:
    result = cli.run("codes", "list")

    assert result.exit_code == 0
    assert "ICD-10-CM  FY2026, from 2025-10-01" in result.stdout
    assert "98,186 codes, 74,719 billable" in result.stdout


def test_the_manifest_is_one_json_document(cli: CommandLine) -> None:
    result = cli.run("manifest")

    manifest = json.loads(result.stdout)
    assert result.exit_code == 0
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "/code" in [command["command"] for command in manifest["features"]["slash_commands"]]
    assert "commands" in manifest["oauth_config"]["scopes"]["bot"]


def test_a_check_without_tokens_exits_1_and_names_them_with_their_mend(cli: CommandLine) -> None:
    result = cli.run("check", "--json")

    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 1
    assert all(list(check) == ["name", "ok", "text", "mend"] for check in checks.values())
    assert {name for name, check in checks.items() if not check["ok"]} == {
        "people",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
    }
    assert checks["code store"]["ok"] is True
    assert all(check["mend"] for check in checks.values() if not check["ok"])


def test_a_check_in_words_marks_what_is_wrong(cli: CommandLine) -> None:
    result = cli.run("check")

    assert result.exit_code == 1
    assert "ok  code store: " in result.stdout
    assert "NO  SLACK_BOT_TOKEN: not set" in result.stdout


def test_a_check_where_slack_cannot_be_reached_says_so_without_the_token(cli: CommandLine) -> None:
    result = cli.run(
        "check", SLACK_BOT_TOKEN="xoxb-1-secret", SLACK_APP_TOKEN="xapp-1-secret", SLACK_API_URL="http://127.0.0.1:9/"
    )

    assert result.exit_code == 1
    assert "NO  SLACK_BOT_TOKEN: Slack could not be reached" in result.stdout
    assert "secret" not in result.output


def test_running_without_tokens_exits_2_and_names_both(cli: CommandLine) -> None:
    result = cli.run("run")

    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is not set" in result.stderr
    assert "SLACK_APP_TOKEN is not set" in result.stderr
    assert "billing-bot playground" in result.stderr


@pytest.mark.parametrize("words", [[], *([command] for command in COMMANDS), ["codes", "list"]])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(cli: CommandLine, words: list[str], flag: str) -> None:
    result = cli.run(*words, flag)

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")
    assert len(result.stdout.splitlines()) > 4


def test_the_help_lists_every_command_with_its_purpose(cli: CommandLine) -> None:
    lines = cli.run("--help").stdout.splitlines()

    for command in COMMANDS:
        [line] = [line for line in lines if line.strip().startswith(f"{command} ")]
        assert len(line.split(maxsplit=1)[1]) > 15


def test_the_help_cuts_no_purpose_off(cli: CommandLine) -> None:
    assert "..." not in cli.run("--help").stdout.partition("Commands:")[2]


@pytest.mark.parametrize(("typed", "told"), [("clam", "Did you mean claim?"), ("xyz", "No such command 'xyz'.\n")])
def test_a_command_that_is_none_is_answered_with_the_nearest(cli: CommandLine, typed: str, told: str) -> None:
    result = cli.run(typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize("words", [["code"], ["codes", "list"], ["check"], ["run"], ["playground"]])
def test_every_command_that_keeps_data_takes_a_data_folder(cli: CommandLine, words: list[str]) -> None:
    assert "--data-dir" in cli.run(*words, "--help").stdout


def test_the_version_is_printed(cli: CommandLine) -> None:
    result = cli.run("--version")

    assert (result.exit_code, result.stdout.strip()) == (0, f"billing-bot, version {__version__}")


@pytest.mark.parametrize("words", [["code", "E11.9", "--json"], ["codes", "list", "--json"], ["check", "--json"]])
def test_bad_settings_are_named_all_at_once_and_exit_2(cli: CommandLine, words: list[str]) -> None:
    result = cli.run(*words, BILLING_BOT_MODE="loud", BILLING_BOT_TIME_ZONE="Mars", SLACK_BOT_TOKEN="xoxp-secret")

    assert (result.exit_code, result.stdout) == (2, "")
    assert all(name in result.stderr for name in ("BILLING_BOT_MODE", "BILLING_BOT_TIME_ZONE", "SLACK_BOT_TOKEN"))
    assert "secret" not in result.stderr


def test_a_data_folder_that_is_a_file_exits_2(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        result = cli.run("code", "E11.9", "--data-dir", str(folder), "--json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Traceback" not in result.stderr


def test_a_data_folder_that_cannot_be_made_exits_2_and_is_named(cli: CommandLine) -> None:
    result = cli.run("codes", "list", BILLING_BOT_DATA_DIR="/proc/nowhere/data")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "/proc/nowhere/data cannot be used" in result.stderr


def test_a_code_folder_that_cannot_be_made_exits_2_and_is_named(cli: CommandLine) -> None:
    result = cli.run("code", "E11.9", BILLING_BOT_CODES_DIR="/proc/nowhere/codes")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "/proc/nowhere/codes" in result.stderr


def test_the_data_folder_is_made_and_closed_to_others(cli: CommandLine, tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir(mode=0o755)

    assert cli.run("codes", "list", "--data-dir", str(tmp_path / "new" / "folder")).exit_code == 0
    assert cli.run("codes", "list", "--data-dir", str(open_to_all)).exit_code == 0

    assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0
    assert open_to_all.stat().st_mode & 0o077 == 0


def test_the_first_look_up_builds_the_store_with_its_progress_on_stderr(cli: CommandLine, tmp_path: Path) -> None:
    done = cli.process("code", "E11.9", "--json", BILLING_BOT_CODES_DIR=str(tmp_path / "codes"))

    assert done.returncode == 0
    assert codes_of(json.loads(done.stdout)) == ["E11.9"]
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith("Building the code store (once): ")
    assert lines[-1].endswith("100%")


def test_a_look_up_that_waits_for_another_builder_says_so(cli: CommandLine, tmp_path: Path) -> None:
    codes = tmp_path / "codes"
    codes.mkdir()

    with FileLock(codes / "codes.db.lock"):
        waiting = cli.start("code", "X00.1", BILLING_BOT_CODES_DIR=str(codes))
        assert waiting.stderr is not None
        line = waiting.stderr.readline()
        build_small(codes / "codes.db", "X00", "X00.1")
    answer, _ = waiting.communicate(timeout=60)

    assert line == "Another process is building the code store: waiting for it.\n"
    assert answer.startswith("X00.1")


def test_a_later_look_up_says_nothing_on_stderr(cli: CommandLine) -> None:
    done = cli.process("code", "E11.9", "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    assert codes_of(json.loads(done.stdout)) == ["E11.9"]


def test_bytes_that_are_no_text_are_looked_up_too(cli: CommandLine) -> None:
    for words in ([b"E11.9 \xff\xfe", "--json"], [b"\xff\xfe"], ["\U0001f600 heart attack", "--json"]):
        done = cli.process("code", *words, PYTHONIOENCODING="utf-8:strict")
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_answers_are_printed_in_every_locale(cli: CommandLine, locale: str) -> None:
    done = cli.process("code", "ra", LC_ALL=locale)

    assert done.returncode == 0
    assert "“ra” stands for rheumatoid arthritis" in done.stdout.decode()


def test_a_terminal_without_typographic_quotes_still_gets_the_answer(cli: CommandLine) -> None:
    words, document = (cli.process("code", "ra", *more, PYTHONIOENCODING="ascii:strict") for more in ([], ["--json"]))

    assert (words.returncode, document.returncode) == (0, 0)
    assert b"M06.9" in words.stdout
    assert codes_of(json.loads(document.stdout))[0] == "M06.9"


def test_only_commands_that_read_codes_build_them(cli: CommandLine, tmp_path: Path) -> None:
    done = cli.process("manifest", BILLING_BOT_CODES_DIR=str(tmp_path / "codes"))

    assert done.returncode == 0
    assert not (tmp_path / "codes").exists()
