"""Gets the code store ready: built at first need, shown on stderr as a bar on a terminal, as lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.clock import Clock
from bot.lookup import CodeLookup
from bot.settings import Settings
from data.store.code_file import ensure_code_file, is_finished

_TITLE = "Building the code store (once)"


def open_lookup(settings: Settings, clock: Clock) -> CodeLookup:
    """The look-up over a finished code store. Raises BuildFailed or UnreadableFile."""
    return CodeLookup(ready_code_file(settings.codes_dir), clock)


def ready_code_file(folder: Path) -> Path:
    """Path of the folder's finished codes.db, building it with its progress shown. Raises BuildFailed."""
    console = Console(stderr=True)
    if is_finished(folder / "codes.db"):
        return ensure_code_file(folder, lambda _what, _part: None, lambda: None)
    with _shown(console) as show:
        return ensure_code_file(
            folder, show, lambda: console.print("Another process is building the code store: waiting for it.")
        )


class _Shown:
    """Called with the step and the part done, 0 to 1."""

    def __init__(self, progress: Progress, console: Console) -> None:
        self._progress = progress
        self._console = console
        self._task = progress.add_task(_TITLE, total=1.0, step="") if console.is_terminal else None
        self._last = ""

    def __call__(self, step: str, part: float) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=part, step=step)
        elif step != self._last:
            self._console.print(f"{_TITLE}: {step.lower()}, {part:.0%}", highlight=False)
        self._last = step


@contextmanager
def _shown(console: Console) -> Iterator[_Shown]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield _Shown(progress, console)
