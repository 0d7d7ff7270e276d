"""Whether a claim can be appealed now, to which level, until when, and what to know before; it writes no letters.

Sources: a rejected claim was never adjudicated; MA130 and late filing give no appeal in Medicare (42 CFR 424.44,
405.926); amounts in controversy 42 CFR 405.1006; good cause 42 CFR 405.942(b).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.controversy import amount_in_controversy
from bot.rules.dating import OWN, Dating
from bot.rules.denial_steps import DISMISSAL_RULE, LATE_FILING, appeals_against, spent
from bot.rules.refusals import Refusal, refusals_of
from data.appeal_models import AppealLevel
from data.claim_models import ClaimState, Ledger, PayerKind, Position
from data.deadline_models import Deadline, DeadlineRule, Purpose, Starts
from data.follow_up_models import StepKind
from data.work_models import Appeal, Outcome

Amounts = Mapping[tuple[int, int], int]
_REJECTED = (
    "The payer's front end rejected this claim before anybody decided it, so there is nothing to appeal: mend it and "
    "send it again. Its filing limit runs on."
)
_UNPROCESSABLE = (
    "Medicare could not process this claim (MA130) and has decided nothing, so there is no appeal right: mend it and "
    "send a new claim within the filing limit."
)
_LATE = (
    "Medicare's refusal for late filing (CARC 29) is no decision that can be appealed: ask for an exception to the "
    "filing limit (an error of the payer or the agency, coverage granted for the past, Medicaid or a Medicare "
    "Advantage plan taking its money back), with the proof."
)
_PATIENTS = (
    "Nothing of this claim is refused: what is left is the patient's share (PR), which is not appealed. A QMB or "
    "Medicaid patient must not be billed for it."
)
_NOT_REFUSED = "There is nothing to appeal now: the payer refuses nothing of it."
_REOPENING = (
    "A minor error or omission goes by a clerical reopening ({rule}, until {until}), not by an appeal: it is quicker "
    "and uses up no level."
)
_LATE_ELSEWHERE = (
    "Refused as late: send the proof that it was filed in time (the acceptance in a 277CA or the clearinghouse's "
    "report), or ask for an exception with good cause."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountCheck:
    """Medicare's amount in controversy for the next level. `needed_cents` is None where the year's is not known."""

    needed_cents: int | None
    refused_cents: int
    sentence: str

    @property
    def is_met(self) -> bool | None:
        return None if self.needed_cents is None else self.refused_cents >= self.needed_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """The level that is to be used next. `days` is None where its start or its rule is not known."""

    level: int
    name: str
    goes_to: str
    note: str
    rule: DeadlineRule | None
    days: Deadline | None
    amount: AmountCheck | None
    is_asked_only: bool

    @property
    def starts_at_service(self) -> bool:
        return self.rule is not None and self.rule.starts is Starts.SERVICE

    def window_on(self, today: date) -> str:
        """ "open", "not_yet", "closed", or "" where no day is known."""
        if self.days is None:
            return ""
        if self.days.opens_on is not None and today < self.days.opens_on:
            return "not_yet"
        return "closed" if today > self.days.due_rolled else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRight:
    """`no_right` is why none can be logged, "" where one can; `next_level` is None where none is left or known."""

    no_right: str
    warnings: tuple[str, ...]
    next_level: NextLevel | None
    payer_id: int | None


def appeal_right(
    position: Position, ledger: Ledger, dating: Dating, *, today: date, amounts: Amounts | None = None
) -> AppealRight:
    """As the claim stands on the day; `position` with what people did on it."""
    refusals = refusals_of(position, ledger, dating.carcs)
    refusal = refusals[-1] if refusals else None
    no_right = why_no_appeal(position, refusal, dating)
    if refusal is None or no_right:
        return AppealRight(no_right=no_right, warnings=(), next_level=None, payer_id=position.payer_id)
    against = spent(appeals_against(refusal, position.overlay.appeals))
    following = _next_level(position, refusal, against, dating, today, amounts or {})
    return AppealRight(
        no_right="",
        warnings=tuple(_warnings(refusal, against, position, dating, today)),
        next_level=following,
        payer_id=refusal.payer_id,
    )


def why_no_appeal(position: Position, refusal: Refusal | None, dating: Dating) -> str:
    """ "" where the last refusal can be appealed."""
    if position.state is ClaimState.REJECTED and refusal is None:
        return _REJECTED
    if refusal is None:
        return _PATIENTS if position.state is ClaimState.PATIENT_BALANCE else _NOT_REFUSED
    if refusal.is_unprocessable:
        return _UNPROCESSABLE
    is_medicare = dating.kind_of(refusal.payer_id) is PayerKind.MEDICARE
    return _LATE if is_medicare and refusal.reasons == {LATE_FILING} else ""


# --- the next level ------------------------------------------------------------------------------------------------


def _next_level(
    position: Position,
    refusal: Refusal,
    against: Sequence[Appeal],
    dating: Dating,
    today: date,
    amounts: Amounts,
) -> NextLevel | None:
    """None while an appeal waits, after one that was won, and past the last level that is known."""
    last = against[-1] if against else None
    if last is not None and (last.decided_on is None or last.outcome is Outcome.OVERTURNED):
        return None
    number = last.level + 1 if last else 1
    known = dating.level(refusal.payer_id, number)
    rule = _rule(last, known, number, refusal, dating)
    if known is None and rule is None:
        return None
    days = _days(number, rule, last, position, refusal, dating)
    return NextLevel(
        level=number,
        name=known.name if known and (rule is None or not rule.id.startswith(OWN)) else _own_name(rule, number),
        goes_to=known.goes_to if known else "",
        note=_note(known, rule),
        rule=rule,
        days=days,
        amount=_amount(known, position, today, days, amounts),
        is_asked_only=bool(known and known.is_asked_only and (rule is None or rule.asked_only)),
    )


def _rule(
    last: Appeal | None, known: AppealLevel | None, number: int, refusal: Refusal, dating: Dating
) -> DeadlineRule | None:
    """As reminders choose it; else the one of the level that is told only when asked for."""
    kind = dating.kind_of(refusal.payer_id)
    if last is not None and last.outcome is Outcome.DISMISSED and last.level == 1 and kind is PayerKind.MEDICARE:
        return dating.book.rule_with(DISMISSAL_RULE)
    chosen = dating.rule(Purpose.APPEAL, refusal.payer_id, level=number)
    return chosen or (dating.book.rule_with(known.rule_id) if known and known.rule_id else None)


def _days(
    number: int, rule: DeadlineRule | None, last: Appeal | None, position: Position, refusal: Refusal, dating: Dating
) -> Deadline | None:
    """From the step that is kept for it, else from the decision before, else from the refusal."""
    if rule is None:
        return None
    step = next((one for one in position.steps if one.kind is StepKind.APPEAL and one.level == number), None)
    if step is not None and step.start_on is not None and step.rule_id == rule.id:
        return dating.deadline(rule, step.start_on)
    if rule.starts is Starts.SERVICE:
        return dating.deadline(rule, position.service_from) if position.service_from else None
    start_on = last.decided_on if last and last.decided_on else refusal.since
    return dating.deadline(rule, start_on)


def _own_name(rule: DeadlineRule | None, number: int) -> str:
    return rule.title if rule else f"Level {number}"


def _note(known: AppealLevel | None, rule: DeadlineRule | None) -> str:
    notes = [known.note if known else "", rule.note if rule and rule.id == DISMISSAL_RULE else ""]
    return " ".join(filter(None, notes))


def _amount(
    known: AppealLevel | None, position: Position, today: date, days: Deadline | None, amounts: Amounts
) -> AmountCheck | None:
    """The year in which it is filed decides: today's, and after the turn of the year the next one's."""
    if known is None or not known.needs_amount:
        return None
    needed, sentence = amount_in_controversy(known.level, today.year, amounts)
    if days is not None and today <= days.due_rolled and days.due_rolled.year > today.year:
        sentence += " " + amount_in_controversy(known.level, days.due_rolled.year, amounts)[1]
    return AmountCheck(needed_cents=needed, refused_cents=position.denied_cents, sentence=sentence)


# --- what to know before -------------------------------------------------------------------------------------------


def _warnings(
    refusal: Refusal, against: Sequence[Appeal], position: Position, dating: Dating, today: date
) -> list[str]:
    told = []
    is_medicare = dating.kind_of(refusal.payer_id) is PayerKind.MEDICARE
    if not against and is_medicare:
        told += _reopening(refusal, dating, today)
    if LATE_FILING in refusal.reasons:
        told.append(_LATE if is_medicare else _LATE_ELSEWHERE)
    if position.patient_cents > 0:
        told.append("The patient's share (PR) is no part of the appeal; a QMB or Medicaid patient is never billed it.")
    appeals = position.overlay.appeals
    if appeals and not appeals[-1].is_spent:
        back = "sent back as incomplete" if appeals[-1].outcome is Outcome.RETURNED else "withdrawn"
        told.append(f"The last one was {back}: complete it and send it again while its own time limit runs.")
    if appeals and appeals[-1].outcome is Outcome.DISMISSED:
        told.append(
            "The last one was dismissed: file it again, complete, if its first time limit still runs, ask for the "
            "dismissal to be taken back with good cause, or have the dismissal reviewed."
        )
    return told


def _reopening(refusal: Refusal, dating: Dating, today: date) -> list[str]:
    """Only where every reason is usually put right by a correction."""
    if not refusal.reasons or {dating.usual_step(carc) for carc in refusal.reasons} != {"correct_and_resubmit"}:
        return []
    rule = dating.rule(Purpose.REOPENING, refusal.payer_id)
    if rule is None:
        return []
    until = dating.deadline(rule, refusal.since).due_rolled
    return [_REOPENING.format(rule=rule.id, until=until.isoformat())] if until >= today else []
