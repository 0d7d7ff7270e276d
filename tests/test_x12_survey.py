"""The survey names every transaction of a file, and what is wrong with its envelopes, before anything is read."""

from pathlib import Path

import pytest
from x12_text import Delimiters, a_file, a_group, a_set, an_interchange, items_of, survey_of

from data.importers.x12.not_x12 import looks_like_x12
from data.importers.x12.segments import LONGEST_SEGMENT
from data.x12_models import X12Kind

CLAIM = "CLP*A1*1*100*80"
ACK = ("AK1*HC*1", "AK2*837*0001", "IK5*A", "AK9*A*1*1*1")


def fingerprint(raw: bytes) -> str:
    return survey_of(raw).transactions[0].sha256


@pytest.mark.parametrize(
    ("code", "version", "kind"),
    [
        ("837", "005010X222A1", X12Kind.PROFESSIONAL),
        ("837", "005010X222", X12Kind.PROFESSIONAL),
        ("837", "005010X222A2 TEST", X12Kind.PROFESSIONAL),
        ("837", "004010X098A1", X12Kind.PROFESSIONAL),
        ("837", "005010X223A3", X12Kind.INSTITUTIONAL),
        ("837", "004010X096", X12Kind.INSTITUTIONAL),
        ("277", "005010X212", X12Kind.STATUS),
        ("277", "004010X093A1", X12Kind.STATUS),
        ("277", "005010X214", X12Kind.CLAIM_ACK),
        ("835", "005010X221A1", X12Kind.REMITTANCE),
        ("835", "004010X091A1", X12Kind.REMITTANCE),
        ("835", "005010", X12Kind.REMITTANCE),
        ("835", "", X12Kind.REMITTANCE),
        ("999", "005010X231A1", X12Kind.IMPLEMENTATION_ACK),
        ("997", "004010X098A1", X12Kind.IMPLEMENTATION_ACK),
    ],
)
def test_the_kind_is_told_by_st01_and_the_guide(code: str, version: str, kind: X12Kind) -> None:
    (transaction,) = survey_of(a_file(code, version)).transactions

    assert (transaction.kind, transaction.version, transaction.refusal) == (kind, version, "")


@pytest.mark.parametrize(
    ("code", "version", "named"),
    [
        ("837", "005010X224A2", "dental"),
        ("837", "004010X097", "dental"),
        ("837", "005010", "names no guide"),
        ("277", "005010X228", "pending claims"),
        ("834", "005010X220A1", "enrollment"),
        ("270", "005010X279A1", "eligibility"),
        ("835", "003050X091", "version 003050"),
        ("835", "005010X999", "835 of guide X999"),
        ("850", "005010", "850"),
    ],
)
def test_other_transactions_are_refused_by_name(code: str, version: str, named: str) -> None:
    (transaction,) = survey_of(a_file(code, version)).transactions

    assert transaction.kind is None
    assert named in transaction.refusal
    assert items_of(a_file(code, version)) == []


def test_st03_is_trusted_before_gs08() -> None:
    raw = an_interchange(a_group(a_set("837", guide="005010X223A2"), version="005010X222A1"))

    assert survey_of(raw).transactions[0].kind is X12Kind.INSTITUTIONAL


def test_a_transaction_carries_its_numbers_and_place() -> None:
    raw = an_interchange(a_group(a_set("835", CLAIM), a_set("835", CLAIM, control="0002"), control="42"), usage="T")

    second = survey_of(raw).transactions[1]

    assert (second.position, second.control, second.group_control, second.segments) == (2, "0002", "42", 3)
    assert second.place == "ST 0002 (interchange 000000006)"
    assert (second.interchange.sender, second.interchange.receiver) == ("SENDER", "RECEIVER")
    assert second.interchange.is_test
    assert str(second.interchange.sent_on) == "2025-02-08"


def test_a_transaction_without_se_is_refused_and_the_others_are_read() -> None:
    cut = a_set("835", CLAIM, control="0002")[:-1]
    raw = an_interchange(a_group(a_set("835", CLAIM), cut, a_set("835", CLAIM, control="0003")))

    surveyed = survey_of(raw)

    assert [bool(one.refusal) for one in surveyed.transactions] == [False, True, False]
    assert surveyed.transactions[1].refusal == (
        "it breaks off after segment 2 without its SE. Ask the sender for the whole file."
    )
    assert len(items_of(raw)) == 4


