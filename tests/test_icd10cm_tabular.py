"""The ICD-10-CM tabular XML becomes codes, headings and notes; the codes here are invented."""

import io
from datetime import date

import pytest

from data.errors import UnreadableFile
from data.importers.icd10cm_tabular import read_tabular
from data.models import CodeSet, NewCode, NoteKind, System

SEVENTHS = """
<sevenChrDef><extension char="A">initial encounter</extension><extension char="S">sequela</extension></sevenChrDef>
"""


def a_tabular(body: str, *, version: str = "2026") -> bytes:
    """A whole tabular list of one chapter that holds `body`."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>{version}</version><introduction><introSection><title>Notations</title>
<instruction><note>Read me.</note></instruction></introSection></introduction>
<chapter><name>99</name><desc>Invented diseases (X00-X99)</desc>
{body}
</chapter></ICD10CM.tabular>""".encode()


def a_block(body: str, *, span: str = "X00-X09", desc: str = "Invented block (X00-X09)") -> str:
    return f'<section id="{span}"><desc>{desc}</desc>{body}</section>'


def a_diag(name: str, desc: str, inside: str = "") -> str:
    return f"<diag><name>{name}</name><desc>{desc}</desc>{inside}</diag>"


def read(xml: bytes) -> CodeSet:
    return read_tabular(io.BytesIO(xml), source="test.xml")


def read_diags(*diags: str) -> CodeSet:
    return read(a_tabular(a_block("".join(diags))))


def by_code(code_set: CodeSet) -> dict[str, NewCode]:
    return {code.code: code for code in code_set.codes}


def test_the_version_gives_the_fiscal_year_and_its_days() -> None:
    read_set = read(a_tabular(a_block(a_diag("X00", "Odd disease")), version="2026"))

    assert (read_set.system, read_set.release, read_set.source) == (System.ICD10CM, "FY2026", "test.xml")
    assert (read_set.valid_from, read_set.year_ends) == (date(2025, 10, 1), date(2026, 9, 30))


def test_nested_diags_are_headers_and_the_lowest_is_billable() -> None:
    nested = a_diag("X00", "Odd disease", a_diag("X00.1", "Odd disease, deep", a_diag("X00.11", "Odd disease, deeper")))

    codes = by_code(read_diags(nested))

    assert {code.code: code.billable for code in codes.values()} == {"X00": False, "X00.1": False, "X00.11": True}
    assert [codes[code].parent for code in ("X00", "X00.1", "X00.11")] == ["", "X00", "X00.1"]
    assert {code.block for code in codes.values()} == {"X00-X09"}


def test_a_category_without_children_is_billable() -> None:
    assert by_code(read_diags(a_diag("X01", "Plain disease")))["X01"].billable


@pytest.mark.parametrize(
    ("stem", "full"),
    [
        ("X02", "X02.XXXA"),
        ("X02.1", "X02.1XXA"),
        ("X02.12", "X02.12XA"),
        ("X02.123", "X02.123A"),
    ],
)
def test_a_short_stem_is_padded_with_x_up_to_its_7th_character(stem: str, full: str) -> None:
    codes = by_code(read_diags(a_diag(stem, "Odd injury", SEVENTHS)))

    assert codes[full].description == "Odd injury, initial encounter"
    assert (codes[full].billable, codes[full].seventh, codes[full].parent) == (True, "A", stem)
    assert (codes[stem].billable, codes[stem].seventh) == (False, "")


def test_7th_characters_come_from_the_nearest_code_above() -> None:
    nearer = '<sevenChrDef><extension char="1">right eye</extension></sevenChrDef>'
    diag = a_diag("X03", "Odd", SEVENTHS + a_diag("X03.1", "Far") + a_diag("X03.2", "Near", nearer))

    codes = by_code(read_diags(diag))

    assert [code for code in codes if len(code) == 8] == ["X03.1XXA", "X03.1XXS", "X03.2XX1"]
    assert codes["X03.2XX1"].description == "Near, right eye"
    assert not codes["X03"].billable


