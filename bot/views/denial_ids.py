"""What can be pressed on denial cards, and what a button carries: codes, never a person's words."""

from dataclasses import dataclass

from data.claim_models import PayerKind
from data.denial_models import DenialKind, TypedDenial

COMMAND_DENIAL = "/denial"
READ_AS = "denial_read"
"""Reads unclear numbers one way; each button adds ":" and which."""
POST_DENIAL = "denial_post"

_LETTERS = {
    DenialKind.REASON: "C",
    DenialKind.REMARK: "R",
    DenialKind.STATUS_CATEGORY: "A",
    DenialKind.STATUS: "S",
    DenialKind.GROUP: "G",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialRef:
    """The codes a button means, and what was said of the payer: "C:97:CO,R:N30:|unknown|0|"."""

    codes: tuple[TypedDenial, ...]
    payer_kind: PayerKind = PayerKind.UNKNOWN
    is_qmb: bool = False
    entity: str = ""

    def value(self) -> str:
        codes = ",".join(f"{_LETTERS[code.kind]}:{code.code}:{code.group}" for code in self.codes)
        return "|".join((codes, self.payer_kind.value, str(int(self.is_qmb)), self.entity))


def read_denial_ref(value: str) -> DenialRef:
    """What `DenialRef.value` wrote. Raises ValueError for anything else."""
    codes, payer_kind, is_qmb, entity = value.split("|")
    return DenialRef(
        codes=tuple(_read_code(one) for one in codes.split(",")),
        payer_kind=PayerKind(payer_kind),
        is_qmb=is_qmb == "1",
        entity=entity,
    )


def _read_code(text: str) -> TypedDenial:
    letter, code, group = text.split(":")
    if letter not in _KINDS:
        raise ValueError(letter)
    return TypedDenial(kind=_KINDS[letter], code=code, group=group)
