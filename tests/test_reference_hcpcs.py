"""The shipped HCPCS, modifier and place of service tables: their shape, and their facts against the official rows."""

import csv
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "hcpcs"
RELEASE = date(2026, 1, 1)
LAST_DAY_CHECKED = date(2026, 1, 31)

CATEGORIES = frozenset({
    "ambulance", "bed", "behavioral health", "blood product", "care management", "diabetes", "dialysis", "drug",
    "equipment", "hearing", "home health", "imaging", "implant", "lab", "nutrition", "orthotic", "ostomy",
    "procedure", "prosthetic", "respiratory", "screening", "supply", "transport", "urinary", "vaccine", "vision",
    "visit", "walking aid", "wheelchair", "wound care",
})  # fmt: skip
TABLES = ("hcpcs_starter.csv", "modifiers.csv", "place_of_service.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """One code of the official file; `added` is None for modifiers, whose rows carry no dates."""

    long: str
    short: str
    added: date | None
    ended: date | None


def rows_of(table: str) -> list[dict[str, str]]:
    with (REFERENCE / table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header_of(table: str) -> list[str]:
    with (REFERENCE / table).open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def words_of(row: dict[str, str]) -> list[str]:
    return [word for word in row["words"].split("|") if word]


def day_at(line: str, start: int) -> date | None:
    """`20260101` at a 0-based column of the fixed-width record, None where it is blank."""
    text = line[start : start + 8].strip()
    return date.fromisoformat(text) if text else None


def official_rows() -> dict[str, OfficialRow]:
    """Codes and modifiers by code. Record types 3 and 7 open a row, 4 and 8 continue its long description."""
    archive = next(OFFICIAL.glob("*.zip"))
    with zipfile.ZipFile(archive) as opened:
        member = next(name for name in opened.namelist() if "ANWEB" in name)
        lines = opened.read(member).decode("cp1252").splitlines()
    rows: dict[str, OfficialRow] = {}
    for line in lines:
        code, kind, text = line[:5].strip(), line[10], line[11:91].strip()
        if kind in "37":
            rows[code] = OfficialRow(
                long=text, short=line[91:119].strip(), added=day_at(line, 268), ended=day_at(line, 284)
            )
        else:
            first = rows[code]
            rows[code] = OfficialRow(
                long=f"{first.long} {text}", short=first.short, added=first.added, ended=first.ended
            )
    return rows


needs_official_rows = pytest.mark.skipif(
    not any(OFFICIAL.glob("*.zip")), reason="the official HCPCS rows are not beside this checkout"
)


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("hcpcs_starter.csv", ["code", "description", "category", "words", "valid_from"]),
        ("modifiers.csv", ["code", "description", "words", "valid_from"]),
        ("place_of_service.csv", ["code", "name", "description", "facility"]),
    ],
)
def test_each_table_has_its_header(table: str, header: list[str]) -> None:
    assert header_of(table) == header


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_unique_and_sorted(table: str) -> None:
    codes = [row["code"] for row in rows_of(table)]

    assert codes == sorted(set(codes))


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_plain_text_with_unix_line_ends_and_no_stray_spaces(table: str) -> None:
    content = (REFERENCE / table).read_bytes().decode("utf-8")

    assert "\r" not in content
    assert content.endswith("\n")
    for row in rows_of(table):
        for cell in row.values():
            assert cell == " ".join(cell.split()), row["code"]


@pytest.mark.parametrize(
    ("table", "shape", "at_least"),
    [
        ("hcpcs_starter.csv", r"[A-CE-V]\d{4}", 700),
        ("modifiers.csv", r"[A-Z][A-Z0-9]", 120),
        ("place_of_service.csv", r"\d{2}", 52),
    ],
)
def test_codes_have_the_shape_of_their_set_and_there_are_enough(table: str, shape: str, at_least: int) -> None:
    codes = [row["code"] for row in rows_of(table)]

    assert [code for code in codes if not re.fullmatch(shape, code)] == []
    assert len(codes) >= at_least


@pytest.mark.parametrize("table", TABLES)
def test_no_text_names_a_cpt_or_dental_code(table: str) -> None:
    foreign = re.compile(r"\b(?:\d{5}|\d{4}[A-Z]|D\d{4})\b")

    assert [row["code"] for row in rows_of(table) if foreign.search(" ".join(row.values()))] == []


@pytest.mark.parametrize(
    ("table", "shortest", "longest"),
    [("hcpcs_starter.csv", 15, 140), ("modifiers.csv", 8, 140), ("place_of_service.csv", 8, 140)],
)
def test_descriptions_are_short_and_end_without_a_period(table: str, shortest: int, longest: int) -> None:
    for row in rows_of(table):
        assert shortest <= len(row["description"]) <= longest, row["code"]
        assert not row["description"].endswith("."), row["code"]


@pytest.mark.parametrize("table", ["hcpcs_starter.csv", "modifiers.csv"])
def test_two_codes_never_share_a_description(table: str) -> None:
    descriptions = [row["description"].casefold() for row in rows_of(table)]

    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("table", ["hcpcs_starter.csv", "modifiers.csv"])
def test_search_words_are_parted_by_bars_without_repeats(table: str) -> None:
    for row in rows_of(table):
        words = words_of(row)

        assert "|".join(words) == row["words"], row["code"]
        assert len({word.casefold() for word in words}) == len(words), row["code"]


def test_categories_are_exactly_the_closed_set() -> None:
    assert {row["category"] for row in rows_of("hcpcs_starter.csv")} == CATEGORIES


@pytest.mark.parametrize("table", ["hcpcs_starter.csv", "modifiers.csv"])
def test_dates_are_iso_and_not_after_the_release(table: str) -> None:
    for row in rows_of(table):
        assert date.fromisoformat(row["valid_from"]) <= RELEASE, row["code"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["valid_from"]), row["code"]


def test_modifiers_carry_the_date_of_the_release_because_the_official_rows_have_none() -> None:
    assert {row["valid_from"] for row in rows_of("modifiers.csv")} == {RELEASE.isoformat()}


def test_all_52_places_of_service_are_there_and_each_is_paid_as_facility_or_not() -> None:
    places = rows_of("place_of_service.csv")

    assert len(places) == 52
    assert {row["facility"] for row in places} <= {"facility", "non-facility", "either"}
    assert all(row["name"] for row in places)


@pytest.mark.parametrize(
    ("code", "facility"),
    [("11", "non-facility"), ("10", "non-facility"), ("02", "facility"), ("21", "facility"), ("22", "facility")],
)
def test_common_places_are_paid_at_the_right_rate(code: str, facility: str) -> None:
    places = {row["code"]: row["facility"] for row in rows_of("place_of_service.csv")}

    assert places[code] == facility


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Toradol", "J1885"), ("Zofran", "J2405"), ("Rocephin", "J0696"), ("Depo-Provera", "J1050"),
        ("Keytruda", "J9271"), ("Botox", "J0585"), ("wound vac", "E2402"), ("AFO", "L1970"), ("AWV", "G0439"),
    ],
)  # fmt: skip
def test_brands_and_trade_words_lead_to_their_code(typed: str, code: str) -> None:
    words = {row["code"]: words_of(row) for row in rows_of("hcpcs_starter.csv")}

    assert any(word.startswith(typed) for word in words[code])


@needs_official_rows
def test_every_starter_code_is_official_in_force_and_dated_as_in_the_official_row() -> None:
    official = official_rows()

    for row in rows_of("hcpcs_starter.csv"):
        fact = official[row["code"]]
        assert fact.ended is None or fact.ended > LAST_DAY_CHECKED, row["code"]
        assert fact.added is not None, row["code"]
        assert row["valid_from"] == fact.added.isoformat(), row["code"]


@needs_official_rows
def test_every_modifier_is_official() -> None:
    official = official_rows()

    assert [row["code"] for row in rows_of("modifiers.csv") if row["code"] not in official] == []


@needs_official_rows
@pytest.mark.parametrize("table", ["hcpcs_starter.csv", "modifiers.csv"])
def test_no_description_is_an_official_text_word_for_word(table: str) -> None:
    official = official_rows()

    copied = [
        row["code"]
        for row in rows_of(table)
        if row["description"].casefold()
        in {official[row["code"]].long.casefold(), official[row["code"]].short.casefold()}
    ]

    assert copied == []


@needs_official_rows
def test_every_quantity_of_a_drug_is_in_its_official_text() -> None:
    official = official_rows()
    quantity = re.compile(r"(?:per|up to) ([\d.,]*\d) ?(?:mg|mcg|ml|g|units?|IU)\b")

    for row in rows_of("hcpcs_starter.csv"):
        long = official[row["code"]].long.replace(",", "")
        for amount in quantity.findall(row["description"]) if row["category"] == "drug" else ():
            plain = amount.replace(",", "")
            assert re.search(rf"(?<![\d.]){re.escape(plain)}(?![\d.])", long), row["code"]
