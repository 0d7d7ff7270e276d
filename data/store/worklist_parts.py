"""The queries of a worklist: one of claims with work left, one of the others, or both; it runs none of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.store.worklist_where import PAYER, SINCE, conditions
from data.worklist_models import WorklistQuery

Sql = tuple[str, list[Any]]
"""A query and its values."""
_COLUMNS = f"claim.id, claim.balance_cents, {SINCE} AS since, claim.next_action_on, {PAYER} AS payer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Claims with work left, or those without: by which index, and what must hold of them."""

    index: str
    told: tuple[str, ...]
    values: tuple[Any, ...] = ()

    def but(self, condition: str, *values: Any) -> "Part":
        """The same with one condition more."""
        return replace(self, told=(*self.told, condition), values=(*self.values, *values))


def parts_of(asked: WorklistQuery, few: Collection[int] | None, *, is_each_looked_up: bool) -> list[Part]:
    """`few` are the only claims that can fit, None for no such limit."""
    return [
        _part(asked, is_open, few, is_each_looked_up=is_each_looked_up)
        for is_open in (True, False)
        if asked.is_open in (None, is_open)
    ]


def query_of_parts(parts: Sequence[Part]) -> Sql:
    return " UNION ALL ".join(_text(part) for part in parts), [value for part in parts for value in part.values]


def _part(asked: WorklistQuery, is_open: bool, few: Collection[int] | None, *, is_each_looked_up: bool) -> Part:
    where = conditions(asked, is_open=is_open)
    part = Part(
        index=_index(asked, is_open, is_by_id=few is not None or (is_each_looked_up and not is_open)),
        told=(f"claim.is_open = {int(is_open)}", *(condition for condition, _ in where)),
        values=tuple(value for _, some in where for value in some),
    )
    return part.but("claim.id IN (SELECT value FROM json_each(?))", json.dumps(list(few))) if few is not None else part


def _index(asked: WorklistQuery, is_open: bool, *, is_by_id: bool) -> str:
    if is_by_id:
        return ""
    if is_open:
        return "claim_open"
    return "claim_done_owned" if asked.owner_ids else "claim_done"


def _text(part: Part) -> str:
    hint = f"INDEXED BY {part.index}" if part.index else "NOT INDEXED"
    return f"SELECT {_COLUMNS} FROM claim {hint} WHERE {' AND '.join(part.told)}"  # noqa: S608
