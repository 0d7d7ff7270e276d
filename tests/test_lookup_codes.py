"""A code typed in any way is answered by that code first, with its reason and what its dates mean."""

from datetime import date

import pytest

from bot.lookup import CodeLookup, LookupAnswer
from bot.lookup.answers import AnswerKind
from data.models import System


def codes_of(answer: LookupAnswer) -> list[str]:
    return [match.code.code for match in answer.matches]


def named(answer: LookupAnswer) -> list[tuple[System, str]]:
    return [(match.code.system, match.code.code) for match in answer.matches]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("E11.9", "E11.9"),
        ("e11.9", "E11.9"),
        ("e119", "E11.9"),
        ("E119", "E11.9"),
        (" E11.9 ", "E11.9"),
        ("E11.9.", "E11.9"),
        ("E11.9?!", "E11.9"),
        ("E11.9-", "E11.9"),
        ("E11-9", "E11.9"),
        ("E11,9", "E11.9"),
        ("E11 9", "E11.9"),
        ("E 11 9", "E11.9"),
        ("i21 9", "I21.9"),
        ("#N39.0", "N39.0"),
        ("(N39.0)", "N39.0"),
        ("“N39.0”", "N39.0"),
        ("*E11.9*", "E11.9"),
        ("`E11.9`", "E11.9"),
        ("_E11.9_", "E11.9"),
        ("~E11.9~", "E11.9"),
        ("<@U0123ABC> E11.9", "E11.9"),
        ("what is E11.9?", "E11.9"),
        ("What's E11.9", "E11.9"),
        ("can you look up e119 please", "E11.9"),
        ("is E11.9 billable?", "E11.9"),
        ("ICD-10 E11.9", "E11.9"),
        ("icd10cm: e11.9", "E11.9"),
        ("dx E11.9", "E11.9"),
        ("E11.", "E11"),
        ("E11", "E11"),
        ("E11.6", "E11.6"),
        ("I10", "I10"),
        ("U07.1", "U07.1"),
        ("c7a", "C7A"),
        ("C7A.00", "C7A.00"),
        ("Z3A.20", "Z3A.20"),
        ("o9a.111", "O9A.111"),
        ("W19", "W19"),
        ("W19.XXXA", "W19.XXXA"),
        ("w19xxxa", "W19.XXXA"),
        ("S52.501", "S52.501"),
        ("S52.501A", "S52.501A"),
        ("s52501a", "S52.501A"),
        ("M1A.9XX0", "M1A.9XX0"),
        ("ZO0.00", "Z00.00"),
        ("zo000", "Z00.00"),
        ("Zoo.00", "Z00.00"),
        ("I1O", "I10"),
        ("E1I.9", "E11.9"),
        ("el1.9", "E11.9"),
        ("O80", "O80"),
    ],
)
def test_a_diagnosis_code_in_any_writing_is_the_only_answer(lookup: CodeLookup, typed: str, code: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.kind is AnswerKind.EXACT
    assert named(answer) == [(System.ICD10CM, code)]
    assert answer.matches[0].score == 100.0
    assert answer.matches[0].why.startswith("the code you typed")
    assert (answer.note, answer.matches[0].dated) == ("", "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("J1885", "J1885"),
        ("j1885", "J1885"),
        ("j 1885", "J1885"),
        ("J-1885", "J1885"),
        ("HCPCS J1885", "J1885"),
        ("hcpcs code: j1885", "J1885"),
        ("what is a0425?", "A0425"),
        ("G0101", "G0101"),
    ],
)
def test_a_hcpcs_code_in_any_writing_is_the_only_answer(lookup: CodeLookup, typed: str, code: str) -> None:
    assert named(lookup.look_up(typed)) == [(System.HCPCS, code)]