def test_7th_characters_do_not_reach_the_next_category() -> None:
    codes = by_code(read_diags(a_diag("X03", "Odd", SEVENTHS), a_diag("X04", "Next")))

    assert codes["X04"].billable
    assert "X04.XXXA" not in codes


def test_every_7th_character_is_kept_at_the_code_that_defines_it() -> None:
    read_set = read_diags(a_diag("X03", "Odd", SEVENTHS + a_diag("X03.1", "Below")))

    kept = [(seventh.owner, seventh.character, seventh.meaning) for seventh in read_set.sevenths]
    assert kept == [("X03", "A", "initial encounter"), ("X03", "S", "sequela")]


@pytest.mark.parametrize(
    ("stem", "characters"),
    [("S06.1X6", "ADS"), ("S06.1X7", "A"), ("S06.1X8", "A"), ("S06.1X9", "ADS"), ("S07.1X7", "ADS")],
)
def test_a_death_before_waking_takes_neither_d_nor_s_in_s06_only(stem: str, characters: str) -> None:
    assert _sevenths_below(stem, S06_NOTE) == characters


def test_a_year_whose_list_has_no_such_note_gives_all_of_them() -> None:
    assert _sevenths_below("S06.1X7", "") == "ADS"


S06_NOTE = (
    "<notes><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 - death, or 8 - "
    "death of other cause.</note></notes>"
)


def _sevenths_below(stem: str, note: str) -> str:
    three = "".join(f'<extension char="{one}">meaning {one}</extension>' for one in "ADS")
    inside = f"<sevenChrDef>{three}</sevenChrDef>{note}{a_diag(stem, 'Head injury')}"
    return "".join(code.seventh for code in read_diags(a_diag(stem[:3], "Head injuries", inside)).codes)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("includes", NoteKind.INCLUDES),
        ("inclusionTerm", NoteKind.INCLUSION_TERM),
        ("excludes1", NoteKind.EXCLUDES1),
        ("excludes2", NoteKind.EXCLUDES2),
        ("codeFirst", NoteKind.CODE_FIRST),
        ("useAdditionalCode", NoteKind.USE_ADDITIONAL),
        ("codeAlso", NoteKind.CODE_ALSO),
        ("sevenChrNote", NoteKind.SEVENTH_CHARACTER),
        ("sevenChrDef", NoteKind.SEVENTH_CHARACTER),
        ("notes", NoteKind.NOTE),
    ],
)
def test_a_note_of_every_kind_is_kept_with_its_owner(tag: str, kind: NoteKind) -> None:
    inside = f"<{tag}><note>first thing</note><note>second thing</note></{tag}>"

    read_set = read_diags(a_diag("X05", "Odd", a_diag("X05.1", "Below", inside)))

    kept = [(note.owner, note.kind, note.text) for note in read_set.notes]
    assert kept == [("X05.1", kind, "first thing"), ("X05.1", kind, "second thing")]


def test_notes_of_a_chapter_and_a_block_belong_to_them() -> None:
    body = "<notes><note>all over</note></notes>" + a_block(
        "<excludes1><note>not here</note></excludes1>" + a_diag("X00", "Odd disease")
    )

    notes = read(a_tabular(body)).notes

    assert [(note.owner, note.kind, note.text) for note in notes] == [
        ("X00-X09", NoteKind.EXCLUDES1, "not here"),
        ("Chapter 99", NoteKind.NOTE, "all over"),
    ]


def test_words_of_the_introduction_are_no_notes() -> None:
    assert read_diags(a_diag("X00", "Odd disease")).notes == []


def test_headings_lose_their_span_in_brackets_and_keep_other_brackets() -> None:
    block = a_block(a_diag("X00", "Odd"), desc="Benign tumors, except (some) benign tumors (X00-X09)")

    headings = read(a_tabular(block)).headings

    assert [(heading.name, heading.description, heading.parent) for heading in headings] == [
        ("X00-X09", "Benign tumors, except (some) benign tumors", "Chapter 99"),
        ("Chapter 99", "Invented diseases", ""),
    ]


