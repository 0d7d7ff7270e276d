"""Reads what binds a code: the line above it, its notes and 7th characters, whether another says the same of a side."""

from collections.abc import Iterator
from typing import Any, cast

from data.models import Code, Note, NoteKind
from data.words import search_words

_NAMED_SIDES = frozenset({"bilateral", "right", "left"})
_SIDES = _NAMED_SIDES | {"unspecified"}
_OWN_ONLY = (NoteKind.INCLUSION_TERM,)


def codes_above(db: Any, parent_id: int | None) -> list[tuple[int, str]]:
    """(id, code) of the codes above, the nearest first."""
    above: list[tuple[int, str]] = []
    while parent_id is not None:
        code, next_id = db.execute("SELECT code, parent_id FROM code WHERE id = ?", [parent_id]).fetchone()
        above.append((parent_id, code))
        parent_id = next_id
    return above


def headings_above(db: Any, heading_id: int | None) -> list[tuple[int, str, str]]:
    """(id, name, description) of the blocks and the chapter above, the nearest first."""
    above: list[tuple[int, str, str]] = []
    while heading_id is not None:
        name, text, next_id = db.execute(
            "SELECT name, description, parent_id FROM heading WHERE id = ?", [heading_id]
        ).fetchone()
        above.append((heading_id, name, text))
        heading_id = next_id
    return above


def notes_edition(db: Any, code: Code) -> int | None:
    """The edition whose notes go with the code's edition."""
    row = db.execute(
        "SELECT notes_id FROM release WHERE system = ? AND name = ?", [code.system, code.release]
    ).fetchone()
    return cast(int | None, row[0]) if row else None


def notes_of(
    db: Any, notes_id: int | None, line: list[tuple[int, str]], headings: list[tuple[int, str, str]], *, own: int
) -> Iterator[Note]:
    """Notes of the code and of all above it, nearest first. Inclusion terms bind only at the first `own` codes."""
    for place, (code_id, code) in enumerate(line):
        rows = db.execute(
            "SELECT kind, text FROM note WHERE code_id = ? AND release_id = ? ORDER BY id", [code_id, notes_id]
        ).fetchall()
        for kind, text in rows:
            if place < own or kind not in _OWN_ONLY:
                yield Note(kind=NoteKind(kind), text=text, origin=code)
    for heading_id, name, _ in headings:
        rows = db.execute(
            "SELECT kind, text FROM note WHERE heading_id = ? AND release_id = ? ORDER BY id", [heading_id, notes_id]
        ).fetchall()
        for kind, text in rows:
            if kind not in _OWN_ONLY:
                yield Note(kind=NoteKind(kind), text=text, origin=name)


def sevenths_of(db: Any, notes_id: int | None, line: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """The 7th characters defined nearest above, in the table's order."""
    for code_id, _ in line:
        rows = db.execute(
            "SELECT character, meaning FROM seventh WHERE code_id = ? AND release_id = ? ORDER BY character",
            [code_id, notes_id],
        ).fetchall()
        if rows:
            return [(character, meaning) for character, meaning in rows]
    return []


def differ_by_side(one: str, other: str) -> bool:
    """Whether two descriptions say the same of another side: "..., right eye" and "..., bilateral" do."""
    words, other_words = set(search_words(one)), set(search_words(other))
    sides, other_sides = words & _SIDES, other_words & _SIDES
    if not sides or not other_sides or sides == other_sides or not (sides | other_sides) & _NAMED_SIDES:
        return False
    rest = (words ^ other_words) - _SIDES
    return not rest or (len(rest) == 1 and bool((sides | other_sides) & {"bilateral", "unspecified"}))
