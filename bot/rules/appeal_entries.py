"""Appeals as people log them: an entry's words into an appeal, a decision onto it; it knows no payer and no rule.

An entry of an appeal says level, way, the documents that went with it and why it is late: "1 mail records,remittance
late:illness". One of a decision says level and outcome: "1 upheld".
"""

from collections.abc import Sequence
from dataclasses import replace

from data.work_models import Appeal, Outcome, Worked

FORWARDED = "forwarded"
"""The way of an appeal that the payer itself sent on to the next level."""
_LATE = "late:"


def appeal_way(level: int, way: str, documents: Sequence[str] = (), cause: str = "") -> str:
    """The words that an entry keeps."""
    parts = [str(level), way, ",".join(documents), f"{_LATE}{cause}" if cause else ""]
    return " ".join(part for part in parts if part)


def level_of(one: Worked) -> int:
    """Of the entry of an appeal, a decision or a letter that was written."""
    return int(one.way.partition(" ")[0])


def level_and_cause(way: str) -> tuple[int, str]:
    """Of an appeal's words; the cause is "" where it says none."""
    words = way.split()
    return int(words[0]), next((word.removeprefix(_LATE) for word in words[2:] if word.startswith(_LATE)), "")


def appeal_of(one: Worked) -> Appeal:
    """What an entry says."""
    words = one.way.split()
    level, cause = level_and_cause(one.way)
    documents = next((word for word in words[2:] if not word.startswith(_LATE)), "")
    return Appeal(
        level=level,
        sent_on=one.on,
        way=words[1] if len(words) > 1 else "",
        reference=one.reference,
        documents=tuple(filter(None, documents.split(","))),
        cause=cause,
        work_id=one.id,
    )


def with_appeal(appeals: tuple[Appeal, ...], one: Worked) -> tuple[Appeal, ...]:
    """A level that waits for the payer and is logged again stands as it was logged last; after a decision it is new."""
    appeal = appeal_of(one)
    kept = tuple(old for old in appeals if old.level != appeal.level or old.decided_on is not None)
    return (*kept, appeal)


def with_decision(appeals: tuple[Appeal, ...], one: Worked) -> tuple[Appeal, ...]:
    """Onto the newest appeal of its level. A level that nobody sent was sent on by the payer."""
    level, _, outcome = one.way.partition(" ")
    number = max((place for place, old in enumerate(appeals) if old.level == int(level)), default=None)
    if number is None:
        sent_on = next((old.decided_on for old in reversed(appeals) if old.decided_on), one.on)
        appeals = (*appeals, Appeal(level=int(level), sent_on=min(sent_on, one.on), way=FORWARDED, reference=""))
        number = len(appeals) - 1
    decided = replace(
        appeals[number],
        decided_on=one.on,
        outcome=Outcome(outcome),
        recovered_cents=one.cents,
        decision_id=one.id,
    )
    return (*appeals[:number], decided, *appeals[number + 1 :])
