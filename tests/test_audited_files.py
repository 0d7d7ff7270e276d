"""The audit trail of imports and of the command line: who, what by its content or reference, how many; never a name."""

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_in_chat import Chat, a_chat
from claim_store import FilledStore
from command_line import CommandLine, a_command_line
from people import BEA, TEAM
from test_import_in_chat import chosen, columns_of, folder, settled  # noqa: F401
from test_inbox import ODD, an_inbox, looked, put
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.people import local_operator
from data.people_models import AuditEntry
from data.store.audit import find_broken, iterate_rows
from data.store.claims_file import ClaimsFile

ME = local_operator().user
NAMED = "Agate April 1961.837"
"""People do name files after patients."""


@pytest.fixture
def cli(codes_dir: Path, tmp_path: Path) -> CommandLine:
    (tmp_path / "data").mkdir()
    FilledStore(tmp_path / "data").take_all(
        [a_sent_claim(patient="CANARYLAST*CANARYFIRST"), a_sent_claim("1002", control="0002", group="8")]
    )
    return a_command_line(codes_dir, tmp_path)


@pytest.fixture
def chat(codes_dir: Path, folder: Path) -> Iterator[Chat]:  # noqa: F811
    with a_chat(codes_dir, folder) as running:
        yield running


def store_of(cli: CommandLine) -> ClaimsFile:
    return ClaimsFile(Path(cli.environment["BILLING_BOT_DATA_DIR"]))


def rows(store: ClaimsFile) -> list[AuditEntry]:
    with store.read() as db:
        assert find_broken(db) is None
        return [row.entry for row in iterate_rows(db)]


def refs(store: ClaimsFile) -> list[str]:
    return [ref for (ref,) in store.db.conn.execute("SELECT ref FROM claim ORDER BY claim_number")]


def mark(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]


# --- the command line ----------------------------------------------------------------------------------------------


def test_a_claim_that_is_shown_on_this_machine_is_written_down_under_its_login(cli: CommandLine) -> None:
    cli.run("claim", "1001")
    cli.run("claim", "1001", "--json")

    first, second = rows(store_of(cli))
    assert (first.team, first.user, first.action, first.object) == ("local", ME, "claim.view", refs(store_of(cli))[0])
    assert second.object == first.object


def test_a_list_of_claims_is_a_row_for_each_that_is_shown(cli: CommandLine) -> None:
    cli.run("claims", "--limit", "1")
    cli.run("claims")

    assert [row.action for row in rows(store_of(cli))] == ["claim.view"] * 3
    assert {row.object for row in rows(store_of(cli))} == set(refs(store_of(cli)))


def test_claims_joined_and_parted_here_are_written_down(cli: CommandLine) -> None:
    one, other = refs(store_of(cli))

    cli.run("claim", one, "--same-as", other)
    cli.run("claim", one, "--apart")

    told = [(row.action, row.detail) for row in rows(store_of(cli)) if row.action != "claim.view"]
    assert told == [("claim.joined", {"other": other}), ("claim.parted", {})]


@pytest.mark.parametrize(
    ("command", "action", "detail"),
    [("export", "claim.export", {"claims": 2}), ("crosswalk", "claim.crosswalk", {"references": 2})],
)
def test_a_file_that_names_claims_is_known_by_its_content(
    cli: CommandLine, tmp_path: Path, command: str, action: str, detail: dict[str, int]
) -> None:
    file = tmp_path / "CANARYLAST CANARYFIRST.csv"

    assert cli.run(command, str(file)).exit_code == 0

    (row,) = rows(store_of(cli))
    assert (row.user, row.action, row.object, row.detail) == (ME, action, mark(file.read_bytes()), detail)


def test_reports_and_recomputing_are_written_down(cli: CommandLine) -> None:
    cli.run("report", "ageing", "--from", "first-bill")
    cli.run("report", "kpi", "--period", "2026-01")
    cli.run("recompute")

    assert [(row.action, row.object, row.detail) for row in rows(store_of(cli))] == [
        ("report.view", "aging", {"by": "payer", "from": "first-bill", "rows": 1}),
        ("report.view", "kpi", {"from": "2026-01-01", "to": "2026-01-15"}),
        ("store.recompute", "claims", {"claims": 2, "changed": 0}),
    ]


def test_an_import_is_a_row_a_file_and_a_dry_run_is_a_try(cli: CommandLine, tmp_path: Path) -> None:
    raw = a_sent_claim("1003", control="0003", group="9")
    put(tmp_path, NAMED, raw)

    cli.run("import", str(tmp_path / NAMED), "--dry-run")
    cli.run("import", str(tmp_path / NAMED), str(tmp_path / "missing.837"))
    cli.run("import", str(tmp_path / NAMED))

    told = [(row.action, row.object, row.detail["new"], row.detail["duplicate"]) for row in rows(store_of(cli))]
    assert told == [
        ("file.try", mark(raw), 1, 0),
        ("file.import", mark(raw), 1, 0),
        ("file.import", mark(raw), 0, 1),
    ]
    assert rows(store_of(cli))[1].detail["kind"] == "837P"


