"""Codes that say why a claim is not paid or not taken, in our own words; frozen, naming only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.claim_models import CarcAction


class DenialKind(StrEnum):
    """Which list a code stands in. A bare number may be a reason and a status, too."""

    REASON = "CARC"
    REMARK = "RARC"
    STATUS_CATEGORY = "status category"
    STATUS = "status code"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remittance advice remark code. `fixes` is what exactly to mend; "" where nothing is."""

    code: str
    meaning: str
    category: str
    next_step: str
    owner: str
    fixes: str
    kind: str
    """remark (says what is wrong), supplemental (adds to a reason), alert (information only)."""
    confidence: str
    note: str

    @property
    def is_alert(self) -> bool:
        return self.kind == "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCategory:
    """One claim status category (277, 277CA): where the claim is, or what went wrong."""

    code: str
    meaning: str
    family: str
    """acknowledgement, pending, finalized, request, error, search."""
    next_step: str
    owner: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCode:
    """One claim status code: what the category is about."""

    code: str
    meaning: str
    category: str
    next_step: str
    owner: str
    fixes: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCode:
    """CO, PR, OA, PI or CR. `who_pays` in a word or two; `guard` is what must not be done."""

    code: str
    name: str
    meaning: str
    who_pays: str
    guard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialTables:
    """Every list by its code; `official` holds the practice's own imported texts by (kind, code)."""

    carcs: Mapping[str, CarcAction]
    remarks: Mapping[str, Remark]
    categories: Mapping[str, StatusCategory]
    statuses: Mapping[str, StatusCode]
    groups: Mapping[str, GroupCode]
    official: Mapping[tuple[DenialKind, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDenial:
    """One code as somebody typed it. `group` belongs to a reason only; "" where none was typed."""

    kind: DenialKind
    code: str
    group: str = ""

    @property
    def name(self) -> str:
        """ "CO-97", "N30", "A7", "21"."""
        return f"{self.group}-{self.code}" if self.group and self.code else self.code or self.group
