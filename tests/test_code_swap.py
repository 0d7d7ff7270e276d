"""Readers answer while another code file is swapped in, each answer from one file, and then read the new one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import IN_FORCE
from fixed_clock import FixedClock
from small_codes import build_small

from bot.lookup import CodeLookup
from data.errors import CodeStoreDamaged
from data.store.codes import CodeStore


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
    path = build_small(tmp_path / "codes.db", "X00", "X00.1")
    store = CodeStore(path)
    assert store.find("X001")

    path.unlink()

    with pytest.raises(CodeStoreDamaged) as damaged:
        store.find("X001")
    assert damaged.value.name == "codes.db"
