"""Where a claim stands and what it comes to: the ledger's facts in, one position out; the same whatever their order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.rules.claim_money import VOID, Money, billed_of, money_of, sent_charge
from bot.rules.denials import Carcs
from bot.rules.listing import SETTLED, listed_position, newest_listing, state_listed_since
from bot.rules.progress import Progress, latest, progress_of
from bot.rules.settling import (
    FORWARDED,
    NOT_OURS,
    REVERSAL,
    SEQUENCES,
    UNKNOWN_PATIENT,
    Leg,
    denials_in,
    in_order,
    settle,
)
from bot.rules.working import overlay_of, worked_position
from data.claim_models import Answered, ClaimState, Ledger, Listed, Position, Refused, Remitted, Sent
from data.claim_numbers import claim_key
from data.work_models import NO_WORK

_NO_DAYS: tuple[date | None, date | None] = (None, None)

_WORDS_OF_X12 = "what was sent and remitted"
_TAKEN = (ClaimState.RECEIVED, ClaimState.ACCEPTED, ClaimState.PENDING)
_CHANGING = ("7", VOID)


def position_of(ledger: Ledger, carcs: Carcs) -> Position:
    """The claim's position. Every fact counts once; facts of X12 outweigh what an export lists."""
    listed = newest_listing(ledger.listed)
    if not (ledger.sent or ledger.answered or ledger.remitted) and listed is not None:
        since = state_listed_since(ledger.listed)
        return worked_position(replace(listed_position(listed), state_on=since), overlay_of(ledger))
    sent = latest(ledger.sent)
    legs = settle(ledger.remitted, ledger.sent, sent_charge(ledger.sent), carcs)
    money = money_of(ledger, legs, billed_of(ledger, legs, listed), listed)
    progress = progress_of(sent, [one for one in ledger.sent if one is not sent], ledger.acknowledged, ledger.answered)
    leg = _deciding_leg(legs, sent) or _settled_leg(legs, sent, money)
    is_void = sent is not None and sent.frequency == VOID
    if leg is None:
        state, on = progress.state, progress.on
        if is_void and money.paid == 0 and state in _TAKEN:
            state = ClaimState.CLOSED
    else:
        state, on = _adjudicated_state(ledger, legs, leg, money, is_void=is_void), _last_day(leg)
    if state is ClaimState.CLOSED and is_void:
        money = replace(money, balance=0)
    position = _position(ledger, Progress(state=state, on=on), money, leg, legs, sent, listed, _refused(leg, carcs))
    return worked_position(position, overlay_of(ledger))


def _refused(leg: Leg | None, carcs: Carcs) -> tuple[Refused, ...]:
    """The deciding payer's standing denials, by group and reason, the largest first."""
    if leg is None or leg.denied_cents == 0:
        return ()
    cents: dict[tuple[str, str], int] = {}
    for _, one in denials_in(leg, carcs):
        cents[one.group, one.carc] = cents.get((one.group, one.carc), 0) + one.cents
    ordered = sorted(cents, key=lambda key: (-cents[key], key))
    return tuple(
        Refused(
            group=group, carc=carc, category=carcs[carc].category if carc in carcs else "", cents=cents[group, carc]
        )
        for group, carc in ordered
    )


def deciding_leg(ledger: Ledger, carcs: Carcs) -> Leg | None:
    """The part of the payer that decides where the claim stands; None where none has spoken of what was sent last."""
    legs = settle(ledger.remitted, ledger.sent, sent_charge(ledger.sent), carcs)
    return _deciding_leg(legs, latest(ledger.sent))


# --- state ---------------------------------------------------------------------------------------------------------


def _deciding_leg(legs: Sequence[Leg], sent: Sent | None) -> Leg | None:
    """The last payer that has spoken, unless a submission is newer than what that payer said of it."""
    spoken = [leg for leg in legs if leg.rows]
    if not spoken:
        return None
    if sent is None:
        return spoken[-1]
    if sent.sequence in SEQUENCES:  # the letters P, S, T sort as the payers do
        return spoken[-1] if _speaks_after([leg for leg in spoken if leg.sequence >= sent.sequence], sent) else None
    return spoken[-1] if _speaks_after(spoken, sent) else None


def _settled_leg(legs: Sequence[Leg], sent: Sent | None, money: Money) -> Leg | None:
    """A claim sent again unchanged, while its payment was on the way, is paid all the same."""
    if sent is None or sent.frequency in _CHANGING or money.paid <= 0 or money.balance > 0:
        return None
    return next((leg for leg in reversed(legs) if leg.sequence == sent.sequence and leg.paid_cents > 0), None)


def _speaks_after(legs: Sequence[Leg], sent: Sent) -> bool:
    return any((row.on or date.max) >= (sent.on or date.min) for leg in legs for row in leg.rows)


def _adjudicated_state(ledger: Ledger, legs: Sequence[Leg], leg: Leg, money: Money, *, is_void: bool) -> ClaimState:
    if not leg.standing:
        return _after_reversal(legs, leg, is_void=is_void)
    if is_void and leg.paid_cents == 0 and any(row.status == REVERSAL for row in leg.rows):
        return ClaimState.CLOSED
    last = leg.standing[-1]
    if last.status == NOT_OURS:
        return ClaimState.FORWARDED
    if leg.is_denied and (money.balance > 0 or last.status == UNKNOWN_PATIENT):
        return ClaimState.DENIED
    if last.status in FORWARDED and not _has_spoken_after(legs, leg):
        return ClaimState.FORWARDED
    if money.denied > 0:
        return ClaimState.PARTLY_PAID
    if leg.waiting_cents and leg.paid_cents == 0:
        return ClaimState.PENDING
    if money.patient > money.patient_paid:
        return ClaimState.PAID if _next_payer(ledger, leg)[0] else ClaimState.PATIENT_BALANCE
    if money.paid != 0:
        return ClaimState.PAID
    return ClaimState.CLOSED if money.balance <= 0 else ClaimState.PENDING


