"""The Alphabetic Index and its tables become entries, none of them lost; the terms here are invented."""

import io

import pytest
from official_layouts import a_neoplasm_table, an_index

from data.errors import UnreadableFile
from data.importers.icd10cm_index import read_index
from data.models import CodeIndex

BODY = """<mainTerm><title>Oddness<nemod>(mild) (severe)</nemod> NEC</title><code>X00.9</code>
<term level="1"><title>deep</title><see>Depth</see>
<term level="2"><title>left</title><code>X00.1-</code><manif>[Y01.8-]</manif></term></term></mainTerm>
<mainTerm><title>Odd one</title><seeAlso>Oddness</seeAlso><seecat>X01</seecat></mainTerm>"""


def read(text: str) -> CodeIndex:
    return read_index(io.BytesIO(text.encode()), source="index.xml")


def test_each_term_becomes_an_entry_with_its_whole_path_in_the_order_of_the_file() -> None:
    index = read(an_index(BODY))

    assert (index.kind, index.release, index.terms) == ("Alphabetic Index", "FY2026", 4)
    assert [entry.term for entry in index.entries] == [
        "Oddness (mild) (severe) NEC",
        "Oddness (mild) (severe) NEC, deep",
        "Oddness (mild) (severe) NEC, deep, left",
        "Odd one",
    ]


def test_words_that_need_not_be_said_are_left_out_of_the_search() -> None:
    assert read(an_index(BODY)).entries[0].searched == "Oddness NEC"


def test_a_code_that_asks_for_more_characters_leads_to_its_header() -> None:
    entry = read(an_index(BODY)).entries[2]

    assert (entry.codes, entry.manifestations) == (("X00.1",), ("Y01.8-",))


def test_references_are_kept_with_their_kind() -> None:
    assert [entry.see for entry in read(an_index(BODY)).entries] == [
        "",
        "see Depth",
        "",
        "see also Oddness; see category X01",
    ]


def test_a_reference_leads_to_the_code_of_a_term_below_a_main_term_with_variants() -> None:
    body = """<mainTerm><title>Oddness, oddly <nemod>(mild)</nemod></title>
    <term level="1"><title>deep</title><code>X00.1</code></term></mainTerm>
    <mainTerm><title>Quirk</title><see>Oddness, deep</see></mainTerm>"""

    assert read(an_index(body)).entries[-1].led_to == ("X00.1",)


def test_a_term_with_two_codes_keeps_both() -> None:
    body = "<mainTerm><title>Odd</title><code>X00.1</code><code>X00.2</code></mainTerm>"

    assert read(an_index(body)).entries[0].codes == ("X00.1", "X00.2")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ICD-10-CM INDEX TO DISEASES and INJURIES", "Alphabetic Index"),
        ("ICD-10-CM External Cause of Injuries Index", "External Cause Index"),
    ],
)
def test_an_index_is_known_by_its_title(title: str, kind: str) -> None:
    assert read(an_index(BODY, title=title)).kind == kind


def test_each_cell_of_a_table_is_an_entry_of_its_column_and_dashes_are_none() -> None:
    cells = '<cell col="2">X00.1</cell><cell col="3">-</cell><cell col="4">--</cell><cell col="5">X00.3-</cell>'

    index = read(a_neoplasm_table(f"<mainTerm><title>Growth</title>{cells}</mainTerm>"))

    assert (index.kind, index.terms) == ("Table of Neoplasms", 1)
    assert [(entry.column, entry.codes) for entry in index.entries] == [
        ("", ()),
        ("Malignant Primary", ("X00.1",)),
        ("Benign", ("X00.3",)),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (an_index(BODY).partition("</mainTerm>")[0], "no element found"),
        (an_index(BODY).replace("</mainTerm>", "", 1), "mismatched tag"),
        (an_index(BODY, title="Cookbook"), "none of the ICD-10-CM indexes"),
        (an_index(BODY).replace("ICD10CM.index", "ICD10CM.tabular"), "line 2: it is no ICD-10-CM index"),
        (an_index('<!DOCTYPE x [<!ENTITY a "b">]>'), "line"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + an_index(BODY).partition("\n")[2], "declares entities"),
        (an_index("<mainTerm><code>X00</code></mainTerm>"), "a term has no title"),
        (an_index("<term><title>a</title>" * 20 + "</term>" * 20), "nested deeper"),
    ],
)
def test_what_is_broken_hostile_or_no_index_is_refused_with_its_line(text: str, place: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(text)

    assert place in refused.value.place
