"""What payers refuse of a claim, payer by payer, and since when: the days from which the time to appeal runs.

Sending a claim again does not start that time anew: the first refusal that was not taken back counts, whatever came
after it. A payer that takes its decision back (CLP02 22) and decides again starts it.
"""

from dataclasses import dataclass
from datetime import date

from bot.rules.claim_money import sent_charge
from bot.rules.denials import Carcs, Effect, effect_of
from bot.rules.settling import FORWARDED, REVERSAL, Leg, denials_in, settle
from data.claim_models import ClaimState, Ledger, Position, Remitted

_REFUSED = frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID})
_DENIES = frozenset({Effect.DENIAL, Effect.BUNDLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One payer's. `since` is the day of the first refusal that stands, `newest` of the last one.

    `days` are those of every refusal, taken back or not; () where a status answer or an export alone says so.
    """

    payer_id: int | None
    since: date
    newest: date
    reasons: frozenset[str]
    is_unprocessable: bool
    days: tuple[date, ...]


def refusals_of(position: Position, ledger: Ledger, carcs: Carcs) -> list[Refusal]:
    """Those that stand while something is owed, in the order of payers."""
    if position.balance_cents <= 0 and position.state not in _REFUSED:
        return []
    legs = settle(ledger.remitted, ledger.sent, sent_charge(ledger.sent), carcs) if ledger.remitted else []
    found = [refusal for leg in legs if (refusal := _of_leg(leg, ledger, carcs))]
    if not found and position.state in _REFUSED and position.state_on is not None:
        on = position.state_on
        reasons = frozenset(one.carc for one in position.denials)
        return [
            Refusal(payer_id=position.payer_id, since=on, newest=on, reasons=reasons, is_unprocessable=False, days=())
        ]
    return found


def _of_leg(leg: Leg, ledger: Ledger, carcs: Carcs) -> Refusal | None:
    if leg.denied_cents <= 0 and not leg.is_denied:
        return None
    standing = [row for row in leg.finals if row.on and _refuses(row, carcs)]
    days = sorted(row.on for row in leg.rows if row.on and _refuses(row, carcs))
    if not standing:
        return None
    refused = denials_in(leg, carcs)
    return Refusal(
        payer_id=_payer_of(leg, ledger),
        since=min(row.on for row in standing if row.on),
        newest=max(row.on for row in standing if row.on),
        reasons=frozenset(one.carc for _, one in refused),
        is_unprocessable=any(row.is_unprocessable for row in leg.standing),
        days=tuple(days),
    )


def _refuses(row: Remitted, carcs: Carcs) -> bool:
    """Something of it is denied; or nothing was paid, and no share of the patient explains it."""
    if row.status == REVERSAL or (row.status in FORWARDED and not row.adjustments):
        return False
    if any(effect_of(one.group, one.carc, carcs) in _DENIES for one in row.adjustments):
        return True
    return row.paid_cents <= 0 and not any(
        effect_of(one.group, one.carc, carcs) is Effect.PATIENT for one in row.adjustments
    )


def _payer_of(leg: Leg, ledger: Ledger) -> int | None:
    """As the claim was sent, whose name the practice's rules know it by; else as the payer names itself."""
    sent = [one for one in ledger.sent if one.sequence == leg.sequence]
    if sent:
        return max(sent, key=lambda one: (one.on or date.min, one.order)).payer_id
    return leg.rows[-1].payer_id
