"""The crosswalk: who may read the file, what stands in it, and that it is renewed only for news."""

import csv
import stat
from pathlib import Path

import pytest
from claim_store import FilledStore
from click.testing import CliRunner
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.cli import main
from bot.crosswalk import FILE_NAME, Crosswalk
from data.store.provider_queries import add_query

FILES = [a_sent_claim(patient="=AGATE*APRIL"), a_remittance(Paid(patient_name="=AGATE*APRIL"))]


@pytest.fixture
def filled(tmp_path: Path) -> FilledStore:
    return FilledStore(tmp_path).take_all(FILES)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_reference_leads_to_numbers_patient_and_day(filled: FilledStore, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"

    result = CliRunner().invoke(main, ["crosswalk", str(file), "--data-dir", str(tmp_path)])

    assert result.exit_code == 0
    assert result.stdout == ""
    assert rows(file) == [
        {
            "ref": filled.claim()["ref"],
            "claim_number": "1001",
            "account_number": "",
            "payer_claim_numbers": "ICN1001",
            "patient_last": "'=AGATE",
            "patient_first": "APRIL",
            "service_from": "2026-01-05",
        }
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_former_reference_leads_to_the_claim_that_it_became(tmp_path: Path) -> None:
    listed = b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n'
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), listed])
    refs = {claim["ref"] for claim in filled.claims()}
    filled.desk.join(*(claim["id"] for claim in filled.claims()))

    Crosswalk(filled.store).write(tmp_path / "out.csv")

    assert {row["ref"] for row in rows(tmp_path / "out.csv")} == refs
    assert {row["claim_number"] for row in rows(tmp_path / "out.csv")} == {"1001"}


def test_a_query_to_a_provider_has_a_row_that_leads_to_its_chart(tmp_path: Path) -> None:
    listed = b'Claim ID,Patient,Insurance,DOS,Charge,Balance\nX77,"AGATE, APRIL",Aetna,01/05/2026,200,200\n'
    filled = FilledStore(tmp_path).take_all([a_sent_claim(), listed])
    with filled.store.write() as db:
        queries = [add_query(db, claim["ref"])[1] for claim in filled.claims()]
    filled.desk.join(*(claim["id"] for claim in filled.claims()))

    Crosswalk(filled.store).write(tmp_path / "out.csv")

    found = {row["ref"]: row["claim_number"] for row in rows(tmp_path / "out.csv")}
    assert [found[ref] for ref in queries] == ["1001", "1001"]


def test_it_is_renewed_when_the_claims_changed_and_only_then(filled: FilledStore, tmp_path: Path) -> None:
    crosswalk = Crosswalk(filled.store)

    assert crosswalk.keep_up()
    assert not crosswalk.keep_up()
    filled.take(a_sent_claim("1002", control="0002", group="8"))
    assert crosswalk.keep_up()

    assert len(rows(tmp_path / FILE_NAME)) == 2
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_a_write_that_changes_no_number_leaves_the_file_alone(filled: FilledStore, tmp_path: Path) -> None:
    crosswalk = Crosswalk(filled.store)
    crosswalk.keep_up()
    before = (tmp_path / FILE_NAME).stat().st_ino

    with filled.store.write() as db:
        db.conn.execute("UPDATE claim SET touched_on = '2026-01-28'")

    assert not crosswalk.keep_up()
    assert (tmp_path / FILE_NAME).stat().st_ino == before


def test_a_file_that_was_taken_away_comes_back(filled: FilledStore, tmp_path: Path) -> None:
    crosswalk = Crosswalk(filled.store)
    crosswalk.keep_up()
    (tmp_path / FILE_NAME).unlink()

    assert crosswalk.keep_up()


@pytest.mark.parametrize("name", ["", "no/such/folder/out.csv"])
def test_where_it_cannot_be_written_nothing_is_left(filled: FilledStore, tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["crosswalk", str(tmp_path / name), "--data-dir", str(tmp_path)])

    assert result.exit_code == 2
    assert "APRIL" not in result.output
    assert not list(tmp_path.glob(".*csv*"))
