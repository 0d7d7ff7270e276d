"""The faults a person has switched on, and whether the next call or envelope meets one; it carries none of them out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
KINDS = ("429", "slow", "drop_answer", "error", "disconnect", "redeliver")
DEFAULT_SECONDS = {"429": 1.0, "slow": 2.0}


@dataclass(slots=True, kw_only=True)
class Fault:
    """`rate` is the chance per call, 0 to 1; `count` the number of calls still to meet it; one of the two is set."""

    rate: float | None = None
    count: int | None = None
    seconds: float = 0.0
    error: str | None = None


class Faults:
    """The faults switched on, by kind."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311 (nothing here is secret)
        self._active: dict[str, Fault] = {}

    def switch_on(self, kind: str, fault: Fault) -> None:
        """Replace the fault of this kind; a rate or a count of 0 switches it off."""
        if fault.rate or fault.count:
            self._active[kind] = fault
        else:
            self._active.pop(kind, None)

    def clear(self) -> None:
        self._active.clear()

    def meet(self, kind: str) -> Fault | None:
        """The fault when this call or envelope meets it; a counted fault is used up by that."""
        fault = self._active.get(kind)
        if fault is None:
            return None
        if fault.count is None:
            return fault if self._chance.random() < (fault.rate or 0) else None
        fault.count -= 1
        if fault.count == 0:
            del self._active[kind]
        return fault

    def as_json(self) -> Json:
        """`{"slow": {"rate": 0.2}}`"""
        return {
            kind: {"rate": fault.rate} if fault.count is None else {"count": fault.count}
            for kind, fault in self._active.items()
        }
