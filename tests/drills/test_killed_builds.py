"""Builders of the code store killed at random moments: what is left is the old file, a good one, or none."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from data.store.code_file import find_damage, is_finished

KILLS = 40
_BUILD = """
import sys
from pathlib import Path
from data.store.code_file import ensure_code_file
ensure_code_file(Path(sys.argv[1]), lambda what, part: None, lambda: None)
"""


def test_a_killed_build_never_leaves_a_bad_store(tmp_path: Path) -> None:
    chosen = random.Random(3)
    whole = 0
    for kill in range(KILLS):
        path = tmp_path / "codes.db"
        if kill % 3 == 0:
            path.unlink(missing_ok=True)
        elif path.exists() and kill % 3 == 1:
            path.write_bytes(path.read_bytes()[: chosen.randrange(1, 1_000_000)])
        process = subprocess.Popen([sys.executable, "-c", _BUILD, str(tmp_path)])
        time.sleep(chosen.uniform(0.1, 3.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if is_finished(path):
            whole += 1
            assert not find_damage(path)
    subprocess.run([sys.executable, "-c", _BUILD, str(tmp_path)], check=True, timeout=60)
    assert is_finished(tmp_path / "codes.db")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["codes.db", "codes.db.lock"]
    print(f"\n{KILLS} builds killed: {whole} times a whole file was there, never a bad one; the next built a good one")


def test_ten_starts_at_once_build_one_store(tmp_path: Path) -> None:
    started = time.perf_counter()
    starts = [subprocess.Popen([sys.executable, "-c", _BUILD, str(tmp_path)]) for _ in range(10)]

    codes = [start.wait(120) for start in starts]

    assert codes == [0] * 10
    assert not find_damage(tmp_path / "codes.db")
    print(f"\n10 starts at once: one build, all ready after {time.perf_counter() - started:.1f} s")
