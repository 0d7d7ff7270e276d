"""ICD-10-CM order files and addenda, read and held against what they say of themselves; the codes are invented."""

import pytest
from official_layouts import Change, an_addenda, an_order_file

from data.errors import UnreadableFile
from data.importers.icd10cm_edition import edition_of, rows_of, with_rows
from data.importers.icd10cm_order import OrderRow, apply_addenda, read_addenda, read_order
from data.models import CodeSet, NewHeading, NewNote, NewSeventh, NoteKind

ROWS = [
    OrderRow("X00", False, "Odd diseases"),
    OrderRow("X001", True, "Odd disease, deep"),
    OrderRow("X002", True, "Odd disease, flat"),
]
ADD: Change = ("Add", 1, "X003", "Odd disease, wide")


def addenda_of(*changes: Change) -> str:
    return an_addenda(*changes, before=(1, 2))


def applied(*changes: Change) -> dict[str, OrderRow]:
    addenda = read_addenda(addenda_of(*changes), source="addenda")
    return {row.key: row for row in apply_addenda(ROWS, addenda, source="addenda")}


def test_rows_have_code_flag_and_long_title() -> None:
    rows = read_order(
        an_order_file(("X00", 0, "Odd diseases"), ("X001", 1, "Odd disease, " + "long " * 20)), source="f"
    )

    assert [(row.code, row.billable) for row in rows] == [("A00", True), ("X00", False), ("X00.1", True), ("Z99", True)]
    assert rows[2].title == ("Odd disease, " + "long " * 20).strip()


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda text: text.replace("X001  ", "x001  "), "line 3 is no row"),
        (lambda text: text.replace("00003", "00004"), "line 3 has the number 4"),
        (lambda text: text[:-30], "line 4 breaks off"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-1]), "rows are missing"),
        (lambda text: text.replace("X00     0", "X00     1"), "X00 is marked valid"),
        (lambda text: text.replace("X001    1", "X001    0"), "X001 is a header without"),
        (lambda text: text.replace("X001   ", "A00    "), "A00 stands in it twice"),
        (lambda text: text + "00005 and something else\r\n", "line 5 is no row"),
        (lambda text: text + "x" * 700 + "\r\n", "line 5 is longer"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_place(spoil: object, place: str) -> None:
    text = an_order_file(("X00", 0, "Odd diseases"), ("X001", 1, "Odd disease, deep"))
    assert callable(spoil)

    with pytest.raises(UnreadableFile) as refused:
        read_order(spoil(text), source="order.txt")

    assert refused.value.name == "order.txt"
    assert place in refused.value.place


def test_additions_deletions_and_revisions_make_the_next_year() -> None:
    rows = applied(
        ADD,
        ("Delete", 1, "X002", "Odd disease, flat"),
        ("Revise from", 1, "X001", "Odd disease, deep"),
        ("Revise to", 1, "X001", "Odd disease, deeper"),
    )

    assert {key: row.title for key, row in rows.items()} == {
        "X00": "Odd diseases",
        "X001": "Odd disease, deeper",
        "X003": "Odd disease, wide",
    }


def test_a_code_deleted_with_flag_1_and_added_with_0_becomes_a_header() -> None:
    rows = applied(
        ("Delete", 1, "X001", "Odd disease, deep"),
        ("Add", 0, "X001", "Odd disease, deep"),
        ("Add", 1, "X0011", "Odd disease, deep, left"),
    )

    assert [(key, row.billable) for key, row in rows.items()] == [
        ("X00", False),
        ("X001", False),
        ("X0011", True),
        ("X002", True),
    ]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("Add", 1, "X001", "Odd disease, deep"), "line 1 adds X001, which is there"),
        (("Delete", 1, "X009", "Odd disease"), "line 1 changes X009, which is not there so"),
        (("Delete", 0, "X001", "Odd disease, deep"), "line 1 changes X001, which is not there so"),
    ],
)
def test_a_change_that_does_not_fit_the_year_before_is_refused(change: Change, place: str) -> None:
    with pytest.raises(UnreadableFile, match=place):
        applied(change)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("1 additions", "2 additions", "states 2 additions of codes"),
        ("  0 deletions\r\n", "", "is missing or breaks off"),
        ("3 codes in icd10cm_order_2027", "9 codes in icd10cm_order_2027", "not"),
        ("order_2026", "order_2025", "from 2025 to 2027"),
        ("Add:", "Added:", "line 1 is no line of order addenda"),
        ("2 codes in icd10cm_order_2026", "5 codes in icd10cm_order_2026", "it changes an edition of 6 rows"),
    ],
)
def test_addenda_are_verified_against_their_own_footer(old: str, new: str, place: str) -> None:
    text = addenda_of(ADD)
    assert old in text

    with pytest.raises(UnreadableFile, match=place):
        apply_addenda(ROWS, read_addenda(text.replace(old, new), source="addenda"), source="addenda")


