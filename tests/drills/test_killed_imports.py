"""Imports killed at random moments and begun again: the store comes to the same as if nothing had happened."""

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from canonical import canonical_dump

from data.samples import write_practice
from data.samples.big_remittance import write_big_remittance
from data.store.claims_file import ClaimsFile

KILLS = 50
TODAY = date(2026, 2, 1)


def test_an_import_killed_anywhere_and_begun_again_comes_to_the_same(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    write_practice(files, today=TODAY, claims=400)
    write_big_remittance(files / "2026-01-31_big.835", claims=3_000, seed=1)
    expected = a_whole_import(files, tmp_path / "whole")
    chosen = random.Random(11)

    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        folder = tmp_path / f"round{rounds}"
        while True:
            process = an_import(files, folder)
            time.sleep(chosen.uniform(0.35, 1.3))
            if process.poll() is not None:
                assert process.returncode == 0
                break
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            assert ClaimsFile(folder).db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert canonical_dump(ClaimsFile(folder)) == expected
    print(
        f"\n{kills} imports killed in {rounds} rounds: every round came to the same {len(expected['claims']):,} claims"
    )


def an_import(files: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot", "import", str(files), "--data-dir", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def a_whole_import(files: Path, folder: Path) -> dict[str, list[str]]:
    assert an_import(files, folder).wait(120) == 0
    return canonical_dump(ClaimsFile(folder))
