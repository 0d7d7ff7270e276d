"""The watched folder: files come in once they are whole, and are put away with a report."""

import logging
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from claim_store import TODAY
from filelock import FileLock
from fixed_clock import FixedClock
from x12_claims import Paid, a_remittance, a_sent_claim

from bot.audit import AuditTrail
from bot.imports.report import FileReport, Received
from bot.imports.service import ImportDesk
from bot.inbox import Inbox
from bot.inbox_files import file_id_of
from bot.people import Operator
from data.errors import ClaimStoreUnusable, FileGone, InboxBusy, SettingsError
from data.store.claims_file import ClaimsFile

BEA = Operator(team="T1", user="U1")
ODD = b"Our no.;Plan;Day;Amt\n10432;Aetna;01/05/2026;250\n"
COLUMNS = ["Our no.=claim_number", "Plan=payer", "Day=service_from", "Amt=billed"]


@pytest.fixture
def store(tmp_path: Path) -> ClaimsFile:
    return ClaimsFile(tmp_path)


@pytest.fixture
def inbox(store: ClaimsFile, tmp_path: Path) -> Inbox:
    return an_inbox(store, tmp_path)


def test_a_file_is_taken_at_the_second_look_and_put_away_with_its_report(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox.folder, "sent.837", a_sent_claim())

    first, second = inbox.look(), inbox.look()

    assert (first, [one.where for one in second]) == ([], ["done"])
    assert names(inbox, "done") == ["sent.837", "sent.837.report.txt"]
    assert "1 claim read, 1 new" in (inbox.folder / "done" / "sent.837.report.txt").read_text()
    assert store.db.table("claim").count == 1


def test_a_file_that_still_grows_waits(inbox: Inbox) -> None:
    put(inbox.folder, "sent.837", a_sent_claim()[:200])
    inbox.look()
    put(inbox.folder, "sent.837", a_sent_claim())

    assert inbox.look() == []
    assert [one.where for one in inbox.look()] == ["done"]


@pytest.mark.parametrize("name", [".hidden.835", "x.835.part", "x.tmp", "x.crdownload", "x.filepart", "x.835~"])
def test_names_of_unfinished_files_are_passed_over(name: str, inbox: Inbox) -> None:
    put(inbox.folder, name, a_sent_claim())

    assert looked(inbox) == []
    assert (inbox.folder / name).exists()