@pytest.mark.parametrize(("typed", "digits"), [("ZO0.00", "Z00.00"), ("I1O", "I10"), ("E1I.9", "E11.9")])
def test_letters_read_as_digits_are_said_to_be(lookup: CodeLookup, typed: str, digits: str) -> None:
    [match] = lookup.look_up(typed).matches

    assert match.why == f"the code you typed, “{typed}” read as {digits}"


@pytest.mark.parametrize("typed", ["E0781", "e0781"])
def test_letters_that_name_a_diagnosis_and_an_item_give_both(lookup: CodeLookup, typed: str) -> None:
    assert named(lookup.look_up(typed)) == [(System.ICD10CM, "E07.81"), (System.HCPCS, "E0781")]


def test_a_dot_says_that_the_diagnosis_is_meant(lookup: CodeLookup) -> None:
    assert named(lookup.look_up("E07.81")) == [(System.ICD10CM, "E07.81")]


@pytest.mark.parametrize(
    "typed",
    [
        "I10, E11.22, N18.30",
        "I10 E11.22 N18.30",
        "I10; E11.22; N18.30",
        "I10/E11.22/N18.30",
        "I10 | E11.22 & N18.30",
        "I10\nE11.22\r\n\tN18.30",
        "I10 and E11.22 and N18.30",
        "what are the codes I10, E1122 or n1830?",
    ],
)
def test_several_codes_are_answered_in_the_order_typed(lookup: CodeLookup, typed: str) -> None:
    assert codes_of(lookup.look_up(typed))[:3] == ["I10", "E11.22", "N18.30"]


def test_a_list_longer_than_the_limit_is_answered_in_full(lookup: CodeLookup) -> None:
    typed = "I10, E11.9, N39.0, J18.9, R07.9"

    assert codes_of(lookup.look_up(typed, limit=2)) == typed.split(", ")


def test_a_code_typed_twice_is_answered_once(lookup: CodeLookup) -> None:
    assert codes_of(lookup.look_up("E11.9, I10, e119, E11,9")) == ["E11.9", "I10"]


def test_of_several_codes_the_ones_that_do_not_exist_are_named(lookup: CodeLookup) -> None:
    answer = lookup.look_up("E11.9, E11.99")

    assert codes_of(answer) == ["E11.9"]
    assert answer.note == "E11.99 is not a code in the ICD-10-CM edition loaded here."


