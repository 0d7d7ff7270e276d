"""What to do about one denial: steps in order, what not to do, who. No input or output.

The order of decision: group, retired number, remark, the practice's or payer's own rule, our table. The group outweighs
the reason: CO is never the patient's, PR only when nobody else is left to pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules import denial_words as words
from bot.rules.denial_case import NEEDS_REMARK, NO_DENIAL, WAITING, DenialCase, PayerRule
from bot.rules.denial_guards import guards_of
from bot.rules.denial_patient import patient_path
from bot.rules.payer_rules import payer_rule
from data.claim_models import CarcAction, PayerKind
from data.denial_models import DenialTables, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`next_step` is the first step's kind; `correction` is "", new claim, replacement claim or reopening."""

    next_step: str
    lead: str
    """The one step that the rule which decided puts first: what a card shows where all steps are too many."""
    steps: tuple[str, ...]
    guards: tuple[str, ...]
    """On a reason, who must not be billed stands first."""
    owner: str
    correction: str
    confidence: str
    """high, medium, low; "unknown" where the reason is not in our table."""
    why: str
    """Which rule decided, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one rule decides; `steps` may be none where the kind of step says all."""

    next_step: str
    steps: tuple[str, ...]
    owner: str
    why: str


def advise(
    group: str,
    carc: str,
    rarcs: Sequence[str],
    *,
    tables: DenialTables,
    payer_kind: PayerKind = PayerKind.UNKNOWN,
    is_qmb: bool = False,
    has_other_payer: bool | None = None,
    overrides: Sequence[PayerRule] = (),
) -> Advice:
    """Advice on one group, reason and its remarks. `has_other_payer` is None where nobody knows; `carc` may be ""."""
    case = DenialCase(
        group=group,
        carc=carc,
        action=tables.carcs.get(carc),
        remarks=tuple(tables.remarks[code] for code in rarcs if code in tables.remarks),
        unknown_remarks=tuple(code for code in rarcs if code not in tables.remarks),
        payer_kind=payer_kind,
        is_qmb=is_qmb,
        has_other_payer=has_other_payer,
        rule=payer_rule(payer_kind, carc, overrides),
    )
    decision = _decide(case)
    correction = _correction(case, decision)
    steps = _all_steps(case, decision, correction)
    return Advice(
        next_step=decision.next_step,
        lead=(*decision.steps, *steps)[0],
        steps=steps,
        guards=guards_of(case),
        owner=decision.owner,
        correction=correction,
        confidence=_confidence(case),
        why=decision.why,
    )


def _decide(case: DenialCase) -> Decision:
    """The first rule that has something to say, in the order of decision."""
    for rule in (_by_group, _by_remark, _by_payer_rule):
        decision = rule(case)
        if decision is not None:
            return decision
    return _by_table(case)


def _by_group(case: DenialCase) -> Decision | None:
    """CR is acted on elsewhere; PR and freed patients have a path of their own unless something can be mended."""
    if case.group == "CR":
        return Decision(next_step="verify_then_decide", steps=(), owner="biller", why="group CR")
    if case.carc in NO_DENIAL and case.group != "PR":
        return None
    if case.can_be_mended or not _is_patients(case):
        return None
    steps = patient_path(case)
    kind = "patient_bill" if not case.patient_never_pays and case.other_payer is not True else "bill_other_payer"
    return Decision(next_step=kind, steps=steps, owner="biller", why="group PR")


def _is_patients(case: DenialCase) -> bool:
    """PR with a reason that leaves nothing to look at first; a retired or unknown one is looked at."""
    if case.group != "PR" or case.carc in WAITING or case.carc == "23":
        return False
    action = case.action
    return action is not None and (
        action.next_step in ("patient_bill", "write_off", "info_only")
        or action.category == "patient_responsibility"
        or case.is_free_by_notice
        or case.is_agreed_by_notice
        or (case.is_medicare and action.category == "medical_necessity")
    )


def _by_remark(case: DenialCase) -> Decision | None:
    remark = case.leading
    if remark is None:
        return None
    others = [other for other in case.remarks if not other.is_alert and other is not remark]
    steps = [_remark_step(one) for one in (remark, *others) if one.code != "MA130" or one is remark]
    return Decision(next_step=remark.next_step, steps=tuple(steps), owner=remark.owner, why=f"remark {remark.code}")


def _remark_step(remark: Remark) -> str:
    """ "Mend: Procedure code of the line (M51)."."""
    if remark.code == "MA130":
        return "Find what is missing or wrong: the claim could not be processed (MA130)."
    if not remark.fixes:
        return f"{remark.meaning} ({remark.code})."
    if words.says_what_to_do(remark.fixes):
        return f"{remark.fixes} ({remark.code})."
    return f"{words.REMARK_VERBS.get(remark.next_step, 'Check')}: {words.inside(remark.fixes)} ({remark.code})."


def _by_payer_rule(case: DenialCase) -> Decision | None:
    rule = case.rule
    if rule is None:
        return None
    owner = rule.owner or (case.action.owner if case.action else "biller")
    why = rule.source or f"a rule for {case.payer_kind.value.replace('_', ' ')}"
    return Decision(next_step=rule.next_step, steps=(rule.text,), owner=owner, why=why)


