"""`billing-bot codes import`: all or nothing, side by side, kept for a rebuild; files here are invented."""

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from command_line import CommandLine, a_command_line, document_of
from official_layouts import Change, a_hcpcs_file, a_hcpcs_record, an_addenda, an_index, an_order_file
from test_icd10cm_tabular import a_block, a_diag, a_tabular

from data.store.code_file import FILE_NAME, is_finished

ROOT = Path(__file__).resolve().parents[1]
CHANGES: tuple[Change, ...] = (
    ("Delete", 1, "D691", "Qualitative platelet defects"),
    ("Add", 0, "D691", "Qualitative platelet defects"),
    ("Add", 1, "D6911", "Odd platelets"),
    ("Add", 1, "D6919", "Other odd platelets"),
)
ADDENDA = an_addenda(*CHANGES)
INDEX = an_index(
    "<mainTerm><title>Zebrawart</title><code>D69.1</code></mainTerm>"
    "<mainTerm><title>Lostness</title><code>X99.77</code></mainTerm>"
)


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    """A folder of its own with a copy of the run's code store."""
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / FILE_NAME).write_bytes((codes_dir / FILE_NAME).read_bytes())
    return a_command_line(tmp_path / "codes", tmp_path)


def imported(cli: CommandLine, folder: Path, **files: str) -> Result:
    """The files written and imported in one go; a name's last underscore stands for its dot."""
    paths = []
    for name, text in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(text.encode())
        paths.append(str(path))
    return cli.run("codes", "import", *paths, "--json")


def the_match(cli: CommandLine, code: str, on: str) -> dict[str, Any]:
    found: dict[str, Any] = document_of(cli.run("code", code, "--on", on, "--json"))["matches"][0]
    return found


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_addenda_give_the_next_year_beside_the_one_that_is_there(cli: CommandLine, tmp_path: Path) -> None:
    report = document_of(imported(cli, tmp_path, anything_dat=ADDENDA))
    releases = document_of(cli.run("codes", "list", "--json"))["releases"][:2]
    before, after = (the_match(cli, "D69.1", on) for on in ("2026-09-30", "2026-10-01"))

    assert report == {
        "read": [{"file": "anything.dat", "kind": "ICD-10-CM order addenda", "release": "FY2027", "rows": 4}],
        "refused": [],
        "passed_over": [],
        "unmatched": [],
    }
    assert [
        (one["release"], one["valid_from"], one["valid_to"], one["codes"], one["billable"]) for one in releases
    ] == [
        ("FY2026", "2025-10-01", "2026-09-30", 98_186, 74_719),
        ("FY2027", "2026-10-01", None, 98_188, 74_720),
    ]
    assert (before["release"], before["billable"], before["valid_to"]) == ("FY2026", True, "2026-09-30")
    assert (after["release"], after["billable"], after["valid_from"]) == ("FY2027", False, "2026-10-01")
    assert [child["code"] for child in after["children"]] == ["D69.11", "D69.19"]


def test_an_answer_of_a_year_without_its_tabular_list_says_whose_notes_it_shows(
    cli: CommandLine, tmp_path: Path
) -> None:
    imported(cli, tmp_path, a_txt=ADDENDA)

    notes = {
        on: document_of(cli.run("code", "E11.9", "--on", on, "--json"))["note"] for on in ("2026-09-30", "2026-10-01")
    }

    assert notes["2026-09-30"] == ""
    assert notes["2026-10-01"].startswith(
        "The tabular list of FY2027 is not loaded here: the notes are those of FY2026"
    )


