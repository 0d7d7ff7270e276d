"""What payers said after people had done something with a claim: it ends "resolved", a snooze, "sent again".

What counts is when it was heard here, not its own date: a remittance comes days after its date. No input or output.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.rules.listing import newest_listing
from bot.rules.settling import REVERSAL
from data.claim_models import Answered, Ledger, Remitted
from data.task_models import TaskDid
from data.work_models import Overlay, Worked, WorkKind

_REJECTED = frozenset({"A3", "A6", "A7", "A8", "F2"})
_ASKS = "R"
_PATIENT = "PR"
_REDUCES = frozenset({"45", "253", "23", "94", "101", "104", "131", "223", "237"})
"""Reasons that stand on payments in full, too."""


def with_later_news(overlay: Overlay, ledger: Ledger) -> Overlay:
    """A claim comes back when a payer refuses, rejects or asks for something after it was said to be resolved, and when
    a newer export still lists a balance. The same ends a snooze, and what was sent again before anybody knew of it.
    """
    if overlay.snoozed_until and _news_after(ledger, _last(ledger, WorkKind.SNOOZED)):
        overlay = replace(overlay, snoozed_until=None)
    if overlay.resent_on and _news_after(ledger, _last(ledger, WorkKind.RESENT)):
        overlay = replace(overlay, resent_on=None)
    if overlay.coding_answer and _news_after(ledger, _last_answer(ledger)):
        overlay = replace(overlay, coding_answer=None)
    if overlay.resolved_on is None:
        return overlay
    days = [*_listed_again(overlay.resolved_on, ledger), *_news_after(ledger, _last(ledger, WorkKind.RESOLVED))]
    if not days:
        return overlay
    return replace(overlay, resolved_on=None, came_back_on=max(min(days), overlay.resolved_on))


def _listed_again(resolved_on: date, ledger: Ledger) -> Iterator[date]:
    newest = newest_listing(ledger.listed)
    if newest is not None and newest.seen_on > resolved_on and (newest.balance_cents or 0) > 0:
        yield newest.seen_on


def _news_after(ledger: Ledger, work: Worked | None) -> list[date]:
    """Days of what was heard, or happened, after that and wants somebody."""
    if work is None:
        return []
    told: list[tuple[Remitted | Answered, bool]] = [(row, _refuses(row)) for row in ledger.remitted]
    told += [(one, _wants(one)) for one in ledger.answered]
    return [one.on or work.on for one, wants in told if wants and _is_later(one, work, ledger)]


def _is_later(one: Remitted | Answered, work: Worked, ledger: Ledger) -> bool:
    heard_at = ledger.heard.get(one.fact_id)
    return (heard_at is not None and heard_at > work.at) or (one.on is not None and one.on > work.on)


def _refuses(row: Remitted) -> bool:
    """Nothing was paid, something was taken back, or a reason other than a usual reduction stands on it."""
    if row.paid_cents <= 0 or row.status == REVERSAL:
        return True
    return any(one.group != _PATIENT and one.carc not in _REDUCES for one in row.adjustments)


def _wants(answer: Answered) -> bool:
    """It rejects, denies, or asks for records."""
    return any(category in _REJECTED or category[:1] == _ASKS for category, _, _ in answer.codes)


def _last(ledger: Ledger, kind: WorkKind) -> Worked | None:
    undone = {one.undoes for one in ledger.worked if one.kind is WorkKind.UNDONE}
    found = (one for one in ledger.worked if one.kind is kind and one.id not in undone)
    return max(found, key=lambda one: (one.at, one.id), default=None)


def _last_answer(ledger: Ledger) -> Worked | None:
    """Of a coder."""
    answers = (one for one in ledger.worked if one.kind is WorkKind.TASK and f" {TaskDid.ANSWERED} " in one.way)
    return max(answers, key=lambda one: (one.at, one.id), default=None)
