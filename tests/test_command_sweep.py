"""`billing-bot sweep`, as people drive it: what would be told, and what is kept."""

from pathlib import Path

import pytest
from claim_store import FilledStore
from command_line import CommandLine, a_command_line
from x12_claims import Paid, a_remittance, a_sent_claim

DENIED = a_remittance(Paid(paid="0", adjustments=("CO*197*200",)), paid_on="20260112")


@pytest.fixture
def cli(tmp_path: Path) -> CommandLine:
    (tmp_path / "data").mkdir()
    FilledStore(tmp_path / "data").take_all([a_sent_claim(), DENIED])
    return a_command_line(tmp_path / "no-codes-needed", tmp_path)


def test_a_dry_run_says_that_nothing_was_kept_and_keeps_nothing(cli: CommandLine) -> None:
    for _ in range(2):
        tried = cli.run("sweep", "--today", "2026-02-02", "--dry-run")
        assert "Work the denial" in tried.stdout
        assert "1 claim looked at, 1 reminder would be queued; nothing was kept." in tried.stderr

    assert "1 claim looked at, 1 reminder queued." in cli.run("sweep", "--today", "2/2/2026").stderr
    assert "0 reminders queued." in cli.run("sweep", "--today", "2026-02-02").stderr


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", ""])
def test_a_day_that_is_none_is_refused_with_an_example(cli: CommandLine, day: str) -> None:
    result = cli.run("sweep", "--today", day)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Write it like 2026-01-15." in result.stderr
