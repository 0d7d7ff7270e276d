"""The watched folder: files come in once they are whole, and are put away with a report."""

import logging
import os
from pathlib import Path

import pytest
from claim_store import TODAY
from filelock import FileLock
from fixed_clock import FixedClock
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.imports.report import Received
from bot.imports.service import ImportDesk
from bot.inbox import Inbox, file_id_of
from data.errors import FileGone
from data.store.claims_file import ClaimsFile

ODD = b"Our no.;Plan;Day;Amt\n10432;Aetna;01/05/2026;250\n"
COLUMNS = ["Our no.=claim_number", "Plan=payer", "Day=service_from", "Amt=billed"]


@pytest.fixture
def store(tmp_path: Path) -> ClaimsFile:
    return ClaimsFile(tmp_path)


@pytest.fixture
def inbox(store: ClaimsFile, tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox", ImportDesk(store, FixedClock(TODAY)))


def test_a_file_is_taken_at_the_second_look_and_put_away_with_its_report(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox, "sent.837", a_sent_claim())

    first, second = inbox.look(), inbox.look()

    assert (first, [one.where for one in second]) == ([], ["done"])
    assert names(inbox, "done") == ["sent.837", "sent.837.report.txt"]
    assert "1 claim read, 1 new" in (inbox.folder / "done" / "sent.837.report.txt").read_text()
    assert store.db.table("claim").count == 1


def test_a_file_that_still_grows_waits(inbox: Inbox) -> None:
    put(inbox, "sent.837", a_sent_claim()[:200])
    inbox.look()
    put(inbox, "sent.837", a_sent_claim())

    assert inbox.look() == []
    assert [one.where for one in inbox.look()] == ["done"]


@pytest.mark.parametrize("name", [".hidden.835", "x.835.part", "x.tmp", "x.crdownload", "x.filepart", "x.835~"])
def test_names_of_unfinished_files_are_passed_over(name: str, inbox: Inbox) -> None:
    put(inbox, name, a_sent_claim())

    assert looked(inbox) == []
    assert (inbox.folder / name).exists()


def test_links_and_folders_are_passed_over(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.837").write_bytes(a_sent_claim())
    (inbox.folder / "link.837").symlink_to(tmp_path / "elsewhere.837")
    (inbox.folder / "more").mkdir()

    assert looked(inbox) == []


def test_files_are_taken_in_the_order_of_their_names(inbox: Inbox) -> None:
    for name, raw in (("b.835", a_remittance(Paid())), ("a.837", a_sent_claim())):
        put(inbox, name, raw)

    assert [one.report.name for one in looked(inbox)] == ["a.837", "b.835"]


def test_what_cannot_be_used_is_refused_with_the_reason(inbox: Inbox) -> None:
    put(inbox, "page.835", b"<html><body>Log in</body></html>")

    (received,) = looked(inbox)

    assert received.where == "refused"
    assert "web page" in (inbox.folder / "refused" / "page.835.report.txt").read_text()


def test_a_second_file_of_one_name_overwrites_nothing(inbox: Inbox) -> None:
    for number in ("1", "2"):
        put(inbox, "daily.837", a_sent_claim(number))
        looked(inbox)

    assert [name for name in names(inbox, "done") if not name.endswith(".txt")] == ["daily (2).837", "daily.837"]


def test_a_stop_between_import_and_putting_away_does_no_harm(inbox: Inbox, store: ClaimsFile, tmp_path: Path) -> None:
    path = put(inbox, "sent.837", a_sent_claim())
    ImportDesk(store, FixedClock(TODAY)).import_file(path)

    (received,) = looked(Inbox(tmp_path / "inbox", ImportDesk(store, FixedClock(TODAY))))

    assert (received.where, received.report.duplicate) == ("done", 1)
    assert store.db.table("claim").count == 1


def test_one_look_at_a_time(inbox: Inbox) -> None:
    put(inbox, "sent.837", a_sent_claim())
    inbox.look()

    with FileLock(inbox.folder / ".lock"):
        assert inbox.look() == []


def test_an_export_of_unknown_columns_waits_until_they_are_named(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox, "odd.csv", ODD)
    (received,) = looked(inbox)
    assert (received.where, looked(inbox)) == ("waiting", [])

    done = inbox.name_columns(received.file_id, COLUMNS)

    assert (done.where, names(inbox, "waiting")) == ("done", [])
    assert store.db.table("claim").count == 1


def test_a_waiting_export_comes_in_by_itself_once_its_columns_are_known(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox, "odd.csv", ODD)
    looked(inbox)
    other = put(inbox, "same-kind.csv", ODD.replace(b"10432", b"10433"))
    ImportDesk(store, FixedClock(TODAY)).import_file(other, columns=COLUMNS)

    assert {one.report.name: one.where for one in looked(inbox)} == {"odd.csv": "done", "same-kind.csv": "done"}


def test_a_trial_keeps_nothing(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox, "odd.csv", ODD)
    (received,) = looked(inbox)

    assert inbox.try_columns(received.file_id, COLUMNS).new == 1
    assert store.db.table("claim").count == 0


def test_a_waiting_file_that_was_taken_away_is_told(inbox: Inbox) -> None:
    with pytest.raises(FileGone):
        inbox.columns_of(file_id_of(Path("gone.csv")))


def test_a_fault_in_one_file_stops_no_other_and_its_content_is_not_logged(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(inbox, "a.837", a_sent_claim("SECRET77"))
    put(inbox, "b.835", a_remittance(Paid()))
    whole = ImportDesk.import_file

    def failing(desk: ImportDesk, path: Path, **choices: object) -> object:
        if path.name == "a.837":
            raise RuntimeError
        return whole(desk, path, **choices)  # type: ignore[arg-type]

    monkeypatch.setattr(ImportDesk, "import_file", failing)

    with caplog.at_level(logging.INFO):
        received = looked(inbox)

    assert [one.where for one in received] == ["refused", "done"]
    assert "reference" in received[0].report.problems[0].text
    assert "SECRET77" not in caplog.text


def test_the_folders_and_reports_are_closed_to_others(inbox: Inbox) -> None:
    put(inbox, "sent.837", a_sent_claim())
    looked(inbox)

    for place in ("", "done", "refused", "waiting", "done/sent.837.report.txt"):
        assert (inbox.folder / place).stat().st_mode & 0o077 == 0


def put(inbox: Inbox, name: str, raw: bytes) -> Path:
    path = inbox.folder / name
    path.write_bytes(raw)
    os.utime(path, ns=(len(raw), len(raw)))
    return path


def looked(inbox: Inbox) -> list[Received]:
    """Two looks, as a file takes."""
    return [*inbox.look(), *inbox.look()]


def names(inbox: Inbox, place: str) -> list[str]:
    return sorted(path.name for path in (inbox.folder / place).iterdir())
