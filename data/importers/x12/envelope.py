"""The envelopes of an X12 file: which transaction stands in which group of which interchange; it reads no loops.

A walk gives every ST (or run of TA1) as a Frame, whose text is consumed as it streams, and every ISA, GS, GE and IEA
as its elements. A frame that is not read to its end is passed over.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from data.importers.x12.segments import ELEMENT, SEGMENT, Block, Header
from data.importers.x12.values import parse_short_date
from data.x12_models import Interchange

_CONTROL = re.compile(f"{SEGMENT}((?:ISA|GS|ST|SE|GE|IEA|TA1){ELEMENT}[^{SEGMENT}]*)")
NO_INTERCHANGE = Interchange(sender="", receiver="", control="", is_test=False, sent_on=None)


class _Piece(NamedTuple):
    """A control segment as `elements`, or a run of other whole segments as `text`."""

    header: Header
    elements: list[str]
    text: str


@dataclass(slots=True, kw_only=True)
class Control:
    """An ISA, GS, GE or IEA. `is_damaged` is said of an ISA whose delimiters could not be read."""

    elements: list[str]
    interchange: Interchange
    is_damaged: bool = False


@dataclass(slots=True, kw_only=True)
class Frame:
    """One ST to SE, or the TA1 segments of an interchange; `runs` are texts of whole segments between the two.

    Once the runs are consumed, `ending` is the SE, or [] where there is none.
    """

    position: int
    interchange: Interchange
    group: list[str]
    opening: list[str]
    runs: Iterator[str] = field(default_factory=lambda: iter(()))
    ending: list[str] = field(default_factory=list)

    @property
    def is_ta1(self) -> bool:
        return self.opening[0] == "TA1"


def walk(blocks: Iterable[Block]) -> Iterator[Frame | Control]:
    """Frames and control segments in the order of the file."""
    pieces = _Pieces(blocks)
    header: Header | None = None
    interchange, group, position = NO_INTERCHANGE, [""], 0
    for piece in pieces:
        kind = piece.elements[0] if piece.elements else ""
        if kind in ("ST", "TA1"):
            position += 1
            frame = Frame(position=position, interchange=interchange, group=group, opening=piece.elements)
            frame.runs = pieces.acknowledgements(piece) if kind == "TA1" else pieces.body(frame)
            yield frame
            deque(frame.runs, maxlen=0)
        elif kind == "ISA":
            is_damaged, header = piece.header is header, piece.header
            interchange, group = to_interchange(header), [""]
            yield Control(elements=piece.elements, interchange=interchange, is_damaged=is_damaged)
        elif kind in ("GS", "GE", "IEA"):
            group = piece.elements if kind == "GS" else [""]
            yield Control(elements=piece.elements, interchange=interchange)


def to_interchange(header: Header) -> Interchange:
    isa = header.elements
    return Interchange(
        sender=isa[6],
        receiver=isa[8],
        control=isa[13],
        is_test=isa[15] == "T",
        sent_on=parse_short_date(isa[9]),
    )


class _Pieces:
    """Control segments and the runs between them; one piece can be put back."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._pieces = _cut(blocks)
        self._back: list[_Piece] = []

    def __iter__(self) -> Iterator[_Piece]:
        return self

    def __next__(self) -> _Piece:
        return self._back.pop() if self._back else next(self._pieces)

    def body(self, frame: Frame) -> Iterator[str]:
        """Runs up to the SE; any other control segment means that the SE is missing."""
        for piece in self:
            if not piece.elements:
                yield piece.text
            elif piece.elements[0] == "SE":
                frame.ending = piece.elements
                return
            else:
                self._back.append(piece)
                return

    def acknowledgements(self, first: _Piece) -> Iterator[str]:
        yield ELEMENT.join(first.elements) + SEGMENT
        for piece in self:
            if piece.elements[:1] != ["TA1"]:
                self._back.append(piece)
                return
            yield ELEMENT.join(piece.elements) + SEGMENT


def _cut(blocks: Iterable[Block]) -> Iterator[_Piece]:
    for header, text in blocks:
        start = 0
        for match in _CONTROL.finditer(text):
            if match.start() > start:
                yield _Piece(header, [], text[start + 1 : match.start() + 1])
            yield _Piece(header, match[1].split(ELEMENT), "")
            start = match.end()
        if start < len(text) - 1:
            yield _Piece(header, [], text[start + 1 :])
