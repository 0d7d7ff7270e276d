"""Several codes checked together, by the official notes and guidelines: what is found, and that nothing else is."""

from datetime import date

import pytest
from conftest import IN_FORCE
from fixed_clock import FixedClock

from bot.code_check import CodeCheckDesk
from bot.lookup import CodeLookup
from bot.rules.code_check_case import Finding, Severity
from bot.views.code_check import CodeCheck

E, W = "error", "warning"

WITH_FINDINGS = [
    # The notes of the tabular list.
    ("E11.9, E10.9", [(E, "excludes1", "E10.9 E11.9")]),
    ("J45.909, R06.2", [(E, "excludes1", "J45.909 R06.2")]),
    ("R73.9, E11.9", [(E, "excludes1", "E11.9 R73.9")]),
    ("M54.50, M54.42", [(E, "excludes1", "M54.42 M54.50")]),
    ("N30.01, R31.9", [(E, "excludes1", "N30.01 R31.9")]),
    ("G40.909, R56.9", [(E, "excludes1", "G40.909 R56.9")]),
    ("S81.811A, S82.101B", [(E, "excludes1", "S81.811A S82.101B")]),
    ("K25.4, D62, K92.2", [(E, "excludes1", "K25.4 K92.2")]),
    ("N39.0, N30.00", [(E, "excludes1", "N30.00 N39.0")]),
    ("A41.9, A40.9", [(E, "excludes1", "A40.9 A41.9")]),
    ("Z33.1, O26.811, Z3A.12", [(E, "excludes1", "O26.811 Z33.1")]),
    ("M14.671, E11.610", [(E, "excludes1", "E11.610 M14.671")]),
    ("E11.22", [(W, "use-additional", "E11.22")]),
    ("I12.9", [(W, "use-additional", "I12.9")]),
    ("I12.9, N18.6, Z99.2", [(W, "use-additional", "I12.9")]),
    ("T20.211A", [(W, "use-additional", "T20.211A")]),
    ("N18.30, E11.22", [(W, "code-first-order", "E11.22 N18.30")]),
    ("L97.411, E11.621", [(W, "code-first-order", "E11.621 L97.411")]),
    ("T45.1X5A, D64.81", [(W, "code-first-order", "D64.81 T45.1X5A")]),
    ("D63.1", [(W, "code-first", "D63.1")]),
    ("I10, H28", [(W, "code-first", "H28")]),
    ("F02.80", [(E, "manifestation-first", "F02.80")]),
    ("F02.80, G30.9", [(E, "manifestation-first", "F02.80"), (W, "code-first-order", "F02.80 G30.9")]),
    # One code alone.
    ("N18", [(E, "not-billable", "N18")]),
    ("S72.001", [(E, "seventh-character", "S72.001")]),
    ("Z86.010", [(E, "not-billable", "Z86.010")]),
    ("S00.01A", [(E, "placeholder", "S00.01A")]),
    ("E11.99", [(E, "unknown", "E11.99")]),
    ("S72.001A, S72.001A", [(E, "duplicate", "S72.001A")]),
    # The guidelines.
    ("I10, N18.30", [(E, "hypertension", "I10 N18.30")]),
    ("I10, I50.9", [(E, "hypertension", "I10 I50.9")]),
    ("I10, I50.9, N18.4", [(E, "hypertension", "I10 I50.9 N18.4")]),
    ("I11.0, I50.9, N18.30", [(E, "hypertension", "I11.0 N18.30")]),
    ("I10, I12.9, N18.30", [(E, "hypertension", "I10 I12.9")]),
    ("E11.9, N18.30", [(W, "diabetes", "E11.9 N18.30")]),
    ("E11.9, E11.42", [(E, "diabetes", "E11.42 E11.9")]),
    ("N18.30, N18.4", [(W, "kidney-stage", "N18.30 N18.4")]),
    ("N18.31, N18.32", [(W, "kidney-stage", "N18.31 N18.32")]),
    ("N18.30, N18.31", [(W, "unspecified", "N18.30 N18.31")]),
    ("W19.XXXA, S52.501A", [(E, "external-cause-first", "W19.XXXA")]),
    ("B96.20, N39.0", [(E, "germ-first", "B96.20")]),
    ("I10, Z68.41", [(W, "mass-alone", "Z68.41")]),
    ("Z68.41, E66.01", [(E, "measure-first", "Z68.41")]),
    ("Z59.00, I10", [(E, "social-first", "Z59.00")]),
    ("I10, Z00.00", [(W, "only-first", "Z00.00")]),
    ("C50.911, Z17.0, Z51.11", [(W, "treatment-first", "Z51.11")]),
    ("D64.9, O99.011, Z3A.20", [(E, "pregnancy-first", "D64.9 O99.011")]),
    ("O80, O70.0, Z37.0, Z3A.39", [(E, "normal-delivery", "O70.0 O80")]),
    ("O42.02, P59.9", [(E, "mother-and-newborn", "O42.02 P59.9")]),
    ("I10, Z37.0", [(W, "outcome-alone", "Z37.0")]),
    ("I10, Z3A.20", [(W, "weeks-alone", "Z3A.20")]),
    ("O03.9, Z3A.08", [(W, "weeks-alone", "O03.9 Z3A.08")]),
    ("R65.20, A41.9", [(E, "severe-sepsis-order", "A41.9 R65.20"), (W, "code-first-order", "A41.9 R65.20")]),
    ("N39.0, R65.20", [(E, "severe-sepsis-alone", "R65.20")]),
    ("M17.11, M17.12", [(W, "laterality", "M17.11 M17.12")]),
    ("M17.0, M17.11", [(E, "laterality", "M17.0 M17.11")]),
    ("H66.90, H66.91", [(W, "laterality", "H66.90 H66.91")]),
    ("J44.9, J44.1", [(W, "unspecified", "J44.1 J44.9")]),
    ("J96.01, J96.11", [(W, "acute-and-chronic", "J96.01 J96.11")]),
    ("H65.21, H65.01", [(W, "acute-first", "H65.01 H65.21")]),
    ("I50.21, I50.22", [(W, "acute-and-chronic", "I50.21 I50.22")]),
]

