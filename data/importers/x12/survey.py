"""The first pass over an X12 file: which transactions it holds and what ails its envelopes; it reads no claims.

The whole file is tokenized in bounded memory, so that a cut-off file is known before anything of it is posted.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data.importers.x12.envelope import NO_INTERCHANGE, Control, Frame, walk
from data.importers.x12.guides import identify
from data.importers.x12.not_x12 import FETCH_AGAIN, why_not_x12
from data.importers.x12.segments import (
    ELEMENT,
    LONGEST_LEAD,
    SEGMENT,
    NoInterchange,
    SegmentTooLong,
    read_blocks,
)
from data.importers.x12.values import element, whole_number
from data.x12_models import Interchange, PlacedProblem, TransactionSet, X12Kind

_TRAILING_EMPTY = re.compile(f"(?<!{ELEMENT}){ELEMENT}++{SEGMENT}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a file holds. `refusal` says why nothing of it can be read, "" where something can."""

    transactions: tuple[TransactionSet, ...] = ()
    problems: tuple[PlacedProblem, ...] = ()
    refusal: str = ""


def survey(path: Path) -> Survey:
    with path.open("rb") as stream:
        return survey_stream(stream)


def survey_stream(stream: BinaryIO) -> Survey:
    surveyor = _Surveyor()
    try:
        for step in walk(read_blocks(stream)):
            surveyor.take(step)
    except NoInterchange:
        stream.seek(0)
        return Survey(refusal=why_not_x12(stream.read(LONGEST_LEAD)))
    except SegmentTooLong:
        surveyor.break_off()
    return surveyor.result()


class _Surveyor:
    """Keeps a line per transaction and counts the envelopes; nothing else of the file."""

    def __init__(self) -> None:
        self._transactions: list[TransactionSet] = []
        self._problems: list[PlacedProblem] = []
        self._interchange = NO_INTERCHANGE
        self._open_group: list[str] | None = None
        self._is_open = self._is_damaged = False
        self._sets = self._groups = 0
        self._controls: set[str] = set()

    def take(self, step: Frame | Control) -> None:
        if isinstance(step, Frame):
            self._take_frame(step)
        elif step.elements[0] == "ISA":
            self._open_interchange(step)
        elif step.elements[0] == "GS":
            self._close_group()
            self._open_group, self._sets = step.elements, 0
            self._groups += 1
            self._controls.clear()
        elif step.elements[0] == "GE":
            self._check_ge(step.elements)
        else:
            self._check_iea(step.elements)

    def break_off(self) -> None:
        """The segment that is too long stands in the transaction that was being read, or after the last one."""
        self._problem("a segment is longer than 1 MiB, so the rest was not read. Ask the sender for the file again.")
        self._is_open, self._open_group = False, None

    def result(self) -> Survey:
        self._close_interchange()
        refusal = "" if self._transactions else f"It has an ISA header but no transaction (ST or TA1). {FETCH_AGAIN}"
        return Survey(transactions=tuple(self._transactions), problems=tuple(self._problems), refusal=refusal)

    def _take_frame(self, frame: Frame) -> None:
        transaction = summarize(frame, is_damaged=self._is_damaged)
        if not frame.is_ta1:
            self._sets += 1
            if transaction.control in self._controls:
                self._problem(f"ST02 {transaction.control} is used twice in one group. Both are read.")
            self._controls.add(transaction.control)
        self._transactions.append(transaction)

    def _open_interchange(self, step: Control) -> None:
        self._close_interchange()
        self._interchange, self._is_open, self._groups = step.interchange, True, 0
        self._is_damaged = step.is_damaged
        if step.is_damaged:
            self._problem("a further ISA header cannot be read, so what follows it was left out. Ask for it again.")

    def _close_interchange(self) -> None:
        self._close_group()
        if self._is_open and not self._is_damaged:
            self._problem("its IEA is missing: the file may have been cut off. Compare it with the sender's counts.")
        self._is_open = False

    def _close_group(self) -> None:
        if self._open_group is not None:
            self._problem(f"group {element(self._open_group, 6)} has no GE: the file may have been cut off.")
        self._open_group = None

    def _check_ge(self, ge: list[str]) -> None:
        if self._open_group is None:
            self._problem("a GE stands there without its GS. What it closes was read all the same.")
            return
        group = element(self._open_group, 6)
        if whole_number(element(ge, 1)) != self._sets:
            self._problem(f"GE01 of group {group} counts {element(ge, 1)} transactions, {self._sets} were read.")
        if element(ge, 2) != group:
            self._problem(f"GE02 is {element(ge, 2)}, but GS06 is {group}.")
        self._open_group = None

    def _check_iea(self, iea: list[str]) -> None:
        self._close_group()
        if whole_number(element(iea, 1)) != self._groups:
            self._problem(f"IEA01 counts {element(iea, 1)} groups, {self._groups} were read.")
        if element(iea, 2) != self._interchange.control:
            self._problem(f"IEA02 is {element(iea, 2)}, but ISA13 is {self._interchange.control}.")
        self._is_open = False

    def _problem(self, text: str) -> None:
        self._problems.append(PlacedProblem(place=place_of_interchange(self._interchange), text=text))