def _by_table(case: DenialCase) -> Decision:
    action = case.action
    if not case.carc and case.remarks:
        return _by_remark_alone(case.remarks[0])
    if not case.carc:
        return Decision(next_step="verify_then_decide", steps=(), owner="biller", why="not in the table")
    if action is None:
        step = "Read the payer's own words for it, and ask the payer: this reason is not in my table."
        return Decision(next_step="verify_then_decide", steps=(step,), owner="biller", why="not in the table")
    kind = _allowed_step(case, action)
    why = f"retired reason {action.code}" if action.retired else f"reason {action.code} in our table"
    owner = action.owner if action.owner != "none" else "biller"
    return Decision(next_step=kind, steps=_table_steps(case, action, kind), owner=owner, why=why)


def _by_remark_alone(remark: Remark) -> Decision:
    step = f"{remark.note}." if remark.note else words.STEPS.get(remark.next_step, f"{remark.meaning}.")
    owner = remark.owner if remark.owner != "none" else "biller"
    return Decision(next_step=remark.next_step, steps=(step,), owner=owner, why=f"remark {remark.code}")


def _allowed_step(case: DenialCase, action: CarcAction) -> str:
    """The table's step, but no patient bill outside PR."""
    return "verify_then_decide" if action.next_step == "patient_bill" and case.group != "PR" else action.next_step


def _table_steps(case: DenialCase, action: CarcAction, kind: str) -> tuple[str, ...]:
    if action.code in words.SPECIAL_STEPS:
        return words.SPECIAL_STEPS[action.code]
    steps = [words.FIND_REMARK] if action.code in NEEDS_REMARK and not _has_said(case) else []
    steps += [_remark_step(remark) for remark in case.remarks if not remark.is_alert and remark.code != "MA130"]
    if kind == "verify_then_decide":
        steps.append(words.LOOK_FIRST[action.category])
    elif kind == "appeal":
        steps.append(words.LOOK_FIRST[action.category])
        steps.append(words.appeal_step(case.payer_kind) if not case.has_no_appeal else "Ask the payer what is open.")
    elif kind == "correct_and_resubmit":
        steps.append(_what_to_correct(case, action))
    else:
        steps += [words.LOOK_FIRST["eligibility"]] if action.category == "eligibility" else []
        steps.append(words.STEPS.get(kind, words.LOOK_FIRST[action.category]))
    return tuple(steps)


def _what_to_correct(case: DenialCase, action: CarcAction) -> str:
    if action.code in NEEDS_REMARK:
        return "Correct what the remark names." if not _has_said(case) else "Correct what the remarks name."
    return f"Correct what is wrong: {words.inside(words.meaning_of(action))}."


def _has_said(case: DenialCase) -> bool:
    return any(not remark.is_alert for remark in case.remarks)


# --- what stands around the decision -------------------------------------------------------------------------------


def _correction(case: DenialCase, decision: Decision) -> str:
    if decision.next_step != "correct_and_resubmit":
        return ""
    return words.correction_for(case.payer_kind, wants_new_claim=case.wants_new_claim)


def _all_steps(case: DenialCase, decision: Decision, correction: str) -> tuple[str, ...]:
    steps: list[str] = []
    if decision.why != "group PR" and case.group in words.GROUP_STEPS and not _is_usual(case):
        steps.append(words.GROUP_STEPS[case.group])
    if case.action is not None and case.action.retired:
        steps.append(f"This number is retired. {case.action.note or 'Read the remark code'}.".replace("..", "."))
    steps += decision.steps
    if correction:
        steps.append(words.CORRECTION_STEPS[correction])
        if case.payer_kind is PayerKind.UNKNOWN and correction == words.REPLACEMENT:
            steps.append(words.UNKNOWN_PAYER_STEP)
    steps += _last_steps(case, decision)
    if case.unknown_remarks:
        steps.append(f"Look up {', '.join(case.unknown_remarks)}: not in my table of remark codes.")
    return tuple(dict.fromkeys(steps))


def _is_usual(case: DenialCase) -> bool:
    """Whether this reason comes with this group by itself, so that the group says nothing more."""
    return case.group != "CR" and case.action is not None and case.group in case.action.groups


def _last_steps(case: DenialCase, decision: Decision) -> list[str]:
    """What remains when the first way leads nowhere; no write-off while it can be mended, or of the patient's part."""
    action = case.action
    if action is None or not case.is_denial or decision.why in ("group PR", "group CR"):
        return []
    last = []
    if case.group == "PR" and decision.next_step != "patient_bill":
        last += [f"After that: {words.inside(step)}" for step in patient_path(case)[:1]]
    kind = action.fallback
    is_barred = (
        kind in ("", "patient_bill", decision.next_step)
        or (kind == "write_off" and (case.can_be_mended or case.group == "PR"))
        or (kind == "appeal" and case.has_no_appeal)
    )
    if not is_barred:
        last.append(
            words.LAST_STEPS[kind].format(
                appeal=words.inside(words.appeal_step(case.payer_kind)),
                correction=words.CORRECTION_STEPS[words.correction_for(case.payer_kind, wants_new_claim=False)],
            )
        )
    return last


def _confidence(case: DenialCase) -> str:
    """The table's, one step lower where the reason needs a remark that is missing or not known."""
    if not case.carc and case.remarks:
        return case.remarks[0].confidence
    if case.action is None:
        return "unknown"
    if case.carc in NEEDS_REMARK and not _has_said(case):
        return "low"
    if case.unknown_remarks and case.action.confidence == "high":
        return "medium"
    return case.action.confidence
