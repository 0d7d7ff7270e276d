"""What to do about a claim status (277, 277CA): rejected, pending, denied, asked for more. No input or output."""

from bot.rules import denial_words as words
from bot.rules.denial_advice import Advice
from data.claim_models import PayerKind
from data.denial_models import DenialTables, StatusCategory, StatusCode

REJECTED = frozenset({"A3", "A6", "A7", "A8"})
NEVER_DECIDED_GUARD = "No appeal: a rejected claim was never decided. The filing limit still runs."
RECEIPT_GUARD = "No proof of timely filing yet: only an acceptance (A2) is."
SEARCH_GUARD = "Do not send it again before you know whether the payer has it."
RESUBMIT_GUARD = "Do not send it again while the payer has it."
STATUS_GUARD = "Never bill the patient or write off on a status alone: wait for the remittance."
QUESTION_GUARD = "This is about the status question, not about the claim."
ENTITIES = {
    "1P": "provider",
    "36": "employer",
    "40": "receiver",
    "41": "sender",
    "71": "attending provider",
    "72": "operating provider",
    "77": "service location",
    "82": "rendering provider",
    "85": "billing provider",
    "87": "pay-to provider",
    "DK": "ordering provider",
    "DN": "referring provider",
    "DQ": "supervising provider",
    "IL": "subscriber",
    "PR": "payer",
    "QC": "patient",
}
"""The commonest entity codes, in our words."""
_SENDS = "Send a new claim (frequency 1), within the filing limit: the rejected one is not on file."
_FIRST_STEPS = {
    "A1": "Wait for the acceptance (A2); look again after 2 business days.",
    "A2": "Wait for the payer's decision; keep the acceptance as proof of timely filing.",
    "F2": "Find the remittance: its reason and remark codes say why.",
    "F4": "Find the remittance: its reason and remark codes say why.",
    "D0": "Look for the acceptance (277CA A2), then check member number, dates and payer.",
}


def advise_status(
    category: str, status: str, *, tables: DenialTables, entity: str = "", payer_kind: PayerKind = PayerKind.UNKNOWN
) -> Advice:
    """Advice on one category with or without a status code; either may be ""."""
    family, detail = tables.categories.get(category), tables.statuses.get(status)
    next_step, owner = _what_and_who(family, detail)
    correction = words.NEW_CLAIM if category in REJECTED else ""
    steps = tuple(dict.fromkeys(_steps(family, detail, entity, payer_kind, next_step)))
    return Advice(
        next_step=next_step,
        lead=steps[0],
        steps=steps,
        guards=tuple(_guards(family, category)),
        owner=owner,
        correction=correction,
        confidence=_confidence(family, detail, status),
        why=f"status {':'.join(part for part in (category, status) if part)}",
    )


def _what_and_who(family: StatusCategory | None, detail: StatusCode | None) -> tuple[str, str]:
    """A rejection or request is worked as its status code says; else the category decides."""
    if detail is not None and (family is None or family.family in ("acknowledgement", "request")):
        is_worked = family is None or family.code in REJECTED or family.family == "request"
        if is_worked:
            step = detail.next_step if family is None or family.code not in REJECTED else "correct_and_resubmit"
            return step, detail.owner
    if family is not None:
        return family.next_step, family.owner if family.owner != "none" else "biller"
    return "verify_then_decide", "biller"


def _steps(
    family: StatusCategory | None, detail: StatusCode | None, entity: str, payer_kind: PayerKind, next_step: str
) -> list[str]:
    whose = ENTITIES.get(entity, "")
    code = family.code if family else ""
    if code in _FIRST_STEPS:
        return [_FIRST_STEPS[code]]
    steps = []
    if detail is not None:
        steps.append(_about(detail, whose))
    if code in REJECTED:
        steps += [] if detail else ["Read the status code that came with it: it says what is wrong."]
        steps.append(_SENDS)
    elif family is not None:
        steps.append((family.note and f"{family.note}.") or words.STEPS.get(next_step, f"{family.meaning}."))
    elif next_step == "correct_and_resubmit":
        steps.append("Rejected (A3, A6 to A8): mend it and send a new claim. Pending: answer the payer.")
    return steps or [words.STEPS.get(next_step, "Read what the payer says with it.")]


def _about(detail: StatusCode, whose: str) -> str:
    if not detail.fixes:
        return words.LOOK_FIRST.get(detail.category, f"{detail.meaning}.") if _is_open(detail) else f"{detail.meaning}."
    fixes = detail.fixes
    if whose:
        fixes = fixes.replace("the one the entity code names", f"the {whose}").replace("the one named", f"the {whose}")
    if words.says_what_to_do(fixes):
        return f"{fixes} ({detail.code})."
    verb = words.REMARK_VERBS.get(detail.next_step, "Check")
    about = f" (about the {whose}; {detail.code})" if whose and whose not in fixes else f" ({detail.code})"
    return f"{verb}: {words.inside(fixes)}{about}."


def _is_open(detail: StatusCode) -> bool:
    return detail.next_step == "verify_then_decide"


def _guards(family: StatusCategory | None, category: str) -> list[str]:
    if category in REJECTED:
        return [NEVER_DECIDED_GUARD]
    if category == "A1":
        return [RECEIPT_GUARD, RESUBMIT_GUARD]
    if family is None:
        return [STATUS_GUARD]
    if family.family in ("error", "search"):
        return [QUESTION_GUARD] if family.family == "error" else [SEARCH_GUARD]
    return [RESUBMIT_GUARD] if category == "A2" or family.family in ("pending", "request") else [STATUS_GUARD]


def _confidence(family: StatusCategory | None, detail: StatusCode | None, status: str) -> str:
    known = [one.confidence for one in (family, detail) if one is not None]
    if not known:
        return "unknown"
    return "medium" if "medium" in known or (status and detail is None) else "high"
