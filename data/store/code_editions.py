"""Puts the code sets that are shipped and the official files that were imported in order, for a build to read them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import cast

from data.errors import BuildFailed, UnreadableFile
from data.importers.code_kinds import CodeFile, Kind
from data.importers.icd10cm_edition import edition_of, rows_of, with_rows
from data.importers.icd10cm_order import OrderAddenda, OrderRow, apply_addenda
from data.importers.icd10cm_package import EXPECTED_BILLABLE, EXPECTED_CODES, read_packaged_icd10cm
from data.importers.reference_tables import read_hcpcs_starter, read_modifiers, read_places_of_service
from data.models import CodeIndex, CodeSet
from data.store.code_sources import Source

ReadSource = Callable[[Source], CodeFile]
_PACKAGED_YEAR = 2026
_INDEXES = (Kind.INDEX, Kind.EXTERNAL, Kind.NEOPLASM, Kind.DRUG)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """What a build reads, one after the other: editions of one system beside each other, the oldest first."""

    code_sets: tuple[Callable[[], CodeSet], ...]
    indexes: tuple[Callable[[], CodeIndex], ...]


def build_plan(sources: Iterable[Source], read: ReadSource) -> BuildPlan:
    """`read` gives a source's content; it is called when the build comes to it."""
    kept = list(sources)
    icd10cm = _Icd10cm({(one.kind, _year(one)): one for one in kept if one.kind.startswith("icd10cm")}, read)
    return BuildPlan(
        code_sets=(*icd10cm.editions(), *_hcpcs([one for one in kept if one.kind is Kind.HCPCS], read)),
        indexes=tuple(_index(one, read) for one in kept if one.kind in _INDEXES),
    )


def _year(source: Source) -> int:
    return int(source.release.removeprefix("FY"))


def _index(source: Source, read: ReadSource) -> Callable[[], CodeIndex]:
    def index() -> CodeIndex:
        file = read(source)
        return replace(cast(CodeIndex, file.content), source=file.source)

    return index


class _Icd10cm:
    """The years of ICD-10-CM.

    Codes and titles come from a year's order file, else from its tabular list, else from the addenda to the year
    before; notes from its tabular list only.
    """

    def __init__(self, sources: dict[tuple[Kind, int], Source], read: ReadSource) -> None:
        self._sources = sources
        self._read = read
        self._before: CodeSet | None = None

    def editions(self) -> list[Callable[[], CodeSet]]:
        years = {year for kind, year in self._sources if kind in (Kind.ORDER, Kind.TABULAR, Kind.ADDENDA)}
        return [self._of(year) for year in sorted(years | {_PACKAGED_YEAR})]

    def _of(self, year: int) -> Callable[[], CodeSet]:
        def edition() -> CodeSet:
            self._before = self._edition(year)
            return self._before

        return edition

    def _edition(self, year: int) -> CodeSet:
        tabular = self._tabular(year)
        order = self._file(Kind.ORDER, year)
        if order is not None:
            rows = cast(list[OrderRow], order.content)
            if tabular is not None:
                return with_rows(tabular, rows, source=order.source)
            return edition_of(year, rows, like=self._before or read_packaged_icd10cm(), source=order.source)
        return tabular or self._by_addenda(year)

    def _tabular(self, year: int) -> CodeSet | None:
        file = self._file(Kind.TABULAR, year)
        if file is None:
            return _checked_package() if year == _PACKAGED_YEAR else None
        return replace(cast(CodeSet, file.content), source=file.source)

    def _by_addenda(self, year: int) -> CodeSet:
        addenda = self._read(self._sources[Kind.ADDENDA, year])
        before = self._before
        if before is None or before.release != f"FY{year - 1}":
            raise UnreadableFile(
                addenda.name, f"it turns FY{year - 1} into FY{year}, and FY{year - 1} is not loaded: import it first"
            )
        rows = apply_addenda(rows_of(before), cast(OrderAddenda, addenda.content), source=addenda.name)
        return edition_of(year, rows, like=before, source=f"{addenda.source}, applied to FY{year - 1}")

    def _file(self, kind: Kind, year: int) -> CodeFile | None:
        source = self._sources.get((kind, year))
        return self._read(source) if source else None


def _checked_package() -> CodeSet:
    """The packaged year, held against the counts that the official order file states."""
    code_set = read_packaged_icd10cm()
    found = (len(code_set.codes), sum(code.billable for code in code_set.codes))
    if found != (EXPECTED_CODES, EXPECTED_BILLABLE):
        raise BuildFailed(
            f"the ICD-10-CM file holds {found[0]} codes, {found[1]} billable, "
            f"instead of {EXPECTED_CODES} and {EXPECTED_BILLABLE}"
        )
    return code_set


def _hcpcs(sources: list[Source], read: ReadSource) -> list[Callable[[], CodeSet]]:
    """The official quarters, which take the place of the starter list; else that. Places of service after them."""
    if not sources:
        return [read_hcpcs_starter, read_modifiers, read_places_of_service]

    def part(source: Source, number: int) -> Callable[[], CodeSet]:
        def code_set() -> CodeSet:
            file = read(source)
            return replace(cast(tuple[CodeSet, CodeSet], file.content)[number], source=file.source)

        return code_set

    ordered = sorted(sources, key=lambda one: _quarter(one.release))
    return [part(one, number) for number in (0, 1) for one in ordered] + [read_places_of_service]


def _quarter(release: str) -> tuple[int, int]:
    month, year = release.split()
    return int(year), ("January", "April", "July", "October").index(month)
