"""The way to the patient's bill: only when no other payer is left, never for Medicaid or QMB. No input or output."""

from bot.rules.denial_case import DenialCase
from data.claim_models import PayerKind

_FREE_BY_NOTICE = "Do not bill the patient: the notice rules free them. Appeal, or the lead decides on a write-off."
_QMB = "Do not bill the patient: bill Medicaid for the cost share; what it leaves is not the patient's."
_MEDICAID = "Do not bill the patient: check whether the program lets this be billed at all (share of cost, copay)."
_OTHER_PAYER = "Bill the other payer first, with this payer's payment data."
_CROSSED = "Wait for the payer to whom the claim was sent on."
_ASK = "Look whether another payer is still unbilled; if so, bill that one first."
_ABN = "Look for a valid ABN signed before the service; without one the patient does not owe it."
_PLAN_DECISION = "Look for the plan's own decision given beforehand; without one the patient does not owe it."
_BILL = "Bill the patient."
_RATE = "Check that no contract or surprise billing rule bars it."
_PATIENT_SHARE = frozenset({"142", "178", "3"})
"""Shares that a Medicaid patient may owe: patient liability, spend-down, copay."""


def patient_path(case: DenialCase) -> tuple[str, ...]:
    """Steps for the patient's part, the first one what comes before any bill."""
    if case.is_free_by_notice:
        return (_FREE_BY_NOTICE,)
    if case.is_qmb_patient:
        return (_QMB,)
    if case.payer_kind is PayerKind.MEDICAID:
        return (_MEDICAID,) if case.carc not in _PATIENT_SHARE else (_MEDICAID, "If it does: bill that share only.")
    if case.is_crossed_over:
        return (_CROSSED, "Then bill the patient what that payer leaves.")
    if case.other_payer is True:
        return (_OTHER_PAYER, "Then bill the patient what that payer leaves.")
    return (*((_ASK,) if case.other_payer is None else ()), *_conditions(case), _last(case))


def _conditions(case: DenialCase) -> tuple[str, ...]:
    category = case.action.category if case.action else ""
    if category == "medical_necessity" and case.is_medicare:
        return (_ABN,)
    if category == "medical_necessity" and case.payer_kind is PayerKind.MEDICARE_ADVANTAGE:
        return (_PLAN_DECISION,)
    return (_RATE,) if case.carc == "45" else ()


def _last(case: DenialCase) -> str:
    if case.carc in ("201", "P3"):
        return "Bill the set-aside account or who keeps it, not the patient's pocket."
    return _BILL