def _after_reversal(legs: Sequence[Leg], leg: Leg, *, is_void: bool) -> ClaimState:
    """All rows are taken back: closed where we voided the claim, else the correction is still to come."""
    return ClaimState.CLOSED if is_void and sum(one.paid_cents for one in legs) == 0 else ClaimState.PENDING


def _has_spoken_after(legs: Sequence[Leg], leg: Leg) -> bool:
    return any(other.sequence > leg.sequence and other.rows for other in legs if other.sequence in SEQUENCES)


def _next_payer(ledger: Ledger, leg: Leg) -> tuple[str, int | None]:
    """The next payer on file that this leg's payer comes before, or ("", None); "P" < "S" < "T" holds for letters."""
    named = {sequence: (name, payer_id) for one in ledger.sent for sequence, name, payer_id in one.others}
    named |= {one.sequence: (one.payer, one.payer_id) for one in ledger.sent}
    later = [sequence for sequence in SEQUENCES if sequence in named and sequence > leg.sequence]
    return named[later[0]] if later else ("", None)


def _last_day(leg: Leg) -> date | None:
    rows = leg.standing or leg.rows
    return max((row.on for row in rows if row.on), default=None)


# --- the row -------------------------------------------------------------------------------------------------------


def _position(
    ledger: Ledger,
    progress: Progress,
    money: Money,
    leg: Leg | None,
    legs: Sequence[Leg],
    sent: Sent | None,
    listed: Listed | None,
    denials: tuple[Refused, ...],
) -> Position:
    next_payer, next_payer_id = _next_payer(ledger, leg) if leg else ("", None)
    payer_id, sequence = _payer(ledger, progress.state, leg, sent, listed)
    sent_days = [day for one in ledger.sent for day in (one.on, one.resent_on) if day]
    events = [*sent_days, *(row.on for row in ledger.remitted if row.on), *(a.on for a in ledger.answered if a.on)]
    events += [ack.on for ack in ledger.acknowledged if ack.on]
    telling = _telling_facts(ledger, sent, listed)
    days = next(
        ((one.service_from, one.service_to or one.service_from) for one in telling if one.service_from), _NO_DAYS
    )
    patient = next((one.patient for one in telling if one.patient[0]), ("", ""))
    return Position(
        claim_number=_number(ledger, listed),
        patient_last=patient[0],
        patient_first=patient[1],
        provider=sent.provider if sent else listed.provider if listed else "",
        account_number=listed.account_number if listed else "",
        state=progress.state,
        state_on=progress.on,
        payer_id=payer_id,
        payer_sequence=sequence,
        billed_cents=money.billed,
        paid_cents=money.paid,
        adjusted_cents=money.adjusted,
        patient_cents=money.patient,
        patient_paid_cents=money.patient_paid,
        denied_cents=money.denied,
        written_off_cents=0,
        balance_cents=money.balance,
        service_from=days[0],
        service_to=days[1],
        first_sent_on=min(sent_days, default=None),
        last_sent_on=max(sent_days, default=None),
        last_event_on=max(events, default=None),
        next_payer=next_payer,
        next_payer_id=next_payer_id,
        review=_review(legs, money, progress.state, listed),
        denials=denials,
        overlay=NO_WORK,
    )


def _number(ledger: Ledger, listed: Listed | None) -> str:
    """The number the claim was first sent under: people know it by that; else as the payers or an export write it."""
    for facts in (ledger.sent, ledger.remitted, ledger.answered):
        numbered = [one for one in facts if claim_key(one.number)]
        if numbered:
            return min(numbered, key=lambda one: (one.on or date.min, one.order)).number
    return listed.number if listed else ""


def _telling_facts(
    ledger: Ledger, sent: Sent | None, listed: Listed | None
) -> list[Sent | Remitted | Answered | Listed]:
    """The facts that say who and when, the most telling first: as sent, then as the payer repeats it."""
    newest = max(ledger.remitted, key=in_order) if ledger.remitted else None
    answer = max(ledger.answered, key=lambda one: (one.on or date.min, one.order)) if ledger.answered else None
    return [one for one in (sent, newest, answer, listed) if one is not None]


def _payer(
    ledger: Ledger, state: ClaimState, leg: Leg | None, sent: Sent | None, listed: Listed | None
) -> tuple[int | None, str]:
    """Who has the claim now: the payer it was sent to, that spoke last, or that it was forwarded to."""
    if leg is None:
        if sent is not None:
            return sent.payer_id, sent.sequence
        return (listed.payer_id if listed else None), ""
    if state is ClaimState.FORWARDED:
        for one in ledger.sent:
            for sequence, _, payer_id in one.others:
                if sequence in SEQUENCES and sequence > leg.sequence:
                    return payer_id, sequence
    ours = [one for one in ledger.sent if one.sequence == leg.sequence]
    newest = latest(ours)
    if newest is not None:
        return newest.payer_id, leg.sequence
    return (leg.standing or leg.rows)[-1].payer_id, leg.sequence


def _review(legs: Sequence[Leg], money: Money, state: ClaimState, listed: Listed | None) -> str:
    """What a person should look at first."""
    if any(leg.unmatched for leg in legs):
        return "A reversal came for a payment that is not in the store."
    if money.balance < 0:
        return "More was paid and adjusted than billed: a credit balance."
    if listed is not None and listed.state in SETTLED and listed.balance_cents == 0 and money.balance > 0:
        return f"The newest export lists it as “{listed.status}” with no balance, {_WORDS_OF_X12} says otherwise."
    return ""
