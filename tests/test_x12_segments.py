"""The tokenizer gives the same segments whatever the delimiters, line breaks, encoding and chunks of a file are."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x12_text import Delimiters, a_file, an_interchange, items_of

from data.importers.x12.envelope import Frame, walk
from data.importers.x12.reading import split
from data.importers.x12.remittance_835 import read_remittance
from data.importers.x12.segments import (
    ELEMENT,
    LONGEST_SEGMENT,
    REPETITION,
    SEGMENT,
    NoInterchange,
    SegmentTooLong,
    read_blocks,
)
from data.importers.x12.survey import summarize
from data.x12_models import RemittedClaim, X12Item

LINES = (
    "BPR*I*80*C*ACH************20250208",
    "TRN*1*EFT1*1999999999",
    "N1*PR*SAMPLE PAYER",
    "CLP*A1*1*100*80*5*12*ICN1*11*1",
    "CAS*CO*45*15",
    "NM1*QC*1*SAMPLE*PAT****MI*W00012345",
    "SVC*HC:99213:25*100*80**1",
    "DTM*472*20250113",
    "CAS*PR*1*5",
)


def a_remittance(delimiters: Delimiters | None = None) -> bytes:
    return a_file("835", "005010X221A1", *LINES, delimiters=delimiters)


def segments_of(raw: bytes, *, chunk_bytes: int = 4096) -> list[str]:
    blocks = read_blocks(io.BytesIO(raw), chunk_bytes=chunk_bytes)
    return [segment for _, text in blocks for segment in text.split(SEGMENT) if segment]


def items_in_chunks(raw: bytes, *, chunk_bytes: int) -> list[X12Item]:
    items: list[X12Item] = []
    summary = next(summarize(step) for step in walk(read_blocks(io.BytesIO(raw))) if isinstance(step, Frame))
    for step in walk(read_blocks(io.BytesIO(raw), chunk_bytes=chunk_bytes)):
        if isinstance(step, Frame):
            items.extend(read_remittance(summary, split(step.runs)))
    return items


DELIMITERS = st.permutations("*:~|^!>+\x1c\x1d").map(
    lambda marks: Delimiters(element=marks[0], component=marks[1], segment=marks[2], repetition=marks[3])
)
LINE_BREAKS = st.sampled_from(["", "\n", "\r\n", "\r", " \n"])


@given(delimiters=DELIMITERS, line_break=LINE_BREAKS, chunk_bytes=st.integers(1, 700), width=st.integers(0, 120))
def test_items_are_the_same_for_any_delimiters_line_breaks_chunks_and_wrapping(
    delimiters: Delimiters, line_break: str, chunk_bytes: int, width: int
) -> None:
    plain = items_of(a_remittance())
    raw = a_remittance(
        Delimiters(
            element=delimiters.element,
            component=delimiters.component,
            segment=delimiters.segment,
            repetition=delimiters.repetition,
            line_break="" if width else line_break,
        )
    )
    wrapped = b"\r\n".join(raw[start : start + width] for start in range(0, len(raw), width)) if width else raw

    items = items_in_chunks(wrapped, chunk_bytes=chunk_bytes)

    assert items == plain


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_may_end_segments(line_break: str) -> None:
    raw = a_remittance(Delimiters(segment="", line_break=line_break))

    assert items_of(raw) == items_of(a_remittance())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbf", b""),
        (b"\r\n\r\n  ", b""),
        (b"From: a clearinghouse\nSubject: THIS IS A VISA (ISA) MATTER\n\n", b""),
        (b"", b"\x1a"),
        (b"", b" \r\n\r\n\x1a\x00"),
        (b"", b"\nthe end of the mail\n"),
    ],
)
def test_what_stands_around_the_interchange_does_not_matter(before: bytes, after: bytes) -> None:
    assert items_of(before + a_remittance() + after) == items_of(a_remittance())


def test_an_isa_may_be_trimmed() -> None:
    raw = a_remittance().replace(b" " * 10, b"").replace(b"SENDER         ", b"SENDER").replace(b"       *", b"*")

    assert items_of(raw) == items_of(a_remittance())


def test_a_lower_case_interchange_is_read_as_upper_case() -> None:
    assert items_of(a_remittance().lower()) == items_of(a_remittance())


def test_a_segment_name_in_small_letters_is_read_and_its_values_stay_as_they_are() -> None:
    raw = a_remittance().replace(b"CLP*A1", b"clp*a1").replace(b"SVC*", b"svc*").replace(b"NM1*QC", b"nm1*QC")

    (claim,) = [item for item in items_of(raw) if isinstance(item, RemittedClaim)]

    assert (claim.claim_number, claim.patient_last, len(claim.lines)) == ("a1", "SAMPLE", 1)


def test_blanks_that_pad_an_element_mean_nothing() -> None:
    padded = (
        a_remittance().replace(b"*A1*", b"*A1    *").replace(b"HC:99213:25", b"HC:99213 :25 ").replace(b"~", b"  ~")
    )

    assert items_of(padded.replace(b"*:  ~", b"*:~")) == items_of(a_remittance())


def test_each_interchange_has_delimiters_of_its_own() -> None:
    other = Delimiters(element="|", component=">", segment="!", line_break="")

    items = items_of(a_remittance() + b"\n" + a_remittance(other) + a_remittance())

    assert items == items_of(a_remittance()) * 3


def test_an_interchange_may_follow_one_whose_last_segment_has_no_terminator() -> None:
    other = a_remittance(Delimiters(element="|", component=">", segment="!"))

    items = items_of(a_remittance().rstrip(b"~\n") + b"\n" + other)

    assert items == items_of(a_remittance()) * 2


@pytest.mark.parametrize(("encoded", "name"), [(b"MU\xd1OZ", "MUÑOZ"), ("MUÑOZ".encode(), "MUÑOZ"), (b"O\x92A", "O’A")])
def test_a_name_is_read_in_utf_8_or_in_the_windows_code_page(encoded: bytes, name: str) -> None:
    items = items_of(a_remittance().replace(b"*SAMPLE*PAT", b"*" + encoded + b"*PAT"))

    assert [item.patient_last for item in items if isinstance(item, RemittedClaim)] == [name]


@pytest.mark.parametrize(("version", "mark"), [("00501", REPETITION), ("00402", REPETITION), ("00401", "^")])
def test_isa11_is_a_repetition_separator_from_version_00402_on(version: str, mark: str) -> None:
    raw = an_interchange(["REF*AB*one^two"], version=version)

    assert segments_of(raw)[1] == ELEMENT.join(["REF", "AB", f"one{mark}two"])


def test_a_segment_of_more_than_1_mib_is_refused() -> None:
    raw = an_interchange(["N1*PR*" + "X" * (LONGEST_SEGMENT + 200_000)])

    with pytest.raises(SegmentTooLong):
        segments_of(raw, chunk_bytes=65536)


def test_a_long_segment_below_1_mib_is_read() -> None:
    raw = an_interchange(["N1*PR*" + "X" * 900_000])

    assert len(segments_of(raw, chunk_bytes=65536)[1]) == 900_006


@pytest.mark.parametrize("raw", [b"", b"VISA*CARD*1", b"ISA*00*too*short", b"ISA" + b"*1" * 30, b"\x00\x01" * 90_000])
def test_without_a_readable_isa_there_is_no_interchange(raw: bytes) -> None:
    with pytest.raises(NoInterchange):
        segments_of(raw)
