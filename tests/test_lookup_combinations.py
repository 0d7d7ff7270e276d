"""Conditions that are one code together, what a text denies, and measures that are codes."""

import pytest

from bot.lookup import CodeLookup
from bot.lookup.combinations import combine
from bot.lookup.episodes import split_episode
from bot.lookup.measures import measured_codes
from bot.lookup.negation import denied_in_title, split_denied


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (["E11.9", "N18.30"], ("E11.22", "N18.30")),
        (["I10", "N18.4"], ("I12.9", "N18.4")),
        (["I10", "N18.5"], ("I12.0", "N18.5")),
        (["I10", "N18.6"], ("I12.0", "N18.6")),
        (["I10", "I50.32"], ("I11.0", "I50.32")),
        (["I50.9", "I10", "N18.4"], ("I13.0", "I50.9", "N18.4")),
        (["I10", "I50.9", "N18.6"], ("I13.2", "I50.9", "N18.6")),
        (["I10", "E11.9", "N18.4"], ("I12.9", "E11.22", "N18.4")),
        (["E11.40", "R73.9"], ("E11.65", "E11.40")),
        (["J44.9", "J18.9"], ("J44.0", "J18.9")),
        (["A41.9", "R65.21"], ("A41.9", "R65.21")),
    ],
)
def test_conditions_that_have_a_code_together_get_it(parts: list[str], codes: tuple[str, ...]) -> None:
    combined = combine(parts, after=False)

    assert combined is not None
    assert combined.codes == codes


def test_conditions_that_have_none_together_stay_apart() -> None:
    assert combine(["I10", "E11.9"], after=False) is None
    assert combine(["G81.92", "I63.9"], after=False) is None


def test_the_late_effect_of_a_stroke_is_one_code() -> None:
    combined = combine(["G81.92", "I63.9"], after=True)

    assert combined is not None
    assert combined.codes == ("I69.354",)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("type 2 diabetes with stage 3 ckd", ["E11.22", "N18.30"]),
        ("htn, ckd 3b", ["I12.9", "N18.32"]),
        ("chf with htn and ckd stage 4", ["I13.0", "I50.9", "N18.4"]),
    ],
)
def test_the_answer_opens_with_the_combination_and_what_stands_beside(
    lookup: CodeLookup, said: str, codes: list[str]
) -> None:
    answer = lookup.look_up(said, limit=5)

    assert [match.code.code for match in answer.matches[: len(codes)]] == codes
    assert "together" in answer.matches[0].why


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("bmi 19", ["Z68.1"]),
        ("bmi 20", ["Z68.20"]),
        ("bmi 39 9", ["Z68.39"]),
        ("bmi 40", ["Z68.41"]),
        ("bmi 44 9", ["Z68.41"]),
        ("bmi 45", ["Z68.42"]),
        ("bmi 70", ["Z68.45"]),
        ("28 weeks pregnant", ["Z3A.28"]),
        ("7 weeks pregnant", []),
        ("ckd stage 3", ["N18.30"]),
        ("stage 3b ckd", ["N18.32"]),
        ("stage 3 pressure ulcer", []),
    ],
)
def test_a_measure_is_a_code(text: str, codes: list[str]) -> None:
    assert measured_codes(text) == codes


@pytest.mark.parametrize(
    ("title", "absent"),
    [
        ("Laceration without foreign body of right index finger", {"foreign", "body"}),
        ("Concussion without loss of consciousness", {"loss", "of", "consciousness"}),
        ("Laceration with foreign body of scalp", set()),
    ],
)
def test_a_title_says_what_is_absent(title: str, absent: set[str]) -> None:
    assert denied_in_title(title) == absent


@pytest.mark.parametrize(
    ("text", "kept", "denied"),
    [
        ("copd not in exacerbation", ("copd",), ("exacerbation",)),
        ("preterm labor without delivery third trimester", ("preterm", "labor", "third", "trimester"), ("delivery",)),
        ("no insurance", ("no", "insurance"), ()),
    ],
)
def test_a_text_says_what_is_absent(text: str, kept: tuple[str, ...], denied: tuple[str, ...]) -> None:
    found = split_denied(text.split())

    assert (found.tokens, found.denied) == (kept, denied)


@pytest.mark.parametrize(
    ("text", "kept", "seventh"),
    [
        ("closed fracture left clavicle", "fracture left clavicle", "A"),
        ("open fracture of tibia", "fracture of tibia", "B"),
        ("fracture hip follow up", "fracture hip", "D"),
        ("diabetes follow up", "diabetes follow up", ""),
        ("open wound of hand", "open wound of hand", ""),
        ("wrist sprain subsequent encounter", "wrist sprain", "D"),
    ],
)
def test_an_episode_is_heard_beside_an_injury(text: str, kept: str, seventh: str) -> None:
    assert split_episode(text.split()) == (kept.split(), seventh)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("adverse reaction to ibuprofen", "T39.315A"),
        ("intentional aspirin overdose", "T39.012A"),
        ("underdosing of insulin", "T38.3X6A"),
        ("knee laceration", "S81.019A"),
        ("burn of right hand", "T23.001A"),
        ("open wound left foot", "S91.302A"),
    ],
)
def test_injuries_and_drugs_end_on_a_code_that_can_be_billed(lookup: CodeLookup, said: str, code: str) -> None:
    first = lookup.look_up(said).matches[0].code

    assert first.code == code
    assert first.billable
