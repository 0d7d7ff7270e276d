"""Whatever happens between the outbox and Slack, each message arrives once or somebody is alarmed: drawn programs."""

from pathlib import Path

import pytest
from outbox_machine import Design, MarkThenSend, SendThenMark, a_quick_store, real, run_programs

PROGRAMS = 100


def test_every_message_arrives_once_or_alarms_somebody(tmp_path: Path) -> None:
    with a_quick_store(tmp_path) as store:
        run_programs(store, real, PROGRAMS)


@pytest.mark.parametrize("design", [MarkThenSend, SendThenMark])
def test_simpler_designs_are_refuted(tmp_path: Path, design: Design) -> None:
    with (
        a_quick_store(tmp_path) as store,
        pytest.raises(AssertionError, match=r"is lost|is there|though it was closed"),
    ):
        run_programs(store, design, PROGRAMS, shrinks=False)
