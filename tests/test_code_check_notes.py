"""Codes as official notes name them, and instructions as the tabular list parts them."""

import pytest

from bot.rules.code_check_instructions import instructions
from bot.rules.code_check_named import named_codes
from data.models import Note, NoteKind


def covered(text: str, *keys: str) -> list[str]:
    return [key for key in keys if any(named.covers(key) for named in named_codes(text))]


@pytest.mark.parametrize(
    ("note", "yes", "no"),
    [
        ("type 1 diabetes mellitus (E10.-)", "E10 E109 E1022", "E11 E119"),
        ("gestational diabetes (O24.4-)", "O244 O24410", "O243 O24911"),
        ("diabetes mellitus (E08-E13)", "E08 E119 E139", "E07 E14 E15"),
        ("hypertensive disease complicating pregnancy (O10-O11, O13-O16)", "O10011 O119 O1400 O169", "O1200 O17"),
        ("stage of chronic kidney disease (N18.1-N18.6)", "N181 N1830 N186", "N189 N19"),
        ("complications of pregnancy (O00-O9A)", "O000 O9A213", "P00"),
        ("hypertension (I10-I1A)", "I10 I16 I1A0", "I20"),
        ("fracture (S12.0--S12.6.-)", "S12000A S12691B", "S128XXA"),
        ("lack of sleep (F98.2.-F98.3)", "F982 F9829 F983", "F984"),
        ("myeloma (C90.0-, C90.2)", "C9000 C902", "C9010"),
        ("glomerular disorders (E08-E13 with .21)", "E1121 E0821", "E1122 N08"),
        ("peripheral angiopathy (E08-E13 with .51-.52)", "E1151 E1352", "E1159"),
        ("dementia in alcohol disorders (F10-F19, with .17, .27, .97)", "F1027 F1997", "F1020 F2017"),
        ("dysphagia after stroke (I69. with final characters -91)", "I69391 I69091", "I69392"),
        ("poisoning (T36-T65 with fifth or sixth character 1-4)", "T360X1A T3994XA", "T360X5A T3995XA"),
        ("underdosing (T36-T50) with fifth or sixth character 6", "T383X6A T3696XA", "T383X5A"),
        ("open fracture of skull (S02.- with 7th character B)", "S0210XB", "S0210XA"),
        ("open fracture (S42.- with 7th character B or C)", "S42001B S42302C", "S42001A"),
        ("hyperosmolarity (E08, E09, E11, E13 with final characters .00 or .01)", "E1100 E0801", "E1165 E1000"),
        ("amnesia (F10-F19 with 5th character .6)", "F1096", "F1027"),
        ("vitamin B12 deficiency (E53.8)", "E538", "B12 B129"),
        ("influenza A/H1N1 (J10.-)", "J101", "H10"),
        ("glucose-6-phosphate dehydrogenase (G6PD) deficiency (D55.0)", "D550", "G6P"),
        ("any type in A15 (J65)", "J65", "A15 A150"),
        ("from category E11 to further identify any manifestations", "E119", "E109"),
        ("code(s) from F11-F16 and F18-F19 to identify the drug use", "F1110 F1610 F1810", "F1010 F17210"),
        ("torticollis NOS M43.6", "M436", "M435"),
        ("rheumatoid arthritis with rheumatoid factor (M05.00 to M05.8A)", "M0500 M0589", "M059"),
        ("electrolyte imbalance (E87.8}", "E878", "E87"),
    ],
)
def test_a_note_covers_what_it_names_and_no_other_code(note: str, yes: str, no: str) -> None:
    assert covered(note, *yes.split(), *no.split()) == yes.split()


@pytest.mark.parametrize("note", ["code to specify condition", "certain localized infections", "blood group A1", ""])
def test_a_note_without_codes_names_none(note: str) -> None:
    assert named_codes(note) == ()


def test_a_narrowing_that_is_not_understood_covers_nothing_and_may_be_met_by_anything_named() -> None:
    [*named] = named_codes("diabetic acidosis - see categories E08-E10, E11, E13 with ketoacidosis")

    assert not any(one.covers("E1110") for one in named)
    assert any(one.touches("E1110") for one in named)


def notes(kind: NoteKind, *lines: str) -> tuple[Note, ...]:
    return tuple(Note(kind=kind, text=line, origin="X99") for line in lines)


def test_each_line_that_begins_with_code_is_an_instruction_of_its_own() -> None:
    lines = (
        "code to identify infection",
        "organ failure, such as:",
        "code (R65.2-) to identify severe sepsis, if known",
    )

    first, second = instructions(notes(NoteKind.USE_ADDITIONAL, *lines), "T814")

    assert first.lines == lines[:2]
    assert (second.lines, second.conditional) == (lines[2:], True)
    assert second.met_by("R6520")


def test_a_list_to_choose_from_holds_if_it_applies_and_one_line_holds_always() -> None:
    [choice] = instructions(notes(NoteKind.USE_ADDITIONAL, "code to identify:", "tobacco use (Z72.0)"), "I10")
    [plain] = instructions(notes(NoteKind.USE_ADDITIONAL, "code to identify stage (N18.1-N18.6)"), "E1122")

    assert (choice.conditional, plain.conditional) == (True, False)


def test_an_instruction_for_some_codes_of_a_category_binds_only_those() -> None:
    lead = "code, if applicable, for codes G31.0-G31.83, G31.85-G31.9, to identify:"
    all_of_it = notes(NoteKind.USE_ADDITIONAL, lead, "dementia (F02.80)")

    assert [one.met_by("F0280") for one in instructions(all_of_it, "G3101")] == [True]
    assert list(instructions(all_of_it, "G3184")) == []
    assert not next(instructions(all_of_it, "G3101")).met_by("G3101")