CLEAN = [
    "I10",
    "E11.9, I10, E78.5",
    "E11.22, N18.30",
    "I12.9, N18.30",
    "I12.0, N18.6, Z99.2",
    "I13.0, I50.22, N18.4",
    "I11.0, I50.9",
    "E11.65, Z79.4",
    "E11.9, Z79.4, Z79.84",
    "E11.42, E11.319, E11.621, L97.411",
    "G30.9, F02.80",
    "E11.621, L97.411",
    "D64.81, T45.1X5A",
    "T45.1X1A",
    "A41.9, R65.20, N17.9",
    "A41.51, R65.21, J96.01",
    "N39.0, B96.20",
    "E66.01, Z68.41",
    "S52.501A, W19.XXXA, Y92.009",
    "S72.001A, S72.002A",
    "M25.561, M25.562",
    "H25.13, H52.4",
    "J44.1, J45.901",
    "J44.0, J44.1, J20.9",
    "J01.00, R05.9",
    "K57.30, K57.32",
    "I21.4, I25.10, E78.5",
    "I48.91, Z79.01",
    "I63.9, R29.705",
    "U07.1, J12.82",
    "Z51.11, C50.911, Z17.0",
    "Z51.0, Z51.11, C34.90",
    "C34.11, C79.31, F17.210",
    "Z00.00, I10",
    "Z00.00, Z23",
    "Z12.31, Z80.3",
    "O80, Z37.0, Z3A.39",
    "O10.011, Z3A.10",
    "Z38.00, P59.9",
    "Z34.01, Z3A.12",
    "O03.9, D62",
    "F33.1, F41.1",
    "T20.211A, T31.0",
    "S81.811A, S82.101A",
    "I13.2, I50.23, N18.6, Z99.2, E11.22, D63.1",
    "E11.621, L97.522, E11.51, I10, Z79.4",
    "A41.51, N39.0, R65.21, N17.9, J96.01",
    "S06.0X1A, S01.01XA, V43.52XA, Y92.411",
    "C18.7, D63.0",
    "K59.03, T40.2X5A, G89.3",
    "I10, T50.2X6A, Z91.148",
    "N40.1, N13.8, R35.1",
    "M17.11, M25.562",
    "H65.01, H65.21",
    "Z85.3, Z79.811",
    "N18.6, Z99.2, D63.1",
    "E0601, G47.33",
]


