"""The audit trail as services use it: who did what to what, and where; never a patient's data or a person's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from data.errors import AuditUnwritable, ClaimStoreUnusable
from data.people_models import AuditEntry
from data.store.audit import append_entries
from data.store.claims_file import ClaimsFile

PATIENCE_S = 1.5
"""How long a row may wait for an import that is writing: the answer in Slack must be out within 3 seconds."""
UNHURRIED_S = 30.0
"""The same where nobody's three seconds press: on the command line, in the inbox, while a modal says "Importing"."""
CLAIM_VIEW = "claim.view"
CLAIM_EXPORT = "claim.export"
CLAIM_CROSSWALK = "claim.crosswalk"
CLAIM_JOINED = "claim.joined"
CLAIM_PARTED = "claim.parted"
QUERY_VIEW = "query.view"
FILE_IMPORT = "file.import"
FILE_TRY = "file.try"
REPORT_VIEW = "report.view"
REPORT_EXPORT = "report.export"
STORE_RECOMPUTE = "store.recompute"
REFUSED = "refused"
Detail = Mapping[str, str | int | bool]


class Actor(Protocol):
    """Who did it: a person on the list, a sender who is not, or the local operator."""

    @property
    def team(self) -> str: ...

    @property
    def user(self) -> str: ...


class AuditTrail:
    """Writes rows at once. Inside a `write` of the store they are kept or dropped with all else in it."""

    def __init__(self, store: ClaimsFile, clock: Clock, *, patience_s: float | None = None) -> None:
        """`patience_s` is how long a row may wait, PATIENCE_S where nothing is said."""
        self._store = store
        self._clock = clock
        self._patience_s = patience_s

    def record(self, person: Actor, action: str, object: str, place: str = "", detail: Detail | None = None) -> None:
        """One row. Raises AuditUnwritable."""
        self.record_each(person, action, [object], place, detail)

    def record_each(
        self, person: Actor, action: str, objects: list[str], place: str = "", detail: Detail | None = None
    ) -> None:
        """A row for each object, all or none. Raises AuditUnwritable."""
        at = self._clock.now()
        entries = [
            AuditEntry(
                at=at,
                team=person.team,
                user=person.user,
                action=action,
                object=one,
                place=place,
                detail=dict(detail or {}),
            )
            for one in objects
        ]
        try:
            with self._store.write(patience_s=self._patience_s or PATIENCE_S) as db:
                append_entries(db, entries)
        except ClaimStoreUnusable as error:
            raise AuditUnwritable from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Writes down what one request shows or changes, before it is shown: who and where are known already."""

    trail: AuditTrail
    person: Actor
    action: str
    place: str

    def saw(self, refs: list[str]) -> None:
        """These claims are about to be shown. Raises AuditUnwritable: then they must not be."""
        self.trail.record_each(self.person, self.action, refs, self.place)
