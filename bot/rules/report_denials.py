"""How many remitted claims were denied, by payer, reason and category; facts in, counts out.

The unit is a claim and a payer that decided it within the period: of several decisions the worst counts, for a denial
that was overturned was a denial.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.rules.denials import Carcs
from data.report_models import ClaimFacts, DenialShare, Period, RemitFact

DUPLICATE = "18"


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialCounts:
    """Each list has the most denied first."""

    total: DenialShare
    by_payer: tuple[DenialShare, ...]
    by_carc: tuple[DenialShare, ...]
    by_category: tuple[DenialShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """What one payer decided of one claim. `reasons` are cents by (CARC, category)."""

    payer: str
    charge_cents: int
    is_denied: bool
    reasons: dict[tuple[str, str], int]


def count_denials(facts: Iterable[ClaimFacts], period: Period, *, leaves_out_duplicates: bool = False) -> DenialCounts:
    decided = [one for claim in facts for one in _decided(claim, period, leaves_out_duplicates)]
    refused = [one for one in decided if one.reasons]
    payers = sorted({one.payer for one in decided})
    carcs = sorted({carc for one in refused for carc, _ in one.reasons})
    categories = sorted({category for one in refused for _, category in one.reasons})
    return DenialCounts(
        total=_share("", decided),
        by_payer=_ordered(_share(name, [one for one in decided if one.payer == name]) for name in payers),
        by_carc=_ordered(_of_reason(name, decided, place=0) for name in carcs),
        by_category=_ordered(_of_reason(name, decided, place=1) for name in categories),
    )


def with_meanings(shares: Iterable[DenialShare], carcs: Carcs) -> tuple[DenialShare, ...]:
    """Reasons with what they mean in our words, where our table has them."""
    return tuple(replace(one, meaning=carcs[one.name].meaning if one.name in carcs else "") for one in shares)


def _decided(claim: ClaimFacts, period: Period, leaves_out_duplicates: bool) -> list[_Decided]:
    rows = [row for row in claim.remits if period.holds(row.on)]
    if leaves_out_duplicates:
        rows = [_without_duplicates(row) for row in rows if not _is_duplicate_alone(row)]
    by_payer: dict[str, list[RemitFact]] = {}
    for row in rows:
        by_payer.setdefault(row.payer, []).append(row)
    return [_of_payer(payer, some) for payer, some in by_payer.items()]


def _of_payer(payer: str, rows: Sequence[RemitFact]) -> _Decided:
    """Decisions under one of the payer's numbers replace each other, the largest counts; others add to the charge."""
    largest: dict[tuple[str, str, str], int] = {}
    charges: dict[str, int] = {}
    for row in rows:
        charges[row.number] = max(charges.get(row.number, 0), row.charge_cents)
        for reason in row.reasons:
            key = (row.number, reason.carc, reason.category)
            largest[key] = max(largest.get(key, 0), reason.cents)
    charge = max(charges.values(), default=0)
    reasons: dict[tuple[str, str], int] = {}
    for (_, carc, category), cents in largest.items():
        reasons[carc, category] = min(charge, reasons.get((carc, category), 0) + cents)
    return _Decided(payer=payer, charge_cents=charge, is_denied=any(row.is_denied for row in rows), reasons=reasons)


def _is_duplicate_alone(row: RemitFact) -> bool:
    return bool(row.reasons) and all(reason.carc == DUPLICATE for reason in row.reasons)


def _without_duplicates(row: RemitFact) -> RemitFact:
    return replace(row, reasons=tuple(reason for reason in row.reasons if reason.carc != DUPLICATE))


def _share(name: str, decided: Sequence[_Decided]) -> DenialShare:
    return DenialShare(
        name=name,
        remitted=len(decided),
        denied=sum(one.is_denied for one in decided),
        partly=sum(bool(one.reasons) and not one.is_denied for one in decided),
        charge_cents=sum(one.charge_cents for one in decided),
        denied_cents=sum(min(one.charge_cents, sum(one.reasons.values())) for one in decided),
    )


def _of_reason(name: str, decided: Sequence[_Decided], *, place: int) -> DenialShare:
    """Of all that was remitted, what this reason refused."""
    having = [one for one in decided if any(key[place] == name for key in one.reasons)]
    cents = sum(
        min(one.charge_cents, sum(amount for key, amount in one.reasons.items() if key[place] == name))
        for one in having
    )
    return replace(_share(name, having), remitted=len(decided), charge_cents=_charges(decided), denied_cents=cents)


def _charges(decided: Sequence[_Decided]) -> int:
    return sum(one.charge_cents for one in decided)


def _ordered(shares: Iterable[DenialShare]) -> tuple[DenialShare, ...]:
    return tuple(sorted(shares, key=lambda one: (-(one.denied + one.partly), -one.denied_cents, one.name)))
