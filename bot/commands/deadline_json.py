"""Deadlines of a claim as JSON: days ISO, the rule with its source, every step of the arithmetic."""

from datetime import date
from typing import Any

from bot.rules.claim_deadlines import ClaimDeadline


def claim_deadline_json(one: ClaimDeadline) -> dict[str, Any]:
    """`work_by` is the day to act: of what is mailed it leaves the days that mail takes."""
    days, step = one.days, one.step
    return {
        "what": str(step.kind),
        "level": step.level,
        "work_by": step.due_on.isoformat(),
        "start": _iso(step.start_on),
        "safe": _iso(days.safe if days else None),
        "send_by": _iso(days.send_by if days else None),
        "due_raw": _iso(days.due_raw if days else step.last_on),
        "due_rolled": _iso(days.due_rolled if days else step.last_on),
        "opens_on": _iso(days.opens_on if days else None),
        "steps": list(days.steps) if days else [],
        "rule": step.rule_id,
        "title": days.rule.title if days else "",
        "source": days.rule.source if days else "",
        "verified_on": _iso(days.rule.verified_on if days else None),
        "is_verified": days.rule.is_verified if days else False,
        "acknowledged": step.is_acknowledged,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
