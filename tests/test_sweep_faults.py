"""Whatever statement of a tick fails, and however: in the end everybody was told, once."""

from pathlib import Path

import pytest
from reminding import BEA, DENIALS
from sweep_faults import BrokenOff, a_prepared_store, told_after

from data.store.connection import OperationalError

_EVERY = 9
"""Every statement is tried by the drill."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_prepared_store(tmp_path_factory.mktemp("prepared"))


def test_a_tick_that_broke_off_anywhere_is_made_good(prepared: Path, tmp_path: Path) -> None:
    undisturbed, statements = told_after(prepared, tmp_path / "none", at=0, error=BrokenOff())
    assert [where for where, _ in undisturbed] == [DENIALS, BEA, BEA]  # the reminder to both, and the day's list

    for at in range(1, statements + 1, _EVERY):
        told, _ = told_after(prepared, tmp_path / f"off-{at}", at=at, error=BrokenOff())
        assert told == undisturbed, f"broken off at statement {at} of {statements}"


def test_a_statement_that_fails_anywhere_loses_nothing(prepared: Path, tmp_path: Path) -> None:
    undisturbed, statements = told_after(prepared, tmp_path / "none", at=0, error=BrokenOff())

    for at in range(1, statements + 1, _EVERY):
        error = OperationalError("database or disk is full")
        told, _ = told_after(prepared, tmp_path / f"full-{at}", at=at, error=error)
        assert told == undisturbed, f"failed at statement {at} of {statements}"
