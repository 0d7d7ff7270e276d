"""The denial tables together with the official texts that the practice imported; read anew when that file changes."""

import csv
import io
import os
import threading
from pathlib import Path

from data.denial_models import DenialTables
from data.importers.denial_tables import OfficialTexts, read_denial_tables, read_official_texts

FILE_NAME = "denial_texts.csv"


class DenialTexts:
    """Tables for every question; an import by another process shows at the next one."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()
        self._version = -1
        self._tables = read_denial_tables()

    def tables(self) -> DenialTables:
        """Raises UnreadableFile where the imported file is damaged."""
        version = self._path.stat().st_mtime_ns if self._path.exists() else 0
        with self._lock:
            if version != self._version:
                texts = read_official_texts(self._path)[0] if version else {}
                self._tables = read_denial_tables(texts)
                self._version = version
            return self._tables


def keep_texts(data_dir: Path, texts: OfficialTexts) -> Path:
    """Writes the texts as the data folder's own file, in place of the one before, readable by its owner alone."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("code", "kind", "text"))
    writer.writerows((code, kind.value, text) for (kind, code), text in sorted(texts.items()))
    path = data_dir / FILE_NAME
    made = path.with_suffix(".new")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(lines.getvalue())
    made.replace(path)
    return path
