"""A side that is said is the side that is found, at the same part of the body, for the same condition."""

import pytest

from bot.lookup import CodeLookup, LookupAnswer


def first_code(answer: LookupAnswer) -> str:
    return answer.matches[0].code.code if answer.matches else "nothing"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("left knee pain", "M25.562"),
        ("pain in left hip", "M25.552"),
        ("right shoulder pain", "M25.511"),
        ("rt shoulder pain", "M25.511"),
        ("osteoarthritis of right knee", "M17.11"),
        ("knee osteoarthritis bilateral", "M17.0"),
        ("carpal tunnel left", "G56.02"),
        ("carpal tunnel both hands", "G56.03"),
        ("right ear infection", "H66.91"),
        ("ear wax both ears", "H61.23"),
        ("cellulitis of left leg", "L03.116"),
        ("cellulitis right arm", "L03.113"),
        ("left ankle sprain", "S93.402A"),
        ("left breast lump", "N63.20"),
    ],
)
def test_a_side_that_is_said_is_the_side_that_is_found(lookup: CodeLookup, said: str, code: str) -> None:
    assert first_code(lookup.look_up(said)) == code


@pytest.mark.parametrize(
    ("said", "opposite"),
    [
        ("cellulitis of left leg", "right"),
        ("left ankle sprain", "right"),
        ("cataract right eye", "left"),
        ("ear wax left ear", "right"),
        ("broken left hip", "right"),
        ("right wrist pain", "left"),
    ],
)
def test_the_first_match_is_never_of_the_other_side(lookup: CodeLookup, said: str, opposite: str) -> None:
    description = lookup.look_up(said).matches[0].code.description.lower()

    assert opposite not in description.split()


@pytest.mark.parametrize(("said", "site"), [("cellulitis of left leg", "limb"), ("cellulitis right arm", "limb")])
def test_a_side_does_not_move_the_match_to_another_part_of_the_body(lookup: CodeLookup, said: str, site: str) -> None:
    assert site in lookup.look_up(said).matches[0].code.description.lower()


def test_a_side_does_not_turn_the_match_into_another_condition(lookup: CodeLookup) -> None:
    assert "traumatic" not in lookup.look_up("cataract right eye").matches[0].code.description.lower()


def test_ruling_out_is_no_right_side(lookup: CodeLookup) -> None:
    descriptions = [match.code.description.lower() for match in lookup.look_up("r/o knee effusion", limit=5).matches]

    assert descriptions
    assert "right" not in descriptions[0]