@pytest.mark.parametrize("ending", ["", "GE*1*7~", "ISA", "GS*HP*S*R*20250208*0900*8*X*005010X221A1~"])
def test_whatever_stands_where_the_se_should_be_the_transaction_is_refused(ending: str) -> None:
    start = a_file("835", "005010X221A1", CLAIM).partition(b"SE*")[0]
    after = a_file("835", "005010X221A1", CLAIM) if ending == "ISA" else ending.encode()

    surveyed = survey_of(start + after)

    assert "without its SE" in surveyed.transactions[0].refusal
    assert [one.refusal for one in surveyed.transactions[1:]] == ([""] if ending == "ISA" else [])


def test_counts_and_numbers_that_differ_are_warnings() -> None:
    wrong = [*a_set("835", CLAIM, count=9)[:-1], "SE*9*0008"]
    raw = an_interchange([*a_group(wrong)[:-1], "GE*3*8"], group_count=5).replace(b"IEA*5*000000006", b"IEA*5*99")

    surveyed = survey_of(raw)

    assert surveyed.transactions[0].warnings == (
        "SE01 counts 9 segments, 3 were read.",
        "SE02 is 0008, but ST02 is 0001.",
    )
    assert [problem.text for problem in surveyed.problems] == [
        "GE01 of group 7 counts 3 transactions, 1 were read.",
        "GE02 is 8, but GS06 is 7.",
        "IEA01 counts 5 groups, 1 were read.",
        "IEA02 is 99, but ISA13 is 000000006.",
    ]
    assert {problem.place for problem in surveyed.problems} == {"interchange 000000006"}


def test_a_missing_ge_and_iea_are_problems_of_the_file() -> None:
    raw = a_file("835", "005010X221A1", CLAIM).partition(b"GE*")[0]

    surveyed = survey_of(raw)

    assert surveyed.transactions[0].refusal == ""
    assert [problem.text.split(":")[0] for problem in surveyed.problems] == ["group 7 has no GE", "its IEA is missing"]


def test_a_ge_without_gs_is_a_problem_and_its_transactions_are_read() -> None:
    raw = an_interchange([*a_set("835", CLAIM), "GE*1*7"], group_count=0)

    assert [problem.text for problem in survey_of(raw).problems] == [
        "a GE stands there without its GS. What it closes was read all the same."
    ]
    assert len(items_of(raw)) == 2


def test_one_st02_used_twice_in_a_group_is_a_problem_and_both_are_read() -> None:
    raw = an_interchange(a_group(a_set("835", CLAIM), a_set("835", CLAIM)))

    assert [problem.text for problem in survey_of(raw).problems] == [
        "ST02 0001 is used twice in one group. Both are read."
    ]
    assert len(items_of(raw)) == 4


@pytest.mark.parametrize(
    "delimiters",
    [
        Delimiters(element="|", component=">", segment="!"),
        Delimiters(line_break="\r\n"),
        Delimiters(line_break=""),
        Delimiters(segment="", line_break="\n"),
    ],
)
def test_the_fingerprint_does_not_depend_on_delimiters_and_line_breaks(delimiters: Delimiters) -> None:
    lines = (CLAIM, "SVC*HC:99213:25*100*80")

    raw = a_file("835", "005010X221A1", *lines, delimiters=delimiters)

    assert fingerprint(raw) == fingerprint(a_file("835", "005010X221A1", *lines))


def test_the_fingerprint_does_not_depend_on_numbering_case_and_trailing_empty_elements() -> None:
    renumbered = an_interchange(
        a_group(a_set("835", CLAIM + "***", control="0815", count=77), control="99"), control="000000777"
    )
    plain = a_file("835", "005010X221A1", CLAIM)

    assert fingerprint(renumbered) == fingerprint(plain)
    assert fingerprint(plain.lower()) == fingerprint(plain)
    assert fingerprint(b"\xef\xbb\xbf" + plain) == fingerprint(plain)


