"""One good codes.db, whatever happens: two builders at once, a killed one, a full disk, a damaged file."""

import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_codes import build_small
from sqlite_utils import Database

from data.errors import BuildFailed
from data.store.code_file import ensure_code_file, find_damage, is_finished
from data.store.codes import CodeStore

BUILDER = """
import resource
import sys
from pathlib import Path
from data.store.code_file import ensure_code_file

def show(step, part):
    print(step, flush=True)

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    ensure_code_file(Path(sys.argv[1]), show, lambda: print("waiting", flush=True))
except Exception as error:
    print(type(error).__name__, error, flush=True)
    raise SystemExit(3)
"""
ROOT = Path(__file__).resolve().parents[1]
LOCK = "codes.db.lock"


@contextmanager
def a_builder(folder: Path, *, largest_file_bytes: int = 10**9) -> Iterator[subprocess.Popen[str]]:
    """Another process that gets the folder's code file ready and prints its steps."""
    command = [sys.executable, "-c", BUILDER, str(folder), str(largest_file_bytes)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
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

    with a_builder(tmp_path, largest_file_bytes=5_000_000) as builder:
        lines = said(builder)

    assert builder.returncode == 3
    assert lines[-1].startswith("BuildFailed The code store could not be built: ")
    assert path.read_bytes() == old
    assert files(tmp_path) == ["codes.db", LOCK]


def test_a_folder_that_cannot_be_written_is_a_failed_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BuildFailed) as failed:
        ensure_code_file(tmp_path / "file", lambda _step, _part: None, lambda: None)

    assert failed.value.hint
