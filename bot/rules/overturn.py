"""How often appeals are overturned, in all, by payer and by reason; results in, counts out.

(overturned + partly overturned) / decided on the merits. In flight, withdrawn, dismissed and sent back are not decided
on the merits and are counted apart; below 20 decided there is no rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.appeal_models import AppealResult
from data.work_models import Outcome

FEWEST_DECIDED = 20
WON = frozenset({Outcome.OVERTURNED, Outcome.PARTLY})
ON_MERITS = WON | {Outcome.UPHELD}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverturnCounts:
    """`name` is a payer or a reason, "" for all. `recovered_cents` is what was recorded, `paid_since_cents` what
    remittances paid after won appeals went out.
    """

    name: str
    won: int
    decided: int
    in_flight: int
    withdrawn: int
    not_decided_on_merits: int
    """Dismissed, or sent back as incomplete."""
    recovered_cents: int
    paid_since_cents: int

    @property
    def is_enough(self) -> bool:
        return self.decided >= FEWEST_DECIDED

    @property
    def rate(self) -> float | None:
        """None where too few were decided."""
        return self.won / self.decided if self.is_enough else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverturnRates:
    """The parts stand with the most decided first. An appeal counts once for each reason that it is about."""

    total: OverturnCounts
    by_payer: tuple[OverturnCounts, ...]
    by_carc: tuple[OverturnCounts, ...]


def overturn_rates(results: Iterable[AppealResult]) -> OverturnRates:
    every = list(results)
    by_payer: dict[str, list[AppealResult]] = {}
    by_carc: dict[str, list[AppealResult]] = {}
    for one in every:
        by_payer.setdefault(one.payer, []).append(one)
        for carc in one.carcs:
            by_carc.setdefault(carc, []).append(one)
    return OverturnRates(total=_counts("", every), by_payer=_parts(by_payer), by_carc=_parts(by_carc))


def _parts(groups: dict[str, list[AppealResult]]) -> tuple[OverturnCounts, ...]:
    counted = [_counts(name, some) for name, some in groups.items()]
    return tuple(sorted(counted, key=lambda one: (-one.decided, -one.in_flight, one.name)))


def _counts(name: str, some: Sequence[AppealResult]) -> OverturnCounts:
    won = [one for one in some if one.outcome in WON]
    return OverturnCounts(
        name=name,
        won=len(won),
        decided=sum(one.outcome in ON_MERITS for one in some),
        in_flight=sum(one.outcome is None for one in some),
        withdrawn=sum(one.outcome is Outcome.WITHDRAWN for one in some),
        not_decided_on_merits=sum(one.outcome in (Outcome.DISMISSED, Outcome.RETURNED) for one in some),
        recovered_cents=sum(one.recovered_cents or 0 for one in won),
        paid_since_cents=sum(one.paid_since_cents for one in won),
    )
