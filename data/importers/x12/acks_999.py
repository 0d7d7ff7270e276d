"""Acknowledgements of syntax: 999, the older 997, and TA1. The copied bad data of IK4 and AK4 is never carried.

A 997 has AK3, AK4 and AK5 where a 999 has IK3, IK4 and IK5, with the same elements.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.importers.x12.values import component, element
from data.x12_models import GroupAck, InterchangeAck, TransactionAck, TransactionSet


@dataclass(slots=True)
class _Answer:
    """An open AK2."""

    control: str
    outcome: str = ""
    errors: list[str] = field(default_factory=list)
    claim_numbers: list[str] = field(default_factory=list)


def read_group_acks(transaction: TransactionSet, segments: Iterator[list[str]]) -> Iterator[TransactionAck | GroupAck]:
    """One TransactionAck per AK2, then the GroupAck, whose AK9 comes last."""
    group_control = outcome = bad_segment = ""
    answer: _Answer | None = None
    for elements in segments:
        name = elements[0]
        if name == "AK1":
            group_control = element(elements, 2)
        elif name == "AK9":
            outcome = element(elements, 1)
        elif name == "AK2":
            if answer:
                yield _finish(answer, transaction, group_control)
            answer, bad_segment = _Answer(element(elements, 2)), ""
        elif answer:
            bad_segment = _take(answer, elements, bad_segment)
    if answer:
        yield _finish(answer, transaction, group_control)
    yield GroupAck(
        place=transaction.place, on=transaction.interchange.sent_on, group_control=group_control, outcome=outcome
    )


def _take(answer: _Answer, elements: list[str], bad_segment: str) -> str:
    """Adds one segment below an AK2; gives back the place that the next IK4 is in."""
    name = elements[0]
    if name in ("IK3", "AK3"):
        bad_segment = f"segment {element(elements, 2)} ({element(elements, 1)})"
        if element(elements, 4):
            answer.errors.append(f"{bad_segment}: error {element(elements, 4)}")
    elif name in ("IK4", "AK4"):
        where = f"{bad_segment}, element {component(element(elements, 1), 1)}"
        answer.errors.append(f"{where}: error {element(elements, 3)}")
    elif name == "CTX" and component(element(elements, 1), 1) == "CLM01":
        number = component(element(elements, 1), 2)
        if number and number not in answer.claim_numbers:
            answer.claim_numbers.append(number)
    elif name in ("IK5", "AK5"):
        answer.outcome = element(elements, 1)
        answer.errors.extend(f"whole transaction: error {code}" for code in elements[2:] if code)
    return bad_segment


def _finish(answer: _Answer, transaction: TransactionSet, group_control: str) -> TransactionAck:
    return TransactionAck(
        place=f"{transaction.place}, answer to ST {answer.control}",
        on=transaction.interchange.sent_on,
        group_control=group_control,
        control=answer.control,
        outcome=answer.outcome,
        errors=tuple(answer.errors),
        claim_numbers=tuple(answer.claim_numbers),
    )


def read_interchange_acks(transaction: TransactionSet, segments: Iterator[list[str]]) -> Iterator[InterchangeAck]:
    """TA101 is our ISA13; TA102 is the day of our interchange, so the day of the answer is that of its own."""
    for elements in segments:
        yield InterchangeAck(
            place=transaction.place,
            on=transaction.interchange.sent_on,
            control=element(elements, 1),
            outcome=element(elements, 4),
            note=element(elements, 5),
        )
