"""Words as coders, billers and patients say them find the code that a coder would open first."""

import pytest

from bot.lookup import CodeLookup, LookupAnswer
from bot.lookup.answers import AnswerKind
from data.models import Code, System


def first_code(answer: LookupAnswer) -> str:
    return answer.matches[0].code.code if answer.matches else "nothing"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("heart failure", "I50.9"),
        ("chest pain", "R07.9"),
        ("low back pain", "M54.50"),
        ("shortness of breath", "R06.02"),
        ("asthma", "J45.909"),
        ("type 2 diabetes", "E11.9"),
        ("type 1 diabetes", "E10.9"),
        ("hyperlipidemia", "E78.5"),
        ("hypothyroidism", "E03.9"),
        ("pneumonia", "J18.9"),
        ("essential hypertension", "I10"),
        ("iron deficiency anemia", "D50.9"),
        ("rheumatoid arthritis", "M06.9"),
        ("pulmonary embolism", "I26.99"),
        ("sleep apnea", "G47.30"),
        ("nausea and vomiting", "R11.2"),
        ("headache", "R51.9"),
        ("gout", "M10.9"),
        ("sepsis", "A41.9"),
        ("dementia", "F03.90"),
        ("multiple sclerosis", "G35.D"),
        ("prostate cancer", "C61"),
        ("dehydration", "E86.0"),
        ("erectile dysfunction", "N52.9"),
        ("alcohol abuse", "F10.10"),
        ("chronic kidney disease stage 4", "N18.4"),
        ("pressure ulcer sacrum stage 3", "L89.153"),
        ("hypertensive heart disease with heart failure", "I11.0"),
    ],
)
def test_a_common_condition_opens_with_its_usual_code(lookup: CodeLookup, said: str, code: str) -> None:
    assert first_code(lookup.look_up(said)) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("chf", "I50.9"),
        ("CHF", "I50.9"),
        ("copd", "J44.9"),
        ("copd exacerbation", "J44.1"),
        ("htn", "I10"),
        ("t2dm", "E11.9"),
        ("uti", "N39.0"),
        ("gerd", "K21.9"),
        ("sob", "R06.02"),
        ("afib", "I48.91"),
        ("a-fib", "I48.91"),
        ("a. fib.", "I48.91"),
        ("esrd", "N18.6"),
        ("ckd 3b", "N18.32"),
        ("bph", "N40.0"),
        ("ptsd", "F43.10"),
        ("gad", "F41.1"),
        ("dvt", "I82.409"),
        ("pe", "I26.99"),
        ("tia", "G45.9"),
        ("osa", "G47.33"),
        ("hep c", "B19.20"),
        ("htn with ckd", "I12.9"),
        ("dm2 with ckd", "E11.22"),
    ],
)
def test_an_abbreviation_opens_with_what_it_stands_for(lookup: CodeLookup, said: str, code: str) -> None:
    assert first_code(lookup.look_up(said)) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("heart attack", "I21.9"),
        ("high blood pressure", "I10"),
        ("high cholesterol", "E78.00"),
        ("sugar diabetes", "E11.9"),
        ("underactive thyroid", "E03.9"),
        ("pink eye", "H10.029"),
        ("strep throat", "J02.0"),
        ("kidney stones", "N20.0"),
        ("bed sore", "L89.90"),
        ("broken hip", "S72.009A"),
        ("mini stroke", "G45.9"),
        ("collapsed lung", "J93.9"),
        ("shingles", "B02.9"),
        ("nosebleed", "R04.0"),
        ("passed out", "R55"),
        ("chicken pox", "B01.9"),
        ("hay fever", "J30.1"),
        ("ringing in ears", "H93.19"),
        ("low potassium", "E87.6"),
        ("blood in urine", "R31.9"),
        ("annual physical", "Z00.00"),
        ("screening mammogram", "Z12.31"),
        ("colon cancer screening", "Z12.11"),
        ("throwing up", "R11.10"),
        ("post menopausal bleeding", "N95.0"),
    ],
)
def test_lay_words_open_with_the_condition_that_is_meant(lookup: CodeLookup, said: str, code: str) -> None:
    assert first_code(lookup.look_up(said)) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("heart atack", "I21.9"),
        ("hart attack", "I21.9"),
        ("urinary tract infction", "N39.0"),
        ("rhumatoid arthritus", "M06.9"),
        ("cronic kidney desease", "N18.9"),
        ("hypothyriodism", "E03.9"),
        ("type 2 diabetis", "E11.9"),
        ("diabeties", "E11.9"),
        ("hypertention", "I10"),
        ("pnuemonia", "J18.9"),
        ("astma", "J45.909"),
        ("asthmma", "J45.909"),
        ("alzhiemers", "G30.9"),
        ("siezures", "R56.9"),
        ("dizzyness", "R42"),
        ("diarhea", "R19.7"),
        ("diarrhoea", "R19.7"),
        ("anaemia", "D64.9"),
        ("osteoperosis", "M81.0"),
        ("apendicitis", "K37"),
        ("anxeity", "F41.9"),
        ("depresion", "F32.A"),
        ("migrane", "G43.909"),
        ("pulmonary embolizm", "I26.99"),
        ("shortnes of breth", "R06.02"),
    ],
)
def test_misspelt_words_open_with_the_condition_that_is_meant(lookup: CodeLookup, typed: str, code: str) -> None:
    assert first_code(lookup.look_up(typed)) == code


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


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("toradol injection", "J1885"),
        ("nebulizer", "E0570"),
        ("cpap machine", "E0601"),
        ("diabetic shoes", "A5500"),
        ("ambulance mileage", "A0425"),
    ],
)
def test_an_item_asked_of_hcpcs_is_among_the_first_five(lookup: CodeLookup, said: str, code: str) -> None:
    answer = lookup.look_up(said, system=System.HCPCS, limit=5)

    assert code in [match.code.code for match in answer.matches]


def test_an_abbreviation_is_explained(lookup: CodeLookup) -> None:
    [first, *_] = lookup.look_up("chf").matches

    assert first.why == "“chf” stands for heart failure"


def test_a_corrected_word_is_said_in_the_note(lookup: CodeLookup) -> None:
    answer = lookup.look_up("cronic kidney desease")

    assert "Read “cronic” as chronic." in answer.note
    assert "Read “desease” as disease." in answer.note


def test_an_unknown_word_beside_known_ones_is_named(lookup: CodeLookup) -> None:
    answer = lookup.look_up("chest pain qwertyuiop")

    assert "Not known here: qwertyuiop." in answer.note
    assert first_code(answer) == "R07.9"


def test_every_match_says_why_and_scores_fall(lookup: CodeLookup) -> None:
    for said in ("diabetes", "fracture of femur", "wheelchair", "pregnancy"):
        answer = lookup.look_up(said, limit=20)

        scores = [match.score for match in answer.matches]
        assert answer.kind is AnswerKind.WORDS
        assert all(match.why for match in answer.matches)
        assert all(0 < score < 100 for score in scores)
        assert scores == sorted(scores, reverse=True)


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
    assert len(lookup.look_up("fracture", limit=10_000).matches) == 50


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
