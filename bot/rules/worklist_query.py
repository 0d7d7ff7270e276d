"""A filter becomes a query: names become ids, ages become days; what is open follows from what was asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.rules.queues import NEVER_BILLED_TO, in_queue
from bot.rules.worklist_filter import ME, NOBODY, WorklistFilter
from bot.rules.worklist_payers import payers_meant
from bot.rules.worklist_people import owners_meant
from data.claim_models import ClaimState, PayerKind
from data.routing_models import SMALL_BALANCE_CENTS
from data.worklist_models import (
    Marked,
    Queue,
    RefusedFor,
    Sort,
    Span,
    WorklistPayer,
    WorklistPerson,
    WorklistQuery,
)

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
        not_states=asked.excluded.states,
        payer_ids=_payer_ids(asked, known, notes),
        not_payer_ids=_payers_meant(asked.excluded.payers, asked.excluded.payer_kinds, known, notes),
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
        is_owned=NOBODY in asked.excluded.owners,
        owner_ids=_owners_meant(asked.owner, known, notes) if asked.owner not in ("", NOBODY) else None,
        not_owner_ids=frozenset[int]().union(
            *(_owners_meant(one, known, notes) for one in asked.excluded.owners if one != NOBODY)
        ),
        refused=RefusedFor(
            carcs=frozenset(asked.carcs), groups=frozenset(asked.groups), categories=frozenset(asked.categories)
        ),
        not_refused=_not_refused(asked),
        remarks=frozenset(asked.rarcs),
        provider=asked.provider,
        not_providers=asked.excluded.providers,
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
    return _payers_meant(asked.payers, asked.payer_kinds, known, notes)


def _payers_meant(
    payers: Collection[str], kinds: Collection[PayerKind], known: Known, notes: list[str]
) -> frozenset[int]:
    for name in payers:
        if not payers_meant([name], [], known.payers):
            notes.append(f"No payer called {name} is in the store.")
    for kind in sorted(kinds):
        if not payers_meant([], [kind], known.payers):
            notes.append(f"No {kind.replace('_', ' ')} payer is in the store.")
    return payers_meant(payers, kinds, known.payers)


def _owners_meant(owner: str, known: Known, notes: list[str]) -> frozenset[int]:
    if owner == ME:
        if known.me is None:
            notes.append("You are not on the bot's list of people yet, so no claim is yours.")
        return frozenset({known.me} if known.me is not None else ())
    found = owners_meant(owner, known.people)
    if not found:
        notes.append(f"Nobody called {owner} is on the bot's list of people.")
    elif len(found) > 1:
        notes.append(f"{len(found)} people are called {owner}: all of them are meant.")
    return found


def _not_refused(asked: WorklistFilter) -> tuple[RefusedFor, ...]:
    reasons = [RefusedFor(groups=frozenset(groups), carcs=frozenset(carcs)) for groups, carcs in asked.excluded.reasons]
    categories = frozenset(asked.excluded.categories)
    return (*reasons, *([RefusedFor(categories=categories)] if categories else []))


def _marked(asked: WorklistFilter) -> frozenset[Marked]:
    told = (
        (Marked.RESENT, asked.is_resent),
        (Marked.UNLISTED, asked.is_unlisted),
        (Marked.PAID, asked.paid is not None),
    )
    return frozenset(mark for mark, is_asked in told if is_asked)


def _without_medicaid(query: WorklistQuery, known: Known) -> WorklistQuery:
    medicaid = payers_meant([], NEVER_BILLED_TO, known.payers)
    return replace(query, not_payer_ids=query.not_payer_ids | medicaid)
