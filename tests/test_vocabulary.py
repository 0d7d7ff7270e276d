"""data/reference/vocabulary.csv against the official ICD-10-CM tables of the installed package; it opens no network."""

import csv
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from data.words import plain, search_words

VOCABULARY = Path(__file__).parents[1] / "data" / "reference" / "vocabulary.csv"
KINDS = {"abbreviation", "lay", "spelling", "synonym", "eponym"}
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialTables:
    """What the tabular list says: code -> its 7th characters ("" where it takes none), headers, words in use."""

    seventh: dict[str, str]
    headers: frozenset[str]
    words: frozenset[str]

    def has(self, code: str) -> bool:
        return code in self.seventh or self._is_full_length(code)

    def can_bill(self, code: str) -> bool:
        return self._is_full_length(code) or (code not in self.headers and self.seventh.get(code) == "")

    def _is_full_length(self, code: str) -> bool:
        """Seven characters, e.g. W19.XXXA: a code that takes a 7th character, X in the places between."""
        base, last = code[:-1], code[-1:]
        while base and base not in self.seventh and base.endswith("X"):
            base = base[:-1].rstrip(".")
        return len(code) == 8 and base not in self.headers and last in self.seventh.get(base, "")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with VOCABULARY.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def official() -> OfficialTables:
    return read_official_tables(tabular_file())


def tabular_file() -> Path:
    spec = importlib.util.find_spec("simple_icd_10_cm")
    assert spec is not None
    assert spec.origin is not None
    return next((Path(spec.origin).parent / "data").glob("*.xml"))


def read_official_tables(path: Path) -> OfficialTables:
    """The nearest 7th-character table above a code is the code's own."""
    seventh: dict[str, str] = {}
    headers: set[str] = set()
    words: set[str] = set()
    open_codes: list[tuple[str, str]] = []
    for event, element in ET.iterparse(path, events=("start", "end")):
        if element.tag == "diag" and event == "start":
            open_codes.append(("", open_codes[-1][1] if open_codes else ""))
        elif element.tag == "diag":
            code, table = open_codes.pop()
            seventh[code] = table
            element.clear()
        elif event == "end" and open_codes:
            _read_part(element, open_codes, headers, words)
    return OfficialTables(seventh=seventh, headers=frozenset(headers), words=frozenset(words))


def _read_part(element: ET.Element, open_codes: list[tuple[str, str]], headers: set[str], words: set[str]) -> None:
    code, table = open_codes[-1]
    if element.tag == "name":
        open_codes[-1] = (element.text or "", table)
        headers.update(above for above, _ in open_codes[:-1])
    elif element.tag == "sevenChrDef":
        open_codes[-1] = (code, "".join(part.get("char", "") for part in element.iter("extension")))
    elif element.tag in ("desc", "inclusionTerm"):
        words.update(search_words(" ".join(element.itertext())))


def codes_of(row: Row) -> Iterator[str]:
    return (code for code in row["code"].split("|") if code)


def test_the_vocabulary_has_at_least_4000_rows_in_four_columns(rows: list[Row]) -> None:
    assert len(rows) >= 4_000
    assert all(list(row) == ["term", "kind", "means", "code"] for row in rows)


def test_every_kind_is_one_of_five(rows: list[Row]) -> None:
    assert {row["kind"] for row in rows} == KINDS


def test_terms_are_sorted_and_stand_once(rows: list[Row]) -> None:
    terms = [row["term"] for row in rows]

    assert terms == sorted(set(terms))


def test_every_term_is_written_as_the_look_up_reads_it(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if plain(row["term"]) != row["term"]] == []


def test_every_row_says_what_its_term_means_in_lower_case(rows: list[Row]) -> None:
    meanings = [meaning for row in rows for meaning in row["means"].split("|")]

    assert [meaning for meaning in meanings if not meaning or plain(meaning) != meaning] == []


def test_every_word_of_a_meaning_stands_in_an_official_title_or_inclusion_term(
    rows: list[Row], official: OfficialTables
) -> None:
    strange = {(row["term"], word) for row in rows for word in search_words(row["means"]) if word not in official.words}

    assert strange == set()


def test_a_spelling_is_not_itself_an_official_word(rows: list[Row], official: OfficialTables) -> None:
    raw = {row["term"] for row in rows if row["kind"] == "spelling"}

    assert raw & official.words == set()


def test_every_code_exists(rows: list[Row], official: OfficialTables) -> None:
    assert [(row["term"], code) for row in rows for code in codes_of(row) if not official.has(code)] == []


def test_no_row_names_a_code_twice(rows: list[Row]) -> None:
    assert [row["term"] for row in rows if len(set(codes_of(row))) != len(list(codes_of(row)))] == []


def test_only_terms_that_need_more_detail_are_given_a_header(rows: list[Row], official: OfficialTables) -> None:
    headers = {row["term"]: code for row in rows for code in codes_of(row) if not official.can_bill(code)}

    assert headers == {"bmi": "Z68", "schmorl node": "M51.4"}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("htn", "I10"),
        ("heart attack", "I21.9"),
        ("dm2", "E11.9"),
        ("ckd 3b", "N18.32"),
        ("uti", "N39.0"),
        ("broken hip", "S72.009A"),
        ("bell palsy", "G51.0"),
        ("homeless", "Z59.00"),
    ],
)
def test_the_commonest_terms_open_with_the_code_a_coder_expects(rows: list[Row], term: str, code: str) -> None:
    found = {row["term"]: row["code"].split("|")[0] for row in rows}

    assert found[term] == code


def test_the_official_reader_takes_seventh_characters_only_where_they_are_due(official: OfficialTables) -> None:
    assert official.can_bill("W19.XXXA")
    assert official.can_bill("S72.009A")
    assert not official.has("W19.XXXB")
    assert not official.has("E11.9A")
    assert official.has("S72.009")
    assert not official.can_bill("S72.009")
