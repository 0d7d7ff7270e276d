"""A filter becomes a query: names become ids, ages become days; what is open follows from what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.rules.queues import NEVER_BILLED_TO, in_queue
from bot.rules.worklist_filter import ME, NOBODY, WorklistFilter
from bot.rules.worklist_payers import payers_meant
from bot.rules.worklist_people import owners_meant
from data.claim_models import ClaimState
from data.routing_models import SMALL_BALANCE_CENTS
from data.worklist_models import Marked, Queue, Sort, Span, WorklistPayer, WorklistPerson, WorklistQuery

_DONE = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.WRITTEN_OFF})
_PAID_STATES = frozenset(
    {ClaimState.PAID, ClaimState.PARTLY_PAID, ClaimState.PATIENT_BALANCE, ClaimState.FORWARDED, ClaimState.CLOSED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows beside claims. `me` is the person who asks, None where they are not on the list.

    Balances below `small_balance_cents` are small in this practice.
    """

    today: date
    payers: Sequence[WorklistPayer]
    people: Sequence[WorklistPerson]
    me: int | None
    small_balance_cents: int = SMALL_BALANCE_CENTS


def query_of(asked: WorklistFilter, known: Known) -> tuple[WorklistQuery, list[str]]:
    """The query, and notes on names that the store does not know."""
    notes: list[str] = []
    query = WorklistQuery(
        today=known.today,
        is_open=_openness(asked),
        is_snoozed=_snoozing(asked),
        is_resolved=asked.is_resolved,
        states=_PAID_STATES if _is_paid_when(asked) else asked.states,
        payer_ids=_payer_ids(asked, known, notes),
        sequence=asked.sequence,
        aged=_aged(asked, known.today),
        service=asked.service,
        sent=asked.sent,
        in_state=asked.paid or asked.in_state,
        due=asked.due,
        untouched_since=known.today - timedelta(days=asked.untouched_days)
        if asked.untouched_days is not None
        else None,
        balance_min=asked.amount_min,
        balance_max=asked.amount_max,
        is_unowned=asked.owner == NOBODY,
        owner_ids=_owner_ids(asked, known, notes),
        carcs=frozenset(asked.carcs),
        groups=frozenset(asked.groups),
        categories=frozenset(asked.categories),
        remarks=frozenset(asked.rarcs),
        provider=asked.provider,
        number=asked.text,
        marked=_marked(asked),
        sort=asked.sort or Sort.BALANCE,
    )
    if asked.queue is not None:
        query = replace(query, **in_queue(query, asked.queue, small_balance_cents=known.small_balance_cents))
    return (_without_medicaid(query, known) if asked.queue is Queue.PATIENT_READY else query), notes


def _openness(asked: WorklistFilter) -> bool | None:
    if asked.is_any or asked.is_resolved:
        return None
    if asked.is_open is not None:
        return asked.is_open
    return None if asked.text or asked.paid or asked.states & _DONE else True


def _snoozing(asked: WorklistFilter) -> bool | None:
    if asked.is_snoozed:
        return True
    return None if asked.is_any or asked.text or asked.is_resolved else False


def _is_paid_when(asked: WorklistFilter) -> bool:
    """ "Paid last week" is about payments, whatever is still owed by others."""
    return asked.paid is not None and asked.states <= {ClaimState.PAID}


def _aged(asked: WorklistFilter, today: date) -> Span | None:
    if asked.age_min is None and asked.age_max is None:
        return None
    return Span(
        start=today - timedelta(days=asked.age_max) if asked.age_max is not None else None,
        end=today - timedelta(days=asked.age_min) if asked.age_min is not None else None,
    )


def _payer_ids(asked: WorklistFilter, known: Known, notes: list[str]) -> frozenset[int] | None:
    if not asked.payers and not asked.payer_kinds:
        return None
    for name in asked.payers:
        if not payers_meant([name], [], known.payers):
            notes.append(f"No payer called {name} is in the store.")
    for kind in sorted(asked.payer_kinds):
        if not payers_meant([], [kind], known.payers):
            notes.append(f"No {kind.replace('_', ' ')} payer is in the store.")
    return payers_meant(asked.payers, asked.payer_kinds, known.payers)


def _owner_ids(asked: WorklistFilter, known: Known, notes: list[str]) -> frozenset[int] | None:
    if not asked.owner or asked.owner == NOBODY:
        return None
    if asked.owner == ME:
        if known.me is None:
            notes.append("You are not on the bot's list of people yet, so no claim is yours.")
        return frozenset({known.me} if known.me is not None else ())
    found = owners_meant(asked.owner, known.people)
    if not found:
        notes.append(f"Nobody called {asked.owner} is on the bot's list of people.")
    elif len(found) > 1:
        notes.append(f"{len(found)} people are called {asked.owner}: all of them are shown.")
    return found


def _marked(asked: WorklistFilter) -> frozenset[Marked]:
    return frozenset({Marked.RESENT} if asked.is_resent else ()) | frozenset({Marked.PAID} if asked.paid else ())


def _without_medicaid(query: WorklistQuery, known: Known) -> WorklistQuery:
    medicaid = payers_meant([], NEVER_BILLED_TO, known.payers)
    if query.payer_ids is None:
        return replace(query, not_payer_ids=medicaid)
    return replace(query, payer_ids=query.payer_ids - medicaid)
