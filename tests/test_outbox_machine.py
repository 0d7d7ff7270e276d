"""Whatever happens between the outbox and Slack, each message arrives once or somebody is alarmed: drawn programs."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from outbox_machine import Design, MarkThenSend, SendThenMark, outbox_machine, real

from data.store.claims_file import ClaimsFile

PROGRAMS = 100
STEPS = 30
"""Of one program, at most."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClaimsFile]:
    """Not synced to the disk: no program here pulls the plug."""
    store = ClaimsFile(tmp_path)
    store.db.execute("PRAGMA synchronous=OFF")
    logging.disable(logging.CRITICAL)
    yield store
    logging.disable(logging.NOTSET)


def run_programs(store: ClaimsFile, design: Design, programs: int) -> None:
    chosen = settings(
        max_examples=programs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(outbox_machine(store, design), settings=chosen)


def test_every_message_arrives_once_or_alarms_somebody(store: ClaimsFile) -> None:
    run_programs(store, real, PROGRAMS)


@pytest.mark.parametrize(
    ("design", "flaw"),
    [(MarkThenSend, "is lost"), (SendThenMark, "is there 2 times")],
    ids=["mark first", "send first"],
)
def test_simpler_designs_are_refuted(store: ClaimsFile, design: Design, flaw: str) -> None:
    with pytest.raises(AssertionError, match=flaw):
        run_programs(store, design, PROGRAMS)
