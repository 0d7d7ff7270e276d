"""The programs of tests/test_outbox_machine.py, twenty times as many."""

import time
from pathlib import Path

from outbox_machine import a_quick_store, real, run_programs

PROGRAMS = 2_000


def test_every_message_arrives_once_or_alarms_somebody_in_thousands_of_programs(tmp_path: Path) -> None:
    began = time.monotonic()
    with a_quick_store(tmp_path) as store:
        run_programs(store, real, PROGRAMS)
    print(f"\n{PROGRAMS:,} programs of faults in {time.monotonic() - began:.0f} s: no message lost, none repeated")
