"""What the columns of an export seem to mean, by headings and a sample of cells; it never settles what is unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from data.importers.tables.cells import Cell, looks_like_serial, read_text, reads_as_cents, reads_as_day, split_days
from data.importers.tables.fields import (
    DATES,
    IDENTIFIERS,
    MONEY,
    SEVERAL,
    Field,
    field_of,
    heading_words,
    is_personal,
    personal_headings,
    ranked_words,
    unread_headings,
)
from data.importers.tables.mapping import Mapping
from data.importers.tables.shapes import TableRow

_NEAR = 85
_MOSTLY = 0.5
_NAMES = frozenset({Field.PATIENT_NAME, Field.PATIENT_LAST, Field.PATIENT_FIRST, Field.PROVIDER, Field.PAYER})
_NEEDED = frozenset(
    {Field.CLAIM_NUMBER, Field.SERVICE_FROM, Field.PAYER, Field.STATUS, Field.BILLED, Field.PAID, Field.BALANCE}
)
"""Fields without which a claim would be worth little: a misspelt heading of one is asked about, not passed over."""


class Confidence(StrEnum):
    """How sure a column's field is."""

    SURE = "sure"
    TO_CONFIRM = "to be confirmed"
    PERSONAL = "never read"
    UNKNOWN = "not read"


@dataclass(frozen=True, slots=True)
class ColumnSuggestion:
    """`field` is None where the column is not read."""

    header: str
    field: Field | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion for each column, in order."""

    columns: tuple[ColumnSuggestion, ...]

    @property
    def is_unambiguous(self) -> bool:
        """Whether the sure columns may be taken without asking."""
        sure = [column.field for column in self.columns if column.confidence is Confidence.SURE and column.field]
        asked = {column.field for column in self.columns if column.confidence is Confidence.TO_CONFIRM}
        return (
            Field.CLAIM_NUMBER in sure
            and bool({Field.SERVICE_FROM, Field.PAYER, *MONEY}.intersection(sure))
            and not self.claimed_twice
            and not (asked & _NEEDED).difference(sure)
        )

    @property
    def claimed_twice(self) -> tuple[Field, ...]:
        """Fields that two columns surely mean."""
        sure = [column.field for column in self.columns if column.confidence is Confidence.SURE and column.field]
        return tuple(field for field in Field if field not in SEVERAL and sure.count(field) > 1)

    @property
    def mapping(self) -> Mapping:
        """The sure columns; to be taken only where it `is_unambiguous`."""
        return Mapping(
            tuple(column.header for column in self.columns),
            tuple(column.field if column.confidence is Confidence.SURE else None for column in self.columns),
        )

    def as_map_options(self) -> list[str]:
        """What to type after each `--map`: "Invoice=claim_number". Of two columns of a field the first sure one."""
        taken: dict[Field, str] = {}
        options: list[str] = []
        for column in sorted(self.columns, key=lambda column: column.confidence is not Confidence.SURE):
            if column.field and (column.field in SEVERAL or column.field not in taken):
                taken[column.field] = column.header
                options.append(f"{column.header}={column.field}")
        return options


def suggest_mapping(headers: Sequence[str], sample_rows: Sequence[TableRow]) -> Suggestion:
    """A suggestion for each heading. A heading known word for word is sure if the sample holds what it promises."""
    known = [None if is_personal(header) else field_of(header) for header in headers]
    best: dict[Field, int] = {}
    for field, rank in filter(None, known):
        best[field] = min(rank, best.get(field, rank))
    columns = []
    for index, header in enumerate(headers):
        cells = [row.cells[index] for row in sample_rows if read_text(row.cells[index])]
        columns.append(_suggest(header, known[index], cells, best))
    return Suggestion(tuple(columns))


def _suggest(
    header: str, known: tuple[Field, int] | None, cells: Sequence[Cell], best: dict[Field, int]
) -> ColumnSuggestion:
    if is_personal(header) or (not known and _nearest(header) in personal_headings()):
        return ColumnSuggestion(header, None, Confidence.PERSONAL)
    if known:
        field, rank = known
        if rank > best[field]:
            return ColumnSuggestion(header, None, Confidence.UNKNOWN)
        if _holds(field, cells):
            return ColumnSuggestion(header, field, Confidence.SURE)
        is_number = field is Field.PATIENT_NAME and Field.ACCOUNT_NUMBER not in best
        return ColumnSuggestion(header, Field.ACCOUNT_NUMBER if is_number else field, Confidence.TO_CONFIRM)
    near = ranked_words().get(_nearest(header))
    if near and near[0] not in best and _holds(near[0], cells):
        return ColumnSuggestion(header, near[0], Confidence.TO_CONFIRM)
    return ColumnSuggestion(header, None, Confidence.UNKNOWN)


def _nearest(header: str) -> str:
    """The known heading that differs by a typing error or the order of words, or ""."""
    words = heading_words(header)
    if words in unread_headings():
        return ""
    headings = [*personal_headings(), *ranked_words()]
    found = process.extractOne(words, headings, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
    return found[0] if found else ""


def _holds(field: Field, cells: Sequence[Cell]) -> bool:
    """Whether most filled cells can be what the field is; an empty sample says nothing against it."""
    if not cells:
        return True
    fitting = sum(1 for cell in cells if _fits(field, cell))
    return fitting > _MOSTLY * len(cells)


def _fits(field: Field, cell: Cell) -> bool:
    if field in DATES:
        span = split_days(cell)
        return (
            reads_as_day(cell)
            or looks_like_serial(cell)
            or isinstance(cell, int | float)
            or all(map(reads_as_day, span))
        )
    if field in MONEY:
        return reads_as_cents(cell)
    if field in IDENTIFIERS:
        return any(character.isdigit() for character in read_text(cell)) and not _is_plain_date(cell)
    if field in _NAMES:
        return any(character.isalpha() for character in read_text(cell))
    return True


def _is_plain_date(cell: Cell) -> bool:
    """A date with its separators; eight digits may be a number as well."""
    return not read_text(cell).isdigit() and reads_as_day(cell)
