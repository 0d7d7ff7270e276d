"""Gets the code store ready, at first need or with imported files.

Its progress is shown on stderr: as a bar on a terminal, as lines elsewhere.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.clock import Clock
from bot.lookup import CodeLookup
from bot.settings import Settings
from data.store.code_file import ensure_code_file, is_finished
from data.store.code_import import CodeImport, import_codes

_BUILDING = "Building the code store (once)"
_IMPORTING = "Importing codes"
_WAITING = "Another process is building the code store: waiting for it."


def open_lookup(settings: Settings, clock: Clock) -> CodeLookup:
    """The look-up over a finished code store. Raises BuildFailed or UnreadableFile."""
    return CodeLookup(ready_code_file(settings.codes_dir), clock)


def ready_code_file(folder: Path) -> Path:
    """Path of the folder's finished codes.db, building it with its progress shown. Raises BuildFailed."""
    console = Console(stderr=True)
    if is_finished(folder / "codes.db"):
        return ensure_code_file(folder, lambda _what, _part: None, lambda: None)
    with _shown(console, _BUILDING) as show:
        return ensure_code_file(folder, show, lambda: console.print(_WAITING))


def import_shown(folder: Path, paths: Sequence[Path]) -> CodeImport:
    """Official files taken into the folder's code store. Raises UnreadableFile or BuildFailed."""
    console = Console(stderr=True)
    with _shown(console, _IMPORTING) as show:
        return import_codes(folder, paths, show, lambda: console.print(_WAITING))


class _Shown:
    """Called with the step and the part done, 0 to 1."""

    def __init__(self, progress: Progress, console: Console, title: str) -> None:
        self._progress = progress
        self._console = console
        self._title = title
        self._task = progress.add_task(title, total=1.0, step="") if console.is_terminal else None
        self._last = ""

    def __call__(self, step: str, part: float) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=part, step=step)
        elif step != self._last:
            self._console.print(f"{self._title}: {step.lower()}, {part:.0%}", highlight=False)
        self._last = step


@contextmanager
def _shown(console: Console, title: str) -> Iterator[_Shown]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield _Shown(progress, console, title)