def test_addenda_that_break_off_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="breaks off"):
        read_addenda(addenda_of(ADD)[:-40], source="addenda")


def an_edition() -> CodeSet:
    """X00 with a block, a note and 7th characters, as a tabular list has them."""
    rows = [
        *ROWS[:1],
        OrderRow("X001", False, "Odd disease, deep"),
        OrderRow("X001XXA", True, "Odd disease, deep, new"),
    ]
    edition = edition_of(2026, rows, like=None, source="test")
    edition.headings = [
        NewHeading(name="X00-X09", description="Odd block", parent=""),
        NewHeading(name="X00-X00", description="Odd narrow block", parent="X00-X09"),
    ]
    edition.sevenths = [NewSeventh(owner="X00", character="A", meaning="new")]
    edition.notes = [NewNote(owner="X00.1", kind=NoteKind.INCLUDES, text="odd"), *_a_note_of_the_block()]
    return edition


def _a_note_of_the_block() -> list[NewNote]:
    return [NewNote(owner="X00-X09", kind=NoteKind.INCLUDES, text="all odd")]


def test_what_stands_above_a_code_comes_from_the_rows() -> None:
    codes = {code.code: code for code in an_edition().codes}

    assert [codes[code].parent for code in ("X00", "X00.1", "X00.1XXA")] == ["", "X00", "X00.1"]


def test_a_new_code_gets_the_block_of_the_code_above_it_or_of_its_category() -> None:
    before = an_edition()
    before.codes = [code for code in before.codes if code.code != "X00"]
    rows = [*rows_of(before), OrderRow("X00", False, "Odd diseases"), OrderRow("X05", True, "Other")]

    codes = {code.code: code for code in edition_of(2027, rows, like=before, source="test").codes}

    assert [codes[code].block for code in ("X00", "X05")] == ["X00-X00", "X00-X09"]


def test_a_7th_character_is_known_by_its_meaning_in_the_title() -> None:
    rows = [
        *rows_of(an_edition()),
        OrderRow("X002", False, "Odd disease, flat"),
        OrderRow("X002XXA", True, "Odd disease, flat, new"),
        OrderRow("X002XXB", True, "Odd disease, flat, something else"),
    ]

    codes = {code.code: code for code in edition_of(2027, rows, like=an_edition(), source="test").codes}

    assert [codes[code].seventh for code in ("X00.2XXA", "X00.2XXB")] == ["A", ""]


def test_an_order_file_of_a_tabular_year_gives_the_titles_and_keeps_notes_where_their_codes_are() -> None:
    rows = [OrderRow("X00", True, "Odd diseases, all")]

    merged = with_rows(an_edition(), rows, source="order file")

    assert [(code.code, code.description) for code in merged.codes] == [("X00", "Odd diseases, all")]
    assert [note.owner for note in merged.notes] == ["X00-X09"]
    assert [seventh.owner for seventh in merged.sevenths] == ["X00"]
