"""The diagnoses among the HI codes of a claim, with their dots; procedures, occurrences and values are passed over."""

from collections.abc import Iterable

from data.importers.x12.segments import COMPONENT
from data.importers.x12.values import element

_ICD10 = {"ABK": 0, "ABF": 1, "ABJ": 2, "APR": 3, "ABN": 4}
_ICD9 = {"BK": 0, "BF": 1, "BJ": 2, "PR": 3, "BN": 4}
_ICD9_CAUSES = ("BF", "BN")
"""Where ICD-9 lists external causes. Some systems send ICD-10 codes as BK, where no external cause may stand."""
_RANKS = _ICD10 | _ICD9
"""Principal, others, admitting, reason for the visit, external cause: the order they are listed in."""
_POINTED_AT = 2
"""SV107 counts principal and other diagnoses alone."""


class Diagnoses:
    __slots__ = ("_ranked",)

    def __init__(self) -> None:
        self._ranked: list[tuple[int, str]] = []

    def add(self, composites: Iterable[str]) -> bool:
        """Elements of one HI: qualifier and code, such as ABK:E119. False where a diagnosis has no code."""
        is_whole = True
        for composite in composites:
            parts = composite.split(COMPONENT)
            rank = _RANKS.get(parts[0])
            if rank is not None and element(parts, 1):
                self._ranked.append((rank, with_dot(parts[1], is_cause=parts[0] in _ICD9_CAUSES)))
            elif rank is not None:
                is_whole = False
        return is_whole

    def codes(self) -> tuple[str, ...]:
        """Each once, the principal first."""
        return tuple(dict.fromkeys(code for _, code in self._sorted()))

    def follow(self, pointers: tuple[int, ...]) -> tuple[int, ...]:
        """Pointers into codes(): they move where a code that was sent twice is listed once."""
        sent = [code for rank, code in self._sorted() if rank < _POINTED_AT]
        listed = self.codes()
        if len(set(sent)) == len(sent):
            return pointers
        return tuple(listed.index(sent[one - 1]) + 1 if 0 < one <= len(sent) else one for one in pointers)

    def _sorted(self) -> list[tuple[int, str]]:
        return sorted(self._ranked, key=lambda ranked: ranked[0])


def with_dot(code: str, *, is_cause: bool) -> str:
    """E119 as E11.9; external causes of ICD-9, E800 to E999, have four characters before the dot (E8889 as E888.9)."""
    if "." in code:
        return code
    head = 4 if is_cause and code.startswith(("E8", "E9")) else 3
    return f"{code[:head]}.{code[head:]}" if len(code) > head else code
