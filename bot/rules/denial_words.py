"""The sentences of denial advice: steps by kind, what to look at by category, corrections and appeals by payer kind."""

from data.claim_models import CarcAction, PayerKind

NEW_CLAIM = "new claim"
REPLACEMENT = "replacement claim"
REOPENING = "reopening"

CORRECTION_STEPS = {
    NEW_CLAIM: "Send a new claim (frequency 1), within the filing limit.",
    REPLACEMENT: "Send a replacement claim: frequency 7, with the payer's number of the first claim.",
    REOPENING: "Ask for a reopening (clerical error, within a year of the decision); a facility sends an adjustment "
    "claim instead.",
}
UNKNOWN_PAYER_STEP = "If the payer is Medicare Part B, ask for a reopening instead: it takes no replacement claim."

STEPS = {
    "bill_other_payer": "Find the payer that has to pay, and bill it.",
    "send_records": "Send the records asked for, and note what went, when and how.",
    "write_off": "Write it off, if the contract says so.",
    "info_only": "Post it; there is nothing to work.",
    "wait": "Wait, and set a follow-up date; the payer has not decided.",
    "contact_patient": "Ask the patient to answer the payer, and follow up in a week.",
}
LOOK_FIRST = {
    "eligibility": "Verify the patient's coverage on the date of service.",
    "authorization": "Look for the authorization: number, dates, codes, provider.",
    "timely_filing": "Look for proof of timely filing: the payer's acceptance (277CA A2) or letter, not a 999.",
    "coding": "Compare the codes billed with the record and the payer's policy.",
    "bundling": "Find the service it was counted into; check the NCCI edit and the global period.",
    "medical_necessity": "Read the policy that it names, and compare it with the record.",
    "duplicate": "Find the original claim first.",
    "cob": "Settle which payer comes first.",
    "missing_info": "Find the remark code or letter that says what is missing.",
    "credentialing": "Check the provider's enrollment with this payer on the date of service.",
    "benefit_max": "Check how much of the benefit is used, and whether the units are right.",
    "patient_responsibility": "Check what the patient owes by the plan.",
    "contractual": "Compare it with the contract.",
    "non_covered": "Check the patient's benefits and the coding.",
    "network": "Check whether the provider was in the plan's network that day.",
    "appeal_outcome": "Read the payer's decision letter.",
    "pending": "Find out what the payer waits for.",
    "informational": "Read what the payer says with it.",
    "property_casualty": "Ask the adjuster which rule was used.",
}
LAST_STEPS = {
    "appeal": "If the payer is wrong all the same: {appeal}",
    "bill_other_payer": "If another payer has to pay: bill it.",
    "correct_and_resubmit": "If something on the claim was wrong: correct it. {correction}",
    "send_records": "If records are wanted: send them.",
    "verify_then_decide": "If it stays unclear: ask the payer which rule was used.",
    "write_off": "If nothing helps: the lead decides on a write-off.",
    "wait": "If the payer still has to decide: wait, and set a follow-up date.",
    "info_only": "If it is right: post it.",
}

FIND_REMARK = "Find the remark code on the remittance: this reason says too little without it."
REMARK_VERBS = {
    "correct_and_resubmit": "Mend",
    "send_records": "Send",
    "contact_patient": "Get",
    "bill_other_payer": "Send",
}
SAYS_WHAT_TO_DO = ("Look", "Read", "Ask", "Work", "Compare", "Wait", "Check", "Bill", "Find", "Send", "Split")
_GRACE_STEPS = (
    "Wait: the patient's premium is in its grace period, and the payer has not decided.",
    "Look again when the grace period ends; the patient may ask the plan where the premium stands.",
)
SPECIAL_STEPS = {
    "18": (
        "Find the original claim first.",
        "If the original was denied, work that denial; if it was paid, post and close; if it is in process, wait.",
        "If the service really was given again: a repeat modifier (76, 77, 91) only if the record shows it.",
    ),
    "23": ("Post it as information: it shows what the earlier payer did. Work that payer's reasons.",),
    "45": (
        "Post it as a contract write-off: this is no denial.",
        "Compare the allowed amount with the contract; dispute it only if it is less.",
    ),
    "94": ("Post it as information: more was paid than billed. Look for a credit balance.",),
    "101": ("Post nothing: this is an estimate, no decision on payment.",),
    "24": ("Find out whether it is capitation (compare with the contract) or another managed care plan (bill that).",),
    "116": ("Read the signed notice: right form, reason, estimate, choice, and signed before the service.",),
    "133": ("Wait, and set a follow-up date: the payer has not decided this line.",),
    "239": ("Split the claim: covered days here, the other days to whoever covered them.",),
    "246": ("Post it as information: the code is for reporting only and never paid.",),
    "253": ("Post it as a cut by law: this is no denial.",),
    "267": ("Split the claim: one for each month.",),
    "268": ("Split the claim: one for each calendar year.",),
    "303": ("Post it: Medicaid's payment, if any, is all there is for a QMB patient's cost share.",),
    "B12": ("Look in the chart: if it is there, send that page with an appeal.",),
    "257": _GRACE_STEPS,
    "277": _GRACE_STEPS,
}
GROUP_STEPS = {
    "CR": "Find the reversal and the new decision, and act on that one.",
    "OA": "Find out who owes it: another payer, nobody, or only information.",
    "PI": "Find out which rule the payer used: no contract stands behind it.",
}

_APPEALS = {
    PayerKind.MEDICARE: "Send a redetermination (first appeal, 120 days) with the record.",
    PayerKind.MEDICARE_ADVANTAGE: "Appeal to the plan: by the contract, or as a reconsideration without one.",
    PayerKind.MEDICAID: "Appeal by the state's or the plan's rules, with the record.",
    PayerKind.WORKERS_COMPENSATION: "Ask for a second review by the state's rules, with the record.",
    PayerKind.AUTO: "Dispute it with the adjuster in writing, with the record.",
    PayerKind.LIABILITY: "Dispute it with the adjuster in writing, with the record.",
}
_APPEAL = "Appeal with the record; the limit stands on the remittance or in the contract."


def says_what_to_do(fixes: str) -> bool:
    """Whether what a table wants mended is a sentence that begins with a verb: "Check benefits for this service"."""
    return fixes.startswith(SAYS_WHAT_TO_DO)


def inside(sentence: str) -> str:
    """A sentence's beginning as it reads after a colon: small, but for codes and names of one sort: "NPI", "277CA"."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def meaning_of(action: CarcAction) -> str:
    """Without the mark of retired numbers, which is said apart."""
    return action.meaning.removesuffix(" (retired code)")


def appeal_step(payer_kind: PayerKind) -> str:
    return _APPEALS.get(payer_kind, _APPEAL)


def correction_for(payer_kind: PayerKind, *, wants_new_claim: bool) -> str:
    """Which correction this payer takes. Medicare Part B takes no replacement claim (frequency 7)."""
    if wants_new_claim:
        return NEW_CLAIM
    return REOPENING if payer_kind is PayerKind.MEDICARE else REPLACEMENT
