"""People who may use the bot, and the rows of the audit trail; frozen, naming only, no decisions."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody does in the practice; a person may have several."""

    VIEWER = "viewer"
    FRONT_DESK = "front_desk"
    PROVIDER = "provider"
    CODER = "coder"
    BILLER = "biller"
    CREDENTIALING = "credentialing"
    COMPLIANCE = "compliance"
    LEAD = "lead"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the bot's list, known by the Slack workspace's id and the member id there."""

    team: str
    user: str
    name: str
    roles: frozenset[Role]
    is_active: bool
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to what, and where. Nothing in it may tell of a patient: references, ids and words of ours only.

    `team` and `user` say who; `object` is a claim's reference, a person's ids or a trigger's name; `place` is a channel
    id, "modal" or "home"; `detail` holds plain values.
    """

    at: datetime
    team: str
    user: str
    action: str
    object: str
    place: str
    detail: dict[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """An entry as it stands in the chain: `hash` is of its content and of the hash before it."""

    id: int
    entry: AuditEntry
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """How many rows the chain has, and the newest row's hash ("" for none)."""

    count: int
    hash: str
