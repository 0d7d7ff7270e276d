"""The next step on a claim and the day it falls due, from its state alone."""

from datetime import date, timedelta

from bot.rules.business_days import add_business_days
from data.claim_models import ClaimState

_SECONDARY_SILENT_DAYS = 30
_PAYER_SILENT_DAYS = 30
_ACK_BUSINESS_DAYS = 2
_TRIAGE_BUSINESS_DAYS = 2


def next_action(
    state: ClaimState, state_on: date | None, sent_on: date | None, next_payer: str
) -> tuple[str, date | None]:
    """The next step and the day it falls due, "" and None where nothing is left to do."""
    since = state_on or sent_on
    if since is None:
        return ("", None) if state in (ClaimState.CLOSED, ClaimState.WRITTEN_OFF) else ("look_at", None)
    if state is ClaimState.PAID and next_payer:
        return "bill_secondary", since
    steps = {
        ClaimState.DRAFT: ("send", since),
        ClaimState.SUBMITTED: ("check_acknowledgement", add_business_days(since, _ACK_BUSINESS_DAYS)),
        ClaimState.RECEIVED: ("check_acceptance", add_business_days(since, _ACK_BUSINESS_DAYS)),
        ClaimState.ACCEPTED: ("check_status", since + timedelta(days=_PAYER_SILENT_DAYS)),
        ClaimState.PENDING: ("check_status", since + timedelta(days=_PAYER_SILENT_DAYS)),
        ClaimState.INFO_REQUESTED: ("send_records", since),
        ClaimState.REJECTED: ("fix_and_resend", since),
        ClaimState.DENIED: ("work_denial", add_business_days(since, _TRIAGE_BUSINESS_DAYS)),
        ClaimState.PARTLY_PAID: ("work_denied_lines", add_business_days(since, _TRIAGE_BUSINESS_DAYS)),
        ClaimState.FORWARDED: ("check_next_payer", since + timedelta(days=_SECONDARY_SILENT_DAYS)),
        ClaimState.PATIENT_BALANCE: ("bill_patient", since),
    }
    return steps.get(state, ("", None))