@pytest.mark.parametrize(
    "words",
    [
        ["claim", "1001"],
        ["claim", "1001", "--json"],
        ["claims"],
        ["report", "ageing"],
        ["export", "FILE"],
        ["crosswalk", "FILE"],
    ],
)
def test_what_cannot_be_written_down_is_not_shown(
    cli: CommandLine, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.audited.UNHURRIED_S", 0.1)
    file = tmp_path / "out.csv"

    with store_of(cli).write():
        result = cli.run(*(str(file) if word == "FILE" else word for word in words))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "could not write down" in result.stderr
    assert not list(tmp_path.glob("*out.csv*"))
    assert not list(tmp_path.glob(".out.csv*"))
    assert rows(store_of(cli)) == []


def test_what_shows_nothing_waits_for_nobody_and_leaves_no_row(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.audited.UNHURRIED_S", 0.1)

    with store_of(cli).write():
        unknown, none = cli.run("claim", "4711"), cli.run("claims", "denied")

    assert (unknown.exit_code, none.exit_code) == (2, 0)
    assert rows(store_of(cli)) == []


def test_no_row_holds_a_name_a_number_or_a_file_name(cli: CommandLine, tmp_path: Path) -> None:
    file = put(tmp_path, "CANARYFILE.835", a_remittance(Paid(number="1001", icn="CANARYICN")))

    for words in (["claim", "1001"], ["claims", "CANARYLAST"], ["import", str(file)], ["crosswalk", f"{file}.csv"]):
        cli.run(*words)

    written = "".join(json.dumps([row.user, row.object, row.place, row.detail]) for row in rows(store_of(cli)))
    assert len(rows(store_of(cli))) >= 3
    assert "CANARY" not in written
    assert "1001" not in written


def test_no_command_prints_or_logs_a_patients_name(
    cli: CommandLine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = put(tmp_path, "CANARYFILE.835", a_remittance(Paid(patient_name="CANARYLAST*CANARYFIRST")))
    commands = (
        *(["claim", "1001"], ["claim", "1001", "--json"], ["claims"], ["claims", "--json"], ["report", "ageing"]),
        *(["recompute"], ["export", str(tmp_path / "out.csv")], ["crosswalk", str(tmp_path / "walk.csv")]),
        *(["audit", "show"], ["audit", "show", "--json"]),
    )

    with caplog.at_level(logging.DEBUG):
        told = "".join(cli.run(*words).output for words in commands)
        cli.run("import", str(file))

    assert "1001" in told
    assert "CANARY" not in told + caplog.text
    assert "CANARY" not in (tmp_path / "out.csv").read_text()


# --- the inbox and the chat ----------------------------------------------------------------------------------------


def test_a_file_of_the_inbox_is_written_down_under_the_bots_login(tmp_path: Path) -> None:
    store = ClaimsFile(tmp_path)
    inbox = an_inbox(store, tmp_path)
    put(inbox.folder, NAMED, a_sent_claim())

    looked(inbox)

    (row,) = rows(store)
    assert (row.team, row.user, row.action, row.place) == ("local", ME, "file.import", "inbox")
    assert row.object == mark(a_sent_claim())
    assert (row.detail["kind"], row.detail["claims"], row.detail["new"]) == ("837P", 1, 1)


def test_a_file_whose_import_cannot_be_written_down_stays_for_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = ClaimsFile(tmp_path)
    inbox = an_inbox(store, tmp_path)
    file = put(inbox.folder, NAMED, ODD)
    inbox.look()
    monkeypatch.setattr("bot.audit.PATIENCE_S", 0.1)

    with ClaimsFile(tmp_path).write(), caplog.at_level(logging.WARNING):
        assert inbox.look() == []

    assert file.exists()
    assert "Agate" not in caplog.text
    assert [one.where for one in inbox.look()] == ["waiting"]


def test_who_names_columns_in_the_chat_is_written_down(chat: Chat, folder: Path) -> None:  # noqa: F811
    columns = columns_of(chat)
    chat.door.submit(columns["id"], chosen("claim_number", "payer", "service_from", "billed"), user="bea")
    trial = settled(chat, "Import it?")
    chat.door.submit(trial["id"], {}, user="bea")
    settled(chat, "Imported")

    told = [row for row in rows(ClaimsFile(folder)) if row.action.startswith("file.")]
    assert [(row.team, row.user, row.action, row.place) for row in told] == [
        (TEAM, BEA, "file.try", "modal"),
        (TEAM, BEA, "file.import", "modal"),
    ]
    assert {row.object for row in told} == {mark(ODD)}
