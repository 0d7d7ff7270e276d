"""`billing-bot import` as an impatient person types it: empty names, folders that hold more, files not there."""

from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line, document_of
from test_inbox import put
from x12_claims import a_sent_claim


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


@pytest.mark.parametrize("paths", [[""], [" "], ["sent.837", ""]])
def test_an_empty_name_is_not_taken_for_the_folder_one_is_in(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str]
) -> None:
    put(tmp_path, "sent.837", a_sent_claim())
    monkeypatch.chdir(tmp_path)

    result = cli.run("import", *paths)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "One of the paths is empty: name the file or folder." in result.stderr


def test_of_a_folder_hidden_files_and_folders_are_passed_over(cli: CommandLine, tmp_path: Path) -> None:
    for name in ("in/sent.837", "in/.git/config", "in/more/.hidden/x.837", "in/.DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(a_sent_claim())

    files = document_of(cli.run("import", str(tmp_path / "in"), "--json"))["files"]

    assert [file["name"] for file in files] == ["sent.837"]


def test_a_folder_that_is_named_itself_may_be_hidden(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / ".inbox").mkdir()
    put(tmp_path / ".inbox", "sent.837", a_sent_claim())

    assert cli.run("import", str(tmp_path / ".inbox")).exit_code == 0


def test_a_file_that_is_not_there_and_an_empty_folder_are_told(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    missing, empty = cli.run("import", str(tmp_path / "gone.837")), cli.run("import", str(tmp_path / "empty"))

    assert (missing.exit_code, empty.exit_code) == (2, 2)
    assert "gone.837: cannot be read: No such file or directory" in missing.stderr
    assert "There is no file there to import." in empty.stderr
