"""The words in which the table of cases tells a claim's life: one small value per step, no behavior."""

from dataclasses import dataclass, field
from enum import Enum

from data.samples.rulings import Ruling
from data.samples.shapes import Route


class Change(Enum):
    """What the practice changes on a claim before it sends it again."""

    NOTHING = "nothing"
    MODIFIER = "modifier"
    LINE_DROPPED = "line dropped"


class Numbered(Enum):
    """What the payer writes as CLP01."""

    AS_SENT = "as sent"
    AS_FIRST_SENT = "as first sent"
    CUT = "cut"
    ZERO = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """An 837 to the payer at `rank`. `waits` are the days before it, at least and at most."""

    rank: int = 0
    frequency: str = "1"
    route: Route = Route.USUAL
    change: Change = Change.NOTHING
    renumbered: bool = False
    waits: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A claim row of a 277CA about the latest submission."""

    category: str
    status: str = "20"
    entity: str = ""
    by_payer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A claim row of a 277 about the latest submission."""

    category: str
    status: str
    waits: tuple[int, int] = (9, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit:
    """A CLP of the payer at `rank`. `together` keeps it in the 835 of the step before; `alone` avoids the payday."""

    ruling: Ruling = field(default_factory=Ruling)
    rank: int = 0
    status: str = ""
    """CLP02; "" for processed as primary, secondary or tertiary, by rank and `forwards`."""
    numbered: Numbered = Numbered.AS_SENT
    forwards: bool = False
    together: bool = False
    part: str = ""
    """ "first" or "rest" where the payer splits the claim: the first line, or all others."""
    interest_cents: int = 0
    stands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """A CLP with status 22 that negates the latest remittance of the payer at `rank`."""

    rank: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """A PLB row WO that names the claim, in a later payment of its first payer."""

    cents: int


Step = Send | Answer | Tell | Remit | Reverse | TakeBack