def test_a_hcpcs_file_takes_the_place_of_the_starter_list_and_ended_codes_say_so(
    cli: CommandLine, tmp_path: Path
) -> None:
    ended = a_hcpcs_record("Q9901", "Odd item that ended", since="20250401", ended="20250331")

    report = document_of(imported(cli, tmp_path, hcpcs_txt=a_hcpcs_file(ended)))
    releases = document_of(cli.run("codes", "list", "--json"))["releases"]
    match = the_match(cli, "Q9901", "2026-01-15")

    assert [(one["kind"], one["release"]) for one in report["read"]] == [("HCPCS Level II file", "January 2026")]
    assert [(one["system"], one["release"]) for one in releases] == [
        ("ICD-10-CM", "FY2026"),
        ("HCPCS", "January 2026"),
        ("MODIFIER", "January 2026"),
        ("POS", "2026 list"),
    ]
    assert (match["description"], match["valid_to"]) == ("Odd item that ended", "2025-03-31")
    assert "Q9901 ended on 2025-03-31" in match["why"]
    assert "starter list" not in cli.run("code", "Q9902", "--json").stdout


def test_index_terms_find_their_codes_and_those_without_a_code_are_kept_and_told(
    cli: CommandLine, tmp_path: Path
) -> None:
    report = document_of(imported(cli, tmp_path, index_xml=INDEX))

    assert report["unmatched"] == [
        {"index": "Alphabetic Index", "release": "FY2026", "term": "Lostness", "code": "X99.77"}
    ]
    assert the_match(cli, "zebrawart", "2026-01-15")["code"] == "D69.1"


def test_imported_files_are_kept_closed_to_others_and_a_rebuild_has_them(cli: CommandLine, tmp_path: Path) -> None:
    codes = tmp_path / "codes"
    imported(cli, tmp_path, a_txt=ADDENDA, b_xml=INDEX)
    before = cli.run("codes", "list").stdout

    assert [stat.S_IMODE(path.stat().st_mode) for path in (codes / "sources").iterdir()] == [0o600, 0o600]
    (codes / FILE_NAME).unlink()

    assert cli.run("codes", "list").stdout == before
    assert is_finished(codes / FILE_NAME)


def test_a_kept_file_that_was_taken_away_takes_its_edition_with_it(cli: CommandLine, tmp_path: Path) -> None:
    imported(cli, tmp_path, a_txt=ADDENDA)

    for kept in (tmp_path / "codes" / "sources").iterdir():
        kept.unlink()

    assert "FY2027" not in cli.run("codes", "list").stdout


def test_a_kept_file_that_was_changed_is_not_trusted(cli: CommandLine, tmp_path: Path) -> None:
    imported(cli, tmp_path, a_txt=ADDENDA)
    [kept] = (tmp_path / "codes" / "sources").iterdir()
    kept.write_text(kept.read_text() + "\r\n")
    (tmp_path / "codes" / FILE_NAME).unlink()

    result = cli.run("codes", "list")

    assert result.exit_code == 1
    assert "was changed or damaged; delete it and import the official file again" in result.stderr


def test_another_file_of_the_same_kind_and_edition_takes_the_place_of_the_first(
    cli: CommandLine, tmp_path: Path
) -> None:
    imported(cli, tmp_path, a_txt=ADDENDA)
    imported(cli, tmp_path, a_txt=an_addenda(*CHANGES[:3]))

    assert len(files(tmp_path / "codes" / "sources")) == 1
    assert document_of(cli.run("codes", "list", "--json"))["releases"][1]["codes"] == 98_187


