"""Which sent batch an acknowledgement is about, where control numbers are used again and again."""

from collections.abc import Sequence
from datetime import date

from data.claim_models import BatchAck, SentBatch


def control_key(number: str) -> str:
    """A control number without the zeros that one side pads it with."""
    stripped = number.strip()
    return stripped.lstrip("0") or stripped


def batches_answered(ack: BatchAck, batches: Sequence[SentBatch]) -> list[int]:
    """Envelopes the acknowledgement is about: of those that carry its number the newest sent before it.

    Interchanges whose sender and receiver mirror the acknowledgement's come first. None where several remain: which
    one is meant would be a guess.
    """
    fitting = [one for one in batches if not ack.control or one.control == ack.control]
    mirrored = [one for one in fitting if one.sender == ack.receiver and one.receiver == ack.sender]
    possible = [one for one in mirrored or fitting if not one.sent_on or not ack.on or one.sent_on <= ack.on]
    if not possible:
        return []
    newest = max(one.sent_on or date.min for one in possible)
    found = [one for one in possible if (one.sent_on or date.min) == newest]
    if len({(one.sender, one.receiver, one.interchange) for one in found}) > 1:
        return []
    return sorted(one.envelope_id for one in found)
