"""A code file that is not whole is built again; damage inside it is met by the look-up that reads it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import IN_FORCE
from fixed_clock import FixedClock
from small_codes import build_small
from sqlite_utils import Database

from bot.lookup import CodeLookup
from data.store.code_file import ensure_code_file, find_damage, is_finished, rebuild_if_damaged
from data.store.code_schema import builder_stamp
from data.store.codes import CodeStore


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
    Database(path).execute(f"PRAGMA user_version = {builder_stamp() - 1}")


def of_a_newer_builder(path: Path) -> None:
    Database(path).execute(f"PRAGMA user_version = {builder_stamp() + 1}")


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
