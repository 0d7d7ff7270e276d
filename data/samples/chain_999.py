"""Writes the syntax acknowledgements: 999 for what could be read, TA1 for an interchange that was refused."""

from collections.abc import Sequence
from datetime import date

from data.samples.practice import CLEARINGHOUSE, SENDER
from data.samples.shapes import Route
from data.samples.transmissions import File, SentSet, Transmission
from data.samples.workdays import workdays_after
from data.samples.x12_text import Group, Interchange, segment, written

VERSION = "005010X231A1"
_SENDER_UNKNOWN = "006"


def answered_on(transmission: Transmission) -> date:
    return workdays_after(transmission.on, 1)


def syntax_file(transmissions: Sequence[Transmission], control: int) -> File:
    """One 999 with a transaction for each group that was sent on the same day."""
    on = answered_on(transmissions[0])
    sets = tuple(
        ("999", f"{place:04d}", _body(transmission)) for place, transmission in enumerate(transmissions, start=1)
    )
    group = Group(function="FA", version=VERSION, control=control, sets=sets)
    return File(on=on, kind="999", text=written(_interchange(on, control), [group]))


def refusal_file(transmission: Transmission, control: int) -> File:
    """A TA1 that refuses the whole interchange."""
    on = answered_on(transmission)
    sent = f"{transmission.on:%y%m%d}"
    refusal = segment("TA1", f"{transmission.control:09d}", sent, "1730", "R", _SENDER_UNKNOWN)
    return File(on=on, kind="TA1", text=written(_interchange(on, control), [], between=[refusal]))


def _interchange(on: date, control: int) -> Interchange:
    return Interchange(sender=CLEARINGHOUSE, receiver=SENDER, on=on, time="0610", control=control)


def _body(transmission: Transmission) -> list[str]:
    rejected = sum(_is_rejected(sent) for sent in transmission.sets)
    count = len(transmission.sets)
    outcome = "A" if not rejected else "R" if rejected == count else "P"
    return [
        segment("AK1", "HC", str(transmission.control), transmission.version),
        *(part for sent in transmission.sets for part in _set_segments(sent, transmission.version)),
        segment("AK9", outcome, str(count), str(count), str(count - rejected)),
    ]


def _is_rejected(sent: SentSet) -> bool:
    return sent.route is Route.SET_REJECTED


def _set_segments(sent: SentSet, version: str) -> list[str]:
    head = segment("AK2", "837", sent.control, version)
    if not _is_rejected(sent):
        return [head, segment("IK5", "A")]
    first = sent.claims[0]
    return [
        head,
        segment("IK3", "NM1", "14", "2010", "8"),
        segment("CTX", ("CLM01", first.number)),
        segment("IK4", ("9",), "67", "1"),
        segment("IK5", "R", "5"),
    ]