def test_a_block_stands_in_the_narrowest_wider_block_else_in_its_chapter() -> None:
    body = "".join(
        [
            a_block("", span="X00-X50", desc="Wide (X00-X50)"),
            a_block("", span="X00-X30", desc="Narrower (X00-X30)"),
            a_block(a_diag("X00", "Odd"), span="X00-X09", desc="Narrow (X00-X09)"),
            a_block(a_diag("X40", "Odd too"), span="X40-X49", desc="In the wide one (X40-X49)"),
            a_block(a_diag("X60", "Odd too"), span="X60-X69", desc="On its own (X60-X69)"),
        ]
    )

    parents = {heading.name: heading.parent for heading in read(a_tabular(body)).headings}

    assert parents["X00-X09"] == "X00-X30"
    assert parents["X00-X30"] == "X00-X50"
    assert parents["X40-X49"] == "X00-X50"
    assert parents["X00-X50"] == parents["X60-X69"] == "Chapter 99"


def test_a_block_of_one_category_is_named_as_a_span() -> None:
    block = a_block(a_diag("X07", "Odd"), span="X07", desc="Odd injuries (X07)")

    read_set = read(a_tabular(block))

    assert read_set.codes[0].block == read_set.headings[0].name == "X07-X07"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ménière's disease", "Meniere's disease"),
        ("Odd\n      disease,  long", "Odd disease, long"),
        ("Sjögren &amp; co", "Sjogren & co"),
    ],
)
def test_descriptions_are_folded_to_ascii_with_single_spaces(written: str, kept: str) -> None:
    assert read_diags(a_diag("X00", written)).codes[0].description == kept


def test_a_7th_characters_meaning_is_cut_at_slash_tab() -> None:
    cut = '<sevenChrDef><extension char="B">open fracture/\topen NOS</extension></sevenChrDef>'

    codes = by_code(read_diags(a_diag("X08", "Odd fracture", cut)))

    assert codes["X08.XXXB"].description == "Odd fracture, open fracture"


def test_a_slash_without_a_tab_stays_in_a_7th_characters_meaning() -> None:
    kept = '<sevenChrDef><extension char="B">open/closed</extension></sevenChrDef>'

    assert by_code(read_diags(a_diag("X08", "Odd", kept)))["X08.XXXB"].description == "Odd, open/closed"


def test_broken_xml_is_refused_with_its_line() -> None:
    lines = a_tabular(a_block(a_diag("X00", "Odd"))).decode().splitlines()
    lines[4] = "<diag><name>X01</desc>"

    with pytest.raises(UnreadableFile) as refused:
        read("\n".join(lines).encode())

    assert refused.value.name == "test.xml"
    assert refused.value.place == "line 5: mismatched tag"
    assert refused.value.hint


def test_a_file_that_ends_too_early_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="line "):
        read(a_tabular(a_block(a_diag("X00", "Odd")))[:-30])


def test_declared_entities_are_refused_before_they_are_used() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    with pytest.raises(UnreadableFile, match=r"test\.xml cannot be read: line 1: it declares entities"):
        read(bomb)


def test_an_entity_that_names_a_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"test\.xml cannot be read: line 1: it declares entities"):
        read(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')


@pytest.mark.parametrize(
    "xml",
    [
        b"<html><body>Page not found</body></html>",
        b"<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>",
        a_tabular(a_block(a_diag("X00", "Odd"))).replace(b"<version>2026</version>", b""),
        a_tabular(a_block(a_diag("X00", "Odd")), version="next year"),
        a_tabular(a_block(a_diag("X00", "Odd"), span="")),
        a_tabular(a_block(a_diag("X00", "Odd"), span="X00-X05-X09")),
    ],
    ids=["another page", "no codes", "no year", "a year in words", "a block without span", "a block of three ends"],
)
def test_xml_that_is_no_tabular_list_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(xml)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x00\xff" * 50])
def test_what_is_no_xml_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="line 1"):
        read(content)
