"""The bot as a child process of the playground: started, watched, ended; nothing of it is left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

from bot.playground.folder import PlaygroundFolder

BOT_COMMAND = (sys.executable, "-m", "bot", "run")
TERM_S = 5.0
LOG_LINES = 20
_PR_SET_PDEATHSIG = 1


class BotProcess:
    """One run of the bot; its output goes to the folder's log."""

    def __init__(self, folder: PlaygroundFolder, environment: dict[str, str]) -> None:
        self._log = folder.log
        log = folder.open_log()
        try:
            self._log_start = os.fstat(log).st_size
            # A session of its own: Ctrl-C in the terminal reaches the playground alone, which then ends the bot.
            self._child = subprocess.Popen(
                BOT_COMMAND,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )
        finally:
            os.close(log)

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._child.poll()

    def end(self) -> None:
        """Ask it to end, and make it end after 5 seconds."""
        if self._child.poll() is not None:
            return
        self._child.terminate()
        try:
            self._child.wait(TERM_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def last_lines(self) -> str:
        """The end of what this run wrote to its log."""
        with self._log.open("rb") as log:
            log.seek(self._log_start)
            lines = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux, what makes the kernel end the bot when the playground is killed and can no longer do it itself.

    The C library is loaded before the fork: between fork and exec only the system call itself is safe, as the server's
    thread may hold locks at that moment.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_kernel() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel
