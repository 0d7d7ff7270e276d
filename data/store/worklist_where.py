"""What a worklist asks of a claim, as conditions of SQL with their values; it runs none of them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from data.claim_models import ClaimState
from data.store.unlisted import UNLISTED
from data.worklist_models import Marked, RefusedFor, Sort, Span, WorklistQuery

Sql = tuple[str, list[Any]]
"""A query, or a part of one, and its values."""
Where = list[Sql]
"""Conditions that must all hold."""
SINCE = "coalesce(claim.service_from, claim.first_sent_on)"
"""From what day a claim's age counts."""
PAYER = "coalesce(claim.payer_id, 0)"
"""As the indexes of worklists hold it: 0 is no payer."""
_ANY_PAYER = f"{PAYER} IN (SELECT 0 UNION ALL SELECT +id FROM payer)"  # noqa: S608
"""Without the sign the list has integer affinity, and SQLite does not enter an index of an expression by it."""
_TOUCHED = "coalesce(claim.touched_on, claim.state_on, claim.first_sent_on)"
_MARKED = {
    Marked.UNWORKED: "(claim.touched_on IS NULL OR claim.touched_on < claim.state_on)",
    Marked.PAID: "claim.paid_cents > 0",
    Marked.NO_MEDICAID: "NOT EXISTS (SELECT 1 FROM fact JOIN sent ON sent.fact_id = fact.id "
    "WHERE fact.claim_id = claim.id AND sent.payer_id IN (SELECT id FROM payer WHERE kind = 'medicaid'))",
}
_ALL_STATES = frozenset(ClaimState)
_NONE: Sql = ("claim.state = ''", [])
"""What no claim is."""
_SAID_RESENT = "SELECT claim_id FROM worked WHERE kind = 'resent'"
_RESENT = (
    "SELECT id AS claim_id FROM claim INDEXED BY claim_resent WHERE last_sent_on > first_sent_on "  # noqa: S608
    f"UNION ALL {_SAID_RESENT}"
)
_IS_RESENT = f"(claim.last_sent_on > claim.first_sent_on OR claim.id IN ({_SAID_RESENT}))"
_REMARKED = "SELECT claim_id FROM remark WHERE code = ?"
_PLAIN = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


def conditions(asked: WorklistQuery, *, is_open: bool | None) -> Where:
    """All but whether work is left, and but `ids_told`: these choose what is looked through."""
    return [
        *_leading(asked, is_open=is_open),
        *_equals("claim.payer_sequence", asked.sequence),
        *_in_span(SINCE, asked.aged),
        *_in_span("claim.service_from", asked.service),
        *_in_span("claim.last_sent_on", asked.sent),
        *_in_span("claim.state_on", asked.in_state),
        *_in_span("claim.next_action_on", asked.due),
        *_balances(asked),
        *_owners(asked),
        *_touched(asked.untouched_since),
        *(_snoozed(asked) if is_open or asked.is_snoozed else []),
        *([("claim.resolved_on IS NOT NULL", [])] if asked.is_resolved else []),
        *((f"claim.id NOT IN ({text})", some) for text, some in map(_refused, asked.not_refused)),
        *([("claim.provider LIKE ? ESCAPE '\\'", [holding(asked.provider)])] if asked.provider else []),
        *(("claim.provider NOT LIKE ? ESCAPE '\\'", [holding(one)]) for one in asked.not_providers),
        *((_MARKED[mark], []) for mark in sorted(asked.marked) if mark in _MARKED),
        *([(_IS_RESENT, [])] if Marked.RESENT in asked.marked and asked.is_open else []),
    ]


def of_order(asked: WorklistQuery) -> Where:
    """Those of the conditions that are about what the list is ordered by."""
    if asked.sort is Sort.AGE:
        return _in_span(SINCE, asked.aged)
    return _in_span("claim.next_action_on", asked.due) if asked.sort is Sort.DUE else _balances(asked)