def test_a_code_with_words_is_answered_by_the_code_then_by_the_words(lookup: CodeLookup) -> None:
    answer = lookup.look_up("E11.9 with heart attack")

    assert codes_of(answer)[:2] == ["E11.9", "I21.9"]
    assert len(set(codes_of(answer))) == len(answer.matches)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("E11.99", "E11.9"),
        ("I21.99", "I21.9"),
        ("E1199", "E11.9"),
        ("Z00.1234", "Z00.12"),
        ("N39.01", "N39.0"),
        ("S00.01A", "S00.01XA"),
        ("S0001A", "S00.01XA"),
        ("W19.A", "W19.XXXA"),
        ("S52.501Z", "S52.501"),
        ("M25.563", "M25.56"),
    ],
)
def test_a_code_that_does_not_exist_is_answered_by_the_nearest(lookup: CodeLookup, typed: str, nearest: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.kind is AnswerKind.NEAREST
    assert codes_of(answer)[0] == nearest
    assert answer.matches[0].score < 100.0
    assert "is not a code in the ICD-10-CM edition loaded here. The nearest real codes are shown." in answer.note or (
        "not among the codes loaded here" in answer.note
    )


def test_why_a_code_is_near_is_said(lookup: CodeLookup) -> None:
    whys = {match.code.code: match.why for match in lookup.look_up("E11.99").matches}

    assert whys["E11.9"] == "E11.9 exists, with fewer characters"
    assert whys["E11.29"] == "one character different"
    [padded] = lookup.look_up("S00.01A").matches
    assert padded.why == "with placeholder X, so that the 7th character stands in its place"


def test_nearest_codes_keep_to_the_limit(lookup: CodeLookup) -> None:
    assert len(lookup.look_up("E11.99", limit=2).matches) == 2
    assert len(lookup.look_up("E11.99, I21.99, N39.99", limit=4).matches) == 4


def test_a_code_of_hcpcs_shape_that_is_not_loaded_is_not_called_invalid(lookup: CodeLookup) -> None:
    answer = lookup.look_up("C9999")

    assert answer.note.startswith("C9999 is not among the codes loaded here.")
    assert "may still exist: check the current CMS HCPCS file" in answer.note


@pytest.mark.parametrize(
    ("typed", "on", "dated"),
    [
        ("2025-09-30", date(2025, 9, 30), "FY2026 starts on 2025-10-01"),
        ("2025-10-01", date(2025, 10, 1), ""),
        ("10/2/2025", date(2025, 10, 2), ""),
        ("Jan 15, 2026", date(2026, 1, 15), ""),
        ("2026-09-30", date(2026, 9, 30), ""),
        ("2026-10-01", date(2026, 10, 1), "FY2026 ended on 2026-09-30 and a newer edition is not loaded here"),
        ("2/29/2024", date(2024, 2, 29), "FY2026 starts on 2025-10-01"),
    ],
)
def test_a_code_is_answered_on_every_date_and_the_edition_is_held_against_it(
    lookup: CodeLookup, typed: str, on: date, dated: str
) -> None:
    answer = lookup.look_up(f"E11.9 on {typed}")

    assert (answer.on, codes_of(answer)) == (on, ["E11.9"])
    assert answer.matches[0].dated.startswith(dated)
    assert bool(answer.matches[0].dated) is bool(dated)


def test_without_a_date_the_answer_is_of_today(lookup: CodeLookup) -> None:
    assert lookup.look_up("E11.9").on == date(2026, 1, 15)
    assert lookup.look_up("E11.9 as of yesterday").on == date(2026, 1, 14)


def test_the_date_of_the_caller_goes_before_the_typed_one(lookup: CodeLookup) -> None:
    assert lookup.look_up("E11.9 on 2025-10-02", on=date(2026, 3, 1)).on == date(2026, 3, 1)


@pytest.mark.parametrize("typed", ["2025-13-45", "2/30/2026", "13/1/2025", "feb 29, 2026"])
def test_a_date_that_is_none_is_named_and_the_answer_is_of_today(lookup: CodeLookup, typed: str) -> None:
    answer = lookup.look_up(f"E11.9 on {typed}")

    assert codes_of(answer) == ["E11.9"]
    assert answer.note == (
        f"“{typed}” is no date I can read (write it as 2026-01-15 or 1/15/2026), so this is as of 2026-01-15."
    )


def test_an_item_older_than_its_list_is_not_called_invalid(lookup: CodeLookup) -> None:
    [match] = lookup.look_up("J1885 on 2001-01-01").matches

    assert "it does not show whether it was valid on 2001-01-01" in match.dated


@pytest.mark.parametrize(
    ("typed", "system", "found"),
    [
        ("E0781", System.ICD10CM, ["E07.81"]),
        ("E0781", System.HCPCS, ["E0781"]),
        ("E0781", System.POS, []),
        ("ra", System.MODIFIER, ["RA"]),
        ("11", System.POS, ["11"]),
        ("11", System.MODIFIER, []),
        ("12345", System.CPT, []),
    ],
)
def test_a_system_asked_for_is_the_only_one_answered(
    lookup: CodeLookup, typed: str, system: System, found: list[str]
) -> None:
    assert codes_of(lookup.look_up(typed, system=system)) == found


@pytest.mark.parametrize("system", list(System))
@pytest.mark.parametrize("typed", ["diabetes", "wheelchair", "left", "office", "E11.9", "E0781", "ra", "J1885"])
def test_no_answer_holds_a_code_of_another_system(lookup: CodeLookup, typed: str, system: System) -> None:
    assert {match.code.system for match in lookup.look_up(typed, system=system).matches} <= {system}


@pytest.mark.parametrize(
    ("typed", "system"), [("hcpcs E11.9", "HCPCS"), ("CPT E11.9", "CPT"), ("modifier E11.9", "MODIFIER")]
)
def test_a_code_of_another_system_than_asked_is_said_to_be_one(lookup: CodeLookup, typed: str, system: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.matches == ()
    assert answer.note == f"E11.9 is a code of ICD-10-CM, not of {system}."


def test_an_undotted_code_of_hcpcs_shape_is_said_to_be_ambiguous(lookup: CodeLookup) -> None:
    assert "could also be a HCPCS code" in lookup.look_up("E0840").note
    assert "HCPCS" not in lookup.look_up("E08.40").note
    assert "HCPCS" not in lookup.look_up("e119").note


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("E0601-RR", ["E0601", "RR"]),
        ("I20-I25", ["I20", "I25"]),
        ("s72.001xa", ["S72.001A"]),
        ("ZOO.OO", ["Z00.00"]),
        ("Smith I10 claim 10432", ["I10"]),
        ("Jane Doe E11.9", ["E11.9"]),
        ("I10 and E11.9 both", ["I10", "E11.9"]),
    ],
)
def test_codes_are_found_in_sloppy_writing(lookup: CodeLookup, typed: str, codes: list[str]) -> None:
    found = [match.code.code for match in lookup.look_up(typed).matches]

    assert found[: len(codes)] == codes
    assert len(found) <= len(codes) + 2


