"""Codes of other owners are known by their shape; modifiers, places and bare digits are told from words."""

import pytest

from bot.lookup import CodeLookup, LookupAnswer
from bot.lookup.answers import AnswerKind
from data.models import System


def codes_of(answer: LookupAnswer) -> list[str]:
    return [match.code.code for match in answer.matches]


def named(answer: LookupAnswer) -> list[tuple[System, str]]:
    return [(match.code.system, match.code.code) for match in answer.matches]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("12345", "a CPT Category I code"),
        ("what is 12345?", "a CPT Category I code"),
        ("CPT 12345", "a CPT Category I code"),
        ("1234F", "a CPT Category II code"),
        ("1234t", "a CPT Category III code"),
        ("1234U", "a CPT laboratory (PLA) code"),
        ("1234M", "a CPT laboratory (MAAA) code"),
    ],
)
def test_a_cpt_shape_is_recognized_and_gives_no_match(lookup: CodeLookup, typed: str, kind: str) -> None:
    answer = lookup.look_up(typed)

    assert (answer.kind, answer.matches) == (AnswerKind.NOTHING, ())
    assert f"has the shape of {kind}" in answer.note
    assert "licensed CPT book or software" in answer.note


def test_a_cpt_shape_among_other_codes_is_only_noted(lookup: CodeLookup) -> None:
    answer = lookup.look_up("E11.9 J1885 12345")

    assert codes_of(answer) == ["E11.9", "J1885"]
    assert answer.note.startswith("12345 has the shape of a CPT Category I code")


@pytest.mark.parametrize("typed", ["D0120", "d0120", "what is D2740?"])
def test_a_dental_code_is_recognized_and_gives_no_match(lookup: CodeLookup, typed: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.matches == ()
    assert "has the shape of a dental (CDT) code" in answer.note
    assert "American Dental Association" in answer.note


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RT", "RT"),
        ("rt", "RT"),
        ("KX", "KX"),
        ("kx", "KX"),
        ("a1", "A1"),
        ("RA", "RA"),
        ("modifier ra", "RA"),
        ("mod-RA", "RA"),
    ],
)
def test_a_modifier_is_answered_alone(lookup: CodeLookup, typed: str, code: str) -> None:
    assert named(lookup.look_up(typed)) == [(System.MODIFIER, code)]


def test_an_abbreviation_in_small_letters_is_read_as_words_with_the_modifier_beside(lookup: CodeLookup) -> None:
    answer = lookup.look_up("ra")

    assert answer.kind is AnswerKind.WORDS
    assert named(answer)[0] == (System.ICD10CM, "M06.9")
    assert (System.MODIFIER, "RA") in named(answer)


def test_several_modifiers_are_answered_in_their_order(lookup: CodeLookup) -> None:
    assert named(lookup.look_up("RT LT")) == [(System.MODIFIER, "RT"), (System.MODIFIER, "LT")]


@pytest.mark.parametrize("typed", ["11", "pos 11", "POS: 11", "place of service 11"])
def test_a_place_of_service_is_answered_by_its_name(lookup: CodeLookup, typed: str) -> None:
    [match] = lookup.look_up(typed).matches

    assert (match.code.system, match.code.code) == (System.POS, "11")
    assert match.code.description.startswith("Office")


def test_two_digits_alone_may_also_be_a_cpt_modifier(lookup: CodeLookup) -> None:
    assert "25 may also be meant as a CPT modifier" in lookup.look_up("25").note
    assert lookup.look_up("pos 25").note == ""
    assert lookup.look_up("25", system=System.POS).note == ""


@pytest.mark.parametrize("typed", ["59", "00", "modifier 59", "modifier 25", "mod 25"])
def test_two_digits_that_are_no_place_give_no_match_and_say_what_they_may_be(lookup: CodeLookup, typed: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.matches == ()
    assert "may be a CPT modifier" in answer.note


@pytest.mark.parametrize("typed", ["7", "11 12", "123", "1234", "123456", "1/2", "2026-01-15", "0"])
def test_digits_that_are_no_code_give_no_match(lookup: CodeLookup, typed: str) -> None:
    assert lookup.look_up(typed).matches == ()
