"""Words as coders, billers and patients say them find the code that a coder would open first."""

import pytest

from bot.lookup import CodeLookup, LookupAnswer
from bot.lookup.answers import AnswerKind
from data.models import System


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
        ("a fib", "I48.91"),
        ("hep a", "B15.9"),
        ("hepatitis a", "B15.9"),
        ("vitamin a deficiency", "E50.9"),
        ("type i diabetes", "E10.9"),
        ("what is a heart attack?", "I21.9"),
        ("is there a code for a fib", "I48.91"),
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
    ("text", "codes"),
    [
        ("cad s/p cabg", ["I25.10", "Z95.1"]),
        ("htn and dm2", ["I10", "E11.9"]),
        ("obesity bmi 35", ["E66.9", "Z68.35"]),
        ("type 2 diabetes with ckd stage 4", ["E11.22"]),
    ],
)
def test_conditions_named_beside_each_other_are_each_found(lookup: CodeLookup, text: str, codes: list[str]) -> None:
    found = [match.code.code for match in lookup.look_up(text, limit=5).matches]

    assert [code for code in found if code in codes] == codes


@pytest.mark.parametrize(("text", "code"), [("zofran 4mg", "J2405"), ("ketorolac 30 mg", "J1885")])
def test_a_dose_does_not_keep_a_drug_from_being_found(lookup: CodeLookup, text: str, code: str) -> None:
    assert lookup.look_up(text, system=System.HCPCS).matches[0].code.code == code