def test_the_same_file_twice_changes_nothing(cli: CommandLine, tmp_path: Path) -> None:
    once = document_of(imported(cli, tmp_path, a_txt=ADDENDA))
    kept = files(tmp_path / "codes" / "sources")

    assert document_of(imported(cli, tmp_path, a_txt=ADDENDA)) == once
    assert files(tmp_path / "codes" / "sources") == kept


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ({"a_txt": ADDENDA, "b_txt": ADDENDA[:-30]}, "breaks off"),
        ({"a_txt": ADDENDA, "b_txt": an_addenda(*CHANGES[:3])}, "a.txt is another ICD-10-CM order addenda of FY2027"),
        ({"a_txt": ADDENDA + a_hcpcs_record("Q9901", "Odd") + "\r\n"}, "is no line of order addenda"),
        ({"a_txt": an_addenda(*CHANGES, year=2029)}, "FY2028 is not loaded"),
        ({"a_txt": an_addenda(("Add", 1, "D691", "Odd"))}, "adds D691, which is there"),
        ({"a_txt": "Dear Sir or Madam,\n"}, "none of the official files"),
        ({"a_txt": ""}, "it is empty"),
        ({"icd10cm_order_2027_txt": an_order_file(("X00", 1, "Odd disease"))}, "it has 3 codes in all"),
        ({"a_xml": a_tabular(a_block(a_diag("X00", "Odd disease")), version="2027").decode()}, "it has 1 codes in all"),
        ({"a_txt": "00001 001     0 Odd procedures" + " " * 43 + "Odd procedures\r\n"}, "ICD-10-PCS"),
    ],
)
def test_what_cannot_be_used_is_refused_whole_and_the_store_stays_as_it_was(
    cli: CommandLine, tmp_path: Path, named: dict[str, str], reason: str
) -> None:
    before = (tmp_path / "codes" / FILE_NAME).read_bytes()

    result = imported(cli, tmp_path, **named)

    report = json.loads(result.stdout)
    assert (result.exit_code, report["read"]) == (2, [])
    assert reason in report["refused"][0]["reason"]
    assert "Nothing was changed." in result.stderr
    assert (tmp_path / "codes" / FILE_NAME).read_bytes() == before
    assert list(tmp_path.glob("codes/sources/*")) == []


IMPORTER = """
import sys
from pathlib import Path
from data.store.code_import import import_codes

import_codes(Path(sys.argv[1]), [Path(sys.argv[2])], lambda step, _part: print(step, flush=True), lambda: None)
"""


def test_an_import_that_is_killed_midway_leaves_the_store_as_it_was_and_the_next_one_works(
    cli: CommandLine, tmp_path: Path
) -> None:
    codes, addenda = tmp_path / "codes", tmp_path / "a.txt"
    before = (codes / FILE_NAME).read_bytes()
    addenda.write_bytes(ADDENDA.encode())

    command = [sys.executable, "-c", IMPORTER, str(codes), str(addenda)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert "Building the search index\n" in killed.stdout
        killed.kill()

    assert (codes / FILE_NAME).read_bytes() == before
    assert is_finished(codes / FILE_NAME)
    assert "FY2027" not in cli.run("codes", "list").stdout
    assert imported(cli, tmp_path, a_txt=ADDENDA).exit_code == 0
    assert "FY2027" in cli.run("codes", "list").stdout
    assert [name for name in files(codes) if "building" in name] == []


def test_an_import_that_ends_between_keeping_its_files_and_swapping_is_finished_by_the_next_command(
    cli: CommandLine, tmp_path: Path
) -> None:
    codes = tmp_path / "codes"
    before = (codes / FILE_NAME).read_bytes()
    imported(cli, tmp_path, a_txt=ADDENDA)

    (codes / FILE_NAME).write_bytes(before)

    assert "FY2027" in cli.run("codes", "list").stdout


def test_a_folder_with_nothing_official_in_it_is_refused(cli: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear Sir or Madam,")

    result = cli.run("codes", "import", str(folder), "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["refused"][0]["file"] == "downloads"


def test_what_lies_beside_an_official_file_is_passed_over_and_named(cli: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "a.txt").write_text(ADDENDA, newline="")
    (folder / "guide.pdf").write_bytes(b"%PDF-1.7")

    result = cli.run("codes", "import", str(folder))

    assert result.exit_code == 0
    assert "ICD-10-CM order addenda FY2027: 4 rows, from a.txt" in result.stdout
    assert "Passed over guide.pdf: it is none of the official files that are read here." in result.stdout
