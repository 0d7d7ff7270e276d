"""Gathers what the practice sends on one day into interchanges, and gives them the numbers that answers point at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.samples.shapes import Route, Sent

_OWN_INTERCHANGE = (Route.LOST, Route.INTERCHANGE_REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSet:
    """One ST to SE of an 837: `control` is ST02, `reference` BHT03. All its claims share one route."""

    control: str
    reference: str
    route: Route
    claims: tuple[Sent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """One 837 file: one interchange with one group; `control` is ISA13 and GS06."""

    on: date
    institutional: bool
    control: int
    sets: tuple[SentSet, ...]

    @property
    def kind(self) -> str:
        return "837I" if self.institutional else "837P"

    @property
    def version(self) -> str:
        return "005010X223A2" if self.institutional else "005010X222A1"

    @property
    def answered(self) -> bool:
        """Whether a 999 comes."""
        return self.sets[0].route not in _OWN_INTERCHANGE

    @property
    def interchange_rejected(self) -> bool:
        return self.sets[0].route is Route.INTERCHANGE_REJECTED


def gather(sent: Iterable[Sent], *, first: int) -> list[Transmission]:
    """In the order of the days, numbered from `first`; within a file one transaction for each route."""
    files: dict[tuple[date, bool, str], dict[Route, list[Sent]]] = defaultdict(lambda: defaultdict(list))
    for claim in sent:
        own = claim.route.value if claim.route in _OWN_INTERCHANGE else ""
        files[claim.on, claim.claim.institutional, own][claim.route].append(claim)
    return [
        Transmission(on=key[0], institutional=key[1], control=control, sets=_sets(control, files[key]))
        for control, key in enumerate(sorted(files), start=first)
    ]


def _sets(control: int, routes: dict[Route, list[Sent]]) -> tuple[SentSet, ...]:
    return tuple(
        SentSet(control=f"{place:04d}", reference=f"B{control}{place:02d}", route=route, claims=tuple(routes[route]))
        for place, route in enumerate(sorted(routes, key=lambda route: list(Route).index(route)), 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file before it is written: its text and what its name is made of."""

    on: date
    kind: str
    text: str