def test_links_and_folders_are_passed_over(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.837").write_bytes(a_sent_claim())
    (inbox.folder / "link.837").symlink_to(tmp_path / "elsewhere.837")
    (inbox.folder / "more").mkdir()

    assert looked(inbox) == []


def test_files_are_taken_in_the_order_of_their_names(inbox: Inbox) -> None:
    for name, raw in (("b.835", a_remittance(Paid())), ("a.837", a_sent_claim())):
        put(inbox.folder, name, raw)

    assert [one.report.name for one in looked(inbox)] == ["a.837", "b.835"]


def test_what_cannot_be_used_is_refused_with_the_reason(inbox: Inbox) -> None:
    put(inbox.folder, "page.835", b"<html><body>Log in</body></html>")

    (received,) = looked(inbox)

    assert received.where == "refused"
    assert "web page" in (inbox.folder / "refused" / "page.835.report.txt").read_text()


def test_a_second_file_of_one_name_overwrites_nothing(inbox: Inbox) -> None:
    for number in ("1", "2"):
        put(inbox.folder, "daily.837", a_sent_claim(number))
        looked(inbox)

    assert [name for name in names(inbox, "done") if not name.endswith(".txt")] == ["daily (2).837", "daily.837"]


def test_a_stop_between_import_and_putting_away_does_no_harm(inbox: Inbox, store: ClaimsFile, tmp_path: Path) -> None:
    path = put(inbox.folder, "sent.837", a_sent_claim())
    ImportDesk(store, FixedClock(TODAY)).import_file(path)

    (received,) = looked(an_inbox(store, tmp_path))

    assert (received.where, received.report.duplicate) == ("done", 1)
    assert store.db.table("claim").count == 1


def test_one_look_at_a_time(inbox: Inbox) -> None:
    put(inbox.folder, "sent.837", a_sent_claim())
    inbox.look()

    with FileLock(inbox.folder / ".lock"):
        assert inbox.look() == []


def test_an_export_of_unknown_columns_waits_until_they_are_named(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox.folder, "odd.csv", ODD)
    (received,) = looked(inbox)
    assert (received.where, looked(inbox)) == ("waiting", [])

    done = inbox.name_columns(received.file_id, COLUMNS, BEA)

    assert (done.where, names(inbox, "waiting")) == ("done", [])
    assert store.db.table("claim").count == 1


def test_a_waiting_export_comes_in_by_itself_once_its_columns_are_known(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox.folder, "odd.csv", ODD)
    looked(inbox)
    other = put(inbox.folder, "same-kind.csv", ODD.replace(b"10432", b"10433"))
    ImportDesk(store, FixedClock(TODAY)).import_file(other, columns=COLUMNS)

    assert {one.report.name: one.where for one in looked(inbox)} == {"odd.csv": "done", "same-kind.csv": "done"}


def test_a_trial_keeps_nothing(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox.folder, "odd.csv", ODD)
    (received,) = looked(inbox)

    assert inbox.try_columns(received.file_id, COLUMNS, BEA).new == 1
    assert store.db.table("claim").count == 0


def test_a_waiting_file_that_was_taken_away_is_told(inbox: Inbox) -> None:
    with pytest.raises(FileGone):
        inbox.columns_of(file_id_of(Path("gone.csv")))


def test_a_fault_in_one_file_stops_no_other_and_its_content_is_not_logged(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(inbox.folder, "a.837", a_sent_claim("SECRET77"))
    put(inbox.folder, "b.835", a_remittance(Paid()))
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
    put(inbox.folder, "sent.837", a_sent_claim())
    looked(inbox)

    for place in ("", "done", "refused", "waiting", "done/sent.837.report.txt"):
        assert (inbox.folder / place).stat().st_mode & 0o077 == 0


def test_a_file_written_on_less_than_five_seconds_ago_waits(store: ClaimsFile, tmp_path: Path) -> None:
    clock = Ticking()
    inbox = Inbox(tmp_path / "inbox", ImportDesk(store, clock), clock, AuditTrail(store, clock))
    put(inbox.folder, "sent.837", a_sent_claim(), changed_at=clock.now().timestamp())
    inbox.look()

    clock.tick(4)
    assert inbox.look() == []

    clock.tick(1)
    assert [one.where for one in inbox.look()] == ["done"]


def test_a_time_of_change_that_lies_ahead_keeps_no_file_out(store: ClaimsFile, tmp_path: Path) -> None:
    clock = Ticking()
    inbox = Inbox(tmp_path / "inbox", ImportDesk(store, clock), clock, AuditTrail(store, clock))
    put(inbox.folder, "sent.837", a_sent_claim(), changed_at=clock.now().timestamp() + 86_400)
    inbox.look()

    clock.tick(30)

    assert [one.where for one in inbox.look()] == ["done"]


@pytest.mark.parametrize("name", ["~$book.xlsx", "X.TMP", "x.download", "Thumbs.db", "x.835.report.txt"])
def test_what_programs_leave_beside_files_is_passed_over(name: str, inbox: Inbox) -> None:
    put(inbox.folder, name, a_sent_claim())

    assert looked(inbox) == []


def test_a_file_that_is_taken_away_meanwhile_is_no_error(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox.folder, "a.837", a_sent_claim())
    put(inbox.folder, "b.835", a_remittance(Paid()))
    before_import(monkeypatch, "a.837", lambda path: path.unlink())

    assert [one.report.name for one in looked(inbox)] == ["b.835"]
    assert names(inbox, "refused") == []


def test_a_file_that_is_written_anew_meanwhile_is_taken_again(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox.folder, "daily.837", a_sent_claim("1"))
    before_import(monkeypatch, "daily.837", lambda path: put(path.parent, path.name, a_sent_claim("2222")))
    assert looked(inbox) == []
    monkeypatch.undo()

    (received,) = looked(inbox)

    assert (received.where, received.report.claims) == ("done", 1)
    assert "2222" in (inbox.folder / "done" / "daily.837").read_text()


def test_a_file_that_lost_a_part_is_done_and_its_report_says_so(inbox: Inbox) -> None:
    whole, broken = a_sent_claim("1"), a_sent_claim("2").replace(b"SE*", b"XX*")
    put(inbox.folder, "two.837", whole + broken)

    (received,) = looked(inbox)

    report = (inbox.folder / "done" / "two.837.report.txt").read_text()
    assert (received.where, received.report.refused, received.report.new) == ("done", True, 1)
    assert "Part of it was left out" in report


def test_a_report_names_every_problem_with_its_place(inbox: Inbox) -> None:
    rows = [f"{number},Aetna,01/05/2026,100" for number in range(1, 201)] + ["777,Aetna,someday,100"]
    put(inbox.folder, "list.csv", "\n".join(["Claim ID,Payer,DOS,Charge", *rows]).encode())

    looked(inbox)

    report = (inbox.folder / "done" / "list.csv.report.txt").read_text()
    assert report.splitlines()[:3] == [
        "list.csv",
        "came in 2026-02-01 12:00 UTC",
        "table: 200 claims read, 200 new, 1 problem",
    ]
    assert "line 202: column" in report
    assert "someday" not in report


def test_a_busy_claim_store_leaves_the_files_for_the_next_look(
    inbox: Inbox, store: ClaimsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox.folder, "sent.837", a_sent_claim())

    def busy(*_: object, **__: object) -> None:
        raise ClaimStoreUnusable("claims.db", "database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(ImportDesk, "import_file", busy)
        assert looked(inbox) == []

    assert [one.where for one in inbox.look()] == ["done"]
    assert store.db.table("claim").count == 1


def test_a_file_that_cannot_be_put_away_is_imported_once_and_stops_no_other(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox.folder, "a.837", a_sent_claim())
    put(inbox.folder, "b.835", a_remittance(Paid()))
    move = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "a.837":
            raise PermissionError
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refusing)

    assert [one.report.name for one in looked(inbox)] == ["a.837", "b.835"]
    assert looked(inbox) == []


def test_what_went_wrong_is_logged_without_the_cell_in_the_error(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(inbox.folder, "Agate April.837", a_sent_claim())

    def failing(path: Path) -> None:
        raise ValueError(path.name)

    before_import(monkeypatch, "Agate April.837", failing)

    (received,) = looked(inbox)

    assert received.where == "refused"
    assert "ValueError" in caplog.text
    assert "in failing" in caplog.text
    assert "Agate" not in caplog.text


@pytest.mark.parametrize("name", [b"odd-\xff.837", b"n" * 240 + b".837", b"two\nlines.837"])
def test_odd_names_are_put_away_with_their_report(name: bytes, inbox: Inbox) -> None:
    put(inbox.folder, os.fsdecode(name), a_sent_claim())

    (received,) = looked(inbox)

    kept = names(inbox, received.where)
    assert len(kept) == 2
    assert kept[1] == kept[0] + ".report.txt"


def test_a_waiting_file_is_named_by_one_person_at_a_time(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox.folder, "odd.csv", ODD)
    (received,) = looked(inbox)
    monkeypatch.setattr("bot.inbox._PATIENCE_S", 0.05)

    with FileLock(inbox.folder / ".lock"), pytest.raises(InboxBusy):
        inbox.name_columns(received.file_id, COLUMNS, BEA)


def test_columns_that_do_not_fit_leave_the_file_waiting(inbox: Inbox, store: ClaimsFile) -> None:
    put(inbox.folder, "odd.csv", ODD)
    (received,) = looked(inbox)

    named = inbox.name_columns(received.file_id, ["Our no.=claim_number", "Plan=service_from"], BEA)

    assert (named.where, named.report.unusable) == ("waiting", True)
    assert looked(inbox) == []
    assert store.db.table("claim").count == 0


def test_the_last_files_are_told_by_their_reports(inbox: Inbox) -> None:
    put(inbox.folder, "a.837", a_sent_claim())
    put(inbox.folder, "page.835", b"<html><body>Log in</body></html>")
    looked(inbox)

    past = {one.name: one.outcome for one in inbox.recent(5)}

    assert past == {"a.837": "837P: 1 claim read, 1 new", "page.835": "not imported"}
    assert {one.came_in for one in inbox.recent(5)} == {"2026-02-01 12:00 UTC"}


def test_a_folder_that_cannot_be_made_is_told_as_a_setting(store: ClaimsFile, tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file")

    with pytest.raises(SettingsError) as refused:
        an_inbox(store, tmp_path)

    assert "cannot be used" in refused.value.problems[0]
    assert "BILLING_BOT_INBOX_DIR" in refused.value.hint


def test_a_folder_that_went_away_is_no_error(inbox: Inbox) -> None:
    shutil.rmtree(inbox.folder)

    assert inbox.look() == []


class Ticking(FixedClock):
    """A clock that a test moves by seconds."""

    def __init__(self) -> None:
        super().__init__(TODAY)
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    def tick(self, seconds: int) -> None:
        self._ahead += timedelta(seconds=seconds)


def before_import(monkeypatch: pytest.MonkeyPatch, name: str, happens: Callable[[Path], object]) -> None:
    """Lets something happen to one file just before it is imported."""
    whole = ImportDesk.import_file

    def import_file(desk: ImportDesk, path: Path, **choices: Any) -> FileReport:
        if path.name == name:
            happens(path)
        return whole(desk, path, **choices)

    monkeypatch.setattr(ImportDesk, "import_file", import_file)


def an_inbox(store: ClaimsFile, folder: Path) -> Inbox:
    clock = FixedClock(TODAY)
    return Inbox(folder / "inbox", ImportDesk(store, clock), clock, AuditTrail(store, clock))


def put(folder: Path, name: str, raw: bytes, *, changed_at: float = 1_000.0) -> Path:
    """A file that was last written on long ago, if not told otherwise."""
    path = folder / name
    path.write_bytes(raw)
    os.utime(path, (changed_at, changed_at))
    return path


def looked(inbox: Inbox) -> list[Received]:
    """Two looks, as a file takes."""
    return [*inbox.look(), *inbox.look()]


def names(inbox: Inbox, place: str) -> list[str]:
    return sorted(path.name for path in (inbox.folder / place).iterdir())
