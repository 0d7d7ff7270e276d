"""The playground's store: filled once with invented claims, in the playground's own folder and nowhere else."""

from datetime import date
from pathlib import Path

import pytest
from fixed_clock import FixedClock

from bot.demo import fill_demo_store, require_playground
from bot.imports.service import ImportDesk
from bot.playground.folder import MARKER
from bot.settings import Settings, read_settings
from data.errors import SettingsError
from data.store.claims import find_claims
from data.store.claims_file import ClaimsFile

CLOCK = FixedClock(date(2026, 1, 15))


@pytest.mark.parametrize("mode", ["minimum", "demo"])
def test_an_empty_playground_is_filled_with_some_four_hundred_claims_once(mode: str, tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    store = ClaimsFile(tmp_path)

    for _ in range(2):
        fill_demo_store(settings(tmp_path, mode), store, ImportDesk(store, CLOCK), CLOCK)

    assert store.db.table("claim").count == 400


def test_the_claim_of_the_examples_is_there_and_denied(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    store = ClaimsFile(tmp_path)

    fill_demo_store(settings(tmp_path, "demo"), store, ImportDesk(store, CLOCK), CLOCK)

    (claim,) = find_claims(store.db, "10432")
    assert claim.position.state == "denied"


@pytest.mark.parametrize("mode", ["minimum", "baa"])
def test_a_practices_own_store_is_never_filled(mode: str, tmp_path: Path) -> None:
    store = ClaimsFile(tmp_path)

    fill_demo_store(settings(tmp_path, mode), store, ImportDesk(store, CLOCK), CLOCK)

    assert store.db.table("claim").count == 0


def test_the_mode_that_shows_everything_is_refused_outside_the_playground(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="invented claims in the playground only"):
        require_playground(settings(tmp_path, "demo"))

    (tmp_path / MARKER).touch()
    require_playground(settings(tmp_path, "demo"))


def settings(folder: Path, mode: str) -> Settings:
    return read_settings(data_dir=folder, environment={"BILLING_BOT_MODE": mode})
