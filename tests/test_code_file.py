"""One good codes.db, whatever happens: two builders at once, a killed one, a full disk, a damaged file."""

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fixed_clock import FixedClock
from small_codes import build_small
from sqlite_utils import Database

from bot.lookup import CodeLookup
from conftest import IN_FORCE
from data.errors import BuildFailed, CodeStoreDamaged
from data.store.code_file import ensure_code_file, find_damage, is_finished, rebuild_if_damaged
from data.store.code_schema import BUILDER_VERSION
from data.store.codes import CodeStore

BUILDER = """
import sys
from pathlib import Path
from data.store.code_file import ensure_code_file

def show(step, part):
    print(step, flush=True)

try:
    ensure_code_file(Path(sys.argv[1]), show, lambda: print("waiting", flush=True))
except Exception as error:
    print(type(error).__name__, error, flush=True)
    raise SystemExit(3)
"""
ROOT = Path(__file__).resolve().parents[1]
LOCK = "codes.db.lock"


@contextmanager
def a_builder(folder: Path, *, before: Callable[[], None] | None = None) -> Iterator[subprocess.Popen[str]]:
    """Another process that gets the folder's code file ready and prints its steps."""
    command = [sys.executable, "-c", BUILDER, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=before)  # noqa: PLW1509
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_step(process: subprocess.Popen[str], step: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == step:
            return
    raise AssertionError(f"the builder never came to {step!r}")


def said(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=60)
    return out.splitlines()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def a_small_file(folder: Path) -> Path:
    return build_small(folder / "codes.db", "X00", "X00.1", "X00.2")


def fill_with_noise(path: Path, *, first: float, last: float = 1.0) -> None:
    """Overwrites the whole pages from one share of the file to another; its header and its length stay."""
    pages = path.stat().st_size // 4096
    start, end = int(pages * first), int(pages * last)
    with path.open("rb+") as stream:
        stream.seek(start * 4096)
        stream.write(b"\xa5" * (end - start) * 4096)


def test_the_file_is_built_at_first_need_and_then_left_alone(codes_dir: Path) -> None:
    before = (codes_dir / "codes.db").stat().st_mtime_ns
    steps: list[str] = []

    path = ensure_code_file(codes_dir, lambda step, _part: steps.append(step), lambda: steps.append("waiting"))

    assert is_finished(path)
    assert (steps, path.stat().st_mtime_ns) == ([], before)


def test_the_built_file_holds_every_code_of_the_year(codes_dir: Path) -> None:
    icd = CodeStore(codes_dir / "codes.db").releases()[0]
    rows = Database(codes_dir / "codes.db").query(
        "SELECT count(*) AS codes, sum(billable) AS billable FROM code WHERE release_id = 1"
    )

    assert (icd.codes, icd.billable) == (98_186, 74_719)
    assert list(rows) == [{"codes": 98_186, "billable": 74_719}]


def test_only_its_owner_can_read_the_file_and_its_lock(codes_dir: Path) -> None:
    modes = {name: stat.S_IMODE((codes_dir / name).stat().st_mode) for name in files(codes_dir)}

    assert modes == {"codes.db": 0o600, LOCK: 0o600}


def test_of_two_processes_at_once_one_builds_and_the_other_is_told_to_wait(tmp_path: Path) -> None:
    with a_builder(tmp_path) as one, a_builder(tmp_path) as other:
        outputs = sorted([said(one), said(other)], key=len)

    assert outputs[0] == ["waiting"]
    assert outputs[1][0] == "Reading code sets"
    assert outputs[1][-1] == "Done"
    assert "waiting" not in outputs[1]
    assert (one.returncode, other.returncode) == (0, 0)
    assert files(tmp_path) == ["codes.db", LOCK]
    assert find_damage(tmp_path / "codes.db") == ""


def test_a_builder_killed_midway_leaves_no_file_and_the_next_one_builds_at_once(tmp_path: Path) -> None:
    with a_builder(tmp_path) as killed:
        wait_for_step(killed, "Building the search index")
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert [name for name in files(tmp_path) if name.endswith(".building")] == [f"codes.db.{killed.pid}.building"]
    assert "codes.db" not in files(tmp_path)

    waited: list[str] = []
    path = ensure_code_file(tmp_path, lambda _step, _part: None, lambda: waited.append("waiting"))

    assert waited == []
    assert is_finished(path)
    assert files(tmp_path) == ["codes.db", LOCK]


def test_a_builder_killed_while_it_renews_a_file_leaves_the_old_one(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    Database(path).execute("PRAGMA user_version = 0")
    old = path.read_bytes()

    with a_builder(tmp_path) as killed:
        wait_for_step(killed, "Reading code sets")
        killed.send_signal(signal.SIGKILL)
        killed.wait()

    assert path.read_bytes() == old
    assert [code.code for code in CodeStore(path).find("X001")] == ["X00.1"]


def test_a_disk_that_is_full_stops_the_build_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    Database(path).execute("PRAGMA user_version = 0")
    old = path.read_bytes()

    with a_builder(tmp_path, before=allow_only_small_files) as builder:
        lines = said(builder)

    assert builder.returncode == 3
    assert lines[-1].startswith("BuildFailed The code store could not be built: ")
    assert path.read_bytes() == old
    assert files(tmp_path) == ["codes.db", LOCK]


def allow_only_small_files() -> None:
    """In the child: writing beyond 5 MB of a file fails, as on a full disk."""
    import resource  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))


