"""Our inner words for claims as people read them: states, next steps, the usual way to work a denial."""

from collections.abc import Sequence

from data.claim_models import CarcAction, ClaimState, PayerKind

STATES = {
    ClaimState.DRAFT: "draft, not sent",
    ClaimState.SUBMITTED: "sent",
    ClaimState.RECEIVED: "at clearinghouse",
    ClaimState.ACCEPTED: "accepted by payer",
    ClaimState.REJECTED: "rejected, not processed",
    ClaimState.PENDING: "pending at payer",
    ClaimState.INFO_REQUESTED: "records requested",
    ClaimState.PAID: "paid",
    ClaimState.PARTLY_PAID: "paid, line(s) denied",
    ClaimState.DENIED: "denied",
    ClaimState.FORWARDED: "crossed over",
    ClaimState.PATIENT_BALANCE: "patient balance",
    ClaimState.WRITTEN_OFF: "written off",
    ClaimState.CLOSED: "closed",
}
_STEPS = {
    "send": "Send it",
    "check_status": "Check its status with the payer",
    "check_acknowledgement": "Look for the acknowledgement (999, 277CA): none has come yet",
    "check_acceptance": "Look for the payer's acceptance (277CA): none has come yet",
    "send_records": "Send the records that the payer asks for",
    "fix_and_resend": "Mend what was rejected and send it again: the filing limit runs on, and there is no appeal",
    "check_next_payer": "Check that the next payer has it",
    "bill_patient": "Bill the patient's share",
    "bill_secondary": "Bill the next payer",
    "work_denial": "Work the denial",
    "work_denied_lines": "Work the denied lines",
    "look_at": "Look at it: no date of it is known",
}
_DENIAL_STEPS = {
    "appeal": "appeal, with what shows that it was right",
    "bill_other_payer": "find the right payer and bill it",
    "contact_patient": "ask the patient",
    "info_only": "nothing: it only informs",
    "patient_bill": "bill the patient, once no other payer is left",
    "send_records": "send the records asked for",
    "verify_then_decide": "verify the facts first, then decide",
    "wait": "wait for the payer's decision",
    "write_off": "write it off, unless a remark says how to mend it",
}
_OWNERS = {"front_desk": "front desk", "none": ""}
_UNPROCESSABLE = "MA130"
"""Medicare's remark for a claim that was never processed."""
GROUPS = {"CO": "The patient must not be billed for this (CO).", "PR": "The patient's share (PR)."}


def step_words(next_action: str) -> str:
    """A next step as a sentence without its full stop."""
    return _STEPS.get(next_action, next_action.replace("_", " ").capitalize())


def denial_step(action: CarcAction | None, remarks: Sequence[str], payer_kind: PayerKind) -> str:
    """The usual way to work one refusal, with who usually does it."""
    if _UNPROCESSABLE in remarks:
        return f"correct it and send a new claim: {_UNPROCESSABLE} means that it was not processed and has no appeal"
    if action is None:
        return "look at the remark codes and ask the payer: this reason is not in our table"
    if action.next_step == "correct_and_resubmit":
        words = _correction(payer_kind)
    else:
        words = _DENIAL_STEPS.get(action.next_step, action.next_step.replace("_", " "))
    owner = _OWNERS.get(action.owner, action.owner)
    first = "check the remark codes with the payer first; then " if action.confidence == "low" else ""
    return f"{first}{words}" + (f" ({owner})" if owner else "")


def _correction(payer_kind: PayerKind) -> str:
    """Medicare takes no replacement claims from professionals: it reopens."""
    if payer_kind is PayerKind.MEDICARE:
        return "have a clerical error corrected by a reopening"
    return "correct it and send a replacement claim"
