"""Things that people do with claims, with only what a test cares about."""

from datetime import UTC, date, datetime
from typing import Any

from data.work_models import Worked, WorkKind

DAY = date(2026, 1, 28)


def done(kind: WorkKind, **facts: Any) -> Worked:
    """One thing done by person 1."""
    given = {
        "id": 0,
        "at": datetime(2026, 1, 28, 15, tzinfo=UTC),
        "on": DAY,
        "person_id": None,
        "to_person_id": None,
        "until": None,
        "cents": None,
        "way": "",
        "contact": "",
        "reference": "",
        "text": "",
        "undoes": None,
    }
    return Worked(kind=kind, **(given | facts))


def a_note(text: str = "called") -> Worked:
    return done(WorkKind.NOTED, text=text)