@pytest.fixture
def desk(lookup: CodeLookup) -> CodeCheckDesk:
    return CodeCheckDesk(lookup, FixedClock(IN_FORCE))


def grave(check: CodeCheck) -> list[tuple[str, str, str]]:
    """Errors and warnings as (severity, rule, codes in order of their names)."""
    return [
        (str(finding.severity), finding.rule, " ".join(sorted(finding.codes)))
        for finding in check.findings
        if finding.severity is not Severity.INFORMATION
    ]


def the(check: CodeCheck, rule: str) -> Finding:
    [finding] = [finding for finding in check.findings if finding.rule == rule]
    return finding


@pytest.mark.parametrize(("codes", "expected"), WITH_FINDINGS, ids=[codes for codes, _ in WITH_FINDINGS])
def test_what_is_wrong_is_found_and_nothing_beside_it(
    desk: CodeCheckDesk, codes: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(grave(desk.check(codes))) == sorted(expected)


@pytest.mark.parametrize("codes", CLEAN)
def test_nothing_is_found_where_nothing_is_wrong(desk: CodeCheckDesk, codes: str) -> None:
    assert grave(desk.check(codes)) == []


def test_a_finding_has_the_notes_own_words_its_place_and_the_guideline(desk: CodeCheckDesk) -> None:
    text = the(desk.check("E11.9, O24.410"), "excludes1").text

    assert "Excludes1 at category E11: “gestational diabetes (O24.4-)”" in text
    assert "unless the two conditions are unrelated (guideline I.A.12.a)" in text


@pytest.mark.parametrize(
    ("codes", "note"),
    [
        ("I10, I27.0", "at block I10-I1A: “primary pulmonary hypertension (I27.0)”"),
        ("E03.9, P72.2", "at Chapter 4: “transitory endocrine and metabolic disorders specific to newborn (P70-P74)”"),
        ("M54.50, M54.42", "at M54.5: “lumbago with sciatica (M54.4-)”"),
    ],
)
def test_a_note_says_whether_it_stands_at_a_code_a_block_or_a_chapter(
    desk: CodeCheckDesk, codes: str, note: str
) -> None:
    assert note in the(desk.check(codes), "excludes1").text


def test_excludes2_is_information_and_says_that_both_may_be_coded(desk: CodeCheckDesk) -> None:
    finding = the(desk.check("J44.9, J43.9"), "excludes2")

    assert finding.severity is Severity.INFORMATION
    assert "Both may be coded" in finding.text


@pytest.mark.parametrize(
    ("codes", "instead"),
    [
        ("I10, N18.30", "I12.9"),
        ("I10, N18.6", "I12.0"),
        ("I10, I50.9", "I11.0"),
        ("I10, I51.7", "I11.9"),
        ("I10, I50.9, N18.4", "a code of I13"),
    ],
)
def test_hypertension_with_heart_or_kidney_names_the_code_instead(
    desk: CodeCheckDesk, codes: str, instead: str
) -> None:
    text = the(desk.check(codes), "hypertension").text

    assert f"Use {instead}" in text
    assert "unless the record says that they are not related" in text


def test_a_header_counts_its_billable_codes(desk: CodeCheckDesk) -> None:
    text = the(desk.check("N18"), "not-billable").text

    assert "one of the 9 billable codes below it (N18.1, N18.2, N18.3, N18.4, N18.5, N18.6, …)" in text


def test_a_missing_seventh_character_names_those_to_choose_from(desk: CodeCheckDesk) -> None:
    assert "lacks its 7th character: one of A, D or S" in the(desk.check("S00.01"), "seventh-character").text


def test_an_unknown_code_names_the_nearest(desk: CodeCheckDesk) -> None:
    assert "E11.9 (Type 2 diabetes mellitus without complications)" in the(desk.check("E11.99"), "unknown").text
    assert "S00.01XA" in the(desk.check("S00.01A"), "placeholder").text


def test_two_sides_name_the_bilateral_code(desk: CodeCheckDesk) -> None:
    assert "use M17.0 (bilateral)" in the(desk.check("M17.11, M17.12"), "laterality").text


def test_acute_and_chronic_name_the_code_for_both(desk: CodeCheckDesk) -> None:
    assert "J96.21 says both" in the(desk.check("J96.01, J96.11"), "acute-and-chronic").text


def test_the_day_after_the_editions_year_is_said_once_for_all_codes(desk: CodeCheckDesk) -> None:
    last, after = desk.check("E11.22, N18.30 on 2026-09-30"), desk.check("E11.22, N18.30 on 10/1/2026")

    assert grave(last) == []
    assert grave(after) == [(W, "dates", "E11.22 N18.30")]
    assert after.on == date(2026, 10, 1)
    assert "FY2026 ended on 2026-09-30" in the(after, "dates").text


def test_a_date_beside_the_codes_goes_before_one_in_the_text(desk: CodeCheckDesk) -> None:
    assert desk.check("I10 on 2026-01-02", date(2026, 1, 3)).on == date(2026, 1, 3)


def test_findings_stand_with_the_gravest_first(desk: CodeCheckDesk) -> None:
    order = [finding.severity for finding in desk.check("N18.30, I10, E11.22, M17.11, M17.12").findings]

    assert order == sorted(order, key=list(Severity).index)
    assert set(order) == set(Severity)


def test_an_instruction_that_holds_if_it_applies_is_information(desk: CodeCheckDesk) -> None:
    finding = the(desk.check("E11.9"), "use-additional")

    assert finding.severity is Severity.INFORMATION
    assert finding.text.startswith("E11.9, if it applies: “Use additional code to identify control using:")


def test_one_instruction_for_several_codes_is_said_once(desk: CodeCheckDesk) -> None:
    finding = the(desk.check("E11.42, E11.319"), "use-additional")

    assert finding.codes == ("E11.42", "E11.319")
    assert finding.text.startswith("E11.42 and E11.319, if it applies:")


def test_an_adverse_effect_is_asked_for_its_nature_and_a_poisoning_is_not(desk: CodeCheckDesk) -> None:
    adverse, poisoning = desk.check("T45.1X5A"), desk.check("T45.1X1A")

    assert grave(adverse) == [(W, "code-first", "T45.1X5A")]
    assert grave(poisoning) == []


def test_a_symptom_in_the_title_of_the_disease_is_information(desk: CodeCheckDesk) -> None:
    finding = the(desk.check("A90, R50.9"), "symptom")

    assert (finding.severity, finding.codes) == (Severity.INFORMATION, ("R50.9", "A90"))
    assert not [one for one in desk.check("R10.9, K35.80").findings if one.rule == "symptom"]


def test_pairs_and_units_of_procedures_are_said_to_be_not_loaded(desk: CodeCheckDesk) -> None:
    check = desk.check("99213, E0601, I10")

    assert the(check, "not-loaded").codes == ("99213",)
    assert "CPT belongs to the American Medical Association" in the(check, "not-loaded").text
    assert the(check, "ncci").codes == ("E0601", "99213")
    assert not [one for one in desk.check("I10, E78.5").findings if one.rule == "ncci"]


@pytest.mark.parametrize(
    "typed",
    ["i10 e1122 n1830", "I10,E11.22,N18.30", "on 2026-01-15: I10; E11.22\nN18.30", "I10 and E11.22 and N18.30."],
)
def test_codes_are_read_with_commas_blanks_lines_and_words_between(desk: CodeCheckDesk, typed: str) -> None:
    assert [code for code, _ in desk.check(typed).codes] == ["I10", "E11.22", "N18.30"]


def test_a_long_list_is_read_to_its_end(desk: CodeCheckDesk) -> None:
    codes = [f"I{number}" for number in range(10, 17)] + ["E11.22"] * 43

    check = desk.check(", ".join([*codes, "I10", "I11"]))

    assert len(check.codes) + sum(finding.rule == "unknown" for finding in check.findings) == 50
    assert check.left_out == 2


def test_what_is_no_code_is_said(desk: CodeCheckDesk) -> None:
    assert set(desk.check("I10, hypertension, 11").unread) == {"hypertension", "11"}
