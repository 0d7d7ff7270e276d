"""The second pass over an X12 file: the items of the wanted transactions, streamed; it decides nothing about them."""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

from data.importers.x12.acks_999 import read_group_acks, read_interchange_acks
from data.importers.x12.claims_837 import read_claims
from data.importers.x12.envelope import Frame, walk
from data.importers.x12.remittance_835 import read_remittance
from data.importers.x12.segments import ELEMENT, SEGMENT, read_blocks
from data.importers.x12.status_277 import read_statuses
from data.importers.x12.survey import Survey, survey
from data.x12_models import TransactionSet, X12Item, X12Kind

_Reader = Callable[[TransactionSet, Iterator[list[str]]], Iterator[X12Item]]
_READERS: dict[X12Kind, _Reader] = {
    X12Kind.PROFESSIONAL: read_claims,
    X12Kind.INSTITUTIONAL: read_claims,
    X12Kind.REMITTANCE: read_remittance,
    X12Kind.IMPLEMENTATION_ACK: read_group_acks,
    X12Kind.INTERCHANGE_ACK: read_interchange_acks,
    X12Kind.CLAIM_ACK: read_statuses,
    X12Kind.STATUS: read_statuses,
}


def read(
    path: Path, wanted: Container[int], *, surveyed: Survey | None = None
) -> Iterator[tuple[TransactionSet, Iterator[X12Item]]]:
    """The transactions at the wanted positions, in the order of the file, each with its items.

    Refused transactions are passed over. Items must be taken before the next transaction is asked for. `surveyed` is
    what survey() gave for the same file, where the caller has it; without it the file is surveyed first.
    """
    listed = (surveyed or survey(path)).transactions
    readable = {one.position: one for one in listed if one.kind and one.position in wanted}
    if not readable:
        return
    last = max(readable)
    with path.open("rb") as stream:
        for step in walk(read_blocks(stream)):
            if isinstance(step, Frame) and (transaction := readable.get(step.position)):
                segments = split(step.runs)
                assert transaction.kind
                yield transaction, _READERS[transaction.kind](transaction, segments)
                deque(segments, maxlen=0)
                if step.position == last:
                    return


def split(runs: Iterable[str]) -> Iterator[list[str]]:
    """Each segment as its elements, [0] its name."""
    for run in runs:
        for segment in run[:-1].split(SEGMENT):
            yield segment.split(ELEMENT)
