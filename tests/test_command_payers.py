"""`billing-bot payers`: payers and the practice's own rules as tables on the machine."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, a_command_line, document_of
from x12_claims import Paid, a_remittance, a_sent_claim, write

DENIED = a_remittance(Paid(paid="0", adjustments=("CO*50*200",)), paid_on="20260112")
ROWS = (
    "payer,purpose,level,scope,limit,unit,starts,source\n"
    "Aetna,appeal,1,contract,45,days,notice,Contract 4\n"
    "AETNA,filing,,contract,120,days,service,Contract 2\n"
)


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    made = a_command_line(codes_dir, tmp_path)
    for name, raw in (("1.837", a_sent_claim()), ("2.835", DENIED)):
        assert made.run("import", str(write(tmp_path, name, raw))).exit_code == 0
    return made


def table(folder: Path, text: str) -> str:
    path = folder / "rules.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def listed(cli: CommandLine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document_of(cli.run("payers", "list", "--json"))["payers"]
    return found


def test_payers_are_listed_with_their_claims(cli: CommandLine) -> None:
    (payer,) = listed(cli)

    assert {name: payer[name] for name in ("name", "kind", "numbers", "claims", "open_claims", "rules", "same_as")} == {
        "name": "AETNA",
        "kind": "commercial",
        "numbers": ["60054"],
        "claims": 1,
        "open_claims": 1,
        "rules": 0,
        "same_as": None,
    }
    assert cli.run("payers", "list").stdout == "AETNA: commercial; 1 claim, 1 open; payer number 60054\n"


def test_a_store_without_payers_says_where_they_come_from(codes_dir: Path, tmp_path: Path) -> None:
    empty = a_command_line(codes_dir, tmp_path)

    assert "they come with the claims" in empty.run("payers", "list").stdout
    assert document_of(empty.run("payers", "list", "--json")) == {"payers": []}


def test_rules_to_check_are_listed(cli: CommandLine) -> None:
    rules = document_of(cli.run("payers", "list", "--stale", "--json"))["rules"]

    assert {"default.filing"} <= {one["id"] for one in rules}
    assert all(set(one) == {"id", "text", "payers"} for one in rules)
    assert "for AETNA" in cli.run("payers", "list", "--stale").stdout


def test_rules_come_in_and_go_out_again_as_they_were(cli: CommandLine, tmp_path: Path) -> None:
    before = document_of(cli.run("claim", "1001", "--json"))

    answer = document_of(cli.run("payers", "import", table(tmp_path, ROWS), "--json"))
    out = tmp_path / "out.csv"
    exported = cli.run("payers", "export", str(out))
    again = document_of(cli.run("payers", "import", str(out), "--json"))

    assert answer == {
        "dry_run": False,
        "kept": True,
        "rows": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "redated": 1,
        "problems": [],
    }
    assert document_of(cli.run("claim", "1001", "--json")) != before
    assert "2 rules written to" in exported.stderr
    assert (again["new"], again["changed"], again["unchanged"], again["redated"]) == (0, 0, 2, 0)
    assert listed(cli)[0]["rules"] == 2


def test_a_dry_run_keeps_nothing(cli: CommandLine, tmp_path: Path) -> None:
    answer = document_of(cli.run("payers", "import", table(tmp_path, ROWS), "--dry-run", "--json"))

    assert (answer["dry_run"], answer["kept"], answer["new"], answer["redated"]) == (True, False, 2, 1)
    assert listed(cli)[0]["rules"] == 0


def test_wrong_rows_are_named_by_line_and_nothing_is_kept(cli: CommandLine, tmp_path: Path) -> None:
    path = table(tmp_path, ROWS + "ATENA,filing,,contract,0,days,service,x\n")

    result = cli.run("payers", "import", path, "--json")
    told = cli.run("payers", "import", path)

    assert (result.exit_code, told.exit_code) == (1, 1)
    answer = json.loads(result.stdout)
    assert (answer["kept"], answer["problems"][0]["line"]) == (False, 4)
    assert "line 4: No payer “ATENA” is in the store. Did you mean AETNA?" in told.stderr
    assert "Nothing was kept." in told.stderr
    assert listed(cli)[0]["rules"] == 0


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_what_is_no_such_table_is_unusable(cli: CommandLine, tmp_path: Path, text: str) -> None:
    result = cli.run("payers", "import", table(tmp_path, text), "--json")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "billing-bot payers export FILE.csv" in result.stderr


def test_a_file_that_is_not_there_and_a_folder_are_unusable(cli: CommandLine, tmp_path: Path) -> None:
    assert cli.run("payers", "import", str(tmp_path / "none.csv")).exit_code == 2
    assert cli.run("payers", "import", str(tmp_path)).exit_code == 2
    assert cli.run("payers", "export", str(tmp_path)).exit_code == 2
    assert cli.run("payers", "export", str(tmp_path / "none" / "x.csv")).exit_code == 2


def test_sheets_come_in_and_go_out(cli: CommandLine, tmp_path: Path) -> None:
    sheets = 'payer,state,correction,appeals_address\nAETNA,TX,new,"PO Box 1\nSample City"\nNEW SAMPLE PLAN,OK,,\n'
    out = tmp_path / "out.csv"

    refused = cli.run("payers", "import", table(tmp_path, sheets))
    answer = document_of(cli.run("payers", "import", table(tmp_path, sheets), "--add-payers", "--json"))
    cli.run("payers", "export", str(out), "--sheets")
    again = document_of(cli.run("payers", "import", str(out), "--json"))

    assert refused.exit_code == 1
    assert (answer["rows"], answer["problems"]) == (2, [])
    assert (again["rows"], again["unchanged"]) == (2, 2)
    assert sorted(one["name"] for one in listed(cli)) == ["AETNA", "NEW SAMPLE PLAN"]


def test_who_imported_is_in_the_audit_trail(cli: CommandLine, tmp_path: Path) -> None:
    cli.run("payers", "import", table(tmp_path, ROWS))

    shown = cli.run("audit", "show")

    assert "payers.import" in shown.output
    assert "payers.rule.add" in shown.output
    assert cli.run("audit", "verify").exit_code == 0
