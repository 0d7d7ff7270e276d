"""`billing-bot claim` and `export`, as people and checks drive them."""

import csv
from pathlib import Path

import pytest
from claim_store import FilledStore
from command_line import CommandLine, a_command_line, document_of
from conftest import IN_FORCE
from fixed_clock import FixedClock
from people import BEA, TEAM, add_staff
from x12_claims import Paid, a_claim_answer, a_remittance, a_sent_claim

from bot.acting import Acting
from bot.audit import AuditTrail
from bot.rules.csv_cells import dollars, safe_cell
from bot.tasks import Asked, TaskDesk
from bot.work import WorkDesk
from data.store.claims import find_claims
from data.store.people import find_person
from data.task_models import TaskKind

PROMISED = [
    *(
        "ref",
        "claim_number",
        "payer",
        "state",
        "billed",
        "paid",
        "adjusted",
        "patient",
        "balance",
        "lines",
        "diagnoses",
    ),
    *("events", "remittances", "denials", "deadlines", "tasks", "appeals"),
]
FILES = [
    a_sent_claim(),
    a_claim_answer(),
    a_remittance(Paid(paid="100", patient="20", adjustments=("CO*45*50", "PR*2*20", "CO*197*30"), remarks="N130")),
    a_sent_claim("1002", service="20251005", sent_on="20251006", patient="BERYL*MAY", control="0002", group="8"),
    a_sent_claim("1002", service="20251105", sent_on="20251106", patient="CORAL*JUNE", control="0003", group="9"),
]


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    return a_command_line(codes_dir, tmp_path)


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    folder = tmp_path / "data"
    folder.mkdir()
    return FilledStore(folder).take_all(FILES)


def test_a_claim_is_one_json_document_with_all_that_is_promised(cli: CommandLine, filled: FilledStore) -> None:
    (claim,) = find_claims(filled.store.db, "1001")

    found = document_of(cli.run("claim", "1001", "--json"))

    assert set(PROMISED) <= set(found)
    assert {name: found[name] for name in PROMISED[:9]} == {
        "ref": claim.ref,
        "claim_number": "1001",
        "payer": "AETNA",
        "state": "partly_paid",
        "billed": 20_000,
        "paid": 10_000,
        "adjusted": 5_000,
        "patient": 2_000,
        "balance": 5_000,
    }
    assert found["lines"][0] | {"revenue_code": ""} == {
        "number": 1,
        "revenue_code": "",
        "procedure": "99213",
        "modifiers": [],
        "units": "1",
        "charge": 20_000,
        "service_from": "2026-01-05",
        "service_to": "2026-01-05",
    }
    assert found["diagnoses"] == ["E11.9"]
    assert [(event["on"], event["kind"], event["source"]) for event in found["events"]] == [
        ("2026-01-06", "sent", "837"),
        ("2026-01-08", "answered", "277CA"),
        ("2026-01-20", "remitted", "835"),
    ]
    assert found["remittances"][0]["trace"] == "EFT1"
    assert found["remittances"][0]["adjustments"][2] == {"line": 0, "group": "CO", "carc": "197", "cents": 3_000}
    (denial,) = found["denials"]
    assert (denial["group"], denial["carc"], denial["cents"], denial["remarks"]) == ("CO", "197", 3_000, ["N130"])
    assert denial["next_step"]
    assert (found["deadlines"][0]["what"], found["tasks"], found["appeals"]) == ("appeal", [], [])


def test_a_claim_holds_no_name_of_a_patient(cli: CommandLine, filled: FilledStore) -> None:
    shown = cli.run("claim", "1001", "--json").stdout + cli.run("claim", "1001").stdout

    assert "AGATE" not in shown
    assert "APRIL" not in shown


@pytest.mark.parametrize("shape", ["ref", "number", "payer"])
def test_a_claim_is_found_by_reference_and_by_number(cli: CommandLine, filled: FilledStore, shape: str) -> None:
    (claim,) = find_claims(filled.store.db, "1001")
    asked = {"ref": claim.ref.lower(), "number": "1001", "payer": "ICN1001"}[shape]

    result = cli.run("claim", asked)

    assert result.exit_code == 0
    assert result.stdout.startswith(
        f"{claim.ref}  1001, paid, line(s) denied, AETNA, service 2026-01-05, balance $50.00"
    )
    assert "denied: CO-197, N130, $30.00: " in result.stdout
    assert "2026-01-20  Paid $100.00 by AETNA, check EFT1" in result.stdout


