"""Our inner words for claims as people read them: where a claim stands."""

from data.claim_models import ClaimState

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
