"""The list of a look-up in words: nothing for noise, never too long, the usual code before its header."""

import pytest

from bot.lookup import CodeLookup
from bot.lookup.answers import AnswerKind
from data.models import Code


@pytest.mark.parametrize(
    "noise",
    [
        "asdf",
        "asdf jkl",
        "qwerty",
        "hello",
        "hello there",
        "hi all",
        "good morning everyone",
        "lunch at noon",
        "thanks so much",
        "see you tomorrow",
        "meeting moved to friday",
        "who is on call tonight",
        "the printer is broken",
        "lol",
        "xyzzy plugh",
        "\U0001f600",
        "\U0001f600\U0001f44d\U0001f3fd",
        "?!",
        "...",
        "",
        "   ",
        "the",
        "please",
    ],
)
def test_noise_finds_nothing_and_says_what_to_try(lookup: CodeLookup, noise: str) -> None:
    answer = lookup.look_up(noise)

    assert [match.code.code for match in answer.matches] == []
    assert answer.kind is AnswerKind.NOTHING
    assert "Try " in answer.note or "Type a code or words" in answer.note


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 50])
@pytest.mark.parametrize("said", ["fracture", "diabetes", "ra", "pregnancy", "wheelchair", "heart attack"])
def test_there_are_never_more_matches_than_asked_for_and_none_twice(lookup: CodeLookup, said: str, limit: int) -> None:
    codes = [match.code for match in lookup.look_up(said, limit=limit).matches]

    assert 1 <= len(codes) <= limit
    assert len({code.id for code in codes}) == len(codes)


def test_no_look_up_gives_more_than_fifty(lookup: CodeLookup) -> None:
    assert 20 <= len(lookup.look_up("fracture", limit=10_000).matches) <= 50


@pytest.mark.parametrize(
    "said",
    [
        "type 2 diabetes mellitus",
        "heart failure",
        "asthma",
        "headache",
        "low back pain",
        "scarlet fever",
        "measles",
        "crohns disease",
        "insomnia",
        "rotator cuff tear",
        "abdominal pain",
        "migraine",
        "acute kidney failure",
        "dorsalgia",
        "cough",
    ],
)
def test_a_header_never_stands_before_its_usual_code(lookup: CodeLookup, said: str) -> None:
    codes = [match.code for match in lookup.look_up(said, limit=10).matches]

    for place, header in enumerate(codes):
        for usual in usual_codes(lookup, header):
            assert usual in [code.code for code in codes[:place]], f"{header.code} stands before {usual}"


def usual_codes(lookup: CodeLookup, header: Code) -> list[str]:
    default = lookup.store.default_ids([header.id]).get(header.id)
    return [] if default is None else [lookup.store.by_ids([default])[default].code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("heart att", "I21.9"),
        ("hypertens", "I10"),
        ("e11.6", "E11.6"),
        ("pneumo", "J18.9"),
        ("rheumatoid arth", "M06.9"),
    ],
)
def test_a_word_not_yet_finished_is_completed(lookup: CodeLookup, typed: str, code: str) -> None:
    assert code in [found.code for found in lookup.suggest(typed, limit=10)]


@pytest.mark.parametrize("typed", ["h", "he", "e1", "E11.", "99", "chest pa", "x", "\U0001f600", "*", "%", " "])
def test_suggestions_keep_to_the_limit_and_come_once(lookup: CodeLookup, typed: str) -> None:
    found = lookup.suggest(typed, limit=20)

    assert len(found) <= 20
    assert len({code.id for code in found}) == len(found)