@pytest.mark.parametrize("words", [("claim", "4711"), ("claim", "4711", "--json")])
def test_an_unknown_claim_exits_2_with_nothing_on_stdout(
    cli: CommandLine, filled: FilledStore, words: tuple[str, ...]
) -> None:
    result = cli.run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "No claim 4711 is in the store." in result.stderr
    assert "billing-bot import FILE" in result.stderr


@pytest.mark.parametrize("words", [("claim", "1002"), ("claim", "1002", "--json")])
def test_several_claims_of_one_number_exit_2_and_name_their_references(
    cli: CommandLine, filled: FilledStore, words: tuple[str, ...]
) -> None:
    refs = [claim.ref for claim in find_claims(filled.store.db, "1002")]

    result = cli.run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(refs) == 2
    assert all(ref in result.stderr for ref in refs)


def test_a_claim_is_told_without_a_code_store(tmp_path: Path, filled: FilledStore) -> None:
    empty = tmp_path / "no codes"

    result = a_command_line(empty, tmp_path).run("claim", "1001")

    assert result.exit_code == 0
    assert not (empty / "codes.db").exists()


@pytest.mark.parametrize("shape", ["{ref}, is it paid?", "#1001", "“{small}”", "1001 please"])
def test_a_claim_is_found_as_people_type_it(cli: CommandLine, filled: FilledStore, shape: str) -> None:
    (claim,) = find_claims(filled.store.db, "1001")

    result = cli.run("claim", shape.format(ref=claim.ref, small=claim.ref.lower().replace("-", "")))

    assert result.stdout.startswith(claim.ref)


@pytest.mark.parametrize("asked", ["", "  ", "#"])
def test_no_claim_named_is_told_how_to_name_one(cli: CommandLine, filled: FilledStore, asked: str) -> None:
    result = cli.run("claim", asked)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "billing-bot claim K7M-4QX" in result.stderr


def test_far_too_long_a_number_is_not_said_back_whole(cli: CommandLine, filled: FilledStore) -> None:
    assert len(cli.run("claim", "7" * 3_000).stderr) < 250


def test_a_denial_is_told_with_its_lines_the_usual_step_and_what_not_to_do(
    cli: CommandLine, filled: FilledStore
) -> None:
    told = cli.run("claim", "1001").stdout

    assert "        usual next step (front desk): Read the plan's limits, then decide (N130).\n" in told
    assert "        ! Never bill the patient for a CO amount.\n" in told
    assert "        all steps: billing-bot denial CO-197 N130 commercial\n" in told


def test_who_worked_on_a_claim_is_told_by_name(cli: CommandLine, filled: FilledStore) -> None:
    add_staff(filled.store)
    (claim,) = find_claims(filled.store.db, "1001")
    clock = FixedClock(IN_FORCE)
    work = WorkDesk(filled.store, clock, filled.desk, AuditTrail(filled.store, clock))
    with filled.store.read() as db:
        bea = find_person(db, TEAM, BEA)
    assert bea is not None
    work.take(claim.ref, Acting(filled.store).actor(bea))

    assert "Bea Biller" in cli.run("claim", "1001").stdout
    assert "Bea Biller" in cli.run("claim", "1001", "--json").stdout


# --- export --------------------------------------------------------------------------------------------------------


