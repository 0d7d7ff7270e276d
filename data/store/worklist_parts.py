"""The queries of a worklist: one of claims with work left, one of the others, or both; it runs none of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.store.worklist_where import PAYER, SINCE, Sql, conditions, ids_told
from data.worklist_models import WorklistQuery

_COLUMNS = f"claim.id, claim.balance_cents, {SINCE} AS since, claim.next_action_on, {PAYER} AS payer"
_HAS_WORK_LEFT = {True: "claim.is_open = 1", False: "claim.is_open = 0", None: "claim.is_open IS NOT NULL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Claims to look through: from where, and what must hold of them."""

    source: str
    told: tuple[str, ...]
    values: tuple[Any, ...]

    def but(self, condition: str, *values: Any) -> "Part":
        """The same with one condition more."""
        return replace(self, told=(*self.told, condition), values=(*self.values, *values))


def parts_of(asked: WorklistQuery, few: Collection[int] | None, led: Sql | None) -> list[Part]:
    """`few` are the only claims that can fit, None for no such limit; `led` is a query of those to be looked up."""
    if led is not None and few is None and asked.is_open is None and asked.is_snoozed is not False:
        return [_part(asked, None, few, led)]
    return [_part(asked, is_open, few, led) for is_open in (True, False) if asked.is_open in (None, is_open)]


def query_of_parts(parts: Sequence[Part]) -> Sql:
    texts = (f"SELECT {_COLUMNS} FROM {part.source} WHERE {' AND '.join(part.told)}" for part in parts)  # noqa: S608
    return " UNION ALL ".join(texts), [value for part in parts for value in part.values]


def _part(asked: WorklistQuery, is_open: bool | None, few: Collection[int] | None, led: Sql | None) -> Part:
    where = conditions(asked, is_open=is_open)
    where += [
        (f"claim.id IN ({text})", values)
        for text, values in ids_told(asked)
        if few is not None or led != (text, values)
    ]
    told = (_HAS_WORK_LEFT[is_open], *(condition for condition, _ in where))
    values = tuple(value for _, some in where for value in some)
    if few is not None:
        part = Part(source="claim NOT INDEXED", told=told, values=values)
        return part.but("claim.id IN (SELECT value FROM json_each(?))", json.dumps(list(few)))
    if led is not None:
        source = f"(SELECT DISTINCT claim_id FROM ({led[0]})) AS led CROSS JOIN claim NOT INDEXED ON id = led.claim_id"  # noqa: S608
        return Part(source=source, told=told, values=(*led[1], *values))
    return Part(source=f"claim INDEXED BY {_index(asked, is_open)}", told=told, values=values)


def _index(asked: WorklistQuery, is_open: bool | None) -> str:
    if is_open:
        return "claim_open"
    return "claim_done_owned" if asked.owner_ids else "claim_done"
