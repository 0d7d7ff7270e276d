"""A store filled by the real importers, and the claims that are then in it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fixed_clock import FixedClock
from x12_claims import write

from bot.clock import Clock
from bot.imports.report import FileReport
from bot.imports.service import ImportDesk
from data.store.claims_file import ClaimsFile

TODAY = date(2026, 2, 1)


class _Long(FixedClock):
    """Imports of today that everybody has known for long: what people did came after."""

    def __init__(self) -> None:
        super().__init__(TODAY)

    def now(self) -> datetime:
        return datetime(2026, 1, 1, 12, tzinfo=UTC)


class FilledStore:
    """Imports files given as bytes, in order."""

    def __init__(self, folder: Path, *, clock: Clock | None = None) -> None:
        self.folder = folder
        self.store = ClaimsFile(folder)
        self.desk = ImportDesk(self.store, clock or _Long())
        self._count = 0

    def take(self, raw: bytes, *, name: str = "", **choices: Any) -> FileReport:
        self._count += 1
        inbox = self.folder / "files"
        inbox.mkdir(exist_ok=True)
        return self.desk.import_file(write(inbox, name or f"{self._count}.x12", raw), **choices)

    def take_all(self, raws: Iterable[bytes]) -> "FilledStore":
        for raw in raws:
            self.take(raw)
        return self

    def claims(self) -> list[dict[str, Any]]:
        return list(self.store.db.query("SELECT * FROM claim ORDER BY claim_number, service_from"))

    def claim(self) -> dict[str, Any]:
        """The only claim there is."""
        (claim,) = self.claims()
        return claim