def exported(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_an_export_has_a_row_a_claim_and_no_names(cli: CommandLine, filled: FilledStore, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"

    result = cli.run("export", str(path))

    assert result.exit_code == 0
    first = exported(path)[0]
    assert first | {"ref": ""} == {
        "ref": "",
        "claim_number": "1001",
        "payer": "AETNA",
        "state": "partly_paid",
        "billed": "200.00",
        "paid": "100.00",
        "adjusted": "50.00",
        "patient": "20.00",
        "balance": "50.00",
        "service_from": "2026-01-05",
        "first_sent_on": "2026-01-06",
        "state_on": "2026-01-20",
        "next_action": "work_denied_lines",
        "next_action_on": "2026-01-22",
    }
    assert len(exported(path)) == 3
    assert "AGATE" not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_export_cannot_run_a_formula(cli: CommandLine, filled: FilledStore, tmp_path: Path) -> None:
    with filled.store.write() as db:
        db.conn.execute("UPDATE payer SET name = '=HYPERLINK(\"http://x.example\")'")
        db.conn.execute("UPDATE claim SET balance_cents = -5")

    cli.run("export", str(tmp_path / "claims.csv"))

    row = exported(tmp_path / "claims.csv")[0]
    assert row["payer"] == '\'=HYPERLINK("http://x.example")'
    assert row["balance"] == "-0.05"


def test_an_export_replaces_a_file_and_leaves_nothing_beside_it(
    cli: CommandLine, filled: FilledStore, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "claims.csv").write_text("old")

    cli.run("export", str(folder / "claims.csv"))

    assert [path.name for path in folder.iterdir()] == ["claims.csv"]
    assert len(exported(folder / "claims.csv")) == 3


@pytest.mark.parametrize("name", ["", "missing/claims.csv"])
def test_an_export_to_a_folder_or_into_none_exits_2(
    cli: CommandLine, filled: FilledStore, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.iterdir())

    result = cli.run("export", str(tmp_path / name))

    assert result.exit_code == 2
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *(("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "-1"), ("-1.50", "-1.50"), ("-1+1", "'-1+1"), ("@a", "'@a")),
        *(("\tx", "'\tx"), ("\rx", "'\rx"), ("A-1", "A-1"), ("", ""), ("-1\n", "'-1\n")),
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@pytest.mark.parametrize(("cents", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56")])
def test_dollars_have_two_places_and_no_sign_of_currency(cents: int, text: str) -> None:
    assert dollars(cents) == text


# --- joining -------------------------------------------------------------------------------------------------------


def test_two_claims_are_joined_and_parted_from_the_command_line(cli: CommandLine, filled: FilledStore) -> None:
    filled.take_all(
        [a_sent_claim("7001", group="71"), a_remittance(Paid(number="0", icn="ODD777"), sequence_number="E7")]
    )
    lost = next(claim for claim in filled.claims() if not claim["claim_number"])

    joined = document_of(cli.run("claim", "7001", "--same-as", lost["ref"], "--json"))
    parted = document_of(cli.run("claim", "7001", "--apart", "--json"))

    assert (joined["state"], joined["paid"]) == ("paid", 12_000)
    assert (parted["state"], parted["paid"]) == ("submitted", 0)


def test_a_claim_is_not_joined_with_itself_nor_parted_from_nothing(cli: CommandLine, filled: FilledStore) -> None:
    itself, nothing = cli.run("claim", "1001", "--same-as", "1001"), cli.run("claim", "1001", "--apart")

    assert (itself.exit_code, nothing.exit_code) == (2, 2)
    assert "is that claim itself" in itself.stderr
    assert "there is nothing to part" in nothing.stderr


def test_the_tasks_of_a_claim_are_listed_with_their_histories(cli: CommandLine, filled: FilledStore) -> None:
    add_staff(filled.store)
    clock = FixedClock(IN_FORCE)
    actor = Acting(filled.store).actor(find_person(filled.store.db, TEAM, BEA) or pytest.fail("no biller"))
    (claim,) = find_claims(filled.store.db, "1001")
    asked = Asked(kind=TaskKind.CODING_REVIEW, role="coder", question="modifier", about="CO-197")
    TaskDesk(filled.store, clock, AuditTrail(filled.store, clock)).ask(claim.ref, asked, actor)

    [task] = document_of(cli.run("claim", claim.ref, "--json"))["tasks"]

    expected = {"kind": "coding_review", "state": "open", "asked_by": "Bea Biller", "has": "", "role": "coder"}
    assert {key: task[key] for key in expected} == expected
    assert [one["did"] for one in task["history"]] == ["asked"]
    assert "Coding review, open, with any coder" in cli.run("claim", claim.ref).stdout
