"""999, 997 and TA1 say which of our transactions were taken, and where the errors are."""

from datetime import date

import pytest
from x12_text import a_file, an_interchange, items_of

from data.x12_models import GroupAck, InterchangeAck, TransactionAck

SENT_ON = date(2025, 2, 8)


def answers(raw: bytes) -> list[TransactionAck]:
    return [item for item in items_of(raw) if isinstance(item, TransactionAck)]


def test_a_999_answers_each_transaction_and_then_the_group() -> None:
    raw = a_file("999", "005010X231A1", "AK1*HC*17", "AK2*837*0001", "IK5*A", "AK2*837*0002", "IK5*R*5", "AK9*P*2*2*1")

    first, second, group = items_of(raw)

    assert first == TransactionAck(
        place="ST 0001 (interchange 000000006), answer to ST 0001",
        on=SENT_ON,
        group_control="17",
        control="0001",
        outcome="A",
        errors=(),
        claim_numbers=(),
    )
    assert isinstance(second, TransactionAck)
    assert (second.control, second.outcome, second.errors) == ("0002", "R", ("whole transaction: error 5",))
    assert group == GroupAck(place="ST 0001 (interchange 000000006)", on=SENT_ON, group_control="17", outcome="P")


def test_errors_name_segment_element_and_the_claim_beside_them() -> None:
    raw = a_file(
        "999",
        "005010X231A1",
        "AK1*HC*17",
        "AK2*837*0001",
        "IK3*CLM*22*2300*8",
        "CTX*CLM01:A-100",
        "IK4*2:1*782*1*SAMPLE",
        "IK3*REF*57**3",
        "CTX*SITUATIONAL TRIGGER*CLM*43**5:3",
        "CTX*CLM01:A-200",
        "IK5*R*5",
    )

    (answer,) = answers(raw)

    assert answer.errors == (
        "segment 22 (CLM): error 8",
        "segment 22 (CLM), element 2: error 1",
        "segment 57 (REF): error 3",
        "whole transaction: error 5",
    )
    assert answer.claim_numbers == ("A-100", "A-200")


def test_the_copied_bad_data_is_not_carried() -> None:
    raw = a_file("999", "005010X231A1", "AK2*837*0001", "IK3*NM1*9", "IK4*3*1035*6*SAMPLE-NAME", "IK5*R")

    assert "SAMPLE-NAME" not in repr(items_of(raw))


@pytest.mark.parametrize("code", ["A", "E", "R", "M", "W", "X"])
def test_a_997_is_read_like_a_999(code: str) -> None:
    raw = a_file("997", "004010X098A1", "AK1*HC*17", "AK2*837*0001", "AK3*NM1*9**8", f"AK5*{code}", f"AK9*{code}*1*1*1")

    answer, group = items_of(raw)

    assert isinstance(answer, TransactionAck)
    assert (answer.outcome, answer.errors) == (code, ("segment 9 (NM1): error 8",))
    assert isinstance(group, GroupAck)
    assert group.outcome == code


def test_a_999_without_ak9_gives_a_group_without_outcome() -> None:
    group = items_of(a_file("999", "005010X231A1", "AK1*HC*17"))[-1]

    assert isinstance(group, GroupAck)
    assert (group.group_control, group.outcome) == ("17", "")


def test_a_ta1_answers_an_interchange() -> None:
    raw = an_interchange(before_groups=["TA1*000000042*250207*0900*R*005"])

    assert items_of(raw) == [
        InterchangeAck(place="TA1 (interchange 000000006)", on=SENT_ON, control="000000042", outcome="R", note="005")
    ]
