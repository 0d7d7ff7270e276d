"""Decides which codes of an edition stand as in the edition before it and which need a row of their own; no SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.errors import BuildFailed
from data.models import CodeSet, NewCode
from data.words import search_words

_DEFAULT_FILLERS = frozenset(
    "unspecified nos type without complication uncomplicated mention of or with other not stated the and site "
    "organism part quadrant region severity trimester".split()
)
"""Words that a header's default child may add to its title: they say that nothing more is known."""

_State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stored row and what it says, its place below other rows included."""

    id: int
    state: _State


@dataclass(slots=True)
class EditionRows:
    """One edition's codes by their row: `new` are those that must be stored, `ended` the rows that it has not."""

    rows: dict[str, Row] = field(default_factory=dict)
    new: list[NewCode] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)


def edition_rows(
    code_set: CodeSet, before: Mapping[str, Row], headings: Mapping[str, int], *, next_id: int
) -> EditionRows:
    """Rows of an edition against those of the edition before it (none for the first). Raises BuildFailed.

    A code below a changed header gets a row of its own too, so that what stands above a row is one and the same in all
    its editions.
    """
    edition = EditionRows()
    own_ids = {code.code: next_id + place for place, code in enumerate(code_set.codes)}
    if len(own_ids) != len(code_set.codes):
        raise BuildFailed(f"{code_set.source} names a code twice")
    for code in sorted(code_set.codes, key=lambda one: len(one.code)):
        above = edition.rows.get(code.parent)
        state = _state(code, above.id if above else None, headings.get(code.block))
        known = before.get(code.code)
        edition.rows[code.code] = known if known and known.state == state else Row(own_ids[code.code], state)
    edition.new = [code for code in code_set.codes if edition.rows[code.code].id >= next_id]
    kept = {row.id for row in edition.rows.values()}
    edition.ended = [row.id for row in before.values() if row.id not in kept]
    return edition


def _state(code: NewCode, parent_id: int | None, heading_id: int | None) -> _State:
    return (
        code.description, code.billable, parent_id, heading_id, code.seventh, code.valid_from, code.valid_to, code.words
    )  # fmt: skip


def default_children(codes: list[NewCode]) -> Iterator[tuple[str, str]]:
    """(header, the billable code below it that adds nothing to its title but "unspecified" and the like)."""
    by_code = {code.code: code for code in codes}
    defaults: dict[str, tuple[int, str]] = {}
    for code in codes:
        if not code.billable or code.seventh:
            continue
        words = set(search_words(code.description))
        above = by_code.get(code.parent)
        while above is not None:
            added = words - set(search_words(above.description))
            if added <= _DEFAULT_FILLERS and not _says_more(added):
                rank = (0 if "unspecified" in words else 1) * 100 + len(added)
                if above.code not in defaults or rank < defaults[above.code][0]:
                    defaults[above.code] = (rank, code.code)
            above = by_code.get(above.parent)
    return ((header, code) for header, (_, code) in defaults.items())


def _says_more(added: set[str]) -> bool:
    """Whether filler words name something known after all: a complication, or "other" than what has its own code."""
    return ("complication" in added and "without" not in added) or ("other" in added and "unspecified" not in added)
