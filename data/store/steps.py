"""Steps of claims as one short text in the claim's row, and back."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from data.follow_up_models import Step, StepKind


def write_steps(steps: Iterable[Step]) -> str:
    """ "" for none; only what is known is written."""
    rows = [_written(step) for step in steps]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def read_steps(text: str) -> tuple[Step, ...]:
    return tuple(_step(row) for row in json.loads(text)) if text else ()


def _written(step: Step) -> list[Any]:
    row: list[Any] = [str(step.kind), step.due_on.isoformat(), step.since.isoformat()]
    row += [step.rule_id, _text(step.start_on), _text(step.last_on), step.level, _text(step.quiet_until)]
    row += [int(step.is_acknowledged), int(step.is_from_service), step.because]
    while row[-1] in ("", 0, None):
        row.pop()
    return row


def _step(row: list[Any]) -> Step:
    whole = [*row, *_NOTHING[len(row) :]]
    kind, due_on, since, rule_id, start_on, last_on, level, quiet_until, acknowledged, service, because = whole
    return Step(
        kind=StepKind(kind),
        due_on=date.fromisoformat(due_on),
        since=date.fromisoformat(since),
        rule_id=rule_id,
        start_on=_day(start_on),
        last_on=_day(last_on),
        level=level,
        quiet_until=_day(quiet_until),
        is_acknowledged=bool(acknowledged),
        is_from_service=bool(service),
        because=because,
    )


_NOTHING: list[Any] = ["", "", "", "", "", "", 0, "", 0, 0, ""]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
