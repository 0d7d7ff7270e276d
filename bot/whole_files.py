"""Files that name claims: 0600 from the first byte on, and there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


@contextmanager
def written_whole(file: Path) -> Iterator[tuple[Path, TextIO]]:
    """A draft beside the file and its open text; swapped in at the end, gone where anything fails. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield draft, stream
        draft.replace(file)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