def test_the_fingerprint_changes_with_an_amount() -> None:
    other = a_file("835", "005010X221A1", "CLP*A1*1*100*81")

    assert fingerprint(other) != fingerprint(a_file("835", "005010X221A1", CLAIM))


def test_acknowledgements_of_different_interchanges_have_different_fingerprints() -> None:
    def a_999(control: str) -> bytes:
        return an_interchange(a_group(a_set("999", *ACK), version="005010X231A1"), control=control)

    def a_ta1(control: str) -> bytes:
        return an_interchange(before_groups=["TA1*000000001*250207*0900*A*000"], control=control)

    assert len({fingerprint(make(number)) for make in (a_999, a_ta1) for number in ("000000001", "000000002")}) == 4
    assert fingerprint(a_999("000000001")) == fingerprint(a_999("000000001"))


def test_the_ta1_segments_of_an_interchange_are_one_transaction() -> None:
    two = ["TA1*000000001*250207*0900*A*000", "TA1*000000002*250207*0900*R*005"]
    raw = an_interchange(a_group(a_set("835", CLAIM)), before_groups=two)

    first, second = survey_of(raw).transactions

    assert (first.kind, first.position, first.segments, first.version) == (X12Kind.INTERCHANGE_ACK, 1, 2, "")
    assert first.place == "TA1 (interchange 000000006)"
    assert (second.kind, second.position) == (X12Kind.REMITTANCE, 2)
    assert survey_of(raw).problems == ()


def test_what_follows_a_damaged_isa_is_not_taken() -> None:
    damaged = a_file("835", "005010X221A1", CLAIM).replace(b"*00501*", b"*5010*")

    surveyed = survey_of(a_file("835", "005010X221A1", CLAIM) + damaged)

    assert [bool(one.refusal) for one in surveyed.transactions] == [False, True]
    assert "further ISA header cannot be read" in surveyed.problems[0].text


def test_a_segment_without_end_leaves_the_transactions_before_it() -> None:
    raw = a_file("835", "005010X221A1", CLAIM) + b"N1*PR*" + b"X" * (LONGEST_SEGMENT + 300_000)

    surveyed = survey_of(raw)

    assert [one.refusal for one in surveyed.transactions] == [""]
    assert "longer than 1 MiB" in surveyed.problems[-1].text
    assert len(items_of(raw)) == 2


def test_a_transaction_with_a_segment_without_end_is_refused() -> None:
    start = a_file("835", "005010X221A1", CLAIM).partition(b"SE*")[0]
    raw = start + b"N1*PR*" + b"X" * (LONGEST_SEGMENT + 300_000)

    surveyed = survey_of(raw)

    assert surveyed.transactions[0].refusal.startswith("segment 3 is longer than 1 MiB")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "The file is empty."),
        (b"\r\n  ", "The file is empty."),
        (b"<html><body>Session expired</body></html>", "web page"),
        (b"Patient,Claim,Balance\nA,1,2\n", "Import it as a spreadsheet"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "binary data"),
        ("ISA*00*".encode("utf-16"), "UTF-16"),
        (b"ISA*00*          *00*  ~GS*HP~", "ISA header at the beginning is damaged"),
        (b"Dear biller, the file follows.", "no ISA header"),
        (an_interchange(), "no transaction"),
    ],
)
def test_a_file_that_holds_no_transaction_is_refused_with_the_mend(raw: bytes, reason: str) -> None:
    surveyed = survey_of(raw)

    assert reason in surveyed.refusal
    assert surveyed.transactions == ()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (a_file("835", "005010X221A1", CLAIM), True),
        (b"Some words\n" + a_file("835", "005010X221A1", CLAIM), True),
        (b"\xef\xbb\xbfISA*00*damaged", True),
        (b"Patient,Claim\nISA,1\n", False),
        (b"", False),
    ],
)
def test_x12_is_recognized_by_its_isa(tmp_path: Path, raw: bytes, expected: bool) -> None:
    path = tmp_path / "unknown"
    path.write_bytes(raw)

    assert looks_like_x12(path) is expected
