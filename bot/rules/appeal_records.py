"""What follows from each appeal of a claim: by when it is decided, what was paid since, why it had been refused."""

from datetime import date

from bot.rules.dating import Dating
from bot.rules.denial_steps import decision_due_on
from bot.rules.denials import Carcs, Effect, effect_of
from bot.rules.settling import PREDETERMINATION, in_order
from data.appeal_models import AppealRecord
from data.claim_models import Ledger, Position, Remitted
from data.work_models import Appeal

_DENIES = frozenset({Effect.DENIAL, Effect.BUNDLED})


def appeal_records(position: Position, ledger: Ledger, dating: Dating) -> tuple[AppealRecord, ...]:
    """In the order in which they were logged; () for a claim that nobody appealed."""
    appeals = position.overlay.appeals
    return tuple(
        _record(number, appeal, appeals[number : number + 1], position, ledger, dating)
        for number, appeal in enumerate(appeals, start=1)
    )


def _record(
    number: int, appeal: Appeal, following: tuple[Appeal, ...], position: Position, ledger: Ledger, dating: Dating
) -> AppealRecord:
    refused = _refused_before(appeal, ledger, dating.carcs)
    payer_id = refused.payer_id if refused else position.payer_id
    until = following[0].sent_on if following else date.max
    since = [
        row
        for row in ledger.remitted
        if row.on and appeal.sent_on < row.on <= until and row.status != PREDETERMINATION
        if refused is None or row.payer_id == refused.payer_id
    ]
    own_payer = _as_sent(payer_id, ledger, refused)
    return AppealRecord(
        number=number,
        appeal=appeal,
        payer_id=own_payer,
        decision_due_on=decision_due_on(appeal, own_payer, dating),
        answered_on=min((row.on for row in since if row.on), default=None),
        paid_since_cents=sum(row.paid_cents for row in since),
        carcs=_reasons(refused, position, dating.carcs),
    )


def _refused_before(appeal: Appeal, ledger: Ledger, carcs: Carcs) -> Remitted | None:
    """The newest remittance that refuses something and had come when the appeal went out; else the first such one."""
    refusing = sorted((row for row in ledger.remitted if row.on and _denied_by(row, carcs)), key=in_order)
    before = [row for row in refusing if row.on and row.on <= appeal.sent_on]
    return before[-1] if before else None


def _as_sent(payer_id: int | None, ledger: Ledger, refused: Remitted | None) -> int | None:
    """As the claim was sent, where it was: under that name the practice's rules know the payer."""
    if refused is None or any(one.payer_id == payer_id for one in ledger.sent):
        return payer_id
    sequence = {"1": "P", "2": "S", "3": "T"}.get(refused.status, "P")
    sent = [one for one in ledger.sent if one.sequence in ("", sequence)]
    return max(sent, key=lambda one: (one.on or date.min, one.order)).payer_id if sent else payer_id


def _reasons(refused: Remitted | None, position: Position, carcs: Carcs) -> tuple[str, ...]:
    if refused is None:
        return tuple(dict.fromkeys(one.carc for one in position.denials))
    return tuple(dict.fromkeys(_denied_by(refused, carcs)))


def _denied_by(row: Remitted, carcs: Carcs) -> list[str]:
    return [one.carc for one in row.adjustments if effect_of(one.group, one.carc, carcs) in _DENIES]
