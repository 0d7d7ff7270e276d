"""Figures of how billing goes, each with its formula and period in words; no figure where the store cannot know it.

Definitions: AAFP and MGMA (days in A/R, collection), HFMA MAP keys (denials, aged A/R). Facts in, values out.
"""

from collections.abc import Iterable, Sequence

from bot.rules.report_denials import DenialCounts, count_denials
from bot.rules.report_periods import is_closed, usual_closed_period
from data.report_models import Aging, ClaimFacts, Figure, FirstPass, FirstSend, Kpis, Period, Unit
from data.work_models import Appeal, Outcome

FEWEST_APPEALS = 20
_OVER_90 = 3
"""The first bucket of an aging report that lies beyond 90 days; the next one lies beyond 120."""


def count_kpis(
    facts: Sequence[ClaimFacts], aging: Aging, period: Period, *, leaves_out_duplicates: bool = False
) -> Kpis:
    """`facts` are of all claims with service or an event within the period, or the closed one before it, or later."""
    today = aging.today
    closed = usual_closed_period(today) if period.is_usual else period
    denials = count_denials(facts, period, leaves_out_duplicates=leaves_out_duplicates)
    return Kpis(
        today=today,
        period=period,
        figures=(
            _denial_rate(denials, period, leaves_out_duplicates=leaves_out_duplicates),
            _days_in_ar(facts, aging, period),
            _over_120(aging),
            _accepted_on_first_send(facts, period),
            _first_pass(facts, period),
            _insurer_collection(facts, closed, is_over=is_closed(closed, today)),
            _overturn_rate((appeal for one in facts for appeal in one.appeals), period),
        ),
        by_payer=denials.by_payer,
        by_carc=denials.by_carc,
        by_category=denials.by_category,
        leaves_out_duplicates=leaves_out_duplicates,
    )


# --- each figure ---------------------------------------------------------------------------------------------------


def _denial_rate(denials: DenialCounts, period: Period, *, leaves_out_duplicates: bool) -> Figure:
    total = denials.total
    left_out = ("Refusals as a duplicate (CARC 18) are left out.",) if leaves_out_duplicates else ()
    return _share(
        id="denial_rate",
        name="Denial rate",
        top=total.denied,
        bottom=total.remitted,
        of_top="claims denied in whole",
        of_bottom="claims remitted",
        formula=(
            "claims denied in whole ÷ claims remitted, by the day of the remittance; a claim counts once for each "
            "payer that decided it, and as denied though it was paid later"
        ),
        period=period,
        nothing="No remittance of the period is in the store.",
        notes=(f"{total.partly:,} more were denied in part.", *left_out),
    )


def _days_in_ar(facts: Iterable[ClaimFacts], aging: Aging, period: Period) -> Figure:
    owed = sum(aging.total.cents)
    charges = sum(one.billed_cents for one in facts if period.holds(one.service_from) and not one.is_void)
    why_not = ""
    if period.end != aging.today:
        why_not = "What is owed is known as of today only: ask for a period that ends today."
    elif charges <= 0:
        why_not = "No charges of the period are in the store."
    return Figure(
        id="days_in_ar",
        name="Days in A/R",
        unit=Unit.DAYS,
        top=owed,
        bottom=charges,
        of_top="owed today, credit balances not taken off",
        of_bottom="charges of the period",
        is_money=True,
        formula=(
            "total A/R, credit balances not taken off ÷ (gross charges by day of service ÷ days of the period); "
            "what patients paid counts as far as the files say it"
        ),
        period=period,
        value=None if why_not else owed * period.days / charges,
        why_not=why_not,
        notes=_ar_notes(aging),
        target="below 40",
    )


def _ar_notes(aging: Aging) -> tuple[str, ...]:
    return (f"{aging.resolved_claims:,} claims resolved in PM are not in it.",) if aging.resolved_claims else ()


def _over_120(aging: Aging) -> Figure:
    return _share(
        id="ar_over_120",
        name="A/R over 120 days",
        top=aging.total.cents[_OVER_90 + 1],
        bottom=sum(aging.total.cents),
        of_top="older than 120 days",
        of_bottom="owed today",
        formula="balances older than 120 days since service ÷ total A/R, as of today",
        period=Period(start=aging.today, end=aging.today),
        nothing="Nothing is owed.",
        is_money=True,
        target="below 15%",
    )


