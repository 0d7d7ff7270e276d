"""How typed denial codes are read: any writing, several at once, and where the bot has to ask which list is meant."""

import pytest

from bot.rules.denial_typed import MOST_CODES, read_denials
from data.claim_models import PayerKind
from data.importers.denial_tables import read_denial_tables

TABLES = read_denial_tables()
LETTERS = {"CARC": "C", "RARC": "R", "status category": "A", "status code": "S", "group": "G"}

READ = {
    "CO-97 N30": "C:CO-97 R:N30",
    "co97": "C:CO-97",
    "CO 97": "C:CO-97",
    "co_97": "C:CO-97",
    "C0-16": "C:CO-16",
    "CO-016": "C:CO-16",
    "CO 16 M51": "C:CO-16 R:M51",
    "CO16M51": "C:CO-16 R:M51",
    "16 M51": "C:16 R:M51",
    "n30": "R:N30",
    "N-30": "R:N30",
    "ma130": "R:MA130",
    "MA 130": "R:MA130",
    "ma01": "R:MA01",
    "MA1": "R:MA01",
    "F2": "A:F2",
    "F3f": "A:F3F",
    "RQ": "A:RQ",
    "A7 562": "A:A7 S:562",
    "A3:21": "A:A3 S:21",
    "A7:562:85": "A:A7 S:562",
    "A1 20": "A:A1 S:20",
    "277CA A6 21": "A:A6 S:21",
    "R4 297": "A:R4 S:297",
    "status 97": "S:97",
    "carc 97": "C:97",
    "reason 16 and 50": "C:16 C:50",
    "category A1": "A:A1",
    "CO A1": "C:CO-A1",
    "A1 N130": "C:A1 R:N130",
    "CO-P12": "C:CO-P12",
    "p12": "C:P12",
    "B15": "C:B15",
    "CO 45, 253": "C:CO-45 C:CO-253",
    "PR-2, PR-3": "C:PR-2 C:PR-3",
    "CO-45 CO-45": "C:CO-45",
    "PR": "G:PR",
    "what does CO-16 with N290 mean?": "C:CO-16 R:N290",
    "denied 30 days ago co 22": "C:CO-22",
    "CO 29 on 11/2/2026": "C:CO-29",
    "600": "C:600",
    "562": "S:562",
    "N9999": "",
    "E11.9": "",
    "10432": "",
    "$45.00": "",
    "hello": "",
    "": "",
}


def read(text: str) -> str:
    return " ".join(f"{LETTERS[code.kind.value]}:{code.name}" for code in read_denials(text, TABLES).codes)


@pytest.mark.parametrize("text", READ)
def test_codes_are_read_in_any_writing(text: str) -> None:
    assert read(text) == READ[text]


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("97", ["97"]),
        ("16", ["16"]),
        ("A1", ["A1"]),
        ("P3", ["P3"]),
        ("16/45/97", ["16", "45", "97"]),
        ("CO 16", []),
        ("co16", []),
        ("16 M51", []),
        ("A7 16", []),
        ("carc 16", []),
        ("status 16", []),
        ("253", []),
        ("562", []),
        ("999", []),
    ],
)
def test_a_bare_number_of_two_lists_is_asked_about_where_nothing_tells(text: str, unsure: list[str]) -> None:
    assert [code.code for code in read_denials(text, TABLES).unsure] == unsure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CO-29 medicare", PayerKind.MEDICARE),
        ("co 29 Medicare Advantage", PayerKind.MEDICARE_ADVANTAGE),
        ("co29 medicaid", PayerKind.MEDICAID),
        ("aetna co 197", PayerKind.COMMERCIAL),
        ("MA130", PayerKind.UNKNOWN),
        ("co 29", PayerKind.UNKNOWN),
    ],
)
def test_a_kind_of_payer_may_be_named(text: str, kind: PayerKind) -> None:
    assert read_denials(text, TABLES).payer_kind is kind


def test_qmb_and_entity_are_heard() -> None:
    assert read_denials("PR-2 QMB", TABLES).is_qmb
    assert read_denials("A7:562:85", TABLES).entity == "85"
    assert read_denials("A7 562 entity 85", TABLES).entity == "85"


def test_very_many_codes_are_cut() -> None:
    text = " ".join(f"CO-{number}" for number in range(1, 60))

    assert len(read_denials(text, TABLES).codes) == MOST_CODES


@pytest.mark.parametrize("text", ["x" * 50_000, "CO-" * 9_000, "1 " * 9_000, "A7:" * 9_000, "\x00CO-97", "C" * 40_000])
def test_any_text_is_read_quickly(text: str) -> None:
    assert len(read_denials(text, TABLES).codes) <= MOST_CODES
