"""The audit trail of the command line: whoever works at this machine is written down before anything is shown."""

import hashlib
from pathlib import Path

from bot.audit import UNHURRIED_S, AuditTrail, Detail
from bot.people import local_operator
from bot.settings import Settings, clock_of
from data.store.claims_file import ClaimsFile

_ID_SIGNS = 16
_BLOCK = 1 << 20


class AtThisMachine:
    """Rows under the login of this process."""

    def __init__(self, store: ClaimsFile, settings: Settings) -> None:
        self.trail = AuditTrail(store, clock_of(settings), patience_s=UNHURRIED_S)
        self.operator = local_operator()

    def record(self, action: str, *objects: str, detail: Detail | None = None) -> None:
        """A row for each object, all or none. Raises AuditUnwritable: then nothing must be shown."""
        if objects:
            self.trail.record_each(self.operator, action, list(objects), detail=detail)


def file_mark(path: Path) -> str:
    """What a file is called in the trail: a part of its SHA-256, for its name may name a patient."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()[:_ID_SIGNS]
