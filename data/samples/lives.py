"""Gives every claim of the sample practice a case and lets it live until today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.samples.bills import draw_claim
from data.samples.case import Case
from data.samples.cases import CASES
from data.samples.practice import patients
from data.samples.shapes import Claim, Event, Patient
from data.samples.steps import Numbered, Remit
from data.samples.story import LONG_TAIL, Story

OLDEST_DAYS = 150
_FIRST_NUMBER = 10_301
"""So that 10432, the claim of the examples in the docs, is one that was denied for want of records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One claim with its case and everything that has happened to it."""

    case: Case
    claim: Claim
    events: tuple[Event, ...]


def allotted(claims: int, *, seed: int) -> list[Case]:
    """One case for each claim, shuffled: each case once, the rest by their shares. Raises ValueError for too few."""
    if claims < len(CASES):
        raise ValueError(f"The {len(CASES)} cases need at least as many claims, not {claims}.")
    shares = [case.share for case in CASES]
    counts = [1 + (claims - len(CASES)) * share // sum(shares) for share in shares]
    commonest = sorted(range(len(CASES)), key=lambda place: -shares[place])
    for place in commonest[: claims - sum(counts)]:
        counts[place] += 1
    drawn = [case for case, times in zip(CASES, counts, strict=True) for _ in range(times)]
    Random(seed).shuffle(drawn)  # noqa: S311  (invented people, no secret)
    return drawn


def live(cases: Iterable[Case], *, today: date, seed: int) -> list[Life]:
    everyone = patients()
    return [
        _life(case, _number(case, place), today=today, everyone=everyone, seed=f"{seed}:{place}")
        for place, case in enumerate(cases)
    ]


def _number(case: Case, place: int) -> str:
    cut = any(isinstance(step, Remit) and step.numbered is Numbered.CUT for step in case.chain)
    return f"{_FIRST_NUMBER + place}{LONG_TAIL if cut else ''}"


def _life(case: Case, number: str, *, today: date, everyone: Sequence[Patient], seed: str) -> Life:
    """The youngest life that ends by today, at an age drawn from the case's bounds."""
    age = Random(seed).randint(*case.days_old)  # noqa: S311
    while age <= OLDEST_DAYS:
        chance = Random(seed)  # noqa: S311
        service_on = today - timedelta(days=age)
        claim = draw_claim(case, number, service_on=service_on, patients=everyone, chance=chance)
        story = Story(claim=claim, chance=chance, day=claim.service_to)
        for step in case.chain:
            story.live(step)
        if story.ends_on <= today:
            return Life(case=case, claim=claim, events=tuple(story.events))
        age += 1
    raise ValueError(f"Case {case.name} takes longer than {OLDEST_DAYS} days.")
