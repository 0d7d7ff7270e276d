"""How a payer rules on a claim: charge = payment + adjustments on every line, in whole cents."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.samples.shapes import Adjusted, Line, RuledLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """`lines` says which lines it hits: "all" or "last"."""

    group: str = "CO"
    carc: str
    remarks: tuple[str, ...] = ()
    lines: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Terms of a payment. Percents are of the allowed amount; `covers_percent` is of what the payers before left."""

    contractual: str = "45"
    deductible_percent: int = 0
    coinsurance_percent: int = 0
    copay_cents: int = 0
    sequestered: bool = False
    pays_nothing: bool = False
    denial: Denial | None = None
    by_claim: bool = False
    covers_percent: int | None = None
    rest: tuple[str, str] = ("PR", "2")
    """Group and CARC of what a later payer does not cover."""


def rule(
    lines: Sequence[Line], ruling: Ruling, *, rate_percent: int, left_cents: Sequence[int] = ()
) -> list[RuledLine]:
    """The payer's lines. `left_cents` is the patient's share after the payers before, line by line."""
    return [
        _ruled(line, _adjusted(line, place, lines, ruling, rate_percent, left_cents), ruling, place, len(lines))
        for place, line in enumerate(lines)
    ]


def _ruled(line: Line, parts: list[Adjusted], ruling: Ruling, place: int, count: int) -> RuledLine:
    denial = ruling.denial
    return RuledLine(
        line=line,
        charge_cents=line.charge_cents,
        paid_cents=line.charge_cents - sum(part.cents for part in parts),
        adjusted=tuple(part for part in parts if part.cents),
        remarks=denial.remarks if denial and _hits(denial, place, count) else (),
    )


def _hits(denial: Denial, place: int, count: int) -> bool:
    return denial.lines == "all" or place == count - 1


def _adjusted(
    line: Line, place: int, lines: Sequence[Line], ruling: Ruling, rate_percent: int, left_cents: Sequence[int]
) -> list[Adjusted]:
    charge = line.charge_cents
    if ruling.covers_percent is not None:
        return _after_earlier_payers(charge, left_cents[place], ruling)
    if ruling.denial and _hits(ruling.denial, place, len(lines)):
        return [Adjusted(group=ruling.denial.group, carc=ruling.denial.carc, cents=charge)]
    if ruling.pays_nothing:
        return [Adjusted(group="CO", carc=ruling.contractual, cents=charge)]
    return _allowed(charge, min(charge, line.allowed_cents * rate_percent // 100), ruling, place)


def _allowed(charge: int, allowed: int, ruling: Ruling, place: int) -> list[Adjusted]:
    deductible = allowed * ruling.deductible_percent // 100
    coinsurance = (allowed - deductible) * ruling.coinsurance_percent // 100
    copay = min(ruling.copay_cents, allowed - deductible - coinsurance) if place == 0 else 0
    due = allowed - deductible - coinsurance - copay
    return [
        Adjusted(group="CO", carc=ruling.contractual, cents=charge - allowed),
        Adjusted(group="CO", carc="253", cents=due * 2 // 100 if ruling.sequestered else 0),
        Adjusted(group="PR", carc="1", cents=deductible),
        Adjusted(group="PR", carc="2", cents=coinsurance),
        Adjusted(group="PR", carc="3", cents=copay),
    ]


def _after_earlier_payers(charge: int, left: int, ruling: Ruling) -> list[Adjusted]:
    group, carc = (ruling.denial.group, ruling.denial.carc) if ruling.denial else ruling.rest
    covered = left * (ruling.covers_percent or 0) // 100
    return [
        Adjusted(group="OA", carc="23", cents=charge - left),
        Adjusted(group=group, carc=carc, cents=left - covered),
    ]