def _leading(asked: WorklistQuery, *, is_open: bool | None) -> Where:
    """State and payer, by which the indexes are led. Where only what follows them is asked, any state and payer is
    named: so the index is entered at each place instead of being read from end to end.
    """
    payers = _payers(asked)
    if asked.payer_ids is None and asked.in_state and is_open is False:
        payers.append((_ANY_PAYER, []))
    is_any = asked.payer_ids is not None or asked.in_state is not None
    wanted = asked.states or (_ALL_STATES if is_any or asked.not_states else frozenset())
    states = _one_of("claim.state", wanted - asked.not_states) or ([_NONE] if wanted else [])
    return [*states, *payers]


def _one_of(column: str, values: Collection[Any]) -> Where:
    if not values:
        return []
    return [(f"{column} IN ({', '.join('?' * len(values))})", sorted(values))]


def _equals(column: str, value: str) -> Where:
    return [(f"{column} = ?", [value])] if value else []


def _in_span(column: str, span: Span | None) -> Where:
    if span is None:
        return []
    start = [(f"{column} >= ?", [span.start.isoformat()])] if span.start else []
    end = [(f"{column} <= ?", [span.end.isoformat()])] if span.end else []
    return [*start, *end]


def _payers(asked: WorklistQuery) -> Where:
    if asked.payer_ids is not None:
        return _one_of(PAYER, asked.payer_ids - asked.not_payer_ids) or [_NONE]
    marks = ", ".join("?" * len(asked.not_payer_ids))
    return [(f"{PAYER} NOT IN ({marks})", sorted(asked.not_payer_ids))] if asked.not_payer_ids else []


def _owners(asked: WorklistQuery) -> Where:
    marks = ", ".join("?" * len(asked.not_owner_ids))
    others = (f"(claim.owner_id IS NULL OR claim.owner_id NOT IN ({marks}))", sorted(asked.not_owner_ids))
    wanted = [] if asked.owner_ids is None else _one_of("claim.owner_id", asked.owner_ids) or [_NONE]
    return [
        *([("claim.owner_id IS NULL", [])] if asked.is_unowned else []),
        *([("claim.owner_id IS NOT NULL", [])] if asked.is_owned else []),
        *([others] if asked.not_owner_ids else []),
        *wanted,
    ]


def _balances(asked: WorklistQuery) -> Where:
    least = [("claim.balance_cents >= ?", [asked.balance_min])] if asked.balance_min is not None else []
    most = [("claim.balance_cents <= ?", [asked.balance_max])] if asked.balance_max is not None else []
    return [*least, *most]


def _touched(since: date | None) -> Where:
    return [(f"({_TOUCHED} IS NULL OR {_TOUCHED} <= ?)", [since.isoformat()])] if since else []


def _snoozed(asked: WorklistQuery) -> Where:
    if asked.is_snoozed is None:
        return []
    if asked.is_snoozed:
        return [("claim.snoozed_until > ?", [asked.today.isoformat()])]
    return [("(claim.snoozed_until IS NULL OR claim.snoozed_until <= ?)", [asked.today.isoformat()])]


def _refused(asked: RefusedFor) -> Sql:
    """One refusal must be all that is asked: "CO-197" is one of group CO and reason 197."""
    parts = [
        *_one_of("carc", asked.carcs),
        *_one_of("group_code", asked.groups),
        *_one_of("category", asked.categories),
    ]
    text = " AND ".join(condition for condition, _ in parts)
    return f"SELECT claim_id FROM claim_denial WHERE {text}", [value for _, some in parts for value in some]  # noqa: S608


def ids_told(asked: WorklistQuery) -> Where:
    """Queries of the claims with a refusal or remark as asked, of those no longer listed, of those sent again; among
    claims with work left these are told by their rows.
    """
    return [
        *([_refused(asked.refused)] if asked.refused != RefusedFor() else []),
        *((_REMARKED, [remark]) for remark in sorted(asked.remarks)),
        *([(_RESENT, [])] if Marked.RESENT in asked.marked and not asked.is_open else []),
        *([(UNLISTED, [])] if Marked.UNLISTED in asked.marked else []),
    ]


def holding(part: str) -> str:
    """A pattern for what has the part in it, in small letters or capitals."""
    return f"%{part.translate(_PLAIN)}%"