def test_a_folder_that_cannot_be_written_is_a_failed_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BuildFailed) as failed:
        ensure_code_file(tmp_path / "file", lambda _step, _part: None, lambda: None)

    assert failed.value.hint


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def shorter_than_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def longer_than_it_says(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\x00" * 512)


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(200_000))


def text(path: Path) -> None:
    path.write_text("SQLite format 3, said somebody")


def of_an_older_builder(path: Path) -> None:
    Database(path).execute(f"PRAGMA user_version = {BUILDER_VERSION - 1}")


def of_a_newer_builder(path: Path) -> None:
    Database(path).execute(f"PRAGMA user_version = {BUILDER_VERSION + 1}")


def without_its_build_row(path: Path) -> None:
    with Database(path).conn as connection:
        connection.execute("DELETE FROM build")


def without_its_build_table(path: Path) -> None:
    Database(path)["build"].drop()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: list[Callable[[Path], None]] = [
    missing,
    empty,
    shorter_than_a_header,
    truncated,
    longer_than_it_says,
    garbage,
    text,
    of_an_older_builder,
    of_a_newer_builder,
    without_its_build_row,
    without_its_build_table,
    a_folder,
]


def test_a_whole_file_of_this_builder_is_finished(tmp_path: Path) -> None:
    assert is_finished(a_small_file(tmp_path))


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_file_that_is_not_whole_and_of_this_builder_is_not_finished(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = a_small_file(tmp_path)

    spoil(path)

    assert not is_finished(path)


def test_a_file_that_is_not_finished_is_built_again(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    truncated(path)
    parts: list[float] = []

    ensure_code_file(tmp_path, lambda _step, part: parts.append(part), lambda: None)

    assert is_finished(path)
    assert len(CodeStore(path).find("E119")) == 1
    assert parts == sorted(parts)
    assert (0 <= parts[0] < 0.1, parts[-1]) == (True, 1.0)


def test_a_file_damaged_inside_is_found_by_the_full_check_only(tmp_path: Path) -> None:
    path = build_small(tmp_path / "codes.db", *(f"X{n}" for n in range(100, 999)))
    fill_with_noise(path, first=0.4, last=0.6)

    assert is_finished(path)
    assert find_damage(path) != ""


def test_a_good_file_has_no_damage_and_is_left_alone(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    before = path.stat()

    rebuild_if_damaged(path)

    assert find_damage(path) == ""
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "codes.db.damaged" not in files(tmp_path)


def test_the_damage_of_a_missing_file_is_named(tmp_path: Path) -> None:
    assert find_damage(tmp_path / "codes.db") != ""


def test_a_look_up_that_meets_damage_builds_the_file_again_and_keeps_the_damaged_one(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    fill_with_noise(path, first=0.2)
    damaged = path.read_bytes()
    lookup = CodeLookup(path, FixedClock(IN_FORCE))

    answer = lookup.look_up("E11.9")

    assert [match.code.code for match in answer.matches] == ["E11.9"]
    assert (tmp_path / "codes.db.damaged").read_bytes() == damaged
    assert find_damage(path) == ""


def test_damage_that_comes_while_the_bot_runs_is_met_by_the_next_look_up(codes_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "codes.db"
    path.write_bytes((codes_dir / "codes.db").read_bytes())
    lookup = CodeLookup(path, FixedClock(IN_FORCE))
    assert lookup.look_up("heart attack").matches

    a_copy_with_noise(path).replace(path)
    answers = [lookup.look_up(query) for query in ("heart attack", "E11.9")]

    assert [answer.matches[0].code.code for answer in answers] == ["I21.9", "E11.9"]
    assert find_damage(path) == ""
    assert (tmp_path / "codes.db.damaged").exists()


def a_copy_with_noise(path: Path) -> Path:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    fill_with_noise(copy, first=0.01)
    return copy


def test_a_reader_answers_during_a_swap_and_then_reads_the_new_file(tmp_path: Path) -> None:
    path = build_small(tmp_path / "codes.db", "X00", "X00.1")
    store = CodeStore(path)
    [before] = store.find("X001")

    with store.reading() as db:
        build_small(path, "X00", "X00.1", "X00.2", release="FY2027")
        during = db.execute("SELECT name FROM release").fetchone()[0]

    assert (before.release, during) == ("FY2026", "FY2026")
    assert store.releases()[0].name == "FY2027"
    assert [code.code for code in store.find("X002")] == ["X00.2"]


def test_a_detail_is_read_from_one_file_even_when_another_is_swapped_in_meanwhile(tmp_path: Path) -> None:
    short = build_small(tmp_path / "short.db", "X00", "X00.1", "X00.11")
    long = build_small(tmp_path / "long.db", "A00", *(f"A00.{n}" for n in range(9)), "X00", "X00.1", "X00.11", "X00.12")
    swapped = tmp_path / "codes.db"
    swapped.write_bytes(short.read_bytes())
    lookup = CodeLookup(swapped, FixedClock(IN_FORCE))

    wrong: list[object] = []
    with swapping(swapped, [short.read_bytes(), long.read_bytes()]):
        for _ in range(400):
            detail = lookup.detail(lookup.releases()[0].system, "X00.1")
            seen = (detail.code.code, [parent.code for parent in detail.parents], len(detail.children))
            wrong += [seen] if seen not in [("X00.1", ["X00"], 1), ("X00.1", ["X00"], 2)] else []

    assert wrong == []


@contextmanager
def swapping(path: Path, contents: list[bytes]) -> Iterator[None]:
    """Swaps the contents in by turns, as often as it can, until the block ends."""
    done = threading.Event()

    def swap() -> None:
        turn = 0
        while not done.is_set():
            new = path.with_name("swap")
            new.write_bytes(contents[turn % 2])
            new.replace(path)
            turn += 1

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_many_threads_read_one_store_while_files_are_swapped(tmp_path: Path) -> None:
    one = build_small(tmp_path / "one.db", "X00", "X00.1").read_bytes()
    other = build_small(tmp_path / "other.db", "A00", "A00.1", "X00", "X00.1").read_bytes()
    path = tmp_path / "codes.db"
    path.write_bytes(one)
    lookup = CodeLookup(path, FixedClock(IN_FORCE))
    found: list[list[str]] = []
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(60):
                found.append([match.code.code for match in lookup.look_up("X00.1").matches])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    with swapping(path, [one, other]):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert failed == []
    assert found == [["X00.1"]] * 240


def test_a_store_whose_file_was_removed_is_named_as_missing(tmp_path: Path) -> None:
    path = a_small_file(tmp_path)
    store = CodeStore(path)
    assert store.find("X001")

    path.unlink()

    with pytest.raises(CodeStoreDamaged) as damaged:
        store.find("X001")
    assert damaged.value.name == "codes.db"
