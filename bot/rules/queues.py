"""The worklists that everybody has: what each holds, and what a person must know who works it; it looks nothing up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from data.claim_models import ClaimState, PayerKind
from data.routing_models import SMALL_BALANCE_CENTS
from data.worklist_models import Marked, Queue, Span, WorklistQuery

SECONDARY_SILENT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """`words` opens it; `warning` is what is not on the rows."""

    title: str
    words: str
    states: frozenset[ClaimState] = frozenset()
    marked: frozenset[Marked] = frozenset()
    warning: str = ""


QUEUES: Mapping[Queue, QueueFacts] = {
    Queue.UNWORKED_DENIALS: QueueFacts(
        title="denials and denied lines that nobody has touched since they came",
        words="unworked denials",
        states=frozenset({ClaimState.DENIED, ClaimState.PARTLY_PAID}),
        marked=frozenset({Marked.UNWORKED}),
    ),
    Queue.REJECTED_NOT_RESENT: QueueFacts(
        title="rejected and not sent again",
        words="rejected not resent",
        states=frozenset({ClaimState.REJECTED}),
        warning="A rejected claim was never processed: the filing limit runs on, and there is no appeal. Mend it and "
        "send it again.",
    ),
    Queue.SECONDARY_UNPAID: QueueFacts(
        title=f"crossed over more than {SECONDARY_SILENT_DAYS} days ago and not paid by the secondary",
        words="crossed over unpaid",
        states=frozenset({ClaimState.FORWARDED}),
        warning="Look in the secondary's portal first: if it never came, bill it with the primary's remittance.",
    ),
    Queue.CREDITS: QueueFacts(
        title="credit balances and payments taken back",
        words="credit balances",
        marked=frozenset({Marked.CREDIT}),
        warning="Medicare's 60-day clock: an overpayment by Medicare must be reported and returned within 60 days "
        "after it was identified; a timely investigation in good faith may hold that for up to 180 days "
        "(42 CFR 401.305). When it was identified is not kept here. Medicaid and other payers have rules of their own.",
    ),
    Queue.PATIENT_READY: QueueFacts(
        title="patient balances ready to bill: no other payer is open, and none is Medicaid",
        words="patient balance ready",
        states=frozenset({ClaimState.PATIENT_BALANCE}),
        marked=frozenset({Marked.NO_MEDICAID}),
        warning="Whether a patient is a Qualified Medicare Beneficiary (QMB) is not known here. Check before you bill: "
        "Medicare's deductible and coinsurance must not be billed to a QMB.",
    ),
    Queue.SMALL_BALANCES: QueueFacts(
        title="small balances", words="small balances", warning="Work them together, by payer and reason."
    ),
}


def in_queue(query: WorklistQuery, queue: Queue, *, small_balance_cents: int = SMALL_BALANCE_CENTS) -> dict[str, Any]:
    """What the queue adds to a query, as fields of it; what the query says by itself stands.

    Balances below `small_balance_cents` are small, until the words of a worklist say another limit.
    """
    facts = QUEUES[queue]
    changes: dict[str, Any] = {"marked": query.marked | facts.marked}
    if facts.states:
        changes["states"] = (query.states & facts.states) or facts.states
    if queue is Queue.SECONDARY_UNPAID and query.in_state is None:
        changes["in_state"] = Span(end=query.today - timedelta(days=SECONDARY_SILENT_DAYS + 1))
    if queue is Queue.CREDITS:
        changes["is_open"] = None
    if queue is Queue.PATIENT_READY:
        changes["balance_min"] = 1 if query.balance_min is None else query.balance_min
    if queue is Queue.SMALL_BALANCES:
        changes["balance_min"] = 1 if query.balance_min is None else query.balance_min
        changes["balance_max"] = small_balance_cents - 1 if query.balance_max is None else query.balance_max
    return changes


NEVER_BILLED_TO = frozenset({PayerKind.MEDICAID})