def _accepted_on_first_send(facts: Iterable[ClaimFacts], period: Period) -> Figure:
    sent = [one for one in facts if period.holds(one.first_sent_on)]
    accepted, rejected, unanswered = (
        sum(one.first_send is word for one in sent)
        for word in (FirstSend.ACCEPTED, FirstSend.REJECTED, FirstSend.UNANSWERED)
    )
    knows = accepted or rejected
    notes = [f"{rejected:,} were rejected."]
    if unanswered:
        notes.append(f"{unanswered:,} have no answer in the store and count as not accepted.")
    return _share(
        id="accepted_on_first_send",
        name="Accepted on first send",
        top=accepted,
        bottom=len(sent) if knows else 0,
        of_top="claims accepted by the payer (277CA A2)",
        of_bottom="claims first sent",
        formula="claims accepted (277CA A2) at their first submission ÷ claims first sent in the period",
        period=period,
        nothing=(
            "No acknowledgment (277CA) of these claims is in the store." if sent else "No claim was first sent then."
        ),
        notes=tuple(notes),
        target="95% or more",
    )


def _first_pass(facts: Iterable[ClaimFacts], period: Period) -> Figure:
    sent = [one for one in facts if period.holds(one.first_sent_on)]
    settled, waiting = (sum(one.first_pass is word for one in sent) for word in (FirstPass.SETTLED, FirstPass.WAITING))
    why_not = "No claim was first sent then."
    if sent and waiting == len(sent):
        why_not = "No remittance of these claims is in the store."
    return _share(
        id="first_pass_resolution",
        name="First-pass resolution",
        top=settled,
        bottom=0 if waiting == len(sent) else len(sent),
        of_top="claims settled by their first remittance",
        of_bottom="claims first sent",
        formula=(
            "claims that their first remittance settled in full ÷ claims first sent in the period; what it left to "
            "the patient or the next payer is settled"
        ),
        period=period,
        nothing=why_not,
        notes=(f"{waiting:,} wait for their first remittance and count as not settled.",) if waiting else (),
    )


def _insurer_collection(facts: Iterable[ClaimFacts], period: Period, *, is_over: bool) -> Figure:
    served = [one for one in facts if period.holds(one.service_from) and not one.is_void]
    counted = [one for one in served if one.knows_contract]
    paid = sum(one.paid_cents for one in counted)
    due = sum(one.billed_cents - one.adjusted_cents - one.patient_cents for one in counted)
    waiting = sum(not one.is_remitted for one in counted)
    notes = []
    if waiting:
        notes.append(f"{waiting:,} of {len(counted):,} claims have no remittance: all of their charge counts as due.")
    if len(served) > len(counted):
        notes.append(f"{len(served) - len(counted):,} claims are left out: their export tells no adjustments.")
    has_any = is_over and any(one.is_remitted or one.paid_cents for one in counted)
    why_not = "No payment for charges of the period is in the store."
    if not is_over:
        why_not = "The period ended less than 90 days ago: payments for it are still coming."
    return _share(
        id="insurer_collection_rate",
        name="Insurer collection rate",
        top=paid,
        bottom=due if has_any else 0,
        of_top="paid by insurers",
        of_bottom="due from insurers",
        formula=(
            "insurer payments ÷ (charges − contractual adjustments − patient share), by day of service, of a period "
            "that ended at least 90 days ago; what patients pay is not in it"
        ),
        period=period,
        nothing=why_not,
        notes=tuple(notes),
        is_money=True,
        target="95% or more",
    )


def _overturn_rate(appeals: Iterable[Appeal], period: Period) -> Figure:
    every = list(appeals)
    decided = [one for one in every if period.holds(one.decided_on) and one.outcome not in (None, Outcome.WITHDRAWN)]
    won = sum(one.outcome in (Outcome.OVERTURNED, Outcome.PARTLY) for one in decided)
    in_flight = sum(one.outcome is None for one in every)
    is_enough = len(decided) >= FEWEST_APPEALS
    return _share(
        id="overturn_rate",
        name="Overturn rate",
        top=won,
        bottom=len(decided) if is_enough else 0,
        of_top="appeals overturned or partly",
        of_bottom="appeals decided",
        formula="(overturned + partly overturned) ÷ decided appeals; in flight and withdrawn are not counted",
        period=period,
        nothing=f"Too few: {len(decided):,} of at least {FEWEST_APPEALS} decided appeals.",
        notes=(f"{in_flight:,} are in flight.",) if in_flight else (),
        known=(won, len(decided)),
    )


def _share(
    *,
    id: str,
    name: str,
    top: int,
    bottom: int,
    of_top: str,
    of_bottom: str,
    formula: str,
    period: Period,
    nothing: str,
    notes: tuple[str, ...] = (),
    is_money: bool = False,
    target: str = "",
    known: tuple[int, int] | None = None,
) -> Figure:
    """`nothing` says why there is no figure, where `bottom` is 0. `known` are counts that are told even then."""
    has_value = bottom > 0
    shown = known or (top, bottom)
    return Figure(
        id=id,
        name=name,
        unit=Unit.SHARE,
        top=shown[0],
        bottom=shown[1],
        of_top=of_top,
        of_bottom=of_bottom,
        is_money=is_money,
        formula=formula,
        period=period,
        value=top / bottom if has_value else None,
        why_not="" if has_value else nothing,
        notes=notes if has_value or known else (),
        target=target,
    )
