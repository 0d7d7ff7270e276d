"""What one file's import came to, for people and for the command line; it counts, it decides nothing."""

from dataclasses import dataclass, field

from data.x12_models import PlacedProblem


@dataclass(slots=True, kw_only=True)
class FileReport:
    """Counts of one file; totals are cents, but for `lines`.

    `claims` are occurrences read (in a 999 the transactions that it answers); `new`, `changed` and `unchanged` are
    claims of the store. `duplicate` counts transactions that were in the store before. `refused` says that a part, or
    all, was left out.
    """

    name: str
    sha256: str = ""
    """Of the file as it lay there; "" where it could not be read."""
    kind: str = ""
    is_test: bool = False
    transactions: int = 0
    claims: int = 0
    duplicate: int = 0
    refused: bool = False
    unusable: bool = False
    """Nothing of the file could be read, or its columns must be named first."""
    needs_columns: bool = False
    """A table whose columns a person must name once."""
    new_ids: set[int] = field(default_factory=set)
    changed_ids: set[int] = field(default_factory=set)
    unchanged_ids: set[int] = field(default_factory=set)
    problems: list[PlacedProblem] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    hint: str = ""

    @property
    def new(self) -> int:
        return len(self.new_ids)

    @property
    def changed(self) -> int:
        return len(self.changed_ids - self.new_ids)

    @property
    def unchanged(self) -> int:
        return len(self.unchanged_ids - self.changed_ids - self.new_ids)

    def problem(self, place: str, text: str) -> None:
        self.problems.append(PlacedProblem(place=place, text=text))

    def refuse(self, place: str, text: str) -> None:
        self.refused = True
        self.problem(place, text)

    def add(self, **amounts: int) -> None:
        for name, amount in amounts.items():
            self.totals[name] = self.totals.get(name, 0) + amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One file that came in: what became of it, the folder it lies in now, an opaque id, the ending of its name."""

    report: FileReport
    where: str
    file_id: str
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One file that came in before, in the words of its report."""

    name: str
    came_in: str
    outcome: str
