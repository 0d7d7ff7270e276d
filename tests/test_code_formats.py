"""The shapes of codes as people type them; what exists is not asked here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.code_formats import (
    code_key,
    cpt_kind,
    is_dental_shape,
    is_surely_a_code,
    padded,
    spellings,
    systems_by_shape,
)
from data.models import System


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("E11.9", "E119"),
        ("e119", "E119"),
        ("#e11,9.", "E119"),
        ("(I10)", "I10"),
        ("s52.501a", "S52501A"),
        ("E11-9", "E119"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_key_is_the_letters_and_digits_in_upper_case(token: str, key: str) -> None:
    assert code_key(token) == key


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("E119", ["E119"]),
        ("ZO000", ["ZO000", "Z0000"]),
        ("ZOO00", ["ZOO00", "Z0O00", "Z0000"]),
        ("I1O", ["I1O", "I10"]),
        ("EL1", ["EL1", "E11"]),
        ("EI19", ["EI19", "E119"]),
        ("O80", ["O80"]),
        ("J1885", ["J1885"]),
        ("99213", ["99213"]),
        ("W19XXXA", ["W19XXXA"]),
    ],
)
def test_letters_that_look_like_digits_are_read_as_digits_after_the_key_itself(key: str, read: list[str]) -> None:
    assert spellings(key) == read


def test_a_7th_character_is_never_read_as_a_digit() -> None:
    assert all(spelling.endswith("O") for spelling in spellings("M80O51O"))


@pytest.mark.parametrize(
    ("key", "systems"),
    [
        ("E11", [System.ICD10CM]),
        ("E119", [System.ICD10CM]),
        ("S52501A", [System.ICD10CM]),
        ("C7A", [System.ICD10CM]),
        ("E0781", [System.ICD10CM, System.HCPCS]),
        ("J1885", [System.ICD10CM, System.HCPCS]),
        ("D0120", [System.ICD10CM]),
        ("W1234", [System.ICD10CM]),
        ("99213", [System.CPT]),
        ("0001F", [System.CPT]),
        ("0001T", [System.CPT]),
        ("0001U", [System.CPT]),
        ("0001M", [System.CPT]),
        ("0001A", []),
        ("RA", [System.MODIFIER]),
        ("E1", [System.MODIFIER]),
        ("11", [System.POS]),
        ("1", []),
        ("111", []),
        ("E", []),
        ("ABC", []),
        ("E11999999", []),
        ("", []),
    ],
)
def test_a_shape_belongs_to_the_systems_that_write_so(key: str, systems: list[System]) -> None:
    assert systems_by_shape(key) == systems


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("12345", "a CPT Category I code"),
        ("1234F", "a CPT Category II code"),
        ("1234T", "a CPT Category III code"),
        ("1234U", "a CPT laboratory (PLA) code"),
        ("1234M", "a CPT laboratory (MAAA) code"),
        ("1234", ""),
        ("123456", ""),
        ("1234X", ""),
        ("A1234", ""),
    ],
)
def test_cpt_is_told_by_its_shape_alone(key: str, kind: str) -> None:
    assert cpt_kind(key) == kind


@pytest.mark.parametrize(("key", "dental"), [("D0120", True), ("D012", False), ("D01201", False), ("E0120", False)])
def test_d_and_four_digits_is_a_dental_code(key: str, dental: bool) -> None:
    assert is_dental_shape(key) is dental


@pytest.mark.parametrize(
    "token",
    ["E11.99", "e11.99", "E11,9", "ZO0.00", "E1199", "J9999", "99213", "0001F", "S0001XA", "#N39.0", "(I10.5)", "s52x"],
)
def test_what_can_be_nothing_but_a_code_is_surely_one(token: str) -> None:
    assert is_surely_a_code(token)


@pytest.mark.parametrize("token", ["b12", "h1n1", "t4", "c7", "a1c", "l5", "11", "ra", "copd", "", "2026", "covid19"])
def test_what_may_be_a_word_is_not_surely_a_code(token: str) -> None:
    assert not is_surely_a_code(token)


@pytest.mark.parametrize(
    ("key", "moved"),
    [
        ("S0001A", "S0001XA"),
        ("W19A", "W19XXXA"),
        ("T360A", "T360XXA"),
        ("S52501A", ""),
        ("S52501", ""),
        ("W1A", ""),
        ("E11", ""),
    ],
)
def test_a_7th_character_typed_too_early_moves_to_its_place(key: str, moved: str) -> None:
    assert padded(key) == moved


@given(st.text(st.characters(), max_size=40))
def test_any_text_has_a_key_and_shapes(text: str) -> None:
    key = code_key(text)

    assert key.isascii()
    for spelling in spellings(key):
        assert len(spelling) == len(key)
        systems_by_shape(spelling)
    assert len(padded(key)) in (0, 7)
    is_surely_a_code(text)
