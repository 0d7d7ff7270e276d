"""Appeals of a claim and the level that is next as JSON: days ISO, money integer cents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.appeal_rights import AppealRight, NextLevel
from bot.rules.appeal_words import AFTER, outcome_words
from bot.rules.dating import Dating
from data.appeal_models import AppealRecord
from data.claim_models import PayerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsTold:
    """What the JSON tells of a claim's appeals."""

    records: tuple[AppealRecord, ...]
    right: AppealRight
    payer_kind: PayerKind
    dating: Dating
    today: date


def appeal_json(one: AppealRecord, told: AppealsTold) -> dict[str, Any]:
    """`recovered` is what was recorded with the decision, `paid_since` what remittances have paid since it went out."""
    appeal = one.appeal
    known = told.dating.level(one.payer_id, appeal.level)
    return {
        "level": appeal.level,
        "name": known.name if known else "",
        "sent_on": appeal.sent_on.isoformat(),
        "way": appeal.way,
        "reference": appeal.reference,
        "documents": list(appeal.documents),
        "late_cause": appeal.cause,
        "state": str(one.state_on(told.today)),
        "decision_due_on": one.decision_due_on.isoformat(),
        "answered_on": _iso(one.answered_on),
        "decided_on": _iso(appeal.decided_on),
        "outcome": str(appeal.outcome) if appeal.outcome else None,
        "outcome_text": outcome_words(appeal.outcome, told.payer_kind) if appeal.outcome else "",
        "after": AFTER[appeal.outcome] if appeal.outcome else "",
        "recovered": appeal.recovered_cents,
        "paid_since": one.paid_since_cents,
        "reasons": list(one.carcs),
    }


def next_appeal_json(told: AppealsTold) -> dict[str, Any]:
    """`no_right` is why none can be logged; the rest is None where no level is next."""
    right = told.right
    following = right.next_level
    return {
        "no_right": right.no_right,
        "warnings": list(right.warnings),
        "level": following.level if following else None,
        "name": following.name if following else "",
        "goes_to": following.goes_to if following else "",
        "note": following.note if following else "",
        "rule": following.rule.id if following and following.rule else "",
        "source": following.rule.source if following and following.rule else "",
        "is_verified": bool(following and following.rule and following.rule.is_verified),
        "asked_only": bool(following and following.is_asked_only),
        "window": following.window_on(told.today) if following else "",
        **_days(following),
        "amount_in_controversy": _amount(following),
    }


def _days(following: NextLevel | None) -> dict[str, Any]:
    days = following.days if following else None
    return {
        "start": _iso(days.start_on if days else None),
        "safe": _iso(days.safe if days else None),
        "send_by": _iso(days.send_by if days else None),
        "due_raw": _iso(days.due_raw if days else None),
        "due_rolled": _iso(days.due_rolled if days else None),
        "opens_on": _iso(days.opens_on if days else None),
    }


def _amount(following: NextLevel | None) -> dict[str, Any] | None:
    check = following.amount if following else None
    if check is None:
        return None
    return {"needed": check.needed_cents, "refused": check.refused_cents, "met": check.is_met, "text": check.sentence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
