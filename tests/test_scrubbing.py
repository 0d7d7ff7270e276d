"""What is taken out of typed text, by kind, and what stays."""

import pytest

from bot.rules.scrubbing import is_plain_reference, scrub

SSN, MBI, PHONE = "a social security number", "a Medicare number", "a telephone number"
MAIL, BIRTH = "an e-mail address", "a date of birth"


@pytest.mark.parametrize(
    ("typed", "kept", "kind"),
    [
        ("ssn 123-45-6789 on file", "ssn [removed] on file", SSN),
        ("123 45 6789", "[removed]", SSN),
        ("123–45–6789", "[removed]", SSN),
        ("１２３-４５-６７８９", "[removed]", SSN),
        ("SSN: 123456789.", "[removed].", SSN),
        ("social security number is 123456789", "[removed]", SSN),
        ("member 1EG4-TE5-MK73 ok", "member [removed] ok", MBI),
        ("1eg4te5mk73", "[removed]", MBI),
        ("1EG4 TE5 MK73", "[removed]", MBI),
        ("call 555-123-4567", "call [removed]", PHONE),
        ("call (555) 123-4567", "call [removed]", PHONE),
        ("+1 555.123.4567", "[removed]", PHONE),
        ("phone 5551234567", "[removed]", PHONE),
        ("write to Jane.Sample+x@example.co.uk today", "write to [removed] today", MAIL),
        ("dob 01/02/1980", "[removed]", BIRTH),
        ("DOB: 1980-01-02, checked", "[removed], checked", BIRTH),
        ("D.O.B. 1/2/80", "[removed]", BIRTH),
        ("born on Jan 2, 1980", "[removed]", BIRTH),
        ("born 2 January 1980", "[removed]", BIRTH),
        ("date of birth is 01021980", "[removed]", BIRTH),
        ("birthdate 010280", "[removed]", BIRTH),
        ("01/02/1980 (dob)", "[removed])", BIRTH),
    ],
)
def test_what_names_a_patient_is_taken_out(typed: str, kept: str, kind: str) -> None:
    done = scrub(typed)

    assert done.text == kept
    assert done.removed == (kind,)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "called, reference A4711",
        "denied CO-197 N130, CPT 99213",
        "NPI 1234567893",
        "check EFT1234567 of 01/20/2026, $1,234.56",
        "claim 20260120123456789",
        "ICN 2026012012345",
        "bill again by 02/10/2026",
        "K7M-4QX",
        "12-34-5678",
        "Dobson called about 01/20/2026",
        "10:30 - 11:45, ext 4567",
    ],
)
def test_what_work_needs_stays_as_it_was_typed(typed: str) -> None:
    assert scrub(typed).text == typed
    assert scrub(typed).removed == ()


def test_several_kinds_are_each_named_once() -> None:
    done = scrub("555-123-4567 or 555-123-4568, a@b.com")

    assert done.text == "[removed] or [removed], [removed]"
    assert done.removed == (MAIL, PHONE)


def test_long_text_is_read_in_no_time() -> None:
    assert scrub("1" * 50_000 + " a" * 50_000 + "." * 10_000).removed == ()


@pytest.mark.parametrize(
    ("typed", "is_plain"),
    [
        ("A4711", True),
        ("20260128001", True),
        ("x" * 20, True),
        ("x" * 21, False),
        ("A 4711", False),
        ("ref-4711", False),
        ("Ä4711", False),
        ("1EG4TE5MK73", False),
        ("", False),
    ],
)
def test_a_plain_reference_is_letters_and_digits(typed: str, is_plain: bool) -> None:
    assert is_plain_reference(typed) is is_plain
