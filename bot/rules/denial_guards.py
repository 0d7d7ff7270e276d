"""What must not be done about a denial, as sentences; each guard is one rule of its own. No input or output."""

from collections.abc import Callable

from bot.rules.denial_case import ABOUT_DIAGNOSIS, DenialCase
from data.claim_models import PayerKind

CO_GUARD = "Never bill the patient for a CO amount."
LOOK_GUARD = "Do not bill the patient until it is clear who owes it."
NO_GROUP_GUARD = "The group code decides who pays: look it up on the remittance before you bill anybody."
PR_GUARD = "Bill the patient last: not while another payer is unbilled."
PR_WRITE_OFF_GUARD = "Never write a patient balance off as a contract cut."
QMB_GUARD = "Never bill a QMB patient for Medicare cost share."
MEDICAID_GUARD = "Never bill a Medicaid patient for a covered service, or for what the program does not pay."
NOTICE_GUARD = "Never bill the patient: the advance notice was missing or not valid."
ABN_GUARD = "Medicare: bill the patient only with a valid ABN signed before the service (GA)."
PLAN_NOTICE_GUARD = "An ABN does not count in Medicare Advantage: only the plan's own decision given beforehand."
MODIFIER_GUARD = (
    "No modifier (such as 59) just to be paid: only if the NCCI indicator is 1 and the note shows a separate service."
)
DIAGNOSIS_GUARD = "No other diagnosis unless the record documents it; else ask the provider."
WRITE_OFF_GUARD = "No write-off while the remark says how to mend it."
UNPROCESSABLE_GUARD = "No appeal: Medicare never decided this claim. The filing limit still runs."
LATE_GUARD = "No appeal in Medicare: late filing is no decision that can be appealed."
NO_APPEAL_GUARD = "The remark says: no appeal."
RESEND_GUARD = "Do not send it again before the original is found."
RESEND_SAID_GUARD = "Do not send it again: the payer says so (N185)."
FREQUENCY_GUARD = "No replacement claim (frequency 7) to Medicare Part B."
CROSSOVER_GUARD = "Do not bill the next payer, too: the claim was sent on. Wait for that payer."
SEQUESTRATION_GUARD = "Not the patient's, and not the next payer's."
WAIT_GUARD = "No bill and no write-off before the payer decides."
RECORD_GUARD = "Never add to or change the record afterwards to be paid."
EVENT_GUARD = "Tell compliance or quality; the patient never pays."

_AFTER_THE_FACT = frozenset({"112", "B12", "173", "174", "175", "176"})
_MODIFIERS = frozenset({"4", "59", "97", "231", "234", "236", "B10", "B14", "B15"})
_ABN_CATEGORIES = frozenset({"medical_necessity"})


def guards_of(case: DenialCase) -> tuple[str, ...]:
    """Every guard that applies, each once: who must not be billed first, then what most often goes wrong."""
    found = [guard for rule in _RULES for guard in rule(case)]
    return tuple(dict.fromkeys(found))


def _about_the_group(case: DenialCase) -> list[str]:
    if case.is_free_by_notice:
        return [NOTICE_GUARD]
    if case.group == "PR":
        return [PR_WRITE_OFF_GUARD] if case.patient_never_pays else [PR_GUARD, PR_WRITE_OFF_GUARD]
    if case.group == "CO":
        return [CO_GUARD]
    return [LOOK_GUARD] if case.group else [NO_GROUP_GUARD]


def _about_the_patient(case: DenialCase) -> list[str]:
    if case.is_qmb_patient or case.carc == "303":
        return [QMB_GUARD]
    if case.payer_kind is PayerKind.MEDICAID:
        return [MEDICAID_GUARD]
    if (
        case.group != "PR"
        or case.is_free_by_notice
        or case.action is None
        or case.action.category not in _ABN_CATEGORIES
    ):
        return []
    if case.is_medicare:
        return [ABN_GUARD]
    return [PLAN_NOTICE_GUARD] if case.payer_kind is PayerKind.MEDICARE_ADVANTAGE else []


def _about_coding(case: DenialCase) -> list[str]:
    categories = {remark.category for remark in case.remarks if not remark.is_alert}
    category = case.action.category if case.action else ""
    guards = []
    if case.carc in _MODIFIERS or category == "bundling" or "bundling" in categories or _names(case, "modifier"):
        guards.append(MODIFIER_GUARD)
    if (
        case.carc in ABOUT_DIAGNOSIS
        or "medical_necessity" in (category, *categories)
        or (case.carc in ("16", "96", "A1") and _names(case, "diagnosis"))
    ):
        guards.append(DIAGNOSIS_GUARD)
    if case.carc in _AFTER_THE_FACT or any(remark.code == "N206" for remark in case.remarks):
        guards.append(RECORD_GUARD)
    return guards


def _names(case: DenialCase, word: str) -> bool:
    return any(word in remark.fixes.lower() for remark in case.remarks)


def _about_appeals(case: DenialCase) -> list[str]:
    if case.is_medicare and case.is_unprocessable:
        return [UNPROCESSABLE_GUARD]
    if case.is_medicare and case.carc == "29":
        return [LATE_GUARD]
    return [NO_APPEAL_GUARD] if case.has_no_appeal else []


def _about_sending(case: DenialCase) -> list[str]:
    guards = []
    if case.can_be_mended and case.group != "PR":
        guards.append(WRITE_OFF_GUARD)
    if case.action is not None and case.action.category == "duplicate":
        guards.append(RESEND_GUARD)
    if any(remark.code == "N185" for remark in case.remarks):
        guards.append(RESEND_SAID_GUARD)
    if case.is_crossed_over:
        guards.append(CROSSOVER_GUARD)
    if case.is_medicare and case.is_denial and _may_be_corrected(case):
        guards.append(FREQUENCY_GUARD)
    return guards


def _may_be_corrected(case: DenialCase) -> bool:
    steps = (case.action.next_step, case.action.fallback) if case.action else ()
    return case.can_be_mended or "correct_and_resubmit" in steps


def _about_the_reason(case: DenialCase) -> list[str]:
    if case.carc == "253":
        return [SEQUESTRATION_GUARD]
    if case.carc == "233":
        return [EVENT_GUARD]
    return [WAIT_GUARD] if case.action is not None and case.action.next_step == "wait" else []


_RULES: tuple[Callable[[DenialCase], list[str]], ...] = (
    _about_the_group,
    _about_the_patient,
    _about_appeals,
    _about_the_reason,
    _about_coding,
    _about_sending,
)
