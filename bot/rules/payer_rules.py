"""Payer rules that outweigh the table's usual step, the practice's own before ours. No input or output."""

from collections.abc import Sequence

from bot.rules.denial_case import PayerRule
from data.claim_models import PayerKind


def payer_rule(payer_kind: PayerKind, carc: str, overrides: Sequence[PayerRule]) -> PayerRule | None:
    """The practice's own rule first, then ours."""
    rules = (*overrides, *_RULES)
    return next((rule for rule in rules if rule.payer_kind is payer_kind and rule.carc == carc), None)


def _rule(kind: PayerKind, carc: str, next_step: str, text: str, *, owner: str = "") -> PayerRule:
    return PayerRule(payer_kind=kind, carc=carc, next_step=next_step, text=text, owner=owner)


_RULES = (
    _rule(
        PayerKind.MEDICARE,
        "29",
        "verify_then_decide",
        "Ask the contractor for an exception, if one fits: its own error, coverage or Medicaid changed backwards in "
        "time, or an ended Medicare Advantage plan. Send the proof with it.",
    ),
    _rule(
        PayerKind.MEDICARE,
        "18",
        "verify_then_decide",
        "Find the original claim first. A wrong duplicate denial is a clerical error: ask for a reopening.",
    ),
    _rule(
        PayerKind.MEDICARE,
        "24",
        "bill_other_payer",
        "Find the patient's Medicare Advantage plan on that day, and bill that plan.",
    ),
    _rule(
        PayerKind.MEDICARE,
        "109",
        "bill_other_payer",
        "Find who pays it: another contractor, equipment (DME), Railroad Medicare, or a Medicare Advantage plan.",
    ),
    _rule(
        PayerKind.MEDICARE,
        "226",
        "send_records",
        "Send the records that were asked for; an appeal filed for this is handled as a reopening.",
    ),
    _rule(
        PayerKind.MEDICARE,
        "252",
        "send_records",
        "Send the records within the letter's own limit (usually 45 days; program integrity contractors often 30).",
    ),
    _rule(
        PayerKind.MEDICARE,
        "B9",
        "correct_and_resubmit",
        "Unrelated to the terminal illness, as the record shows: GW (professional) or condition code 07 (facility). "
        "Attending who is not hospice staff: GV. Else bill the hospice.",
    ),
    _rule(
        PayerKind.MEDICAID,
        "22",
        "bill_other_payer",
        "Bill every other payer first: Medicaid pays last. Then send its payment data.",
    ),
    _rule(
        PayerKind.MEDICARE_ADVANTAGE,
        "109",
        "bill_other_payer",
        "Check which plan, or Original Medicare, the patient had on that day, and bill that one.",
    ),
)
