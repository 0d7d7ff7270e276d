"""A table as the importer sees it, whatever file it came from: headings, a sample and rows read as they are asked for.

It holds no rows but the sample.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from data.importers.tables.cells import Cell
from data.table_models import RefusedRow


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record as the file has them; `number` is the line it starts on, or the row of the sheet."""

    number: int
    cells: Sequence[Cell]


Records: TypeAlias = Callable[[], Iterator[Record | RefusedRow]]
"""Opens the file and gives its records from the first on."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the header, as many cells as there are headings."""

    place: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An export that can be read: `rows()` opens the file anew at every call. Headings are told apart: "Date (2)".

    The sample holds the first rows, without totals. `serials_from` is day 0 of the day counts of a sheet, None for a
    text file.
    """

    name: str
    headers: tuple[str, ...]
    header_place: str
    sample: tuple[TableRow, ...]
    rows: Callable[[], Iterator[TableRow | RefusedRow]]
    serials_from: date | None = None
