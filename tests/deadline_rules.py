"""Rules for tests that need one of a certain kind: all that does not matter is filled in."""

from datetime import date
from typing import Any

from data.deadline_models import DeadlineRule, Filed, Mark, Purpose, Scope, Starts, Unit


def a_rule(**facts: Any) -> DeadlineRule:
    """30 calendar days from a notice, that must be there; it neither presumes nor rolls."""
    usual: dict[str, Any] = {
        "id": "test.rule",
        "title": "A rule of the tests",
        "purpose": Purpose.APPEAL,
        "level": 1,
        "scope": Scope.GLOBAL,
        "payer_kinds": frozenset(),
        "payer_id": None,
        "state": "",
        "limit": 30,
        "unit": Unit.CALENDAR_DAYS,
        "starts": Starts.NOTICE,
        "presumed_receipt_days": 0,
        "filed": Filed.RECEIVED,
        "mail_lead_business_days": 5,
        "rolls": False,
        "decision_days": None,
        "opens_after": 0,
        "minimum_cents": None,
        "source": "An invented manual",
        "mark": Mark.READ,
        "verified_on": date(2026, 11, 23),
        "verified_by": "",
        "note": "",
    }
    return DeadlineRule(**usual | facts)
