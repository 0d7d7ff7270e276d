"""Fills the playground's claim store with the sample practice, through the real importers; no other store."""

import logging
import tempfile
from pathlib import Path

from bot.clock import Clock
from bot.imports.service import ImportDesk
from bot.playground.folder import MARKER
from bot.settings import Settings
from data.errors import SettingsError
from data.samples import write_practice
from data.store.claims import count_claims
from data.store.claims_file import ClaimsFile

DEMO = "demo"
_log = logging.getLogger(__name__)


def require_playground(settings: Settings) -> None:
    """`demo` shows everything, so it is for the playground's folder alone. Raises SettingsError."""
    if settings.mode == DEMO and not (settings.data_dir / MARKER).is_file():
        raise SettingsError(
            ["BILLING_BOT_MODE is demo, which shows everything and is for invented claims in the playground only"],
            hint="Set it to minimum, or try `billing-bot playground`.",
        )


def fill_demo_store(settings: Settings, store: ClaimsFile, desk: ImportDesk, clock: Clock) -> None:
    """About 400 invented claims of the last months, if this is the playground and its store is empty."""
    with store.read() as db:
        if settings.mode != DEMO or count_claims(db):
            return
    with tempfile.TemporaryDirectory() as folder:
        practice = write_practice(Path(folder), today=clock.today())
        for path in sorted(practice.files):
            desk.import_file(path)
    _log.info("sample practice imported claims=%s", len(practice.intended))
