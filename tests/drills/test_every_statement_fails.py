"""Every single statement of a tick fails once: by a crash, and by an error of the disk."""

from pathlib import Path

import pytest
from sweep_faults import BrokenOff, a_prepared_store, told_after

from data.store.connection import OperationalError


@pytest.mark.parametrize("how", ["a crash", "an error"])
def test_whatever_statement_fails_everybody_is_told_once(how: str, tmp_path: Path) -> None:
    prepared = a_prepared_store(tmp_path / "prepared")
    undisturbed, statements = told_after(prepared, tmp_path / "none", at=0, error=BrokenOff())

    for at in range(1, statements + 1):
        error = BrokenOff() if how == "a crash" else OperationalError("database or disk is full")
        assert told_after(prepared, tmp_path / f"copy-{at}", at=at, error=error)[0] == undisturbed, (at, statements)
    print(f"\n{statements} statements, each failed once by {how}")
