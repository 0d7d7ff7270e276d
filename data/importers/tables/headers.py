"""The header row of an export, found below its title lines; it looks at the first records and reads no files."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.importers.tables.cells import Cell, read_text, reads_as_cents, reads_as_day
from data.importers.tables.fields import field_of, is_personal
from data.importers.tables.shapes import Record
from data.table_models import RefusedRow

SEARCHED_RECORDS = 30
FIRST_RECORDS = SEARCHED_RECORDS + 60
"""Those that may hold the header, and a sample of the rows below it."""
_LONGEST_HEADING = 80
_FEWEST_UNKNOWN = 3
"""A row without one known heading is a header only from this many cells on."""


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """Where the header stands among the first records; the best score of several sheets or delimiters wins."""

    index: int
    record: Record
    score: tuple[int, int]


def find_header(records: Sequence[Record | RefusedRow]) -> FoundHeader | None:
    """The row of the first 30 with most known headings, less the cells that are data; the earliest of equal ones."""
    best: FoundHeader | None = None
    for index, record in enumerate(records[:SEARCHED_RECORDS]):
        score = _score(record.cells) if isinstance(record, Record) else None
        if isinstance(record, Record) and score and (best is None or score > best.score):
            best = FoundHeader(index, record, score)
    return best


def told_apart(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings without empty ones at the end; an empty one is named by its place, a repeated one numbered."""
    count = max((index for index, heading in enumerate(headings, 1) if heading), default=0)
    taken: dict[str, int] = {}
    apart: list[str] = []
    for index, heading in enumerate(headings[:count], 1):
        named = heading or f"column {index}"
        taken[named] = taken.get(named, 0) + 1
        apart.append(named if taken[named] == 1 else f"{named} ({taken[named]})")
    return tuple(apart)


def _score(cells: Sequence[Cell]) -> tuple[int, int] | None:
    """Known headings less data cells, then text cells; None for a row that can be no header."""
    texts = [text for cell in cells if (text := read_text(cell))]
    if len(texts) < 2 or max(map(len, texts)) > _LONGEST_HEADING or len(set(texts)) * 2 <= len(texts):
        return None
    known = sum(1 for text in texts if field_of(text) or is_personal(text))
    data = sum(1 for cell in cells if cell != "" and _is_data(cell))
    if 2 * data > known or (not known and len(texts) < _FEWEST_UNKNOWN):
        return None
    return known - data, len(texts) - data


def _is_data(cell: Cell) -> bool:
    """Numbers, amounts and dates; aging headings such as "31-60" are text."""
    return not isinstance(cell, str) or reads_as_cents(cell) or reads_as_day(cell)
