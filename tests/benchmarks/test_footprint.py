"""What the bot costs: the first build of the code store, the later start, and the memory of the running bot."""

import subprocess
import sys
import time
from pathlib import Path

from bot_child import a_bot_child
from queries import exact_queries, text_queries

from bot.lookup import CodeLookup

MOST_BUILD_S, MOST_BUILD_MB, MOST_START_S, MOST_BOT_MB = 10.0, 200.0, 2.5, 150.0
_BUILD = """
import resource, sys
from pathlib import Path
from data.store.code_file import ensure_code_file
ensure_code_file(Path(sys.argv[1]), lambda what, part: None, lambda: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_first_build_of_the_code_store(tmp_path: Path) -> None:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _BUILD, str(tmp_path)], capture_output=True, text=True, check=True)
    seconds, megabytes = time.perf_counter() - started, int(done.stdout) / _unit()
    size = (tmp_path / "codes.db").stat().st_size / 1e6
    print(
        f"\nFirst build: {seconds:.1f} s (target {MOST_BUILD_S:.0f}), {megabytes:.0f} MB at its peak "
        f"(target {MOST_BUILD_MB:.0f}), file {size:.0f} MB"
    )
    assert seconds < 3 * MOST_BUILD_S
    assert megabytes < MOST_BUILD_MB


def test_later_start_and_memory_of_the_running_bot(lookup: CodeLookup, codes_dir: Path, tmp_path: Path) -> None:
    started = time.perf_counter()
    with a_bot_child("-m", "bot", "run", codes_dir=codes_dir, folder=tmp_path / "bot") as bot:
        ready = time.perf_counter() - started
        at_start = _resident_mb(bot.process.pid)
        for text in exact_queries(lookup, 300) + text_queries(lookup, 700):
            bot.door.command("/code", text, settle=False)
        after = _resident_mb(bot.process.pid)
    print(
        f"\nLater start: ready in {ready:.2f} s (target {MOST_START_S}); resident {at_start:.0f} MB at the start, "
        f"{after:.0f} MB after 1,000 look-ups (target {MOST_BOT_MB:.0f})"
    )
    assert ready < 3 * MOST_START_S
    assert after < MOST_BOT_MB


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


def _unit() -> int:
    """ru_maxrss counts kilobytes on Linux, bytes on macOS."""
    return 1024 if sys.platform.startswith("linux") else 1024 * 1024
