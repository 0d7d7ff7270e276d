"""The rows below a header, each as wide as the header; ragged rows are refused, notes and repeated headers left out.

It reads records as they come and holds back only what may be a note below the last row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from data.importers.tables.cells import Cell, read_text, reads_as_cents, reads_as_day
from data.importers.tables.errors import UnreadableTable
from data.importers.tables.fields import DATES, MONEY, field_of
from data.importers.tables.headers import FoundHeader, told_apart
from data.importers.tables.shapes import Record, Records, Table, TableRow
from data.table_models import RefusedRow

_MOST_NOTES = 20
_ALONE = "has one filled cell only; it is no claim"
_WHOSE = r"(?:(?:grand|report|overall|page) )?"
_TOTAL = re.compile(
    _WHOSE + r"(?:sub[- ]?totals?\b|totals?(?: (?:for|of|claims?|charges?|rows|records)\b|\W*$|:))", re.IGNORECASE
)
_BARE_TOTAL = re.compile(_WHOSE + r"(?:sub[- ]?)?totals?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of file names its rows ("line" or "row"); the rows of a sheet end at their last filled cell."""

    unit: str
    is_sheet: bool
    serials_from: date | None = None


def make_table(
    name: str, first: Sequence[Record | RefusedRow], header: FoundHeader, open_records: Records, layout: Layout
) -> Table:
    """The table below `header`, which was found among the `first` records.

    Raises UnreadableTable where every row is wider than the header and its cells stand under the wrong headings.
    """
    headers = told_apart([read_text(cell) for cell in header.record.cells])
    below = header.index + 1
    shaper = _Shaper(headers, _common_width(first[below:], len(headers)), layout)

    def rows() -> Iterator[TableRow | RefusedRow]:
        return _without_notes_below(shaper.shape(record) for record in islice(open_records(), below, None))

    shaped = map(shaper.shape, first[below:])
    sample = tuple(row for row in shaped if isinstance(row, TableRow) and not is_total(row.cells))
    if shaper.is_wider and not _stands_right(headers, sample):
        raise UnreadableTable(
            f"{name} has more cells in every row than headings, and they stand under the wrong headings.",
            "Export it again with quotation marks around texts, or as XLSX.",
        )
    return Table(
        name=name,
        headers=headers,
        header_place=f"{layout.unit} {header.record.number}",
        sample=sample,
        rows=rows,
        serials_from=layout.serials_from,
    )


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether the first text opens like a total: "Total", "Grand total:", "Subtotal Aetna"; not "Total Health"."""
    return _TOTAL.match(_first_text(cells)) is not None


@dataclass(frozen=True, slots=True)
class _Note:
    """A row of one filled cell: a note if nothing but notes follows it, else a row that is refused."""

    refusal: RefusedRow


class _Shaper:
    """Makes records as wide as the header."""

    def __init__(self, headers: tuple[str, ...], common_width: int, layout: Layout) -> None:
        self._headers = headers
        self._count = len(headers)
        self._common_width = common_width
        self._layout = layout
        self._needed = max((at for at, heading in enumerate(headers, 1) if field_of(heading)), default=self._count)
        self.is_wider = not layout.is_sheet and common_width > self._count

    def shape(self, record: Record | RefusedRow) -> TableRow | RefusedRow | _Note | None:
        """A row, a refusal, what may be a note; None for blank rows, repeated headers and totals of another width."""
        if isinstance(record, RefusedRow):
            return record
        cells, width = record.cells, len(record.cells)
        place = f"{self._layout.unit} {record.number}"
        filled = _filled_up_to_two(cells)
        if not filled:
            return None
        if filled == 1 and self._count > 2:
            return _Note(RefusedRow(place=place, text=_ALONE))
        if cells[0] == self._headers[0] and told_apart([read_text(cell) for cell in cells]) == self._headers:
            return None
        if width == self._count:
            return TableRow(place, cells)
        if self._fits(cells):
            return TableRow(place, [*cells[: self._count], *[""] * (self._count - width)])
        if _BARE_TOTAL.fullmatch(_first_text(cells)):
            return None
        return RefusedRow(place=place, text=self._ragged(width))

    def _fits(self, cells: Sequence[Cell]) -> bool:
        """In text, cells may be over as in all rows, be over and empty, or lack at the end below no known heading."""
        if self._layout.is_sheet:
            return True
        if len(cells) < self._count:
            return len(cells) >= self._needed
        return (self.is_wider and len(cells) == self._common_width) or not any(cells[self._count :])

    def _ragged(self, width: int) -> str:
        return (
            f"has {width} cells where the header has {self._count}; a text with the delimiter or a line break in it "
            "needs quotation marks: export again, or as XLSX"
        )


def _without_notes_below(
    shaped: Iterable[TableRow | RefusedRow | _Note | None],
) -> Iterator[TableRow | RefusedRow]:
    held: list[RefusedRow] = []
    for row in shaped:
        if isinstance(row, _Note):
            held.append(row.refusal)
            if len(held) <= _MOST_NOTES:
                continue
        if row is None:
            continue
        yield from held
        held.clear()
        if not isinstance(row, _Note):
            yield row


def _common_width(records: Sequence[Record | RefusedRow], count: int) -> int:
    """The width that all first rows share, blank rows, notes and totals aside; else that of the header."""
    widths = {
        len(record.cells)
        for record in records
        if isinstance(record, Record)
        and _filled_up_to_two(record.cells) == 2
        and not _BARE_TOTAL.fullmatch(_first_text(record.cells))
    }
    return widths.pop() if len(widths) == 1 else count


def _stands_right(headers: tuple[str, ...], sample: Sequence[TableRow]) -> bool:
    """Whether dates and amounts stand under headings that say so."""
    for at, heading in enumerate(headers):
        known = field_of(heading)
        cells = [row.cells[at] for row in sample if row.cells[at] != ""]
        if known and known[0] in DATES and cells and not any(map(reads_as_day, cells)):
            return False
        if known and known[0] in MONEY and cells and not any(map(reads_as_cents, cells)):
            return False
    return True


def _filled_up_to_two(cells: Sequence[Cell]) -> int:
    filled = 0
    for cell in cells:
        if cell != "" and not (isinstance(cell, str) and cell.isspace()):
            filled += 1
            if filled == 2:
                break
    return filled


def _first_text(cells: Sequence[Cell]) -> str:
    return next((text for cell in cells if (text := read_text(cell))), "")
