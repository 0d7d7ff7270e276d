"""The next step on a claim and the day it falls due, from its state alone."""

from datetime import date, timedelta

from bot.rules.business_days import add_business_days
from data.claim_models import ClaimState

_SECONDARY_SILENT_DAYS = 30
_PAYER_SILENT_DAYS = 30
_ACK_BUSINESS_DAYS = 2
_TRIAGE_BUSINESS_DAYS = 2


_STEPS = {
    ClaimState.DRAFT: ("send", 0),
    ClaimState.ACCEPTED: ("check_status", _PAYER_SILENT_DAYS),
    ClaimState.PENDING: ("check_status", _PAYER_SILENT_DAYS),
    ClaimState.INFO_REQUESTED: ("send_records", 0),
    ClaimState.REJECTED: ("fix_and_resend", 0),
    ClaimState.FORWARDED: ("check_next_payer", _SECONDARY_SILENT_DAYS),
    ClaimState.PATIENT_BALANCE: ("bill_patient", 0),
}
"""State -> step and calendar days after the claim came to it."""
_SOON = {
    ClaimState.SUBMITTED: ("check_acknowledgement", _ACK_BUSINESS_DAYS),
    ClaimState.RECEIVED: ("check_acceptance", _ACK_BUSINESS_DAYS),
    ClaimState.DENIED: ("work_denial", _TRIAGE_BUSINESS_DAYS),
    ClaimState.PARTLY_PAID: ("work_denied_lines", _TRIAGE_BUSINESS_DAYS),
}
"""State -> step and business days after the claim came to it."""
_DONE = (ClaimState.CLOSED, ClaimState.WRITTEN_OFF)


def next_action(
    state: ClaimState, state_on: date | None, sent_on: date | None, next_payer: str
) -> tuple[str, date | None]:
    """The next step and the day it falls due, "" and None where nothing is left to do."""
    since = state_on or sent_on
    if since is None:
        return ("", None) if state in _DONE else ("look_at", None)
    if state is ClaimState.PAID and next_payer:
        return "bill_secondary", since
    if state in _SOON:
        step, days = _SOON[state]
        return step, add_business_days(since, days)
    if state in _STEPS:
        step, days = _STEPS[state]
        return step, since + timedelta(days=days)
    return "", None