@pytest.mark.parametrize("typed", ["modifier 25", "modifier 50", "mod 26"])
def test_a_cpt_modifier_is_not_denied_to_be_a_place_of_service(lookup: CodeLookup, typed: str) -> None:
    note = lookup.look_up(typed).note

    assert "may be a CPT modifier" in note
    assert "place of service" not in note


def test_a_list_past_its_quarter_says_so(lookup: CodeLookup) -> None:
    later = lookup.look_up("A4253 on 2029-05-01").matches[0]

    assert "a newer edition is not loaded" in later.dated
    assert lookup.look_up("A4253 on 2026-02-01").matches[0].dated == ""


@pytest.mark.parametrize(
    "typed",
    [
        "DOS 12/1/2025 E11.9",
        "E11.9 on 12/1/2025 please",
        "e119 (12/1/2025)",
        "E11.9 12/1/2025 billable?",
        "12/01/2025 E11.9",
    ],
)
def test_a_date_of_service_counts_wherever_it_stands(lookup: CodeLookup, typed: str) -> None:
    answer = lookup.look_up(typed)

    assert answer.on.isoformat() == "2025-12-01"
    assert answer.matches[0].code.code == "E11.9"


@pytest.mark.parametrize(
    "typed", ["E11.9 DOB 1/2/1950", "E11.9 born 3/4/2011", "dob: 01/02/1950 e119", "E11.9 1/2/1950"]
)
def test_a_date_of_birth_is_no_date_of_service(lookup: CodeLookup, typed: str) -> None:
    assert lookup.look_up(typed).on.isoformat() == "2026-01-15"
    assert lookup.look_up(typed).matches[0].code.code == "E11.9"


@pytest.mark.parametrize(
    ("name", "code"), [("office", "11"), ("inpatient hospital", "21"), ("urgent care facility", "20")]
)
def test_a_place_of_service_is_found_by_its_name(lookup: CodeLookup, name: str, code: str) -> None:
    assert code in [match.code.code for match in lookup.look_up(name, limit=5).matches]


def test_a_reason_speaks_of_the_code_it_stands_beside(lookup: CodeLookup) -> None:
    reasons = {match.code.code: match.why for match in lookup.look_up("cp").matches}

    assert reasons["R07.9"].endswith("chest pain")
    assert "chest pain" not in reasons["G80.9"]