def place_of_interchange(interchange: Interchange) -> str:
    return f"interchange {interchange.control}"


def summarize(frame: Frame, *, is_damaged: bool = False) -> TransactionSet:
    """Consumes the frame's runs, to count and to hash them."""
    control = element(frame.opening, 2) if not frame.is_ta1 else ""
    version = "" if frame.is_ta1 else element(frame.opening, 3) or element(frame.group, 8)
    kind, refusal = (X12Kind.INTERCHANGE_ACK, "") if frame.is_ta1 else identify(element(frame.opening, 1), version)
    digest = hashlib.sha256(_identity(frame, kind).encode())
    count = 0 if frame.is_ta1 else 2
    try:
        for run in frame.runs:
            count += run.count(SEGMENT)
            digest.update(normalize(run).encode())
    except SegmentTooLong:
        refusal = f"segment {count} is longer than 1 MiB, which no true one is. Ask the sender for the file again."
    if not frame.is_ta1 and not frame.ending:
        count -= 1
        refusal = refusal or f"it breaks off after segment {count} without its SE. Ask the sender for the whole file."
    elif is_damaged:
        refusal = "the ISA header before it cannot be read. Ask the sender to send it again."
    return TransactionSet(
        position=frame.position,
        place=f"{'TA1' if frame.is_ta1 else f'ST {control}'} ({place_of_interchange(frame.interchange)})",
        kind=None if refusal else kind,
        version=version,
        interchange=frame.interchange,
        group_control=element(frame.group, 6),
        control=control,
        segments=count,
        sha256=digest.hexdigest(),
        refusal=refusal,
        warnings=tuple(_se_warnings(frame, control, count)),
    )


def normalize(run: str) -> str:
    """Segments without trailing empty elements, as they are hashed; all else was made equal by the tokenizer."""
    return _TRAILING_EMPTY.sub(SEGMENT, run) if ELEMENT + SEGMENT in run else run


def _identity(frame: Frame, kind: X12Kind | None) -> str:
    """What is hashed before the segments. ST02, SE01 and SE02 are left out: a clearinghouse may number anew.

    The text of a 999 or TA1 is not unique, so the interchange that brings it takes part.
    """
    parts = [] if frame.is_ta1 else ["ST", element(frame.opening, 1), element(frame.opening, 3)]
    if kind in (X12Kind.IMPLEMENTATION_ACK, X12Kind.INTERCHANGE_ACK):
        one = frame.interchange
        parts += [one.sender, one.receiver, str(one.sent_on or ""), one.control]
    return ELEMENT.join(parts) + SEGMENT


def _se_warnings(frame: Frame, control: str, count: int) -> list[str]:
    if not frame.ending:
        return []
    warnings = []
    if whole_number(element(frame.ending, 1)) != count:
        warnings.append(f"SE01 counts {element(frame.ending, 1)} segments, {count} were read.")
    if element(frame.ending, 2) != control:
        warnings.append(f"SE02 is {element(frame.ending, 2)}, but ST02 is {control}.")
    return warnings
